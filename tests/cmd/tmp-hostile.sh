#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Endpoints that lie, babble, stall and never end: whatever they say, a command
# ends soon and in little memory, with the right status and one clear line, and
# prints no row that is not true.
. tests/cmd/lib.sh

HOSTILE=${BIN%/*}/tests/hostile
[ -x "$HOSTILE" ] || fail "$HOSTILE is not built"

# The most that a command may take of each: milliseconds from its start to its
# end, whatever the endpoint does, on a machine with little else to do, and KiB
# of memory.
MS=8000 KIB=40960
if grep -q -e __asan_init "$BIN/ec2-describe-images"; then
	# Memory under a sanitizer says nothing, and it is slow.
	MS=60000 KIB=2000000000
fi
checks=0 slowest=0 largest=0

# What went wrong is told of all, at the end.
wrong=0
complain() {
	wrong=$((wrong + 1))
	printf '%.200s: %.200s\n' "$ran" "$*"
	head -c 1000 "$TMP/out" | head -n 5 | sed 's/^/  out: /'
	head -c 1000 "$TMP/err" | sed 's/^/  err: /'
}

processors=$(getconf _NPROCESSORS_ONLN 2>/dev/null) || processors=1
# is_long MS: a loaded machine may take more, by its load.
is_long() {
	[ "$1" -gt "$MS" ] || return 1
	read -r load _ 2>/dev/null </proc/loadavg || return 0
	[ "$1" -gt $((MS * (1 + ${load%.*} / processors))) ]
}

# staged COMMAND...: in an environment with nothing but what this test made.
staged() {
	bare HOME="$TMP" AWS_CONFIG_FILE="$TMP/none" \
		AWS_SHARED_CREDENTIALS_FILE="$TMP/none" "$@"
}

# hostile SCRIPT... -- COMMAND...
hostile() {
	run staged "$HOSTILE" -t 120 -o "$TMP/took" "$@"
	[ "$status" -ne 124 ] || complain 'it would not end'
	[ "$status" -ne 125 ] || fail "$(cat "$TMP/err")"
	read -r ms kib requests <"$TMP/took"
	checks=$((checks + 1))
	[ "$ms" -le "$slowest" ] || slowest=$ms
	[ "$kib" -le "$largest" ] || largest=$kib
	if is_long "$ms"; then complain "$ms ms"; fi
	[ "$kib" -le "${kib_max-$KIB}" ] || complain "$kib KiB of memory"
}

# The command of a table's row, by its first word.
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
	mine) set -- ec2-describe-images --page-size 0 "$@" ;;
	json) set -- ec2-describe-images -a --output json \
		--columns Type,ImageID,ImageLocation "$@" ;;
	table) set -- ec2-describe-images -a --output table "$@" ;;
	attribute) set -- ec2-describe-image-attribute ami-1 -l "$@" ;;
	attributes) set -- ec2-describe-image-attribute ami-1 ami-2 ami-3 ami-4 \
		ami-5 ami-6 ami-7 ami-8 ami-9 -l "$@" ;;
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
	*) fail "no command $word" ;;
	esac
	command=$1
	shift
	args=$*
}

# try NAME COMMAND STATUS LINE ROWS SCRIPT...: LINE is a pattern of standard
# error's first line behind the command's name and URL, where those stand, and
# ROWS all of standard output, or a dash when another check follows.
try() {
	name=$1 want=$3 line_=$4 rows=$5
	command_of "$2"
	shift 5
	# args is words.
	# shellcheck disable=SC2086
	hostile "$@" -- "$BIN/$command" $args
	ran="$name ($command)"
	want_status "$want"
	[ "$rows" = - ] || want_out "$rows"
	if [ -z "$line_" ]; then
		want_no_err
		return
	fi
	sed -e "1s,^$command: ,," -e '1s,^http://127.0.0.1:[0-9]*/: ,,' \
		"$TMP/err" >"$TMP/first"
	mv "$TMP/first" "$TMP/err"
	want_err "$line_"
	# One line, and perhaps a hint.
	[ "$(wc -l <"$TMP/err")" -le 2 ] || complain 'more than two lines'
	if LC_ALL=C grep -q "[$(printf '\001-\010\013-\037\177')]" \
		"$TMP/err" "$TMP/out"; then
		complain 'a control character'
	fi
}

# broken NAME SCRIPT...: a reply that breaks off, or is not HTTP, of which
# nothing is taken.  The words are libcurl's, and its versions have others; what
# counts is that there is one line of them, and that it is tried again.
broken() {
	name_=$1
	shift
	try "$name_" again 1 '?*' '' "$@"
	[ "$requests" -eq 3 ] || complain "$requests requests"
}

# beyond NAME LINE SCRIPT...: more of the head than is taken from
# anybody, by our bound or by libcurl's, whichever comes first; it is not
# tried again.
beyond() {
	name_=$1 line_=$2
	shift 2
	try "$name_" again 1 "$line_" '' "$@"
	[ "$requests" -eq 1 ] || complain "$requests requests"
}

TYPED='HTTP/1.1 200 OK\nContent-Type: text/xml\n'
OK="$TYPED\\n" CHUNKED="${TYPED}Transfer-Encoding: chunked\\n\\n"
C='<ConfirmProductInstanceResponse>' C_='</ConfirmProductInstanceResponse>'
M='<ModifyImageAttributeResponse>' M_='</ModifyImageAttributeResponse>'
A='<DescribeImageAttributeResponse>' L='<launchPermission/>'
D='<DescribeImagesResponse>' D_='</DescribeImagesResponse>'
I="$D<imagesSet>" I_="</imagesSet>$D_"
IMAGE='<item><imageId>ami-1</imageId></item>'
YES='<return>true</return>' NO='<return>false</return>'
foreign='answered HTTP 200 with *, which is no reply *'
none='answered HTTP 200 with text/xml, which is no reply of EC2*'
tabs="$TAB$TAB$TAB$TAB$TAB$TAB$TAB$TAB$TAB$TAB$TAB$TAB$TAB"
markup='reply: XML with markup or white space longer than 64 KiB'
error() {
	printf '%s' "HTTP/1.1 $1 x\\n{body:<Response><Errors><Error><Code>$2\
</Code><Message>$3</Message></Error></Errors></Response>}"
}

text='reply: text of an element longer than 1 MiB'
# A volume is paid for: one that may be there is told of.
V='<CreateVolumeResponse>' V_='</CreateVolumeResponse>'
lost="${TYPED}Content-Length: 900\\n\\n$V<volumeId>vol-1</volumeId>"
try 'a lost volume' volume 1 '?*' '' "$lost" "$lost" "$lost"
grep -q 'ec2-describe-volumes shows' "$TMP/err" || complain 'no hint'
[ "$requests" -eq 3 ] || complain "$requests requests"
try 'a volume without an id' volume 1 '*the reply has no <volumeId>' '' \
	"$OK$V<size>1</size>$V_"
grep -q 'ec2-describe-volumes shows' "$TMP/err" || complain 'no hint'
try 'two volumes' volume 1 '*the reply has <volumeId> twice' '' \
	"$OK$V<volumeId>vol-1</volumeId><volumeId>vol-2</volumeId>$V_"
try 'another attachment' attach 1 '*about i-2, not about i-1' '' \
	"$OK<AttachVolumeResponse><volumeId>vol-1</volumeId><instanceId>i-2\
</instanceId></AttachVolumeResponse>"

# What --wait looks at lies: the volume is told of all the same.
made="VOLUME${TAB}vol-1$TAB$TAB$TAB${TAB}creating$TAB$TAB$TAB"
creating="$OK$V<volumeId>vol-1</volumeId><status>creating</status>$V_"
Y='<DescribeVolumesResponse><volumeSet>'
Y_='</volumeSet></DescribeVolumesResponse>'
try 'an available volume' wait 0 '' "$made" "$creating" \
	"$OK$Y<item><volumeId>vol-1</volumeId><status>available</status></item>$Y_"
try 'another volume is looked at' wait 1 '?*' "$made" "$creating" \
	"$OK$Y<item><volumeId>vol-2</volumeId><status>available</status></item>$Y_"
try 'a state without end' wait 1 '?*' "$made" "$creating" \
	"$OK$Y<item><volumeId>vol-1</volumeId><status>{*xxxxxxxx}"
try 'a look nested deep' wait 1 '?*' "$made" "$creating" "$OK$Y{*<a>}"
try 'a look that is cut' wait 1 '?*' "$made" "$creating" \
	"$OK$Y<item><volumeId>vol-1</volumeId><status>available"
try 'two states' wait 1 '?*' "$made" "$creating" "$OK$Y<item><volumeId>vol-1\
</volumeId><status>creating</status><status>available</status></item>$Y_"
try 'a state of controls' wait 1 '?*' "$made" "$creating" \
	"$OK$Y<item><volumeId>vol-1</volumeId><status>&#27;[31m</status></item>$Y_"

# A key that is shown once: what is no key is not printed, and the pair that
# may be there is told of.
K='<CreateKeyPairResponse>' K_='</CreateKeyPairResponse>'
F='<keyName>k</keyName><keyFingerprint>f</keyFingerprint>'
try 'a key' key 0 '' "KEYPAIR${TAB}k${TAB}f
m
n" "$OK$K$F<keyMaterial>m&#10;n</keyMaterial>$K_"
try 'a key of controls' key 0 '' "KEYPAIR${TAB}k${TAB}f
m\\xC2\\x9B31m\\t" "$OK$K$F<keyMaterial>m&#x9B;31m&#9;</keyMaterial>$K_"
# keyless NAME LINE SCRIPT...
keyless() {
	name_=$1 line__=$2
	shift 2
	try "$name_" key 1 "$line__" '' "$@"
	grep -q 'ec2-delete-keypair' "$TMP/err" || complain 'no way to start over'
	[ "$requests" -eq 1 ] || complain "$requests requests"
	if grep -q MIIE "$TMP/err"; then complain 'the key is said'; fi
}
keyless 'no key' '*the reply has no <keyMaterial>' "$OK$K$F$K_"
keyless 'an empty key' '?*' "$OK$K$F<keyMaterial/>$K_"
keyless 'two keys' '*the reply has <keyMaterial> twice' \
	"$OK$K$F<keyMaterial>MIIEa</keyMaterial><keyMaterial>MIIEb</keyMaterial>$K_"
keyless 'a key of another pair' '*about l, not about k' \
	"$OK$K<keyName>l</keyName><keyMaterial>MIIEa</keyMaterial>$K_"
keyless 'a key without end' "$text" "$OK$K$F<keyMaterial>{*MIIEMIIE}"
keyless 'a key of lines without end' "$text" "$OK$K$F<keyMaterial>{*MIIE&#10;}"
keyless 'a key that is cut' '?*' "$OK$K$F<keyMaterial>MIIEaaaaaaaaa"
keyless 'a key that is cut by its length' '?*' \
	"${TYPED}Content-Length: 900\n\n$K$F<keyMaterial>MIIEaaaa</keyMaterial>$K_"
keyless 'a key of elements' '?*' \
	"$OK$K$F<keyMaterial><a>MIIEa</a></keyMaterial>$K_"
keyless 'a key with NUL' '?*' "$OK$K$F<keyMaterial>MIIE\0a</keyMaterial>$K_"
keyless 'a key that is no UTF-8' '?*' \
	"$OK$K$F<keyMaterial>MIIE\xFF</keyMaterial>$K_"

# A password that is none of this key, or no base64.
P='<GetPasswordDataResponse><instanceId>i-2574e22a</instanceId>'
P_='</GetPasswordDataResponse>'
try 'a password' password 0 '' "$(cat tests/cases/gpass/stdout)" \
	"$OK{file:tests/cases/gpass/GetPasswordData.200.xml}"
for data in 'Y*Q' 'YQ' 'YQ==' '{344*A}' '{342*A}==' 'YQ==YQ==' '&#27;' \
	'{100000*QUJD}' '<a>YQ==</a>'; do
	try "the password $data" password 1 '?*' '' \
		"$OK$P<passwordData>$data</passwordData>$P_"
done
try 'a password without end' password 1 "$text" '' \
	"$OK$P<passwordData>{*QUJD}"
try 'two passwords' password 1 '*the reply has <passwordData> twice' '' \
	"$OK$P<passwordData>YQ==</passwordData><passwordData/>$P_"
try 'no password' password 1 '*no password yet*' '' "$OK$P$P_"
try 'a password of another instance' password 1 '*about i-9, not about *' '' \
	"$OK<GetPasswordDataResponse><instanceId>i-9</instanceId><passwordData>\
YQ==</passwordData>$P_"

# Lists that belong together: groups and their accounts, devices and flags.
Q='<AuthorizeSecurityGroupIngressResponse/>'
R='<DescribeSecurityGroupsResponse><securityGroupInfo><item><groupId>sg-1\
</groupId><groupName>g</groupName><ipPermissions>'
R_='</ipPermissions></item></securityGroupInfo></DescribeSecurityGroupsResponse>'
# rule PORT GROUPS: an item of permissions.
rule() {
	printf '<item><ipProtocol>tcp</ipProtocol><fromPort>%s</fromPort>' "$1"
	printf '<toPort>%s</toPort><groups>%s</groups></item>' "$1" "$2"
}
# owned ACCOUNT NAME
owned() {
	printf '<item><userId>%s</userId><groupName>%s</groupName></item>' "$@"
}
a=$(owned 111122223333 a) b=$(owned 444455556666 b)
permitted="GROUP$TAB$TAB${TAB}g$TAB$TAB
PERMISSION$TAB${TAB}g${TAB}ALLOWS${TAB}tcp${TAB}22${TAB}22${TAB}FROM${TAB}USER\
${TAB}111122223333${TAB}NAME a${TAB}ingress
PERMISSION$TAB${TAB}g${TAB}ALLOWS${TAB}tcp${TAB}22${TAB}22${TAB}FROM${TAB}USER\
${TAB}444455556666${TAB}NAME b${TAB}ingress"
lacks='*the group does not have the permission'
try 'two permissions in doubt' permit 0 '' "$permitted" "$OK$Q" \
	"$OK$R$(rule 22 "$b")$(rule 22 "$a")$R_"
try 'one of two permissions' permit 1 "$lacks" '' "$OK$Q" \
	"$OK$R$(rule 22 "$a")$R_"
try 'accounts of each other' permit 1 "$lacks" '' "$OK$Q" \
	"$OK$R$(rule 22 "$(owned 444455556666 a)$(owned 111122223333 b)")$R_"
try 'permissions of other ports' permit 1 "$lacks" '' "$OK$Q" \
	"$OK$R$(rule 222 "$a$b")$(rule 2 "$a$b")$(rule '' "$a$b")$R_"
kib_max=$((KIB + 65536))
try 'permissions without end' permit 1 '*could not be read: *' '' "$OK$Q" \
	"$OK$R{*$(rule 22 "$a")}"
unset kib_max
try 'no to permissions' permit 1 '*answered false*' '' \
	"$OK<AuthorizeSecurityGroupIngressResponse>$NO\
</AuthorizeSecurityGroupIngressResponse>"
X='<RevokeSecurityGroupIngressResponse>' X_="${X#<}" X_="</$X_"
try 'what was not revoked' revoke 1 '*the group has no such permission' '' \
	"$OK$X$YES<unknownIpPermissionSet><item/></unknownIpPermissionSet>$X_"
J='<DescribeInstanceAttributeResponse><instanceId>i-1</instanceId>\
<blockDeviceMapping>'
J_='</blockDeviceMapping></DescribeInstanceAttributeResponse>'
# device NAME FLAG
device() {
	printf '<item><deviceName>%s</deviceName><ebs>' "$1"
	printf '<deleteOnTermination>%s</deleteOnTermination></ebs></item>' "$2"
}
kept="blockDeviceMapping${TAB}i-1${TAB}sda=:true
blockDeviceMapping${TAB}i-1${TAB}sdb=:false"
yes_='<ModifyInstanceAttributeResponse/>'
another='*the instance has another blockDeviceMapping'
try 'flags in doubt' keep 0 '' "$kept" "$OK$yes_" \
	"$OK$J$(device sdb false)$(device sda true)$J_"
try 'flags of each other' keep 1 "$another" '' "$OK$yes_" \
	"$OK$J$(device sda false)$(device sdb true)$J_"
try 'one device' keep 1 "$another" '' "$OK$yes_" \
	"$OK$J$(device sda true)$J_"
kib_max=$((KIB + 65536))
try 'devices without end' keep 1 '*could not be read: *' '' "$OK$yes_" \
	"$OK$J{*$(device sda true)}"

# Rows that repeat what is above them.
try 'a name in every rule' groups 1 'rows: over *' '' \
	"$OK<DescribeSecurityGroupsResponse><securityGroupInfo><item><groupId>sg-1\
</groupId><groupName>{1000000*x}</groupName><ipPermissions><item><ipRanges>\
{100000*<item><cidrIp/></item>}</ipRanges></item>$R_"
try 'rules without end' groups 1 'reply: one item larger than 64 MiB' '' \
	"$OK$R{*$(rule 22 "$a")}"
unset kib_max
try 'ports beyond all numbers' rules 0 '' - "$OK$R$(rule \
	99999999999999999999999 "$a")$(rule 1e9 "$a")$(rule -1 "$a")$R_"
grep -q '"FromPort":"99999999999999999999999","ToPort":"9' "$TMP/out" ||
	complain 'another number'

# Files that are no key and no document, asked for without any endpoint.
# file NAME LINE COMMAND WORDS...
file() {
	name=$1 line_=$2 command=$3
	shift 3
	hostile "$OK" -- "$BIN/$command" "$@"
	ran="$name ($command)"
	want_status "$file_status"
	want_out ''
	want_err "$command: $line_"
	[ "$requests" -eq 0 ] || complain 'an endpoint was asked'
}
begin='-----BEGIN RSA PRIVATE KEY-----' end='-----END RSA PRIVATE KEY-----'
file_status=2
mkfifo "$TMP/pipe"
for what in '{*\0}' '{*-----BEGIN }' "$begin\n{*MIIEMIIE}" \
	"$begin\n{*MIIE\n}" "{*$begin\n}"; do
	# The script's bytes, some 20 MB of them, or as many as are taken.
	bytes=$(printf '%s' "$what" | sed 's/^{\*\(.*\)}$/\1/; s/{\*//; s/}$//')
	yes "$(printf '%b' "$bytes" | tr '\0' '\001')" 2>/dev/null >"$TMP/pipe" &
	file "endless $bytes" '?*' ec2-fingerprint-key "$TMP/pipe"
	wait $!
done
file 'zeros' '?*' ec2-fingerprint-key /dev/zero
for text_ in '' "$begin" "$begin\n$end" "$begin\nMIIE\n$end" \
	"$begin\n\001\002\n$end" "$begin\nY*Q=\n$end"; do
	printf '%b\n' "$text_" >"$TMP/file"
	file "the key $text_" '?*' ec2-fingerprint-key "$TMP/file"
	file "the key $text_" '?*' ec2-get-password i-1 -k "$TMP/file"
done
head -c 1000 tests/cases/gpass/stdin >"$TMP/file"
file 'a key that is cut' '?*' ec2-fingerprint-key "$TMP/file"
file 'a password by zeros' '?*' ec2-get-password i-1 -k /dev/zero
file 'a public key of zeros' '?*' ec2-import-keypair k -f /dev/zero
file_status=1
file 'a document of zeros' '?*' ec2-verify-identity /dev/zero

echo $checks $wrong $slowest $largest
