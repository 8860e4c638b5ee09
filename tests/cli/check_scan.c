/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of scan: which words are options, values and operands. */
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
	.operand = { .value = "RESOURCE", .param = "ImageId",
		     .prefixed = "ThatId", .also = "t resource" },
};

/* WANT has the results of a scan.  An option is name or name=value, an operand
 * is in brackets, and an option that only other commands have is in braces.
 * The error comes last. */
static const struct {
	const char *what;
	bool defaults;
	const char *words[6];
	const char *want;
} lines[] = {
	{ "no words", false, { NULL }, "" },
	{ "an operand", false, { "ami-1" }, "[ami-1] " },
	{ "a dash is an operand", false, { "-" }, "[-] " },
	{ "an empty word", false, { "" }, "[] " },
	{ "options after operands", false, { "ami-1", "-l", "i-1" },
	  "[ami-1] launch [i-1] " },
	{ "the end of options", false, { "-l", "--", "-l", "--", "--add" },
	  "launch [-l] [--] [--add] " },
	/* Long names. */
	{ "a flag", false, { "--launch" }, "launch " },
	{ "a value in the next word", false, { "--add", "-l" }, "add=-l " },
	{ "a value in the same word", false, { "--add=b" }, "add=b " },
	{ "a value that contains =", false, { "--add==b=" }, "add==b= " },
	{ "an empty value", false, { "--add=" }, "add= " },
	{ "the start of a name", false, { "--pro", "x" },
	  "product-code=x " },
	{ "the start of two names", false, { "--out=x" },
	  "error: --out is ambiguous: --output, --outside" },
	{ "a mistyped name", false, { "--lunch" },
	  "error: unknown option --lunch; did you mean --launch?" },
	{ "the AWS CLI's name of an operand list",
	  false, { "--image-ids", "ami-1" },
	  "error: unknown option --image-ids; type RESOURCE without an "
	  "option" },
	{ "the AWS CLI's name of one operand", false, { "--image-id=ami-1" },
	  "error: unknown option --image-id; type RESOURCE without an "
	  "option" },
	{ "the AWS CLI's name of an option",
	  false, { "--security-groups", "x" },
	  "error: unknown option --security-groups; did you mean --group?" },
	{ "the AWS CLI's name of an option's ids",
	  false, { "--security-group-ids", "sg-1" },
	  "error: unknown option --security-group-ids; did you mean "
	  "--group?" },
	{ "the AWS CLI's name with an extra letter", false, { "--image-idss" },
	  "error: unknown option --image-idss" },
	{ "the start of the AWS CLI's name", false, { "--image" },
	  "error: unknown option --image" },
	{ "a name that resembles no other", false, { "--zzzzzz" },
	  "error: unknown option --zzzzzz" },
	{ "a parameter of several flags", false, { "--attribute", "boot" },
	  "error: unknown option --attribute; did you mean one of --boot, "
	  "--disk?" },
	{ "a parameter of one flag", false, { "--ebs-is-fast" },
	  "error: unknown option --ebs-is-fast" },
	{ "the hint prefers a similar name to a parameter", false,
	  { "--volume-maps", "x" },
	  "error: unknown option --volume-maps; did you mean --volume-map?" },
	{ "the opposite of a flag", false, { "--no-ebs-fast" },
	  "error: unknown option --no-ebs-fast" },
	{ "the mistyped opposite of a flag", false, { "--no-ebs-fats" },
	  "error: unknown option --no-ebs-fats" },
	{ "the opposite of a flag that disables",
	  false, { "--enable-api-calls" },
	  "error: unknown option --enable-api-calls" },
	{ "a flag that disables, with no- before it",
	  false, { "--no-disable-api-calls" },
	  "error: unknown option --no-disable-api-calls" },
	{ "the opposite of a flag that begins with no-", false, { "--reboot" },
	  "error: unknown option --reboot" },
	{ "a mistyped flag that disables", false, { "--disble-api-calls" },
	  "error: unknown option --disble-api-calls; did you mean "
	  "--disable-api-calls?" },
	{ "a flag without the dash after no", false, { "--noreboot" },
	  "error: unknown option --noreboot; did you mean --no-reboot?" },
	{ "another name for an option", false, { "--far" },
	  "error: unknown option --far; did you mean --outside?" },
	{ "the first other name for an option", false, { "--beyond" },
	  "error: unknown option --beyond; did you mean --outside?" },
	{ "the start of another name for an option", false, { "--fa" },
	  "error: unknown option --fa" },
	{ "a name one letter away from another name", false, { "--bar" },
	  "error: unknown option --bar" },
	{ "an operand that is typed as an option", false, { "--resource", "x" },
	  "error: unknown option --resource; type RESOURCE without an "
	  "option" },
	{ "the other parameter of the operand", false, { "--that-ids", "x" },
	  "error: unknown option --that-ids; type RESOURCE without an "
	  "option" },
	{ "the letter of the operand", false, { "-t", "x" },
	  "error: unknown option -t; type RESOURCE without an option" },
	{ "an empty name", false, { "--=x" },
	  "error: --=: the option has no name" },
	{ "a flag with a value", false, { "--launch=x" },
	  "error: --launch takes no value" },
	{ "a missing value", false, { "--add" }, "error: --add needs a value" },
	/* Names after one dash. */
	{ "a whole name", false, { "-product-code", "x" },
	  "product-code=x " },
	{ "a name and a value after =",
	  false, { "-output=json" }, "output=json " },
	{ "the name of a flag", false, { "-launch", "a" }, "launch [a] " },
	{ "a name with a letter too many", false, { "-product-codes", "x" },
	  "error: is it --product-code, or -p roduct-codes?  Type the one "
	  "that you mean" },
	{ "the start of one name", false, { "-produ", "x" },
	  "error: is it --product-code, or -p rodu?  Type the one that you "
	  "mean" },
	{ "the start of a name, with =", false, { "-outpu=x" },
	  "error: is it --output, or -o, which is unknown?  Type the one "
	  "that you mean" },
	{ "a parameter of several flags, after one dash",
	  false, { "-attribute", "boot" },
	  "error: is it --boot, --disk, or -a ttribute?  Type the one that "
	  "you mean" },
	{ "a cluster of four letters", false, { "-lapr" }, "launch add=pr " },
	{ "a secret is not repeated", false, { "-Werbose" },
	  "error: is it --verbose, or -W KEY?  Type the one that you mean" },
	/* Letters. */
	{ "two flags", false, { "-lv" }, "launch verbose " },
	{ "a value in the same word as letters", false, { "-lab" },
	  "launch add=b " },
	{ "a value after =", false, { "-la=b" }, "launch add=b " },
	{ "a value after = that begins with =", false, { "-a==b" },
	  "add==b " },
	{ "a value in the next word that begins with =", false, { "-la", "=b" },
	  "launch add==b " },
	{ "an empty value after =", false, { "-a=", "b" }, "add= [b] " },
	{ "a letter whose value is missing", false, { "-la" },
	  "launch error: -a needs a value" },
	{ "= after a flag", false, { "-l=x" },
	  "error: -l takes no value" },
	{ "an unknown letter", false, { "-lz" },
	  "launch error: unknown option -z" },
	{ "a question mark means -h", false, { "-?" }, "help " },
	/* Dashes that are not hyphens. */
	{ "an en dash before a name", false,
	  { "ami-1", "\xe2\x80\x93output", "x" },
	  "[ami-1] error: an option has '\xe2\x80\x93' in place of '-'; did "
	  "you mean --output?" },
	{ "two en dashes before a name", false,
	  { "\xe2\x80\x93\xe2\x80\x93out=x" },
	  "error: an option has '\xe2\x80\x93' in place of '-'" },
	{ "an em dash before a letter",
	  false, { "\xe2\x80\x94" "Wsecret" },
	  "error: an option has '\xe2\x80\x94' in place of '-'; did you mean "
	  "--secret-key?" },
	{ "an en dash in Windows-1252", false, { "\x96launch" },
	  "error: an option has '\x96' in place of '-'; did you mean "
	  "--launch?" },
	{ "an en dash before an unknown name",
	  false, { "\xe2\x80\x93zzz" },
	  "error: an option has '\xe2\x80\x93' in place of '-'" },
	{ "an em dash after a hyphen", false, { "-\xe2\x80\x94output" },
	  "error: an option has '\xe2\x80\x94' in place of '-'; did you mean "
	  "--output?" },
	{ "an invisible character after two hyphens",
	  false, { "--\xe2\x80\x8boutput" },
	  "error: an option has an invisible character (U+200B); did you mean "
	  "--output?" },
	{ "a no-break space before two hyphens", false, { "\xc2\xa0--output" },
	  "error: an option has white space before its name; did you mean "
	  "--output?" },
	{ "a letter that is not ASCII", false, { "-\xc3\xa9" },
	  "error: an option has '\xc3\xa9' (U+00E9), which is not ASCII" },
	{ "an en dash in a value",
	  false, { "--add", "\xe2\x80\x93output" },
	  "add=\xe2\x80\x93output " },
	{ "an en dash in an operand", false, { "a\xe2\x80\x93" "b" },
	  "[a\xe2\x80\x93" "b] " },
	{ "an en dash after --", false, { "--", "\xe2\x80\x93l" },
	  "[\xe2\x80\x93l] " },
	{ "an operand that is not ASCII", false, { "\xc3\xa9t\xc3\xa9" },
	  "[\xc3\xa9t\xc3\xa9] " },
	/* An option and its value in one word. */
	{ "a no-break space after the name", false, { "--output\xc2\xa0x" },
	  "error: --output and the text after it are one word; type them as "
	  "two words" },
	{ "a space after the name", false, { "-output x" },
	  "error: --output and the text after it are one word; type them as "
	  "two words" },
	{ "a space after the name of a secret", false, { "--secret xyz=" },
	  "error: --secret-key and the text after it are one word; type them "
	  "as two words" },
	{ "a secret of an unknown option", false, { "--secrets xyz" },
	  "error: unknown option --secrets" },
	{ "white space at the end of a name", false, { "--output\r" },
	  "error: unknown option --output\r; did you mean --output?" },
	{ "white space in the value", false, { "--output=a b" },
	  "output=a b " },
	{ "the letter of a secret and a space",
	  false, { "-W a b" }, "secret-key= a b " },
	/* Words of EC2_DEFAULT_ARGS, with options that only other commands
	 * have. */
	{ "a flag of other commands", true, { "--auth-dry-run", "-l" },
	  "{--auth-dry-run} launch " },
	{ "an option of other commands, with its value",
	  true, { "--filter", "a=b", "-l" },
	  "{--filter} launch " },
	{ "an option of other commands and = VALUE",
	  true, { "--filter=a=b", "-l" },
	  "{--filter} launch " },
	{ "an option of other commands after one dash",
	  true, { "-filter", "a=b" }, "{-filter} " },
	{ "an option that is a flag in some commands",
	  true, { "--description", "-l" },
	  "{--description} launch " },
	{ "an option that is a flag in some commands, with a value",
	  true, { "--description", "x", "-l" },
	  "{--description} launch " },
	{ "an option of other commands at the end",
	  true, { "--filter" }, "{--filter} " },
	{ "an option of this command", true, { "--output", "json" },
	  "output=json " },
	{ "the start of an option of this command",
	  true, { "--launc" }, "launch " },
	{ "an option of other commands on the command line",
	  false, { "--filter", "x" },
	  "error: unknown option --filter" },
	{ "an option of no command", true, { "--zzzzzz" },
	  "error: unknown option --zzzzzz" },
	{ "a letter that only other commands have", true, { "-F", "x" },
	  "error: unknown option -F" },
};

START_TEST(scanned)
{
	char words[6][32], *argv[6];
	struct scan s = { .spec = &spec, .words = argv,
			  .defaults = lines[_i].defaults };
	struct scan_word w;
	struct buf got = { 0 };
	struct err err = { 0 };
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
