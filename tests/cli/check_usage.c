/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of usage: which options need or exclude others, and the text of -h. */
#include "cli/usage.h"

#include "check_main.h"
#include "cli/general.h"
#include "cli/parse.h"

enum { ATTRIBUTE = 1, DIRECTION = 2 };

static const struct opt options[] = {
	{ 'l', "launch-permission", .choice = ATTRIBUTE, .needed = true,
	  .with = "ar", .help = "change who may" },
	{ 'a', "add", "ENTITY", .use = OPT_LIST, .choice = DIRECTION,
	  .with = "l", .help = "share" },
	{ 'r', "remove", "ENTITY", .use = OPT_LIST, .choice = DIRECTION,
	  .with = "l", .help = "share no longer" },
	{ 'p', "product-code", "CODE", .choice = ATTRIBUTE,
	  .once = "an AMI holds one product code", .help = "associate" },
	{ 0, "kernel", .choice = ATTRIBUTE, .help = "its kernel" },
	{ 0, "a-name-that-is-rather-long", "A-VALUE",
	  .help = "on a line of its own" },
	OPT_END
};

static const struct opt confirm[] = {
	{ 'i', "instance", "ID", .use = OPT_EACH, .needed = true,
	  .help = "instance" },
	OPT_END
};

static const struct opt long_confirm[] = {
	{ 'c', "class", "CLASS", .help = "its class" },
	{ 0, "instance", "ID", .use = OPT_EACH, .needed = true,
	  .help = "instance" },
	OPT_END
};

static const struct opt sized[] = {
	{ 's', "size", "GIB", .any_of = 1, .help = "size" },
	{ 0, "snapshot", "SNAPSHOT", .any_of = 1, .help = "snapshot" },
	{ 'z', "zone", "ZONE", .help = "zone" },
	OPT_END
};

static bool suggest_web(const struct opt_args *args, struct buf *out)
{
	(void)args;
	buf_puts(out, "web");
	return true;
}

static const struct opt named_options[] = {
	{ 'n', "name", "NAME", .needed = true, .suggest = suggest_web,
	  .help = "its name" },
	OPT_END
};

static const struct opt none[] = { OPT_END };

static const char *const examples[OPT_EXAMPLES] = { "ami-1 -l", "" };

static const struct opt_spec image = {
	.name = "image", .synopsis = "IMAGE...\t(-l | -p\tCODE)",
	.purpose = "Changes images.", .examples = examples, .options = options,
	.general_options = general_options,
	.operand = { .value = "IMAGE", .use = OPT_EACH, .needed = true },
};

static const struct opt_spec code = {
	.name = "code", .synopsis = "CODE -i ID", .purpose = "Confirms.",
	.options = confirm, .general_options = general_options,
	.operand = { .value = "CODE", .needed = true },
};

static const struct opt_spec long_code = {
	.name = "code", .synopsis = "CODE --instance ID",
	.purpose = "Confirms.", .options = long_confirm,
	.general_options = general_options,
	.operand = { .value = "CODE", .needed = true },
};

static const struct opt_spec one = {
	.name = "one", .synopsis = "CODE", .purpose = "Asks.",
	.options = none, .general_options = general_options,
	.operand = { .value = "CODE" },
};

static const struct opt_spec volume = {
	.name = "volume", .synopsis = "-s GIB", .purpose = "Makes one.",
	.options = sized, .general_options = general_options,
	.operand = { .help = "--snapshot names a snapshot" },
};

static const struct opt flag_options[] = {
	{ 'c', "change", .needed = true, .help = "change it" },
	OPT_END
};

static const struct opt_spec flag = {
	.name = "flag", .synopsis = "-c", .purpose = "Changes it.",
	.options = flag_options, .general_options = general_options,
};

static const struct opt_spec named = {
	.name = "named", .synopsis = "-n NAME", .purpose = "Makes one.",
	.options = named_options, .general_options = general_options,
};

#define X17 "xxxxxxxxxxxxxxxxx"

/* The first word of the synopsis of `wide` ends in the last column of a line.
 * The first word of `wider` is one byte too long. */
static const struct opt_spec wide = {
	.name = "wide", .synopsis = X17 X17 X17 X17 " y", .purpose = "Asks.",
	.options = none, .general_options = general_options,
};

static const struct opt_spec wider = {
	.name = "wider", .synopsis = X17 X17 X17 X17 " y", .purpose = "Asks.",
	.options = none, .general_options = general_options,
};

static const struct opt_spec bare = {
	.name = "bare", .synopsis = "", .purpose = "Nothing.",
	.options = none, .general_options = general_options,
};

static const struct opt local_options[] = {
	{ .letter = 'c', .name = "check", .help = "check only" }, OPT_END
};

static const struct opt_spec local = {
	.name = "local", .synopsis = "", .purpose = "Sends no request.",
	.options = local_options, .general_options = general_options,
	.idle = true,
};

static const struct opt_spec many = {
	.name = "many", .synopsis = "", .purpose = "Asks.",
	.options = none, .general_options = general_options,
	.many = OPT_REGIONS | OPT_PROFILES,
};

static const struct opt_spec regional = {
	.name = "regional", .synopsis = "", .purpose = "Asks.",
	.options = none, .general_options = general_options,
	.many = OPT_REGIONS,
};

static const struct opt address_options[] = {
	{ 'a', "allocation-id", "ID", .choice = 1, .needed = true,
	  .help = "by its id" },
	{ 'i', "instance", "ID", .choice = 2, .needed = true,
	  .help = "instance" },
	{ 'n', "interface", "ID", .choice = 2, .help = "interface" },
	OPT_END
};

static const struct opt_spec address = {
	.name = "address", .synopsis = "", .purpose = "Gives it.",
	.options = address_options, .general_options = general_options,
	.operand = { .value = "ADDRESS", .choice = 1 },
};

static const struct opt_spec list = {
	.name = "list", .synopsis = "[IMAGE...]", .purpose = "Lists.",
	.options = none, .general_options = general_options,
	.operand = { .value = "IMAGE", .use = OPT_LIST },
};

static const struct {
	const char *what;
	const struct opt_spec *spec;
	const char *argv[12];
	const char *words;	/* error message, or "" */
} lines[] = {
	{ "-l with -a", &image, { "ami-1", "-l", "-a", "all" }, "" },
	{ "-r before -l", &image, { "-r", "all", "-l", "ami-1" }, "" },
	{ "several operands and several -a", &image,
	  { "ami-1", "ami-2", "-l", "-a", "x", "-a", "y" }, "" },
	{ "a product code", &image, { "ami-1", "-p", "X" }, "" },
	{ "an option without a letter", &image, { "ami-1", "--kernel" }, "" },
	{ "a flag twice", &image, { "ami-1", "-l", "-l", "-ax" }, "" },
	{ "no operand", &image, { "-p", "X" }, "IMAGE is missing" },
	{ "an empty command line", &image, { NULL }, "IMAGE is missing" },
	{ "an operand without an option", &image, { "ami-1" },
	  "one of -l, -p, --kernel is missing" },
	{ "two attributes", &image, { "ami-1", "-p", "X", "-l", "-a", "y" },
	  "-p and -l exclude each other" },
	{ "two attributes in the other order",
	  &image, { "ami-1", "-l", "-a", "y", "-pX" },
	  "-l and -p exclude each other" },
	{ "two attributes, one without a letter",
	  &image, { "ami-1", "-p", "X", "--kernel" },
	  "-p and --kernel exclude each other" },
	{ "adding and removing", &image,
	  { "ami-1", "-l", "-a", "x", "-r", "y" },
	  "-a and -r exclude each other" },
	{ "-l without -a or -r", &image, { "ami-1", "-l" },
	  "-l needs -a or -r" },
	{ "-a without -l", &image, { "ami-1", "-a", "x" },
	  "-a needs -l" },
	{ "-r with -p in place of -l", &image, { "ami-1", "-p", "X",
	  "-r",
						"y" }, "-r needs -l" },
	{ "an option twice", &image, { "ami-1", "-p", "X", "-p", "Y" },
	  "-p twice: an AMI holds one product code" },
	{ "an option twice with the same value",
	  &image, { "ami-1", "-p", "X", "-p", "X" },
	  "-p twice: an AMI holds one product code" },
	{ "a required option is missing", &code, { "X" },
	  "-i is missing: give one or more -i ID, or -i - to read them from "
	  "standard input" },
	{ "a value without its option", &code, { "X", "i-1" },
	  "-i is missing: give one or more -i ID, or -i - to read them from "
	  "standard input" },
	{ "a required flag is missing", &flag, { NULL }, "-c is missing" },
	{ "a missing option with a suggestion", &named, { NULL },
	  "-n is missing: give, for example, -n 'web'" },
	{ "a single operand with several instances", &code,
	  { "X", "-i", "i-1", "-i", "i-2" }, "" },
	{ "two values of a single operand", &code, { "X", "Y", "-i", "i-1" },
	  "give only one CODE, not X and Y" },
	{ "- before another operand", &code, { "-", "Y", "-i", "i-1" },
	  "give only one CODE, not - and Y" },
	{ "- after another operand", &code, { "X", "-", "-i", "i-1" },
	  "give only one CODE, not X and -" },
	{ "- between other operands", &code, { "X", "-", "Y", "-i", "i-1" },
	  "give only one CODE, not X and -" },
	{ "a missing operand", &code, { "-i", "i-1" }, "CODE is missing" },
	{ "the operand - alone", &code, { "-", "-i", "x" }, "" },
	{ "a size without a snapshot", &volume, { "-s", "1" }, "" },
	{ "a snapshot without a size", &volume, { "--snapshot", "x", "-z",
	  "y" }, "" },
	{ "a snapshot with a size", &volume, { "--snapshot", "x", "-s", "1" },
	  "" },
	{ "neither a size nor a snapshot", &volume, { "-z", "y" },
	  "one of -s, --snapshot is missing" },
	{ "an operand that belongs after an option", &volume, { "-s", "1",
	  "snap-1" },
	  "unexpected operand snap-1: --snapshot names a snapshot" },
	{ "an operand that can replace an option", &address, { "x", "-i", "y" },
	  "" },
	{ "an option in place of the operand", &address, { "-a", "x", "-i",
	  "y" }, "" },
	{ "an operand and the option that can replace it", &address,
	  { "x", "-a", "x", "-i", "y" }, "ADDRESS and -a exclude each other" },
	{ "neither the operand nor its option", &address, { "-i", "y" },
	  "one of ADDRESS, -a is missing" },
	{ "none of several required options", &address, { "x" },
	  "one of -i, -n is missing" },
	{ "no operand if none is allowed", &bare, { NULL }, "" },
	{ "an operand if none is allowed", &bare, { "x" },
	  "unexpected operand x" },
	{ "two operands if none is allowed",
	  &bare, { "x", "y" }, "unexpected operand x" },
	{ "an empty operand if none is allowed", &bare, { "" },
	  "unexpected operand " },
	{ "the operand - if none is allowed", &bare, { "-" },
	  "unexpected operand -" },
	{ "no operand if operands are optional", &list, { NULL }, "" },
	{ "many optional operands", &list, { "a", "b", "c" }, "" },
};

START_TEST(check)
{
	char name[] = "test", *argv[16] = { name };
	struct opt_args args = { 0 };
	struct err err = { 0 };
	int argc = 1, rc;

	ck_assert_int_eq(unsetenv("EC2_DEFAULT_ARGS"), 0);
	for (; lines[_i].argv[argc - 1]; argc++)
		argv[argc] = strdup(lines[_i].argv[argc - 1]);
	ck_assert_msg(parse_line(&args, lines[_i].spec, argc, argv, &err) == 0,
		      "%s: %s", lines[_i].what, err.text);
	rc = usage_check(&args, lines[_i].spec, &err);
	check_text(lines[_i].what, err.text, lines[_i].words);
	ck_assert_int_eq(rc, *lines[_i].words ? -1 : 0);
	if (rc)
		ck_assert_int_eq(err.kind, ERR_USAGE);
	opt_release(&args);
	while (--argc)
		free(argv[argc]);
}
END_TEST

static const struct {
	const struct opt_spec *spec;
	const char *argv[8], *hint;
} hints[] = {
	{ &code, { "test", "X", "Y", "-i", "i-1" },
	  "type -i before each ID; put a value with blanks in quotes" },
	{ &long_code, { "test", "X", "Y", "--instance", "i-1" },
	  "type --instance before each ID; put a value with blanks in "
	  "quotes" },
	{ &one, { "test", "X", "Y" }, "put a value with blanks in quotes" },
	{ &bare, { "test", "headers" }, "did you mean --headers?" },
};

START_TEST(operand_hint)
{
	char words[8][16], *argv[9] = { NULL };
	struct opt_args args = { 0 };
	struct err err = { 0 };
	int argc = 0;

	ck_assert_int_eq(unsetenv("EC2_DEFAULT_ARGS"), 0);
	for (; hints[_i].argv[argc]; argc++) {
		(void)snprintf(words[argc], sizeof(words[argc]), "%s",
			       hints[_i].argv[argc]);
		argv[argc] = words[argc];
	}
	ck_assert_msg(parse_line(&args, hints[_i].spec, argc, argv, &err) ==
		      0, "%s", err.text);
	ck_assert_int_eq(usage_check(&args, hints[_i].spec, &err), -1);
	check_text("text", err.text, strcmp(hints[_i].argv[1], "X") == 0
		   ? "give only one CODE, not X and Y"
		   : "unexpected operand headers");
	check_text("hint", err.hint, hints[_i].hint);
	opt_release(&args);
}
END_TEST

static const struct {
	const char *what;
	const struct opt_spec *spec;
	const char *part;	/* text that -h must contain */
} texts[] = {
	{ "the synopsis", &image, "usage: image IMAGE... (-l | -p CODE)\n"
				  "Changes images.\n\nexamples:\n"
				  "  image ami-1 -l\n  image\n\noptions:\n" },
	{ "a word that fills the line", &wide, "usage: wide " X17 X17 X17 X17
	  "\n          y\nAsks.\n" },
	{ "a word one byte too long for the line", &wider, "usage: wider\n"
	  "          " X17 X17 X17 X17 " y\nAsks.\n" },
	{ "a flag with a letter", &image,
	  "  -l, --launch-permission       change who may\n" },
	{ "an option with a value", &image,
	  "  -a, --add ENTITY              share\n" },
	{ "an option without a letter", &image,
	  "      --kernel                  its kernel\n" },
	{ "a long name", &image,
	  "      --a-name-that-is-rather-long A-VALUE\n"
	  "                                on a line of its own\n" },
	{ "general options", &image,
	  "\ngeneral options:\n"
	  "  -O, --aws-access-key KEY      access key id; needs -W\n" },
	{ "a command without options of its own", &bare,
	  "usage: bare\nNothing.\n\ngeneral options:\n" },
	{ "one list of options for a command without requests", &local,
	  "\noptions:\n  -c, --check                   check only\n"
	  "  -h, --help  " },
	{ "the line of -h", &bare, "  -h, --help  " },
	{ "one region", &bare,
	  "      --region REGION           region to use\n" },
	{ "one profile", &bare,
	  "      --profile NAME            profile to use\n" },
	{ "several regions", &many,
	  "      --region REGION[,REGION]|all\n"
	  "                                regions to use\n" },
	{ "several profiles", &many,
	  "      --profile NAME[,NAME]|all\n"
	  "                                profiles to use\n" },
	{ "several regions of one profile", &regional,
	  "      --region REGION[,REGION]|all\n" },
	{ "one profile for several regions", &regional,
	  "      --profile NAME            profile to use\n" },
	{ "one endpoint for several profiles", &many,
	  "  -U, --url URL                 URL to send requests to" },
};

START_TEST(text)
{
	struct buf out = { 0 };

	usage_text(&out, texts[_i].spec);
	ck_assert_msg(strstr(buf_str(&out), texts[_i].part), "%s:\n%s",
		      texts[_i].what, buf_str(&out));
	for (const char *p = out.data; *p; p += strcspn(p, "\n") + 1)
		ck_assert_msg(strcspn(p, "\n") <= 80, "%.100s", p);
	buf_release(&out);
}
END_TEST

/* The text of -h has every general option. */
START_TEST(all_general_options)
{
	struct buf out = { 0 }, line = { 0 };

	usage_text(&out, &image);
	for (const struct opt *o = general_options; o->name; o++) {
		const char *at;

		buf_clear(&line);
		buf_printf(&line, " --%s%s%s ", o->name, o->value ? " " : "",
			   o->value ? o->value : "");
		line.data[--line.len] = '\0';
		at = strstr(out.data, line.data);
		ck_assert_msg(at && o->help && strstr(at, o->help), "%s",
			      line.data);
		ck_assert_msg(strcspn(at + line.len, " \n") == 0, "%s",
			      line.data);
	}
	buf_release(&out);
	buf_release(&line);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ check, ROWS(lines) },
		{ operand_hint, ROWS(hints) },
		{ text, ROWS(texts) },
		{ all_general_options, 1 },
	};

	return check_main("usage", cases, ROWS(cases));
}
