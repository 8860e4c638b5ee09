/* SPDX-License-Identifier: BSD-2-Clause */
/* Images: who may see and change them, and the reading of their attributes. */
#include "images.h"

#include <stdio.h>
#include <string.h>

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

int images_find(const struct call *c, struct image *out, struct fault *fault)
{
	bool found, is_available = false;
	const char *id;
	struct sql q;

	if (call_need(c, "ImageId", &id, fault))
		return -1;
	if (!call_is_id(id, "ami-"))
		return fault_set(fault, FAULT_AMI_MALFORMED, "Invalid id: "
				 "\"%s\" (expecting \"ami-...\")", id);
	sql_start(&q, c->state, find_sql, SQL_VALUES(id, c->account));
	found = sql_next(&q);
	if (found) {
		(void)snprintf(out->id, sizeof(out->id), "%s", id);
		(void)snprintf(out->platform, sizeof(out->platform), "%s",
			       sql_column(&q, 0));
		is_available = sql_is_true(&q, 1);
		out->is_ebs = sql_is_true(&q, 2);
		out->is_own = sql_is_true(&q, 3);
		out->is_visible = sql_is_true(&q, 4);
	}
	if (call_sql_end(&q, fault))
		return -1;
	if (!found)
		return not_found(fault, id);
	if (!is_available)
		return fault_set(fault, FAULT_AMI_UNAVAILABLE, "The image id "
				 "'[%s]' is no longer available", id);
	return 0;
}

static int refuse(struct fault *fault, const struct image *image)
{
	return fault_set(fault, FAULT_AUTH_FAILURE,
			 "Not authorized for image:%s", image->id);
}

int images_find_own(const struct call *c, struct image *out,
		    struct fault *fault)
{
	if (images_find(c, out, fault))
		return -1;
	return out->is_own ? 0 : refuse(fault, out);
}

static const char permissions_sql[] =
"SELECT kind, value FROM launch_permission WHERE image = ?1 ORDER BY rowid";

static int write_permissions(struct call *c, const struct image *image,
			     struct fault *fault)
{
	struct sql q;

	reply_open(c->reply, "launchPermission");
	sql_start(&q, c->state, permissions_sql, SQL_VALUES(image->id));
	while (sql_next(&q)) {
		reply_open(c->reply, "item");
		reply_text(c->reply, sql_column(&q, 0), sql_column(&q, 1));
		reply_close(c->reply);
	}
	reply_close(c->reply);
	return call_sql_end(&q, fault);
}

static const char codes_sql[] = "SELECT code FROM image_code WHERE image = ?1";

static int write_codes(struct call *c, const struct image *image,
		       struct fault *fault)
{
	struct sql q;

	reply_open(c->reply, "productCodes");
	sql_start(&q, c->state, codes_sql, SQL_VALUES(image->id));
	while (sql_next(&q)) {
		reply_open(c->reply, "item");
		reply_text(c->reply, "productCode", sql_column(&q, 0));
		reply_text(c->reply, "type", "devpay");
		reply_close(c->reply);
	}
	reply_close(c->reply);
	return call_sql_end(&q, fault);
}

static const char devices_sql[] =
"SELECT device, virtual_name, snapshot, size, delete_on_termination, "
"volume_type, iops FROM image_device WHERE image = ?1 ORDER BY rowid";

/* What is not known of a volume is left out. */
static void write_volume(struct call *c, struct sql *q)
{
	static const char *const names[] = {
		"snapshotId", "volumeSize", "deleteOnTermination",
		"volumeType", "iops",
	};

	reply_open(c->reply, "ebs");
	for (int i = 0; i < (int)(sizeof(names) / sizeof(names[0])); i++) {
		const char *value = sql_column(q, i + 2);

		if (*value)
			reply_text(c->reply, names[i], value);
	}
	reply_close(c->reply);
}

static int write_devices(struct call *c, const struct image *image,
			 struct fault *fault)
{
	struct sql q;

	reply_open(c->reply, "blockDeviceMapping");
	sql_start(&q, c->state, devices_sql, SQL_VALUES(image->id));
	while (sql_next(&q)) {
		const char *name = sql_column(&q, 1);

		reply_open(c->reply, "item");
		if (*name)
			reply_text(c->reply, "virtualName", name);
		reply_text(c->reply, "deviceName", sql_column(&q, 0));
		if (!*name)
			write_volume(c, &q);
		reply_close(c->reply);
	}
	reply_close(c->reply);
	return call_sql_end(&q, fault);
}

static int write_value(struct call *c, const struct image *image,
		       const char *name, const char *sql, struct fault *fault)
{
	struct sql q;

	reply_open(c->reply, name);
	sql_start(&q, c->state, sql, SQL_VALUES(image->id));
	while (sql_next(&q))
		if (*sql_column(&q, 0))
			reply_text(c->reply, "value", sql_column(&q, 0));
	reply_close(c->reply);
	return call_sql_end(&q, fault);
}

/* An attribute has either a writer or a statement that reads its value. */
static const struct {
	const char *name;
	int (*write)(struct call *c, const struct image *image,
		     struct fault *fault);
	const char *sql;
} attributes[] = {
	{ "blockDeviceMapping", write_devices, NULL },
	{ "description", NULL,
	  "SELECT description FROM image WHERE id = ?1" },
	{ "kernel", NULL, "SELECT kernel FROM image WHERE id = ?1" },
	{ "launchPermission", write_permissions, NULL },
	{ "productCodes", write_codes, NULL },
	{ "ramdisk", NULL, "SELECT ramdisk FROM image WHERE id = ?1" },
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
	while (i < count && strcmp(attributes[i].name, name) != 0)
		i++;
	if (i == count)
		return unknown_attribute(fault, name);
	if (!image.is_visible)
		return not_found(fault, image.id);
	if (!image.is_own)
		return refuse(fault, &image);
	reply_text(c->reply, "imageId", image.id);
	if (attributes[i].write)
		return attributes[i].write(c, &image, fault);
	return write_value(c, &image, name, attributes[i].sql, fault);
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
	reply_text(c->reply, "return", "true");
	return 0;
}
