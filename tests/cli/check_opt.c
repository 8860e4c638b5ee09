/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of opt: the meaning of a command line, settings, and parameters. */
#include "cli/opt.h"
#include "cli/parse.h"

#include <unistd.h>

#include "check_main.h"
#include "cli/general.h"

static int feed_entity(struct params *p, const char *param, const char *value,
		      struct err *err)
{
	if (strcmp(value, "bad") == 0)
		return err_usage(err, "'bad' is bad");
	return params_addf(p, value, err, "%s.%s", param, value);
}

static const struct opt options[] = {
	{ 'l', "launch-permission", .param = "Attribute",
	  .fixed = "launchPermission" },
	{ 'a', "add", "ENTITY", .param = "Add", .feed = feed_entity,
	  .use = OPT_LIST },
	{ 'p', "product-code", "CODE", .param = "ProductCode.1" },
	{ 'o', "owner", "OWNER", .param = "Owner", .use = OPT_MANY },
	{ 'g', "group", "GROUP", .param = "Group", .use = OPT_MANY,
	  .prefix = "sg-", .prefixed = "GroupId" },
	{ 0, "one-group", "GROUP", .param = "Group", .prefix = "sg-",
	  .prefixed = "GroupId" },
	{ 'i', "instance", "ID", .param = "InstanceId", .use = OPT_EACH },
	{ 0, "kernel", "ID", .param = "KernelId" },
	{ 0, "kernel-id", .param = "Attribute", .fixed = "kernel" },
	{ 0, "license-pool", "POOL", .param = "LicensePool" },
	{ 0, "placement", "GROUP", .param = "Placement" },
	{ 0, "shutdown", "stop|terminate", .param = "Shutdown",
	  .closed = true },
	{ 'q', "quiet", .set = OPT_SET(OPT_FLAG, quiet) },
	{ 0, "write", "FILE", .output = true },
	OPT_END
};

static const struct opt_spec spec = {
	.name = "test", .options = options, .general_options = general_options,
	.operand = { .value = "IMAGE", .param = "ImageId", .use = OPT_EACH },
};

static const char *const environment[] = {
	"EC2_DEFAULT_ARGS", "AWS_ENDPOINT_URL_EC2", "AWS_ENDPOINT_URL",
	"EC2_URL", "AWS_REGION", "AWS_DEFAULT_REGION",
	"REQUESTS_CA_BUNDLE", "EC2_API_VERSION", "EC2_SANDBOX", "AWS_MAX_ATTEMPTS",
	"AWS_CA_BUNDLE", "EC2_SIGNATURE_VERSION",
};

/* Arguments that the parser can overwrite, like those of main. */
struct line {
	char *argv[24];
	char text[2048];
	int argc;
};

static void make_line(struct line *line, const char *const *words)
{
	size_t at = 0;

	*line = (struct line){ .argc = 1 };
	line->argv[0] = line->text;
	at += 1 + (size_t)snprintf(line->text, sizeof(line->text), "test");
	for (; *words; words++) {
		line->argv[line->argc++] = line->text + at;
		at += 1 + (size_t)snprintf(line->text + at,
					   sizeof(line->text) - at, "%s",
					   *words);
	}
}

/* Unsets all variables of `environment`, and then sets the variables of SET, a
 * list of `NAME=value` strings. */
static void set_environment(const char *const *set)
{
	char name[64];

	for (size_t i = 0; i < sizeof(environment) / sizeof(*environment); i++)
		ck_assert_int_eq(unsetenv(environment[i]), 0);
	for (; *set; set++) {
		(void)snprintf(name, sizeof(name), "%.*s",
			       (int)strcspn(*set, "="), *set);
		ck_assert_int_eq(setenv(name, strchr(*set, '=') + 1, 1), 0);
	}
}

struct parsed {
	struct line line;
	struct opt_args args;
	struct err err;
	struct buf got;
};

/* Parses ARGV with the environment SET.  A NULL SET is an empty environment. */
static int parse_words(struct parsed *s, const char *const *argv,
		      const char *const *set)
{
	static const char *const none[] = { NULL };

	*s = (struct parsed){ 0 };
	set_environment(set ? set : none);
	make_line(&s->line, argv);
	return parse_line(&s->args, &spec, s->line.argc, s->line.argv, &s->err);
}

static void parsed_release(struct parsed *s)
{
	opt_release(&s->args);
	buf_release(&s->got);
}

/* Lists the given options and operands in one line. */
static const char *listing(struct parsed *s)
{
	char called[64];

	buf_clear(&s->got);
	for (size_t i = 0; i < s->args.len; i++) {
		const struct opt_given *given = &s->args.given[i];

		buf_printf(&s->got, "%s%s", i ? " " : "",
			   opt_called(given->opt, called, sizeof(called)));
		if (given->value)
			buf_printf(&s->got, "=%s", given->value);
	}
	return buf_str(&s->got);
}

static const struct {
	const char *what;
	const char *argv[12];
	const char *defaults;	/* EC2_DEFAULT_ARGS, or NULL */
	const char *given;	/* the options and operands */
	const char *words;	/* part of the error message */
} lines[] = {
	{ "an empty command line", { NULL }, NULL, "", "" },
	{ "operands", { "ami-1", "ami-2" }, NULL, "IMAGE=ami-1 IMAGE=ami-2",
	  "" },
	{ "a flag and a value", { "-l", "-a", "all" }, NULL, "-l -a=all",
	  "" },
	{ "long options", { "--launch-permission", "--add", "all" }, NULL,
	  "-l -a=all", "" },
	{ "long options with =", { "--add=all", "--kernel=" "x=y" }, NULL,
	  "-a=all --kernel=x=y", "" },
	{ "a value in the same word", { "-aall", "-pX" }, NULL, "-a=all -p=X",
	  "" },
	{ "a value after =", { "-a=all", "-p=-1", "-lqa=x" }, NULL,
	  "-a=all -p=-1 -l -q -a=x", "" },
	{ "a value that begins with =", { "-a==all" }, NULL, "-a==all", "" },
	{ "a value in the next word that begins with =", { "-p", "=text" },
	  NULL, "-p==text", "" },
	{ "an empty value after =", { "-p=" }, NULL, NULL,
	  "-p: the value is empty" },
	{ "= after a flag", { "-l=x" }, NULL, NULL, "-l takes no value" },
	/* A whole name after one dash. */
	{ "a long name after one dash", { "-region", "us-east-1", "ami-1" },
	  NULL, "--region=us-east-1 IMAGE=ami-1", "" },
	{ "one dash with =", { "-owner=self", "-add=all" }, NULL,
	  "-o=self -a=all", "" },
	{ "a flag with one dash", { "-launch-permission", "-quiet" }, NULL,
	  "-l -q", "" },
	{ "one dash and a name that begins another name", { "-kernel", "x" },
	  NULL, "--kernel=x", "" },
	{ "one dash, after a cluster of letters",
	  { "-lqa", "x", "-product-code", "Y" }, NULL, "-l -q -a=x -p=Y", "" },
	{ "a value that is a name", { "-a", "-region" }, NULL, "-a=-region",
	  "" },
	{ "one dash after --", { "--", "-region" }, NULL, "IMAGE=-region",
	  "" },
	{ "one dash and a missing value", { "-region" }, NULL, NULL,
	  "--region needs a value" },
	{ "one dash and a flag with a value", { "-quiet=x" }, NULL, NULL,
	  "--quiet takes no value" },
	{ "one dash and an empty value", { "-region=" }, NULL, NULL,
	  "--region: the value is empty" },
	/* A misspelled name after one dash. */
	{ "a name with an extra letter", { "-product-codes", "X" }, NULL, NULL,
	  "is it --product-code, or -p roduct-codes?" },
	{ "the beginning of a name", { "-regio", "x" }, NULL, NULL,
	  "is it --region, or -r, which is unknown?" },
	{ "the beginning of two names", { "-kerne", "x" }, NULL, NULL,
	  "is it --kernel, or -k, which is unknown?" },
	{ "two letters swapped", { "-onwer", "x" }, NULL, NULL,
	  "is it --owner, or -o nwer?" },
	{ "a name with an extra letter and =", { "-owners=self" }, NULL, NULL,
	  "is it --owner, or -o wners=self?" },
	{ "a letter with = and a value like a name", { "-i=instance" }, NULL,
	  "-i=instance", "" },
	{ "the hint does not show a secret", { "-Waws-secret-key" }, NULL, NULL,
	  "is it --aws-secret-key, or -W KEY?" },
	{ "a cluster of four letters", { "-lqqh" }, NULL, "-l -q -q -h", "" },
	{ "a cluster of five letters that resembles no name", { "-lqqqh" },
	  NULL, "-l -q -q -q -h", "" },
	{ "a value that resembles no name", { "-pproduct" }, NULL, "-p=product",
	  "" },
	{ "a cluster of letters", { "-lqaall" }, NULL, "-l -q -a=all", "" },
	{ "a value in the next word", { "-lqa", "all" }, NULL,
	  "-l -q -a=all", "" },
	{ "options after operands", { "ami-1", "-l", "ami-2", "-aall" },
	  NULL, "IMAGE=ami-1 -l IMAGE=ami-2 -a=all", "" },
	{ "-- before operands that look like options",
	  { "-l", "--", "-a", "--x", "-" }, NULL,
	  "-l IMAGE=-a IMAGE=--x IMAGE=-", "" },
	{ "-- twice", { "--", "--" }, NULL, "IMAGE=--", "" },
	{ "-- as a value", { "-a", "--", "-l" }, NULL, "-a=-- -l", "" },
	{ "an option as a value", { "-a", "-l" }, NULL, "-a=-l", "" },
	{ "an option twice", { "-p", "X", "-p", "Y" }, NULL, "-p=X -p=Y", "" },
	{ "the operand -", { "-" }, NULL, "IMAGE=-", "" },
	{ "the value -", { "-i", "-", "ami-1" }, NULL, "-i=- IMAGE=ami-1",
	  "" },
	{ "the value - in the same word", { "-i-" }, NULL, "-i=-", "" },
	{ "the value - with =", { "--add=-" }, NULL, "-a=-", "" },
	{ "two operands -", { "-", "-" }, NULL, NULL,
	  "only one value can be - (standard input)" },
	{ "- for two options", { "-i", "-", "-a", "-" }, NULL, NULL,
	  "only one value can be -" },
	{ "- for an option and an operand", { "-i", "-", "-" }, NULL, NULL,
	  "only one value can be -" },
	{ "- for standard output and for standard input",
	  { "--write", "-", "-i", "-" }, NULL, "--write=- -i=-", "" },
	{ "-?", { "-?" }, NULL, "-h", "" },
	{ "-? in a cluster", { "-l?" }, NULL, "-l -h", "" },
	{ "-h", { "-h" }, NULL, "-h", "" },
	{ "--help", { "--help" }, NULL, "-h", "" },
	/* Prefixes of names. */
	{ "name prefixes", { "--launch", "--prod", "X" }, NULL, "-l -p=X", "" },
	{ "a prefix of a long name, with =", { "--prod=X" }, NULL, "-p=X", "" },
	{ "a name that begins another name", { "--kernel", "x" }, NULL,
	  "--kernel=x", "" },
	{ "a name that begins with another name", { "--kernel-id" }, NULL,
	  "--kernel-id", "" },
	{ "a prefix of an option with a value and of a flag", { "--kern" },
	  NULL, NULL, "--kern is ambiguous: --kernel, --kernel-id" },
	{ "a prefix of two options with values", { "--re", "x" }, NULL, NULL,
	  "--re is ambiguous: --region, --request-timeout" },
	{ "a prefix of two options, with =", { "--re=x" }, NULL, NULL,
	  "--re is ambiguous: --region, --request-timeout" },
	{ "a prefix of two flags", { "--ver" }, NULL, NULL,
	  "--ver is ambiguous: --verbose, --version" },
	{ "a prefix of options in both tables", { "--p", "x" }, NULL, NULL,
	  "--p is ambiguous: --product-code, --placement, --profile, "
	  "--private-key" },
	{ "a letter with two hyphens", { "--l" }, NULL, NULL,
	  "--l is ambiguous: --launch-permission, --license-pool" },
	{ "an empty name", { "--=x" }, NULL, NULL,
	  "--=: the option has no name" },
	/* Mistakes. */
	{ "an unknown letter", { "-Z" }, NULL, NULL, "unknown option -Z" },
	{ "an unknown letter in a cluster", { "-lZq" }, NULL, NULL,
	  "unknown option -Z" },
	{ "an unknown letter after a long option", { "--verbose", "-Zq" }, NULL,
	  NULL, "unknown option -Z" },
	{ "an unknown letter after a value like a long option", { "-a",
	  "--verbose", "-Zq" }, NULL, NULL, "unknown option -Z" },
	{ "a colon, which is special in getopt", { "-:" }, NULL, NULL,
	  "unknown option -:" },
	{ "a semicolon", { "-;" }, NULL, NULL, "unknown option -;" },
	{ "a hyphen in a cluster", { "-l-" }, NULL, NULL,
	  "unknown option --" },
	{ "a letter that is not ASCII", { "-\xc3\xa9" }, NULL, NULL,
	  "an option has '\xc3\xa9' "
	  "(U+00E9), which is not ASCII" },
	{ "an unknown name", { "--bogus" }, NULL, NULL,
	  "unknown option --bogus" },
	{ "an unknown name with a value", { "--bogus=secret" }, NULL, NULL,
	  "unknown option --bogus" },
	{ "a mistyped name", { "--regoin", "x" }, NULL, NULL,
	  "unknown option --regoin; did you mean --region?" },
	{ "a name with extra letters", { "--addition", "x" }, NULL, NULL,
	  "unknown option --addition" },
	{ "a letter's value is missing", { "-l", "-a" }, NULL, NULL,
	  "-a needs a value" },
	{ "the value of a letter in a cluster is missing", { "-la" }, NULL,
	  NULL, "-a needs a value" },
	{ "a name's value is missing", { "--add" }, NULL, NULL,
	  "--add needs a value" },
	{ "the value after a prefix is missing", { "--prod" }, NULL, NULL,
	  "--product-code needs a value" },
	{ "a flag with a value", { "--launch-permission=x" }, NULL, NULL,
	  "--launch-permission takes no value" },
	{ "a flag with an empty value", { "--quiet=" }, NULL, NULL,
	  "--quiet takes no value" },
	{ "an empty value", { "-p", "" }, NULL, NULL,
	  "-p: the value is empty" },
	{ "an empty value of a name", { "--kernel=" }, NULL, NULL,
	  "--kernel: the value is empty" },
	{ "an empty operand", { "" }, NULL, NULL,
	  "IMAGE: the value is empty" },
	/* EC2_DEFAULT_ARGS. */
	{ "defaults come before the command line", { "ami-1" },
	  "-v --region eu-west-1", "-v --region=eu-west-1 IMAGE=ami-1", "" },
	{ "white space in defaults", { "ami-1" }, " \t-v\n  -q \r\n",
	  "-v -q IMAGE=ami-1", "" },
	{ "empty defaults", { "ami-1" }, "", "IMAGE=ami-1", "" },
	{ "an operand in defaults", { "x" }, "-v ami-9", NULL,
	  "EC2_DEFAULT_ARGS: 'ami-9' is not an option" },
	{ "quotes do not join words in defaults", { "x" }, "-p 'a b'", NULL,
	  "EC2_DEFAULT_ARGS: 'b'' is not an option" },
	{ "the operand - in defaults", { "x" }, "-", NULL,
	  "EC2_DEFAULT_ARGS: '-' is not an option" },
	{ "the value - in defaults", { "x" }, "-W -", NULL,
	  "EC2_DEFAULT_ARGS: -W -: a value here cannot come from standard "
	  "input" },
	{ "an unknown name in defaults", { "x" }, "--bogus", NULL,
	  "EC2_DEFAULT_ARGS: unknown option --bogus" },
	{ "an unknown letter in defaults", { "x" }, "-Z", NULL,
	  "EC2_DEFAULT_ARGS: unknown option -Z" },
	{ "a missing value at the end of the defaults", { "x" }, "-p", NULL,
	  "EC2_DEFAULT_ARGS: -p needs a value" },
	{ "-- in defaults", { "-l" }, "--", NULL,
	  "EC2_DEFAULT_ARGS: '--' is not an option" },
	{ "one dash in defaults", { "x" }, "-region eu-west-1",
	  "--region=eu-west-1 IMAGE=x", "" },
	/* Options that only other commands have. */
	{ "another command's flag", { "x" }, "--exit-code -v", "-v IMAGE=x",
	  "" },
	{ "another command's option with a value", { "x" }, "--page-size 5 -v",
	  "-v IMAGE=x", "" },
	{ "another command's option with =", { "x" }, "--page-size=5 -v",
	  "-v IMAGE=x", "" },
	{ "options of an audit", { "x" }, "--html f --metrics=g -v",
	  "-v IMAGE=x", "" },
	{ "another command's option with a value like an option", { "x" },
	  "--page-size -v", "IMAGE=x", "" },
	{ "another command's option with one dash", { "x" }, "-page-size 5 -v",
	  "-v IMAGE=x", "" },
	{ "an option that takes a value in some commands", { "x" },
	  "--ramdisk ari-1 -v", "-v IMAGE=x", "" },
	{ "an option that is a flag in some commands", { "x" }, "--ramdisk -v",
	  "-v IMAGE=x", "" },
	{ "another command's option that begins like ours", { "x" },
	  "--placement-group x --place y", "--placement=y IMAGE=x", "" },
	{ "another command's option on the command line", { "--page-size",
	  "5" }, NULL, NULL, "unknown option --page-size" },
};

START_TEST(parse)
{
	const char *defaults = lines[_i].defaults;
	char variable[256];
	const char *const set[] = { variable, NULL };
	struct parsed s;
	int rc;

	(void)snprintf(variable, sizeof(variable), "EC2_DEFAULT_ARGS=%s",
		       defaults ? defaults : "");
	rc = parse_words(&s, lines[_i].argv, defaults ? set : NULL);
	ck_assert_msg(rc == (lines[_i].given ? 0 : -1), "%s: %s%s",
		      lines[_i].what, s.err.text, listing(&s));
	if (lines[_i].given) {
		check_text(lines[_i].what, listing(&s), lines[_i].given);
	} else {
		ck_assert_msg(strstr(s.err.text, lines[_i].words), "%s: %s",
			      lines[_i].what, s.err.text);
		ck_assert_int_eq(s.err.kind, ERR_USAGE);
	}
	if (defaults)
		check_text("defaults", getenv("EC2_DEFAULT_ARGS"), defaults);
	opt_release(&s.args);
	parsed_release(&s);
}
END_TEST

/* After parsing, the parsed arguments contain the secrets, and argv does
 * not. */
static const struct {
	const char *what;
	const char *argv[12];
	const char *given;
	const char *shown;	/* argv after parsing, with | after each word */
} secrets[] = {
	{ "values in separate words", { "-O", "KEY", "-W", "SECRET", "-T",
	  "TOKEN" }, "-O=KEY -W=SECRET -T=TOKEN", "-O||-W||-T||" },
	{ "values in the same word", { "-OKEY", "-WSECRET" },
	  "-O=KEY -W=SECRET", "-O|-W|" },
	{ "long options", { "--aws-secret-key", "SECRET",
	  "--aws-access-key=KEY" },
	  "-W=SECRET -O=KEY", "--aws-secret-key||--aws-access-key=|" },
	{ "a secret in a cluster", { "-qvWSECRET", "ami-1" },
	  "-q -v -W=SECRET IMAGE=ami-1", "-qvW|ami-1|" },
	{ "a secret twice", { "-W", "SECRET", "-W", "SECRET2", "-pX" },
	  "-W=SECRET -W=SECRET2 -p=X", "-W||-W||-pX|" },
	{ "other values remain", { "-U", "http://x", "ami-1" },
	  "-U=http://x IMAGE=ami-1", "-U|http://x|ami-1|" },
	{ "- is not hidden", { "-W", "-" }, "-W=-", "-W|-|" },
};

START_TEST(secret)
{
	struct parsed s;

	ck_assert_msg(parse_words(&s, secrets[_i].argv, NULL) == 0, "%s: %s",
		      secrets[_i].what, s.err.text);
	check_text(secrets[_i].what, listing(&s), secrets[_i].given);
	buf_clear(&s.got);
	for (int i = 1; i < s.line.argc; i++)
		buf_printf(&s.got, "%s|", s.line.argv[i]);
	check_text(secrets[_i].what, buf_str(&s.got), secrets[_i].shown);
	for (size_t i = 0; i + 3 < sizeof(s.line.text); i++)
		ck_assert_msg(memcmp(s.line.text + i, "SEC", 3) != 0 &&
			      memcmp(s.line.text + i, "TOK", 3) != 0,
			      "%s: left in argv", secrets[_i].what);
	ck_assert(s.args.secrets.secret);
	parsed_release(&s);
}
END_TEST

START_TEST(secret_in_defaults)
{
	static const char *const words[] = { "ami-1", NULL };
	static const char *const set[] = { "EC2_DEFAULT_ARGS=-W SECRET -v",
					   NULL };
	struct parsed s;

	ck_assert_int_eq(parse_words(&s, words, set), 0);
	check_text("given", listing(&s), "-W=SECRET -v IMAGE=ami-1");
	for (size_t i = 0; i + 6 <= s.args.defaults.len; i++)
		ck_assert(memcmp(s.args.defaults.data + i, "SECRET", 6) != 0);
	parsed_release(&s);
}
END_TEST

START_TEST(no_secrets)
{
	static const char *const words[] = { "-v", "-W", "-", NULL };
	static const char *const set[] = { "EC2_DEFAULT_ARGS=-W SECRET",
					   NULL };
	struct opt_spec strict = spec;
	struct parsed s = { 0 };

	strict.no_secrets = "it would show";
	set_environment(set);
	make_line(&s.line, words);
	ck_assert_int_eq(parse_line(&s.args, &strict, s.line.argc, s.line.argv,
				    &s.err), -1);
	check_text("refused", s.err.text, "-W: it would show");
	check_text("options before the refused option", listing(&s),
		   "-W=SECRET -v");
	parsed_release(&s);
}
END_TEST

static const struct {
	const char *what;
	const char *argv[12];
	const char *set[12];
	const char *words;	/* beginning of the error message, or NULL */
	const char *settings;	/* the settings, in the format of
				 * START_TEST(set) */
} settings[] = {
	{ "defaults", { NULL }, { NULL }, NULL,
	  "4 16 5 10 60 - - - - - - - - - - -----" },
	{ "numbers", { "-j", "3", "--max-attempts", "7",
		       "--connection-timeout=9", "--request-timeout", "8",
		       "--signature-version", "2" }, { NULL }, NULL,
	  "2 3 7 9 8 - - - - - - - - - - -----" },
	{ "the last value counts", { "-j3", "-j4", "--region", "a", "--region",
				 "b" }, { NULL }, NULL,
	  "4 4 5 10 60 - b - - - - - - - - -----" },
	{ "the command line after the defaults", { "-j4" },
	  { "EC2_DEFAULT_ARGS=-j 3 -v" }, NULL,
	  "4 4 5 10 60 - - - - - - - - - - --v--" },
	{ "flags", { "-H", "--show-empty-fields", "-v", "--debug", "-q" },
	  { NULL }, NULL, "4 16 5 10 60 - - - - - - - - - - Hevdq" },
	{ "strings", { "-U", "u", "--region", "r", "--ca-bundle", "c",
		       "--kernel", "k" },
	  { NULL }, NULL, "4 16 5 10 60 u r c - - - - - - - -----" },
	{ "the environment", { NULL },
	  { "AWS_MAX_ATTEMPTS=9", "AWS_CA_BUNDLE=c",
	    "EC2_SIGNATURE_VERSION=2", "AWS_ENDPOINT_URL_EC2=e2",
	    "AWS_ENDPOINT_URL=e", "EC2_URL=eu", "AWS_REGION=ar",
	    "AWS_DEFAULT_REGION=adr", "EC2_API_VERSION=av",
	    "REQUESTS_CA_BUNDLE=hp" }, NULL,
	  "2 16 9 10 60 - - c e2 e eu ar adr av hp -----" },
	{ "an option overrides the environment", { "--max-attempts", "3",
	  "--ca-bundle", "o", "--signature-version=4" },
	  { "AWS_MAX_ATTEMPTS=9", "AWS_CA_BUNDLE=c",
	    "EC2_SIGNATURE_VERSION=2" }, NULL,
	  "4 16 3 10 60 - - o - - - - - - - -----" },
	{ "an empty variable counts as unset", { NULL },
	  { "AWS_MAX_ATTEMPTS=", "AWS_REGION=",
	    "REQUESTS_CA_BUNDLE=" }, NULL,
	  "4 16 5 10 60 - - - - - - - - - - -----" },
	{ "a bad number in the environment", { NULL },
	  { "AWS_MAX_ATTEMPTS=many" },
	  "AWS_MAX_ATTEMPTS: 'many' is not a whole number", NULL },
	{ "a number that is too large in the environment", { NULL },
	  { "AWS_MAX_ATTEMPTS=101" }, "AWS_MAX_ATTEMPTS: ", NULL },
	{ "a bad number in the environment that an option replaces",
	  { "--max-attempts", "3" }, { "AWS_MAX_ATTEMPTS=many" }, NULL,
	  "4 16 3 10 60 - - - - - - - - - - -----" },
	{ "a bad signature version in the environment", { NULL },
	  { "EC2_SIGNATURE_VERSION=3" },
	  "EC2_SIGNATURE_VERSION: '3' is neither 2 nor 4", NULL },
	{ "a bad number", { "-j", "x" }, { NULL },
	  "-j: 'x' is not a whole number", NULL },
	{ "zero jobs", { "-j", "0" }, { NULL }, "-j: ", NULL },
	{ "too many jobs", { "-j", "257" }, { NULL }, "-j: ", NULL },
	{ "the maximum number of jobs", { "-j256" }, { NULL }, NULL,
	  "4 256 5 10 60 - - - - - - - - - - -----" },
	{ "a negative number of jobs", { "-j", "-1" }, { NULL }, "-j: ", NULL },
	{ "a number with a unit", { "--request-timeout", "5s" }, { NULL },
	  "--request-timeout: '5s' is not a whole number", NULL },
	{ "a leading zero of a number", { "-j", "1", "--signature-version",
						"04" }, { NULL }, NULL,
	  "4 1 5 10 60 - - - - - - - - - - -----" },
	{ "a wrong signature version", { "--signature-version", "3" }, { NULL },
	  "--signature-version: '3' is neither 2 nor 4", NULL },
	{ "a signature version, not a number", { "--signature-version", "v4" },
	  { NULL }, "--signature-version: ", NULL },
	{ "a bad number before a good one", { "-jx", "-j3" }, { NULL },
	  "-j: 'x' is not a whole number", NULL },
};

static const char *or_none(const char *text)
{
	return text ? text : "-";
}

START_TEST(set)
{
	struct settings got = general_defaults;
	struct parsed s;
	int rc;

	ck_assert_msg(parse_words(&s, settings[_i].argv, settings[_i].set) == 0,
		      "%s: %s", settings[_i].what, s.err.text);
	rc = opt_settings(&s.args, &spec, &got, &s.err);
	ck_assert_msg(rc == (settings[_i].words ? -1 : 0), "%s: %d %s",
		      settings[_i].what, rc, s.err.text);
	if (rc) {
		ck_assert_msg(strncmp(s.err.text, settings[_i].words,
				      strlen(settings[_i].words)) == 0,
			      "%s: %s", settings[_i].what, s.err.text);
		ck_assert_int_eq(s.err.kind, ERR_USAGE);
		parsed_release(&s);
		return;
	}
	buf_printf(&s.got, "%ld %ld %ld %ld %ld %s %s %s",
		   got.signature_version, got.jobs, got.max_attempts,
		   got.connect_seconds, got.request_seconds, or_none(got.url),
		   or_none(got.region), or_none(got.ca_bundle));
	buf_printf(&s.got, " %s %s %s %s %s %s %s %c%c%c%c%c",
		   or_none(got.env_endpoint_ec2), or_none(got.env_endpoint),
		   or_none(got.env_ec2_url), or_none(got.env_region),
		   or_none(got.env_default_region), or_none(got.api_version),
		   or_none(got.env_requests_ca), got.headings ? 'H' : '-',
		   got.show_empty ? 'e' : '-', got.verbose ? 'v' : '-',
		   got.debug ? 'd' : '-', got.quiet ? 'q' : '-');
	check_text(settings[_i].what, buf_str(&s.got), settings[_i].settings);
	parsed_release(&s);
}
END_TEST

static const struct {
	const char *what;
	const char *argv[8];
	const char *input;
	const char *given;	/* the options after the line is read; NULL if
				 * reading fails */
	const char *words;	/* the error message */
} reads[] = {
	{ "no value is -", { "-p", "X" }, "Y\n", "-p=X", "" },
	{ "one line", { "-p", "-" }, "X\n", "-p=X", "" },
	{ "one line without a newline", { "-p", "-" }, "X", "-p=X", "" },
	{ "space and blank lines", { "-p", "-" }, "\n  X\r\n\n", "-p=X", "" },
	{ "a secret", { "-W", "-" }, "S/E+C=\n", "-W=S/E+C=", "" },
	{ "a long option", { "--kernel", "-" }, "aki-1\n", "--kernel=aki-1",
	  "" },
	{ "empty standard input", { "-p", "-" }, "", NULL,
	  "-p - needs exactly one line on standard input; there was none" },
	{ "blank lines only", { "--kernel", "-" }, "\n\n", NULL,
	  "--kernel - needs exactly one line on standard input; there was "
	  "none" },
	{ "two lines", { "-p", "-" }, "X\nY\n", NULL,
	  "-p - needs exactly one line on standard input; there are more" },
	{ "a later value replaces -", { "-p", "-", "-p", "X" }, "Y\n",
	  "-p=X -p=X", "" },
	{ "a later value replaces -, and an earlier value stays", { "-p", "X",
	  "-p", "-", "-p", "Z" }, "Y\n", "-p=X -p=Z -p=Z", "" },
	{ "one line for two values", { "-p", "-", "-p", "-" }, "Y\n",
	  "-p=Y -p=Y", "" },
	{ "- replaces an earlier value", { "-p", "X", "-p", "-" }, "Y\n",
	  "-p=X -p=Y", "" },
	{ "the line is -", { "-p", "-" }, "-\n", "-p=-", "" },
	{ "- is kept for an option with a job for each value", { "-i", "-" },
	  "X\nY\n", "-i=-", "" },
	{ "- is kept for an option with a list of values", { "-a", "-" },
	  "X\nY\n", "-a=-", "" },
	{ "- is kept for an operand with a job for each value", { "-" },
	  "X\nY\n", "IMAGE=-", "" },
};

START_TEST(read_value)
{
	struct parsed s;
	int fd[2], rc;

	ck_assert_int_eq(parse_words(&s, reads[_i].argv, NULL), 0);
	ck_assert_int_eq(pipe(fd), 0);
	ck_assert_int_eq(write(fd[1], reads[_i].input, strlen(reads[_i].input)),
			 (ssize_t)strlen(reads[_i].input));
	(void)close(fd[1]);
	rc = opt_read_value(&s.args, fd[0], &s.err);
	(void)close(fd[0]);
	ck_assert_msg(rc == (reads[_i].given ? 0 : -1), "%s: %d",
		      reads[_i].what, rc);
	check_text(reads[_i].what, s.err.text, reads[_i].words);
	if (reads[_i].given)
		check_text(reads[_i].what, listing(&s), reads[_i].given);
	else
		ck_assert_int_eq(s.err.kind, ERR_USAGE);
	parsed_release(&s);
}
END_TEST

static const struct {
	const char *what;
	const char *argv[12];
	const char *params;	/* parameters as name=value;... */
	const char *words;	/* the error message */
} feeds[] = {
	{ "a flag's fixed value", { "-l" }, "Attribute=launchPermission;",
	  "" },
	{ "an option with one value", { "-pX" }, "ProductCode.1=X;", "" },
	{ "an option with one value, twice", { "-pX", "-pY" },
	  "ProductCode.1=Y;", "" },
	{ "a flag twice", { "-l", "-l" }, "Attribute=launchPermission;", "" },
	{ "two flags of one parameter", { "-l", "--kernel-id" },
	  "Attribute=kernel;", "" },
	{ "an option with many values", { "-oA", "-oB" },
	  "Owner.1=A;Owner.2=B;", "" },
	{ "an option with a job for each value", { "-iA", "-iB" },
	  "InstanceId=B;", "" },
	{ "values with and without the prefix", { "-ga", "-gsg-1", "-gb",
	  "-gsg-2", "-gsg" },
	  "Group.1=a;GroupId.1=sg-1;Group.2=b;GroupId.2=sg-2;Group.3=sg;",
	  "" },
	{ "one value with the prefix", { "--one-group=sg-1" }, "GroupId=sg-1;",
	  "" },
	{ "the prefix in upper case", { "--one-group=SG-1" }, "Group=SG-1;",
	  "" },
	{ "an option with a feed function", { "-aA", "-aB" },
	  "Add.A=A;Add.B=B;", "" },
	{ "a feed function that fails", { "-aA", "-abad" }, "Add.A=A;",
	  "-a: 'bad' is bad" },
	{ "a word of a closed set", { "--shutdown=stop" }, "Shutdown=stop;",
	  "" },
	{ "the last word of a closed set", { "--shutdown=terminate" },
	  "Shutdown=terminate;", "" },
	{ "a word of a closed set with an extra letter", { "--shutdown=stopp" },
	  "", "--shutdown: 'stopp' is neither stop nor terminate" },
	{ "the beginning of a word of a closed set", { "--shutdown=term" }, "",
	  "--shutdown: 'term' is neither stop nor terminate" },
	{ "two words of a closed set", { "--shutdown=stop|terminate" }, "",
	  "--shutdown: 'stop|terminate' is neither stop nor terminate" },
	{ "options without parameters", { "-v", "-q" }, "", "" },
	{ "an operand", { "ami-1" }, "ImageId=ami-1;", "" },
};

START_TEST(feed)
{
	struct parsed s;
	struct params p = { 0 };
	int rc = 0;

	ck_assert_int_eq(parse_words(&s, feeds[_i].argv, NULL), 0);
	for (size_t i = 0; rc == 0 && i < s.args.len; i++)
		rc = opt_feed_one(&p, &s.args.given[i], &s.err);
	for (size_t i = 0; i < p.len; i++)
		buf_printf(&s.got, "%s=%s;", params_name(&p, i),
			   params_value(&p, i));
	check_text(feeds[_i].what, buf_str(&s.got), feeds[_i].params);
	check_text(feeds[_i].what, s.err.text, feeds[_i].words);
	ck_assert_int_eq(rc, *feeds[_i].words ? -1 : 0);
	if (rc)
		ck_assert_int_eq(s.err.kind, ERR_USAGE);
	params_release(&p);
	parsed_release(&s);
}
END_TEST

START_TEST(has)
{
	static const char *const words[] = { "-v", "ami-1", "--kernel", "x",
					     NULL };
	static const char *const no_operand[] = { "-v", "--kernel", "x", NULL };
	struct parsed s;

	ck_assert_int_eq(parse_words(&s, words, NULL), 0);
	ck_assert(opt_has(&s.args, "verbose"));
	ck_assert(opt_has(&s.args, "kernel"));
	ck_assert(!opt_has(&s.args, "help"));
	ck_assert(!opt_has(&s.args, "kern"));
	ck_assert(!opt_has(&s.args, "x"));
	check_text("operand", opt_operand(&s.args), "ami-1");
	ck_assert(opt_has_any(&s.args, ""));
	parsed_release(&s);
	ck_assert_int_eq(parse_words(&s, no_operand, NULL), 0);
	ck_assert_ptr_null(opt_operand(&s.args));
	ck_assert(opt_has_any(&s.args, "hv"));
	ck_assert(!opt_has_any(&s.args, "hk"));
	parsed_release(&s);
}
END_TEST

/* With ends_at_operand, the parser stops at the first operand.  The remaining
 * words are another command line. */
static const struct {
	const char *argv[8];
	const char *given;
	const char *begin;	/* first word of the other command line, or
				 * NULL */
} rests[] = {
	{ { "-q", "--kernel", "x" }, "-q --kernel=x", NULL },
	{ { "-q", "run", "-x", "", "-", "-" }, "-q", "run" },
	{ { "-q", "--", "-x", "-q" }, "-q", "-x" },
	{ { "-q", "--" }, "-q", NULL },
	{ { "-" }, "", "-" },
};

START_TEST(rest)
{
	struct opt_spec ends = spec;
	struct parsed s = { 0 };
	int rc;

	ends.ends_at_operand = true;
	ends.no_defaults = true;
	make_line(&s.line, rests[_i].argv);
	rc = parse_line(&s.args, &ends, s.line.argc, s.line.argv, &s.err);
	ck_assert_msg(rc == 0, "%s", s.err.text);
	ck_assert_str_eq(listing(&s), rests[_i].given);
	ck_assert_int_eq(s.args.rest > 0, rests[_i].begin != NULL);
	if (rests[_i].begin)
		ck_assert_str_eq(s.line.argv[(size_t)s.line.argc - s.args.rest],
				 rests[_i].begin);
	parsed_release(&s);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ parse, ROWS(lines) },
		{ secret, ROWS(secrets) },
		{ secret_in_defaults, 1 },
		{ no_secrets, 1 },
		{ set, ROWS(settings) },
		{ read_value, ROWS(reads) },
		{ feed, ROWS(feeds) },
		{ has, 1 },
		{ rest, ROWS(rests) },
	};

	return check_main("opt", cases, ROWS(cases));
}
