/* SPDX-License-Identifier: BSD-2-Clause */
/* Block device mappings of a request, BlockDeviceMapping.N.…. */
#ifndef MAPPING_H
#define MAPPING_H

#include <stdbool.h>
#include <stddef.h>

#include "call/call.h"

#define MAPPING_PARAMETERS \
	"BlockDeviceMapping.N.DeviceName", "BlockDeviceMapping.N.NoDevice", \
	"BlockDeviceMapping.N.VirtualName", \
	"BlockDeviceMapping.N.Ebs.SnapshotId", \
	"BlockDeviceMapping.N.Ebs.VolumeSize", \
	"BlockDeviceMapping.N.Ebs.DeleteOnTermination", \
	"BlockDeviceMapping.N.Ebs.VolumeType", \
	"BlockDeviceMapping.N.Ebs.Iops", \
	"BlockDeviceMapping.N.Ebs.Throughput", \
	"BlockDeviceMapping.N.Ebs.Encrypted"

/* A device is suppressed, has a virtual name, or is a volume.  Strings are the
 * request's; "" if it does not give one. */
struct mapping {
	const char *device, *virtual_name;
	bool is_none;
	const char *snapshot, *size, *delete_on_termination, *type, *iops;
	const char *throughput, *encrypted;
};

struct mappings {
	struct mapping *all;
	size_t len;
};

/* Reads and checks a request's mappings; the caller releases them, after a
 * failure too. */
int mappings_read(struct mappings *out, const struct call *c,
		  struct fault *fault);

/* Refuses snapshots that the caller cannot see or that are not completed. */
int mappings_check_snapshots(const struct mappings *m, const struct call *c,
			     struct fault *fault);
void mappings_release(struct mappings *m);

#endif
