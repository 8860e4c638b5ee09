/* SPDX-License-Identifier: BSD-2-Clause */
#include "command/ask.h"

#include "command/gather.h"
#include "request/idfilter.h"

/* Returns whether the run sends ids as the values of a filter, because a target
 * may lack some of the ids. */
static bool is_by_filter(const struct ask *a)
{
	return a->targets->len > 1 && idfilter_has(a->exchange.call->rule);
}

static int spread_jobs(const struct ask *a, struct err *err)
{
	struct job_spread how = { a->targets->len, a->one_row, JOB_PORTION };

	if (a->targets->len > 1)
		how.portion = is_by_filter(a) ? IDFILTER_VALUES_MAX : 1;
	return job_spread(a->jobs, &how, err);
}

static bool names_ids(const struct opt_args *args)
{
	for (size_t i = 0; i < args->len; i++) {
		const struct opt *o = args->given[i].opt;

		if (o->use == OPT_EACH || opt_is_operand(o))
			return true;
	}
	return false;
}

int ask_run(struct ask *a, struct err *err)
{
	struct gather gather = {
		.targets = a->targets, .sink = a->sink,
		.call = a->exchange.call, .by_value = a->one_row,
		.ids = names_ids(a->args),
		.list = is_by_filter(a) && job_has_list(a->args),
	};
	const struct api_sink sink = gather_sink(&gather);
	struct api api = {
		.exchange = a->exchange, .http = a->targets->http,
		.sink = &sink, .jobs = a->jobs, .input = a->input,
		.under_way_max = a->under_way_max, .stop = a->stop,
	};
	int rc;

	api.exchange.targets = a->targets->list;
	api.exchange.targets_count = a->targets->len;
	api.exchange.by_filter = is_by_filter(a);
	rc = spread_jobs(a, err);
	if (rc == 0)
		rc = api_run(&api, err);
	a->untried = api.untried;
	a->unread = api.unread;
	gather_release(&gather);
	return rc;
}
