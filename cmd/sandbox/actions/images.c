/* SPDX-License-Identifier: BSD-2-Clause */
#include "actions/images.h"

#include <string.h>

#include "kinds/image_kind.h"

/* As in EC2, even the owner may not read the attribute blockDeviceMapping. */
static const struct recipe image_describe_attribute = {
	.name = "DescribeImageAttribute", .kind = &image_kind,
	.attributes = image_kind_attributes,
	.takes = { "Attribute" }, .rules_check_owner = true,
	.rules = {
		{ FAULT_AUTH_FAILURE,
"SELECT 'Unauthorized attempt to access restricted resource' "
"WHERE ?7 = 'blockDeviceMapping'" },
		IMAGES_SEEN_OWN("?1"),
	}, .reply = REPLY_ATTRIBUTE,
};

static const struct recipe image_reset_attribute = {
	.name = "ResetImageAttribute", .takes = { "@!ImageId", "!Attribute" },
	.forms = {
		{ FAULT_PARAMETER_VALUE,
"SELECT 'Value (' || ?8 || ') for parameter attribute is invalid. Unknown "
"attribute.' WHERE ?8 NOT IN ('launchPermission', 'productCodes')" },
	}, .rules = {
		IMAGES_OWN("?7"),
		{ FAULT_AMI_ATTRIBUTE_ITEM,
"SELECT 'The product code of an image cannot be changed or removed. Register "
"the image again to obtain a new AMI ID without it.' "
"WHERE ?8 = 'productCodes'" },
	}, .statements = { "DELETE FROM permission WHERE resource = ?7" },
};

static const char snapshots_sql[] =
"SELECT DISTINCT image_device.snapshot, CASE WHEN snapshot.owner IS NULL OR "
"snapshot.owner <> ?2 THEN 'missing-permissions' WHEN EXISTS (SELECT 1 FROM "
"image_device AS other JOIN image ON image.id = other.image WHERE "
"other.snapshot = image_device.snapshot AND state <> 'deregistered') THEN "
"'skipped' ELSE 'success' END FROM image_device LEFT JOIN snapshot ON "
"snapshot.id = image_device.snapshot WHERE image_device.image = ?1 AND "
"image_device.snapshot <> ''";

/* With DeleteAssociatedSnapshots, deletes the image's snapshots, except those
 * of another owner and those that another image uses. */
static int delete_snapshots(const struct call *c, const char *unused,
			    struct fault *fault)
{
	struct sql q;
	int rc = 0;

	if (strcmp(call_text(c, "DeleteAssociatedSnapshots", ""), "true") != 0)
		return 0;
	markup_open(c->out, "deleteSnapshotResultSet");
	sql_start(&q, c->state, snapshots_sql, SQL_VALUES(call_text(c, "ImageId", ""),
		  c->account));
	while (!rc && sql_next(&q)) {
		markup_open(c->out, "item");
		markup_text(c->out, "snapshotId", sql_column(&q, 0));
		markup_text(c->out, "returnCode", sql_column(&q, 1));
		markup_close(c->out);
		if (strcmp(sql_column(&q, 1), "success") == 0)
			rc = call_sql(c, "DELETE FROM snapshot WHERE id = ?1",
				      SQL_VALUES(sql_column(&q, 0)), fault);
	}
	markup_close(c->out);
	return call_sql_end(&q, rc, fault);
}

/* The image's row stays for the instances that were launched from the image. */
static const struct recipe image_deregister = {
	.name = "DeregisterImage",
	.takes = { "@!ImageId", "?DeleteAssociatedSnapshots" },
	.rules = { IMAGES_OWN("?7") },
	.statements = {
"UPDATE image SET state = 'deregistered' WHERE id = ?7",
	}, .finish = delete_snapshots,
};

/* Accepts only a time in the future, and stores it without its seconds. */
static const struct recipe enable_deprecation = {
	.name = "EnableImageDeprecation", .kind = &image_kind,
	.takes = { "!DeprecateAt" },
	.rules_check_owner = true, .rules = { IMAGES_SEEN_OWN("?1") },
	.forms = {
		{ FAULT_PARAMETER_VALUE,
"SELECT 'Value (' || ?7 || ') for parameter DeprecateAt is invalid. It must "
"be a time like 2030-01-31T00:00:00Z' WHERE julianday(?7) IS NULL OR "
"?7 NOT GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T*Z'" },
		{ FAULT_PARAMETER_VALUE,
"SELECT 'The specified time ' || ?7 || ' is in the past' "
"WHERE julianday(?7) <= julianday(?4)" },
	}, .statements = {
"UPDATE image SET deprecated = strftime('%Y-%m-%dT%H:%M:00.000Z', ?7) "
"WHERE id = ?1",
	},
};

static const struct recipe disable_deprecation = {
	.name = "DisableImageDeprecation", .kind = &image_kind,
	.rules_check_owner = true, .rules = { IMAGES_SEEN_OWN("?1") },
	.statements = { "UPDATE image SET deprecated = '' WHERE id = ?1" },
};

const struct recipe *const images_actions[] = {
	&image_describe_attribute, &image_reset_attribute, &image_deregister,
	&enable_deprecation, &disable_deprecation, NULL
};
