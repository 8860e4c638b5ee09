/* SPDX-License-Identifier: BSD-2-Clause */
/* The rows of a reservation, which describing and running instances share. */
#ifndef RESERVATION_H
#define RESERVATION_H

#include "reply/row.h"

/* RESERVATION, and below it INSTANCE and the rows that belong to each. */
extern const struct row reservation_rows[];

/* BLOCKDEVICE, for each volume of an instance.  WHEN sets `only`. */
#define RESERVATION_DEVICE_ROW(when) \
	{ "blockDeviceMapping/item", .has = "ebs", when, .columns = { \
		COLUMN("Type", LITERAL("BLOCKDEVICE")), \
		COLUMN("DeviceName", PATH("deviceName")), \
		COLUMN("VolumeID", PATH("ebs/volumeId")), \
		COLUMN("AttachTime", PATH("ebs/attachTime")), \
		BOOL("DeleteOnTermination", \
		     BOOLEAN("ebs/deleteOnTermination")), \
		COLUMN("VolumeType", PATH("ebs/volumeType")), \
		NUMBER("Iops", PATH("ebs/iops")), \
	  } }

/* What -H prints before them. */
extern const char reservation_headings[];

#endif
