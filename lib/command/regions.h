/* SPDX-License-Identifier: BSD-2-Clause */
/* Finds the regions that an account may use, with DescribeRegions. */
#ifndef REGIONS_H
#define REGIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "command/login.h"
#include "http/http.h"
#include "request/state.h"
#include "request/target.h"

/* Initialize this struct with `= { 0 }`.  The caller releases `names`. */
struct regions_list {
	struct buf names;	/* the names, each followed by a NUL */
	struct exchange_result result;
};

/* The targets to ask.  The caller owns everything that the pointers refer
 * to. */
struct regions_plan {
	struct target *const *targets;
	size_t len;
	struct http *http;
	int under_way_max;
	const struct login_notes *notes;
};

/* Asks all targets at the same time.  Fills in OUT, an array with a list for
 * each target.  Fails only if the run cannot continue or is interrupted.  The
 * failure of a target is in its `result`. */
int regions_ask(struct regions_list *out, const struct regions_plan *plan,
		struct err *err);

#endif
