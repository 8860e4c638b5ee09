/* SPDX-License-Identifier: BSD-2-Clause */
#include "request/job.h"

#include <stdlib.h>
#include <string.h>

#include "reply/asked.h"
#include "reply/seen.h"

/* The values of one option or operand, from the command line or, when it was
 * given as `-`, from standard input. */
struct values {
	const struct opt *opt;	/* NULL when the command has none */
	const struct opt_args *args;
	struct lines *lines;	/* NULL: from the command line */
	bool skips_lines;	/* see job_skip_lines */
	size_t at;		/* the next of args->given to look at */
	size_t count;		/* given on the command line */
	struct seen before;	/* values of an operand, in lower case unless
				 * they are exact */
	struct buf key;		/* scratch */
	unsigned long line;	/* of the value that came last, if it was read
				 * from LINES, or 0 */
	bool keeps;		/* all values were read, and are in */
	struct params kept;
	size_t kept_at;		/* the next of them */
};

struct job_source {
	const struct opt_args *args;
	struct params base;	/* what every job has */
	const struct job_param *variants;	/* or NULL */
	const struct job_param *variant;	/* the next one, or NULL */
	struct values each, list;
	struct lines lines;
	size_t portion_max;
	size_t targets;
	bool by_value;
	size_t target, number;	/* of the job that comes next */
	bool ended;		/* there is no other job for this target */
	struct job partial;	/* a job that waits for more lines */
	size_t partial_count;	/* of the list's values in it */
	bool started;		/* the partial job has what all have */
	bool done;
};

void job_release(struct job *job)
{
	params_release(&job->params);
	params_release(&job->later);
	buf_release(&job->name);
}

static void values_init(struct values *v, const struct opt_args *args,
			struct lines *lines, enum opt_use use)
{
	v->args = args;
	v->before.texts.max = JOB_REMEMBERED_MAX;
	for (size_t i = 0; i < args->len; i++) {
		if (args->given[i].opt->use != use)
			continue;
		v->opt = args->given[i].opt;
		v->count++;
	}
	if (v->opt && args->from_stdin == v->opt)
		v->lines = lines;
}

static int next_given(struct values *v, enum lines_state *state,
		      const char **value, struct err *err)
{
	*state = LINES_END;
	if (!v->opt)
		return 0;
	for (; v->at < v->args->len; v->at++) {
		const struct opt_given *g = &v->args->given[v->at];

		if (g->opt != v->opt)
			continue;
		/* `-` may stand among values given by name. */
		if (v->lines && strcmp(g->value, "-") == 0) {
			if (v->skips_lines)
				continue;
			if (lines_next(v->lines, state, value, err))
				return -1;
			v->line = v->lines->number;
			if (*state != LINES_END)
				return 0;
			continue;
		}
		v->line = 0;
		*value = g->value;
		*state = LINES_ONE;
		v->at++;
		return 0;
	}
	return 0;
}

/* Whether the value of an operand was given before.  Beyond the bound on memory
 * every value counts as new. */
static int given_before(struct values *v, const char *value, bool *before,
			struct err *err)
{
	const bool exact = v->opt->exact;

	*before = false;
	if (v->opt->letter || v->opt->name)
		return 0;
	buf_clear(&v->key);
	for (const char *p = value; *p; p++)
		buf_putc(&v->key, *p >= 'A' && *p <= 'Z' && !exact
			 ? (char)(*p + 32) : *p);
	if (buf_check(&v->key, "value", err))
		return -1;
	if (seen_add(&v->before, buf_str(&v->key), v->key.len, before, err))
		return err->kind == ERR_LIMIT ? 0 : -1;
	return 0;
}

/* The next value as it comes; that of an operand only the first time. */
static int read_value(struct values *v, enum lines_state *state,
		       const char **value, struct err *err)
{
	bool before;

	do {
		before = false;
		if (next_given(v, state, value, err))
			return -1;
		if (*state == LINES_ONE &&
		    given_before(v, *value, &before, err))
			return -1;
	} while (before);
	return 0;
}

/* Reads and keeps all values. */
static int values_keep(struct values *v, struct err *err)
{
	enum lines_state state;
	const char *value;

	if (!v->opt || v->keeps)
		return 0;
	for (;;) {
		if (read_value(v, &state, &value, err))
			return -1;
		if (state == LINES_WAIT &&
		    lines_wait(v->lines, &state, &value, err))
			return -1;
		if (state == LINES_ONE) {
			if (params_add(&v->kept, "", value, err))
				return -1;
		} else if (v->at == v->args->len) {
			v->keeps = true;
			return 0;
		}
	}
}

static int values_next(struct values *v, enum lines_state *state,
		       const char **value, struct err *err)
{
	if (!v->keeps)
		return read_value(v, state, value, err);
	*state = v->kept_at < v->kept.len ? LINES_ONE : LINES_END;
	if (*state == LINES_ONE)
		*value = params_value(&v->kept, v->kept_at++);
	return 0;
}

static void values_release(struct values *v)
{
	params_release(&v->kept);
	seen_release(&v->before);
	buf_release(&v->key);
}

static int feed(struct params *p, const struct opt *opt, const char *value,
		struct err *err)
{
	struct opt_given given = { opt, value };

	return opt_feed_one(p, &given, err);
}

/* Whether a value of the list can be understood. */
static int try_value(struct job_source *s, const char *value, struct err *err)
{
	struct params scratch = {0};
	int rc = feed(&scratch, s->list.opt, value, err);

	params_release(&scratch);
	return rc;
}

/* Tries the list's values on the command line, so that a mistyped one is
 * known before the first request. */
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

/* A list that goes with each of several values is read whole, and understood
 * before the first request. */
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
	if (values_keep(&s->each, err) || values_keep(&s->list, err))
		return -1;
	for (size_t i = 0; s->list.opt && i < s->list.kept.len; i++)
		if (try_value(s, params_value(&s->list.kept, i), err))
			return -1;
	return 0;
}

/* Reads the values of one option from standard input.  All go into every
 * request; without a value there is no request. */
static int read_many(struct job_source *s, const struct opt *opt,
		     struct err *err)
{
	enum lines_state state;
	const char *value;

	s->done = true;
	for (;;) {
		if (lines_wait(&s->lines, &state, &value, err))
			return -1;
		if (state == LINES_END)
			return 0;
		s->done = false;
		if (feed(&s->base, opt, value, err))
			return -1;
	}
}

/* Of an option that takes one value the last wins. */
static int feed_last(struct job_source *s, const struct opt *opt,
		     struct err *err)
{
	for (size_t i = s->args->len; i-- > 0;)
		if (s->args->given[i].opt == opt)
			return opt_feed_one(&s->base, &s->args->given[i], err);
	return 0;
}

static int feed_all(struct job_source *s, const struct opt *opt,
		    struct err *err)
{
	if (opt->use == OPT_ONE)
		return feed_last(s, opt, err);
	for (size_t i = 0; i < s->args->len; i++) {
		const struct opt_given *g = &s->args->given[i];

		if (g->opt != opt)
			continue;
		if (opt->use == OPT_MANY && opt == s->args->from_stdin &&
		    strcmp(g->value, "-") == 0
			    ? read_many(s, opt, err)
			    : opt_feed_one(&s->base, g, err))
			return -1;
	}
	return 0;
}

/* In the order of the option table: what one value becomes may depend on
 * another that stands before it there. */
static int make_base(struct job_source *s, const struct job_plan *plan,
		     struct err *err)
{
	const struct opt_spec *spec = plan->spec;
	const struct job_param *p = plan->defaults;

	for (; p && p->name; p++)
		if (params_add(&s->base, p->name, p->value, err))
			return -1;
	if (spec->operand.use != OPT_EACH && spec->operand.use != OPT_LIST &&
	    feed_all(s, &spec->operand, err))
		return -1;
	for (const struct opt *o = spec->options; o->name; o++)
		if (o->use != OPT_EACH && o->use != OPT_LIST &&
		    feed_all(s, o, err))
			return -1;
	return plan->finish ? plan->finish(&s->base, err) : 0;
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
	if (make_base(s, plan, err) || try_list(s, err) ||
	    (s->each.opt && s->list.opt && read_list(s, err))) {
		job_source_free(s);
		return -1;
	}
	s->done = s->done ||
		  (s->each.opt && s->list.opt && !s->list.kept.len);
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

static int start(struct job_source *s, struct err *err)
{
	if (s->started)
		return 0;
	params_clear(&s->partial.params);
	s->partial_count = 0;
	s->started = true;
	return params_copy(&s->partial.params, &s->base, err);
}

/* The next value of the each, into the partial job. */
static int next_each(struct job_source *s, enum lines_state *state,
		     struct err *err)
{
	const char *value;

	if (values_next(&s->each, state, &value, err))
		return -1;
	if (*state != LINES_ONE)
		return 0;
	buf_clear(&s->partial.name);
	buf_puts(&s->partial.name, value);
	if (buf_check(&s->partial.name, "value", err))
		return -1;
	s->partial.line = s->each.keeps ? 0 : s->each.line;
	return feed(&s->partial.params, s->each.opt, value, err);
}

/* Most values of the list in one request. */
static size_t portion(const struct job_source *s)
{
	size_t own = s->list.opt->portion;

	return own && own < s->portion_max ? own : s->portion_max;
}

/* Whether VALUE feeds the parameter for values of another form. */
static bool is_prefixed(const struct opt *opt, const char *value)
{
	return opt->prefix &&
	       strncmp(value, opt->prefix, strlen(opt->prefix)) == 0;
}

/* Whether the next value may go with those that are in the request: values of
 * two forms would be two filters, and nothing is in both. */
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

/* The one value of a portion names the job. */
static int name_portion(struct job_source *s, const char *value,
			struct err *err)
{
	if (s->portion_max != 1)
		return 0;
	buf_clear(&s->partial.name);
	buf_puts(&s->partial.name, value);
	return buf_check(&s->partial.name, "value", err);
}

/* A portion of the list as it comes in; a shorter one when it ends. */
static int next_portion(struct job_source *s, enum lines_state *state,
			struct err *err)
{
	const char *value;

	*state = LINES_ONE;
	while (s->partial_count < portion(s) && fits_portion(s)) {
		if (values_next(&s->list, state, &value, err))
			return -1;
		if (*state != LINES_ONE)
			break;
		if (feed(&s->partial.params, s->list.opt, value, err) ||
		    name_portion(s, value, err))
			return -1;
		s->partial_count++;
	}
	if (*state == LINES_END && s->partial_count)
		*state = LINES_ONE;
	return 0;
}

/* A portion of the whole list, with a value of the each. */
static int next_of_both(struct job_source *s, enum lines_state *state,
			struct err *err)
{
	*state = LINES_ONE;
	if (!s->list.kept_at) {
		if (next_each(s, state, err))
			return -1;
	} else if (feed(&s->partial.params, s->each.opt,
			buf_str(&s->partial.name), err)) {
		return -1;
	}
	if (*state != LINES_ONE)
		return 0;
	for (; s->partial_count < portion(s) &&
	       s->list.kept_at < s->list.kept.len; s->partial_count++)
		if (feed(&s->partial.params, s->list.opt,
			 params_value(&s->list.kept, s->list.kept_at++), err))
			return -1;
	if (s->list.kept_at == s->list.kept.len)
		s->list.kept_at = 0;
	return 0;
}

/* The next variant, or the one job there is without any. */
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

/* The next job of one target, into the partial job. */
static int next_partial(struct job_source *s, enum lines_state *state,
			struct err *err)
{
	if (start(s, err))
		return -1;
	if (s->each.opt && s->list.opt)
		return next_of_both(s, state, err);
	if (s->each.opt)
		return next_each(s, state, err);
	if (s->list.opt)
		return next_portion(s, state, err);
	return next_variant(s, state, err);
}

/* The same jobs again, for the next target; false when there is none. */
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
	buf_clear(&job->name);
	buf_puts(&job->name, buf_str(&s->partial.name));
	if (buf_check(&job->name, "value", err))
		return -1;
	return params_copy(&job->params, &s->partial.params, err);
}

/* The partial job was given out, and waits for the next value, unless it is for
 * the next target too. */
static void pass_on(struct job_source *s)
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
	pass_on(s);
	return 0;
}

/* Values of one option; 0 when that is not known. */
static unsigned long count(const struct values *v)
{
	unsigned long ahead = v->lines ? lines_ahead(v->lines) : 0;

	if (v->keeps)
		return v->kept.len;
	if (v->lines && !ahead)
		return 0;
	return ahead + v->count - (v->lines ? 1 : 0);
}

unsigned long job_count(const struct job_source *s)
{
	unsigned long each = s->each.opt ? count(&s->each) : 1;
	unsigned long listed = s->list.kept.len;

	if (s->list.opt && !s->each.opt)
		listed = count(&s->list);
	if (!s->list.opt)
		return each * s->targets;
	return each * s->targets * ((listed + portion(s) - 1) / portion(s));
}

bool job_named(const struct job_source *s)
{
	if (s->each.lines || s->each.count > 1)
		return true;
	return s->portion_max == 1 && (s->list.lines || s->list.count > 1);
}

bool job_selects(const struct job_source *s, const char *const *lists)
{
	for (; lists && *lists; lists++)
		if (asked_has_list(&s->base, *lists))
			return true;
	return false;
}

bool job_reads(const struct job_source *s)
{
	return !s->done && !s->lines.ended && !s->each.skips_lines &&
	       (s->each.lines || s->list.lines);
}

void job_skip_lines(struct job_source *s)
{
	s->each.skips_lines = s->list.skips_lines = true;
}

bool job_lists(const struct opt_args *args)
{
	for (size_t i = 0; i < args->len; i++)
		if (args->given[i].opt->use == OPT_LIST)
			return true;
	return false;
}
