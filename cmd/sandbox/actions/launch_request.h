/* SPDX-License-Identifier: BSD-2-Clause */
/* The parameters of RunInstances, read and checked. */
#ifndef LAUNCH_REQUEST_H
#define LAUNCH_REQUEST_H

#include "base/buf.h"
#include "call/call.h"
#include "call/mapping.h"

/* Strings are the request's or constants, and "" where the request gives none.
 * Starts as `= {0}`. */
struct launch_request {
	long count;
	char first_zone[128];
	const char *type, *key, *zone, *kernel, *ramdisk, *subnet;
	const char *private_ip, *tenancy, *placement_group, *shutdown;
	const char *metadata_tags, *monitoring;	/* enabled or disabled */
	const char *ebs_optimized, *protected;	/* true or false */
	struct buf user_data;		/* in base64 */
	struct buf profile;		/* its ARN */
	struct mappings mappings;
};

int launch_request_read(struct launch_request *r, const struct call *c,
			struct fault *fault);
void launch_request_release(struct launch_request *r);

#endif
