/* SPDX-License-Identifier: BSD-2-Clause */
#include "reply/image.h"

#include <string.h>

const struct answer_rule image_echo_rule = {
	.echoes = { { "imageId", "ImageId" } },
};

const struct answer_rule image_attribute_rule = {
	.attribute = true, .echoes = { { "imageId", "ImageId" } },
};

const struct row image_made_rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("Type", LITERAL("IMAGE")),
		COLUMN("ImageID", PATH("imageId"))) },
	ROW_END
};

const struct answer_rule image_made_rule = { .one_id = "imageId" };

const struct answer_rule image_readback_rule = {
	.set = "imagesSet", .resources = "imagesSet/item", .id = "imageId",
	.ids = "ImageId",
};

const struct row image_deregistered_rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("Type", LITERAL("IMAGE")),
		COLUMN("ImageID", REQUEST("ImageId"))) },
	{ "deleteSnapshotResultSet/item",
	  .columns = COLUMNS(COLUMN("Type", LITERAL("SNAPSHOT")),
			     COLUMN("SnapshotID", PATH("snapshotId")),
			     COLUMN("ReturnCode", PATH("returnCode"))) },
	ROW_END
};

bool image_left_snapshot(const struct cell *cells, size_t count)
{
	return count > 2 && cell_is(&cells[0], "SNAPSHOT") &&
	       !cell_is(&cells[2], "success") && !cell_is(&cells[2], "skipped");
}

bool image_has_code(const struct node *reply, const struct params *write)
{
	const char *code = params_get(write, "ProductCode.1");
	const struct node *n = item_find(reply, "productCodes/item");

	for (; n; n = item_next(n)) {
		const char *text = item_text(n, "productCode");

		if (text && strcmp(text, code) == 0)
			return true;
	}
	return false;
}
