/* SPDX-License-Identifier: BSD-2-Clause */
/* ModifyImageAttribute and ModifySnapshotAttribute, in both wire forms.  The
 * old form has Attribute, OperationType, Value, and lists such as UserId.1.  In
 * the new form, the names of the parameters say what the request changes. */
#include "actions/recipe.h"

#include "actions/images.h"
#include "kinds/image_kind.h"
#include "kinds/volume_kind.h"

#define PERMISSIONS(list, member) \
	list ".Add.N." member, list ".Remove.N." member

/* SQL for the attribute that a parameter, or the whole request, changes. */
#define OF_PARAMETER "CASE WHEN pattern LIKE 'Description%' THEN " \
	"'description' WHEN pattern = 'ProductCode.N' THEN 'productCodes' " \
	"ELSE 'permission' END"
#define ATTRIBUTE "CASE WHEN ?7 LIKE '%Permission' THEN 'permission' " \
	"WHEN ?7 <> '' THEN ?7 ELSE (SELECT " OF_PARAMETER " FROM given) END"

/* The permissions of the request, and whether it adds or removes each. */
#define ENTITIES "(SELECT n, value, CASE WHEN pattern LIKE '%UserId%' THEN " \
	"'userId' WHEN pattern LIKE '%OrganizationArn%' THEN " \
	"'organizationArn' WHEN pattern LIKE '%OrganizationalUnitArn%' THEN " \
	"'organizationalUnitArn' ELSE 'group' END AS kind, CASE WHEN pattern " \
	"LIKE '%.Add.%' THEN 'add' WHEN pattern LIKE '%.Remove.%' THEN " \
	"'remove' ELSE ?8 END AS operation FROM given WHERE value <> '' AND " \
	OF_PARAMETER " = 'permission')"

#define DIGITS "[0-9][0-9][0-9][0-9]"
#define ARN "arn:aws*:organizations::" DIGITS DIGITS DIGITS ":"
#define IS_ENTITY "CASE kind WHEN 'userId' THEN value GLOB '" DIGITS DIGITS \
	DIGITS "' WHEN 'group' THEN value = 'all' WHEN 'organizationArn' " \
	"THEN value GLOB '" ARN "organization/o-?*' ELSE " \
	"value GLOB '" ARN "ou/o-?*' END"

#define REFUSE(code, words, when) { code, "SELECT " words " WHERE " when }

/* Rules for the form of a request, which must change exactly one attribute. */
#define FORMS(attributes, wrong) \
	REFUSE(FAULT_PARAMETER_VALUE, "'Value (' || ?7 || ') for parameter " \
"attribute is invalid. Unknown attribute, or one that cannot be changed.'", \
	       "?7 NOT IN ('', " attributes ")"), \
	{ FAULT_PARAMETER_COMBINATION, \
"SELECT 'Fields for multiple attribute types specified' FROM given WHERE " \
OF_PARAMETER " <> " ATTRIBUTE }, \
	{ FAULT_MISSING_PARAMETER, \
"SELECT 'The request must contain the parameter OperationType' FROM " \
ENTITIES " WHERE operation = ''" }, \
	REFUSE(FAULT_PARAMETER_COMBINATION, "'No attributes specified.'", \
	       ATTRIBUTE " IS NULL"), \
	REFUSE(FAULT_PARAMETER_COMBINATION, "'No permissions specified.'", \
	       ATTRIBUTE " = 'permission' AND NOT EXISTS (SELECT 1 FROM " \
	       ENTITIES ")"), \
	{ wrong, \
"SELECT 'Invalid attribute item value \"' || value || '\" for ' || kind || " \
"' item type.' FROM " ENTITIES " WHERE NOT " IS_ENTITY }

/* Adding an existing permission, or removing a missing permission, succeeds. */
#define CHANGE_PERMISSIONS \
"INSERT OR IGNORE INTO permission SELECT ?1, kind, value FROM " ENTITIES \
" WHERE operation = 'add' ORDER BY kind = 'userId' DESC, kind, n", \
"DELETE FROM permission WHERE resource = ?1 AND (kind, value) IN " \
"(SELECT kind, value FROM " ENTITIES " WHERE operation = 'remove')"

#define IF_CODE ATTRIBUTE " = 'productCodes'"
#define CODE "(SELECT value FROM given WHERE pattern = 'ProductCode.N' AND " \
	"value <> '' ORDER BY n LIMIT 1)"

static const struct recipe modify_image = {
	.name = "ModifyImageAttribute", .kind = &image_kind,
	.rules_check_owner = true,
	.takes = { "Attribute", "OperationType:add|remove", "Value" },
	.lists = RECIPE_LISTS(
		PERMISSIONS("LaunchPermission", "UserId"),
		PERMISSIONS("LaunchPermission", "Group"),
		PERMISSIONS("LaunchPermission", "OrganizationArn"),
		PERMISSIONS("LaunchPermission", "OrganizationalUnitArn"),
		"UserId.N", "UserGroup.N", "OrganizationArn.N",
		"OrganizationalUnitArn.N", "ProductCode.N",
		"Description.Value"),
	.forms = {
		FORMS("'launchPermission', 'productCodes', 'description'",
		      FAULT_AMI_ATTRIBUTE_ITEM),
		REFUSE(FAULT_MISSING_PARAMETER,
"'The request must contain the parameter Value'",
		       "?7 = 'description' AND ?9 = '' AND NOT EXISTS "
		       "(SELECT 1 FROM given)"),
	}, .rules = {
		IMAGES_OWN("?1"),
		{ FAULT_PARAMETER_COMBINATION,
"SELECT 'A product code can be associated only with an instance-store image, "
"and ' || id || ' is EBS-backed' FROM image WHERE id = ?1 AND "
"root_device = 'ebs' AND " IF_CODE },
		REFUSE(FAULT_AMI_ATTRIBUTE_ITEM,
"'A product code cannot be removed from an image'",
		       IF_CODE " AND ?8 = 'remove'"),
		{ FAULT_AMI_ATTRIBUTE_ITEM,
"SELECT 'The image ' || ?1 || ' has another product code, which cannot be "
"changed or removed. Register the image again to obtain a new AMI ID without "
"it.' FROM code WHERE resource = ?1 AND " IF_CODE " AND code IS NOT " CODE },
		REFUSE(FAULT_MISSING_PARAMETER,
"'The request must contain the parameter ProductCode'",
		       IF_CODE " AND " CODE " IS NULL"),
		{ FAULT_PRODUCT_INFO,
"SELECT 'The product code ' || " CODE " || ' does not exist' WHERE " IF_CODE
" AND NOT EXISTS (SELECT 1 FROM product WHERE code = " CODE ")" },
		{ FAULT_PRODUCT_INFO,
"SELECT 'The product with code ' || code || ' is not configured for the "
"platform of image ' || ?1 FROM image JOIN product ON code = " CODE
" WHERE image.id = ?1 AND " IF_CODE " AND product.owner <> ?2 AND NOT EXISTS "
"(SELECT 1 FROM product_platform WHERE product_platform.code = product.code "
"AND product_platform.platform = CASE image.platform WHEN 'windows' THEN "
"'Windows' ELSE 'Linux/UNIX' END)" },
		{ FAULT_AMI_ATTRIBUTE_ITEM,
"SELECT 'An image can have only one product code' FROM given "
"WHERE pattern = 'ProductCode.N' AND value NOT IN ('', " CODE ")" },
	}, .statements = {
CHANGE_PERMISSIONS,
"INSERT OR IGNORE INTO code SELECT ?1, " CODE " WHERE " IF_CODE,
"UPDATE image SET description = ifnull((SELECT value FROM given WHERE "
"pattern = 'Description.Value'), ?9) WHERE id = ?1 AND "
ATTRIBUTE " = 'description'",
	},
};

static const struct recipe modify_snapshot = {
	.name = "ModifySnapshotAttribute", .kind = &volume_kind_snapshot,
	.takes = { "Attribute", "OperationType:add|remove" },
	.lists = RECIPE_LISTS(
		PERMISSIONS("CreateVolumePermission", "UserId"),
		PERMISSIONS("CreateVolumePermission", "Group"),
		"UserId.N", "UserGroup.N"),
	.forms = { FORMS("'createVolumePermission'", FAULT_PARAMETER_VALUE) },
	.statements = { CHANGE_PERMISSIONS },
};

const struct recipe *const modify_actions[] = {
	&modify_image, &modify_snapshot, NULL
};
