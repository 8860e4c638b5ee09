/* SPDX-License-Identifier: BSD-2-Clause */
#include "actions/power.h"

#include "kinds/instance_kind.h"

#define INSTANCE "FROM shown_instance WHERE id = ?1 AND "

/* The states before and after.  An instance that is in one of the states OVER
 * keeps its state. */
#define STATES(over, state_code_after, state_after) \
	(&(const struct list){ .from = "shown_instance WHERE id = ?1", \
	.elements = (const struct element[]){ \
		{ "instanceId", "id" }, \
		{ "<currentState" }, \
		{ "code", "CASE WHEN state IN (" over ") THEN state_code " \
		  "ELSE " state_code_after " END" }, \
		{ "name", "CASE WHEN state IN (" over ") THEN state ELSE '" \
		  state_after "' END" }, \
		{ ">" }, \
		{ "<previousState" }, \
		{ "code", "state_code" }, \
		{ "name", "state" }, \
		{ ">" }, \
		{ NULL } } })

const struct recipe power_terminate = {
	.kind = &instance_kind, .each = true,
	.rules = {
		{ FAULT_OPERATION_NOT_PERMITTED,
"SELECT 'The instance ''' || id || ''' may not be terminated. Modify its "
"''disableApiTermination'' instance attribute and try again.' " INSTANCE
"protected = 'true' AND state <> 'terminated'" },
	},
	.statements = {
"UPDATE instance SET state = 'shutting-down', next = 'terminated', "
"due = ?6 + 1000, ended = ?4 WHERE id = ?1 AND "
"state NOT IN ('terminated', 'shutting-down')",
"UPDATE address SET instance = '', association = '' WHERE instance = ?1",
	},
	.reply = REPLY_LIST, .reply_first = true,
	.list = STATES("'terminated', 'shutting-down'", "32",
		       "shutting-down"),
};

const struct recipe power_stop = {
	.kind = &instance_kind, .each = true,
	.takes = { "?Force", "?Hibernate" },
	.forms = {
		{ FAULT_NOT_MODELLED,
"SELECT 'ec2-sandbox does not model hibernation' WHERE ?8 = 'true'" },
	},
	.rules = {
		{ FAULT_NOT_MODELLED,
"SELECT 'The instance ''' || id || ''' does not have an ''ebs'' root device "
"type and cannot be stopped.' " INSTANCE "root_device <> 'ebs'" },
		{ FAULT_OPERATION_NOT_PERMITTED,
"SELECT 'The instance ''' || id || ''' may not be stopped. Modify its "
"''disableApiStop'' instance attribute and try again.' " INSTANCE
"stop_protected = 'true' AND state = 'running'" },
		{ FAULT_INSTANCE_STATE,
"SELECT 'The instance ''' || id || ''' is not in a state from which it can be "
"stopped.' " INSTANCE "state IN ('terminated', 'shutting-down', 'pending')" },
	},
	.statements = {
"UPDATE instance SET state = 'stopping', next = 'stopped', due = ?6 + 1000, "
"ended = ?4 WHERE id = ?1 AND state = 'running'",
	},
	.reply = REPLY_LIST, .reply_first = true,
	.list = STATES("'stopped', 'stopping'", "64", "stopping"),
};

const struct recipe power_start = {
	.kind = &instance_kind, .each = true,
	.rules = {
		{ FAULT_INSTANCE_STATE,
"SELECT 'The instance ''' || id || ''' is not in a state from which it can be "
"started.' " INSTANCE "state IN ('terminated', 'shutting-down', 'stopping')" },
	},
	.statements = {
"UPDATE instance SET state = 'pending', next = 'running', due = ?6 + 1000, "
"launched = ?4, ended = '' WHERE id = ?1 AND state = 'stopped'",
	},
	.reply = REPLY_LIST, .reply_first = true,
	.list = STATES("'running', 'pending'", "0", "pending"),
};

const struct recipe power_reboot = {
	.kind = &instance_kind, .each = true,
	.rules = {
		{ FAULT_INSTANCE_STATE,
"SELECT 'The instance ''' || id || ''' is not in a state from which it can be "
"rebooted.' " INSTANCE "state IN ('terminated', 'shutting-down', 'stopping', "
"'stopped')" },
	},
};

/* Monitoring of an instance that has ended cannot change. */
#define MONITOR(before, after, passing) \
	.kind = &instance_kind, .each = true, \
	.rules = { { FAULT_INSTANCE_STATE, \
"SELECT 'The instance ''' || id || ''' is not in a state in which its " \
"monitoring can change.' " INSTANCE \
"state IN ('terminated', 'shutting-down')" } }, \
	.statements = { "UPDATE instance SET monitoring = '" after "' " \
			"WHERE id = ?1" }, \
	.reply = REPLY_LIST, .reply_first = true, \
	.list = &(const struct list){ .from = "instance WHERE id = ?1", \
	.elements = (const struct element[]){ \
		{ "instanceId", "id" }, \
		{ "<monitoring" }, \
		{ "state", "CASE monitoring WHEN '" before "' THEN '" passing \
		  "' ELSE monitoring END" }, \
		{ ">" }, \
		{ NULL } } }

const struct recipe power_monitor = {
	MONITOR("disabled", "enabled", "pending")
};

const struct recipe power_unmonitor = {
	MONITOR("enabled", "disabled", "disabling")
};
