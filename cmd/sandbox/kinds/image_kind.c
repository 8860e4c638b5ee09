/* SPDX-License-Identifier: BSD-2-Clause */
#include "kinds/image_kind.h"

#include "kinds/shared_kind.h"

static const struct column columns[] = {
	{ "id", .form = "ami-", .is_unique = true },
	SHARED_OWNED,
	{ "name" },
	{ "location", .fallback = "" },
	{ "description", .fallback = "" },
	{ "state", .fallback = "available",
	  .form = "pending|available|failed|deregistered" },
	{ "root", "root_device", "instance-store", "instance-store|ebs" },
	{ "root-device", "root_name", "/dev/sda1" },
	{ "platform", .fallback = "", .form = "windows|" },
	{ "architecture", .fallback = "i386", .form = "word" },
	{ "kernel", .fallback = "" },
	{ "ramdisk", .fallback = "" },
	{ "virtualization", .fallback = "paravirtual",
	  .form = "paravirtual|hvm" },
	{ "created", .fallback = "2010-03-01T00:00:00.000Z", .form = "time" },
	{ "deprecated", .fallback = "", .form = "time" },
	{ "ena", .fallback = "", .form = "true|false|" },
	{ "sriov", .fallback = "" },
	{ "boot", .fallback = "" },
	{ "tpm", .fallback = "" },
	{ "imds", .fallback = "" },
	{ "source", .fallback = "" },
	{ "source-region", "source_region", "" },
	{ "token", .fallback = "" },
	{ "request", .fallback = "" },
	SHARED_PASSING,
	SHARED_CODES("code"),
	SHARED_PERMISSIONS,
	{ "devices", .fallback = "", .parts = KIND_DEVICE, .insert =
"INSERT INTO image_device VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
	  .select =
"SELECT device, virtual_name, snapshot, size, delete_on_termination, "
"volume_type, iops, encrypted, throughput FROM image_device WHERE image = ?1 "
"ORDER BY rowid" },
	SHARED_TAGS,
	{ NULL }
};

static const char extra[] =
"CREATE UNIQUE INDEX image_token ON image (owner, region, token)"
"	WHERE token <> '';"
"CREATE INDEX image_location ON image (owner, location);"
"CREATE TRIGGER image_locate AFTER INSERT ON image "
"WHEN NEW.location = '' BEGIN "
"	UPDATE image SET location = owner || '/' || name WHERE id = NEW.id;"
"END;"
"CREATE TABLE image_device ("
"	image TEXT NOT NULL REFERENCES image,"
"	device TEXT NOT NULL,"
"	virtual_name TEXT NOT NULL DEFAULT '',"
"	snapshot TEXT NOT NULL DEFAULT '',"
"	size TEXT NOT NULL DEFAULT '',"
"	delete_on_termination TEXT NOT NULL DEFAULT '',"
"	volume_type TEXT NOT NULL DEFAULT '',"
"	iops TEXT NOT NULL DEFAULT '',"
"	encrypted TEXT NOT NULL DEFAULT '',"
"	throughput TEXT NOT NULL DEFAULT '',"
"	UNIQUE (image, device));"
"CREATE INDEX image_device_snapshot ON image_device (snapshot);";

/* EC2 does not show the root device of a bundle, which has the virtual name
 * "ami". */
static const struct list devices = {
	.name = "blockDeviceMapping",
	.from = "image_device WHERE image = ?1 AND virtual_name <> 'ami' "
		"ORDER BY rowid",
	.elements = (const struct element[]){
		{ "deviceName", "device", "block-device-mapping.device-name" },
		{ "virtualName", "virtual_name" },
		{ "<?ebs" },
		{ "snapshotId", "snapshot",
		  "block-device-mapping.snapshot-id" },
		{ "volumeSize", "size", "block-device-mapping.volume-size" },
		{ "deleteOnTermination", "delete_on_termination",
		  "block-device-mapping.delete-on-termination" },
		{ "volumeType", "volume_type",
		  "block-device-mapping.volume-type" },
		{ "iops", "iops" },
		{ "throughput", "throughput" },
		{ "encrypted", "CASE WHEN virtual_name = '' AND encrypted = '' "
		  "THEN 'false' ELSE encrypted END",
		  "block-device-mapping.encrypted" },
		{ ">" },
		{ NULL } },
};

static const struct element elements[] = {
	{ "imageId", "id", "image-id" },
	{ "imageLocation", "location", "manifest-location" },
	{ "imageState", "state", "state" },
	{ "imageOwnerId", "owner", "owner-id" },
	{ "creationDate", "created", "creation-date" },
	{ "isPublic", "CASE WHEN EXISTS (SELECT 1 FROM permission "
	  "WHERE resource = image.id AND kind = 'group') THEN 'true' "
	  "ELSE 'false' END", "is-public" },
	{ .list = &shared_kind_codes },
	{ "architecture", "architecture", "architecture" },
	{ "imageType", "'machine'", "image-type" },
	{ "kernelId", "kernel", "kernel-id" },
	{ "ramdiskId", "ramdisk", "ramdisk-id" },
	{ "platform", "platform", "platform" },
	{ "platformDetails", SHARED_PLATFORM },
	{ "usageOperation", SHARED_USAGE },
	{ "name", "name", "name" },
	{ "description", "description", "description" },
	{ "rootDeviceType", "root_device", "root-device-type" },
	{ "rootDeviceName", "root_name", "root-device-name" },
	{ .list = &devices },
	{ "virtualizationType", "virtualization", "virtualization-type" },
	{ .list = &shared_kind_tags },
	{ "hypervisor", "'xen'", "hypervisor" },
	{ "enaSupport", "ena", "ena-support" },
	{ "sriovNetSupport", "sriov", "sriov-net-support" },
	{ "bootMode", "boot", "boot-mode" },
	{ "tpmSupport", "tpm", "tpm-support" },
	{ "imdsSupport", "imds", "imds-support" },
	{ "deprecationTime", "deprecated" },
	{ "sourceImageId", "source", "source-image-id" },
	{ "sourceImageRegion", "source_region", "source-image-region" },
	{ NULL, "'false'", "free-tier-eligible" },
	{ NULL }
};

const struct kind image_kind = {
	.name = "image", .type = "image", .table = "image",
	.columns = columns, .extra = extra,
	.set = "imagesSet", .parameter = "ImageId", .prefix = "ami-",
	.key = "id",
	.from = "(SELECT rowid AS number, * FROM image) AS image",
	.visible = "state <> 'deregistered' AND region = ?3 AND "
		   SHARED_VISIBLE("image"),
	.hidden = "deprecated <> '' AND deprecated <= ?5 AND owner <> ?2",
	.include = "IncludeDeprecated", .shows_named = true,
	.owners = "Owner.N", .users = "ExecutableBy.N", .page_min = 1,
	.malformed = FAULT_AMI_MALFORMED, .missing = FAULT_AMI_NOT_FOUND,
	.words = "image id", .brackets = true, .elements = elements,
	.unset = "image-allowed|owner-alias|source-instance-id|"
		 "state-reason-code|state-reason-message",
};

#define VALUE(name, column) SHARED_ATTRIBUTE(name, "image", column)

const struct list *const image_kind_attributes[] = {
	&shared_kind_permissions, &shared_kind_codes,
	VALUE("description", "description"), VALUE("kernel", "kernel"),
	VALUE("ramdisk", "ramdisk"), VALUE("sriovNetSupport", "sriov"),
	VALUE("bootMode", "boot"), VALUE("tpmSupport", "tpm"),
	VALUE("imdsSupport", "imds"),
	VALUE("lastLaunchedTime", "(SELECT max(launched) FROM instance "
	      "WHERE instance.image = image.id)"),
	VALUE("deregistrationProtection", "'disabled'"),
	&devices, NULL
};
