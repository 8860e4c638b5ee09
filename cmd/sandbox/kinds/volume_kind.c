/* SPDX-License-Identifier: BSD-2-Clause */
#include "kinds/volume_kind.h"

#include "kinds/shared_kind.h"

static const struct column snapshot_columns[] = {
	{ "id", .form = "snap-", .is_unique = true },
	SHARED_OWNED,
	{ "volume", .fallback = "vol-ffffffff", .form = "vol-" },
	{ "size", .fallback = "8", .form = "number" },
	{ "state", .fallback = "completed",
	  .form = "pending|completed|error|recoverable|recovering" },
	{ "started", .fallback = "2010-03-01T00:00:00.000Z", .form = "time" },
	{ "description", .fallback = "" },
	{ "encrypted", .fallback = "false", .form = SHARED_FLAG },
	{ "kms-key", "kms_key", "" },
	SHARED_PASSING,
	SHARED_CODES("codes"),
	SHARED_PERMISSIONS,
	SHARED_TAGS,
	{ NULL }
};

static const struct element snapshot_elements[] = {
	{ "snapshotId", "id", "snapshot-id" },
	{ "volumeId", "volume", "volume-id" },
	{ "status", "state", "status" },
	{ "startTime", "started", "start-time" },
	{ "!progress", "CASE state WHEN 'pending' THEN '' ELSE '100%' END",
	  "progress" },
	{ "ownerId", "owner", "owner-id" },
	{ "volumeSize", "size", "volume-size" },
	{ "!description", "description", "description" },
	{ "encrypted", "encrypted", "encrypted" },
	{ "kmsKeyId", "kms_key" },
	{ .list = &shared_kind_tags },
	{ "storageTier", "'standard'", "storage-tier" },
	{ NULL }
};

const struct kind volume_kind_snapshot = {
	.name = "snapshot", .type = "snapshot", .table = "snapshot",
	.columns = snapshot_columns,
	.set = "snapshotSet", .parameter = "SnapshotId", .prefix = "snap-",
	.key = "id",
	.from = "(SELECT rowid AS number, * FROM snapshot) AS snapshot",
	.visible = "region = ?3 AND " SHARED_VISIBLE("snapshot"),
	.owners = "Owner.N", .users = "RestorableBy.N", .owner_uses = true,
	.page_min = 5,
	.malformed = FAULT_SNAPSHOT_MALFORMED,
	.missing = FAULT_SNAPSHOT_NOT_FOUND,
	.words = "snapshot", .elements = snapshot_elements,
	.unset = "owner-alias|transfer-type",
};

static const struct list permissions = {
	.name = "createVolumePermission",
	.from = "permission WHERE resource = ?1 ORDER BY rowid",
	.elements = (const struct element[]){
		{ "userId", SHARED_OF("userId") },
		{ "group", SHARED_OF("group") },
		{ NULL } },
};

const struct list *const volume_kind_snapshot_attributes[] = {
	&permissions, &shared_kind_codes, NULL
};

static const struct column columns[] = {
	{ "id", .form = "vol-", .is_unique = true },
	SHARED_OWNED,
	{ "zone", .fallback = "us-east-1a", .form = "word" },
	{ "size", .fallback = "8", .form = "number" },
	{ "snapshot", .fallback = "", .form = "snap-" },
	{ "state", .fallback = "available",
	  .form = "creating|available|deleting|error" },
	{ "created", .fallback = "2010-03-01T00:00:00.000Z", .form = "time" },
	{ "type", .fallback = "standard", .form = "word" },
	{ "iops", .fallback = "" },
	{ "throughput", .fallback = "" },
	{ "encrypted", .fallback = "false", .form = SHARED_FLAG },
	{ "kms-key", "kms_key", "" },
	{ "multi-attach", "multi_attach", "false", SHARED_FLAG },
	{ "token", .fallback = "" },
	{ "request", .fallback = "" },
	SHARED_PASSING,
	SHARED_CODES("codes"),
	SHARED_TAGS,
	{ NULL }
};

static const char extra[] =
"CREATE UNIQUE INDEX volume_token ON volume (owner, region, token)"
"	WHERE token <> '';"
"CREATE INDEX volume_snapshot ON volume (snapshot);";

static const struct list attachments = {
	.name = "attachmentSet",
	.from = "instance_device JOIN instance ON instance.id = instance "
		"WHERE volume = ?1 AND state <> 'terminated'",
	.elements = (const struct element[]){
		{ "volumeId", "volume" },
		{ "instanceId", "instance", "attachment.instance-id" },
		{ "device", "device", "attachment.device" },
		{ "status", "'attached'", "attachment.status" },
		{ "attachTime", "CASE attached WHEN '' THEN launched "
		  "ELSE attached END", "attachment.attach-time" },
		{ "deleteOnTermination", "delete_on_termination",
		  "attachment.delete-on-termination" },
		{ NULL } },
};

static const struct element elements[] = {
	{ "volumeId", "id", "volume-id" },
	{ "size", "size", "size" },
	{ "!snapshotId", "snapshot", "snapshot-id" },
	{ "availabilityZone", "zone", "availability-zone" },
	{ "status", "CASE WHEN state = 'available' AND EXISTS (SELECT 1 FROM "
	  "instance_device WHERE instance_device.volume = volume.id) THEN "
	  "'in-use' ELSE state END", "status" },
	{ "createTime", "created", "create-time" },
	{ .list = &attachments },
	{ .list = &shared_kind_tags },
	{ "volumeType", "type", "volume-type" },
	{ "iops", "iops" },
	{ "throughput", "throughput" },
	{ "encrypted", "encrypted", "encrypted" },
	{ "kmsKeyId", "kms_key" },
	{ "multiAttachEnabled", "multi_attach", "multi-attach-enabled" },
	{ NULL, SHARED_ZONE_ID("zone"), "availability-zone-id" },
	{ NULL, "'false'", "fast-restored" },
	{ NULL, "'false'", "operator.managed" },
	{ NULL }
};

const struct kind volume_kind = {
	.name = "volume", .type = "volume", .table = "volume",
	.columns = columns, .extra = extra,
	.set = "volumeSet", .parameter = "VolumeId", .prefix = "vol-",
	.key = "id",
	.from = "(SELECT rowid AS number, * FROM volume) AS volume",
	.visible = "owner = ?2 AND region = ?3", .page_min = 5,
	.malformed = FAULT_VOLUME_MALFORMED,
	.missing = FAULT_VOLUME_NOT_FOUND,
	.words = "volume", .elements = elements, .unset = "operator.principal",
};
