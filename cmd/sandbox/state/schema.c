/* SPDX-License-Identifier: BSD-2-Clause */
/* Makes the tables of the state from the descriptions of the kinds. */
#include "state/schema.h"

#include <stdbool.h>
#include <string.h>

#include "kinds/catalog.h"
#include "kinds/shared_kind.h"

#define DEVICE(part, column) \
"	ifnull(max(value) FILTER (WHERE pattern = 'BlockDeviceMapping.N." part \
"'), '') AS " column ","

/* The table of list parameters, and its views.  Tags in a TagSpecification have
 * a type. */
const char schema_given[] =
"CREATE TEMP TABLE given ("
"	pattern TEXT NOT NULL,"
"	n INTEGER NOT NULL,"
"	m INTEGER NOT NULL,"
"	value TEXT NOT NULL);"
"CREATE INDEX temp.given_place ON given (pattern, n, m);"
"CREATE TEMP VIEW given_tag AS SELECT tag.n, tag.m, tag.value AS key,"
"	of.value, ifnull(kind.value, '') AS type FROM given AS tag"
"	LEFT JOIN given AS of ON of.n = tag.n AND of.m = tag.m AND"
"	of.pattern = replace(tag.pattern, '.Key', '.Value')"
"	LEFT JOIN given AS kind ON kind.n = tag.n AND"
"	kind.pattern = 'TagSpecification.N.ResourceType'"
"	WHERE tag.value <> '' AND tag.pattern IN"
"	('Tag.N.Key', 'TagSpecification.N.Tag.N.Key');"
"CREATE TEMP VIEW given_device AS SELECT n,"
	DEVICE("DeviceName", "device")
	DEVICE("VirtualName", "virtual_name")
	DEVICE("Ebs.SnapshotId", "snapshot")
	DEVICE("Ebs.VolumeSize", "size")
	DEVICE("Ebs.VolumeType", "volume_type")
	DEVICE("Ebs.Iops", "iops")
	DEVICE("Ebs.Encrypted", "encrypted")
	DEVICE("Ebs.Throughput", "throughput")
	DEVICE("Ebs.DeleteOnTermination", "delete_on_termination")
"	count(*) FILTER (WHERE pattern = 'BlockDeviceMapping.N.NoDevice') AS"
"	is_none FROM given WHERE pattern LIKE 'BlockDeviceMapping.%' GROUP BY n;";

/* Writes a column's definition.  A missing value is stored as "". */
static void write_column(struct buf *out, const struct kind *k,
			 const struct column *c)
{
	const struct kind *other = c->refers ? catalog_named(c->refers) : NULL;
	bool is_number = c->form && strcmp(c->form, "number") == 0;

	buf_printf(out, "%s\t%s %s NOT NULL", c == k->columns ? "" : ",\n",
		   catalog_column(c), is_number ? "INTEGER" : "TEXT");
	if (c->fallback)
		buf_printf(out, " DEFAULT '%s'", c->fallback);
	if (c == k->columns && c->is_unique)
		buf_puts(out, " PRIMARY KEY");
	if (other)
		buf_printf(out, " REFERENCES %s", other->table);
}

static void write_kind(struct buf *out, const struct kind *k)
{
	buf_printf(out, "CREATE TABLE %s (\n", k->table);
	for (const struct column *c = k->columns; c->field; c++)
		if (!c->insert)
			write_column(out, k, c);
	buf_puts(out, ");\n");
	for (const struct column *c = k->columns; c->field; c++) {
		const char *name = catalog_column(c);

		if (c->is_unique && c != k->columns)
			buf_printf(out, "CREATE UNIQUE INDEX %s_%s ON %s (%s) "
				   "WHERE %s <> '';\n", k->table, name,
				   k->table, name, name);
		if (strcmp(name, "owner") == 0)
			buf_printf(out, "CREATE INDEX %s_owner ON %s "
				   "(owner%s);\n", k->table, k->table,
				   catalog_has(k, "region") ? ", region" : "");
		if (strcmp(name, "next") == 0)
			buf_printf(out, "CREATE INDEX %s_due ON %s (due) "
				   "WHERE next <> '';\n", k->table, k->table);
	}
	if (k->extra)
		buf_printf(out, "%s\n", k->extra);
}

/* Writes a view of all resources that can have tags. */
static void write_resources(struct buf *out)
{
	const char *before = "CREATE VIEW resource AS ";

	for (const struct kind *const *k = catalog_all; *k; k++) {
		if (!(*k)->type)
			continue;
		buf_printf(out, "%sSELECT id, '%s' AS type, owner, region "
			   "FROM %s", before, (*k)->type, (*k)->table);
		before = "\nUNION ALL ";
	}
	buf_puts(out, ";\n");
}

void schema_write(struct buf *out)
{
	buf_printf(out, "PRAGMA application_id = %d;\n"
		   "PRAGMA user_version = %d;\n", SCHEMA_APPLICATION,
		   SCHEMA_VERSION);
	buf_puts(out, shared_kind_schema);
	for (const struct kind *const *k = catalog_all; *k; k++)
		write_kind(out, *k);
	write_resources(out);
}
