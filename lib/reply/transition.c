/* SPDX-License-Identifier: BSD-2-Clause */
#include "reply/transition.h"

const char transition_state_headings[] = "Type Name";

const struct row transition_state_rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("Type", LITERAL("INSTANCE")),
		ID("InstanceID", PATH("instanceId")),
		COLUMN("PreviousState", PATH("previousState/name")),
		COLUMN("CurrentState", PATH("currentState/name"))) },
	ROW_END
};

const struct row transition_monitoring_rows[] = {
	{ "", .columns = COLUMNS(
		ID("InstanceID", PATH("instanceId")),
		COLUMN("Monitoring", MONITORING("monitoring/state"))) },
	ROW_END
};

const struct answer_rule transition_rule = {
	.set = "instancesSet", .resources = "", .id = "instanceId",
	.ids = "InstanceId",
	.missing = "could not tell: the reply does not name it",
};
