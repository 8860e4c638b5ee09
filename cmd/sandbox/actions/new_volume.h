/* SPDX-License-Identifier: BSD-2-Clause */
/* A volume to be made, from a snapshot or empty. */
#ifndef NEW_VOLUME_H
#define NEW_VOLUME_H

#include "call/call.h"

/* The volume to make.  A string is "" if the request does not give it. */
struct new_volume {
	const char *zone, *snapshot, *size, *type, *iops, *throughput;
	const char *encrypted;
};

/* Makes it, with its snapshot's size and product codes. */
int new_volume_make(const struct call *c, const struct new_volume *plan,
		 char id[ID_SIZE], struct fault *fault);

#endif
