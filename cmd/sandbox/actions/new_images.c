/* SPDX-License-Identifier: BSD-2-Clause */
/* Makes images from instances, other images, bundles and snapshots. */
#include "actions/recipe.h"

#include "actions/given.h"
#include "actions/images.h"
#include "kinds/image_kind.h"
#include "kinds/instance_kind.h"

static const struct list image_id = {
	.from = "image WHERE id = ?1",
	.elements = (const struct element[]){
		{ "imageId", "id" }, { NULL } },
};

/* The devices of the request replace devices of the same name in the source. */
#define OF_SOURCE "device NOT IN (SELECT device FROM given_device)"
#define OF_REQUEST \
"INSERT INTO image_device SELECT ?5, device, virtual_name, snapshot, " \
"coalesce(nullif(size, ''), (SELECT snapshot.size FROM snapshot " \
"WHERE snapshot.id = given_device.snapshot), ''), CASE virtual_name " \
"WHEN '' THEN " GIVEN_OR("delete_on_termination", "'true'") " ELSE '' END, " \
"CASE virtual_name WHEN '' THEN " GIVEN_OR("volume_type", "'standard'") \
" ELSE '' END, iops, encrypted, throughput FROM given_device WHERE NOT " \
"is_none AND device NOT IN (SELECT device FROM image_device WHERE " \
"image = ?5) ORDER BY n"

/* The new snapshots get the tags that the request has for snapshots. */
#define TAG_SNAPSHOTS \
"INSERT INTO tag SELECT snapshot, key, ifnull(value, '') FROM image_device " \
"JOIN given_tag ON type = 'snapshot' WHERE image = ?5 AND snapshot <> '' " \
"ORDER BY n, m"

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

/* The new image has a snapshot of each volume of the instance, unless the
 * request replaces the volume's device. */
static const struct recipe create_image = {
	.name = "CreateImage", .kind = &instance_kind, .makes = &image_kind,
	.tag_types = "image|snapshot", .has_devices = true,
	.takes = { "!Name", "Description", "?NoReboot" },
	.forms = { IMAGES_NAME_FORM("?7") },
	.rules = {
		GIVEN_VOLUMES("SELECT device FROM instance_device WHERE "
			      "instance = ?1 AND volume <> ''"),
		{ FAULT_PARAMETER_VALUE,
"SELECT 'Instance ''' || id || ''' has an instance-store root device: bundle "
"it and use RegisterImage' FROM shown_instance WHERE id = ?1 AND "
"root_device <> 'ebs'" },
		{ FAULT_INSTANCE_STATE,
"SELECT 'The instance ''' || id || ''' is not running or stopped, so no image "
"can be made from it' FROM instance WHERE id = ?1 AND "
"state NOT IN ('running', 'stopped')" },
		IMAGES_NAME_TAKEN("?7"),
	}, .statements = {
IMAGE "?7, ?8, 'ebs', " SAME "'', '', '' FROM instance JOIN image "
"ON image.id = image WHERE instance.id = ?1",
"INSERT INTO image_device SELECT ?5, device, old.virtual_name, CASE volume "
"WHEN '' THEN '' ELSE " NEW_SNAPSHOT " END, " GIVEN_OR("size", "volume.size")
", " GIVEN_OR("delete_on_termination", "old.delete_on_termination") ", "
GIVEN_OR("volume_type", "type") ", " GIVEN_WITH("volume_type", "iops", "CASE "
"WHEN type IN ('io1', 'io2', 'gp3') THEN volume.iops END") ", "
GIVEN_OR("encrypted", "CASE volume.encrypted WHEN 'true' THEN 'true' END") ", "
GIVEN_WITH("volume_type", "throughput", "volume.throughput") " FROM "
"instance_device AS old LEFT JOIN volume ON volume.id = volume LEFT JOIN "
"given_device USING (device) WHERE instance = ?1 AND (" OF_SOURCE " OR NOT "
"is_none AND volume <> '' AND given_device.virtual_name = '' AND "
"given_device.snapshot = '') ORDER BY old.rowid",
SNAPSHOTS "old.volume, ifnull(volume.size, 8), ?4, 'Created by CreateImage(' "
"|| ?1 || ') for ' || ?5, ifnull(volume.encrypted, 'false'), 'pending', "
"'completed', ?6 + 1000 FROM (SELECT * FROM image_device) AS made "
"JOIN instance_device AS old ON old.instance = ?1 AND "
"old.device = made.device LEFT JOIN volume ON volume.id = old.volume "
"WHERE made.image = ?5 AND made.snapshot <> ''",
TAG_SNAPSHOTS, OF_REQUEST,
"INSERT INTO code SELECT ?5, code FROM code WHERE resource = ?1",
	}, .reply = REPLY_LIST, .list = &image_id,
};

/* A copy has its source's devices and product code, but not its permissions. */
static const struct recipe copy_image = {
	.name = "CopyImage", .makes = &image_kind, .has_token = true,
	.tag_types = "image|snapshot",
	.takes = { "!SourceRegion", "@!SourceImageId", "!Name", "Description",
		   "ClientToken", "?Encrypted", "KmsKeyId", "?CopyImageTags" },
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
"SELECT 'You cannot copy the image ' || id || ', which has a product code "
"and belongs to another account' FROM image JOIN code ON resource = id "
"WHERE id = ?8 AND owner <> ?2" },
		IMAGES_NAME_TAKEN("?9"),
		{ FAULT_TAG_LIMIT,
"SELECT 'A resource has at most 50 tags' WHERE ?14 = 'true' AND (SELECT "
"count(*) FROM (SELECT key FROM given_tag WHERE type = 'image' UNION SELECT "
"key FROM tag JOIN image ON image.id = resource WHERE resource = ?8 AND "
"owner = ?2)) > 50" },
	}, .statements = {
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
"ELSE ifnull(snapshot.encrypted, 'false') END, 'pending', 'completed', ?6 + "
"1000 FROM (SELECT * FROM image_device) AS made JOIN image_device AS old ON "
"old.image = ?8 AND old.device = made.device LEFT JOIN snapshot ON snapshot.id "
"= old.snapshot WHERE made.image = ?5 AND made.snapshot <> ''",
TAG_SNAPSHOTS,
"INSERT INTO code SELECT ?5, code FROM code WHERE resource = ?8",
"INSERT INTO tag SELECT ?5, key, value FROM tag JOIN image "
"ON image.id = resource WHERE resource = ?8 AND owner = ?2 AND ?14 = 'true'",
	}, .reply = REPLY_LIST, .list = &image_id,
};

/* Before API version 2009-11-30, an image's name was its manifest's path. */
#define NAME "CASE WHEN ?8 = '' AND ?20 < '2009-11-30' THEN ?7 ELSE ?8 END"
#define HAS_ROOT "EXISTS (SELECT 1 FROM given_device WHERE device = ?13 AND " \
	"snapshot <> '')"

/* The caller's first image with the same manifest.  The new image gets the
 * platform of this image, and also the architecture, kernel, RAM disk and
 * devices that the request leaves out. */
#define OLD "(SELECT id FROM image WHERE owner = ?2 AND region = ?3 AND " \
	"location = ?7 AND root_device = 'instance-store' AND id <> ?5 " \
	"ORDER BY rowid LIMIT 1)"

/* A manifest makes an instance-store image.  A snapshot makes an EBS image. */
static const struct recipe register_image = {
	.name = "RegisterImage", .makes = &image_kind,
	.tag_types = "image|snapshot", .has_devices = true,
	.takes = { "ImageLocation", "Name", "Description",
		   "Architecture:i386|x86_64|arm64", "KernelId", "RamdiskId",
		   "RootDeviceName=/dev/sda1",
		   "VirtualizationType:paravirtual|hvm=paravirtual",
		   "SriovNetSupport", "EnaSupport:true|false", "BootMode",
		   "TpmSupport", "ImdsSupport", "!Version" },
	.forms = {
		{ FAULT_MISSING_PARAMETER,
"SELECT 'The request must contain the parameter Name' WHERE " NAME " = ''" },
		IMAGES_NAME_FORM(NAME),
		{ FAULT_PARAMETER_VALUE,
"SELECT 'The description is longer than 255 bytes' "
"WHERE length(CAST(?9 AS BLOB)) > 255" },
		{ FAULT_PARAMETER_COMBINATION,
"SELECT 'Name a manifest or a snapshot for the root device ' || ?13 || ', not "
"both' WHERE ?7 <> '' AND " HAS_ROOT },
		{ FAULT_BLOCK_DEVICE_MAPPING,
"SELECT 'No root snapshot specified in device mapping.' "
"WHERE ?7 = '' AND NOT " HAS_ROOT },
	}, .rules = { GIVEN_VOLUMES("''"), IMAGES_NAME_TAKEN(NAME) },
	.statements = {
"INSERT INTO image (id, owner, region, name, location, description, "
"root_device, root_name, platform, architecture, kernel, ramdisk, "
"virtualization, created, sriov, ena, boot, tpm, imds) SELECT ?5, ?2, ?3, "
NAME ", ?7, ?9, CASE ?7 WHEN '' THEN 'ebs' ELSE 'instance-store' END, ?13, "
"ifnull(old.platform, ''), coalesce(nullif(?10, ''), old.architecture, "
"'i386'), coalesce(nullif(?11, ''), old.kernel, ''), "
"coalesce(nullif(?12, ''), old.ramdisk, ''), ?14, ?4, ?15, ?16, ?17, ?18, ?19 "
"FROM (SELECT 1) LEFT JOIN image AS old ON old.id = " OLD,
"INSERT INTO image_device SELECT ?5, device, virtual_name, snapshot, size, "
"delete_on_termination, volume_type, iops, encrypted, throughput "
"FROM image_device WHERE image = " OLD " AND " OF_SOURCE " ORDER BY rowid",
OF_REQUEST,
"INSERT INTO code SELECT ?5, code.code FROM image_device JOIN code "
"ON resource = snapshot WHERE image = ?5 AND device = ?13",
	}, .reply = REPLY_LIST, .list = &image_id,
};

const struct recipe *const new_images_actions[] = {
	&create_image, &copy_image, &register_image, NULL
};
