/* SPDX-License-Identifier: BSD-2-Clause */
#include "reply/snapshot.h"

const struct answer_rule snapshot_attribute_rule = {
	.attribute = true, .echoes = { { "snapshotId", "SnapshotId" } },
};

static const struct row tag_rows[] = {
	TAG_ROW("snapshot", "snapshotId"),
	ROW_END
};

const struct row snapshot_rows[] = {
	{ "", .rows = tag_rows, .columns = COLUMNS(
		COLUMN("Type", LITERAL("SNAPSHOT")),
		ID("SnapshotID", PATH("snapshotId")),
		COLUMN("VolumeID", PATH("volumeId")),
		COLUMN("Status", PATH("status")),
		COLUMN("StartTime", TIME("startTime")),
		COLUMN("Progress", PATH("progress")),
		COLUMN("OwnerID", PATH("ownerId")),
		NUMBER("VolumeSize", PATH("volumeSize")),
		COLUMN("Description", PATH("description")),
		HIDDEN("StatusMessage", PATH("statusMessage")),
		HIDDEN_BOOL("Encrypted", BOOLEAN("encrypted")),
		HIDDEN("KmsKeyID", PATH("kmsKeyId")),
		HIDDEN("OwnerAlias", PATH("ownerAlias")),
		HIDDEN("StorageTier", PATH("storageTier"))) },
	ROW_END
};
