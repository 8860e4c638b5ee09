/* SPDX-License-Identifier: BSD-2-Clause */
#include "reply/confirmation.h"

const struct row confirmation_rows[] = {
	{ "", .columns = COLUMNS(
		[CONFIRMATION_CODE] =
			COLUMN("ProductCode", REQUEST("ProductCode")),
		[CONFIRMATION_INSTANCE] =
			COLUMN("InstanceID", REQUEST("InstanceId")),
		[CONFIRMATION_ANSWER] =
			BOOL("Confirmed", BOOLEAN("return|result")),
		[CONFIRMATION_OWNER] = COLUMN("OwnerID", PATH("ownerId"))) },
	ROW_END
};

const struct answer_rule confirmation_rule = {
	.echoes = { { "instanceId", "InstanceId" },
		    { "productCode", "ProductCode" } },
};
