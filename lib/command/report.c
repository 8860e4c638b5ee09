/* SPDX-License-Identifier: BSD-2-Clause */
#include "command/report.h"

#include <string.h>
#include <unistd.h>

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

int report_headings(struct report *r, const struct job *job, struct err *err)
{
	struct buf own = {0};
	const char *headings;
	int rc = 0;

	buf_clear(&r->owner);
	if (r->headed || !r->settings->headings || r->settings->quiet)
		return 0;
	r->headed = true;
	headings = r->headings;
	if (!headings) {
		row_headings(&own, r->rows,
			     params_get(&job->params, "Attribute"));
		if (buf_check(&own, "headings", err)) {
			buf_release(&own);
			return -1;
		}
		headings = buf_str(&own);
	}
	/* Nothing is printed before all rows are there. */
	if (r->sort_keys) {
		buf_puts(&r->waiting, headings);
		rc = buf_check(&r->waiting, "headings", err);
	} else if (*headings) {
		rc = out_headings(r->out, headings, err);
	}
	buf_release(&own);
	return rc;
}

static int on_begin(void *ctx, const struct job *job, struct err *err)
{
	return report_headings(ctx, job, err);
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
	return 0;
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
	return out_row(r->out, type, cells, count, err);
}

static int on_row(void *ctx, const struct row *row, const struct cell *cells,
		  size_t count, struct err *err)
{
	struct report *r = ctx;

	return sift_row(&r->sift, row, cells, count, err);
}

static const char *named(const struct report *r, const struct job *job)
{
	return job->follows || job_named(r->jobs) ? buf_str(&job->name) : NULL;
}

/* Without the secrets of those who sign, or did until lately. */
static void redact(const struct report *r, struct buf *out, const char *text,
		   size_t len)
{
	struct buf once = { .secret = true };

	redact_text(&once, &r->identity->before, text, len);
	redact_text(out, &r->identity->cred, buf_str(&once), once.len);
	buf_release(&once);
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
	const char *prefix = named(r, job);
	const char *text;

	for (size_t at = 0; at < result->faults_len; at += strlen(text) + 1) {
		struct buf shown = {0};

		text = result->faults + at;
		redact(r, &shown, text, strlen(text));
		say(r, prefix ? prefix : r->name, buf_str(&shown));
		buf_release(&shown);
	}
}

/* The service's words stand first on the line, as they always did. */
static void say_failure(struct report *r, const struct job *job,
			const struct exchange_result *result)
{
	struct err err = result->err;
	const char *prefix = named(r, job);
	struct buf text = {0};

	hint_add(&err, result, r->endpoint, r->settings, &job->params);
	if (!prefix && !result->code[0])
		prefix = r->name;
	redact(r, &text, err.text, strlen(err.text));
	/* What is wrong with one of several requests for one list is mostly
	 * wrong with all. */
	if (!r->merges || strcmp(buf_str(&text), buf_str(&r->said)) != 0) {
		say(r, prefix, buf_str(&text));
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
	struct buf text = {0};

	if (r->settings->verbose) {
		buf_puts(&text, r->no_means);
		if (r->no_means_elsewhere &&
		    !endpoint_is_amazon(r->endpoint))
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

	if (sift_flush(&r->sift, err))
		return -1;
	r->progress.done += !job->follows;
	r->progress.failed += result->failed;
	show_progress(r);
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
	const char *prefix = job ? named(r, job) : NULL;
	struct buf shown = {0};

	if (!loud && !r->settings->verbose)
		return;
	redact(r, &shown, text, strlen(text));
	say(r, prefix ? prefix : r->name, buf_str(&shown));
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

void report_begin(struct report *r)
{
	r->sift.keeps = is_new;
	r->sift.out = print_row;
	r->sift.ctx = r;
	r->seen.texts.max = REPORT_IDS_MAX;
	sift_begin(&r->sift, r->rows, r->things);
	r->watched = program_is_watched();
	progress_begin(&r->progress, r->watched ? job_count(r->jobs) : 0,
		       now_ms());
}

struct api_sink report_sink(struct report *r)
{
	return (struct api_sink){ on_begin, on_row, on_done, on_idle, r };
}

static int put_row(void *ctx, const struct row *row, const struct cell *cells,
		   size_t count, struct err *err)
{
	return out_row(ctx, row_type(row), cells, count, err);
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
	return sorted_hand_out(&r->sorted, r->sort_keys, put_row, r->out, err);
}

void report_end(struct report *r)
{
	erase_progress(r);
}

/* What the run ended before. */
static void say_unfinished(const struct report *r, const struct api *api)
{
	struct buf text = {0};

	if (!api->untried && !api->unread)
		return;
	buf_puts(&text, *program_stop() ? "interrupted: " : "stopped: ");
	if (api->untried)
		buf_printf(&text, "%lu not done", api->untried);
	if (api->untried && api->unread)
		buf_puts(&text, ", ");
	if (api->unread)
		buf_puts(&text, "the rest of standard input was not read");
	program_say(r->name, buf_str(&text));
	buf_release(&text);
}

/* An empty list is as good as any to a job that runs by itself; a person may
 * have meant another. */
static void say_empty(const struct report *r, const struct api *api)
{
	const struct opt *opt = r->from_stdin;
	struct buf text = {0};
	char called[64];

	if (!opt || r->progress.done || api->untried || api->unread ||
	    (!r->settings->verbose && !isatty(STDERR_FILENO)))
		return;
	buf_printf(&text, "%s -: standard input was empty: no request was "
		   "made", opt_called(opt, called, sizeof(called)));
	program_say(r->name, buf_str(&text));
	buf_release(&text);
}

void report_rest(const struct report *r, const struct api *api)
{
	say_unfinished(r, api);
	say_empty(r, api);
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
}
