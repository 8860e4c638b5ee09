/* SPDX-License-Identifier: BSD-2-Clause */
#include "command/cmdjobs.h"

#include <string.h>
#include <unistd.h>

#include "base/codec.h"
#include "base/digest.h"

static int make_token(struct buf *out, struct err *err)
{
	unsigned char bytes[16];
	char hex[2 * sizeof(bytes) + 1];

	if (digest_random(bytes, sizeof(bytes), err))
		return -1;
	codec_hex(bytes, sizeof(bytes), hex);
	buf_puts(out, hex);
	return buf_check(out, "token", err);
}

/* Makes the source of the jobs.  Every job has the command's defaults, and the
 * page size and the token if they apply. */
static int make_source(struct cmdjobs *j, const struct cmdjobs_plan *plan,
		       struct err *err)
{
	struct job_param defaults[CMDJOBS_DEFAULTS_MAX + 3] = { { 0 } };
	struct job_plan jobs = {
		.args = plan->args, .spec = plan->spec, .defaults = defaults,
		.finish = plan->finish, .fd = STDIN_FILENO,
	};
	size_t n = 0;

	for (; n < CMDJOBS_DEFAULTS_MAX && plan->defaults[n].name; n++)
		defaults[n] = plan->defaults[n];
	if (plan->call->pages && plan->settings->page_size &&
	    !job_has_list(plan->args)) {
		buf_printf(&j->page_size, "%ld", plan->settings->page_size);
		defaults[n++] = (struct job_param){
			"MaxResults", buf_str(&j->page_size) };
	}
	if (plan->token) {
		if (make_token(&j->token, err))
			return -1;
		defaults[n++] = (struct job_param){
			plan->token, buf_str(&j->token) };
	}
	if (plan->selectors && !opt_has_any(plan->args, plan->selectors))
		jobs.variants = plan->default_requests;
	return job_source_new(&j->source, &jobs, err);
}

const char *cmdjobs_version(const struct settings *settings)
{
	return settings->api_version ? settings->api_version : EC2_API_VERSION;
}

static bool is_given(const struct opt_args *args, const char *name)
{
	for (size_t i = 0; i < args->len; i++) {
		const char *param = args->given[i].opt->param;

		if (param && strcmp(param, name) == 0)
			return true;
	}
	return false;
}

/* Finds the parameters that the run may leave out, and those that it leaves out
 * from the start.  The run never leaves out a token that the user gave. */
static struct extras find_extras(const struct cmdjobs_plan *plan)
{
	struct extras e = { .page_given = opt_has(plan->args, "page-size") };
	unsigned too_new = extras_too_new(plan->call->action,
					  cmdjobs_version(plan->settings));

	if (plan->call->pages)
		e.optional |= EXTRAS_PAGE;
	if (plan->token && !is_given(plan->args, plan->token))
		e.optional |= EXTRAS_TOKEN;
	e.left_out = e.optional & too_new;
	e.token_unknown = plan->token && (too_new & EXTRAS_TOKEN);
	return e;
}

/* With --dry-run, fails if the version of the API has no DryRun, because the
 * endpoint might ignore DryRun and make the change. */
static int check_dry_run(const struct cmdjobs_plan *plan, struct err *err)
{
	const char *version = cmdjobs_version(plan->settings);

	if (!plan->settings->dry_run ||
	    !(extras_too_new(plan->call->action, version) & EXTRAS_DRY_RUN))
		return 0;
	err_set(err, "this endpoint has no dry run; nothing was done");
	return err_hint(err, "EC2_API_VERSION is %s, and DryRun came later",
			version);
}

int cmdjobs_make(struct cmdjobs *j, const struct cmdjobs_plan *plan,
		 struct err *err)
{
	if (make_source(j, plan, err) || check_dry_run(plan, err))
		return -1;
	j->extras = find_extras(plan);
	return 0;
}

void cmdjobs_release(struct cmdjobs *j)
{
	job_source_free(j->source);
	j->source = NULL;
	buf_release(&j->page_size);
	buf_release(&j->token);
}
