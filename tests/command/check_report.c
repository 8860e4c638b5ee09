/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of report: the printed lines, and the stream of each line. */
#include "command/report.h"

#include <fcntl.h>
#include <unistd.h>

#include "check_main.h"
#include "cli/parse.h"

static const struct opt none[] = { OPT_END };
static const struct opt options[] = { OPT_END };

static const struct opt_spec spec = {
	.options = options, .general_options = none,
	.operand = { .value = "IMAGE", .param = "ImageId", .use = OPT_EACH },
};

static const struct row rows_below[] = {
	{ "b", .columns = COLUMNS(
		COLUMN("Type", LITERAL("B")),
		COLUMN("Value", PATH("b"))) },
	{ "t", .columns = COLUMNS(
		COLUMN("Type", LITERAL("TAG")),
		COLUMN("Value", PATH("t"))) },
	{ "d", .columns = COLUMNS(
		COLUMN("Type", LITERAL("DETAIL")),
		COLUMN("Value", PATH("d"))) },
	{ "o", .columns = COLUMNS(
		COLUMN("Type", LITERAL("O")),
		COLUMN("OwnerID", PATH("o"))) },
	{ "z", .columns = COLUMNS(
		COLUMN("Type", LITERAL("Z")),
		COLUMN("Region", PATH("z"))) },
	{ "p", .columns = COLUMNS(
		COLUMN("Type", LITERAL("P")),
		COLUMN("Profile", PATH("p"))) },
	ROW_END
};

static const struct row rows[] = {
	{ "", .rows = rows_below, .columns = COLUMNS(
		COLUMN("Type", LITERAL("I")),
		ID("ID", REQUEST("ImageId"))) },
	ROW_END
};

/* The events of a run.  BEGIN begins a job.  The events from ROW_I to NAMELESS
 * are rows.  DONE ends a job with success, and NO ends a job with the answer
 * no.  REFUSED ends a job with the service's message, and BROKEN with our
 * message.  MERGED ends a job with the result of another job.  NOTE is a note,
 * WARNING is a warning, and TRACE is a text for --debug.  TURN begins the jobs
 * of the next region.  END ends the list of events. */
enum event { END, BEGIN, ROW_I, ROW_J, BELOW, TAG, DETAIL, OWNER, PROJECT, ZONE,
	     PROFILE, UNIQUE, OTHER, SHORT, NO_HEX, NAMELESS, DONE, NO, REFUSED,
	     BROKEN, MERGED, NOTE, WARNING, TRACE, TURN };

enum { REGIONS_MAX = 3 };

/* Each event that is a row sends `row`, with `text` in the second column. */
static const struct {
	const struct row *row;
	const char *text;
} event_rows[] = {
	[ROW_I] = { rows, "i" }, [ROW_J] = { rows, "j" },
	[BELOW] = { &rows_below[0], "b" }, [TAG] = { &rows_below[1], "t" },
	[DETAIL] = { &rows_below[2], "d" },
	[OWNER] = { &rows_below[3], "111122223333" },
	[PROJECT] = { &rows_below[3], "project" },
	[ZONE] = { &rows_below[4], "z" }, [PROFILE] = { &rows_below[5], "p" },
	/* Only one region can have the id of UNIQUE or of OTHER.  Several
	 * regions can have the id of SHORT, because it is too short, and the id
	 * of NO_HEX, because it is not hexadecimal.  NAMELESS has no id. */
	[UNIQUE] = { rows, "i-0123abcd" }, [SHORT] = { rows, "i-123abcd" },
	[NO_HEX] = { rows, "i-0123abcdg" }, [OTHER] = { rows, "i-4567abcd" },
	[NAMELESS] = { rows, "" },
};

static const char *const sort_keys[2] = { "ID", "ID" };
static const char *const chosen_types[] = { "I", "DETAIL" };
static const struct out_choice chosen = { chosen_types, 2, NULL, 0 };

static bool fails_below(const struct cell *cells, size_t count)
{
	return strcmp(cells[0].text, "B") == 0;
}

static const struct {
	const char *what;
	enum event events[12];
	const char *out, *err;
	bool several;		/* there are two jobs, and messages name the
				 * job */
	const char *resources;
	bool merges, headings, quiet, verbose, hide_tags;
	unsigned long untried;
	bool unread;
	bool input;		/* the values come from standard input */
	const char *text;	/* text of the headings, or NULL for the
				 * headings of the rows */
	bool amazon;		/* the endpoint belongs to Amazon */
	bool details, chosen, json, sorted;
	bool is_failure;	/* the row BELOW reports a failure */
	const char *owner;
	bool dry_run;
	int regions;		/* number of regions, or 0 for one region that
				 * messages do not name */
	bool shared;		/* the regions have the same endpoint */
	bool accounts;		/* each region has another account, and rows
				 * name the profile */
	bool exact;		/* ids that differ only in case are different */
	bool full;		/* there is no memory for ids */
	bool failed, no;	/* the run fails, or answers no, although no
				 * event is REFUSED, BROKEN or NO */
} runs[] = {
	{ "rows of two jobs", { BEGIN, ROW_I, BELOW, DONE, BEGIN, ROW_J, DONE },
	  "I\ti\nB\tb\nI\tj\n", "" },
	{ "headings are printed once",
	  { BEGIN, ROW_I, DONE, BEGIN, ROW_J, DONE }, "Type\tID\nI\ti\nI\tj\n",
	  "", .headings = true },
	{ "no rows if quiet", { BEGIN, ROW_I, DONE }, "", "", .headings = true,
	  .quiet = true },
	{ "tags are hidden", { BEGIN, ROW_I, TAG, DONE }, "I\ti\n", "",
	  .hide_tags = true },
	{ "tags are shown", { BEGIN, ROW_I, TAG, DONE }, "I\ti\nTAG\tt\n", "" },
	{ "a repeated item is printed once",
	  { BEGIN, ROW_I, BELOW, ROW_J, DONE, BEGIN, ROW_I, BELOW, ROW_J,
	    BELOW, DONE }, "I\ti\nB\tb\nI\tj\n", "", .resources = "" },
	{ "a repeated item of a command without ids",
	  { BEGIN, ROW_I, DONE, BEGIN, ROW_I, DONE }, "I\ti\nI\ti\n", "" },
	{ "items without an id are never repeated",
	  { BEGIN, NAMELESS, NAMELESS, DONE }, "I\t\nI\t\n", "",
	  .resources = "" },
	/* Failures. */
	{ "a message of the service", { REFUSED }, "",
	  "Client.X: no (hidden)\nhint\n" },
	{ "a message of ours", { BROKEN }, "", "cmd: it broke\n" },
	{ "messages name one of several jobs", { REFUSED, BROKEN }, "",
	  "a: Client.X: no (hidden)\nhint\na: it broke\n", .several = true },
	{ "a hint is printed once", { REFUSED, REFUSED }, "",
	  "Client.X: no (hidden)\nhint\nClient.X: no (hidden)\n" },
	{ "a repeated failure of one list is printed once",
	  { BROKEN, BROKEN, REFUSED }, "",
	  "cmd: it broke\nClient.X: no (hidden)\nhint\n", .merges = true },
	{ "a failure with the request's id", { REFUSED }, "",
	  "Client.X: no (hidden)\nhint\nrequest id: req-1\n", .verbose = true },
	{ "rows, then a failure", { BEGIN, ROW_I, DONE, BROKEN }, "I\ti\n",
	  "cmd: it broke\n" },
	/* Jobs whose answer is no. */
	{ "a job with the answer no", { BEGIN, ROW_I, NO }, "I\ti\n", "" },
	{ "a job with the answer no, and a merged result", { BEGIN, ROW_I, NO,
	  MERGED }, "I\ti\n", "" },
	{ "the answer no with -v, at Amazon", { BEGIN, ROW_I, NO }, "I\ti\n",
	  "a: or it is not yours\n", .verbose = true, .amazon = true },
	{ "the answer no with -v, at another cloud", { BEGIN, ROW_I, NO },
	  "I\ti\n", "a: or it is not yours, or not known here\n",
	  .verbose = true },
	/* Headings. */
	{ "headings whose text is empty", { BEGIN, ROW_I, DONE }, "I\ti\n", "",
	  .headings = true, .text = "" },
	{ "headings of region and profile", { BEGIN, ROW_I, DONE },
	  "A\tRegion\tProfile\nI\ti\tr1\tdefault\n", "", .headings = true,
	  .text = "A", .regions = 2, .accounts = true },
	{ "headings of chosen rows, with the region",
	  { BEGIN, ROW_I, BELOW, DONE }, "A\tRegion\nI\ti\tr1\n", "",
	  .headings = true, .text = "A", .regions = 2, .chosen = true },
	/* Details. */
	{ "details are not shown", { BEGIN, ROW_I, DETAIL, DONE }, "I\ti\n",
	  "" },
	{ "details are shown", { BEGIN, ROW_I, DETAIL, DONE },
	  "I\ti\nDETAIL\td\n", "", .details = true },
	{ "details that --rows names", { BEGIN, ROW_I, DETAIL, DONE },
	  "I\ti\nDETAIL\td\n", "", .chosen = true },
	{ "a row that reports a failure", { BEGIN, ROW_I, BELOW, DONE },
	  "I\ti\nB\tb\n", "cmd: b\n", .is_failure = true, .failed = true },
	/* Sorted rows. */
	{ "sorted rows", { BEGIN, ROW_J, BELOW, ROW_I, DONE },
	  "Type\tID\nI\ti\nI\tj\nB\tb\n", "", .sorted = true,
	  .headings = true },
	{ "sorted rows of two regions",
	  { BEGIN, ROW_J, ROW_I, DONE, TURN, ROW_J, ROW_I, DONE },
	  "Type\tID\tRegion\nI\ti\tr1\nI\tj\tr1\nI\ti\tr2\nI\tj\tr2\n",
	  "", .sorted = true, .headings = true, .regions = 2 },
	/* Owners. */
	{ "the expected owner, written with hyphens", { BEGIN, OWNER, DONE },
	  "O\t111122223333\n", "", .owner = "1111-2222-3333" },
	{ "the expected owner, with -v", { BEGIN, OWNER, DONE },
	  "O\t111122223333\n",
	  "a: confirmed; the owner is account 111122223333\n",
	  .owner = "111122223333", .verbose = true },
	{ "another owner", { BEGIN, OWNER, DONE }, "O\t111122223333\n",
	  "a: confirmed, but the owner is account 111122223333, not "
	  "444455556666\n", .owner = "444455556666", .no = true },
	{ "another owner, with --quiet", { BEGIN, OWNER, DONE }, "", "",
	  .owner = "444455556666", .quiet = true, .no = true },
	{ "a mistyped owner", { BEGIN, OWNER, DONE }, "O\t111122223333\n",
	  "a: confirmed, but the owner is account 111122223333, not 1111; an "
	  "account number has 12 digits\n", .owner = "1111", .no = true },
	{ "an owner that is a name", { BEGIN, PROJECT, DONE }, "O\tproject\n",
	  "a: confirmed, but the owner is account project, not other\n",
	  .owner = "other", .no = true },
	{ "a reply without the owner", { BEGIN, OWNER, DONE, BEGIN, ROW_I,
	  DONE }, "O\t111122223333\nI\ti\n",
	  "a: could not tell: the reply names no owner\n",
	  .owner = "111122223333", .failed = true },
	{ "no owner of a dry run", { BEGIN, DONE }, "", "",
	  .owner = "111122223333", .dry_run = true },
	/* Regions. */
	{ "in text, a column Region is added to a column Region",
	  { BEGIN, ZONE, DONE }, "Z\tz\tr1\n", "", .regions = 2 },
	{ "in JSON, no second column Region", { BEGIN, ROW_I, ZONE, DONE },
	  "{\"Type\":\"I\",\"ID\":\"i\",\"Region\":\"r1\"}\n"
	  "{\"Type\":\"Z\",\"Region\":\"z\"}\n", "", .regions = 2,
	  .json = true },
	{ "in JSON, no second column Profile", { BEGIN, ROW_I, PROFILE, DONE },
	  "{\"Type\":\"I\",\"ID\":\"i\",\"Region\":\"r1\","
	  "\"Profile\":\"default\"}\n"
	  "{\"Type\":\"P\",\"Profile\":\"p\",\"Region\":\"r1\"}\n", "",
	  .regions = 2, .accounts = true, .json = true },
	{ "failures in two regions", { BEGIN, BROKEN, TURN, BROKEN }, "",
	  "r1: it broke\nr2: it broke\n", .regions = 2 },
	{ "an id in several regions",
	  { BEGIN, UNIQUE, TURN, UNIQUE, UNIQUE, DONE, TURN, UNIQUE },
	  "I\ti-0123abcd\tr1\n",
	  "cmd: r2: the endpoint does not tell regions apart: it also listed "
	  "i-0123abcd for another region\n"
	  "cmd: r3: the endpoint does not tell regions apart: it also listed "
	  "i-0123abcd for another region\n", .resources = "", .regions = 3,
	  .shared = true, .failed = true },
	{ "an id twice in one region", { UNIQUE, UNIQUE },
	  "I\ti-0123abcd\tr1\n", "", .resources = "", .regions = 2,
	  .shared = true },
	{ "two ids that make one warning",
	  { UNIQUE, OTHER, TURN, UNIQUE, DONE, BEGIN, OTHER },
	  "I\ti-0123abcd\tr1\nI\ti-4567abcd\tr1\n",
	  "cmd: r2: the endpoint does not tell regions apart: it also listed "
	  "i-0123abcd for another region\n", .resources = "", .regions = 2,
	  .shared = true, .failed = true },
	{ "an id in regions of two accounts", { UNIQUE, TURN, UNIQUE },
	  "I\ti-0123abcd\tr1\tdefault\nI\ti-0123abcd\tr2\tdefault\n", "",
	  .resources = "", .regions = 2, .shared = true, .accounts = true },
	{ "an id in regions with two endpoints", { UNIQUE, TURN, UNIQUE },
	  "I\ti-0123abcd\tr1\nI\ti-0123abcd\tr2\n", "", .resources = "",
	  .regions = 2 },
	{ "ids whose case matters", { UNIQUE, TURN, UNIQUE },
	  "I\ti-0123abcd\tr1\nI\ti-0123abcd\tr2\n", "", .resources = "",
	  .regions = 2, .shared = true, .exact = true },
	{ "ids that may be in several regions",
	  { ROW_I, SHORT, NO_HEX, TURN, ROW_I, SHORT, NO_HEX },
	  "I\ti\tr1\nI\ti-123abcd\tr1\nI\ti-0123abcdg\tr1\n"
	  "I\ti\tr2\nI\ti-123abcd\tr2\nI\ti-0123abcdg\tr2\n", "",
	  .resources = "", .regions = 2, .shared = true },
	{ "no memory for ids", { UNIQUE, UNIQUE, TURN, UNIQUE },
	  "I\ti-0123abcd\tr1\nI\ti-0123abcd\tr1\nI\ti-0123abcd\tr2\n", "",
	  .resources = "", .regions = 2, .shared = true, .full = true },
	/* Notes. */
	{ "a note and a warning without -v", { NOTE, WARNING }, "",
	  "cmd: watch (hidden)\n" },
	{ "a note and a warning with -v", { NOTE, WARNING }, "",
	  "cmd: by the way\ncmd: watch (hidden)\n", .verbose = true },
	{ "text for --debug", { TRACE }, "", "debug: reply: got (hidden)\n" },
	/* Jobs that the run has not done. */
	{ "some jobs not done", { BEGIN, DONE }, "",
	  "cmd: stopped: 2 requests not done\n", .untried = 2 },
	{ "jobs not done, and more input", { BEGIN, DONE }, "",
	  "cmd: stopped: 2 requests not done, the rest of standard input was "
	  "not read\n", .untried = 2, .unread = true },
	{ "an empty standard input", { END }, "", "cmd: -i -: standard input "
	  "was empty: no request was made\n", .verbose = true, .input = true },
	{ "standard input whose lines were not read", { END }, "",
	  "cmd: stopped: the rest of standard input was not read\n",
	  .verbose = true, .input = true, .unread = true },
	{ "standard input whose lines were read, but not done", { END }, "",
	  "cmd: stopped: 1 request not done\n", .verbose = true,
	  .input = true, .untried = 1 },
};

/* A file that captures the output to a descriptor. */
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

/* Restores the descriptor FD, and appends the text of the file to OUT. */
static void restore(struct file *f, int fd, struct buf *out)
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

/* Passes the row OF to the sink, with the text ID in the second column. */
static void send_row(const struct api_sink *sink, const struct row *of,
		const char *id)
{
	const struct row_column *c = of->columns;
	const struct cell cells[] = {
		{ &c[0].column, c[0].cell.text, strlen(c[0].cell.text) },
		{ &c[1].column, id, strlen(id) },
		{ NULL, NULL, 0 },
	};
	struct err err;

	ck_assert_int_eq(sink->row(sink->ctx, of, cells, 2, &err), 0);
}

static void send_end(const struct api_sink *sink, const struct job *job,
		enum event event)
{
	struct exchange_result result = {
		.failed = event == REFUSED || event == BROKEN,
		.answered_false = event == NO,
		.merged = event == MERGED, .again = event == MERGED,
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

static void send_event(struct messages *m, const struct api_sink *sink,
		   struct job *job, enum event event)
{
	static const char traced[] = "got SECRETEXAMPLE";
	struct err err;

	if (event == TURN)
		job->target++;
	switch (event) {
	case TURN:
	case BEGIN:
		ck_assert_int_eq(sink->begin(sink->ctx, job, &err), 0);
		break;
	case NOTE: messages_note(m, NULL, false, "by the way"); break;
	case WARNING: messages_remark(m, true, "watch SECRETEXAMPLE"); break;
	case TRACE:
		messages_trace(m, "reply", traced, strlen(traced));
		break;
	default:
		if (event < DONE)
			send_row(sink, event_rows[event].row,
				 event_rows[event].text);
		else
			send_end(sink, job, event);
	}
}

/* Makes a job source with two jobs if SEVERAL is true, and with one job
 * otherwise. */
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

/* Makes the regions r1, r2 and r3.  Their targets have names only if `regions`
 * of run I is not 0. */
static void fill_targets(int i, struct place places[REGIONS_MAX],
			 struct place *list[REGIONS_MAX],
			 struct login logins[REGIONS_MAX])
{
	static const char *const names[REGIONS_MAX] = { "r1", "r2", "r3" };
	static const struct profile_places none_named;
	struct err err;

	for (int n = 0; n < REGIONS_MAX; n++) {
		places[n] = (struct place){
			.login = &logins[runs[i].accounts ? n : 0],
			.shared = runs[i].shared,
			.target.name = runs[i].regions ? names[n] : NULL,
		};
		buf_puts(&places[n].endpoint.region, names[n]);
		buf_puts(&places[n].endpoint.url.name,
			 runs[i].amazon ? "ec2.amazonaws.com" : "cloud");
		ck_assert_int_eq(profile_new(&logins[n].files, &none_named,
					     &err), 0);
		list[n] = &places[n];
	}
}

static void open_login(struct login *login)
{
	cred_init(&login->identity.cred);
	cred_init(&login->identity.before);
	buf_puts(&login->identity.cred.secret_key, "SECRETEXAMPLE");
}

static void close_login(struct login *login)
{
	cred_release(&login->identity.cred);
	cred_release(&login->identity.before);
}

START_TEST(run)
{
	const struct settings settings = {
		.headings = runs[_i].headings, .quiet = runs[_i].quiet,
		.verbose = runs[_i].verbose, .hide_tags = runs[_i].hide_tags,
		.details = runs[_i].details, .owner = runs[_i].owner,
		.dry_run = runs[_i].dry_run,
	};
	struct login logins[REGIONS_MAX] = { 0 };
	struct place places[REGIONS_MAX], *list[REGIONS_MAX];
	const struct targets targets = {
		.logins = logins, .logins_count = 1, .places = list,
		.len = runs[_i].regions ? (size_t)runs[_i].regions : 1,
		.many = runs[_i].regions, .profiles = runs[_i].accounts,
	};
	static const struct opt instance = { .letter = 'i' };
	struct opt_args args = { 0 };
	struct job_source *jobs = source(&args, runs[_i].several);
	struct out out = {
		.fd = STDOUT_FILENO,
		.format = runs[_i].json ? OUT_JSON : OUT_TEXT,
		.choice = runs[_i].chosen ? &chosen : NULL,
	};
	struct messages m = {
		.name = "cmd", .settings = &settings, .targets = &targets,
		.jobs = jobs, .merges = runs[_i].merges,
		.from_stdin = runs[_i].input ? &instance : NULL,
	};
	struct report r = {
		.messages = &m, .settings = &settings, .targets = &targets,
		.rows = rows, .false_hint = "or it is not yours",
		.false_hint_elsewhere = ", or not known here",
		.resources = runs[_i].resources, .headings = runs[_i].text,
		.sort_keys = runs[_i].sorted ? sort_keys : NULL,
		.is_failure = runs[_i].is_failure ? fails_below : NULL,
		.exact = runs[_i].exact, .out = &out,
	};
	const struct api_sink sink = report_sink(&r);
	struct file files[2];
	struct buf printed[2] = { { 0 } };
	bool failed = runs[_i].failed, no = runs[_i].no;
	unsigned long ended = 0;
	struct job job = { 0 };
	struct err err = { 0 };

	fill_targets(_i, places, list, logins);
	open_login(&logins[0]);
	buf_puts(&job.name, "a");
	(void)fflush(NULL);
	capture(&files[0], STDOUT_FILENO);
	capture(&files[1], STDERR_FILENO);
	report_begin(&r);
	if (runs[_i].full)
		r.seen.texts.max = r.elsewhere.texts.max = 1;
	for (const enum event *e = runs[_i].events; *e; e++) {
		send_event(&m, &sink, &job, *e);
		failed = failed || *e == REFUSED || *e == BROKEN;
		no = no || *e == NO;
		ended += *e >= DONE && *e < MERGED;
	}
	messages_end(&m);
	ck_assert_int_eq(report_sorted(&r, &err), 0);
	(void)out_end(&out, &err);
	messages_rest(&m, runs[_i].untried, runs[_i].unread);
	(void)sink.idle(sink.ctx, &err);
	restore(&files[0], STDOUT_FILENO, &printed[0]);
	restore(&files[1], STDERR_FILENO, &printed[1]);
	check_text(runs[_i].what, buf_str(&printed[0]), runs[_i].out);
	check_text(runs[_i].what, buf_str(&printed[1]), runs[_i].err);
	ck_assert(r.failed == failed && r.answered_no == no);
	ck_assert_uint_eq(m.progress.done, ended);
	report_release(&r);
	messages_release(&m);
	job_source_free(jobs);
	job_release(&job);
	opt_release(&args);
	out_release(&out);
	close_login(&logins[0]);
	for (int i = 0; i < REGIONS_MAX; i++) {
		endpoint_release(&places[i].endpoint);
		profile_free(logins[i].files);
	}
	buf_release(&printed[0]);
	buf_release(&printed[1]);
}
END_TEST

/* If the rows of a job cannot be written, the sink's `done` fails.  The job has
 * failed, or its answer is no. */
static const enum event ends[] = { BROKEN, NO };

START_TEST(full_disk)
{
	const struct settings settings = { 0 };
	struct login login = { 0 };
	struct place place = { .login = &login }, *list = &place;
	const struct targets targets = { .places = &list, .len = 1 };
	struct out out = { .fd = open("/dev/full", O_WRONLY) };
	struct opt_args args = { 0 };
	struct job_source *jobs = source(&args, false);
	struct messages m = {
		.name = "cmd", .settings = &settings, .targets = &targets,
		.jobs = jobs,
	};
	struct report r = {
		.messages = &m, .settings = &settings, .targets = &targets,
		.rows = rows, .out = &out,
	};
	const struct api_sink sink = report_sink(&r);
	const struct exchange_result result = {
		.failed = ends[_i] == BROKEN, .answered_false = ends[_i] == NO,
		.proxy = "",
	};
	struct job job = { 0 };
	struct err err = { 0 };

	report_begin(&r);
	send_row(&sink, rows, "i");
	if (out.fd >= 0)
		ck_assert_int_eq(sink.done(sink.ctx, &job, &result, &err), -1);
	(void)close(out.fd);
	report_release(&r);
	messages_release(&m);
	job_source_free(jobs);
	opt_release(&args);
	out_release(&out);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ run, ROWS(runs) },
		{ full_disk, ROWS(ends) },
	};

	return check_main("report", cases, ROWS(cases));
}
