/* SPDX-License-Identifier: BSD-2-Clause */
#include "command/report.h"

#include <string.h>

#include "cli/accountid.h"
#include "command/choice.h"
#include "reply/verdict.h"
#include "request/idform.h"

static const struct place *place_at(const struct report *r, size_t target)
{
	return r->targets->places[target];
}

/* Appends the names of the region and profile columns that the run adds to
 * rows.  Appends nothing if the user chose the columns. */
static void add_labels(const struct report *r, struct buf *out)
{
	if (r->out->choice && r->out->choice->columns_count)
		return;
	if (r->targets->many)
		buf_printf(out, " %s", targets_region_column.name);
	if (r->targets->profiles)
		buf_printf(out, " %s", targets_profile_column.name);
}

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
	struct buf text = { 0 };
	int rc;

	if (r->headed || !r->settings->headings || r->settings->quiet)
		return 0;
	r->headed = true;
	fill_headings(r, job, &text);
	rc = buf_check(&text, "headings", err);
	if (rc == 0 && text.len)
		rc = out_headings(r->out, buf_str(&text), err);
	buf_release(&text);
	return rc;
}

/* Ends the rows of the previous target and begins the rows of TARGET. */
static int begin_target(struct report *r, size_t target, struct err *err)
{
	const struct place *now = place_at(r, target);

	if (target == r->target)
		return 0;
	if (report_sorted(r, err))
		return -1;
	if (now->login != place_at(r, r->target)->login)
		seen_release(&r->elsewhere);
	seen_release(&r->seen);
	r->warned = false;
	r->target = target;
	return 0;
}

static int begin_job(void *ctx, const struct job *job, struct err *err)
{
	struct report *r = ctx;

	if (begin_target(r, job->target, err))
		return -1;
	buf_clear(&r->owner);
	return report_headings(r, job, err);
}

/* Returns whether ID has the form of an id that only one region can have.  An
 * id such as i-1234abcd is unique, but a name is not. */
static bool is_unique(const char *id, size_t len)
{
	const char *dash = memchr(id, '-', len);
	size_t digits = dash ? len - (size_t)(dash - id) - 1 : 0;

	return digits >= 8 && strspn(dash + 1, "0123456789abcdef") >= digits;
}

/* If another region with the same endpoint and credentials has listed the
 * resource, sets *KEEP to false and warns once per target.  Such an endpoint
 * ignores the region in the request's signature. */
static int look_elsewhere(struct report *r, bool *keep, struct err *err)
{
	const char *id = buf_str(&r->key);
	bool before = false;
	struct buf text = { 0 };

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
	if (r->warned)
		return 0;
	r->warned = true;
	buf_printf(&text, "%s: the endpoint does not tell regions apart: it "
		   "also listed %s for another region",
		   place_at(r, r->target)->target.name, id);
	messages_say(r->messages, r->messages->name, buf_str(&text));
	buf_release(&text);
	return 0;
}

/* Sets *KEEP to whether the resource is new: we have not printed it before, and
 * no other region with the same endpoint has listed it.  Several requests or
 * pages of one list may return the same resource.  A resource without an id is
 * always new. */
static int is_new(void *ctx, const char *id, size_t len, bool *keep,
		  struct err *err)
{
	struct report *r = ctx;
	bool before = false;

	buf_clear(&r->key);
	if (verdict_key(&r->key, id, len, r->exact, err))
		return -1;
	if (len && seen_add(&r->seen, buf_str(&r->key), len, &before, err) &&
	    err->kind != ERR_LIMIT)
		return -1;
	*keep = !before;
	return look_elsewhere(r, keep, err);
}

static bool is_type(const char *type, const char *name)
{
	return type && strcmp(type, name) == 0;
}

/* Returns whether to print DETAIL rows.  With --rows, the user has already
 * chosen the rows. */
static bool wants_details(const struct report *r)
{
	return r->settings->details ||
	       (r->out->choice && r->out->choice->types_count);
}

/* If a row reports a failure, prints an error message with all cells of the row
 * except the first. */
static void look_for_failure(struct report *r, const struct cell *cells,
			     size_t count)
{
	struct buf text = { 0 };

	if (!r->is_failure || !r->is_failure(cells, count))
		return;
	r->failed = true;
	for (size_t i = 1; i < count; i++) {
		buf_puts(&text, i > 1 ? ": " : "");
		buf_append(&text, cells[i].text, cells[i].len);
	}
	messages_say(r->messages, r->messages->name, buf_str(&text));
	buf_release(&text);
}

/* With --owner, remembers the owner that a row names. */
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

/* Returns whether the row has a column with the name of COLUMN.  Returns false
 * for text output, where an added column is always one of the last columns. */
static bool has_named(const struct report *r, const struct cell *cells,
		       size_t count, const struct column *column)
{
	for (size_t i = 0; i < count && r->out->format != OUT_TEXT; i++)
		if (strcmp(cells[i].column->name, column->name) == 0)
			return true;
	return false;
}

static struct cell label_cell(const struct column *column, const char *text)
{
	return (struct cell){ column, text, strlen(text) };
}

/* Prints a row, and adds the region and profile columns that the run needs. */
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
		all[count++] = label_cell(&targets_region_column,
					  buf_str(&place->endpoint.region));
	if (r->targets->profiles &&
	    !has_named(r, all, count, &targets_profile_column))
		all[count++] = label_cell(&targets_profile_column,
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

/* Checks that the confirmed resource belongs to the account that --owner names.
 * Always reports a missing owner.  Reports another owner unless --quiet is
 * given without -v.  Reports the expected owner only with -v. */
static void say_owner(struct report *r, const struct job *job)
{
	const char *wanted = r->settings->owner;
	const char *owner = buf_str(&r->owner);
	bool same = accountid_same(owner, wanted), say = r->settings->verbose;
	struct buf text = { 0 };

	if (same) {
		buf_printf(&text, "confirmed; the owner is account %s", owner);
	} else if (*owner) {
		r->answered_no = true;
		say = say || !r->settings->quiet;
		buf_printf(&text, "confirmed, but the owner is account %s, "
			   "not %s", owner, wanted);
		if (accountid_is(owner) && !accountid_is(wanted))
			buf_puts(&text, "; an account number has 12 digits");
	} else {
		r->failed = say = true;
		buf_puts(&text, "could not tell: the reply names no owner");
	}
	if (say)
		messages_say(r->messages, buf_str(&job->name), buf_str(&text));
	buf_release(&text);
}

/* With -v, prints why the service may have answered "false".  If the job's
 * values are malformed, explains what is wrong with the values, even without
 * -v. */
static void explain_no(struct report *r, const struct job *job)
{
	const struct place *place = place_at(r, job->target);
	struct buf text = { 0 };

	if (r->settings->verbose) {
		buf_puts(&text, r->false_hint);
		if (r->false_hint_elsewhere &&
		    !endpoint_is_amazon(&place->endpoint))
			buf_puts(&text, r->false_hint_elsewhere);
		messages_say(r->messages, buf_str(&job->name), buf_str(&text));
		buf_clear(&text);
	}
	if (idform_explain(job, r->settings->verbose, &text))
		messages_hint(r->messages, buf_str(&text));
	buf_release(&text);
}

static int on_done(void *ctx, const struct job *job,
		   const struct exchange_result *result, struct err *err)
{
	struct report *r = ctx;

	if (begin_target(r, job->target, err) || sift_flush(&r->sift, err))
		return -1;
	messages_count(r->messages, !job->follows && !result->again,
		       result->failed);
	if (result->merged)
		return 0;
	if (result->failed) {
		r->failed = true;
		if (out_flush(r->out, err))
			return -1;
		messages_failure(r->messages, job, result);
		return 0;
	}
	if (!result->answered_false &&
	    (!r->settings->owner || r->settings->dry_run))
		return 0;
	if (out_flush(r->out, err))
		return -1;
	if (!result->answered_false) {
		say_owner(r, job);
		return 0;
	}
	r->answered_no = true;
	if (r->false_hint)
		explain_no(r, job);
	return 0;
}

static int on_idle(void *ctx, struct err *err)
{
	struct report *r = ctx;

	messages_progress(r->messages);
	return out_flush(r->out, err);
}

void report_begin(struct report *r)
{
	r->sift.keeps = is_new;
	r->sift.out = print_row;
	r->sift.ctx = r;
	r->seen.texts.max = r->elsewhere.texts.max = REPORT_IDS_MAX;
	sift_begin(&r->sift, r->rows, r->resources);
	messages_begin(r->messages);
}

struct api_sink report_sink(struct report *r)
{
	return (struct api_sink){ begin_job, on_row, on_done, on_idle, r };
}

int report_sorted(struct report *r, struct err *err)
{
	if (sift_flush(&r->sift, err))
		return -1;
	if (!r->sort_keys)
		return 0;
	return sorted_flush(&r->sorted, r->sort_keys, put_row, r, err);
}

void report_release(struct report *r)
{
	sorted_release(&r->sorted);
	buf_release(&r->key);
	buf_release(&r->owner);
	sift_release(&r->sift);
	seen_release(&r->seen);
	seen_release(&r->elsewhere);
}
