/* SPDX-License-Identifier: BSD-2-Clause */
#include "actions/copies.h"

#include "actions/images.h"
#include "call/mapping.h"
#include "call/tagging.h"
#include "kinds/image_kind.h"
#include "kinds/instance_kind.h"
#include "kinds/shared_kind.h"

static const struct list image_id = {
	.from = "image WHERE id = ?1",
	.elements = (const struct element[]){
		{ "imageId", "id" }, { NULL } },
};

static const char drop_sql[] =
"DELETE FROM image_device WHERE image = ?1 AND device = ?2";

static const char device_sql[] =
"INSERT INTO image_device VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";

/* Stores the request's mappings; they replace those of the instance. */
static int keep_mappings(const struct call *c, const char *id,
			 struct fault *fault)
{
	struct mappings mappings;
	int rc = mappings_read(&mappings, c, fault);

	for (size_t i = 0; i < mappings.len && !rc; i++) {
		const struct mapping *m = &mappings.all[i];

		rc = call_sql(c, drop_sql, SQL_VALUES(id, m->device), fault);
		if (!rc && !m->is_none)
			rc = call_sql(c, device_sql, SQL_VALUES(id,
				      m->device, m->virtual_name, m->snapshot,
				      m->size, *m->virtual_name ? "" :
				      m->delete_on_termination, m->type,
				      m->iops, m->encrypted, m->throughput),
				      fault);
	}
	mappings_release(&mappings);
	return rc;
}

static const char snapshots_sql[] =
"SELECT snapshot FROM image_device WHERE image = ?1 AND snapshot <> ''";

/* Gives every new snapshot the request's tags for snapshots. */
static int tag_snapshots(const struct call *c, const char *id,
			 struct fault *fault)
{
	struct fault ignored;
	struct sql q;
	int rc = 0;

	sql_start(&q, c->state, snapshots_sql, SQL_VALUES(id));
	while (!rc && sql_next(&q))
		rc = tagging_keep(c, "snapshot", sql_column(&q, 0), fault);
	if (call_sql_end(&q, rc ? &ignored : fault))
		return -1;
	return rc;
}

static int finish_create(const struct call *c, const char *id,
			 struct fault *fault)
{
	return tag_snapshots(c, id, fault) || keep_mappings(c, id, fault) ?
	       -1 : 0;
}

#define NEW_SNAPSHOT "'snap-0' || lower(hex(randomblob(8)))"
#define IMAGE \
"INSERT INTO image (id, owner, region, name, description, root_device, " \
"root_name, platform, architecture, kernel, ramdisk, virtualization, ena, " \
"sriov, boot, tpm, imds, created, state, next, due, location, source, " \
"source_region) SELECT ?5, ?2, ?3, "
#define SAME \
"root_name, platform, architecture, image.kernel, image.ramdisk, " \
"virtualization, image.ena, image.sriov, boot, tpm, imds, ?4, 'pending', " \
"'available', ?6 + 1000, "
#define SNAPSHOTS \
"INSERT INTO snapshot (id, owner, region, volume, size, started, " \
"description, encrypted, state, next, due) SELECT made.snapshot, ?2, ?3, "

/* An image of an EBS-backed instance has a snapshot of each of its volumes. */
const struct recipe copies_create_image = {
	.kind = &instance_kind, .makes = &image_kind,
	.tag_types = "image|snapshot",
	.takes = { "!Name", "Description", "?NoReboot" },
	.more = (const char *const[]){ MAPPING_PARAMETERS, NULL },
	.finish = finish_create,
	.forms = { IMAGES_NAME_FORM("?7") },
	.rules = {
		{ FAULT_PARAMETER_VALUE,
"SELECT 'Instance ''' || id || ''' is instance-store: an image of it is made "
"of a bundle, by RegisterImage' FROM shown_instance WHERE id = ?1 AND "
"root_device <> 'ebs'" },
		{ FAULT_INSTANCE_STATE,
"SELECT 'The instance ''' || id || ''' is not in a state from which it can be "
"imaged' FROM instance WHERE id = ?1 AND "
"state NOT IN ('running', 'stopped')" },
		IMAGES_NAME_TAKEN("?7"),
	},
	.statements = {
IMAGE "?7, ?8, 'ebs', " SAME "'', '', '' FROM instance JOIN image "
"ON image.id = image WHERE instance.id = ?1",
"INSERT INTO image_device SELECT ?5, device, virtual_name, CASE volume "
"WHEN '' THEN '' ELSE " NEW_SNAPSHOT " END, ifnull(size, ''), "
"instance_device.delete_on_termination, ifnull(type, ''), "
"CASE WHEN type IN ('io1', 'io2', 'gp3') THEN iops ELSE '' END, "
"CASE encrypted WHEN 'true' THEN 'true' ELSE '' END, ifnull(throughput, '') "
"FROM instance_device LEFT JOIN volume ON volume.id = volume "
"WHERE instance = ?1 ORDER BY instance_device.rowid",
SNAPSHOTS "old.volume, ifnull(volume.size, 8), ?4, 'Created by CreateImage(' "
"|| ?1 || ') for ' || ?5, ifnull(volume.encrypted, 'false'), 'pending', "
"'completed', ?6 + 1000 FROM (SELECT * FROM image_device) AS made "
"JOIN instance_device AS old ON old.instance = ?1 AND "
"old.device = made.device LEFT JOIN volume ON volume.id = old.volume "
"WHERE made.image = ?5 AND made.snapshot <> ''",
"INSERT INTO code SELECT ?5, code FROM code WHERE resource = ?1",
	},
	.reply = REPLY_LIST, .list = &image_id,
};

/* A copy has its source's devices and code, but none of its permissions. */
const struct recipe copies_copy_image = {
	.makes = &image_kind, .has_token = true,
	.tag_types = "image|snapshot",
	.takes = { "!SourceRegion", "@!SourceImageId", "!Name", "Description",
		   "ClientToken", "?Encrypted", "KmsKeyId",
		   "?CopyImageTags" },
	.finish = tag_snapshots,
	.forms = { IMAGES_NAME_FORM("?9") },
	.rules = {
		{ FAULT_PARAMETER_VALUE,
"SELECT 'Invalid source region: ' || ?7 WHERE NOT EXISTS "
"(SELECT 1 FROM region WHERE name = ?7)" },
		{ FAULT_AMI_NOT_FOUND,
"SELECT 'The image id ''[' || ?8 || ']'' does not exist' WHERE NOT EXISTS "
"(SELECT 1 FROM image WHERE id = ?8 AND region = ?7 AND "
"state <> 'deregistered' AND " SHARED_VISIBLE("image") ")" },
		{ FAULT_AMI_UNAVAILABLE,
"SELECT 'The image ' || id || ' is not available' FROM image "
"WHERE id = ?8 AND state <> 'available'" },
		{ FAULT_OPERATION_NOT_PERMITTED,
"SELECT 'You cannot copy the image ' || id || ', which carries a product code "
"and belongs to another account' FROM image JOIN code ON resource = id "
"WHERE id = ?8 AND owner <> ?2" },
		IMAGES_NAME_TAKEN("?9"),
	},
	.statements = {
IMAGE "?9, CASE ?10 WHEN '' THEN description ELSE ?10 END, root_device, " SAME
"CASE root_device WHEN 'ebs' THEN '' ELSE location END, id, region "
"FROM image WHERE id = ?8",
"INSERT INTO image_device SELECT ?5, device, virtual_name, CASE snapshot "
"WHEN '' THEN '' ELSE " NEW_SNAPSHOT " END, size, delete_on_termination, "
"volume_type, iops, CASE WHEN ?12 = 'true' AND virtual_name = '' THEN 'true' "
"ELSE encrypted END, throughput FROM image_device WHERE image = ?8 "
"ORDER BY rowid",
SNAPSHOTS "'vol-ffffffff', coalesce(snapshot.size, nullif(made.size, ''), 8), "
"?4, 'Copied for ' || ?5 || ' from ' || ?8, CASE ?12 WHEN 'true' THEN 'true' "
"ELSE ifnull(snapshot.encrypted, 'false') END, 'pending', 'completed', "
"?6 + 1000 FROM (SELECT * FROM image_device) AS made "
"JOIN image_device AS old ON old.image = ?8 AND old.device = made.device "
"LEFT JOIN snapshot ON snapshot.id = old.snapshot "
"WHERE made.image = ?5 AND made.snapshot <> ''",
"INSERT INTO code SELECT ?5, code FROM code WHERE resource = ?8",
"INSERT INTO tag SELECT ?5, key, value FROM tag JOIN image "
"ON image.id = resource WHERE resource = ?8 AND owner = ?2 AND ?14 = 'true'",
	},
	.reply = REPLY_LIST, .list = &image_id,
};

/* Takes a time to the minute or the second, which must be in the future. */
const struct recipe copies_enable_deprecation = {
	.kind = &image_kind, .takes = { "!DeprecateAt" },
	.rules_own = true, .rules = { IMAGES_SEEN_OWN("?1") },
	.forms = {
		{ FAULT_PARAMETER_VALUE,
"SELECT 'Value (' || ?7 || ') for parameter DeprecateAt is invalid. It must "
"be a time like 2030-01-31T00:00:00Z' WHERE julianday(?7) IS NULL OR "
"?7 NOT GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T*Z'" },
		{ FAULT_PARAMETER_VALUE,
"SELECT 'The specified time ' || ?7 || ' is in the past' "
"WHERE julianday(?7) <= julianday(?4)" },
	},
	.statements = {
"UPDATE image SET deprecated = strftime('%Y-%m-%dT%H:%M:00.000Z', ?7) "
"WHERE id = ?1",
	},
};

const struct recipe copies_disable_deprecation = {
	.kind = &image_kind,
	.rules_own = true, .rules = { IMAGES_SEEN_OWN("?1") },
	.statements = { "UPDATE image SET deprecated = '' WHERE id = ?1" },
};
