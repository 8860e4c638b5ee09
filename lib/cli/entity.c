/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/entity.h"

#include <string.h>

#include "base/ascii.h"
#include "base/str.h"
#include "cli/accountid.h"

/* Skips PREFIX and the id or partition after it.  Returns false if *P does not
 * start with PREFIX or if the id is empty. */
static bool skip_arn_part(const char **p, const char *prefix)
{
	const char *start;

	if (!str_begins(*p, prefix))
		return false;
	start = *p += strlen(prefix);
	*p += strspn(start, "abcdefghijklmnopqrstuvwxyz0123456789-");
	return *p > start;
}

/* Returns the parameter name for an ARN of the form
 * arn:PARTITION:organizations::ACCOUNT:organization/o-… or
 * arn:PARTITION:organizations::ACCOUNT:ou/o-…/ou-….  Returns NULL for any other
 * text. */
static const char *arn_parameter(const char *value)
{
	const char *p = value;

	if (!skip_arn_part(&p, "arn:") ||
	    !skip_arn_part(&p, ":organizations::"))
		return NULL;
	if (strspn(p - ACCOUNTID_DIGITS, ASCII_DIGITS) != ACCOUNTID_DIGITS ||
	    p[-ACCOUNTID_DIGITS - 1] != ':')
		return NULL;
	if (str_begins(p, ":ou/"))
		return skip_arn_part(&p, ":ou/o-") &&
		       skip_arn_part(&p, "/ou-") && !*p
			       ? "OrganizationalUnitArn" : NULL;
	return skip_arn_part(&p, ":organization/o-") && !*p
		       ? "OrganizationArn" : NULL;
}

static int add_entity(struct params *p, const char *param, const char *value,
		  bool arns, struct err *err)
{
	char id[ACCOUNTID_SIZE];
	const char *kind;

	if (strcmp(value, "all") == 0) {
		kind = "Group";
	} else if (accountid_read(value, id)) {
		kind = "UserId";
		value = id;
	} else {
		kind = arns ? arn_parameter(value) : NULL;
	}
	if (!kind) {
		err_usage(err, arns ? "'%s' is neither all, nor an account of "
			  "%d digits, nor the ARN of an organization or "
			  "organizational unit"
			  : "'%s' is neither all nor an account of %d digits",
			  value, ACCOUNTID_DIGITS);
		if (arn_parameter(value))
			return err_hint(err, "an image can be shared with an "
					"organization, but a snapshot cannot");
		return strchr(value, ',') ? err_hint(err, "repeat the option "
			"for each account") : accountid_hint(value, err);
	}
	return params_addf(p, value, err, "%s.%zu.%s", param,
			   params_next(p, param), kind);
}

int entity_any(struct params *p, const char *param, const char *value,
		 struct err *err)
{
	return add_entity(p, param, value, true, err);
}

int entity_without_arn(struct params *p, const char *param, const char *value,
		  struct err *err)
{
	return add_entity(p, param, value, false, err);
}
