# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=sh
# What ec2-audit-instances and ec2-audit-images share.  make puts this text
# into each of them, so that what is installed is one file.
#
# They set before:
#
#     program     the script's name
#     synopsis    what stands behind it in the usage
#     purpose     a line for the usage
#     own         its options, a line each: LETTER|NAME|VALUE|HELP, where a
#                 - stands for no letter and for no value, and VALUE may be
#                 words with a | between them
#
# A function that fails says why and ends the script.

set -u
# Bytes are bytes, and the order of sort is the same everywhere.
export LC_ALL=C
tab=$(printf '\t')
nl='
'
# cron's PATH seldom has the directory that the commands were installed to.
case $0 in
*/*) PATH=${0%/*}:$PATH ;;
esac

# What is handed on to the commands.  Keys are not among them: the list of
# processes would show them for as long as the script runs.
general='
-|profile|NAME|take credentials and region from this profile
U|url|URL|URL to send requests to
-|region|REGION|region to ask, and to sign requests for
-|signature-version|2|4|how to sign; old clouds need 2 (4)
-|ca-bundle|FILE|CA certificates to trust, in PEM form
j|jobs|N|most requests at the same time
-|max-attempts|N|attempts at each request
-|connection-timeout|SECONDS|longest wait for a connection
-|request-timeout|SECONDS|longest silence during a request
v|verbose|-|explain what is done: endpoint, retries, ...
h|help|-|print this
-|version|-|print the versions of the tools and the API
'

say() {
	printf '%s: %s\n' "$program" "$*" >&2
}

die() {
	say "$*"
	exit 1
}

misuse() {
	say "$*"
	echo "try '$program -h'" >&2
	exit 2
}

usage() {
	printf 'usage: %s %s\n%s\n\noptions:\n' "$program" "$synopsis" \
		"$purpose"
	printf '%s\n' "$own$general" | awk -F '|' 'NF >= 4 {
		left = ($1 == "-" ? "    " : "-" $1 ", ") "--" $2
		left = left ($3 == "-" ? "" : " " $3)
		for (i = 4; i < NF; i++)
			left = left "|" $i
		if (length(left) > 28)
			printf "  %s\n%32s%s\n", left, "", $NF
		else
			printf "  %-30s%s\n", left, $NF
	}'
}

# look_up -L|--NAME: leaves the option's name in long, and in takes what it
# calls its value.  NAME may be the beginning of one, if of no other.
look_up() {
	long='' takes='' found=0
	while IFS='|' read -r letter name value; do
		[ -n "$name" ] || continue
		value=${value%"|"*}
		case $1 in
		"-$letter"|"--$name")
			long=$name takes=$value found=1
			break
			;;
		esac
		case --$name in
		"$1"*) long=$name takes=$value found=$((found + 1)) ;;
		esac
	done <<-END
	$own$general
	END
	case $found/$1 in
	1/*) ;;
	0/-O|0/-W|0/-T|0/--aws-*|0/--security-token)
		misuse "$1: keys on a script's command line show in every" \
			'list of processes; give --profile, or set the' \
			'environment' ;;
	0/*) misuse "unknown option $1" ;;
	*) misuse "$1: several options begin like that" ;;
	esac
}

# near LETTERS: refuses those that are the start of a name.
near() {
	case $1 in
	?????*) ;;
	*) return ;;
	esac
	case $own$general in
	*"|$1"*) misuse "is it --$1..., or letters?  Write the one that is" \
		'meant' ;;
	esac
}

# take VALUE: what was looked up is kept in given_NAME, or handed on.
take() {
	case $1 in
	'') misuse "--$long: the value is empty" ;;
	*"$nl"*) misuse "--$long: a value has no newline" ;;
	esac
	case $long in
	help)
		# In one piece, so that a full disk is seen.
		text=$(usage)
		printf '%s\n' "$text" 2>/dev/null ||
			die 'standard output cannot be written'
		exit 0
		;;
	version) exec ec2-version ;;
	esac
	case $general in
	*"|$long|-|"*) handed_on="$handed_on--$long$nl" ;;
	*"|$long|"*) handed_on="$handed_on--$long=$1$nl" ;;
	*) eval "given_$long=\$1" ;;
	esac
	[ "$long" != verbose ] || verbose=1
}

# parse ARG...: options become given_NAME or are added to handed_on, a line
# each, and the rest to operands, a line each.
parse() {
	handed_on='' operands='' verbose=0
	while [ $# -gt 0 ]; do
		word=$1
		shift
		case $word in
		--)
			for word; do
				operand "$word"
			done
			return
			;;
		--*=*)
			look_up "${word%%=*}"
			[ "$takes" != - ] || misuse "--$long takes no value"
			take "${word#*=}"
			;;
		--*|-?)
			look_up "$word"
			if [ "$takes" = - ]; then
				take yes
				continue
			fi
			[ $# -gt 0 ] || misuse "--$long needs a value: $takes"
			take "$1"
			shift
			;;
		-?*)
			# A whole name after one dash, as the commands take it.
			name=${word%%=*}
			name=${name#-}
			case $own$general in
			*"|$name|"*)
				set -- "-$word" "$@"
				continue
				;;
			esac
			near "$name"
			rest=${word#-?}
			look_up "${word%"$rest"}"
			if [ "$takes" = - ]; then
				take yes
				set -- "-$rest" "$@"
			else
				take "${rest#=}"
			fi
			;;
		*) operand "$word" ;;
		esac
	done
}

# What is empty is a variable that was not set, and would shift the others.
operand() {
	[ -n "$1" ] || misuse 'an operand is empty'
	operands="$operands$1$nl"
}

# add_code CODE: a second time it changes nothing.
add_code() {
	case $1 in
	[!A-Za-z0-9]*|*[!A-Za-z0-9._-]*) misuse "'$1' is no product code" ;;
	esac
	case ,$code, in
	*",$1,"*) ;;
	*) code=$code${code:+,}$1 ;;
	esac
}

# may_write FILE: it is told before anything is asked, not after.
may_write() {
	case $1 in
	'') return ;;
	/*) folder=${1%/*}/ ;;
	*/*) folder=${1%/*} ;;
	*) folder=. ;;
	esac
	[ ! -d "$1" ] || die "$1: cannot be written: it is a directory"
	[ -d "$folder" ] || die "$1: cannot be written: there is no directory" \
		"$folder"
	[ -w "$folder" ] || die "$1: cannot be written: you may not write in" \
		"$folder"
}

# arguments ARG...: parses them.  Leaves in code the first $codes_max operands,
# with commas between them, and in list the one behind these.
arguments() {
	parse "$@"
	set -f
	for word in ${EC2_DEFAULT_ARGS-}; do
		case $word in
		--dr*|--au*|-dry-run|-auth-dry-run|-D*|-[Hv]D*|-[Hv][Hv]D*)
			misuse 'EC2_DEFAULT_ARGS has --dry-run, under which' \
				'nothing is told; take it out' ;;
		esac
	done
	set +f
	code='' list='' n=0
	set -f
	IFS=$nl
	for word in $operands; do
		n=$((n + 1))
		if [ "$n" -le "$codes_max" ]; then
			add_code "$word"
		elif [ -z "$list" ]; then
			list=$word
		else
			misuse "$word is one too many"
		fi
	done
	set +f
	unset IFS
	may_write "$given_html"
	may_write "$given_metrics"
	now=$(date -u +%Y-%m-%dT%H:%M:%SZ) || exit 1
	export program code now
}

# What is to be undone however the script ends, but by kill -9.
scratch='' held='' child=''
clean_up() {
	[ -z "$child" ] || kill "$child" 2>/dev/null
	[ -z "$scratch" ] || rm -rf "$scratch"
	[ -z "$held" ] || rm -f "$held"
}
trap clean_up EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# tell_signal COMMAND STATUS: if one ended it, for it could not say so itself.
tell_signal() {
	[ "$2" -le 128 ] || say "$1 was ended by signal $(($2 - 128))"
}

# learn_place COMMAND ARG...: where it would go and as whom, as it says itself
# under -v; given an empty list to ask about, it asks nothing.  Leaves
# endpoint, region and credentials.
learn_place() {
	words=$("$@" -v --rows all --columns all 2>&1 </dev/null)
	learnt=$?
	if [ "$learnt" -ne 0 ]; then
		[ -z "$words" ] || printf '%s\n' "$words" >&2
		tell_signal "$1" "$learnt"
		[ "$learnt" -eq 2 ] || learnt=1
		exit "$learnt"
	fi
	IFS=$tab read -r endpoint region credentials <<-END
	$(printf '%s\n' "$words" | sed -n "s/^[^ ]*: endpoint \([^ ]*\) (.*), \
region \([^,]*\), signature version [0-9]*, credentials from \(.*\)/\
\1$tab\2$tab\3/p")
	END
	[ -n "$credentials" ] || die "cannot tell what $1 says of itself: $words"
	export endpoint region credentials
}

# Some awks do not tell that the disk was full, so what they wrote is looked at.
#
# whole FILE LINE: it ends with LINE.  has_lines FILE COUNT: it has COUNT lines.
whole() {
	[ "$(tail -n 1 "$1" 2>/dev/null)" = "$2" ] || full "$1"
}

has_lines() {
	[ "$(($(wc -l <"$1" 2>/dev/null)))" -eq "$2" ] || full "$1"
}

full() {
	die "$1: cannot write it all; is the disk full?"
}

# publish FILE PLACE: PLACE becomes a copy of FILE at once or not at all.
publish() {
	if cp "$1" "$2.$$" && cmp -s "$1" "$2.$$" && mv -f "$2.$$" "$2"; then
		return
	fi
	rm -f "$2.$$"
	die "$2: cannot be written"
}

# write_page FILE...: by the awk program $page from these.
write_page() {
	version=$(ec2-version | cut -f 1)
	export version
	{
		page_head
		awk "$page" "$@" && page_foot
	} >"$scratch/page" || full "$scratch/page"
	whole "$scratch/page" '</html>'
	publish "$scratch/page" "$given_html"
}

# write_metrics FILE: by the awk program $metrics from it.
write_metrics() {
	seconds=$(date -u +%s) || exit 1
	export seconds
	awk "$metrics" "$1" >"$scratch/metrics" || full "$scratch/metrics"
	whole "$scratch/metrics" '# end'
	publish "$scratch/metrics" "$given_metrics"
}

# What a page says in several places, and Prometheus's form of text, in awk.
awk_words='
function html(text) {
	if (text !~ /[&<>"\047]/)
		return text
	gsub(/&/, "\\&amp;", text)
	gsub(/</, "\\&lt;", text)
	gsub(/>/, "\\&gt;", text)
	gsub(/"/, "\\&quot;", text)
	gsub(/\047/, "\\&#39;", text)
	return text
}
function quoted(text) {
	gsub(/["\\]/, "\\\\&", text)
	return "\"" text "\""
}
function labels() {
	return "{code=" quoted(ENVIRON["code"]) ",endpoint=" \
		quoted(ENVIRON["endpoint"]) ",region=" \
		quoted(ENVIRON["region"])
}
function family(name, help) {
	print "# HELP " name " " help
	print "# TYPE " name " gauge"
}
function timestamp(audit) {
	family("ec2_audit_timestamp_seconds", "When the last audit was made.")
	print "ec2_audit_timestamp_seconds" labels() ",audit=\"" audit "\"} " \
		ENVIRON["seconds"]
	print "# end"
}
'

# page_head, page_foot: what stands before and behind what an awk program
# prints of a page.  The policy lets nothing run or load, should a value ever
# get through unescaped.
page_head() {
	cat <<-'END'
	<!DOCTYPE html>
	<html lang="en">
	<head>
	<meta charset="utf-8">
	<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
	<meta name="viewport" content="width=device-width, initial-scale=1">
	<meta name="referrer" content="no-referrer">
	<style>
	:root{color-scheme:light dark;--ink:#1d2530;--dim:#5b6675;--paper:#f6f7f9;
	--card:#fff;--line:#dfe3e8;--good:#1b6e3c;--bad:#a3291f;--bar:#3d8a5f;
	--gone:#c8574c}
	@media (prefers-color-scheme:dark){:root{--ink:#e4e8ee;--dim:#98a3b3;
	--paper:#12161c;--card:#1a2029;--line:#2c3542;--good:#7fd09b;--bad:#f0968c;
	--bar:#4f9d72;--gone:#d9756b}}
	*{box-sizing:border-box}
	body{margin:0 auto;max-width:72rem;padding:1.5rem 1.25rem 3rem;
	background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
	h1{font-size:1.5rem;line-height:1.25;margin:0}
	h2{font-size:1.05rem;margin:2rem 0 .6rem}
	h2 span{color:var(--dim);font-weight:400}
	p{margin:.4rem 0}
	.dim{color:var(--dim)}.good{color:var(--good)}.bad{color:var(--bad)}
	.what{font-weight:600}
	.what small{font-weight:400;color:var(--dim);white-space:nowrap}
	.top{display:flex;flex-wrap:wrap;gap:.75rem;margin:1.25rem 0;padding:0;
	list-style:none}
	.top li,.card{background:var(--card);border:1px solid var(--line);
	border-radius:.6rem}
	.top li{flex:1 1 7.5rem;padding:.6rem .9rem;color:var(--dim);font-size:.9rem}
	.top b{display:block;font-size:1.6rem;line-height:1.2;
	font-variant-numeric:tabular-nums}
	.top .zero{color:var(--dim)}
	dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:0}
	dt{color:var(--dim)}dd{margin:0;overflow-wrap:anywhere}
	table{border-collapse:collapse;width:100%}
	th,td{text-align:left;padding:.45rem .85rem;vertical-align:baseline}
	th{color:var(--dim);font-size:.8rem;font-weight:600;white-space:nowrap}
	tr+tr td,thead+tbody td{border-top:1px solid var(--line)}
	td{overflow-wrap:anywhere}
	.id,td time{font-family:ui-monospace,monospace;font-size:.87em}
	td.id,td.what,time{white-space:nowrap;overflow-wrap:normal}
	.none{padding:.7rem .85rem;margin:0}
	figure{margin:0;padding:.9rem}
	figcaption{color:var(--dim);font-size:.9rem;margin-bottom:.5rem}
	svg{display:block;width:100%;max-width:30rem;height:auto}
	svg text{font:11px system-ui,sans-serif;fill:var(--dim)}
	svg .ok{fill:var(--bar)}svg .no{fill:var(--gone)}
	svg .axis{stroke:var(--line)}
	@media screen and (max-width:46rem){thead{display:none}
	table,tbody,tr,td{display:block}
	tr{padding:.5rem 0}tr+tr{border-top:1px solid var(--line)}
	tr+tr td,thead+tbody td{border-top:0}
	td{display:flex;gap:.75rem;padding:.15rem .85rem}
	td:empty{display:none}
	td::before{flex:0 0 5.5rem;color:var(--dim);
	font:13px/1.7 system-ui,sans-serif}}
	@media print{:root{color-scheme:light;--ink:#000;--dim:#444;--paper:#fff;
	--card:#fff;--line:#bbb;--good:#1b6e3c;--bad:#a3291f}
	body{max-width:none;padding:0;font-size:10pt}
	thead{display:table-header-group}tr,li,figure{break-inside:avoid}
	svg *{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
	</style>
	END
}

page_foot() {
	cat <<-'END'
	</body>
	</html>
	END
}

# The parts of a page, in awk.
awk_page='
function element(name, class, text) {
	return "<" name (class == "" ? "" : " class=\"" class "\"") ">" \
		text "</" name ">"
}
# Text from elsewhere may be written from right to left.
function isolated(text) {
	return text == "" ? "" : "<bdi>" html(text) "</bdi>"
}
# 2026-07-01T12:34:56Z, but for people.
function spoken(time) {
	sub(/T/, " ", time)
	sub(/Z$/, "", time)
	return html(time)
}
function moment(time) {
	return time == "" ? "" : element("time", "", spoken(time))
}
function count(n, class, what) {
	print "<li>" element("b", n ? class : "zero", n) what "</li>"
}
# heads are the columns of its tables, with a | between them.  On a phone a row
# is a list, with the head before each cell.
function begin_page(title, heads,	i) {
	columns = split(heads, column, "|")
	print "<style>\n@media screen and (max-width:46rem){"
	for (i = 1; i <= columns; i++)
		print "td:nth-child(" i ")::before{content:\"" column[i] "\"}"
	print "}\n</style>"
	print element("title", "", html(title))
	print "</head>\n<body>"
	print element("h1", "", html(title))
	print element("p", "dim", "Audited " moment(ENVIRON["now"]) \
		" UTC at " isolated(ENVIRON["endpoint"]))
}
function begin_section(title, n) {
	print element("h2", "", html(title) " " element("span", "", n))
	print "<div class=\"card\">"
}
function nothing(text) {
	print element("p", "none dim", text) "\n</div>"
}
function begin_table(	i) {
	printf "<table>\n<thead><tr>"
	for (i = 1; i <= columns; i++)
		printf "<th scope=\"col\">%s</th>", column[i]
	print "</tr></thead>\n<tbody>"
}
function cell(class, content) {
	return element("td", class, content)
}
function end_table() {
	print "</tbody>\n</table>\n</div>"
}
function term(what, value) {
	if (value != "")
		print "<dt>" what "</dt><dd>" isolated(value) "</dd>"
}
function made(account) {
	print "<h2>How this was made</h2>\n<dl>"
	term("Made", spoken(ENVIRON["now"]) " UTC")
	term("Account", account)
	term("Credentials", ENVIRON["credentials"])
	term("Endpoint", ENVIRON["endpoint"])
	term("Region", ENVIRON["region"])
	term("By", ENVIRON["program"] " " ENVIRON["version"])
	print "</dl>"
}
'
