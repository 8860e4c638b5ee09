/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of job: the requests that a command line and standard input make. */
#include "request/job.h"

#include <unistd.h>

#include "check_main.h"
#include "cli/device.h"
#include "cli/entity.h"
#include "cli/parse.h"
#include "cli/value.h"
#include "request/values.h"

static const struct opt no_general[] = { OPT_END };

static const struct opt options[] = {
	{ 'a', "add", "ENTITY", .param = "Add", .feed = entity_any,
	  .use = OPT_LIST },
	{ 'p', "product-code", "CODE", .param = "Code" },
	{ 'i', "instance", "ID", .param = "InstanceId", .use = OPT_EACH },
	{ 'o', "owner", "OWNER", .param = "Owner", .use = OPT_MANY },
	{ 'l', "launch-permission", .param = "Attribute", .fixed = "lp" },
	{ 'v', "verbose", NULL, .param = NULL },
	OPT_END
};

static const struct opt_spec by_image = {
	.options = options, .general_options = no_general,
	.operand = { .value = "IMAGE", .param = "ImageId", .use = OPT_EACH },
};

static const struct opt_spec by_list = {
	.options = options, .general_options = no_general,
	.operand = { .value = "IMAGE", .param = "ImageId", .use = OPT_LIST },
};

static const struct opt_spec by_hundred = {
	.options = options, .general_options = no_general,
	.operand = { .value = "IMAGE", .param = "ImageId", .use = OPT_LIST,
		     .portion = 100 },
};

static const struct opt_spec by_few = {
	.options = options, .general_options = no_general,
	.operand = { .value = "IMAGE", .param = "ImageId", .use = OPT_LIST,
		     .portion = 2 },
};

static const struct opt_spec by_group = {
	.options = options, .general_options = no_general,
	.operand = { .value = "GROUP", .param = "Name", .prefix = "sg-",
		     .prefixed = "Id", .use = OPT_LIST },
};

static const struct opt_spec by_code = {
	.options = options, .general_options = no_general,
	.operand = { .value = "CODE", .param = "ProductCode" },
};

/* A parsed command line, and a pipe for standard input.  Each test closes fd[1]
 * when the input is complete. */
struct line {
	struct opt_args args;
	char *argv[16];
	int argc;
	int fd[2];
};

static void line_make(struct line *l, const struct opt_spec *spec,
		      const char *const *words, const char *input)
{
	struct err err = { 0 };

	ck_assert_int_eq(unsetenv("EC2_DEFAULT_ARGS"), 0);
	*l = (struct line){ .argv = { strdup("test") }, .argc = 1 };
	for (; *words; words++)
		l->argv[l->argc++] = strdup(*words);
	ck_assert_msg(parse_line(&l->args, spec, l->argc, l->argv, &err) == 0,
		      "%s", err.text);
	ck_assert_int_eq(pipe(l->fd), 0);
	ck_assert_int_eq(write(l->fd[1], input, strlen(input)),
			 (ssize_t)strlen(input));
}

static void line_release(struct line *l)
{
	opt_release(&l->args);
	while (l->argc)
		free(l->argv[--l->argc]);
	(void)close(l->fd[0]);
}

static void describe(struct buf *out, const struct job *job)
{
	buf_printf(out, "%s:", buf_str(&job->name));
	for (size_t i = 0; i < job->params.len; i++)
		buf_printf(out, " %s=%s", params_name(&job->params, i),
			   params_value(&job->params, i));
	buf_puts(out, "; ");
}

/* Makes a job source without default parameters and without variants. */
static int source(struct job_source **s, const struct line *l,
		  const struct opt_spec *spec, struct err *err)
{
	const struct job_plan plan = {
		.args = &l->args, .spec = spec, .fd = l->fd[0],
	};

	return job_source_new(s, &plan, err);
}

static const struct {
	const char *what;
	const struct opt_spec *spec;
	const char *argv[12];
	const char *input;
	const char *jobs;	/* `NAME: PARAM=VALUE ...; ` for each job */
	const char *words;	/* words of the error, or "" */
	const char *how;	/* "n" if messages show the names of jobs, "e"
				 * if job_source_new fails, or "" */
} cases[] = {
	{ "an operand and an option for one job", &by_code, { "X", "-l" }, "",
	  ": ProductCode=X Attribute=lp; ", "", "" },
	{ "an empty command line", &by_list, { NULL }, "", ":; ", "", "" },
	{ "one operand", &by_image, { "ami-1" }, "", "ami-1: ImageId=ami-1; ",
	  "", "" },
	{ "two operands", &by_image, { "ami-1", "ami-2" }, "",
	  "ami-1: ImageId=ami-1; ami-2: ImageId=ami-2; ", "", "n" },
	{ "one operand three times, once in upper case", &by_image,
	  { "ami-1", "AMI-1", "ami-1" }, "", "ami-1: ImageId=ami-1; ", "",
	  "n" },
	{ "other options go into each job", &by_image, { "ami-1", "-pX",
	  "ami-2", "-l",
					      "-oA", "-oB" }, "",
	  "ami-1: Code=X Owner.1=A Owner.2=B Attribute=lp ImageId=ami-1; "
	  "ami-2: Code=X Owner.1=A Owner.2=B Attribute=lp ImageId=ami-2; ",
	  "", "n" },
	{ "the last value of an option wins", &by_image, { "-pX", "ami-1",
	  "-pY" }, "",
	  "ami-1: Code=Y ImageId=ami-1; ", "", "" },
	{ "an option that makes a job of each value", &by_code, { "X", "-i1",
	  "-i2" }, "",
	  "1: ProductCode=X InstanceId=1; 2: ProductCode=X InstanceId=2; ",
	  "", "n" },
	{ "jobs from standard input", &by_image, { "-" }, "a\n\n b \r\nc",
	  "a: ImageId=a; b: ImageId=b; c: ImageId=c; ", "", "n" },
	{ "one line of standard input", &by_image, { "-" }, "a\n",
	  "a: ImageId=a; ", "", "n" },
	{ "empty standard input", &by_image, { "-" }, "", "", "",
	  "n" },
	{ "blank standard input", &by_image, { "-" }, "\n \n", "", "",
	  "n" },
	{ "operands and standard input, in order", &by_image, { "x", "-", "y" },
	  "a\nb\n",
	  "x: ImageId=x; a: ImageId=a; b: ImageId=b; y: ImageId=y; ", "",
	  "n" },
	{ "operands and an empty standard input", &by_image, { "x", "-", "y" },
	  "", "x: ImageId=x; y: ImageId=y; ", "", "n" },
	{ "an option from standard input", &by_code, { "X", "-i", "-" },
	  "1\n2\n",
	  "1: ProductCode=X InstanceId=1; 2: ProductCode=X InstanceId=2; ",
	  "", "n" },
	{ "a line of one hyphen", &by_image, { "-" }, "-\n",
	  "-: ImageId=-; ", "", "n" },
	/* Lists. */
	{ "a list of operands", &by_list, { "a", "b" }, "",
	  ": ImageId.1=a ImageId.2=b; ", "", "" },
	{ "a list from standard input", &by_list, { "-" }, "a\nb\n",
	  ": ImageId.1=a ImageId.2=b; ", "", "" },
	{ "an empty list from standard input", &by_list, { "-" }, "", "",
	  "", "" },
	{ "a list of operands and lines", &by_list, { "x", "-", "y" }, "a\nb\n",
	  ": ImageId.1=x ImageId.2=a ImageId.3=b ImageId.4=y; ", "", "" },
	{ "a list and an option", &by_list, { "a", "-pX" }, "",
	  ": Code=X ImageId.1=a; ", "", "" },
	{ "a mistake in a list", &by_code, { "X", "-a", "all", "-a", "al" },
	  "", "", "-a: 'al' is neither all, nor an account", "e" },
	{ "a mistake in standard input", &by_code, { "X", "-a", "-" },
	  "all\nal\n", "", "-a: 'al' is neither all, nor an account", "" },
	/* An OPT_EACH operand together with a list. */
	{ "jobs with a list", &by_image, { "ami-1", "ami-2", "-a", "all",
					   "-a", "1111-2222-3333" }, "",
	  "ami-1: ImageId=ami-1 Add.1.Group=all Add.2.UserId=111122223333; "
	  "ami-2: ImageId=ami-2 Add.1.Group=all Add.2.UserId=111122223333; ",
	  "", "n" },
	{ "jobs with a list from standard input", &by_image,
	  { "a", "b", "-a", "-" }, "all\n",
	  "a: ImageId=a Add.1.Group=all; b: ImageId=b Add.1.Group=all; ", "",
	  "n" },
	{ "one job with a list from standard input", &by_image,
	  { "a", "-a", "-" }, "all\n", "a: ImageId=a Add.1.Group=all; ",
	  "", "" },
	{ "jobs with an empty list from standard input", &by_image,
	  { "a", "b", "-a", "-" }, "\n", "", "", "n" },
	{ "jobs from standard input, with a list", &by_image,
	  { "-", "-a", "all" }, "a\nb\n",
	  "a: ImageId=a Add.1.Group=all; b: ImageId=b Add.1.Group=all; ", "",
	  "n" },
	{ "no job from standard input, with a list", &by_image,
	  { "-", "-a", "all" }, "", "", "", "n" },
	{ "jobs with a mistake in a list", &by_image, { "a", "-a", "every" },
	  "", "", "-a: 'every' is neither all", "e" },
	{ "jobs with a mistake in a list from standard input", &by_image,
	  { "a", "-a", "-" }, "all\nevery\n", "",
	  "-a: 'every' is neither all", "e" },
	/* Values that go into every request. */
	{ "an OPT_MANY option from standard input", &by_image, { "a", "b", "-o",
	  "-" },
	  "X\nY\n",
	  "a: Owner.1=X Owner.2=Y ImageId=a; b: Owner.1=X Owner.2=Y ImageId=b"
	  "; ", "", "n" },
	{ "an OPT_MANY option with values and lines", &by_code, { "C", "-oX",
	  "-o", "-", "-oZ" }, "Y\n",
	  ": ProductCode=C Owner.1=X Owner.2=Y Owner.3=Z; ", "", "" },
	{ "an OPT_MANY option with blank lines", &by_code, { "C", "-o", "-" },
	  "\n", "", "",
	  "" },
};

/* Appends all jobs to OUT, until the end or a failure. */
static int take_all(struct job_source *s, struct buf *out, struct err *err)
{
	enum lines_state state;
	struct job job = { 0 };
	int rc;

	do {
		rc = job_next(s, &state, &job, err);
		if (rc == 0 && state == LINES_ONE)
			describe(out, &job);
		ck_assert(rc || state != LINES_WAIT);
	} while (rc == 0 && state == LINES_ONE);
	/* After the end, job_next returns no further job. */
	if (rc == 0) {
		ck_assert_int_eq(job_next(s, &state, &job, err), 0);
		ck_assert_int_eq(state, LINES_END);
	}
	job_release(&job);
	return rc;
}

START_TEST(jobs)
{
	struct line l;
	struct job_source *s = NULL;
	struct buf got = { 0 };
	struct err err = { 0 };
	int rc;

	line_make(&l, cases[_i].spec, cases[_i].argv, cases[_i].input);
	(void)close(l.fd[1]);
	rc = source(&s, &l, cases[_i].spec, &err);
	ck_assert_msg(rc == (*cases[_i].how == 'e' ? -1 : 0), "%s: %d %s",
		      cases[_i].what, rc, err.text);
	if (rc == 0) {
		rc = take_all(s, &got, &err);
		ck_assert_msg(job_shows_name(s) == (*cases[_i].how == 'n'),
			      "%s: job_shows_name", cases[_i].what);
	}
	check_text(cases[_i].what, buf_str(&got), cases[_i].jobs);
	ck_assert_msg(rc == (*cases[_i].words ? -1 : 0) &&
		      strstr(err.text, cases[_i].words), "%s: %d %s",
		      cases[_i].what, rc, err.text);
	if (rc)
		ck_assert_int_eq(err.kind, ERR_USAGE);
	job_source_free(s);
	job_source_free(NULL);
	line_release(&l);
	buf_release(&got);
}
END_TEST

static const struct {
	const char *what;
	const struct opt_spec *spec;
	const char *argv[8];
	int count;		/* number of lines of standard input, which are
				 * v1, v2, and so on */
	const char *portions;	/* `NAME:COUNT FIRST-LAST;` for each portion */
} portions[] = {
	{ "one value", &by_list, { "-" }, 1, ":1 v1-v1;" },
	{ "one whole portion", &by_list, { "-" }, 1000, ":1000 v1-v1000;" },
	{ "one value more than a portion", &by_list, { "-" }, 1001,
	  ":1000 v1-v1000;:1 v1001-v1001;" },
	{ "two and a half portions", &by_list, { "-" }, 2500,
	  ":1000 v1-v1000;:1000 v1001-v2000;:500 v2001-v2500;" },
	{ "three whole portions", &by_list, { "-" }, 3000,
	  ":1000 v1-v1000;:1000 v1001-v2000;:1000 v2001-v3000;" },
	{ "a portion that begins on the command line", &by_list, { "x", "-" },
	  1000, ":1000 x-v999;:1 v1000-v1000;" },
	{ "portions of 100 values", &by_hundred, { "-" }, 201,
	  ":100 v1-v100;:100 v101-v200;:1 v201-v201;" },
	{ "one whole portion of 100 values", &by_hundred, { "-" }, 100,
	  ":100 v1-v100;" },
	{ "portions with each of two jobs", &by_image, { "A", "B", "-z", "-" },
	  2500, "A:1000 v1-v1000;A:1000 v1001-v2000;A:500 v2001-v2500;"
	  "B:1000 v1-v1000;B:1000 v1001-v2000;B:500 v2001-v2500;" },
	{ "portions of two values", &by_few, { "-" }, 5,
	  ":2 v1-v2;:2 v3-v4;:1 v5-v5;" },
	{ "one whole portion with each of two jobs", &by_image, { "A", "B",
	  "-z", "-" }, 1000, "A:1000 v1-v1000;B:1000 v1-v1000;" },
	{ "portions with one job", &by_image, { "A", "-z", "-" }, 1001,
	  "A:1000 v1-v1000;A:1 v1001-v1001;" },
};

/* The values of this option form a list, and may be any text. */
static const struct opt plain[] = {
	{ 'z', "plain", "V", .param = "ImageId", .use = OPT_LIST },
	OPT_END
};

START_TEST(portion)
{
	struct opt_spec spec = *portions[_i].spec;
	static const struct job_param fixed[] = {
		{ "Fix", "ed" }, { NULL, NULL }
	};
	struct line l;
	struct job_plan plan = {
		.args = &l.args, .spec = &spec, .defaults = fixed,
	};
	struct job_source *s = NULL;
	struct buf input = { 0 }, got = { 0 };
	struct job job = { 0 };
	enum lines_state state;
	struct err err = { 0 };

	spec.options = plain;
	if (spec.operand.use == OPT_EACH)
		spec.operand.param = "Each";
	for (int i = 1; i <= portions[_i].count; i++)
		buf_printf(&input, "v%d\n", i);
	line_make(&l, &spec, portions[_i].argv, buf_str(&input));
	(void)close(l.fd[1]);
	plan.fd = l.fd[0];
	ck_assert_int_eq(job_source_new(&s, &plan, &err), 0);
	for (;;) {
		const struct params *p = &job.params;
		size_t before = spec.operand.use == OPT_EACH ? 2 : 1;

		ck_assert_int_eq(job_next(s, &state, &job, &err), 0);
		if (state == LINES_END)
			break;
		ck_assert_int_eq(state, LINES_ONE);
		check_text("fixed", params_get(p, "Fix"), "ed");
		check_text("first parameter of the list",
			   params_name(p, before), "ImageId.1");
		if (before == 2)
			check_text("OPT_EACH parameter", params_get(p, "Each"),
				   buf_str(&job.name));
		buf_printf(&got, "%s:%zu %s-%s;", buf_str(&job.name),
			   p->len - before, params_value(p, before),
			   params_value(p, p->len - 1));
	}
	check_text(portions[_i].what, buf_str(&got), portions[_i].portions);
	job_source_free(s);
	job_release(&job);
	line_release(&l);
	buf_release(&input);
	buf_release(&got);
}
END_TEST

#define ONE(target, number, id) #target "." #number " " id ": ImageId=" id "; "

static const struct {
	const char *what;
	const struct opt_spec *spec;
	const char *argv[8];
	const char *input;
	struct job_spread how;
	unsigned long count;	/* number of jobs, an estimate if a list has
				 * both ids and names, or 0 if values come from
				 * standard input */
	const char *jobs;	/* `TARGET.NUMBER NAME: PARAM=VALUE ...; `
				 * for each job, or NULL for an error */
} spreads[] = {
	{ "operands to one target", &by_image, { "a", "b" }, "",
	  { 1, false, JOB_PORTION }, 2, ONE(0, 0, "a") ONE(0, 1, "b") },
	{ "all jobs of one target, then of the next", &by_image, { "a", "b" },
	  "", { 2, false, JOB_PORTION }, 4,
	  ONE(0, 0, "a") ONE(0, 1, "b") ONE(1, 0, "a") ONE(1, 1, "b") },
	{ "each job at all targets, then the next job", &by_image, { "a", "b" },
	  "", { 2, true, JOB_PORTION }, 4,
	  ONE(0, 0, "a") ONE(1, 0, "a") ONE(0, 1, "b") ONE(1, 1, "b") },
	{ "a job without a list", &by_code, { "X" }, "",
	  { 3, false, JOB_PORTION }, 3, "0.0 : ProductCode=X; "
	  "1.0 : ProductCode=X; 2.0 : ProductCode=X; " },
	{ "a list in two portions", &by_few, { "a", "b", "c" }, "",
	  { 2, false, JOB_PORTION }, 4,
	  "0.0 : ImageId.1=a ImageId.2=b; 0.1 : ImageId.1=c; "
	  "1.0 : ImageId.1=a ImageId.2=b; 1.1 : ImageId.1=c; " },
	{ "a list with a job for each value", &by_list, { "a", "b" }, "", { 2,
	  false, 1 },
	  4, "0.0 a: ImageId.1=a; 0.1 b: ImageId.1=b; "
	  "1.0 a: ImageId.1=a; 1.1 b: ImageId.1=b; " },
	{ "ids and names to two targets", &by_group, { "a", "sg-1", "sg-2",
	  "b" }, "", { 2, false, JOB_PORTION }, 2,
	  "0.0 : Name.1=a; 0.1 : Id.1=sg-1 Id.2=sg-2; 0.2 : Name.1=b; "
	  "1.0 : Name.1=a; 1.1 : Id.1=sg-1 Id.2=sg-2; 1.2 : Name.1=b; " },
	{ "ids and names to one target", &by_group, { "sg-1", "a" }, "",
	  { 1, false, JOB_PORTION }, 1, "0.0 : Id.1=sg-1 Name.1=a; " },
	{ "jobs with a list", &by_image, { "a", "b", "-a", "all" }, "",
	  { 2, false, JOB_PORTION }, 4, "0.0 a: ImageId=a Add.1.Group=all; "
	  "0.1 b: ImageId=b Add.1.Group=all; "
	  "1.0 a: ImageId=a Add.1.Group=all; "
	  "1.1 b: ImageId=b Add.1.Group=all; " },
	{ "lines of standard input to two targets", &by_image, { "-" },
	  "a\nb\n", { 2, true, JOB_PORTION }, 0,
	  ONE(0, 0, "a") ONE(1, 0, "a") ONE(0, 1, "b") ONE(1, 1, "b") },
	{ "a list with a mistake in standard input", &by_code, { "X", "-a",
	  "-" }, "all\nal\n", { 2, false, JOB_PORTION }, 0, NULL },
};

START_TEST(spread)
{
	struct line l;
	struct job_source *s = NULL;
	struct job job = { 0 };
	struct buf got = { 0 };
	enum lines_state state;
	struct err err = { 0 };
	int rc;

	line_make(&l, spreads[_i].spec, spreads[_i].argv, spreads[_i].input);
	(void)close(l.fd[1]);
	ck_assert_int_eq(source(&s, &l, spreads[_i].spec, &err), 0);
	rc = job_spread(s, &spreads[_i].how, &err);
	ck_assert_int_eq(rc, spreads[_i].jobs ? 0 : -1);
	ck_assert_msg(rc || job_count(s) == spreads[_i].count, "%s: %lu jobs",
		      spreads[_i].what, job_count(s));
	while (!rc) {
		ck_assert_int_eq(job_next(s, &state, &job, &err), 0);
		if (state != LINES_ONE)
			break;
		buf_printf(&got, "%zu.%zu ", job.target, job.number);
		describe(&got, &job);
	}
	check_text(spreads[_i].what, buf_str(&got), rc ? "" : spreads[_i].jobs);
	job_source_free(s);
	job_release(&job);
	line_release(&l);
	buf_release(&got);
}
END_TEST

/* `got` has the jobs that are ready after each step.  W means that the next job
 * needs another line, and E means that there are no more jobs. */
static const struct {
	const char *what;
	const struct opt_spec *spec;
	const char *argv[8];
	const char *steps[8];	/* text to write to the pipe, or "^" to close
				 * the pipe */
	const char *got;
} slows[] = {
	{ "a job as soon as its line is complete", &by_image, { "-" }, { "a\n",
	  "b\nc\n", "^" }, "a: ImageId=a; W b: ImageId=b; c: ImageId=c; W E " },
	{ "a line in two parts", &by_image, { "-" }, { "a", "b\n", "^" },
	  "W ab: ImageId=ab; W E " },
	{ "a last line without a newline", &by_image, { "-" }, { "a", "^" },
	  "W a: ImageId=a; E " },
	{ "an operand before standard input", &by_image,
	  { "x", "-", "y" }, { "", "a\n", "^" },
	  "x: ImageId=x; W a: ImageId=a; W y: ImageId=y; E " },
	{ "a list waits for the end of its portion", &by_list, { "-" },
	  { "a\n", "b\n", "^" }, "W W : ImageId.1=a ImageId.2=b; E " },
	{ "an operand and a line in one portion", &by_list, { "x", "-" },
	  { "a\n", "^" }, "W : ImageId.1=x ImageId.2=a; E " },
	{ "standard input without lines", &by_image, { "-" }, { "", "", "^" },
	  "W W E " },
};

START_TEST(slow)
{
	struct line l;
	struct job_source *s = NULL;
	struct job job = { 0 };
	struct buf got = { 0 };
	enum lines_state state;
	struct err err = { 0 };

	line_make(&l, slows[_i].spec, slows[_i].argv, "");
	ck_assert_int_eq(source(&s, &l, slows[_i].spec, &err), 0);
	for (size_t i = 0; slows[_i].steps[i]; i++) {
		const char *step = slows[_i].steps[i];
		size_t n = strcspn(step, "^");

		if (n)
			ck_assert_int_eq(write(l.fd[1], step, n), (ssize_t)n);
		if (step[n])
			(void)close(l.fd[1]);
		do {
			ck_assert_int_eq(job_next(s, &state, &job, &err), 0);
			if (state == LINES_ONE)
				describe(&got, &job);
			else
				buf_puts(&got, state == LINES_WAIT ? "W "
								    : "E ");
		} while (state == LINES_ONE);
	}
	check_text(slows[_i].what, buf_str(&got), slows[_i].got);
	job_source_free(s);
	job_release(&job);
	line_release(&l);
	buf_release(&got);
}
END_TEST

/* A failure to read is an error, not the end of the list. */
START_TEST(unreadable)
{
	static const char *const words[] = { "-", NULL };
	struct line l;
	struct job_source *s = NULL;
	struct job job = { 0 };
	enum lines_state state;
	struct err err = { 0 };

	line_make(&l, _i ? &by_list : &by_image, words, "");
	(void)close(l.fd[0]);
	(void)close(l.fd[1]);
	l.fd[0] = 999;
	ck_assert_int_eq(source(&s, &l, _i ? &by_list : &by_image, &err), 0);
	ck_assert_int_eq(job_next(s, &state, &job, &err), -1);
	ck_assert_msg(strncmp(err.text, "standard input: ", 16) == 0, "%s",
		      err.text);
	job_source_free(s);
	job_release(&job);
	line_release(&l);
}
END_TEST

/* A value that is too long to be remembered counts as new each time. */
START_TEST(too_long_to_remember)
{
	char *large = malloc(VALUES_REMEMBERED_MAX + 1);
	const char *const words[] = { "a", "A", large, large, NULL };
	struct line l;
	struct job_source *s = NULL;
	struct job job = { 0 };
	enum lines_state state;
	struct err err = { 0 };
	int count = 0;

	ck_assert_ptr_nonnull(large);
	memset(large, 'b', VALUES_REMEMBERED_MAX);
	large[VALUES_REMEMBERED_MAX] = '\0';
	line_make(&l, &by_image, words, "");
	(void)close(l.fd[1]);
	ck_assert_int_eq(source(&s, &l, &by_image, &err), 0);
	while (job_next(s, &state, &job, &err) == 0 && state == LINES_ONE)
		count++;
	ck_assert_int_eq(state, LINES_END);
	ck_assert_int_eq(count, 3);
	job_source_free(s);
	job_release(&job);
	line_release(&l);
	free(large);
}
END_TEST

/* The order of these options matters.  -s needs the name of the root device
 * from -r, even if -r comes later on the command line. */
static const struct opt ordered[] = {
	{ 'n', "count", "N", "MaxCount", .feed = value_count },
	{ 'r', "root", "DEVICE", "RootDeviceName" },
	{ 's', "snapshot", "SNAPSHOT", "B", .feed = device_root_snapshot },
	{ 'b', "mapping", "MAPPING", "B", .feed = device_mapping,
	  .use = OPT_MANY },
	{ 'p', "profile", "PROFILE", "P", .feed = value_profile },
	{ 'm', "monitor", .param = "Monitoring", .fixed = "true" },
	{ 'o', "owner", "OWNER", "Owner", .use = OPT_MANY },
	{ 'c', "token", "TOKEN", "Token" },
	OPT_END
};

static const struct opt_spec one_image = {
	.options = ordered, .general_options = no_general,
	.operand = { .value = "IMAGE", .param = "ImageId" },
};

static const struct opt_spec images = {
	.options = ordered, .general_options = no_general,
	.operand = { .value = "IMAGE", .param = "ImageId", .use = OPT_LIST },
};

static const struct job_param counts[] = {
	{ "MinCount", "1" }, { "MaxCount", "1" }, { NULL, NULL }
};

static const struct job_param root[] = {
	{ "RootDeviceName", "/dev/sda1" }, { NULL, NULL }
};

static const struct job_param variants[] = {
	{ "Owner.1", "self" }, { "ExecutableBy.1", "self" }, { NULL, NULL }
};

static const struct {
	const char *what;
	const struct opt_spec *spec;
	const struct job_param *defaults, *variants;
	const char *argv[12];
	const char *jobs;	/* `NAME: PARAM=VALUE ...; ` for each job */
	bool has_list;
} plans[] = {
	{ "default parameters only", &one_image, counts, NULL, { "a" },
	  ": MinCount=1 MaxCount=1 ImageId=a; ", false },
	{ "an option that replaces two defaults", &one_image, counts, NULL,
	  { "-n3-5", "a" }, ": MinCount=3 MaxCount=5 ImageId=a; ", false },
	{ "the last count wins", &one_image, counts, NULL,
	  { "-n", "3-5", "a", "-n7" },
	  ": MinCount=7 MaxCount=7 ImageId=a; ", false },
	{ "the last value of an option with a syntax", &one_image, NULL, NULL,
	  { "-p", "one", "a", "-p", "arn:two", "-p", "three" },
	  ": ImageId=a P.Name=three; ", false },
	{ "the last snapshot wins", &one_image, root, NULL,
	  { "-s", "snap-1", "-s", "snap-2" },
	  ": RootDeviceName=/dev/sda1 B.1.DeviceName=/dev/sda1 "
	  "B.1.Ebs.SnapshotId=snap-2; ", false },
	{ "the parameter of the operand comes first", &one_image, NULL, NULL,
	  { "-m", "a" }, ": ImageId=a Monitoring=true; ", false },
	{ "options in the order of the table", &one_image, root, NULL,
	  { "-b", "sdb=none", "-m", "-s", "snap-1", "-r", "/dev/xvda", "a" },
	  ": RootDeviceName=/dev/xvda ImageId=a B.1.DeviceName=/dev/xvda "
	  "B.1.Ebs.SnapshotId=snap-1 B.2.DeviceName=sdb B.2.NoDevice= "
	  "Monitoring=true; ", false },
	{ "values of one option in the order given", &one_image, root, NULL,
	  { "-b", "x=none", "-s", "snap-1", "-b", "y=none" },
	  ": RootDeviceName=/dev/sda1 B.1.DeviceName=/dev/sda1 "
	  "B.1.Ebs.SnapshotId=snap-1 B.2.DeviceName=x B.2.NoDevice= "
	  "B.3.DeviceName=y B.3.NoDevice=; ", false },
	{ "a token given by the user", &one_image,
	  (const struct job_param[]){ { "Token", "random" }, { NULL, NULL } },
	  NULL, { "-c", "mine", "a" }, ": Token=mine ImageId=a; ", false },
	{ "two variants of a job", &images, NULL, variants, { NULL },
	  ": Owner.1=self; : ExecutableBy.1=self; ", false },
	{ "two variants with common parameters", &images, counts, variants,
	  { "-m" }, ": MinCount=1 MaxCount=1 Monitoring=true Owner.1=self; "
	  ": MinCount=1 MaxCount=1 Monitoring=true ExecutableBy.1=self; ",
	  false },
	{ "one variant", &images, NULL, variants + 1, { NULL },
	  ": ExecutableBy.1=self; ", false },
	{ "no variants with a list", &images, NULL, variants, { "a", "b" },
	  ": ImageId.1=a ImageId.2=b; ", true },
	{ "a list from an empty standard input", &images, counts, variants,
	  { "-" }, "",
	  true },
	{ "values of an option are not a list", &images, NULL, NULL, { "-oA",
	  "-oB" }, ": Owner.1=A Owner.2=B; ", false },
};

START_TEST(planned)
{
	struct line l;
	struct job_plan plan = {
		.args = &l.args, .spec = plans[_i].spec,
		.defaults = plans[_i].defaults,
		.variants = plans[_i].variants,
	};
	struct job_source *s = NULL;
	struct buf got = { 0 };
	struct err err = { 0 };

	line_make(&l, plans[_i].spec, plans[_i].argv, "");
	(void)close(l.fd[1]);
	plan.fd = l.fd[0];
	ck_assert_msg(job_has_list(&l.args) == plans[_i].has_list,
		      "%s: has_list", plans[_i].what);
	ck_assert_msg(job_source_new(&s, &plan, &err) == 0, "%s: %s",
		      plans[_i].what, err.text);
	ck_assert_int_eq(take_all(s, &got, &err), 0);
	check_text(plans[_i].what, buf_str(&got), plans[_i].jobs);
	ck_assert(!job_shows_name(s));
	job_source_free(s);
	line_release(&l);
	buf_release(&got);
}
END_TEST

/* job_source_new finds a mistake in an option, so that no job runs. */
START_TEST(mistake)
{
	static const char *const words[] = { "-s", "snap-1", "-b", "sdb",
					     NULL };
	struct line l;
	struct job_source *s = NULL;
	struct err err = { 0 };

	line_make(&l, &one_image, words, "");
	(void)close(l.fd[1]);
	ck_assert_int_eq(source(&s, &l, &one_image, &err), -1);
	ck_assert_msg(strncmp(err.text, "-b: 'sdb' is not", 16) == 0, "%s",
		      err.text);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	line_release(&l);
}
END_TEST

int main(void)
{
	const struct check_case tests[] = {
		{ jobs, ROWS(cases) },
		{ portion, ROWS(portions) },
		{ spread, ROWS(spreads) },
		{ slow, ROWS(slows) },
		{ unreadable, 2 },
		{ too_long_to_remember, 1 },
		{ planned, ROWS(plans) },
		{ mistake, 1 },
	};

	return check_main("job", tests, ROWS(tests));
}
