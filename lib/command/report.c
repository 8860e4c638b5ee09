/* SPDX-License-Identifier: BSD-2-Clause */
#include "command/report.h"

#include <string.h>
#include <unistd.h>

#include "command/choice.h"
#include "request/hint.h"
#include "request/idform.h"
#include "base/now.h"
#include "cli/program.h"
#include "aws/redact.h"

static void show_progress(struct report *r)
{
	struct buf text = {0};
	long long now;

	if (!r->watched)
		return;
	now = now_ms();
	if (progress_due(&r->progress, now)) {
		r->progress.columns = program_columns(PROGRESS_COLUMNS);
		progress_draw(&r->progress, now, &text);
		program_draw(buf_str(&text), text.len);
	}
	buf_release(&text);
}

static void erase_progress(struct report *r)
{
	struct buf text = {0};

	if (r->progress.width)
		r->progress.columns = program_columns(PROGRESS_COLUMNS);
	progress_erase(&r->progress, &text);
	program_draw(buf_str(&text), text.len);
	buf_release(&text);
}

/* A line on standard error, where progress may stand. */
static void say(struct report *r, const char *prefix, const char *text)
{
	erase_progress(r);
	program_say(prefix, text);
}

static const struct place *place_at(const struct report *r, size_t target)
{
	return r->targets->places[target];
}

/* Appends the names of the columns that every row has after its own. */
static void add_labels(const struct report *r, struct buf *out)
{
	if (r->out->choice && r->out->choice->columns_count)
		return;
	if (r->targets->many)
		buf_printf(out, " %s", targets_region_column.name);
	if (r->targets->profiles)
		buf_printf(out, " %s", targets_profile_column.name);
}

/* What -H prints above the rows of what JOB asks. */
static void fill_headings(const struct report *r, const struct job *job,
			  struct buf *out)
{
	if (r->headings)
		buf_puts(out, r->headings);
	else
		row_headings(out, r->rows,
			     params_get(&job->params, "Attribute"));
	if (out->len)
		add_labels(r, out);
}

int report_headings(struct report *r, const struct job *job, struct err *err)
{
	struct buf text = {0};
	int rc;

	buf_clear(&r->owner);
	if (r->headed || !r->settings->headings || r->settings->quiet)
		return 0;
	r->headed = true;
	fill_headings(r, job, &text);
	rc = buf_check(&text, "headings", err);
	/* Nothing is printed before all rows are there. */
	if (rc == 0 && r->sort_keys) {
		buf_puts(&r->waiting, buf_str(&text));
		rc = buf_check(&r->waiting, "headings", err);
	} else if (rc == 0 && text.len) {
		rc = out_headings(r->out, buf_str(&text), err);
	}
	buf_release(&text);
	return rc;
}

/* Rows of TARGET come next: those of the one before are all there. */
static int turn_to(struct report *r, size_t target, struct err *err)
{
	const struct place *now = place_at(r, target);

	if (target == r->target)
		return 0;
	if (report_sorted(r, err))
		return -1;
	if (now->tenant != place_at(r, r->target)->tenant)
		seen_release(&r->elsewhere);
	seen_release(&r->seen);
	r->confused = false;
	r->target = target;
	return 0;
}

static int on_begin(void *ctx, const struct job *job, struct err *err)
{
	struct report *r = ctx;

	if (turn_to(r, job->target, err))
		return -1;
	return report_headings(r, job, err);
}

/* Whether an id is like none in another region: i-1234abcd, not a name. */
static bool is_unique(const char *id, size_t len)
{
	const char *dash = memchr(id, '-', len);
	size_t digits = dash ? len - (size_t)(dash - id) - 1 : 0;

	return digits >= 8 && strspn(dash + 1, "0123456789abcdef") >= digits;
}

/* Two regions with the same thing are one: an endpoint that does not look at
 * the region that a request is signed for answers so. */
static int look_elsewhere(struct report *r, bool *keep, struct err *err)
{
	const char *id = buf_str(&r->key);
	bool before = false;
	struct buf text = {0};

	if (!*keep || r->exact || !place_at(r, r->target)->shared ||
	    !is_unique(id, r->key.len))
		return 0;
	if (seen_add(&r->elsewhere, id, r->key.len, &before, err) &&
	    err->kind != ERR_LIMIT)
		return -1;
	if (!before)
		return 0;
	*keep = false;
	r->failed = true;
	if (r->confused)
		return 0;
	r->confused = true;
	buf_printf(&text, "%s: the endpoint does not tell regions apart: it "
		   "named %s for another one too",
		   place_at(r, r->target)->target.name, id);
	say(r, r->name, buf_str(&text));
	buf_release(&text);
	return 0;
}

/* Several requests, or pages, of one list may bring a thing twice.  What has
 * no id is always new. */
static int is_new(void *ctx, const char *id, size_t len, bool *keep,
		  struct err *err)
{
	struct report *r = ctx;
	bool before = false;

	buf_clear(&r->key);
	for (size_t i = 0; i < len; i++)
		buf_putc(&r->key, id[i] >= 'A' && id[i] <= 'Z' && !r->exact
			 ? (char)(id[i] + 32) : id[i]);
	if (buf_check(&r->key, "id", err))
		return -1;
	if (len && seen_add(&r->seen, buf_str(&r->key), len, &before, err) &&
	    err->kind != ERR_LIMIT)
		return -1;
	*keep = !before;
	return look_elsewhere(r, keep, err);
}

/* Whether TYPE, which may be NULL, is NAME. */
static bool is_type(const char *type, const char *name)
{
	return type && strcmp(type, name) == 0;
}

/* Whether DETAIL rows are printed: --rows names every row that is. */
static bool wants_details(const struct report *r)
{
	return r->settings->details ||
	       (r->out->choice && r->out->choice->types_count);
}

/* A row that tells of a failure, as ID and reason, is printed, and counts. */
static void look_for_failure(struct report *r, const struct cell *cells,
			     size_t count)
{
	struct buf text = {0};

	if (!r->is_failure || !r->is_failure(cells, count))
		return;
	r->failed = true;
	for (size_t i = 1; i < count; i++) {
		buf_puts(&text, i > 1 ? ": " : "");
		buf_append(&text, cells[i].text, cells[i].len);
	}
	say(r, r->name, buf_str(&text));
	buf_release(&text);
}

/* Remembers whose the row says it is. */
static int note_owner(struct report *r, const struct cell *cells,
		      size_t count, struct err *err)
{
	if (!r->settings->owner)
		return 0;
	for (size_t i = 0; i < count; i++) {
		if (strcmp(cells[i].column->name, "OwnerID") != 0)
			continue;
		buf_clear(&r->owner);
		buf_append(&r->owner, cells[i].text, cells[i].len);
	}
	return buf_check(&r->owner, "owner", err);
}

/* Whether a row has a column of this NAME, where only names tell columns
 * apart. */
static bool has_named(const struct report *r, const struct cell *cells,
		       size_t count, const struct column *column)
{
	for (size_t i = 0; i < count && r->out->format != OUT_TEXT; i++)
		if (strcmp(cells[i].column->name, column->name) == 0)
			return true;
	return false;
}

static struct cell label(const struct column *column, const char *text)
{
	return (struct cell){ column, text, strlen(text) };
}

/* Prints a row, and after its own columns where it comes from. */
static int put_row(void *ctx, const struct row *row, const struct cell *cells,
		   size_t count, struct err *err)
{
	struct report *r = ctx;
	struct cell all[ROW_CELLS_MAX + CHOICE_LABELS_MAX];
	const struct place *place;

	if (!r->targets->many)
		return out_row(r->out, row_type(row), cells, count, err);
	place = place_at(r, r->target);
	memcpy(all, cells, count * sizeof(*cells));
	if (!has_named(r, cells, count, &targets_region_column))
		all[count++] = label(&targets_region_column,
				     buf_str(&place->endpoint.region));
	if (r->targets->profiles &&
	    !has_named(r, cells, count, &targets_profile_column))
		all[count++] = label(&targets_profile_column,
				     targets_profile(place));
	return out_row(r->out, row_type(row), all, count, err);
}

static int print_row(void *ctx, const struct row *row, const struct cell *cells,
		     size_t count, struct err *err)
{
	struct report *r = ctx;
	const char *type = row_type(row);

	if (note_owner(r, cells, count, err))
		return -1;
	if (r->settings->quiet ||
	    (r->settings->hide_tags && !r->prints_tags &&
	     is_type(type, "TAG")) ||
	    (!wants_details(r) && is_type(type, "DETAIL")))
		return 0;
	look_for_failure(r, cells, count);
	if (r->sort_keys)
		return sorted_add(&r->sorted, row == r->rows, row, cells, count,
				  err);
	return put_row(r, row, cells, count, err);
}

static int on_row(void *ctx, const struct row *row, const struct cell *cells,
		  size_t count, struct err *err)
{
	struct report *r = ctx;

	return sift_row(&r->sift, row, cells, count, err);
}

/* Appends what a message about JOB begins with: where it was asked, unless it
 * is about all targets, and what it asked for.  Nothing if there is one of
 * each. */
static void put_name(const struct report *r, const struct job *job,
		     bool everywhere, struct buf *out)
{
	const char *where = everywhere ? NULL
			    : place_at(r, job->target)->target.name;
	const char *what = job->follows || job_named(r->jobs)
			   ? buf_str(&job->name) : "";

	buf_printf(out, "%s%s%s", where ? where : "", where && *what
		   ? ": " : "", what);
}

/* Appends TEXT without the secrets of those who sign, or did until lately. */
static void redact(const struct report *r, struct buf *out, const char *text,
		   size_t len)
{
	struct buf shown = { .secret = true };

	buf_append(&shown, text, len);
	for (size_t i = 0; i < r->targets->tenants_count; i++) {
		const struct identity *of = &r->targets->tenants[i].identity;
		struct buf once = { .secret = true }, next = once;

		redact_text(&once, &of->before, buf_str(&shown), shown.len);
		redact_text(&next, &of->cred, buf_str(&once), once.len);
		buf_release(&once);
		buf_release(&shown);
		shown = next;
	}
	buf_append(out, buf_str(&shown), shown.len);
	buf_release(&shown);
}

/* What helps once is not said again for every line of a list. */
static void say_hint(struct report *r, const char *hint)
{
	if (!*hint || strcmp(hint, buf_str(&r->hint)) == 0)
		return;
	buf_clear(&r->hint);
	buf_puts(&r->hint, hint);
	say(r, NULL, hint);
}

/* What else is wrong with a reply of which the rest is believed. */
static void say_faults(struct report *r, const struct job *job,
		       const struct exchange_result *result)
{
	struct buf name = {0};
	const char *text;

	put_name(r, job, result->everywhere, &name);
	for (size_t at = 0; at < result->faults_len; at += strlen(text) + 1) {
		struct buf shown = {0};

		text = result->faults + at;
		redact(r, &shown, text, strlen(text));
		say(r, name.len ? buf_str(&name) : r->name, buf_str(&shown));
		buf_release(&shown);
	}
	buf_release(&name);
}

/* Keys that another region of the account took are good: then it is the region
 * that refuses. */
static void hint_region(const struct report *r, const struct place *place,
			const struct exchange_result *result, struct err *err)
{
	const char *region = buf_str(&place->endpoint.region);
	bool others = false, taken = false;

	for (size_t i = 0; i < r->targets->len; i++) {
		const struct place *p = place_at(r, i);

		if (p == place || p->tenant != place->tenant)
			continue;
		others = true;
		taken = taken || p->target.trusted;
	}
	if (!others || !result->refused || result->everywhere)
		return;
	(void)err_hint(err, "%s took the same keys: region %s may not be "
		       "enabled for the account",
		       taken ? "another region" : "if another region",
		       region);
}

/* The service's words stand first on the line, as they always did. */
static void say_failure(struct report *r, const struct job *job,
			const struct exchange_result *result)
{
	const struct place *place = place_at(r, job->target);
	struct err err = result->err;
	struct buf text = {0};

	hint_region(r, place, result, &err);
	hint_add(&err, result, &place->endpoint, r->settings, &job->params);
	put_name(r, job, result->everywhere, &text);
	if (!text.len && !result->code[0])
		buf_puts(&text, r->name);
	buf_puts(&text, text.len ? ": " : "");
	redact(r, &text, err.text, strlen(err.text));
	/* What is wrong with one of several requests for one list is mostly
	 * wrong with all. */
	if (!r->merges || strcmp(buf_str(&text), buf_str(&r->said)) != 0) {
		say(r, NULL, buf_str(&text));
		say_hint(r, err.hint);
		if (r->settings->verbose && result->request_id[0])
			say(r, "request id", result->request_id);
	}
	buf_release(&r->said);
	r->said = text;
	say_faults(r, job, result);
}

/* Accounts are written with hyphens or without. */
static bool same_account(const char *a, const char *b)
{
	for (;; a++, b++) {
		a += strspn(a, "-");
		b += strspn(b, "-");
		if (*a != *b)
			return false;
		if (!*a)
			return true;
	}
}

/* The job's yes is about something of the account that was named. */
static void check_owner(struct report *r, const struct job *job)
{
	const char *wanted = r->settings->owner;
	const char *owner = buf_str(&r->owner);
	struct buf text = {0};

	if (same_account(owner, wanted))
		return;
	if (*owner) {
		r->answered_no = true;
		buf_printf(&text, "confirmed, and account %s's, not %s's",
			   owner, wanted);
	} else {
		r->failed = true;
		buf_puts(&text, "could not tell: the reply names no owner");
	}
	if (!*owner || r->settings->verbose)
		say(r, buf_str(&job->name), buf_str(&text));
	buf_release(&text);
}

/* What a no may mean, and what is wrong with the values asked about. */
static void explain_no(struct report *r, const struct job *job)
{
	const struct place *place = place_at(r, job->target);
	struct buf text = {0};

	if (r->settings->verbose) {
		buf_puts(&text, r->no_means);
		if (r->no_means_elsewhere &&
		    !endpoint_is_amazon(&place->endpoint))
			buf_puts(&text, r->no_means_elsewhere);
		say(r, buf_str(&job->name), buf_str(&text));
		buf_clear(&text);
	}
	if (idform_explain(&job->params, &text))
		say_hint(r, buf_str(&text));
	buf_release(&text);
}

static int on_done(void *ctx, const struct job *job,
		   const struct exchange_result *result, struct err *err)
{
	struct report *r = ctx;

	if (turn_to(r, job->target, err) || sift_flush(&r->sift, err))
		return -1;
	r->progress.done += !job->follows && !result->again;
	r->progress.failed += result->failed;
	show_progress(r);
	if (result->merged)
		return 0;
	if (result->failed) {
		r->failed = true;
		if (out_flush(r->out, err))
			return -1;
		say_failure(r, job, result);
		return 0;
	}
	if (!result->answered_false &&
	    (!r->settings->owner || r->settings->dry_run))
		return 0;
	if (out_flush(r->out, err))
		return -1;
	if (!result->answered_false) {
		check_owner(r, job);
		return 0;
	}
	r->answered_no = true;
	if (r->no_means)
		explain_no(r, job);
	return 0;
}

static int on_idle(void *ctx, struct err *err)
{
	struct report *r = ctx;

	show_progress(r);
	return out_flush(r->out, err);
}

void report_note(void *ctx, const struct job *job, bool loud,
		 const char *text)
{
	struct report *r = ctx;
	struct buf name = {0}, shown = {0};

	if (!loud && !r->settings->verbose)
		return;
	if (job)
		put_name(r, job, false, &name);
	redact(r, &shown, text, strlen(text));
	say(r, name.len ? buf_str(&name) : r->name, buf_str(&shown));
	buf_release(&name);
	buf_release(&shown);
}

void report_trace(void *ctx, const char *what, const char *text, size_t len)
{
	struct report *r = ctx;
	struct buf shown = {0};

	redact(r, &shown, text, len);
	erase_progress(r);
	program_trace(what, buf_str(&shown), shown.len);
	buf_release(&shown);
}

void report_remark(void *ctx, bool loud, const char *text)
{
	report_note(ctx, NULL, loud, text);
}

void report_complain(void *ctx, const char *name, const struct err *err)
{
	struct report *r = ctx;
	struct buf shown = {0};

	r->failed = true;
	redact(r, &shown, err->text, strlen(err->text));
	say(r, name, buf_str(&shown));
	say_hint(r, err->hint);
	buf_release(&shown);
}

void report_begin(struct report *r)
{
	r->sift.keeps = is_new;
	r->sift.out = print_row;
	r->sift.ctx = r;
	r->seen.texts.max = r->elsewhere.texts.max = REPORT_IDS_MAX;
	sift_begin(&r->sift, r->rows, r->things);
	r->watched = program_is_watched();
	progress_begin(&r->progress, r->watched ? job_count(r->jobs) : 0,
		       now_ms());
}

struct api_sink report_sink(struct report *r)
{
	return (struct api_sink){ on_begin, on_row, on_done, on_idle, r };
}

int report_sorted(struct report *r, struct err *err)
{
	if (sift_flush(&r->sift, err))
		return -1;
	if (!r->sort_keys)
		return 0;
	if (buf_check(&r->waiting, "headings", err) ||
	    (r->waiting.len &&
	     out_headings(r->out, buf_str(&r->waiting), err)))
		return -1;
	buf_clear(&r->waiting);
	return sorted_hand_out(&r->sorted, r->sort_keys, put_row, r, err);
}

void report_end(struct report *r)
{
	erase_progress(r);
}

/* What the run ended before. */
static void say_unfinished(const struct report *r, unsigned long untried,
			   bool unread)
{
	struct buf text = {0};

	if (!untried && !unread)
		return;
	buf_puts(&text, *program_stop() ? "interrupted: " : "stopped: ");
	if (untried)
		buf_printf(&text, "%lu not done", untried);
	if (untried && unread)
		buf_puts(&text, ", ");
	if (unread)
		buf_puts(&text, "the rest of standard input was not read");
	program_say(r->name, buf_str(&text));
	buf_release(&text);
}

/* An empty list is as good as any to a job that runs by itself; a person may
 * have meant another. */
static void say_empty(const struct report *r)
{
	const struct opt *opt = r->from_stdin;
	struct buf text = {0};
	char called[64];

	if (!opt || r->progress.done ||
	    (!r->settings->verbose && !isatty(STDERR_FILENO)))
		return;
	buf_printf(&text, "%s -: standard input was empty: no request was "
		   "made", opt_called(opt, called, sizeof(called)));
	program_say(r->name, buf_str(&text));
	buf_release(&text);
}

void report_rest(const struct report *r, unsigned long untried, bool unread)
{
	say_unfinished(r, untried, unread);
	if (!untried && !unread)
		say_empty(r);
}

void report_release(struct report *r)
{
	buf_release(&r->hint);
	buf_release(&r->said);
	buf_release(&r->waiting);
	sorted_release(&r->sorted);
	buf_release(&r->key);
	buf_release(&r->owner);
	sift_release(&r->sift);
	seen_release(&r->seen);
	seen_release(&r->elsewhere);
}
