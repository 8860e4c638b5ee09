/* SPDX-License-Identifier: BSD-2-Clause */
#include "reply/volumes.h"

#include <stdbool.h>
#include <string.h>

#include "reply/requested.h"

/* The row ATTACHMENT.  If the reply lacks the volume, the instance or the
 * device, the row shows the value in the request. */
#define ATTACHMENT_ROW(where) \
	{ where, .columns = COLUMNS( \
		COLUMN("Type", LITERAL("ATTACHMENT")), \
		COLUMN("VolumeID", PATH("volumeId|@VolumeId")), \
		COLUMN("InstanceID", PATH("instanceId|@InstanceId")), \
		COLUMN("Device", PATH("device|@Device")), \
		COLUMN("State", PATH("status")), \
		COLUMN("AttachTime", TIME("attachTime")), \
		HIDDEN_BOOL("DeleteOnTermination", \
			    BOOLEAN("deleteOnTermination"))) }

static const struct row below_volume[] = {
	ATTACHMENT_ROW("attachmentSet/item"),
	TAG_ROW("volume", "volumeId"),
	ROW_END
};

const struct row volumes_rows[] = {
	{ "", .rows = below_volume, .columns = COLUMNS(
		COLUMN("Type", LITERAL("VOLUME")),
		ID("VolumeID", PATH("volumeId")),
		NUMBER("Size", PATH("size")),
		COLUMN("SnapshotID", PATH("snapshotId")),
		COLUMN("AvailabilityZone", PATH("availabilityZone")),
		COLUMN("State", PATH("status")),
		COLUMN("CreateTime", TIME("createTime")),
		COLUMN("VolumeType", PATH("volumeType")),
		NUMBER("Iops", PATH("iops")),
		HIDDEN_BOOL("Encrypted", BOOLEAN("encrypted")),
		HIDDEN("KmsKeyID", PATH("kmsKeyId")),
		HIDDEN_NUMBER("Throughput", PATH("throughput")),
		HIDDEN_BOOL("MultiAttachEnabled",
			    BOOLEAN("multiAttachEnabled"))) },
	ROW_END
};

const struct row volumes_attachment_rows[] = { ATTACHMENT_ROW(""), ROW_END };

const struct answer_rule volumes_attachment_rule = {
	.one_id = "volumeId",
	.echoes = { { "volumeId", "VolumeId" },
		    { "instanceId", "InstanceId" } },
};

const struct answer_rule volumes_readback_rule = {
	.set = "volumeSet", .resources = "volumeSet/item", .id = "volumeId",
	.ids = "VolumeId",
};

/* Returns whether the element NAME equals the request's PARAM.  Returns true if
 * the request has no PARAM. */
static bool is_as_asked(const struct node *node, const char *name,
			const struct params *write, const char *param)
{
	const char *want = params_get(write, param);
	const char *text = item_text(node, name);

	return !want || (text && requested_compare(text, strlen(text), want,
						   false) == 0);
}

static bool has_state(const struct node *node, const char *state)
{
	const char *text = item_text(node, "status");

	return text && strcmp(text, state) == 0;
}

static const struct node *find_attachment(const struct node *reply,
					  const struct params *write)
{
	const struct node *n =
		item_find(reply, "volumeSet/item/attachmentSet/item");

	for (; n; n = item_next(n))
		if (is_as_asked(n, "instanceId", write, "InstanceId") &&
		    is_as_asked(n, "device", write, "Device"))
			return n;
	return NULL;
}

static bool is_detaching(const struct node *attachment)
{
	return has_state(attachment, "detaching") ||
	       has_state(attachment, "detached");
}

const struct node *volumes_attached(const struct node *reply,
				    const struct params *write)
{
	const struct node *n = find_attachment(reply, write);

	return n && !is_detaching(n) ? n : NULL;
}

/* If the reply does not list the volume, the volume may still be attached. */
const struct node *volumes_detached(const struct node *reply,
				    const struct params *write)
{
	const struct node *n = find_attachment(reply, write);

	if (n)
		return is_detaching(n) ? n : NULL;
	return item_find(reply, "volumeSet/item") ? reply : NULL;
}

const struct node *volumes_deleted(const struct node *reply,
				   const struct params *write)
{
	const struct node *n = item_find(reply, "volumeSet/item");

	if (!n)
		return reply;
	return has_state(n, "deleting") || has_state(n, "deleted") ? n : NULL;
}
