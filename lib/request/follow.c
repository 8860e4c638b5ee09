/* SPDX-License-Identifier: BSD-2-Clause */
#include "request/follow.h"

#include <stdio.h>
#include <string.h>

#include "request/exchange.h"

void follow_init(struct follow_run *f, const struct exchange_run *run)
{
	f->follow = run->call->follow;
	if (!f->follow)
		return;
	f->read = f->write = *run;
	f->read.call = f->follow->read;
	f->read.dry_run = false;
	f->write.call = f->follow->write;
}

/* P are the parameters of the first write.  Returns whether the later writes
 * get parameter I.  Sets *UNFIT to true if the later writes cannot have the
 * field of this parameter. */
static bool is_taken(const struct follow *f, const struct params *p, size_t i,
		     bool *unfit)
{
	const char *name = params_name(p, i);
	size_t len = strlen(name), from = strlen(f->from);
	size_t end = strlen(f->unfit);

	if (strncmp(name, f->from, from) != 0 || name[from] != '.')
		return false;
	if (len < end || strcmp(name + len - end, f->unfit) != 0)
		return true;
	*unfit = true;
	return false;
}

static int name_job(struct job *job, const char *name, struct err *err)
{
	buf_puts(&job->name, name);
	return buf_check(&job->name, "name", err);
}

static int fill_read(const struct follow *f, const struct job *done,
		     struct job *job, bool *unfit, struct err *err)
{
	const char *subject = params_get(&done->params, f->subject);
	const struct params *p = &done->params;

	for (size_t i = 0; i < p->len; i++)
		if (is_taken(f, p, i, unfit) &&
		    params_add(&job->later, params_name(p, i),
			       params_value(p, i), err))
			return -1;
	if (name_job(job, buf_str(&done->name), err))
		return -1;
	return params_add(&job->params, f->as, subject ? subject : "", err);
}

/* Makes the job of the read that follows the first write, unless the later
 * writes would get no parameters.  Warns if the later writes cannot have some
 * of the parameters. */
static int make_read(struct follow_run *f, struct exchange *x, follow_fn *fn,
		     void *ctx, struct err *err)
{
	struct job job = { .follows = true };
	bool unfit = false;
	int rc = fill_read(f->follow, &x->job, &job, &unfit, err);

	if (!rc && unfit)
		x->run->note(x->run->ctx, &x->job, true,
			     f->follow->unfit_words);
	if (!rc && job.later.len)
		rc = fn(ctx, &f->read, &job, err);
	job_release(&job);
	return rc;
}

/* The result of the read. */
struct list {
	const struct row *row;	/* the table's entry for the row of the list */
	bool has_list;
	struct params ids;	/* ids of the resources, without repetitions */
};

static int take_row(void *ctx, const struct row *row, const struct cell *cells,
		    size_t count, struct err *err)
{
	struct list *list = ctx;
	struct buf id = { 0 };
	int rc;

	(void)count;
	if (row == list->row) {
		list->has_list = true;
		return 0;
	}
	buf_append(&id, cells->text, cells->len);
	rc = buf_check(&id, "id", err);
	if (!rc && !params_get(&list->ids, buf_str(&id)))
		rc = params_add(&list->ids, buf_str(&id), "", err);
	buf_release(&id);
	return rc;
}

/* Adds parameter I of LATER to OUT under its new name, as the last element of
 * its list. */
static int take_over(const struct follow *f, const struct params *later,
		     size_t i, struct params *out, struct err *err)
{
	const char *part = params_name(later, i) + strlen(f->from) + 1;
	const char *field = strrchr(part, '.') + 1;
	char list[PARAMS_LIST_NAME];

	(void)snprintf(list, sizeof(list), "%s.%.*s", f->to,
		       (int)strcspn(part, "."), part);
	return params_addf(out, params_value(later, i), err, "%s.%zu.%s", list,
			   params_next(out, list), field);
}

/* Makes the jobs of the writes to the resource ID, one job for each portion of
 * the parameters. */
static int make_writes(struct follow_run *f, const struct params *later,
		       const char *id, follow_fn *fn, void *ctx,
		       struct err *err)
{
	const struct follow *follow = f->follow;
	int rc = 0;

	for (size_t i = 0; !rc && i < later->len;) {
		struct job job = { .follows = true };
		size_t end = later->len - i < follow->portion
			? later->len : i + follow->portion;

		rc = name_job(&job, id, err);
		if (!rc)
			rc = params_add(&job.params, follow->id, id, err);
		for (; !rc && i < end; i++)
			rc = take_over(follow, later, i, &job.params, err);
		if (!rc)
			rc = fn(ctx, &f->write, &job, err);
		job_release(&job);
	}
	return rc;
}

static void fail_unread(const struct follow *f, struct exchange *x)
{
	x->result.failed = true;
	(void)err_prefix(&x->result.err, "%s", f->unread_words);
}

/* Makes the jobs of the writes to all resources that the read lists.  Marks X,
 * the read, as failed if its reply has no list. */
static int make_all_writes(struct follow_run *f, struct exchange *x,
			   const struct list *list, follow_fn *fn, void *ctx,
			   struct err *err)
{
	if (!x->result.failed && !list->has_list)
		(void)err_doubt(&x->result.err, "could not tell: the reply has "
				"no <%s>", list->row->path);
	if (x->result.failed || !list->has_list) {
		fail_unread(f->follow, x);
		return 0;
	}
	if (!list->ids.len)
		x->run->note(x->run->ctx, &x->job, true, f->follow->none_words);
	for (size_t i = 0; i < list->ids.len; i++)
		if (make_writes(f, &x->job.later, params_name(&list->ids, i),
				fn, ctx, err))
			return -1;
	return 0;
}

int follow_make(struct follow_run *f, struct exchange *x, follow_fn *fn,
		void *ctx, struct err *err)
{
	struct list list = { .row = f->follow->read->rows };
	int rc;

	if (x->run == &f->write)
		return 0;
	if (x->run != &f->read)
		return x->result.failed ? 0 : make_read(f, x, fn, ctx, err);
	rc = exchange_rows(x, take_row, &list, err);
	if (!rc)
		rc = make_all_writes(f, x, &list, fn, ctx, err);
	params_release(&list.ids);
	return rc;
}
