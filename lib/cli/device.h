/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The block devices of an image or an instance.  Every function has the type
 * opt_feed: it adds to P under PARAM, or fails as a usage error.
 */
#ifndef DEVICE_H
#define DEVICE_H

#include "base/err.h"
#include "base/params.h"

/* DEVICE=none, DEVICE=ephemeralN, or
 * DEVICE=[SNAPSHOT][:SIZE[:DELETE[:TYPE[:IOPS[:encrypted]]]]].  Becomes the
 * next PARAM.N.DeviceName with .NoDevice, .VirtualName, or fields of .Ebs. */
int device_mapping(struct params *p, const char *param, const char *value,
		  struct err *err);

/* The id of the root device's snapshot.  Becomes a mapping of the device that P
 * has as RootDeviceName. */
int device_root_snapshot(struct params *p, const char *param,
			const char *value, struct err *err);

/* DEVICE=[VOLUME]:true|false, which says whether the volume is deleted when the
 * instance ends.  Becomes the next PARAM.N.DeviceName, .Ebs.VolumeId and
 * .Ebs.DeleteOnTermination. */
int device_deletion(struct params *p, const char *param, const char *value,
		   struct err *err);

#endif
