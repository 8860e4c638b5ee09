/* SPDX-License-Identifier: BSD-2-Clause */
/* The regions that an account may use, as DescribeRegions tells them. */
#ifndef REGIONS_H
#define REGIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "command/tenant.h"
#include "http/http.h"
#include "request/state.h"
#include "request/target.h"

/* Start as `= {0}`; the caller releases `names`. */
struct regions_list {
	struct buf names;	/* each with its NUL */
	struct exchange_result result;
};

/* Whom to ask.  All borrowed. */
struct regions_plan {
	struct target *const *targets;
	size_t len;
	struct http *http;
	int under_way_max;
	const struct tenant_voice *voice;
};

/* Asks every target, side by side, and fills OUT, one for each.  Fails only
 * where the run cannot go on. */
int regions_ask(struct regions_list *out, const struct regions_plan *plan,
		struct err *err);

#endif
