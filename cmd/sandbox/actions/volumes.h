/* SPDX-License-Identifier: BSD-2-Clause */
/* Volumes: the making of one, and what becomes of an instance's. */
#ifndef VOLUMES_H
#define VOLUMES_H

#include "call/call.h"

/* A volume to be; strings are "" for what is not said. */
struct volume_plan {
	const char *zone, *snapshot, *size, *type, *iops, *throughput;
	const char *encrypted;
};

/* Makes it, with its snapshot's size and product codes. */
int volumes_make(const struct call *c, const struct volume_plan *plan,
		 char id[ID_SIZE], struct fault *fault);

#endif
