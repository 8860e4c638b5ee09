/* SPDX-License-Identifier: BSD-2-Clause */
#include "actions/given.h"

#include <stdio.h>
#include <string.h>

#include "call/describe.h"
#include "kinds/catalog.h"
#include "values/text.h"

const char *const given_tags[] = {
	"TagSpecification.N.ResourceType", "TagSpecification.N.Tag.N.Key",
	"TagSpecification.N.Tag.N.Value", NULL
};

#define DEVICE "BlockDeviceMapping.N."

const char *const given_devices[] = {
	DEVICE "DeviceName", DEVICE "NoDevice", DEVICE "VirtualName",
	"@" DEVICE "Ebs.SnapshotId", DEVICE "Ebs.VolumeSize",
	"?" DEVICE "Ebs.DeleteOnTermination", DEVICE "Ebs.VolumeType",
	DEVICE "Ebs.Iops", DEVICE "Ebs.Throughput", "?" DEVICE "Ebs.Encrypted",
	NULL
};

const struct rule given_tag_forms[] = {
	{ FAULT_MISSING_PARAMETER,
"SELECT 'A TagSpecification needs a ResourceType' FROM given_tag "
"WHERE type = '' AND ?1 <> ''" },
	{ FAULT_PARAMETER_VALUE,
"SELECT '''' || type || ''' is not a valid taggable resource type for this "
"operation.' FROM given_tag WHERE ?1 <> '' AND (type LIKE '%|%' OR "
"instr('|' || ?1 || '|', '|' || type || '|') = 0)" },
	{ FAULT_PARAMETER_VALUE,
"SELECT 'Tag specification must have at least one tag' FROM given WHERE pattern "
"= 'TagSpecification.N.ResourceType' AND n NOT IN (SELECT n FROM given_tag)" },
	{ FAULT_PARAMETER_VALUE,
"SELECT 'Tag key ''' || key || ''' is not valid: it must have 1 to 127 "
"characters and must not begin with aws:' FROM given_tag "
"WHERE length(key) > 127 OR substr(key, 1, 4) = 'aws:'" },
	{ FAULT_PARAMETER_VALUE,
"SELECT 'A tag''s value is longer than 256 characters' FROM given_tag "
"WHERE length(value) > 256" },
	{ FAULT_PARAMETER_VALUE,
"SELECT 'Tag key ''' || key || ''' is given twice' FROM given_tag "
"GROUP BY type, key HAVING count(*) > 1" },
	{ FAULT_TAG_LIMIT,
"SELECT 'A resource has at most 50 tags' FROM given_tag GROUP BY type "
"HAVING count(*) > 50" },
	{ .sql = NULL }
};

#define WRONG(what, when) \
	{ FAULT_BLOCK_DEVICE_MAPPING, \
"SELECT 'Invalid device ''' || substr(device, 1, 128) || ''': " what "' " \
"FROM given_device WHERE " when }
#define IS_VOLUME "(snapshot <> '' OR size <> '' OR volume_type <> '' OR " \
	"iops <> '' OR encrypted <> '' OR delete_on_termination <> '')"
#define OUTSIDE(column, max) "(" column " <> '' AND (" column \
	" GLOB '*[^0-9]*' OR CAST(" column " AS INTEGER) NOT BETWEEN 1 AND " \
	max "))"

const struct rule given_device_forms[] = {
	{ FAULT_MISSING_PARAMETER,
"SELECT 'The request must contain the parameter BlockDeviceMapping.DeviceName' "
"FROM given_device WHERE device = ''" },
	{ FAULT_MISSING_PARAMETER,
"SELECT 'The request must contain the parameter ebs' FROM given_device "
"WHERE NOT (is_none OR virtual_name <> '' OR " IS_VOLUME ")" },
	WRONG("it may have only one of NoDevice, a virtual name and a volume",
	      "is_none + (virtual_name <> '') + " IS_VOLUME " > 1"),
	WRONG("its virtual name is not ephemeral0 to ephemeral9",
	      "virtual_name <> '' AND virtual_name NOT GLOB 'ephemeral[0-9]'"),
	WRONG("the size is not from 1 to 16384", OUTSIDE("size", "16384")),
	WRONG("its type is not standard, io1, io2, gp2, gp3, sc1 or st1",
	      "volume_type NOT IN ('', 'standard', 'io1', 'io2', 'gp2', 'gp3', "
	      "'sc1', 'st1')"),
	WRONG("iops is not from 1 to 64000", OUTSIDE("iops", "64000")),
	WRONG("a volume of this type needs iops",
	      "iops = '' AND volume_type IN ('io1', 'io2')"),
	WRONG("a volume of this type takes no iops",
	      "iops <> '' AND volume_type NOT IN ('io1', 'io2', 'gp3')"),
	WRONG("only gp3 has a throughput, from 1 to 2000",
	      "throughput <> '' AND (volume_type <> 'gp3' OR "
	      OUTSIDE("throughput", "2000") ")"),
	WRONG("it is given twice", "1 GROUP BY device HAVING count(*) > 1"),
	{ FAULT_PARAMETER_VALUE,
"SELECT 'A request has at most 100 block devices' WHERE "
"(SELECT count(*) FROM given_device) > 100" },
	{ .sql = NULL }
};

#define SIGNS "!?#@"

/* The parts of a text that describes a parameter (see given.h). */
struct parameter {
	const char *signs, *name, *fallback;
	char copy[96];			/* the name, if text follows it in
					 * `name`; otherwise "" */
	char choices[64];		/* "" allows every value */
};

static struct parameter read_parameter(const char *text)
{
	struct parameter p = { .signs = text, .fallback = "" };
	size_t len, more;

	p.name = text + strspn(text, SIGNS);
	len = strcspn(p.name, ":=");
	if (!p.name[len])
		return p;
	more = strcspn(p.name, "=");
	if (p.name[len] == ':')
		(void)snprintf(p.choices, sizeof(p.choices), "%.*s",
			       (int)(more - len - 1), p.name + len + 1);
	if (p.name[more])
		p.fallback = p.name + more + 1;
	(void)snprintf(p.copy, sizeof(p.copy), "%.*s", (int)len, p.name);
	return p;
}

static bool has_sign(const struct parameter *p, char sign)
{
	return memchr(p->signs, sign, strspn(p->signs, SIGNS)) != NULL;
}

bool given_among(const char *const *texts, const char *name)
{
	long n;

	for (; texts && *texts; texts++)
		if (call_matches(*texts + strspn(*texts, SIGNS), name, &n,
				 NULL))
			return true;
	return false;
}

/* Checks the form of an id.  Accepts any id if no kind has the parameter. */
static int check_id_parameter(const char *pattern, const char *id,
			      struct fault *fault)
{
	size_t len = strlen(pattern);

	if (len > 2 && strcmp(pattern + len - 2, ".N") == 0)
		len -= 2;
	for (const struct kind *const *k = catalog_all; *k; k++) {
		const char *own = (*k)->parameter ? (*k)->parameter : "-";
		size_t n = strlen(own);

		if (n <= len && memcmp(pattern + len - n, own, n) == 0)
			return describe_check_id(*k, id, fault);
	}
	return 0;
}

/* Checks the value of NAME, a name that matches the parameter P. */
static int check_given(const struct call *c, const struct parameter *p,
		      const char *name, struct fault *fault)
{
	const char *value = call_text(c, name, "");
	long number = 0;
	bool flag;

	if (!*value)
		return 0;
	if (has_sign(p, '?') && call_bool(c, name, &flag, fault))
		return -1;
	if (has_sign(p, '#') &&
	    call_number(c, name, 0, 1000000, &number, fault))
		return -1;
	if (*p->choices && !text_is_one_of(p->choices, value))
		return fault_set(fault, FAULT_PARAMETER_VALUE, "Value (%s) "
				 "for parameter %s is invalid.", value, name);
	return has_sign(p, '@') ? check_id_parameter(p->name, value, fault) : 0;
}

int given_take(const struct call *c, const char *text, const char **out,
	       struct fault *fault)
{
	struct parameter p = read_parameter(text);

	if (*p.copy)
		p.name = p.copy;
	if (has_sign(&p, '!') && call_need(c, p.name, out, fault))
		return -1;
	*out = call_text(c, p.name, *p.fallback || !has_sign(&p, '?') ?
			 p.fallback : "false");
	return check_given(c, &p, p.name, fault);
}

int given_clear(const struct call *c, struct fault *fault)
{
	return call_sql(c, "DELETE FROM given", SQL_VALUES(NULL), fault);
}

static int load_one(const struct call *c, const struct parameter *p, size_t i,
		    struct fault *fault)
{
	const char *name = params_name(c->params, i);
	char n_text[24], m_text[24];
	long n, m;

	if (!call_matches(p->name, name, &n, &m))
		return 0;
	(void)snprintf(n_text, sizeof(n_text), "%ld", n);
	(void)snprintf(m_text, sizeof(m_text), "%ld", m);
	return check_given(c, p, name, fault) ? -1 :
	       call_sql(c, "INSERT INTO given VALUES (?1, ?2, ?3, ?4)",
			SQL_VALUES(*p->copy ? p->copy : p->name, n_text, m_text,
				   params_value(c->params, i)), fault);
}

int given_load(const struct call *c, const char *const *patterns,
	       struct fault *fault)
{
	for (; patterns && *patterns; patterns++) {
		const struct parameter p = read_parameter(*patterns);

		for (size_t i = 0; i < c->params->len; i++)
			if (load_one(c, &p, i, fault))
				return -1;
	}
	return 0;
}
