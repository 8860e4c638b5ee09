/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of report: which lines are printed, where, and when there are none. */
#include "command/report.h"

#include <unistd.h>

#include "check_main.h"
#include "cli/parse.h"

static const struct opt none[] = { OPT_END };
static const struct opt options[] = { OPT_END };

static const struct opt_spec spec = {
	.options = options, .general = none,
	.operand = { .value = "IMAGE", .param = "ImageId", .use = OPT_EACH },
};

static const struct row rows_below[] = {
	{ "b", .columns = {
		COLUMN("Type", LITERAL("B")),
		COLUMN("Value", PATH("b")),
	  } },
	{ "t", .columns = {
		COLUMN("Type", LITERAL("TAG")),
		COLUMN("Value", PATH("t")),
	  } },
	ROW_END
};

static const struct row rows[] = {
	{ "", .rows = rows_below, .columns = {
		COLUMN("Type", LITERAL("I")),
		ID("ID", REQUEST("ImageId")),
	  } },
	ROW_END
};

/* The events, a letter each: a job begins; a row of the item i or j, and a row
 * below it; the job succeeds, answers no, or fails with the service's words or
 * ours; a note or a warning; a text for --debug. */
enum event { END, BEGIN, ROW_I, ROW_J, BELOW, TAG, DONE, NO, REFUSED, BROKEN,
	     NOTE, WARNING, TRACE };

static const struct {
	const char *what;
	enum event events[12];
	const char *out, *err;
	bool several;		/* several jobs, which messages then name */
	const char *things;
	bool merges, headings, quiet, verbose, hide_tags;
	unsigned long untried;
	bool unread;
} runs[] = {
	{ "rows", { BEGIN, ROW_I, BELOW, DONE, BEGIN, ROW_J, DONE },
	  "I\ti\nB\tb\nI\tj\n", "" },
	{ "headings come once",
	  { BEGIN, ROW_I, DONE, BEGIN, ROW_J, DONE }, "Type\tID\nI\ti\nI\tj\n",
	  "", .headings = true },
	{ "quiet", { BEGIN, ROW_I, DONE }, "", "", .headings = true,
	  .quiet = true },
	{ "without tags", { BEGIN, ROW_I, TAG, DONE }, "I\ti\n", "",
	  .hide_tags = true },
	{ "with tags", { BEGIN, ROW_I, TAG, DONE }, "I\ti\nTAG\tt\n", "" },
	{ "an item that comes again",
	  { BEGIN, ROW_I, BELOW, ROW_J, DONE, BEGIN, ROW_I, BELOW, ROW_J,
	    BELOW, DONE }, "I\ti\nB\tb\nI\tj\n", "", .things = "" },
	{ "which is as good as any elsewhere",
	  { BEGIN, ROW_I, DONE, BEGIN, ROW_I, DONE }, "I\ti\nI\ti\n", "" },
	/* Failures. */
	{ "the service's words", { REFUSED }, "",
	  "Client.X: no (hidden)\nhint\n" },
	{ "ours", { BROKEN }, "", "cmd: it broke\n" },
	{ "of one of several", { REFUSED, BROKEN }, "",
	  "a: Client.X: no (hidden)\nhint\na: it broke\n", .several = true },
	{ "a hint is said once", { REFUSED, REFUSED }, "",
	  "Client.X: no (hidden)\nhint\nClient.X: no (hidden)\n" },
	{ "a failure of each part of a list", { BROKEN, BROKEN, REFUSED },
	  "", "cmd: it broke\nClient.X: no (hidden)\nhint\n", .merges = true },
	{ "with the request's id", { REFUSED }, "",
	  "Client.X: no (hidden)\nhint\nrequest id: req-1\n", .verbose = true },
	{ "rows before it are out", { BEGIN, ROW_I, DONE, BROKEN }, "I\ti\n",
	  "cmd: it broke\n" },
	/* The answer no. */
	{ "a no", { BEGIN, ROW_I, NO }, "I\ti\n", "" },
	{ "what it may mean", { BEGIN, ROW_I, NO }, "I\ti\n",
	  "a: or it is not yours\n", .verbose = true },
	/* Notes. */
	{ "a note is for -v", { NOTE, WARNING }, "", "cmd: watch (hidden)\n" },
	{ "both", { NOTE, WARNING }, "", "cmd: by the way\ncmd: watch (hidden)\n",
	  .verbose = true },
	{ "text for --debug", { TRACE }, "", "debug: reply: got (hidden)\n" },
	/* What the run left undone. */
	{ "some", { BEGIN, DONE }, "", "cmd: stopped: 2 not done\n",
	  .untried = 2 },
	{ "and more", { BEGIN, DONE }, "", "cmd: stopped: 2 not done, the "
	  "rest of standard input was not read\n", .untried = 2,
	  .unread = true },
};

/* A file in place of a descriptor. */
struct file {
	FILE *file;
	int kept;
};

static void capture(struct file *f, int fd)
{
	f->file = tmpfile();
	ck_assert_ptr_nonnull(f->file);
	f->kept = dup(fd);
	ck_assert_int_ge(f->kept, 0);
	ck_assert_int_ge(dup2(fileno(f->file), fd), 0);
}

/* Returns what was written there, and restores the descriptor. */
static void give_back(struct file *f, int fd, struct buf *out)
{
	char chunk[4096];
	size_t n;

	ck_assert_int_ge(dup2(f->kept, fd), 0);
	(void)close(f->kept);
	rewind(f->file);
	while ((n = fread(chunk, 1, sizeof(chunk), f->file)) > 0)
		buf_append(out, chunk, n);
	(void)fclose(f->file);
}

static void put(const struct api_sink *sink, const struct row *of,
		const char *id)
{
	const struct row_column *c = of->columns;
	const struct cell cells[] = {
		{ &c[0].column, c[0].cell.text, strlen(c[0].cell.text) },
		{ &c[1].column, id, strlen(id) },
	};
	struct err err;

	ck_assert_int_eq(sink->row(sink->ctx, of, cells, 2, &err), 0);
}

static void end(const struct api_sink *sink, const struct job *job,
		enum event event)
{
	struct exchange_result result = {
		.failed = event == REFUSED || event == BROKEN,
		.answered_false = event == NO,
		.proxy = "",
	};
	struct err err;

	if (event == REFUSED) {
		(void)snprintf(result.code, sizeof(result.code), "X");
		(void)snprintf(result.request_id, sizeof(result.request_id),
			       "req-1");
		err_set(&result.err, "Client.X: no SECRETEXAMPLE");
		err_hint(&result.err, "hint");
	} else if (event == BROKEN) {
		err_set(&result.err, "it broke");
	}
	ck_assert_int_eq(sink->done(sink->ctx, job, &result, &err), 0);
}

static void happen(struct messages *m, const struct api_sink *sink,
		   const struct job *job, enum event event)
{
	static const char traced[] = "got SECRETEXAMPLE";
	struct err err;

	switch (event) {
	case BEGIN:
		ck_assert_int_eq(sink->begin(sink->ctx, job, &err), 0);
		break;
	case ROW_I: put(sink, rows, "i"); break;
	case ROW_J: put(sink, rows, "j"); break;
	case BELOW: put(sink, &rows_below[0], "b"); break;
	case TAG: put(sink, &rows_below[1], "t"); break;
	case NOTE: messages_note(m, NULL, false, "by the way"); break;
	case WARNING: messages_remark(m, true, "watch SECRETEXAMPLE"); break;
	case TRACE:
		messages_trace(m, "reply", traced, strlen(traced));
		break;
	default: end(sink, job, event);
	}
}

/* A source of one job, or of two. */
static struct job_source *source(struct opt_args *args, bool several)
{
	static char name[] = "test", a[] = "a", b[] = "b";
	char *argv[] = { name, a, b, NULL };
	const struct job_plan plan = { .args = args, .spec = &spec };
	struct job_source *jobs;
	struct err err;

	ck_assert_int_eq(parse_line(args, &spec, several ? 3 : 2, argv, &err),
			 0);
	ck_assert_int_eq(job_source_new(&jobs, &plan, &err), 0);
	return jobs;
}

static void open_tenant(struct tenant *tenant)
{
	cred_init(&tenant->identity.cred);
	cred_init(&tenant->identity.before);
	buf_puts(&tenant->identity.cred.secret_key, "SECRETEXAMPLE");
}

static void close_tenant(struct tenant *tenant)
{
	cred_release(&tenant->identity.cred);
	cred_release(&tenant->identity.before);
}

START_TEST(run)
{
	const struct settings settings = {
		.headings = runs[_i].headings, .quiet = runs[_i].quiet,
		.verbose = runs[_i].verbose, .hide_tags = runs[_i].hide_tags,
	};
	struct tenant tenant = {0};
	struct place place = { .tenant = &tenant }, *places = &place;
	const struct targets targets = {
		.tenants = &tenant, .tenants_count = 1, .places = &places,
		.len = 1,
	};
	struct opt_args args = {0};
	struct job_source *jobs = source(&args, runs[_i].several);
	struct out out = { .fd = STDOUT_FILENO };
	struct messages m = {
		.name = "cmd", .settings = &settings, .targets = &targets,
		.jobs = jobs, .merges = runs[_i].merges,
	};
	struct report r = {
		.messages = &m, .settings = &settings, .targets = &targets,
		.rows = rows, .no_means = "or it is not yours",
		.things = runs[_i].things,
		.out = &out,
	};
	const struct api_sink sink = report_sink(&r);
	struct file files[2];
	struct buf said[2] = {{0}};
	bool failed = false, no = false;
	struct job job = {0};
	struct err err = {0};

	open_tenant(&tenant);
	buf_puts(&job.name, "a");
	(void)fflush(NULL);
	capture(&files[0], STDOUT_FILENO);
	capture(&files[1], STDERR_FILENO);
	report_begin(&r);
	for (const enum event *e = runs[_i].events; *e; e++) {
		happen(&m, &sink, &job, *e);
		failed = failed || *e == REFUSED || *e == BROKEN;
		no = no || *e == NO;
	}
	messages_end(&m);
	(void)out_end(&out, &err);
	messages_rest(&m, runs[_i].untried, runs[_i].unread);
	(void)sink.idle(sink.ctx, &err);
	give_back(&files[0], STDOUT_FILENO, &said[0]);
	give_back(&files[1], STDERR_FILENO, &said[1]);
	check_text(runs[_i].what, buf_str(&said[0]), runs[_i].out);
	check_text(runs[_i].what, buf_str(&said[1]), runs[_i].err);
	ck_assert(r.failed == failed && r.answered_no == no);
	report_release(&r);
	messages_release(&m);
	job_source_free(jobs);
	job_release(&job);
	opt_release(&args);
	out_release(&out);
	close_tenant(&tenant);
	buf_release(&said[0]);
	buf_release(&said[1]);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ run, ROWS(runs) },
	};

	return check_main("report", cases, ROWS(cases));
}
