/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of opt: what a command line is taken for, settings, parameters. */
#include "opt.h"

#include <unistd.h>

#include "check_main.h"
#include "general.h"

static int feed_twice(struct params *p, const char *param, const char *value,
		      struct err *err)
{
	if (strcmp(value, "bad") == 0)
		return err_usage(err, "'bad' is bad");
	return params_addf(p, value, err, "%s.%s", param, value);
}

static const struct opt options[] = {
	{ 'l', "launch-permission", .param = "Attribute",
	  .fixed = "launchPermission" },
	{ 'a', "add", "ENTITY", .param = "Add", .feed = feed_twice, .use = OPT_LIST },
	{ 'p', "product-code", "CODE", .param = "ProductCode.1" },
	{ 'o', "owner", "OWNER", .param = "Owner", .use = OPT_MANY },
	{ 'i', "instance", "ID", .param = "InstanceId", .use = OPT_EACH },
	{ 0, "kernel", "ID", .param = "KernelId" },
	{ 0, "kernel-id", .param = "Attribute", .fixed = "kernel" },
	{ 0, "license-pool", "POOL", .refused = "not supported" },
	{ 0, "placement", "GROUP", .param = "Placement" },
	{ 'q', "quiet", .set = OPT_SET(OPT_FLAG, quiet) },
	OPT_END
};

static const struct opt_spec spec = {
	.name = "test", .options = options, .general = general_options,
	.operand = { .value = "IMAGE", .param = "ImageId", .use = OPT_EACH },
};

static const char *const environment[] = {
	"EC2_DEFAULT_ARGS", "AWS_ENDPOINT_URL_EC2", "AWS_ENDPOINT_URL",
	"EC2_URL", "AWS_REGION", "AWS_DEFAULT_REGION", "http_proxy",
	"HTTP_PROXY", "EC2_API_VERSION", "EC2_SANDBOX", "AWS_MAX_ATTEMPTS",
	"AWS_CA_BUNDLE", "EC2_SIGNATURE_VERSION",
};

/* Arguments that may be written to, as a program has them. */
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

/* The environment of a row: `NAME=value`, …. */
static void set_environment(const char *const *set)
{
	char name[64];

	for (size_t i = 0; i < sizeof(environment) / sizeof(*environment);
	     i++)
		ck_assert_int_eq(unsetenv(environment[i]), 0);
	for (; *set; set++) {
		(void)snprintf(name, sizeof(name), "%.*s",
			       (int)strcspn(*set, "="), *set);
		ck_assert_int_eq(setenv(name, strchr(*set, '=') + 1, 1), 0);
	}
}

static const char *listing(const struct opt_args *args, struct buf *out)
{
	char called[64];

	buf_clear(out);
	for (size_t i = 0; i < args->len; i++) {
		buf_printf(out, "%s%s", i ? " " : "",
			   opt_called(args->given[i].opt, called,
				      sizeof(called)));
		if (args->given[i].value)
			buf_printf(out, "=%s", args->given[i].value);
	}
	return buf_str(out);
}

static const struct {
	const char *what;
	const char *argv[12];
	const char *defaults;	/* EC2_DEFAULT_ARGS, or NULL */
	const char *given;	/* what is understood */
	const char *words;	/* or the failure */
} lines[] = {
	{ "nothing", { NULL }, NULL, "", "" },
	{ "operands", { "ami-1", "ami-2" }, NULL, "IMAGE=ami-1 IMAGE=ami-2",
	  "" },
	{ "a flag and a value", { "-l", "-a", "all" }, NULL, "-l -a=all",
	  "" },
	{ "long", { "--launch-permission", "--add", "all" }, NULL,
	  "-l -a=all", "" },
	{ "long with =", { "--add=all", "--kernel=" "x=y" }, NULL,
	  "-a=all --kernel=x=y", "" },
	{ "joined", { "-aall", "-pX" }, NULL, "-a=all -p=X", "" },
	{ "joined with =", { "-a=all" }, NULL, "-a==all", "" },
	{ "a cluster", { "-lqaall" }, NULL, "-l -q -a=all", "" },
	{ "a value in the next word", { "-lqa", "all" }, NULL,
	  "-l -q -a=all", "" },
	{ "options behind operands", { "ami-1", "-l", "ami-2", "-aall" },
	  NULL, "IMAGE=ami-1 -l IMAGE=ami-2 -a=all", "" },
	{ "--", { "-l", "--", "-a", "--x", "-" }, NULL,
	  "-l IMAGE=-a IMAGE=--x IMAGE=-", "" },
	{ "-- twice", { "--", "--" }, NULL, "IMAGE=--", "" },
	{ "-- as a value", { "-a", "--", "-l" }, NULL, "-a=-- -l", "" },
	{ "an option as a value", { "-a", "-l" }, NULL, "-a=-l", "" },
	{ "one that repeats", { "-p", "X", "-p", "Y" }, NULL, "-p=X -p=Y",
	  "" },
	{ "the operand -", { "-" }, NULL, "IMAGE=-", "" },
	{ "the value -", { "-i", "-", "ami-1" }, NULL, "-i=- IMAGE=ami-1",
	  "" },
	{ "the value -, joined", { "-i-" }, NULL, "-i=-", "" },
	{ "the value - with =", { "--add=-" }, NULL, "-a=-", "" },
	{ "- twice", { "-", "-" }, NULL, NULL,
	  "only one value can be -, read from standard input" },
	{ "- for two options", { "-i", "-", "-a", "-" }, NULL, NULL,
	  "only one value can be -" },
	{ "- for an option and an operand", { "-i", "-", "-" }, NULL, NULL,
	  "only one value can be -" },
	{ "-?", { "-?" }, NULL, "-h", "" },
	{ "-? in a cluster", { "-l?" }, NULL, "-l -h", "" },
	{ "-h", { "-h" }, NULL, "-h", "" },
	{ "--help", { "--help" }, NULL, "-h", "" },
	/* Prefixes. */
	{ "a prefix", { "--launch", "--prod", "X" }, NULL, "-l -p=X", "" },
	{ "a prefix with =", { "--prod=X" }, NULL, "-p=X", "" },
	{ "the whole name of a longer one", { "--kernel", "x" }, NULL,
	  "--kernel=x", "" },
	{ "the longer one", { "--kernel-id" }, NULL, "--kernel-id", "" },
	{ "one of two with and without value", { "--kern" }, NULL, NULL,
	  "--kern may be --kernel, --kernel-id" },
	{ "one of two with values", { "--re", "x" }, NULL, NULL,
	  "--re may be --region, --request-timeout" },
	{ "the same with =", { "--re=x" }, NULL, NULL,
	  "--re may be --region, --request-timeout" },
	{ "one of two flags", { "--ver" }, NULL, NULL,
	  "--ver may be --verbose, --version" },
	{ "of both tables", { "--p", "x" }, NULL, NULL,
	  "--p may be --product-code, --placement, --profile, "
	  "--private-key" },
	{ "a letter with two hyphens", { "--l" }, NULL, NULL,
	  "--l may be --launch-permission, --license-pool" },
	{ "no name", { "--=x" }, NULL, NULL, "may be" },
	/* Mistakes. */
	{ "an unknown letter", { "-Z" }, NULL, NULL, "unknown option -Z" },
	{ "in a cluster", { "-lZq" }, NULL, NULL, "unknown option -Z" },
	{ "behind a long one", { "--verbose", "-Zq" }, NULL, NULL,
	  "unknown option -Z" },
	{ "behind a value that looks long", { "-a", "--verbose", "-Zq" },
	  NULL, NULL, "unknown option -Z" },
	{ "getopt's own letters", { "-:" }, NULL, NULL, "unknown option -:" },
	{ "another", { "-;" }, NULL, NULL, "unknown option -;" },
	{ "a hyphen in a cluster", { "-l-" }, NULL, NULL,
	  "unknown option --" },
	{ "no letter", { "-\xc3\xa9" }, NULL, NULL, "unknown option -\xc3" },
	{ "an unknown name", { "--bogus" }, NULL, NULL,
	  "unknown option --bogus" },
	{ "with a value", { "--bogus=secret" }, NULL, NULL,
	  "unknown option --bogus" },
	{ "longer than a name", { "--addition", "x" }, NULL, NULL,
	  "unknown option --addition" },
	{ "a letter's value is missing", { "-l", "-a" }, NULL, NULL,
	  "-a needs a value" },
	{ "in a cluster", { "-la" }, NULL, NULL, "-a needs a value" },
	{ "a name's value is missing", { "--add" }, NULL, NULL,
	  "--add needs a value" },
	{ "a prefix's value is missing", { "--prod" }, NULL, NULL,
	  "--product-code needs a value" },
	{ "a value too much", { "--launch-permission=x" }, NULL, NULL,
	  "--launch-permission takes no value" },
	{ "an empty value too much", { "--quiet=" }, NULL, NULL,
	  "--quiet takes no value" },
	{ "an empty value", { "-p", "" }, NULL, NULL,
	  "-p: the value is empty" },
	{ "an empty value of a name", { "--kernel=" }, NULL, NULL,
	  "--kernel: the value is empty" },
	{ "an empty operand", { "" }, NULL, NULL,
	  "IMAGE: the value is empty" },
	{ "one that is refused", { "--license-pool", "x" }, NULL, NULL,
	  "--license-pool: not supported" },
	/* EC2_DEFAULT_ARGS. */
	{ "defaults first", { "ami-1" }, "-v --region eu-west-1",
	  "-v --region=eu-west-1 IMAGE=ami-1", "" },
	{ "white space in defaults", { "ami-1" }, " \t-v\n  -q \r\n",
	  "-v -q IMAGE=ami-1", "" },
	{ "empty defaults", { "ami-1" }, "", "IMAGE=ami-1", "" },
	{ "defaults of one letter each", { "x" }, "a b c",
	  "IMAGE=a IMAGE=b IMAGE=c IMAGE=x", "" },
	{ "defaults do not split quotes", { "x" }, "-p 'a b'",
	  "-p='a IMAGE=b' IMAGE=x", "" },
	{ "a mistake in defaults", { "x" }, "--bogus", NULL,
	  "unknown option --bogus" },
	{ "defaults without a value take the next word", { "x" }, "-p",
	  "-p=x", "" },
	{ "-- in defaults", { "-l" }, "--", "IMAGE=-l", "" },
};

START_TEST(parse)
{
	static const char *const none[] = { NULL };
	struct line line;
	struct opt_args args = {0};
	struct buf got = {0};
	struct err err = {0};
	int rc;

	set_environment(none);
	if (lines[_i].defaults)
		ck_assert_int_eq(setenv("EC2_DEFAULT_ARGS",
					lines[_i].defaults, 1), 0);
	make_line(&line, lines[_i].argv);
	rc = opt_parse(&args, &spec, line.argc, line.argv, &err);
	ck_assert_msg(rc == (lines[_i].given ? 0 : -1), "%s: %s%s",
		      lines[_i].what, err.text, listing(&args, &got));
	if (lines[_i].given) {
		check_text(lines[_i].what, listing(&args, &got),
			   lines[_i].given);
	} else {
		ck_assert_msg(strncmp(err.text, lines[_i].words,
				      strlen(lines[_i].words)) == 0 ||
			      strstr(err.text, lines[_i].words),
			      "%s: %s", lines[_i].what, err.text);
		ck_assert_int_eq(err.kind, ERR_USAGE);
	}
	if (lines[_i].defaults)
		check_text("defaults", getenv("EC2_DEFAULT_ARGS"),
			   lines[_i].defaults);
	opt_release(&args);
	opt_release(&args);
	buf_release(&got);
}
END_TEST

/* Secrets are nowhere in argv afterwards, and whole in the arguments. */
static const struct {
	const char *what;
	const char *argv[12];
	const char *given;
	const char *shown;	/* what argv still shows */
} secrets[] = {
	{ "separate", { "-O", "KEY", "-W", "SECRET", "-T", "TOKEN" },
	  "-O=KEY -W=SECRET -T=TOKEN", "-O||-W||-T||" },
	{ "joined", { "-OKEY", "-WSECRET" }, "-O=KEY -W=SECRET", "-O|-W|" },
	{ "long", { "--aws-secret-key", "SECRET", "--aws-access-key=KEY" },
	  "-W=SECRET -O=KEY", "--aws-secret-key||--aws-access-key=|" },
	{ "in a cluster", { "-qvWSECRET", "ami-1" },
	  "-q -v -W=SECRET IMAGE=ami-1", "-qvW|ami-1|" },
	{ "twice", { "-W", "SECRET", "-W", "SECRET2", "-pX" },
	  "-W=SECRET -W=SECRET2 -p=X", "-W||-W||-pX|" },
	{ "others stay", { "-U", "http://x", "ami-1" },
	  "-U=http://x IMAGE=ami-1", "-U|http://x|ami-1|" },
	{ "- is no secret", { "-W", "-" }, "-W=-", "-W|-|" },
};

START_TEST(secret)
{
	static const char *const none[] = { NULL };
	struct line line;
	struct opt_args args = {0};
	struct buf got = {0};
	struct err err = {0};

	set_environment(none);
	make_line(&line, secrets[_i].argv);
	ck_assert_msg(opt_parse(&args, &spec, line.argc, line.argv, &err) ==
		      0, "%s: %s", secrets[_i].what, err.text);
	check_text(secrets[_i].what, listing(&args, &got), secrets[_i].given);
	buf_clear(&got);
	for (int i = 1; i < line.argc; i++)
		buf_printf(&got, "%s|", line.argv[i]);
	check_text(secrets[_i].what, buf_str(&got), secrets[_i].shown);
	for (size_t i = 0; i + 3 < sizeof(line.text); i++)
		ck_assert_msg(memcmp(line.text + i, "SEC", 3) != 0 &&
			      memcmp(line.text + i, "TOK", 3) != 0,
			      "%s: left in argv", secrets[_i].what);
	ck_assert(args.secrets.secret);
	opt_release(&args);
	buf_release(&got);
}
END_TEST

START_TEST(secret_in_defaults)
{
	static const char *const words[] = { "ami-1", NULL };
	static const char *const set[] = { "EC2_DEFAULT_ARGS=-W SECRET -v",
					   NULL };
	struct line line;
	struct opt_args args = {0};
	struct buf got = {0};
	struct err err = {0};

	set_environment(set);
	make_line(&line, words);
	ck_assert_int_eq(opt_parse(&args, &spec, line.argc, line.argv, &err),
			 0);
	check_text("given", listing(&args, &got), "-W=SECRET -v IMAGE=ami-1");
	for (size_t i = 0; i + 6 <= args.defaults.len; i++)
		ck_assert(memcmp(args.defaults.data + i, "SECRET", 6) != 0);
	opt_release(&args);
	buf_release(&got);
}
END_TEST

static const struct {
	const char *what;
	const char *argv[12];
	const char *set[12];
	const char *words;	/* of a failure; NULL: none */
	const char *settings;	/* as below */
} settings[] = {
	{ "defaults", { NULL }, { NULL }, NULL,
	  "4 16 5 10 60 - - - - - - - - - - -----" },
	{ "numbers", { "-j", "3", "--max-attempts", "7",
		       "--connection-timeout=9", "--request-timeout", "8",
		       "--signature-version", "2" }, { NULL }, NULL,
	  "2 3 7 9 8 - - - - - - - - - - -----" },
	{ "the last one wins", { "-j3", "-j4", "--region", "a", "--region",
				 "b" }, { NULL }, NULL,
	  "4 4 5 10 60 - b - - - - - - - - -----" },
	{ "the command line after the defaults", { "-j4" },
	  { "EC2_DEFAULT_ARGS=-j 3 -v" }, NULL,
	  "4 4 5 10 60 - - - - - - - - - - --v--" },
	{ "flags", { "-H", "--show-empty-fields", "-v", "--debug", "-q" },
	  { NULL }, NULL, "4 16 5 10 60 - - - - - - - - - - Hevdq" },
	{ "strings", { "-U", "u", "--region", "r", "--ca-bundle", "c" },
	  { NULL }, NULL, "4 16 5 10 60 u r c - - - - - - - -----" },
	{ "the environment", { NULL },
	  { "AWS_MAX_ATTEMPTS=9", "AWS_CA_BUNDLE=c",
	    "EC2_SIGNATURE_VERSION=2", "AWS_ENDPOINT_URL_EC2=e2",
	    "AWS_ENDPOINT_URL=e", "EC2_URL=eu", "AWS_REGION=ar",
	    "AWS_DEFAULT_REGION=adr", "EC2_API_VERSION=av",
	    "http_proxy=hp" }, NULL,
	  "2 16 9 10 60 - - c e2 e eu ar adr av hp -----" },
	{ "an option before it", { "--max-attempts", "3", "--ca-bundle", "o",
				   "--signature-version=4" },
	  { "AWS_MAX_ATTEMPTS=9", "AWS_CA_BUNDLE=c",
	    "EC2_SIGNATURE_VERSION=2" }, NULL,
	  "4 16 3 10 60 - - o - - - - - - - -----" },
	{ "an empty variable is none", { NULL },
	  { "AWS_MAX_ATTEMPTS=", "AWS_REGION=", "http_proxy=",
	    "HTTP_PROXY=up" }, NULL,
	  "4 16 5 10 60 - - - - - - - - - up -----" },
	{ "lower case wins", { NULL }, { "http_proxy=low", "HTTP_PROXY=up" },
	  NULL, "4 16 5 10 60 - - - - - - - - - low -----" },
	{ "a bad number in it", { NULL }, { "AWS_MAX_ATTEMPTS=many" },
	  "AWS_MAX_ATTEMPTS: 'many' is not a number", NULL },
	{ "one too large", { NULL }, { "AWS_MAX_ATTEMPTS=101" },
	  "AWS_MAX_ATTEMPTS: ", NULL },
	{ "a bad number that no one asks for", { "--max-attempts", "3" },
	  { "AWS_MAX_ATTEMPTS=many" }, NULL,
	  "4 16 3 10 60 - - - - - - - - - - -----" },
	{ "a bad version in it", { NULL }, { "EC2_SIGNATURE_VERSION=3" },
	  "EC2_SIGNATURE_VERSION: '3' is neither 2 nor 4", NULL },
	{ "a bad number", { "-j", "x" }, { NULL },
	  "-j: 'x' is not a number", NULL },
	{ "none", { "-j", "0" }, { NULL }, "-j: ", NULL },
	{ "too many", { "-j", "257" }, { NULL }, "-j: ", NULL },
	{ "the most", { "-j256" }, { NULL }, NULL,
	  "4 256 5 10 60 - - - - - - - - - - -----" },
	{ "negative", { "-j", "-1" }, { NULL }, "-j: ", NULL },
	{ "with a unit", { "--request-timeout", "5s" }, { NULL },
	  "--request-timeout: '5s' is not a number", NULL },
	{ "a leading zero", { "-j", "1", "--signature-version",
						"04" }, { NULL }, NULL,
	  "4 1 5 10 60 - - - - - - - - - - -----" },
	{ "the version between", { "--signature-version", "3" }, { NULL },
	  "--signature-version: '3' is neither 2 nor 4", NULL },
	{ "another version", { "--signature-version", "v4" }, { NULL },
	  "--signature-version: ", NULL },
	{ "a bad number that does not win", { "-jx", "-j3" }, { NULL },
	  "-j: 'x' is not a number", NULL },
};

static const char *or_none(const char *text)
{
	return text ? text : "-";
}

START_TEST(set)
{
	struct settings s = general_defaults;
	struct line line;
	struct opt_args args = {0};
	struct err err = {0};
	struct buf got = {0};
	int rc;

	set_environment(settings[_i].set);
	make_line(&line, settings[_i].argv);
	ck_assert_msg(opt_parse(&args, &spec, line.argc, line.argv, &err) ==
		      0, "%s: %s", settings[_i].what, err.text);
	rc = opt_settings(&args, &spec, &s, &err);
	ck_assert_msg(rc == (settings[_i].words ? -1 : 0), "%s: %d %s",
		      settings[_i].what, rc, err.text);
	if (rc) {
		ck_assert_msg(strncmp(err.text, settings[_i].words,
				      strlen(settings[_i].words)) == 0,
			      "%s: %s", settings[_i].what, err.text);
		ck_assert_int_eq(err.kind, ERR_USAGE);
		opt_release(&args);
		return;
	}
	buf_printf(&got, "%ld %ld %ld %ld %ld %s %s %s", s.signature_version,
		   s.jobs, s.max_attempts, s.connect_seconds,
		   s.request_seconds, or_none(s.url), or_none(s.region),
		   or_none(s.ca_bundle));
	buf_printf(&got, " %s %s %s %s %s %s %s %c%c%c%c%c",
		   or_none(s.env_endpoint_ec2), or_none(s.env_endpoint),
		   or_none(s.env_ec2_url), or_none(s.env_region),
		   or_none(s.env_default_region), or_none(s.api_version),
		   or_none(s.env_http_proxy), s.headings ? 'H' : '-',
		   s.show_empty ? 'e' : '-', s.verbose ? 'v' : '-',
		   s.debug ? 'd' : '-', s.quiet ? 'q' : '-');
	check_text(settings[_i].what, buf_str(&got), settings[_i].settings);
	opt_release(&args);
	buf_release(&got);
}
END_TEST

static const struct {
	const char *what;
	const char *argv[8];
	const char *input;
	const char *given;	/* afterwards */
	const char *words;	/* or the failure */
} reads[] = {
	{ "nothing is -", { "-p", "X" }, "Y\n", "-p=X", "" },
	{ "one line", { "-p", "-" }, "X\n", "-p=X", "" },
	{ "no newline", { "-p", "-" }, "X", "-p=X", "" },
	{ "space and blank lines", { "-p", "-" }, "\n  X\r\n\n", "-p=X", "" },
	{ "a secret", { "-W", "-" }, "S/E+C=\n", "-W=S/E+C=", "" },
	{ "a long option", { "--kernel", "-" }, "aki-1\n", "--kernel=aki-1",
	  "" },
	{ "none", { "-p", "-" }, "", NULL,
	  "-p - needs exactly one line on standard input; there is none" },
	{ "blank lines only", { "--kernel", "-" }, "\n\n", NULL,
	  "--kernel - needs exactly one line on standard input; there is "
	  "none" },
	{ "two", { "-p", "-" }, "X\nY\n", NULL,
	  "-p - needs exactly one line on standard input; there are more" },
	{ "not when a value follows", { "-p", "-", "-p", "X" }, "Y\n",
	  "-p=X -p=X", "" },
	{ "once for both", { "-p", "-", "-p", "-" }, "Y\n", "-p=Y -p=Y", "" },
	{ "the later one", { "-p", "X", "-p", "-" }, "Y\n", "-p=X -p=Y", "" },
	{ "the line is -", { "-p", "-" }, "-\n", "-p=-", "" },
	{ "many values are left", { "-i", "-" }, "X\nY\n", "-i=-", "" },
	{ "a list is left", { "-a", "-" }, "X\nY\n", "-a=-", "" },
	{ "an operand of many is left", { "-" }, "X\nY\n", "IMAGE=-", "" },
};

START_TEST(read_value)
{
	static const char *const none[] = { NULL };
	struct line line;
	struct opt_args args = {0};
	struct err err = {0};
	struct buf got = {0};
	int fd[2], rc;

	set_environment(none);
	make_line(&line, reads[_i].argv);
	ck_assert_int_eq(opt_parse(&args, &spec, line.argc, line.argv, &err),
			 0);
	ck_assert_int_eq(pipe(fd), 0);
	ck_assert_int_eq(write(fd[1], reads[_i].input,
			       strlen(reads[_i].input)),
			 (ssize_t)strlen(reads[_i].input));
	(void)close(fd[1]);
	rc = opt_read_value(&args, fd[0], &err);
	(void)close(fd[0]);
	ck_assert_msg(rc == (reads[_i].given ? 0 : -1), "%s: %d",
		      reads[_i].what, rc);
	check_text(reads[_i].what, err.text, reads[_i].words);
	if (reads[_i].given)
		check_text(reads[_i].what, listing(&args, &got),
			   reads[_i].given);
	else
		ck_assert_int_eq(err.kind, ERR_USAGE);
	opt_release(&args);
	buf_release(&got);
}
END_TEST

static const struct {
	const char *what;
	const char *argv[12];
	const char *params;	/* name=value;… */
	const char *words;
} feeds[] = {
	{ "a flag's fixed value", { "-l" }, "Attribute=launchPermission;",
	  "" },
	{ "one value", { "-pX" }, "ProductCode.1=X;", "" },
	{ "one value twice", { "-pX", "-pY" }, "ProductCode.1=Y;", "" },
	{ "a flag twice", { "-l", "-l" }, "Attribute=launchPermission;", "" },
	{ "two flags of one parameter", { "-l", "--kernel-id" },
	  "Attribute=kernel;", "" },
	{ "many", { "-oA", "-oB" }, "Owner.1=A;Owner.2=B;", "" },
	{ "each", { "-iA", "-iB" }, "InstanceId=B;", "" },
	{ "a feed", { "-aA", "-aB" }, "Add.A=A;Add.B=B;", "" },
	{ "a feed that fails", { "-aA", "-abad" }, "Add.A=A;",
	  "-a: 'bad' is bad" },
	{ "none", { "-v", "-q" }, "", "" },
	{ "an operand", { "ami-1" }, "ImageId=ami-1;", "" },
};

START_TEST(feed)
{
	static const char *const none[] = { NULL };
	struct line line;
	struct opt_args args = {0};
	struct params p = {0};
	struct err err = {0};
	struct buf got = {0};
	int rc = 0;

	set_environment(none);
	make_line(&line, feeds[_i].argv);
	ck_assert_int_eq(opt_parse(&args, &spec, line.argc, line.argv, &err),
			 0);
	for (size_t i = 0; rc == 0 && i < args.len; i++)
		rc = opt_feed_one(&p, &args.given[i], &err);
	for (size_t i = 0; i < p.len; i++)
		buf_printf(&got, "%s=%s;", params_name(&p, i),
			   params_value(&p, i));
	check_text(feeds[_i].what, buf_str(&got), feeds[_i].params);
	check_text(feeds[_i].what, err.text, feeds[_i].words);
	ck_assert_int_eq(rc, *feeds[_i].words ? -1 : 0);
	if (rc)
		ck_assert_int_eq(err.kind, ERR_USAGE);
	params_release(&p);
	opt_release(&args);
	buf_release(&got);
}
END_TEST

START_TEST(has)
{
	static const char *const words[] = { "-v", "ami-1", "--kernel", "x",
					     NULL };
	static const char *const none[] = { NULL };
	struct line line;
	struct opt_args args = {0};
	struct err err = {0};

	set_environment(none);
	make_line(&line, words);
	ck_assert_int_eq(opt_parse(&args, &spec, line.argc, line.argv, &err),
			 0);
	ck_assert(opt_has(&args, "verbose"));
	ck_assert(opt_has(&args, "kernel"));
	ck_assert(!opt_has(&args, "help"));
	ck_assert(!opt_has(&args, "kern"));
	ck_assert(!opt_has(&args, "x"));
	opt_release(&args);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ parse, ROWS(lines) },
		{ secret, ROWS(secrets) },
		{ secret_in_defaults, 1 },
		{ set, ROWS(settings) },
		{ read_value, ROWS(reads) },
		{ feed, ROWS(feeds) },
		{ has, 1 },
	};

	return check_main("opt", cases, ROWS(cases));
}
