/* SPDX-License-Identifier: BSD-2-Clause */
/* The rows of a reservation, which describing and running instances share. */
#ifndef RESERVATION_H
#define RESERVATION_H

#include "reply/row.h"

/* RESERVATION, and below it INSTANCE with what belongs to each. */
extern const struct row reservation_rows[];

/* BLOCKDEVICE, for each volume of an instance; WHEN is for `only`. */
#define RESERVATION_DEVICE_ROW(when) \
	{ "blockDeviceMapping/item", .has = "ebs", when, \
	  .heads = "Type DeviceName VolumeID AttachTime " \
		   "DeleteOnTermination VolumeType Iops", \
	  .cells = { LITERAL("BLOCKDEVICE"), PATH("deviceName"), \
		     PATH("ebs/volumeId"), PATH("ebs/attachTime"), \
		     BOOLEAN("ebs/deleteOnTermination"), \
		     PATH("ebs/volumeType"), PATH("ebs/iops") } }

/* What -H prints before them. */
extern const char reservation_headings[];

#endif
