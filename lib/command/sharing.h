/* SPDX-License-Identifier: BSD-2-Clause */
/* Tables for the commands that share images and snapshots. */
#ifndef SHARING_H
#define SHARING_H

#include "reply/row.h"
#include "request/readback.h"

/* EC2's maximum of accounts and groups in one request about a snapshot. */
enum { SHARING_SNAPSHOT_MAX = 500 };

/* Prints one row for each element of LIST, a list in the request such as
 * LaunchPermission.Add.  ID is the parameter with the resource's id, and COLUMN
 * is the name of the column that shows the id. */
#define SHARING_ROW(attribute, column, id, list, operation) \
	{ "@" list ".", .columns = COLUMNS( \
		COLUMN("Attribute", LITERAL(attribute)), \
		COLUMN(column, REQUEST(id)), \
		COLUMN("Operation", LITERAL(operation)), \
		COLUMN("ItemType", NAME), \
		COLUMN("ItemValue", VALUE)) }
#define SHARING_IMAGE_ROWS \
	SHARING_ROW("launchPermission", "ImageID", "ImageId", \
		    "LaunchPermission.Add", "ADD"), \
	SHARING_ROW("launchPermission", "ImageID", "ImageId", \
		    "LaunchPermission.Remove", "REMOVE")
#define SHARING_SNAPSHOT_ROWS \
	SHARING_ROW("createVolumePermission", "SnapshotID", "SnapshotId", \
		    "CreateVolumePermission.Add", "ADD"), \
	SHARING_ROW("createVolumePermission", "SnapshotID", "SnapshotId", \
		    "CreateVolumePermission.Remove", "REMOVE")

/* The call that changes who may use snapshots, and prints ROWS.  READS is one
 * of the tables below. */
#define SHARING_SNAPSHOT_CALL(rows, reads) { \
	"ModifySnapshotAttribute", "", rows, REPLY_SUCCESS, .writes = true, \
	.readbacks = reads, \
	.look = "ec2-describe-snapshot-attribute -c shows who may use the " \
		"snapshot now" }

/* Each table describes a read that shows who may use the snapshot.
 * sharing_always sends the read after every success, and sharing_if_unclear
 * after a success that an imitation of EC2 reports.  Both also send the read if
 * the outcome is unclear. */
extern const struct readback sharing_if_unclear[], sharing_always[];

#endif
