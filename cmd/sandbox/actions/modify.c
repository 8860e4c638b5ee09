/* SPDX-License-Identifier: BSD-2-Clause */
/* Both wire forms: the old one, with Attribute, OperationType and flat lists,
 * and the new one, in which the names of the parameters say what is changed. */
#include "actions/modify.h"

#include <string.h>

#include "actions/images.h"
#include "call/describe.h"
#include "kinds/image_kind.h"
#include "kinds/volume_kind.h"
#include "values/text.h"

enum attribute { PERMISSION, CODE, DESCRIPTION, ATTRIBUTES };

enum operation { BY_TYPE, ADD, REMOVE };	/* BY_TYPE: OperationType */

struct field {
	const char *pattern;
	enum attribute attribute;
	const char *kind;		/* of a permission */
	enum operation operation;
};

#define ENTITIES(list, member, kind) \
	{ list ".Add.N." member, PERMISSION, kind, ADD }, \
	{ list ".Remove.N." member, PERMISSION, kind, REMOVE }
#define BOTH_HAVE(list) \
	ENTITIES(list, "UserId", "userId"), ENTITIES(list, "Group", "group"), \
	{ "UserId.N", PERMISSION, "userId", BY_TYPE }, \
	{ "UserGroup.N", PERMISSION, "group", BY_TYPE }

/* What is modified: its fields, up to one without a pattern, and the names of
 * its attributes; NULL for one that it lacks. */
static const struct target {
	const char *names[ATTRIBUTES];
	enum fault_code wrong;		/* of a permission's value */
	struct field fields[16];
} images = {
	.names = { "launchPermission", "productCodes", "description" },
	.wrong = FAULT_AMI_ATTRIBUTE_ITEM,
	.fields = {
		BOTH_HAVE("LaunchPermission"),
		ENTITIES("LaunchPermission", "OrganizationArn",
			 "organizationArn"),
		ENTITIES("LaunchPermission", "OrganizationalUnitArn",
			 "organizationalUnitArn"),
		{ "OrganizationArn.N", PERMISSION, "organizationArn",
		  BY_TYPE },
		{ "OrganizationalUnitArn.N", PERMISSION,
		  "organizationalUnitArn", BY_TYPE },
		{ "ProductCode.N", CODE, NULL, BY_TYPE },
		{ "Description.Value", DESCRIPTION, NULL, BY_TYPE },
	},
}, snapshots = {
	.names = { "createVolumePermission" }, .wrong = FAULT_PARAMETER_VALUE,
	.fields = { BOTH_HAVE("CreateVolumePermission") },
};

/* The change that a request asks for. */
struct change {
	const struct target *target;
	const char *id;			/* of what is modified */
	enum attribute attribute;
	enum operation operation;	/* of OperationType */
	size_t entities;		/* how many permissions it names */
};

static const struct field *find_change_field(const struct change *change,
					     const char *name)
{
	const struct field *f = change->target->fields;
	long n;

	while (f->pattern && !call_matches(f->pattern, name, &n, NULL))
		f++;
	return f->pattern ? f : NULL;
}

static int read_attribute(const struct call *c, struct change *change,
			  struct fault *fault)
{
	const char *name = params_get(c->params, "Attribute");
	int i = 0;

	change->attribute = ATTRIBUTES;
	if (!name)
		return 0;
	while (i < ATTRIBUTES && !(change->target->names[i] &&
				   strcmp(change->target->names[i], name) == 0))
		i++;
	change->attribute = (enum attribute)i;
	if (i < ATTRIBUTES)
		return 0;
	return fault_set(fault, FAULT_PARAMETER_VALUE, "Value (%s) for "
			 "parameter attribute is invalid. Unknown attribute, "
			 "or one that cannot be changed.", name);
}

static int read_operation(const struct call *c, struct change *change,
			  struct fault *fault)
{
	const char *type = params_get(c->params, "OperationType");

	change->operation = !type ? BY_TYPE : *type == 'a' ? ADD : REMOVE;
	if (!type || text_is_one_of("add|remove", type))
		return 0;
	return fault_set(fault, FAULT_PARAMETER_VALUE, "Value (%s) for "
			 "parameter operationType is invalid. It must be add "
			 "or remove", type);
}

/* The attribute may be named by Attribute, by the fields, or by both, but
 * all must name the same. */
static int read_attribute_fields(const struct call *c, struct change *change,
				 struct fault *fault)
{
	for (size_t i = 0; i < c->params->len; i++) {
		const struct field *f =
			find_change_field(change, params_name(c->params, i));

		if (!f)
			continue;
		if (change->attribute == ATTRIBUTES)
			change->attribute = f->attribute;
		if (change->attribute != f->attribute)
			return fault_set(fault, FAULT_PARAMETER_COMBINATION,
					 "Fields for multiple attribute types "
					 "specified: %s, %s",
					 images.names[change->attribute],
					 images.names[f->attribute]);
		if (f->attribute == PERMISSION)
			change->entities++;
		if (f->attribute == PERMISSION && f->operation == BY_TYPE &&
		    change->operation == BY_TYPE)
			return fault_set(fault, FAULT_MISSING_PARAMETER,
					 "The request must contain the "
					 "parameter OperationType");
	}
	if (change->attribute == ATTRIBUTES)
		return fault_set(fault, FAULT_PARAMETER_COMBINATION,
				 "No attributes specified.");
	if (change->attribute == PERMISSION && !change->entities)
		return fault_set(fault, FAULT_PARAMETER_COMBINATION,
				 "No permissions specified.");
	return 0;
}

/* arn:PARTITION:organizations::ACCOUNT: and RESOURCE, then an id. */
static bool is_arn(const char *text, const char *resource)
{
	static const char service[] = ":organizations::";
	const char *at;

	if (strncmp(text, "arn:aws", strlen("arn:aws")) != 0)
		return false;
	at = strstr(text, service);
	if (!at || memchr(text + 4, ':', (size_t)(at - text) - 4))
		return false;
	at += strlen(service);
	if (strspn(at, "0123456789") != 12 || at[12] != ':')
		return false;
	at += 13;
	return strncmp(at, resource, strlen(resource)) == 0 &&
	       at[strlen(resource)];
}

static bool is_entity(const char *kind, const char *value)
{
	if (strcmp(kind, "userId") == 0)
		return text_is_account(value);
	if (strcmp(kind, "group") == 0)
		return strcmp(value, "all") == 0;
	if (strcmp(kind, "organizationArn") == 0)
		return is_arn(value, "organization/o-");
	return is_arn(value, "ou/o-");
}

static const char add_sql[] =
"INSERT OR IGNORE INTO permission (resource, kind, value) "
"VALUES (?1, ?2, ?3)";

static const char remove_sql[] =
"DELETE FROM permission WHERE resource = ?1 AND kind = ?2 AND value = ?3";

/* Adding a permission that exists, or removing one that does not, is no error.
 * With `checks`, only the values' form is checked. */
static int change_field(const struct call *c, const struct change *change,
			const struct field *field, bool checks,
			struct fault *fault)
{
	enum operation operation = field->operation == BY_TYPE ?
				   change->operation : field->operation;
	const char *sql = operation == ADD ? add_sql : remove_sql;
	struct call_list list;
	int rc = call_list(c, field->pattern, &list, fault);

	for (size_t i = 0; i < list.len && !rc; i++) {
		const char *value = list.items[i].value;

		if (!is_entity(field->kind, value))
			rc = fault_set(fault, change->target->wrong,
				       "Invalid attribute item value \"%s\" "
				       "for %s item type.", value,
				       field->kind);
		else if (!checks)
			rc = call_sql(c, sql, SQL_VALUES(change->id,
					field->kind, value), fault);
	}
	call_list_release(&list);
	return rc;
}

static int walk_permissions(const struct call *c, const struct change *change,
			    bool checks, struct fault *fault)
{
	for (const struct field *f = change->target->fields; f->pattern; f++)
		if (f->attribute == PERMISSION &&
		    change_field(c, change, f, checks, fault))
			return -1;
	return 0;
}

static int change_permissions(const struct call *c,
			      const struct change *change,
			      struct fault *fault)
{
	return walk_permissions(c, change, false, fault);
}

static const struct rule own[] = {
	IMAGES_OWN("?1"), { .sql = NULL }
};

/* ?4 is the code, "" if the request wants none; ?5 says if it is removed. */
static const struct rule code_rules[] = {
	{ FAULT_PARAMETER_COMBINATION,
"SELECT 'A product code can be associated only with an instance-store image, "
"and ' || id || ' is EBS-backed' FROM image WHERE id = ?1 AND "
"root_device = 'ebs'" },
	{ FAULT_AMI_ATTRIBUTE_ITEM,
"SELECT 'A product code cannot be removed from an image' WHERE ?5 <> ''" },
	{ FAULT_AMI_ATTRIBUTE_ITEM,
"SELECT 'The image ' || ?1 || ' carries another product code, which cannot be "
"changed or removed. Register the image again to obtain a new AMI ID without "
"it.' FROM code WHERE resource = ?1 AND code <> ?4" },
	{ FAULT_MISSING_PARAMETER,
"SELECT 'The request must contain the parameter ProductCode' WHERE ?4 = ''" },
	{ FAULT_PRODUCT_INFO,
"SELECT 'The product code ' || ?4 || ' does not exist' WHERE NOT EXISTS "
"(SELECT 1 FROM product WHERE code = ?4)" },
	{ FAULT_PRODUCT_INFO,
"SELECT 'The product with code ' || ?4 || ' is not configured for the platform "
"of image ' || ?1 FROM image JOIN product ON code = ?4 WHERE image.id = ?1 AND "
"product.owner <> ?2 AND NOT EXISTS (SELECT 1 FROM product_platform WHERE "
"product_platform.code = ?4 AND product_platform.platform = "
"CASE image.platform WHEN 'windows' THEN 'Windows' ELSE 'Linux/UNIX' END)" },
	{ .sql = NULL }
};

static const char set_code_sql[] =
"INSERT OR IGNORE INTO code (resource, code) VALUES (?1, ?2)";

static int change_code(const struct call *c, const struct change *change,
		       struct fault *fault)
{
	struct call_list list;
	const char *code = "";
	int rc = call_list(c, "ProductCode.N", &list, fault);

	if (list.len)
		code = list.items[0].value;
	if (!rc)
		rc = call_rules(c, code_rules, SQL_VALUES(change->id,
				c->account, c->region, code,
				change->operation == REMOVE ? "1" : ""),
				fault);
	for (size_t i = 1; i < list.len && !rc; i++)
		if (strcmp(code, list.items[i].value) != 0)
			rc = fault_set(fault, FAULT_AMI_ATTRIBUTE_ITEM,
				       "An image can carry a single product "
				       "code");
	if (!rc)
		rc = call_sql(c, set_code_sql, SQL_VALUES(change->id, code),
			      fault);
	call_list_release(&list);
	return rc;
}

static const char describe_sql[] =
"UPDATE image SET description = ?2 WHERE id = ?1";

static int change_description(const struct call *c,
			      const struct change *change,
			      struct fault *fault)
{
	const char *value = params_get(c->params, "Description.Value");

	if (!value && call_need(c, "Value", &value, fault))
		return -1;
	return call_sql(c, describe_sql, SQL_VALUES(change->id, value),
			fault);
}

static int read_change(struct change *change, const struct call *c,
		       struct fault *fault)
{
	return read_attribute(c, change, fault) ||
	       read_operation(c, change, fault) ||
	       read_attribute_fields(c, change, fault) ||
	       walk_permissions(c, change, true, fault) ? -1 : 0;
}

int modify_image_attribute(struct call *c, struct fault *fault)
{
	static int (*const changes[])(const struct call *c,
				      const struct change *change,
				      struct fault *fault) = {
		[PERMISSION] = change_permissions, [CODE] = change_code,
		[DESCRIPTION] = change_description,
	};
	struct change change = { .target = &images };

	if (describe_need(c, &image_kind, &change.id, fault) ||
	    read_change(&change, c, fault) ||
	    call_rules(c, own, SQL_VALUES(change.id, c->account, c->region),
		       fault) ||
	    changes[change.attribute](c, &change, fault))
		return -1;
	markup_text(c->out, "return", "true");
	return 0;
}

int modify_snapshot_attribute(struct call *c, struct fault *fault)
{
	struct change change = { .target = &snapshots };

	if (describe_need(c, &volume_kind_snapshot, &change.id, fault) ||
	    read_change(&change, c, fault) ||
	    describe_own(c, &volume_kind_snapshot, change.id, fault) ||
	    change_permissions(c, &change, fault))
		return -1;
	markup_text(c->out, "return", "true");
	return 0;
}
