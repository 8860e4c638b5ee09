/* SPDX-License-Identifier: BSD-2-Clause */
#include "request/jobplan.h"

#include <string.h>

/* The state of making the base parameters, which every job has. */
struct making {
	const struct opt_args *args;
	struct lines *lines;
	struct params *base;
	bool empty;	/* an option takes its values from standard input, which
			 * was empty */
};

/* Reads the values of one option from standard input.  Every request gets all
 * values.  Without a value, the command sends no request. */
static int read_many(struct making *m, const struct opt *opt, struct err *err)
{
	enum lines_state state;
	struct opt_given given = { .opt = opt };

	m->empty = true;
	for (;;) {
		if (lines_wait(m->lines, &state, &given.value, err))
			return -1;
		if (state == LINES_END)
			return 0;
		m->empty = false;
		if (opt_feed_one(m->base, &given, err))
			return -1;
	}
}

static int feed_last(struct making *m, const struct opt *opt, struct err *err)
{
	for (size_t i = m->args->len; i-- > 0;)
		if (m->args->given[i].opt == opt)
			return opt_feed_one(m->base, &m->args->given[i], err);
	return 0;
}

/* Adds all values of one option to the base parameters, but only the last value
 * of an OPT_ONE option. */
static int feed_all(struct making *m, const struct opt *opt, struct err *err)
{
	if (opt->use == OPT_ONE)
		return feed_last(m, opt, err);
	for (size_t i = 0; i < m->args->len; i++) {
		const struct opt_given *g = &m->args->given[i];

		if (g->opt != opt)
			continue;
		if (opt->use == OPT_MANY && opt == m->args->from_stdin &&
		    strcmp(g->value, "-") == 0
			    ? read_many(m, opt, err)
			    : opt_feed_one(m->base, g, err))
			return -1;
	}
	return 0;
}

/* Adds the values of the operand to the base parameters.  Then adds the values
 * of the options, in the order of the options' table, since an option may
 * change the effect of a later one.  Leaves out OPT_EACH and OPT_LIST
 * values. */
static int feed_options(struct making *m, const struct opt_spec *spec,
			struct err *err)
{
	const struct opt *operand = &spec->operand;

	if (operand->use != OPT_EACH && operand->use != OPT_LIST &&
	    feed_all(m, operand, err))
		return -1;
	for (const struct opt *o = spec->options; o->name; o++)
		if (o->use != OPT_EACH && o->use != OPT_LIST &&
		    feed_all(m, o, err))
			return -1;
	return 0;
}

int jobplan_base(const struct job_plan *plan, struct lines *lines,
		 struct params *base, bool *empty, struct err *err)
{
	struct making m = { plan->args, lines, base, false };
	const struct job_param *p = plan->defaults;

	for (; p && p->name; p++)
		if (params_add(base, p->name, p->value, err))
			return -1;
	if (feed_options(&m, plan->spec, err))
		return -1;
	*empty = m.empty;
	return plan->finish ? plan->finish(base, err) : 0;
}
