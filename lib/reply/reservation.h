/* SPDX-License-Identifier: BSD-2-Clause */
/* The rows of a reservation, for the commands that describe and run
 * instances. */
#ifndef RESERVATION_H
#define RESERVATION_H

#include "reply/row.h"

/* The row RESERVATION, and the rows of its instances below it. */
extern const struct row reservation_rows[];

/* A row BLOCKDEVICE for each volume of an instance.  WHEN is an initializer of
 * the field `only`. */
#define RESERVATION_DEVICE_ROW(when) \
	{ "blockDeviceMapping/item", .has = "ebs", when, .columns = COLUMNS( \
		COLUMN("Type", LITERAL("BLOCKDEVICE")), \
		COLUMN("DeviceName", PATH("deviceName")), \
		COLUMN("VolumeID", PATH("ebs/volumeId")), \
		COLUMN("AttachTime", PATH("ebs/attachTime")), \
		BOOL("DeleteOnTermination", \
		     BOOLEAN("ebs/deleteOnTermination")), \
		COLUMN("VolumeType", PATH("ebs/volumeType")), \
		NUMBER("Iops", PATH("ebs/iops"))) }

/* The line of headings that -H prints before reservation_rows. */
extern const char reservation_headings[];

#endif
