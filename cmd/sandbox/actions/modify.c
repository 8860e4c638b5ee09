/* SPDX-License-Identifier: BSD-2-Clause */
/* Both wire forms: the old one, with Attribute, OperationType and flat lists,
 * and the new one, in which the names of the parameters say what is changed. */
#include "actions/modify.h"

#include <string.h>

#include "actions/images.h"

enum attribute { PERMISSION, CODE, DESCRIPTION, ATTRIBUTES };

enum operation { BY_TYPE, ADD, REMOVE };	/* BY_TYPE: OperationType */

static const char *const attribute_names[] = {
	[PERMISSION] = "launchPermission", [CODE] = "productCodes",
	[DESCRIPTION] = "description",
};

static const struct field {
	const char *pattern;
	enum attribute attribute;
	const char *kind;		/* of a permission */
	enum operation operation;
} fields[] = {
	{ "LaunchPermission.Add.N.UserId", PERMISSION, "userId", ADD },
	{ "LaunchPermission.Add.N.Group", PERMISSION, "group", ADD },
	{ "LaunchPermission.Add.N.OrganizationArn", PERMISSION,
	  "organizationArn", ADD },
	{ "LaunchPermission.Add.N.OrganizationalUnitArn", PERMISSION,
	  "organizationalUnitArn", ADD },
	{ "LaunchPermission.Remove.N.UserId", PERMISSION, "userId", REMOVE },
	{ "LaunchPermission.Remove.N.Group", PERMISSION, "group", REMOVE },
	{ "LaunchPermission.Remove.N.OrganizationArn", PERMISSION,
	  "organizationArn", REMOVE },
	{ "LaunchPermission.Remove.N.OrganizationalUnitArn", PERMISSION,
	  "organizationalUnitArn", REMOVE },
	{ "UserId.N", PERMISSION, "userId", BY_TYPE },
	{ "UserGroup.N", PERMISSION, "group", BY_TYPE },
	{ "OrganizationArn.N", PERMISSION, "organizationArn", BY_TYPE },
	{ "OrganizationalUnitArn.N", PERMISSION, "organizationalUnitArn",
	  BY_TYPE },
	{ "ProductCode.N", CODE, NULL, BY_TYPE },
	{ "Description.Value", DESCRIPTION, NULL, BY_TYPE },
};

enum { FIELDS = sizeof(fields) / sizeof(fields[0]) };

/* The change that a request asks for. */
struct change {
	struct image image;
	enum attribute attribute;
	enum operation operation;	/* of OperationType */
	size_t entities;		/* how many permissions it names */
};

static const struct field *find_change_field(const char *name)
{
	long n;

	for (size_t i = 0; i < FIELDS; i++)
		if (call_matches(fields[i].pattern, name, &n, NULL))
			return &fields[i];
	return NULL;
}

static int read_attribute(const struct call *c, struct change *change,
			  struct fault *fault)
{
	const char *name = params_get(c->params, "Attribute");
	int i = 0;

	change->attribute = ATTRIBUTES;
	if (!name)
		return 0;
	while (i < ATTRIBUTES && strcmp(attribute_names[i], name) != 0)
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

	change->operation = BY_TYPE;
	if (!type)
		return 0;
	if (strcmp(type, "add") == 0)
		change->operation = ADD;
	else if (strcmp(type, "remove") == 0)
		change->operation = REMOVE;
	else
		return fault_set(fault, FAULT_PARAMETER_VALUE, "Value (%s) "
				 "for parameter operationType is invalid. It "
				 "must be add or remove", type);
	return 0;
}

/* The attribute may be named by Attribute, by the fields, or by both, but
 * all must name the same. */
static int read_attribute_fields(const struct call *c, struct change *change,
				 struct fault *fault)
{
	for (size_t i = 0; i < c->params->len; i++) {
		const struct field *f =
			find_change_field(params_name(c->params, i));

		if (!f)
			continue;
		if (change->attribute == ATTRIBUTES)
			change->attribute = f->attribute;
		if (change->attribute != f->attribute)
			return fault_set(fault, FAULT_PARAMETER_COMBINATION,
					 "Fields for multiple attribute types "
					 "specified: %s, %s",
					 attribute_names[change->attribute],
					 attribute_names[f->attribute]);
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
	return 0;
}

static bool is_digits(const char *text, size_t len)
{
	return strspn(text, "0123456789") >= len;
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
	if (!is_digits(at, 12) || at[12] != ':')
		return false;
	at += 13;
	return strncmp(at, resource, strlen(resource)) == 0 &&
	       at[strlen(resource)];
}

static bool is_entity(const char *kind, const char *value)
{
	if (strcmp(kind, "userId") == 0)
		return strlen(value) == 12 && is_digits(value, 12);
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

/* Adding a permission that exists, or removing one that does not, is no
 * error. */
static int change_field(const struct call *c, const struct change *change,
			const struct field *field, struct fault *fault)
{
	enum operation operation = field->operation == BY_TYPE ?
				   change->operation : field->operation;
	const char *sql = operation == ADD ? add_sql : remove_sql;
	struct call_list list;
	int rc = call_list(c, field->pattern, &list, fault);

	for (size_t i = 0; i < list.len && !rc; i++) {
		const char *value = list.items[i].value;

		if (!is_entity(field->kind, value))
			rc = fault_set(fault, FAULT_AMI_ATTRIBUTE_ITEM,
				       "Invalid attribute item value \"%s\" "
				       "for %s item type.", value,
				       field->kind);
		else
			rc = call_sql(c, sql, SQL_VALUES(change->image.id,
					field->kind, value), fault);
	}
	call_list_release(&list);
	return rc;
}

static int change_permissions(const struct call *c,
			      const struct change *change,
			      struct fault *fault)
{
	if (!change->entities)
		return fault_set(fault, FAULT_PARAMETER_COMBINATION,
				 "No launch permissions specified.");
	for (size_t i = 0; i < FIELDS; i++)
		if (fields[i].attribute == PERMISSION &&
		    change_field(c, change, &fields[i], fault))
			return -1;
	return 0;
}

/* Whether the image has another code, whether the product exists, whether the
 * caller owns it, and whether it is configured for the image's platform. */
static const char rules_sql[] =
"SELECT EXISTS (SELECT 1 FROM code WHERE resource = ?1 AND code <> ?2), "
"EXISTS (SELECT 1 FROM product WHERE code = ?2), "
"EXISTS (SELECT 1 FROM product WHERE code = ?2 AND owner = ?3), "
"EXISTS (SELECT 1 FROM product_platform WHERE code = ?2 AND platform = "
"CASE ?4 WHEN 'windows' THEN 'Windows' ELSE 'Linux/UNIX' END)";

static const char set_code_sql[] =
"INSERT OR IGNORE INTO code (resource, code) VALUES (?1, ?2)";

/* Sets the product code.  CODE is "" if the request wants to remove it; that
 * differs from every code. */
static int set_code(const struct call *c, const struct image *image,
		    const char *code, struct fault *fault)
{
	bool has_other, exists, is_own, is_configured;
	struct sql q;

	sql_start(&q, c->state, rules_sql, SQL_VALUES(image->id, code,
		  c->account, image->platform));
	(void)sql_next(&q);
	has_other = sql_is_true(&q, 0);
	exists = sql_is_true(&q, 1);
	is_own = sql_is_true(&q, 2);
	is_configured = sql_is_true(&q, 3);
	if (call_sql_end(&q, fault))
		return -1;
	if (has_other)
		return fault_set(fault, FAULT_AMI_ATTRIBUTE_ITEM, "The image "
				 "%s carries another product code, which "
				 "cannot be changed or removed. Register the "
				 "image again to obtain a new AMI ID without "
				 "it.", image->id);
	if (!*code)
		return fault_set(fault, FAULT_MISSING_PARAMETER, "The request "
				 "must contain the parameter ProductCode");
	if (!exists)
		return fault_set(fault, FAULT_PRODUCT_INFO,
				 "The product code %s does not exist", code);
	if (!is_own && !is_configured)
		return fault_set(fault, FAULT_PRODUCT_INFO, "The product with "
				 "code %s is not configured for the platform "
				 "of image %s", code, image->id);
	return call_sql(c, set_code_sql, SQL_VALUES(image->id, code), fault);
}

static int change_code(const struct call *c, const struct change *change,
		       struct fault *fault)
{
	struct call_list list;
	int rc = call_list(c, "ProductCode.N", &list, fault);

	if (rc)
		goto out;
	if (change->image.is_ebs)
		rc = fault_set(fault, FAULT_PARAMETER_COMBINATION,
			       "A product code can be associated only with an "
			       "instance-store image, and %s is EBS-backed",
			       change->image.id);
	else if (change->operation == REMOVE)
		rc = fault_set(fault, FAULT_AMI_ATTRIBUTE_ITEM,
			       "A product code cannot be removed from an "
			       "image");
	for (size_t i = 1; i < list.len && !rc; i++)
		if (strcmp(list.items[0].value, list.items[i].value) != 0)
			rc = fault_set(fault, FAULT_AMI_ATTRIBUTE_ITEM,
				       "An image can carry a single product "
				       "code");
	if (!rc)
		rc = set_code(c, &change->image, list.len ?
			      list.items[0].value : "", fault);
out:
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
	return call_sql(c, describe_sql, SQL_VALUES(change->image.id, value),
			fault);
}

int modify_image_attribute(struct call *c, struct fault *fault)
{
	static int (*const changes[])(const struct call *c,
				      const struct change *change,
				      struct fault *fault) = {
		[PERMISSION] = change_permissions, [CODE] = change_code,
		[DESCRIPTION] = change_description,
	};
	struct change change = {0};

	if (images_find_own(c, &change.image, fault) ||
	    read_attribute(c, &change, fault) ||
	    read_operation(c, &change, fault) ||
	    read_attribute_fields(c, &change, fault) ||
	    changes[change.attribute](c, &change, fault))
		return -1;
	markup_text(c->out, "return", "true");
	return 0;
}
