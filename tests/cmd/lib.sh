# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=sh
# Functions for the shell tests of whole commands.  Each of these tests begins
# with this line:
#
#     . tests/cmd/lib.sh
#
# scripts/run-tests runs a test in the project's root.  BIN is the absolute path
# of the folder of the built programs.  TMP is a directory for this test, which
# run-tests removes at the end.  WRAP has words to put before a command, such as
# valgrind and its options.  The test's status is 0 if it passed.  The status is
# 77 if the test was skipped: then the last line of its standard output has the
# reason.  Any other status means that the test failed.  A test that passed may
# print a line `skip PART: reason` for each part that it left out.  If its last
# line begins with a digit, run-tests shows this line beside the test's name.

: "${BIN:?run this test with scripts/run-tests}" \
	"${TMP:?run this test with scripts/run-tests}"
set -u
export LC_ALL=C.UTF-8 TZ=UTC

# The tests read these variables.
# shellcheck disable=SC2034
TAB=$(printf '\t')
REPLAY=${BIN%/*}/tests/replay

fail() {
	printf '%s\n' "$*"
	exit 1
}

skip() {
	printf '%s\n' "$*"
	exit 77
}

# need PROGRAM...: skips the test if a program is not installed.
need() {
	for need_; do
		command -v "$need_" >/dev/null || skip "$need_ is not installed"
	done
}

# bare COMMAND...: runs COMMAND without the environment of the test, so that its
# output is the same on every machine.  Keeps PATH, LD_LIBRARY_PATH and the
# options of the sanitizers.
bare() {
	env -i PATH="$PATH" HOME="$TMP/nowhere" TZ=UTC LC_ALL=C.UTF-8 \
		AWS_EC2_METADATA_DISABLED=true \
		AWS_CONFIG_FILE="$TMP/nowhere" \
		AWS_SHARED_CREDENTIALS_FILE="$TMP/nowhere" \
		${LD_LIBRARY_PATH+"LD_LIBRARY_PATH=$LD_LIBRARY_PATH"} \
		${ASAN_OPTIONS+"ASAN_OPTIONS=$ASAN_OPTIONS"} \
		${UBSAN_OPTIONS+"UBSAN_OPTIONS=$UBSAN_OPTIONS"} \
		${LSAN_OPTIONS+"LSAN_OPTIONS=$LSAN_OPTIONS"} \
		"$@"
}

# replay DIR COMMAND...: runs COMMAND, a program of ours, at an endpoint that
# answers from the files in DIR (see tests/replay.c).  Writes the requests of
# COMMAND to $TMP/requests.  If timeout(1) is installed, it ends COMMAND after
# 60 seconds.
replay() {
	replay_dir=$1 replay_command=$2
	shift 2
	: >"$TMP/requests"
	# $WRAP holds several words.
	# shellcheck disable=SC2086
	bare REPLAY_REQUESTS="$TMP/requests" ${LIMIT-} "$REPLAY" "$replay_dir" \
		${WRAP-} "$BIN/$replay_command" -O AKIDEXAMPLE -W secret \
		-U @URL@ "$@"
}
LIMIT=
if command -v timeout >/dev/null; then LIMIT='timeout -k 5 60'; fi

# run COMMAND...: runs COMMAND, and puts its output and status into $TMP/out,
# $TMP/err and $status.
run() {
	ran=$*
	"$@" >"$TMP/out" 2>"$TMP/err"
	status=$?
}

# These functions check the command that `run` ran last.  If a check fails, they
# end the test.
want_status() {
	[ "$status" -eq "$1" ] || complain "status $status instead of $1"
}

# want_out TEXT: standard output must be TEXT and a newline, or empty if TEXT is
# ''.
want_out() {
	if [ -n "$1" ]; then printf '%s\n' "$1"; fi >"$TMP/want"
	cmp -s "$TMP/want" "$TMP/out" || complain 'standard output is not' "$1"
}

# want_err PATTERN: the first line of standard error must match PATTERN, a shell
# pattern.
want_err() {
	IFS= read -r line <"$TMP/err" || :
	# In quotes, the pattern would be plain text.
	# shellcheck disable=SC2254
	case $line in
	$1) ;;
	*) complain 'the first line of standard error is not' "$1" ;;
	esac
}

want_no_err() {
	[ ! -s "$TMP/err" ] || complain 'standard error is not empty'
}

# complain WORD...: prints the last command, WORDs and the first 100 lines of
# each output, and ends the test as failed.
complain() {
	printf '%s: %s\n' "$ran" "$*"
	echo 'standard output:'
	sed 's/^/  /; 100q' "$TMP/out"
	echo 'standard error:'
	sed 's/^/  /; 100q' "$TMP/err"
	exit 1
}
