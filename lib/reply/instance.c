/* SPDX-License-Identifier: BSD-2-Clause */
#include "reply/instance.h"

#include <string.h>

#include "base/str.h"

const struct answer_rule instance_echo_rule = {
	.echoes = { { "instanceId", "InstanceId" } },
};

const struct answer_rule instance_attribute_rule = {
	.attribute = true, .echoes = { { "instanceId", "InstanceId" } },
};

/* Returns whether the request WRITE has the id ID as one of its groups. */
static bool is_requested(const struct params *write, const char *id)
{
	for (size_t i = 0; i < write->len; i++)
		if (str_begins(params_name(write, i), "GroupId.") &&
		    strcmp(params_value(write, i), id) == 0)
			return true;
	return false;
}

static bool has_group(const struct node *reply, const char *id)
{
	const struct node *n = item_find(reply, "groupSet/item");

	for (; n; n = item_next(n)) {
		const char *text = item_text(n, "groupId");

		if (text && strcmp(text, id) == 0)
			return true;
	}
	return false;
}

bool instance_has_groups(const struct node *reply, const struct params *write)
{
	const struct node *n = item_find(reply, "groupSet/item");

	for (; n; n = item_next(n)) {
		const char *id = item_text(n, "groupId");

		if (!id || !is_requested(write, id))
			return false;
	}
	for (size_t i = 0; i < write->len; i++)
		if (str_begins(params_name(write, i), "GroupId.") &&
		    !has_group(reply, params_value(write, i)))
			return false;
	return true;
}

/* Returns whether the deleteOnTermination of DEVICE in REPLY equals FLAG. */
static bool has_flag(const struct node *reply, const char *device,
		     const char *flag)
{
	const struct node *n = item_find(reply, "blockDeviceMapping/item");

	for (; n; n = item_next(n)) {
		const char *name = item_text(n, "deviceName");
		const char *now = item_text(n, "ebs/deleteOnTermination");

		if (name && strcmp(name, device) == 0)
			return now && strcmp(now, flag) == 0;
	}
	return false;
}

bool instance_has_deletions(const struct node *reply,
			    const struct params *write)
{
	const char *device = "";

	for (size_t i = 0; i < write->len; i++) {
		const char *end = strrchr(params_name(write, i), '.');

		if (end && strcmp(end, ".DeviceName") == 0)
			device = params_value(write, i);
		else if (end && strcmp(end, ".DeleteOnTermination") == 0 &&
			 !has_flag(reply, device, params_value(write, i)))
			return false;
	}
	return true;
}
