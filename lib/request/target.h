/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A target: one endpoint and region, its signer, and what a run learns about it
 * from replies.
 *
 * A run sends requests to a list of targets.  Each has a clock, a pace and
 * credentials of its own, and a failure of one does not stop the others.  A run
 * with one region and one account has a list of one.
 */
#ifndef TARGET_H
#define TARGET_H

#include <stdbool.h>

#include "base/err.h"
#include "http/pace.h"
#include "request/extras.h"
#include "request/query.h"

/* All pointers are borrowed. */
struct target {
	struct query_service service;	/* replies correct its clock */
	int attempts_max;
	struct extras extras;		/* parameters to leave out, which
					 * replies name */
	const char *name;	/* what messages call it; NULL: messages need
				 * not name it */

	/* Called before each request; or NULL.  Makes a new signer if the
	 * credentials are about to expire.  A failure counts as refused
	 * credentials; its words follow "since". */
	int (*renew)(void *ctx, struct target *target, struct err *err);
	void *renew_ctx;

	/* The fields below start as 0; only the driver uses them. */
	struct pace pace;
	const char *closed;	/* why the target gets no new requests; or
				 * NULL */
	bool reached;		/* a connection was made */
	bool trusted;		/* the service accepted the credentials */
	int unreached;		/* jobs that ended without a connection */
	int under_way;		/* requests under way */
};

#endif
