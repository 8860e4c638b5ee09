/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of scan: the words that are options, values and operands. */
#include "cli/scan.h"

#include "check_main.h"

static const struct opt options[] = {
	{ 'l', "launch", .help = "a flag" },
	{ 'a', "add", "ENTITY", .help = "a value" },
	{ 'p', "product-code", "CODE", .help = "a value" },
	{ 0, "output", "FORM", .help = "a value" },
	{ 'g', "group", "GROUP", "SecurityGroup",
	  .prefixed = "SecurityGroupId", .help = "a value" },
	{ 0, "outside", .also = "beyond far", .help = "a flag" },
	{ 0, "boot", .param = "Attribute", .fixed = "boot", .help = "a flag" },
	{ 0, "disk", .param = "Attribute", .fixed = "disk", .help = "a flag" },
	{ 0, "size", "MIB", "VolumeMap", .help = "a value" },
	{ 0, "volume-map", "MAP", "VolumeMap", .help = "a value" },
	{ 0, "ebs-fast", .param = "EbsIsFast", .fixed = "true",
	  .help = "a flag" },
	{ 0, "disable-api-calls", .help = "a flag" },
	{ 0, "no-reboot", .help = "a flag" },
	OPT_END
};

static const struct opt general[] = {
	{ 'W', "secret-key", "KEY", .set = { .secret = true },
	  .help = "a secret" },
	{ 'v', "verbose", .help = "a flag" },
	{ 'h', "help", .help = "a flag" },
	OPT_END
};

static const struct opt_spec spec = {
	.name = "ec2-x", .options = options, .general_options = general,
	.operand = { .value = "THING", .param = "ImageId", .prefixed = "ThatId",
		     .also = "t thing" },
};

/* The results of a scan.  An option is name or name=value, an operand is in
 * brackets, and a skipped option is in braces.  The error comes last. */
static const struct {
	const char *what;
	bool defaults;
	const char *words[6];
	const char *want;
} lines[] = {
	{ "nothing", false, { NULL }, "" },
	{ "an operand", false, { "ami-1" }, "[ami-1] " },
	{ "a dash is one", false, { "-" }, "[-] " },
	{ "nothing in a word", false, { "" }, "[] " },
	{ "options after operands", false, { "ami-1", "-l", "i-1" },
	  "[ami-1] launch [i-1] " },
	{ "the end of options", false, { "-l", "--", "-l", "--", "--add" },
	  "launch [-l] [--] [--add] " },
	/* Long names. */
	{ "a flag", false, { "--launch" }, "launch " },
	{ "a value in the next word", false, { "--add", "-l" }, "add=-l " },
	{ "in the same", false, { "--add=b" }, "add=b " },
	{ "that has a sign", false, { "--add==b=" }, "add==b= " },
	{ "an empty value", false, { "--add=" }, "add= " },
	{ "the start of a name", false, { "--pro", "x" },
	  "product-code=x " },
	{ "a whole name that is another's start", false, { "--out=x" },
	  "error: --out is ambiguous: --output, --outside" },
	{ "no such name", false, { "--lunch" },
	  "error: unknown option --lunch; did you mean --launch?" },
	{ "the CLI's name of the operand", false, { "--image-ids", "ami-1" },
	  "error: unknown option --image-ids; THING is typed without an "
	  "option" },
	{ "of one", false, { "--image-id=ami-1" },
	  "error: unknown option --image-id; THING is typed without an "
	  "option" },
	{ "of an option", false, { "--security-groups", "x" },
	  "error: unknown option --security-groups; did you mean --group?" },
	{ "of its ids", false, { "--security-group-ids", "sg-1" },
	  "error: unknown option --security-group-ids; did you mean "
	  "--group?" },
	{ "more than its name", false, { "--image-idss" },
	  "error: unknown option --image-idss" },
	{ "less than it", false, { "--image" },
	  "error: unknown option --image" },
	{ "nothing like it", false, { "--zzzzzz" },
	  "error: unknown option --zzzzzz" },
	{ "a parameter of several flags", false, { "--attribute", "boot" },
	  "error: unknown option --attribute; did you mean one of --boot, "
	  "--disk?" },
	{ "of one flag", false, { "--ebs-is-fast" },
	  "error: unknown option --ebs-is-fast" },
	{ "a name before a parameter", false, { "--volume-maps", "x" },
	  "error: unknown option --volume-maps; did you mean --volume-map?" },
	{ "the opposite of a flag", false, { "--no-ebs-fast" },
	  "error: unknown option --no-ebs-fast" },
	{ "mistyped", false, { "--no-ebs-fats" },
	  "error: unknown option --no-ebs-fats" },
	{ "of a flag that disables", false, { "--enable-api-calls" },
	  "error: unknown option --enable-api-calls" },
	{ "by another word", false, { "--no-disable-api-calls" },
	  "error: unknown option --no-disable-api-calls" },
	{ "of a flag with no", false, { "--reboot" },
	  "error: unknown option --reboot" },
	{ "no opposite", false, { "--disble-api-calls" },
	  "error: unknown option --disble-api-calls; did you mean "
	  "--disable-api-calls?" },
	{ "nor one without a dash", false, { "--noreboot" },
	  "error: unknown option --noreboot; did you mean --no-reboot?" },
	{ "another word for it", false, { "--far" },
	  "error: unknown option --far; did you mean --outside?" },
	{ "the first such word", false, { "--beyond" },
	  "error: unknown option --beyond; did you mean --outside?" },
	{ "the start of a word", false, { "--fa" },
	  "error: unknown option --fa" },
	{ "a word as long", false, { "--bar" },
	  "error: unknown option --bar" },
	{ "an operand that is typed as an option", false, { "--thing", "x" },
	  "error: unknown option --thing; THING is typed without an option" },
	{ "nor by its other parameter", false, { "--that-ids", "x" },
	  "error: unknown option --that-ids; THING is typed without an "
	  "option" },
	{ "nor a letter", false, { "-t", "x" },
	  "error: unknown option -t; THING is typed without an option" },
	{ "no name", false, { "--=x" }, "error: --=: the option has no name" },
	{ "a flag with a value", false, { "--launch=x" },
	  "error: --launch takes no value" },
	{ "no value", false, { "--add" }, "error: --add needs a value" },
	/* Names after one dash. */
	{ "a whole name", false, { "-product-code", "x" },
	  "product-code=x " },
	{ "with a sign", false, { "-output=json" }, "output=json " },
	{ "a flag's", false, { "-launch", "a" }, "launch [a] " },
	{ "nearly one", false, { "-product-codes", "x" },
	  "error: is it --product-code, or -p roduct-codes?  Type the one "
	  "that you mean" },
	{ "the start of one", false, { "-produ", "x" },
	  "error: is it --product-code, or -p rodu?  Type the one that you "
	  "mean" },
	{ "the start of two", false, { "-outpu=x" },
	  "error: is it --output, or -o, which is unknown?  Type the one "
	  "that you mean" },
	{ "a parameter of several", false, { "-attribute", "boot" },
	  "error: is it --boot, --disk, or -a ttribute?  Type the one that "
	  "you mean" },
	{ "of four letters", false, { "-lapr" }, "launch add=pr " },
	{ "a secret is not repeated", false, { "-Werbose" },
	  "error: is it --verbose, or -W KEY?  Type the one that you mean" },
	/* Letters. */
	{ "flags", false, { "-lv" }, "launch verbose " },
	{ "a value in the same word", false, { "-lab" }, "launch add=b " },
	{ "after a sign", false, { "-la=b" }, "launch add=b " },
	{ "two signs, one of which is dropped", false, { "-a==b" }, "add==b " },
	{ "a sign in the next word", false, { "-la", "=b" }, "launch add==b " },
	{ "nothing after the sign", false, { "-a=", "b" }, "add= [b] " },
	{ "a missing value", false, { "-la" },
	  "launch error: -a needs a value" },
	{ "a sign after a flag", false, { "-l=x" },
	  "error: -l takes no value" },
	{ "no such letter", false, { "-lz" },
	  "launch error: unknown option -z" },
	{ "help by a question", false, { "-?" }, "help " },
	/* Dashes that are not hyphens. */
	{ "a dash of the web", false, { "ami-1", "\xe2\x80\x93output", "x" },
	  "[ami-1] error: an option has '\xe2\x80\x93' in place of '-'; did "
	  "you mean --output?" },
	{ "two of them", false, { "\xe2\x80\x93\xe2\x80\x93out=x" },
	  "error: an option has '\xe2\x80\x93' in place of '-'" },
	{ "before a letter", false, { "\xe2\x80\x94" "Wsecret" },
	  "error: an option has '\xe2\x80\x94' in place of '-'; did you mean "
	  "--secret-key?" },
	{ "of another encoding", false, { "\x96launch" },
	  "error: an option has '\x96' in place of '-'; did you mean "
	  "--launch?" },
	{ "with no option", false, { "\xe2\x80\x93zzz" },
	  "error: an option has '\xe2\x80\x93' in place of '-'" },
	{ "after a hyphen", false, { "-\xe2\x80\x94output" },
	  "error: an option has '\xe2\x80\x94' in place of '-'; did you mean "
	  "--output?" },
	{ "after two hyphens", false, { "--\xe2\x80\x8boutput" },
	  "error: an option has an invisible character (U+200B); did you mean "
	  "--output?" },
	{ "a no-break space before them", false, { "\xc2\xa0--output" },
	  "error: an option has white space before its name; did you mean "
	  "--output?" },
	{ "another letter", false, { "-\xc3\xa9" },
	  "error: an option has '\xc3\xa9' (U+00E9), which is not ASCII" },
	{ "in a value", false, { "--add", "\xe2\x80\x93output" },
	  "add=\xe2\x80\x93output " },
	{ "in an operand", false, { "a\xe2\x80\x93" "b" },
	  "[a\xe2\x80\x93" "b] " },
	{ "after the end", false, { "--", "\xe2\x80\x93l" },
	  "[\xe2\x80\x93l] " },
	{ "another character", false, { "\xc3\xa9t\xc3\xa9" },
	  "[\xc3\xa9t\xc3\xa9] " },
	/* An option and its value in one word. */
	{ "a no-break space", false, { "--output\xc2\xa0x" },
	  "error: --output and the text after it are one word; type them as "
	  "two words" },
	{ "a space", false, { "-output x" },
	  "error: --output and the text after it are one word; type them as "
	  "two words" },
	{ "a secret", false, { "--secret xyz=" },
	  "error: --secret-key and the text after it are one word; type them "
	  "as two words" },
	{ "a secret of an unknown option", false, { "--secrets xyz" },
	  "error: unknown option --secrets" },
	{ "white space at the end", false, { "--output\r" },
	  "error: unknown option --output\r; did you mean --output?" },
	{ "white space in the value", false, { "--output=a b" },
	  "output=a b " },
	{ "of a letter", false, { "-W a b" }, "secret-key= a b " },
	/* Words of EC2_DEFAULT_ARGS, with options that only other commands
	 * have. */
	{ "a flag of others", true, { "--auth-dry-run", "-l" },
	  "{--auth-dry-run} launch " },
	{ "a value of others", true, { "--filter", "a=b", "-l" },
	  "{--filter} launch " },
	{ "in the same word", true, { "--filter=a=b", "-l" },
	  "{--filter} launch " },
	{ "after one dash", true, { "-filter", "a=b" }, "{-filter} " },
	{ "with a value or without", true, { "--description", "-l" },
	  "{--description} launch " },
	{ "or with", true, { "--description", "x", "-l" },
	  "{--description} launch " },
	{ "at the end", true, { "--filter" }, "{--filter} " },
	{ "our own goes first", true, { "--output", "json" },
	  "output=json " },
	{ "a start is ours", true, { "--launc" }, "launch " },
	{ "not on the command line", false, { "--filter", "x" },
	  "error: unknown option --filter" },
	{ "an option of no command", true, { "--zzzzzz" },
	  "error: unknown option --zzzzzz" },
	{ "a letter of others", true, { "-F", "x" },
	  "error: unknown option -F" },
};

START_TEST(scanned)
{
	char words[6][32], *argv[6];
	struct scan s = { .spec = &spec, .words = argv,
			  .defaults = lines[_i].defaults };
	struct scan_word w;
	struct buf got = {0};
	struct err err = {0};
	int rc;

	for (; s.len < 6 && lines[_i].words[s.len]; s.len++) {
		(void)snprintf(words[s.len], sizeof(words[s.len]), "%s",
			       lines[_i].words[s.len]);
		argv[s.len] = words[s.len];
	}
	while ((rc = scan_next(&s, &w, &err)) == 0 && w.kind != SCAN_END) {
		if (w.kind == SCAN_OPERAND)
			buf_printf(&got, "[%s] ", w.value);
		else if (w.kind == SCAN_FOREIGN)
			buf_printf(&got, "{%s} ", w.value);
		else
			buf_printf(&got, "%s%s%s ", w.opt->name,
				   w.value ? "=" : "", w.value ? w.value : "");
	}
	if (rc)
		buf_printf(&got, "error: %s", err.text);
	check_text(lines[_i].what, buf_str(&got), lines[_i].want);
	if (rc)
		ck_assert_int_eq(err.kind, ERR_USAGE);
	buf_release(&got);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = { { scanned, ROWS(lines) } };

	return check_main("scan", cases, ROWS(cases));
}
