/* SPDX-License-Identifier: BSD-2-Clause */
#include "reply/elasticip.h"

#include "base/str.h"

const struct answer_rule elasticip_readback_rule = {
	.set = "addressesSet", .resources = "addressesSet/item",
	.id = "publicIp",
};

bool elasticip_is_free(const struct node *reply, const struct params *write)
{
	const char *association =
		item_text(reply, "addressesSet/item/associationId");
	const char *instance = item_text(reply, "addressesSet/item/instanceId");

	(void)write;
	return !(association && *association) &&
	       !(instance && str_begins(instance, "i-"));
}
