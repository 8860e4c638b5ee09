/* SPDX-License-Identifier: BSD-2-Clause */
#include "actions/actions.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "actions/given.h"
#include "actions/names.h"
#include "actions/recipe.h"
#include "call/describe.h"
#include "call/paging.h"
#include "kinds/account_kind.h"
#include "kinds/image_kind.h"
#include "kinds/instance_kind.h"
#include "kinds/network_kind.h"
#include "kinds/volume_kind.h"
#include "state/passing.h"

#define VERSION_FIRST "2007-03-01"
#define VERSION_LAST "2016-11-15"
#define STS_ACTION "GetCallerIdentity"

/* Actions that describe resources.  `lists` has the parameters that is_selector
 * does not know. */
static const struct recipe descriptions[] = {
	{ "DescribeAddresses", .shows = &network_kind_address },
	{ "DescribeAvailabilityZones", .shows = &account_kind_zone,
	  .lists = RECIPE_LISTS("AllAvailabilityZones") },
	{ "DescribeImages", .shows = &image_kind,
	  .lists = RECIPE_LISTS("IncludeDeprecated", "IncludeDisabled") },
	{ "DescribeInstanceStatus", .shows = &instance_kind_status,
	  .lists = RECIPE_LISTS("IncludeAllInstances") },
	{ "DescribeKeyPairs", .shows = &network_kind_key },
	{ "DescribeRegions", .shows = &account_kind_region,
	  .lists = RECIPE_LISTS("AllRegions") },
	{ "DescribeSecurityGroups", .shows = &network_kind_group },
	{ "DescribeSnapshots", .shows = &volume_kind_snapshot },
	{ "DescribeTags", .shows = &account_kind_tag },
	{ "DescribeVolumes", .shows = &volume_kind },
	{ .name = NULL }
};

static const struct recipe *find_action(const char *name)
{
	static const struct recipe *const *const tables[] = {
		group_rules_actions, images_actions,
		instance_attributes_actions, instances_actions, keys_actions,
		launch_actions, modify_actions, network_actions,
		new_images_actions, reservations_actions, storage_actions,
		tags_actions,
	};

	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		for (const struct recipe *const *r = tables[i]; *r; r++)
			if (strcmp((*r)->name, name) == 0)
				return *r;
	for (const struct recipe *r = descriptions; r->name; r++)
		if (strcmp(r->name, name) == 0)
			return r;
	return NULL;
}

/* Returns whether the parameter NAME selects resources or a page of kind K. */
static bool is_selector(const struct kind *k, const char *name)
{
	static const char *const filters[] = { FILTER_PARAMETERS, NULL };
	static const char *const paging[] = { PAGING_PARAMETERS, NULL };
	const char *const names[] = {
		k->parameter, k->name_parameter, k->owners, k->users,
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		char pattern[DESCRIBE_PATTERN];
		long n;

		if (describe_pattern(names[i], pattern) &&
		    call_matches(pattern, name, &n, NULL))
			return true;
	}
	return given_among(filters, name) ||
	       (k->page_min && given_among(paging, name));
}

/* Refuses a parameter that EC2 does not know.  Refuses a parameter that the
 * sandbox does not support, unless it is harmless or its value is "false".
 * Many clients send "false" for options that their user did not set. */
static int check_parameters(const struct call *c, const struct recipe *action,
			    struct fault *fault)
{
	for (size_t i = 0; i < c->params->len; i++) {
		const char *name = params_name(c->params, i);

		if (call_is_common(name) || recipe_takes(action, name) ||
		    (action->shows && is_selector(action->shows, name)))
			continue;
		switch (names_parameter(action->name, name)) {
		case NAMES_HARMLESS:
			break;
		case NAMES_NOT_SUPPORTED:
			if (strcmp(params_value(c->params, i), "false") == 0)
				break;
			return fault_set(fault, FAULT_NOT_SUPPORTED,
					 "ec2-sandbox does not model the "
					 "parameter %s of %s", name,
					 action->name);
		case NAMES_UNKNOWN:
			return fault_set(fault, FAULT_UNKNOWN_PARAMETER,
					 "The parameter %s is not recognized",
					 name);
		}
	}
	return 0;
}

/* Refuses a version that is not a date from VERSION_FIRST to VERSION_LAST. */
static int check_version(const char *version, struct fault *fault)
{
	static const char form[] = "dddd-dd-dd";
	bool ok = strlen(version) == strlen(form);

	for (size_t i = 0; ok && form[i]; i++)
		ok = form[i] == 'd' ? isdigit((unsigned char)version[i]) != 0
				    : version[i] == form[i];
	if (ok && strcmp(version, VERSION_FIRST) >= 0 &&
	    strcmp(version, VERSION_LAST) <= 0)
		return 0;
	return fault_set(fault, FAULT_NO_SUCH_VERSION, "The requested version "
			 "(%s) of service AmazonEC2 does not exist; the "
			 "sandbox knows " VERSION_FIRST " to " VERSION_LAST,
			 version);
}

static int run(struct call *c, const struct recipe *action, struct fault *fault)
{
	if (action->run)
		return action->run(c, fault);
	return action->shows ? describe_run(c, action->shows, fault) :
			       recipe_run(c, action, fault);
}

/* Runs the action.  First ends the states, such as pending, whose time is over.
 * With --instant, ends all such states before and after the action. */
static int run_settled(struct call *c, const struct recipe *action,
		       struct fault *fault)
{
	struct err err;

	if (passing_settle(c->state, c->instant, &err))
		return fault_internal(fault, &err);
	if (run(c, action, fault))
		return -1;
	return c->instant && passing_settle(c->state, true, &err) ?
	       fault_internal(fault, &err) : 0;
}

static int carry_out(struct call *c, const struct recipe *action,
		     struct fault *fault)
{
	bool dry_run;
	struct err err;
	int rc;

	if (call_bool(c, "DryRun", &dry_run, fault))
		return -1;
	if (state_begin(c->state, &err))
		return fault_internal(fault, &err);
	rc = run_settled(c, action, fault);
	if (!rc && dry_run)
		rc = fault_set(fault, FAULT_DRY_RUN, "Request would have "
			       "succeeded, but DryRun flag is set.");
	if ((rc && !c->keeps_changes) || dry_run || c->roll_back) {
		state_rollback(c->state);
		return rc;
	}
	return state_commit(c->state, &err) ? fault_internal(fault, &err) : rc;
}

/* Answers GetCallerIdentity, the only action of STS that the sandbox has. */
static int write_identity(struct call *c, const char *id, struct fault *fault)
{
	markup_start_sts(c->out, STS_ACTION);
	markup_text(c->out, "Arn", c->arn);
	markup_text(c->out, "UserId", c->account);
	markup_text(c->out, "Account", c->account);
	markup_finish_sts(c->out, id);
	return 0;
}

int actions_run(struct call *c, const char *id, struct fault *fault)
{
	const struct recipe *a;
	const char *name, *version;

	if (call_need(c, "Action", &name, fault))
		return -1;
	if (strcmp(name, STS_ACTION) == 0)
		return write_identity(c, id, fault);
	if (c->is_sts)
		return fault_set(fault, FAULT_INVALID_ACTION,
				 "ec2-sandbox knows only the action " STS_ACTION
				 " of STS, not %s", name);
	if (call_need(c, "Version", &version, fault) ||
	    check_version(version, fault))
		return -1;
	a = find_action(name);
	if (!a && names_has_action(name))
		return fault_set(fault, FAULT_NOT_SUPPORTED, "ec2-sandbox does "
				 "not model the action %s", name);
	if (!a)
		return fault_set(fault, FAULT_INVALID_ACTION, "The action %s "
				 "is not valid for this web service.", name);
	if (check_parameters(c, a, fault))
		return -1;
	markup_start(c->out, a->name, version, id);
	return carry_out(c, a, fault);
}
