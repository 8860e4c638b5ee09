/* SPDX-License-Identifier: BSD-2-Clause */
#include "actions/images.h"

#include <stdio.h>
#include <string.h>

#include "call/listing.h"

static const char find_sql[] =
"SELECT platform, state = 'available', root_device = 'ebs', owner = ?2, "
"owner = ?2 OR EXISTS (SELECT 1 FROM launch_permission WHERE image = ?1 AND "
"(kind = 'group' AND value = 'all' OR kind = 'userId' AND value = ?2)) "
"FROM image WHERE id = ?1";

static int not_found(struct fault *fault, const char *id)
{
	return fault_set(fault, FAULT_AMI_NOT_FOUND,
			 "The image id '[%s]' does not exist", id);
}

int images_read(const struct call *c, const char *id, struct image *out,
		bool *found, struct fault *fault)
{
	struct sql q;

	if (!id_is_valid(id, "ami-"))
		return fault_set(fault, FAULT_AMI_MALFORMED, "Invalid id: "
				 "\"%s\" (expecting \"ami-...\")", id);
	sql_start(&q, c->state, find_sql, SQL_VALUES(id, c->account));
	*found = sql_next(&q);
	if (*found) {
		(void)snprintf(out->id, sizeof(out->id), "%s", id);
		(void)snprintf(out->platform, sizeof(out->platform), "%s",
			       sql_column(&q, 0));
		out->is_available = sql_is_true(&q, 1);
		out->is_ebs = sql_is_true(&q, 2);
		out->is_own = sql_is_true(&q, 3);
		out->is_visible = sql_is_true(&q, 4);
	}
	return call_sql_end(&q, fault);
}

int images_find(const struct call *c, struct image *out, struct fault *fault)
{
	const char *id;
	bool found;

	if (call_need(c, "ImageId", &id, fault) ||
	    images_read(c, id, out, &found, fault))
		return -1;
	if (!found)
		return not_found(fault, id);
	if (!out->is_available)
		return fault_set(fault, FAULT_AMI_UNAVAILABLE, "The image id "
				 "'[%s]' is no longer available", id);
	return 0;
}

static int refuse_image(struct fault *fault, const struct image *image)
{
	return fault_set(fault, FAULT_AUTH_FAILURE,
			 "Not authorized for image:%s", image->id);
}

int images_find_own(const struct call *c, struct image *out,
		    struct fault *fault)
{
	if (images_find(c, out, fault))
		return -1;
	return out->is_own ? 0 : refuse_image(fault, out);
}

static const struct listing permissions = {
	.name = "launchPermission", .sql =
"SELECT CASE kind WHEN 'userId' THEN value ELSE '' END, "
"CASE kind WHEN 'group' THEN value ELSE '' END, "
"CASE kind WHEN 'organizationArn' THEN value ELSE '' END, "
"CASE kind WHEN 'organizationalUnitArn' THEN value ELSE '' END "
"FROM launch_permission WHERE image = ?1 ORDER BY rowid",
	.steps = LISTING_COLUMNS("userId", "group", "organizationArn",
				 "organizationalUnitArn"),
};

static const struct listing codes = {
	.name = "productCodes", .sql =
"SELECT code, 'devpay' FROM image_code WHERE image = ?1",
	.steps = LISTING_COLUMNS("productCode", "type"),
};

static const struct listing devices = {
	.name = "blockDeviceMapping", .sql =
"SELECT virtual_name, device, snapshot, size, delete_on_termination, "
"volume_type, iops FROM image_device WHERE image = ?1 ORDER BY rowid",
	.steps = LISTING_COLUMNS("virtualName", "deviceName", "<?ebs",
				 "snapshotId", "volumeSize",
				 "deleteOnTermination", "volumeType", "iops",
				 ">"),
};

static const struct listing description = {
	.name = "description", .single = true,
	.sql = "SELECT description FROM image WHERE id = ?1",
	.steps = LISTING_COLUMNS("value"),
};

static const struct listing kernel = {
	.name = "kernel", .single = true,
	.sql = "SELECT kernel FROM image WHERE id = ?1",
	.steps = LISTING_COLUMNS("value"),
};

static const struct listing ramdisk = {
	.name = "ramdisk", .single = true,
	.sql = "SELECT ramdisk FROM image WHERE id = ?1",
	.steps = LISTING_COLUMNS("value"),
};

static const struct listing *const attributes[] = {
	&devices, &description, &kernel, &permissions, &codes, &ramdisk,
};

static int unknown_attribute(struct fault *fault, const char *name)
{
	return fault_set(fault, FAULT_PARAMETER_VALUE, "Value (%s) for "
			 "parameter attribute is invalid. Unknown attribute.",
			 name);
}

int images_describe_attribute(struct call *c, struct fault *fault)
{
	const size_t count = sizeof(attributes) / sizeof(attributes[0]);
	struct image image;
	const char *name;
	size_t i = 0;

	if (images_find(c, &image, fault) ||
	    call_need(c, "Attribute", &name, fault))
		return -1;
	while (i < count && strcmp(attributes[i]->name, name) != 0)
		i++;
	if (i == count)
		return unknown_attribute(fault, name);
	if (!image.is_visible)
		return not_found(fault, image.id);
	if (!image.is_own)
		return refuse_image(fault, &image);
	markup_text(c->out, "imageId", image.id);
	return listing_write(c, attributes[i], image.id, fault);
}

static const char reset_sql[] =
"DELETE FROM launch_permission WHERE image = ?1";

int images_reset_attribute(struct call *c, struct fault *fault)
{
	struct image image;
	const char *name;

	if (images_find_own(c, &image, fault) ||
	    call_need(c, "Attribute", &name, fault))
		return -1;
	if (strcmp(name, "productCodes") == 0)
		return fault_set(fault, FAULT_AMI_ATTRIBUTE_ITEM,
				 "The product code of an image cannot be "
				 "changed or removed. Register the image again "
				 "to obtain a new AMI ID without it.");
	if (strcmp(name, "launchPermission") != 0)
		return unknown_attribute(fault, name);
	if (call_sql(c, reset_sql, SQL_VALUES(image.id), fault))
		return -1;
	markup_text(c->out, "return", "true");
	return 0;
}
