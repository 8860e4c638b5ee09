/* SPDX-License-Identifier: BSD-2-Clause */
/* The actions for snapshots and volumes. */
#include "actions/recipe.h"

#include "actions/given.h"
#include "kinds/volume_kind.h"

#define CODES "INSERT INTO code SELECT ?5, code FROM code WHERE resource = "

static const struct recipe create_snapshot = {
	.name = "CreateSnapshot",
	.kind = &volume_kind, .makes = &volume_kind_snapshot,
	.takes = { "Description" },
	.statements = {
"INSERT INTO snapshot (id, owner, region, volume, size, state, started, "
"description, encrypted, kms_key, next, due) SELECT ?5, ?2, ?3, id, size, "
"'pending', ?4, ?7, encrypted, kms_key, 'completed', ?6 + 2000 FROM volume "
"WHERE id = ?1",
CODES "?1",
	}, .reply = REPLY_MADE,
};

/* A copy has neither the permissions nor the tags of its source. */
static const struct recipe copy_snapshot = {
	.name = "CopySnapshot", .makes = &volume_kind_snapshot,
	.takes = { "!SourceRegion", "@!SourceSnapshotId", "Description",
		   "?Encrypted", "KmsKeyId", "DestinationRegion",
		   "PresignedUrl" },
	.rules = {
		{ FAULT_PARAMETER_VALUE,
"SELECT 'Invalid source region: ' || ?7 WHERE NOT EXISTS "
"(SELECT 1 FROM region WHERE name = ?7)" },
		GIVEN_SNAPSHOT("?8", "?7"),
	}, .statements = {
"INSERT INTO snapshot (id, owner, region, volume, size, state, started, "
"description, encrypted, kms_key, next, due) SELECT ?5, ?2, ?3, "
"'vol-ffffffff', size, 'pending', ?4, CASE ?9 WHEN '' THEN '[Copied ' || id "
"|| ' from ' || region || ']' ELSE ?9 END, CASE ?10 WHEN 'true' THEN 'true' "
"ELSE encrypted END, ?11, 'completed', ?6 + 2000 FROM snapshot WHERE id = ?8",
CODES "?8",
	}, .reply = REPLY_LIST,
	.list = &(const struct list){
		.from = "snapshot WHERE id = ?1",
		.elements = (const struct element[]){
			{ "snapshotId", "id" },
			{ .list = &shared_kind_tags },
			{ NULL } } },
};

static const struct recipe delete_snapshot = {
	.name = "DeleteSnapshot", .kind = &volume_kind_snapshot,
	.rules = {
		{ FAULT_SNAPSHOT_IN_USE,
"SELECT 'The snapshot ' || ?1 || ' is currently in use by ' || image.id "
"FROM image_device JOIN image ON image.id = image WHERE snapshot = ?1 AND "
"state <> 'deregistered'" },
	}, .statements = {
"DELETE FROM snapshot WHERE id = ?1",
"DELETE FROM permission WHERE resource = ?1",
"DELETE FROM code WHERE resource = ?1",
"DELETE FROM tag WHERE resource = ?1",
	},
};

static const struct recipe describe_snapshot_attribute = {
	.name = "DescribeSnapshotAttribute", .kind = &volume_kind_snapshot,
	.attributes = volume_kind_snapshot_attributes,
	.reply = REPLY_ATTRIBUTE,
};

static const struct recipe reset_snapshot = {
	.name = "ResetSnapshotAttribute",
	.kind = &volume_kind_snapshot, .takes = { "!Attribute" },
	.forms = {
		{ FAULT_PARAMETER_VALUE,
"SELECT 'Value (' || ?7 || ') for parameter attribute is invalid.' "
"WHERE ?7 <> 'createVolumePermission'" },
	}, .statements = { "DELETE FROM permission WHERE resource = ?1" },
};

#define IOPS_TYPES "('io1', 'io2')"

static const struct recipe create_volume = {
	.name = "CreateVolume", .makes = &volume_kind, .has_token = true,
	.takes = { "!AvailabilityZone", "#Size", "@SnapshotId",
		   "VolumeType=gp2", "#Iops", "#Throughput", "?Encrypted",
		   "KmsKeyId", "?MultiAttachEnabled", "ClientToken" },
	.forms = {
		GIVEN_ZONE("?7", FAULT_ZONE_NOT_FOUND, "The zone ''",
			   "'' does not exist."),
		{ FAULT_MISSING_PARAMETER,
"SELECT 'The request must contain the parameter size or snapshotId' "
"WHERE ?8 = '' AND ?9 = ''" },
		{ FAULT_PARAMETER_VALUE,
"SELECT 'Unknown volume type: ' || ?10 WHERE ?10 NOT IN ('standard', 'io1', "
"'io2', 'gp2', 'gp3', 'sc1', 'st1')" },
		{ FAULT_PARAMETER_VALUE,
"SELECT 'The size of a volume must be 1 to 16384 GiB' WHERE ?8 <> '' AND "
"CAST(?8 AS INTEGER) NOT BETWEEN 1 AND 16384" },
		{ FAULT_PARAMETER_COMBINATION,
"SELECT 'Only io1, io2 and gp3 accept iops, and io1 and io2 require it' "
"WHERE (?11 = '' AND ?10 IN " IOPS_TYPES ") OR "
"(?11 <> '' AND ?10 NOT IN ('io1', 'io2', 'gp3'))" },
		{ FAULT_PARAMETER_COMBINATION,
"SELECT 'Only gp3 accepts Throughput, and only io1 and io2 accept "
"MultiAttachEnabled' WHERE (?12 <> '' AND ?10 <> 'gp3') OR "
"(?15 = 'true' AND ?10 NOT IN " IOPS_TYPES ")" },
	}, .rules = {
		GIVEN_SNAPSHOT("?9", "?3"),
		{ FAULT_PARAMETER_VALUE,
"SELECT 'The size of the volume is less than that of its snapshot' "
"FROM snapshot WHERE id = ?9 AND ?8 <> '' AND CAST(?8 AS INTEGER) < size" },
	}, .statements = {
"INSERT INTO volume (id, owner, region, zone, size, snapshot, state, created, "
"type, iops, throughput, encrypted, kms_key, multi_attach, next, due) "
"SELECT ?5, ?2, ?3, ?7, coalesce(nullif(?8, ''), snapshot.size), ?9, "
"'creating', ?4, ?10, coalesce(nullif(?11, ''), CASE ?10 WHEN 'gp3' THEN 3000 "
"WHEN 'gp2' THEN min(16000, max(100, 3 * coalesce(nullif(?8, ''), "
"snapshot.size))) ELSE '' END), coalesce(nullif(?12, ''), CASE ?10 WHEN 'gp3' THEN 125 ELSE '' "
"END), CASE WHEN ?13 = 'true' OR snapshot.encrypted = 'true' THEN 'true' "
"ELSE 'false' END, ?14, ?15, 'available', ?6 + 1000 "
"FROM (SELECT 1) LEFT JOIN snapshot ON snapshot.id = ?9",
CODES "?9",
	}, .reply = REPLY_MADE,
};

/* The attachment in the replies of AttachVolume and DetachVolume. */
#define ATTACHMENT(status) \
	(&(const struct list){ \
	.from = "instance_device WHERE volume = ?1 AND " \
		"?5 IN ('', instance)", \
	.elements = (const struct element[]){ \
		{ "volumeId", "volume" }, \
		{ "instanceId", "instance" }, \
		{ "device", "device" }, \
		{ "status", "'" status "'" }, \
		{ "attachTime", "attached" }, \
		{ "deleteOnTermination", "delete_on_termination" }, \
		{ NULL } } })

#define INSTANCE "FROM instance WHERE id = ?7 AND owner = ?2 AND region = ?3"

static const struct recipe attach_volume = {
	.name = "AttachVolume",
	.kind = &volume_kind, .takes = { "@!InstanceId", "!Device" },
	.forms = {
		{ FAULT_PARAMETER_VALUE,
"SELECT 'Value (' || ?8 || ') for parameter device is invalid. ' || ?8 || ' is "
"not a valid EBS device name.' WHERE replace(?8, '/dev/', '') NOT GLOB "
"'xvd[a-z]*' AND replace(?8, '/dev/', '') NOT GLOB '[hs]d[a-z]*'" },
	}, .rules = {
		{ FAULT_INSTANCE_NOT_FOUND,
"SELECT 'The instance ID ''' || ?7 || ''' does not exist' WHERE NOT EXISTS "
"(SELECT 1 " INSTANCE ")" },
		{ FAULT_VOLUME_IN_USE,
"SELECT ?1 || ' is already attached to an instance' FROM instance_device "
"JOIN volume ON volume.id = volume WHERE volume = ?1 AND "
"(multi_attach = 'false' OR instance = ?7)" },
		{ FAULT_INCORRECT_STATE,
"SELECT 'Volume ''' || id || ''' is in the ''' || state || ''' state.' "
"FROM volume WHERE id = ?1 AND state <> 'available'" },
		{ FAULT_VOLUME_ZONE,
"SELECT 'The volume ''' || ?1 || ''' is not in the same availability zone as "
"instance ''' || ?7 || '''' " INSTANCE " AND zone <> (SELECT zone FROM volume "
"WHERE id = ?1)" },
		{ FAULT_INCORRECT_STATE,
"SELECT 'Instance ''' || ?7 || ''' is not ''running'' or ''stopped''.' "
INSTANCE " AND state NOT IN ('running', 'stopped')" },
		{ FAULT_PARAMETER_VALUE,
"SELECT 'Invalid value ''' || ?8 || ''' for unixDevice. Attachment point ' || "
"?8 || ' is already in use' FROM instance_device WHERE instance = ?7 AND "
"device = ?8" },
	}, .statements = {
"INSERT INTO instance_device VALUES (?7, ?8, '', ?1, 'false', ?4)",
"INSERT OR IGNORE INTO code SELECT ?7, code FROM code WHERE resource = ?1",
	}, .reply = REPLY_LIST, .list = ATTACHMENT("attaching"),
};

static const struct recipe detach_volume = {
	.name = "DetachVolume",
	.kind = &volume_kind, .takes = { "@InstanceId", "Device", "?Force" },
	.rules = {
		{ FAULT_INCORRECT_STATE,
"SELECT 'Volume ''' || ?1 || ''' is in the ''available'' state.' "
"WHERE NOT EXISTS (SELECT 1 FROM instance_device WHERE volume = ?1)" },
		{ FAULT_ATTACHMENT_NOT_FOUND,
"SELECT 'Volume ''' || ?1 || ''' is not attached to that instance or not as "
"that device' WHERE NOT EXISTS (SELECT 1 FROM instance_device WHERE volume = "
"?1 AND ?7 IN ('', instance) AND ?8 IN ('', device))" },
		{ FAULT_PARAMETER_COMBINATION,
"SELECT 'Volume ''' || ?1 || ''' has several attachments: name an "
"InstanceId' FROM instance_device WHERE volume = ?1 AND ?7 = '' "
"GROUP BY volume HAVING count(*) > 1" },
		{ FAULT_OPERATION_NOT_PERMITTED,
"SELECT 'Unable to detach root volume ''' || ?1 || ''' from instance ''' || id "
"|| '''' FROM shown_instance JOIN instance_device ON instance = id AND device "
"= root_name WHERE volume = ?1 AND state = 'running' AND ?7 IN ('', id)" },
	}, .statements = {
"DELETE FROM instance_device WHERE volume = ?1 AND ?7 IN ('', instance)",
	}, .reply = REPLY_LIST, .reply_first = true,
	.list = ATTACHMENT("detaching"),
};

static const struct recipe delete_volume = {
	.name = "DeleteVolume", .kind = &volume_kind,
	.rules = {
		{ FAULT_VOLUME_IN_USE,
"SELECT 'Volume ' || ?1 || ' is currently attached to ' || instance "
"FROM instance_device WHERE volume = ?1" },
	}, .statements = { "DELETE FROM volume WHERE id = ?1" },
};

const struct recipe *const storage_actions[] = {
	&create_snapshot, &copy_snapshot, &delete_snapshot,
	&describe_snapshot_attribute, &reset_snapshot, &create_volume,
	&attach_volume, &detach_volume, &delete_volume, NULL
};
