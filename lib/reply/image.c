/* SPDX-License-Identifier: BSD-2-Clause */
#include "reply/image.h"

const struct row image_made_rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("Type", LITERAL("IMAGE")),
		COLUMN("ImageID", PATH("imageId"))) },
	ROW_END
};

const struct answer_rule image_made_rule = { .one_id = "imageId" };

const struct answer_rule image_look_rule = {
	.set = "imagesSet", .things = "imagesSet/item", .id = "imageId",
	.ids = "ImageId",
};
