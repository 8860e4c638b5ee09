/* SPDX-License-Identifier: BSD-2-Clause */
#include "command/states.h"

static const struct answer_rule images = {
	.set = "imagesSet", .resources = "", .id = "imageId", .ids = "ImageId",
};

static const struct answer_rule snapshots = {
	.set = "snapshotSet", .resources = "", .id = "snapshotId",
	.ids = "SnapshotId",
};

static const struct answer_rule volumes = {
	.set = "volumeSet", .resources = "", .id = "volumeId", .ids = "VolumeId",
};

static const struct answer_rule instances = {
	.set = "reservationSet", .resources = "instancesSet/item",
	.id = "instanceId", .ids = "InstanceId",
};

const struct until states_image_available = {
	"DescribeImages", "imagesSet/item", &images, "imageId", "imageState",
	.good = "available",
	.bad = "failed|error|invalid|deregistered|disabled",
	.reason = "stateReason/message",
};

const struct until states_snapshot_completed = {
	"DescribeSnapshots", "snapshotSet/item", &snapshots, "snapshotId",
	"status", .good = "completed", .bad = "error",
	.reason = "statusMessage",
};

const struct until states_volume_available = {
	"DescribeVolumes", "volumeSet/item", &volumes, "volumeId", "status",
	.good = "available", .bad = "error|deleting|deleted",
};

#define INSTANCE_STATE(path, ...) { \
	"DescribeInstances", "reservationSet/item", &instances, path, \
	"instanceState/name", .reason = "stateReason/message", __VA_ARGS__ }

const struct until states_instance_running = INSTANCE_STATE(
	"instancesSet/item/instanceId", .good = "running",
	.bad = "shutting-down|terminated|stopped");

const struct until states_instance_started = INSTANCE_STATE(
	NULL, .good = "running", .bad = "shutting-down|terminated|stopped",
	.before = "stopped");

const struct until states_instance_stopped = INSTANCE_STATE(
	NULL, .good = "stopped", .bad = "shutting-down|terminated");

const struct until states_instance_terminated = INSTANCE_STATE(
	NULL, .good = "terminated", .gone_holds = true);
