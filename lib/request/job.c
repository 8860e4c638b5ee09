/* SPDX-License-Identifier: BSD-2-Clause */
#include "request/job.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "request/values.h"

struct job_source {
	const struct opt_args *args;
	struct params base;	/* parameters that every job has */
	const struct job_param *variants;	/* `variants` of struct
						 * job_plan */
	const struct job_param *variant;	/* the next variant, or NULL if
						 * the plan has none */
	struct values each, list;
	struct lines lines;
	size_t portion_max;
	size_t targets;
	bool by_value;
	size_t target, number;	/* target and number of the next job */
	bool ended;		/* the job of the last variant, or the only job,
				 * has been made; never set if values make
				 * jobs */
	struct job partial;	/* the next job, which may be incomplete */
	size_t partial_count;	/* number of OPT_LIST values in the partial
				 * job */
	bool started;		/* the partial job has the base parameters */
	bool done;
};

void job_release(struct job *job)
{
	params_release(&job->params);
	params_release(&job->later);
	buf_release(&job->name);
}

static int feed_option(struct params *p, const struct opt *opt,
		       const char *value, struct err *err)
{
	struct opt_given given = { opt, value };

	return opt_feed_one(p, &given, err);
}

static int try_value(struct job_source *s, const char *value, struct err *err)
{
	struct params scratch = { 0 };
	int rc = feed_option(&scratch, s->list.opt, value, err);

	params_release(&scratch);
	return rc;
}

/* Checks the OPT_LIST values on the command line, so that a wrong value is
 * found before the first request. */
static int try_list(struct job_source *s, struct err *err)
{
	for (size_t i = 0; i < s->args->len; i++) {
		const struct opt_given *g = &s->args->given[i];

		if (g->opt->use == OPT_LIST && strcmp(g->value, "-") != 0 &&
		    try_value(s, g->value, err))
			return -1;
	}
	return 0;
}

/* Reads all OPT_LIST values and checks them before the first request.  The
 * source calls read_list if it combines these values with OPT_EACH values, or
 * if it makes all jobs of one target, then all jobs of the next. */
static int read_list(struct job_source *s, struct err *err)
{
	if (values_keep(&s->list, err))
		return -1;
	for (size_t i = 0; i < s->list.kept.len; i++)
		if (try_value(s, params_value(&s->list.kept, i), err))
			return -1;
	return 0;
}

int job_spread(struct job_source *s, const struct job_spread *how,
	       struct err *err)
{
	s->targets = how->targets;
	s->by_value = how->by_value;
	s->portion_max = how->portion;
	if (s->targets == 1 || s->by_value)
		return 0;
	return values_keep(&s->each, err) || read_list(s, err) ? -1 : 0;
}

int job_source_new(struct job_source **out, const struct job_plan *plan,
		   struct err *err)
{
	struct job_source *s = calloc(1, sizeof(*s));

	if (!s)
		return err_memory(err);
	s->args = plan->args;
	s->variants = s->variant = plan->variants;
	s->targets = 1;
	s->portion_max = JOB_PORTION;
	s->base.text.secret = s->partial.params.text.secret = plan->secret;
	lines_init(&s->lines, plan->fd);
	values_init(&s->each, s->args, &s->lines, OPT_EACH);
	values_init(&s->list, s->args, &s->lines, OPT_LIST);
	if (jobplan_base(plan, &s->lines, &s->base, &s->done, err) ||
	    try_list(s, err) ||
	    (s->each.opt && s->list.opt && read_list(s, err))) {
		job_source_free(s);
		return -1;
	}
	s->done = s->done || (s->each.opt && s->list.opt && !s->list.kept.len);
	*out = s;
	return 0;
}

void job_source_free(struct job_source *s)
{
	if (!s)
		return;
	params_release(&s->base);
	lines_release(&s->lines);
	values_release(&s->each);
	values_release(&s->list);
	job_release(&s->partial);
	free(s);
}

static int start_partial(struct job_source *s, struct err *err)
{
	if (s->started)
		return 0;
	params_clear(&s->partial.params);
	s->partial_count = 0;
	s->started = true;
	return params_copy(&s->partial.params, &s->base, err);
}

static int set_name(struct buf *name, const char *value, struct err *err)
{
	buf_clear(name);
	buf_puts(name, value);
	return buf_check(name, "value", err);
}

/* Adds the next value of the OPT_EACH option to the partial job, and names the
 * job after this value. */
static int next_each(struct job_source *s, enum lines_state *state,
		     struct err *err)
{
	const char *value;

	if (values_next(&s->each, state, &value, err))
		return -1;
	if (*state != LINES_ONE)
		return 0;
	if (set_name(&s->partial.name, value, err))
		return -1;
	s->partial.line = s->each.line;
	return feed_option(&s->partial.params, s->each.opt, value, err);
}

/* Returns the maximum number of OPT_LIST values in one request. */
static size_t portion_max(const struct job_source *s)
{
	size_t own = s->list.opt->portion;

	return own && own < s->portion_max ? own : s->portion_max;
}

/* Returns whether VALUE begins with the option's prefix.  Values with and
 * without the prefix go into different filters. */
static bool is_prefixed(const struct opt *opt, const char *value)
{
	return opt->prefix && str_begins(value, opt->prefix);
}

/* Returns whether the next value may go into the partial job.  If the source
 * keeps the values for several targets, values with and without the prefix must
 * not share a request, because EC2 returns only resources that match both of
 * the request's filters. */
static bool fits_portion(const struct job_source *s)
{
	const struct values *v = &s->list;
	const size_t at = v->kept_at;

	if (s->targets == 1 || !v->keeps || !s->partial_count ||
	    at == v->kept.len)
		return true;
	return is_prefixed(v->opt, params_value(&v->kept, at)) ==
	       is_prefixed(v->opt, params_value(&v->kept, at - 1));
}

/* Names the job after its value if a portion has only one value. */
static int name_portion(struct job_source *s, const char *value,
			struct err *err)
{
	return s->portion_max == 1 ? set_name(&s->partial.name, value, err) : 0;
}

/* Adds OPT_LIST values to the partial job until the portion is complete or no
 * further value has arrived.  The last portion may be shorter. */
static int next_portion(struct job_source *s, enum lines_state *state,
			struct err *err)
{
	const char *value;

	*state = LINES_ONE;
	while (s->partial_count < portion_max(s) && fits_portion(s)) {
		if (values_next(&s->list, state, &value, err))
			return -1;
		if (*state != LINES_ONE)
			break;
		if (feed_option(&s->partial.params, s->list.opt, value, err) ||
		    name_portion(s, value, err))
			return -1;
		s->partial_count++;
	}
	if (*state == LINES_END && s->partial_count)
		*state = LINES_ONE;
	return 0;
}

/* Combines a value of the OPT_EACH option with a portion of the OPT_LIST
 * values. */
static int next_of_both(struct job_source *s, enum lines_state *state,
			struct err *err)
{
	*state = LINES_ONE;
	if (!s->list.kept_at) {
		if (next_each(s, state, err))
			return -1;
	} else if (feed_option(&s->partial.params, s->each.opt,
			       buf_str(&s->partial.name), err)) {
		return -1;
	}
	if (*state != LINES_ONE)
		return 0;
	for (; s->partial_count < portion_max(s) &&
	       s->list.kept_at < s->list.kept.len; s->partial_count++)
		if (feed_option(&s->partial.params, s->list.opt,
				params_value(&s->list.kept, s->list.kept_at++),
				err))
			return -1;
	if (s->list.kept_at == s->list.kept.len)
		s->list.kept_at = 0;
	return 0;
}

/* Makes the job of the next variant.  If the command has no variants, makes the
 * only job. */
static int next_variant(struct job_source *s, enum lines_state *state,
			struct err *err)
{
	const struct job_param *v = s->variant;

	*state = LINES_ONE;
	s->ended = !v || !v[1].name;
	if (!v)
		return 0;
	s->variant++;
	return params_add(&s->partial.params, v->name, v->value, err);
}

/* Completes the partial job, the next job of one target.  If a line is still
 * missing, sets *STATE to LINES_WAIT and keeps the partial job. */
static int next_partial(struct job_source *s, enum lines_state *state,
			struct err *err)
{
	if (start_partial(s, err))
		return -1;
	if (s->each.opt && s->list.opt)
		return next_of_both(s, state, err);
	if (s->each.opt)
		return next_each(s, state, err);
	if (s->list.opt)
		return next_portion(s, state, err);
	return next_variant(s, state, err);
}

/* Starts over with the first job for the next target.  Returns false after the
 * last target.  If by_value is set, always returns false. */
static bool next_target(struct job_source *s)
{
	if (s->by_value || s->target + 1 >= s->targets)
		return false;
	s->target++;
	s->number = 0;
	s->started = s->ended = false;
	s->variant = s->variants;
	s->each.kept_at = s->list.kept_at = 0;
	return true;
}

static int fill_job(struct job_source *s, struct job *job, struct err *err)
{
	job->target = s->target;
	job->number = s->number;
	job->line = s->partial.line;
	params_clear(&job->params);
	if (set_name(&job->name, buf_str(&s->partial.name), err))
		return -1;
	return params_copy(&job->params, &s->partial.params, err);
}

/* Moves on to the next target or to the next job, after fill_job has copied the
 * partial job. */
static void advance_source(struct job_source *s)
{
	if (s->by_value && s->target + 1 < s->targets) {
		s->target++;
		return;
	}
	if (s->by_value)
		s->target = 0;
	s->number++;
	s->started = false;
	if (s->ended && !next_target(s))
		s->done = true;
}

int job_next(struct job_source *s, enum lines_state *state, struct job *job,
	     struct err *err)
{
	bool again = s->by_value && s->target;

	*state = LINES_END;
	if (s->done)
		return 0;
	*state = LINES_ONE;
	while (!again) {
		if (next_partial(s, state, err)) {
			s->done = true;
			return -1;
		}
		if (*state == LINES_WAIT)
			return 0;
		if (*state == LINES_ONE)
			break;
		if (!s->number || !next_target(s)) {
			s->done = true;
			return 0;
		}
	}
	if (fill_job(s, job, err))
		return -1;
	advance_source(s);
	return 0;
}

unsigned long job_count(const struct job_source *s)
{
	unsigned long each = s->each.opt ? values_count(&s->each) : 1;
	unsigned long listed = s->list.kept.len;

	if (s->list.opt && !s->each.opt)
		listed = values_count(&s->list);
	if (!s->list.opt)
		return each * s->targets;
	return each * s->targets *
	       ((listed + portion_max(s) - 1) / portion_max(s));
}

bool job_shows_name(const struct job_source *s)
{
	if (s->each.lines || s->each.count > 1)
		return true;
	return s->portion_max == 1 && (s->list.lines || s->list.count > 1);
}

bool job_may_read(const struct job_source *s)
{
	return !s->done && !s->lines.ended && !s->each.skips_lines &&
	       (s->each.lines || s->list.lines);
}

void job_skip_lines(struct job_source *s)
{
	s->each.skips_lines = s->list.skips_lines = true;
}

bool job_has_list(const struct opt_args *args)
{
	for (size_t i = 0; i < args->len; i++)
		if (args->given[i].opt->use == OPT_LIST)
			return true;
	return false;
}
