/* SPDX-License-Identifier: BSD-2-Clause */
#include "actions/images.h"

#include <string.h>

#include "kinds/image_kind.h"

/* EC2 shows the block devices to no one, not even to the owner. */
const struct recipe images_describe_attribute = {
	.kind = &image_kind, .attributes = image_kind_attributes,
	.takes = { "Attribute" }, .rules_own = true,
	.rules = {
		{ FAULT_AUTH_FAILURE,
"SELECT 'Unauthorized attempt to access restricted resource' "
"WHERE ?7 = 'blockDeviceMapping'" },
		IMAGES_SEEN_OWN("?1"),
	},
	.reply = REPLY_ATTRIBUTE,
};

const struct recipe images_reset_attribute = {
	.takes = { "@!ImageId", "!Attribute" },
	.forms = {
		{ FAULT_PARAMETER_VALUE,
"SELECT 'Value (' || ?8 || ') for parameter attribute is invalid. Unknown "
"attribute.' WHERE ?8 NOT IN ('launchPermission', 'productCodes')" },
	},
	.rules = {
		IMAGES_OWN("?7"),
		{ FAULT_AMI_ATTRIBUTE_ITEM,
"SELECT 'The product code of an image cannot be changed or removed. Register "
"the image again to obtain a new AMI ID without it.' "
"WHERE ?8 = 'productCodes'" },
	},
	.statements = { "DELETE FROM permission WHERE resource = ?7" },
};

static const char snapshots_sql[] =
"SELECT DISTINCT image_device.snapshot, CASE "
"WHEN snapshot.owner IS NULL OR snapshot.owner <> ?2 THEN "
"'missing-permissions' WHEN EXISTS (SELECT 1 FROM image_device AS other "
"JOIN image ON image.id = other.image WHERE "
"other.snapshot = image_device.snapshot AND state <> 'deregistered') "
"THEN 'skipped' ELSE 'success' END FROM image_device LEFT JOIN snapshot "
"ON snapshot.id = image_device.snapshot WHERE image_device.image = ?1 AND "
"image_device.snapshot <> ''";

static const char delete_sql[] = "DELETE FROM snapshot WHERE id = ?1";

/* A snapshot that another image needs stays. */
static int delete_snapshots(const struct call *c, const char *nothing,
			    struct fault *fault)
{
	struct fault ignored;
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
			rc = call_sql(c, delete_sql,
				      SQL_VALUES(sql_column(&q, 0)), fault);
	}
	markup_close(c->out);
	if (call_sql_end(&q, rc ? &ignored : fault))
		return -1;
	return rc;
}

/* The row stays for the instances that were launched from it. */
const struct recipe images_deregister = {
	.takes = { "@!ImageId", "?DeleteAssociatedSnapshots" },
	.rules = { IMAGES_OWN("?7") },
	.statements = {
"UPDATE image SET state = 'deregistered' WHERE id = ?7",
	},
	.finish = delete_snapshots,
};
