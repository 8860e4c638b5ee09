/* SPDX-License-Identifier: BSD-2-Clause */
/* Values that have a syntax of their own. */
#include "value.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { ACCOUNT_DIGITS = 12 };

/* Copies the 12 digits of an account id, as in 111122223333 or
 * 1111-2222-3333. */
static bool account(const char *value, char out[ACCOUNT_DIGITS + 1])
{
	bool hyphens = strlen(value) == ACCOUNT_DIGITS + 2;
	size_t n = 0;

	for (size_t i = 0; value[i]; i++) {
		if (hyphens && (i == 4 || i == 9) && value[i] == '-')
			continue;
		if (value[i] < '0' || value[i] > '9' || n == ACCOUNT_DIGITS)
			return false;
		out[n++] = value[i];
	}
	out[n] = '\0';
	return n == ACCOUNT_DIGITS;
}

/* Takes a run of the characters that ids and partitions consist of. */
static bool word(const char **p, const char *prefix)
{
	const char *start;

	if (strncmp(*p, prefix, strlen(prefix)) != 0)
		return false;
	start = *p += strlen(prefix);
	*p += strspn(start, "abcdefghijklmnopqrstuvwxyz0123456789-");
	return *p > start;
}

/* The parameter an ARN belongs in, or NULL:
 * arn:PARTITION:organizations::ACCOUNT:organization/o-… and
 * arn:PARTITION:organizations::ACCOUNT:ou/o-…/ou-…. */
static const char *arn(const char *value)
{
	const char *p = value;

	if (!word(&p, "arn:") || !word(&p, ":organizations::"))
		return NULL;
	if (strspn(p - ACCOUNT_DIGITS, "0123456789") != ACCOUNT_DIGITS ||
	    p[-ACCOUNT_DIGITS - 1] != ':')
		return NULL;
	if (strncmp(p, ":ou/", 4) == 0)
		return word(&p, ":ou/o-") && word(&p, "/ou-") && !*p
			       ? "OrganizationalUnitArn" : NULL;
	return word(&p, ":organization/o-") && !*p ? "OrganizationArn" : NULL;
}

int value_entity(struct params *p, const char *param, const char *value,
		 struct err *err)
{
	char id[ACCOUNT_DIGITS + 1];
	const char *kind;

	if (strcmp(value, "all") == 0) {
		kind = "Group";
	} else if (account(value, id)) {
		kind = "UserId";
		value = id;
	} else {
		kind = arn(value);
	}
	if (!kind)
		return err_usage(err, "'%s' is neither all, nor an account of "
				 "%d digits, nor the ARN of an organization "
				 "or unit", value, ACCOUNT_DIGITS);
	return params_addf(p, value, err, "%s.%zu.%s", param,
			   params_next(p, param), kind);
}
