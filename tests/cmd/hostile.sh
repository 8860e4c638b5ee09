# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=sh
# Functions for the tests hostile*.test.  The functions run one of our commands
# with an endpoint that sends the bytes of a script, and measure the time and
# the memory of the command.  tests/hostile.c describes the scripts.
#
# The tests read the variables of this file.
# shellcheck disable=SC2034
. tests/cmd/lib.sh

HOSTILE=${BIN%/*}/tests/hostile
[ -x "$HOSTILE" ] || fail "$HOSTILE is not built"

# MS is the maximum run time of a command in milliseconds on an idle machine.
# KIB is the maximum memory of a command, unless a test sets kib_max.
MS=8000 KIB=40960
if grep -q -e __asan_init "$BIN/ec2-describe-images"; then
	# A sanitizer needs much memory and makes the program slow, so these
	# limits are high.
	MS=60000 KIB=2000000000
fi
checks=0 slowest=0 largest=0

# Replaces complain of lib.sh: the test continues, and fails at its end.
wrong=0
complain() {
	wrong=$((wrong + 1))
	printf '%.200s: %.200s\n' "$ran" "$*"
	head -c 1000 "$TMP/out" | head -n 5 | sed 's/^/  out: /'
	head -c 1000 "$TMP/err" | sed 's/^/  err: /'
}

processors=$(getconf _NPROCESSORS_ONLN 2>/dev/null) || processors=1
# is_long TIME: succeeds if TIME, in ms, is too long for the machine's load.
is_long() {
	[ "$1" -gt "$MS" ] || return 1
	read -r load _ 2>/dev/null </proc/loadavg || return 0
	[ "$1" -gt $((MS * (1 + ${load%.*} / processors))) ]
}

# staged COMMAND...: runs COMMAND as `bare` does, with $TMP as its home.
staged() {
	bare HOME="$TMP" AWS_CONFIG_FILE="$TMP/none" \
		AWS_SHARED_CREDENTIALS_FILE="$TMP/none" "$@"
}

# hostile SCRIPT... -- COMMAND...: runs COMMAND with an endpoint that answers as
# SCRIPTs say.
hostile() {
	run staged "$HOSTILE" -t 120 -o "$TMP/took" "$@"
	[ "$status" -ne 124 ] || complain 'the command did not end'
	[ "$status" -ne 125 ] || fail "$(cat "$TMP/err")"
	read -r ms kib requests <"$TMP/took"
	checks=$((checks + 1))
	[ "$ms" -le "$slowest" ] || slowest=$ms
	[ "$kib" -le "$largest" ] || largest=$kib
	if is_long "$ms"; then complain "$ms ms"; fi
	[ "$kib" -le "${kib_max-$KIB}" ] || complain "$kib KiB of memory"
}

# command_of WORD: puts the name of the program for WORD into $command, and the
# arguments into $args.
command_of() {
	set -- "$1" -O AKIDEXAMPLE -W secretkey -U @URL@ --max-attempts 1 \
		--request-timeout 1 --connection-timeout 1
	word=$1
	shift
	case $word in
	confirm) set -- ec2-confirm-product-instance C1 -i i-1 "$@" ;;
	modify) set -- ec2-modify-image-attribute ami-1 -l -a all "$@" ;;
	code) set -- ec2-modify-image-attribute ami-1 -p C1 "$@" ;;
	images) set -- ec2-describe-images -a --unsorted "$@" ;;
	mine) set -- ec2-describe-images --page-size 0 "$@" \
		--request-timeout 5 ;;
	json) set -- ec2-describe-images -a --output json \
		--columns Type,ImageID,ImageLocation "$@" ;;
	attribute) set -- ec2-describe-image-attribute ami-1 -l "$@" ;;
	attributes) set -- ec2-describe-image-attribute ami-1 ami-2 ami-3 ami-4 \
		ami-5 ami-6 ami-7 ami-8 ami-9 -l "$@" \
		--request-timeout 5 ;;
	instances) set -- ec2-describe-instances "$@" ;;
	run) set -- ec2-run-instances ami-1 "$@" --max-attempts 3 ;;
	again) set -- ec2-describe-images -a "$@" --max-attempts 3 ;;
	tags) set -- ec2-create-tags i-1 vol-2 -t a=b -t c "$@" ;;
	untag) set -- ec2-delete-tags i-1 -t a "$@" ;;
	volume) set -- ec2-create-volume -s 1 -z z "$@" --max-attempts 3 ;;
	attach) set -- ec2-attach-volume vol-1 -i i-1 -d d "$@" \
			--max-attempts 2 ;;
	console) set -- ec2-get-console-output i-1 "$@" ;;
	raw) set -- ec2-get-console-output i-1 -r "$@" ;;
	key) set -- ec2-add-keypair k "$@" --max-attempts 3 ;;
	password) set -- ec2-get-password i-2574e22a \
		-k tests/cases/gpass/stdin "$@" ;;
	permit) set -- ec2-authorize g -p 22 -o a -u 111122223333 -o b \
		-u 444455556666 "$@" ;;
	revoke) set -- ec2-revoke g -p 22 -s 192.0.2.0/24 "$@" ;;
	groups) set -- ec2-describe-group "$@" ;;
	rules) set -- ec2-describe-group --output json "$@" ;;
	wait) set -- ec2-create-volume -s 1 -z z --wait --wait-timeout 3 "$@" ;;
	keep) set -- ec2-modify-instance-attribute i-1 -b sda=:true \
		-b sdb=:false "$@" ;;
	once) set -- ec2-register -n new -s snap-1 "$@" --max-attempts 3 ;;
	*) fail "unknown command $word" ;;
	esac
	command=$1
	shift
	args=$*
}

# try NAME WORD STATUS LINE ROWS SCRIPT...: runs the command for WORD with an
# endpoint that answers as SCRIPTs say.  LINE is a pattern for the first line of
# standard error, without the command name and the URL, or empty if standard
# error must be empty.  ROWS is the whole standard output, or - if another check
# follows.
try() {
	name=$1 want=$3 line_pattern=$4 rows=$5
	command_of "$2"
	shift 5
	# $args holds several words.
	# shellcheck disable=SC2086
	hostile "$@" -- "$BIN/$command" $args
	ran="$name ($command)"
	want_status "$want"
	[ "$rows" = - ] || want_out "$rows"
	if [ -z "$line_pattern" ]; then
		want_no_err
		return
	fi
	sed -e "1s,^$command: ,," -e '1s,^http://127.0.0.1:[0-9]*/: ,,' \
		"$TMP/err" >"$TMP/first"
	mv "$TMP/first" "$TMP/err"
	want_err "$line_pattern"
	# The command may print one line and a hint.
	[ "$(wc -l <"$TMP/err")" -le 2 ] || complain 'more than two lines'
	if LC_ALL=C grep -q "[$(printf '\001-\010\013-\037\177')]" \
		"$TMP/err" "$TMP/out"; then
		complain 'the output has a control character'
	fi
}

TYPED='HTTP/1.1 200 OK\nContent-Type: text/xml\n'
OK="$TYPED\\n" CHUNKED="${TYPED}Transfer-Encoding: chunked\\n\\n"
YES='<return>true</return>' NO='<return>false</return>'
markup='reply: XML with markup or white space longer than 64 KiB'
text='reply: text of an element longer than 1 MiB'
error() {
	printf '%s' "HTTP/1.1 $1 x\\n{body:<Response><Errors><Error><Code>$2\
</Code><Message>$3</Message></Error></Errors></Response>}"
}

# Ends the test.  Fails if there was a failure.
ended() {
	[ "$wrong" -eq 0 ] || fail "$wrong of $checks checks failed"
	echo "$checks runs of at most $slowest ms and $largest KiB"
}
