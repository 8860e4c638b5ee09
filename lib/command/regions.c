/* SPDX-License-Identifier: BSD-2-Clause */
#include "command/regions.h"

#include <string.h>

#include "cli/program.h"
#include "request/api.h"

static const struct row region_rows[] = {
	{ "", .columns = COLUMNS(
		ID("Name", PATH("regionName")),
		COLUMN("OptInStatus", PATH("optInStatus"))) },
	ROW_END
};

static const struct answer_rule region_rule = {
	.set = "regionInfo", .resources = "", .id = "regionName",
};

static const struct exchange_call describe_regions = {
	"DescribeRegions", "regionInfo/item", region_rows,
	.rule = &region_rule,
};

struct asking {
	struct regions_list *out;
	const struct regions_plan *plan;
	size_t at;		/* index of the target that sent the current
				 * rows */
};

static int begin_regions(void *ctx, const struct job *job, struct err *err)
{
	struct asking *a = ctx;

	a->at = job->target;
	return 0;
}

/* Returns whether a region with this OptInStatus is disabled for the account.
 * A disabled region refuses every request. */
static bool is_disabled(const struct cell *status)
{
	return cell_is(status, "not-opted-in");
}

static int add_region_found(void *ctx, const struct row *row,
		       const struct cell *cells, size_t count, struct err *err)
{
	struct asking *a = ctx;
	struct buf *names = &a->out[a->at].names;

	if (is_disabled(&cells[1]) || !cells[0].len)
		return 0;
	buf_append(names, cells[0].text, cells[0].len);
	buf_append(names, "", 1);
	return buf_check(names, "regions", err);
}

static int end_regions(void *ctx, const struct job *job,
		       const struct exchange_result *result, struct err *err)
{
	struct asking *a = ctx;
	struct regions_list *out = &a->out[job->target];

	out->result = *result;
	if (result->failed || out->names.len)
		return 0;
	out->result.failed = true;
	err_set(&out->result.err, "DescribeRegions returned no enabled "
			       "region");
	return 0;
}

static void note_regions(void *ctx, const struct job *job, bool loud,
			 const char *text)
{
	const struct asking *a = ctx;

	a->plan->notes->note(a->plan->notes->ctx, loud, text);
}

int regions_ask(struct regions_list *out, const struct regions_plan *plan,
		struct err *err)
{
	const struct opt_args no_args = { 0 };
	const struct opt no_options[] = { OPT_END };
	const struct opt_spec no_spec = { .options = no_options };
	const struct job_plan jobs = {
		.args = &no_args, .spec = &no_spec, .fd = -1,
	};
	const struct job_spread spread = { plan->len, false, JOB_PORTION };
	struct asking a = { out, plan, 0 };
	const struct api_sink sink = {
		begin_regions, add_region_found, end_regions, .ctx = &a,
	};
	struct api api = {
		.exchange = {
			.call = &describe_regions, .targets = plan->targets,
			.targets_count = plan->len, .note = note_regions,
			.ctx = &a,
		},
		.http = plan->http, .sink = &sink, .input = -1,
		.under_way_max = plan->under_way_max,
		.stop = program_stop(),
	};
	int rc = job_source_new(&api.jobs, &jobs, err);

	if (rc == 0)
		rc = job_spread(api.jobs, &spread, err);
	if (rc == 0)
		rc = api_run(&api, err);
	job_source_free(api.jobs);
	if (rc == 0 && api.untried)
		rc = err_set(err, "interrupted");
	return rc;
}
