/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Converts option values for block devices to request parameters.  All
 * functions have the type opt_feed.  They add parameters to P under the name
 * PARAM.  An invalid VALUE is a usage error.
 */
#ifndef DEVICE_H
#define DEVICE_H

#include "base/err.h"
#include "base/params.h"

/* Parses DEVICE=none, DEVICE=ephemeralN, or
 * DEVICE=[SNAPSHOT][:SIZE[:DELETE[:TYPE[:IOPS[:encrypted]]]]].  Adds the next
 * list element: PARAM.N.DeviceName together with .NoDevice, .VirtualName or the
 * fields of .Ebs. */
int device_mapping(struct params *p, const char *param, const char *value,
		  struct err *err);

/* VALUE is the id of a snapshot.  Adds a mapping of the root device to this
 * snapshot.  The caller adds the name of the root device as RootDeviceName to P
 * first. */
int device_root_snapshot(struct params *p, const char *param,
			const char *value, struct err *err);

/* Parses DEVICE=[VOLUME]:true|false, which says whether EC2 deletes the volume
 * when the instance is terminated.  Adds the next PARAM.N.DeviceName,
 * .Ebs.VolumeId (unless VOLUME is empty) and .Ebs.DeleteOnTermination. */
int device_deletion(struct params *p, const char *param, const char *value,
		   struct err *err);

#endif
