/* SPDX-License-Identifier: BSD-2-Clause */
/* The action ModifyInstanceAttribute. */
#include "actions/recipe.h"

#include <string.h>

#include "actions/instances.h"
#include "kinds/instance_kind.h"

static int check_user_data(const struct call *c, struct fault *fault)
{
	bool is_other = strcmp(call_text(c, "Attribute", ""), "userData") != 0;
	const char *text = call_text(c, "UserData.Value", is_other ? "" :
				     call_text(c, "Value", ""));

	return instances_check_user_data(text, fault);
}

/* Attributes with one value.  The columns are the name, the parameter, the
 * allowed values ('' for any), and whether the instance must be stopped. */
#define FLAG "'true|false'"
#define ATTRIBUTES \
"(VALUES ('instanceType', 'InstanceType.Value', '', 1), " \
"('kernel', 'Kernel.Value', '', 1), ('ramdisk', 'Ramdisk.Value', '', 1), " \
"('userData', 'UserData.Value', '', 1), " \
"('disableApiTermination', 'DisableApiTermination.Value', " FLAG ", 0), " \
"('disableApiStop', 'DisableApiStop.Value', " FLAG ", 0), " \
"('instanceInitiatedShutdownBehavior', " \
"'InstanceInitiatedShutdownBehavior.Value', 'stop|terminate', 0), " \
"('sourceDestCheck', 'SourceDestCheck.Value', " FLAG ", 0), " \
"('ebsOptimized', 'EbsOptimized.Value', " FLAG ", 1), " \
"('enaSupport', 'EnaSupport.Value', " FLAG ", 1), " \
"('sriovNetSupport', 'SriovNetSupport.Value', 'simple', 1))"

/* The attributes that the request changes.  It names an attribute by the
 * parameter of the attribute, or by the parameters Attribute (?7) and Value. */
#define CHANGE \
"(SELECT column1 AS attribute, value, column3 AS choices, " \
"column4 AS is_stopped FROM " ATTRIBUTES " JOIN given " \
"WHERE pattern = column2 OR (pattern = 'Value' AND column1 = ?7 AND NOT " \
"EXISTS (SELECT 1 FROM given AS own WHERE own.pattern = column2)))"

/* SQL for the groups of the request, and for parts of its devices. */
#define GROUPS "given WHERE pattern = 'GroupId.N' AND value <> ''"
#define PART(name) "ifnull((SELECT value FROM given AS part WHERE part.n = " \
	"given.n AND part.pattern = 'BlockDeviceMapping.N.Ebs." name "'), '')"
#define DEVICES \
"(SELECT value AS device, " PART("VolumeId") " AS volume, " \
PART("DeleteOnTermination") " AS flag FROM given WHERE value <> '' AND " \
"pattern = 'BlockDeviceMapping.N.DeviceName')"
#define MAPPED \
"instance_device.instance = ?1 AND instance_device.volume <> '' AND " \
"instance_device.device = wanted.device AND " \
"wanted.volume IN ('', instance_device.volume)"

#define COUNT "((SELECT count(*) FROM " CHANGE ") + EXISTS (SELECT 1 FROM " \
	GROUPS ") + EXISTS (SELECT 1 FROM " DEVICES "))"
#define SET(column, name) column " = ifnull((SELECT value FROM change WHERE " \
	"attribute = '" name "'), " column ")"

static const struct recipe modify_instance = {
	.name = "ModifyInstanceAttribute", .kind = &instance_kind,
	.takes = { "Attribute" },
	.lists = RECIPE_LISTS(
		"Value", "InstanceType.Value", "Kernel.Value",
		"Ramdisk.Value", "UserData.Value",
		"DisableApiTermination.Value", "DisableApiStop.Value",
		"InstanceInitiatedShutdownBehavior.Value",
		"SourceDestCheck.Value", "EbsOptimized.Value",
		"EnaSupport.Value", "SriovNetSupport.Value", "@GroupId.N",
		"BlockDeviceMapping.N.DeviceName",
		"BlockDeviceMapping.N.Ebs.VolumeId",
		"?BlockDeviceMapping.N.Ebs.DeleteOnTermination"),
	.forms = {
		{ FAULT_PARAMETER_VALUE,
"SELECT 'Value (' || value || ') for parameter ' || attribute || ' is "
"invalid.' FROM " CHANGE " WHERE choices <> '' AND (value LIKE '%|%' OR "
"instr('|' || choices || '|', '|' || value || '|') = 0) OR "
"attribute = 'instanceType' AND " INSTANCES_NOT_TYPE("value") },
		{ FAULT_PARAMETER_COMBINATION,
"SELECT CASE " COUNT " WHEN 0 THEN 'No attributes specified.' ELSE 'Fields for "
"multiple attribute types specified' END WHERE " COUNT " <> 1" },
		{ FAULT_MISSING_PARAMETER,
"SELECT 'The request must contain the parameter "
"BlockDeviceMapping.Ebs.DeleteOnTermination' FROM " DEVICES
" WHERE flag = ''" },
	}, .check = check_user_data,
	.rules = {
		{ FAULT_INSTANCE_STATE,
"SELECT 'The instance ''' || id || ''' is not in the ''stopped'' state.' "
"FROM instance JOIN " CHANGE " WHERE id = ?1 AND CASE WHEN is_stopped "
"THEN state <> 'stopped' ELSE state = 'terminated' END" },
		INSTANCES_IN_VPC("(SELECT attribute FROM " CHANGE ")"),
		{ FAULT_GROUP_NOT_FOUND,
"SELECT 'The security group ''' || value || ''' does not exist' FROM " GROUPS
" AND NOT EXISTS (SELECT 1 FROM security_group WHERE id = value AND "
"owner = ?2 AND region = ?3)" },
		{ FAULT_PARAMETER_VALUE,
"SELECT 'No device is currently mapped at ' || device FROM " DEVICES
" AS wanted WHERE NOT EXISTS (SELECT 1 FROM instance_device "
"WHERE " MAPPED ")" },
	}, .statements = {
"WITH change AS " CHANGE " UPDATE instance SET "
SET("type", "instanceType") ", " SET("kernel", "kernel") ", "
SET("ramdisk", "ramdisk") ", " SET("user_data", "userData") ", "
SET("protected", "disableApiTermination") ", "
SET("stop_protected", "disableApiStop") ", "
SET("shutdown", "instanceInitiatedShutdownBehavior") ", "
SET("source_check", "sourceDestCheck") ", "
SET("ebs_optimized", "ebsOptimized") ", " SET("ena", "enaSupport") ", "
SET("sriov", "sriovNetSupport") " WHERE id = ?1",
"DELETE FROM instance_group WHERE instance = ?1 AND EXISTS "
"(SELECT 1 FROM " GROUPS ")",
"INSERT OR IGNORE INTO instance_group SELECT ?1, security_group.id, name "
"FROM (SELECT n, value FROM " GROUPS ") JOIN security_group ON id = value "
"ORDER BY n",
"UPDATE instance_device SET delete_on_termination = (SELECT flag FROM "
DEVICES " AS wanted WHERE " MAPPED ") WHERE instance = ?1 AND EXISTS "
"(SELECT 1 FROM " DEVICES " AS wanted WHERE " MAPPED ")",
	},
};

const struct recipe *const instance_attributes_actions[] = {
	&modify_instance, NULL
};
