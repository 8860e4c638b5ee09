/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of choice: the types of rows, the columns and the headings that the
 * options choose. */
#include "command/choice.h"

#include "check_main.h"

static const struct row tag_rows[] = {
	{ "tag", .columns = COLUMNS(
		COLUMN("Type", LITERAL("TAG")),
		COLUMN("Key", PATH("key"))) },
	ROW_END
};

static const struct row short_device[] = {
	{ "", .columns = COLUMNS(
		COLUMN("Type", LITERAL("DEVICE")),
		COLUMN("Name", PATH("name")),
		HIDDEN("Virtual", PATH("virtual"))) },
	ROW_END
};

static const struct row rows_below[] = {
	{ "device", .has = "ebs", .fallback = short_device,
	  .rows = tag_rows, .columns = COLUMNS(
		COLUMN("Type", LITERAL("DEVICE")),
		COLUMN("Name", PATH("name")),
		NUMBER("Size", PATH("size"))) },
	ROW_END
};

static const struct row images[] = {
	{ "", .rows = rows_below, .columns = COLUMNS(
		COLUMN("Type", LITERAL("IMAGE")),
		ID("ImageID", PATH("id")),
		HEADED("Location", "Name", PATH("location")),
		HIDDEN("Description", PATH("description"))) },
	ROW_END
};

static const struct row attributes[] = {
	{ "k", .only = "kernel", .columns = COLUMNS(
		COLUMN("Attribute", LITERAL("kernel")),
		COLUMN("Value", PATH("value"))) },
	{ "c", .only = "codes", .columns = COLUMNS(
		COLUMN("Attribute", LITERAL("codes")),
		COLUMN("Code", PATH("code"))) },
	ROW_END
};

static const struct row nothing[] = { ROW_END };

static const struct {
	const char *what;
	const struct row *rows;
	struct settings settings;
	enum out_format format;
	const char *attribute;
	const char *chosen;	/* `TYPES|COLUMNS|HEADINGS`, or the message of
				 * the error */
} choices[] = {
	{ "headings, but no types and no columns", images,
	  { .headings = true }, OUT_TEXT, NULL, "||" },
	{ "one type", images, { .rows = "IMAGE" }, OUT_TEXT, NULL,
	  "IMAGE||Type ImageID Location" },
	{ "a type in lower case", images, { .rows = "device" }, OUT_TEXT, NULL,
	  "DEVICE||Type Name Size" },
	{ "one type twice, once in lower case", images, { .rows = "IMAGE,image",
				      .headings = true }, OUT_TEXT, NULL,
	  "IMAGE||Type ImageID Location" },
	{ "two types", images, { .rows = "TAG,IMAGE" }, OUT_TEXT, NULL,
	  "TAG IMAGE||Type ImageID Location" },
	{ "columns in another case, one of them twice", images,
	  { .columns = "imageid,KEY,ImageID" }, OUT_TEXT, NULL,
	  "|ImageID Key ImageID|ImageID Key ImageID" },
	{ "one type and two columns", images, { .rows = "TAG",
	  .columns = "ImageID,Key" },
	  OUT_TEXT, NULL, "TAG|ImageID Key|ImageID Key" },
	{ "one type, one column and headings", images,
	  { .rows = "TAG", .columns = "Key", .headings = true }, OUT_TEXT,
	  NULL, "TAG|Key|Key" },
	{ "headings of several types", images,
	  { .rows = "TAG,IMAGE", .headings = true }, OUT_TEXT, NULL,
	  "-H with --rows or --columns allows rows of one type only: choose "
	  "one type with --rows" },
	{ "headings of several types in JSON", images,
	  { .rows = "TAG,IMAGE", .headings = true }, OUT_JSON, NULL,
	  "TAG IMAGE||Type ImageID Location" },
	{ "csv of all types of a command with several", images,
	  { .headings = false }, OUT_CSV, NULL, "--output csv allows rows of "
	  "one type only: choose one type with --rows" },
	{ "csv has every column, and the ids of rows above", images,
	  { .rows = "TAG" }, OUT_CSV, NULL, "TAG|Type ImageID Key|Type Key" },
	{ "csv has the columns of all rows of a type",
	  images, { .rows = "DEVICE" }, OUT_CSV,
	  NULL, "DEVICE|Type ImageID Name Size Virtual|Type Name Size" },
	{ "csv with columns", images, { .rows = "TAG", .columns = "Key" },
	  OUT_CSV, NULL, "TAG|Key|Key" },
	{ "csv of an attribute", attributes, { .headings = false }, OUT_CSV,
	  "codes", "|Attribute Code|" },
	{ "a column of the requested attribute", attributes,
	  { .columns = "Value" }, OUT_TEXT, "kernel", "|Value|Value" },
	{ "a column of another attribute", attributes, { .columns = "Value" },
	  OUT_TEXT, "codes", "--columns: the rows have no column 'Value'; "
	  "their columns are Attribute, Code" },
	{ "all types and all columns", images, { .rows = "all",
	  .columns = "all", .headings = true }, OUT_TEXT, NULL, "||" },
	{ "an unknown type", images, { .rows = "IMAGE,TAGS" }, OUT_TEXT, NULL,
	  "--rows: no row begins with 'TAGS'; rows begin with IMAGE, DEVICE, "
	  "TAG" },
	{ "an empty type of rows", images, { .rows = "IMAGE," }, OUT_TEXT, NULL,
	  "--rows: no row begins with ''; rows begin with IMAGE, DEVICE, "
	  "TAG" },
	{ "a type, but the rows have none", attributes, { .rows = "X" },
	  OUT_TEXT, "codes", "--rows: the rows of this command have no type" },
	{ "a column of a command without rows", nothing, { .columns = "X" },
	  OUT_TEXT, NULL, "--columns: this command prints no rows" },
	{ "an unknown column", images, { .rows = "TAG", .columns = "Size" },
	  OUT_TEXT, NULL, "--columns: the rows have no column 'Size'; "
	  "their columns are Type, ImageID, Key" },
	{ "part of a column's name", images, { .rows = "TAG", .columns = "Ke" },
	  OUT_TEXT, NULL,
	  "--columns: the rows have no column 'Ke'; did you mean Key?  "
	  "Their columns are Type, ImageID, Key" },
};

START_TEST(made)
{
	struct choice c = { 0 };
	struct buf got = { 0 };
	struct err err = { 0 };

	if (choice_make(&c, &choices[_i].settings, choices[_i].format,
			choices[_i].rows, choices[_i].attribute, &err)) {
		ck_assert_int_eq(err.kind, ERR_USAGE);
		buf_puts(&got, err.text);
	} else {
		for (size_t i = 0; i < c.out.types_count; i++)
			buf_printf(&got, "%s%s", i ? " " : "", c.out.types[i]);
		for (size_t i = 0; i < c.out.columns_count; i++)
			buf_printf(&got, "%s%s", i ? " " : "|",
				   c.out.columns[i]->name);
		buf_printf(&got, "%s|%s", c.out.columns_count ? "" : "|",
			   buf_str(&c.headings));
	}
	check_text(choices[_i].what, buf_str(&got), choices[_i].chosen);
	choice_release(&c);
	choice_release(&c);
	buf_release(&got);
}
END_TEST

/* --columns names more columns than a row may have cells. */
START_TEST(too_many)
{
	struct settings settings = { 0 };
	struct choice c = { 0 };
	struct buf list = { 0 };
	struct err err = { 0 };

	for (int i = 0; i <= OUT_CELLS_MAX; i++)
		buf_puts(&list, i ? ",Key" : "Key");
	settings.columns = buf_str(&list);
	ck_assert_int_eq(choice_make(&c, &settings, OUT_TEXT, images, NULL,
				     &err), -1);
	check_text("words", err.text,
		   "--columns: the list may have at most 64 names");
	choice_release(&c);
	buf_release(&list);
}
END_TEST

#define CROWDED "this command has more than 32 types of rows or 512 " \
	"columns, so --rows, --columns and csv are not possible"

static const struct {
	const char *what;
	int types, columns;	/* numbers that the command has */
	struct settings settings;
	enum out_format format;
	const char *error;	/* message of the error, or NULL */
} crowds[] = {
	{ "the last of 32 types", CHOICE_TYPES_MAX, 1, { .rows = "T31" },
	  OUT_TEXT, NULL },
	{ "the last of 33 types", CHOICE_TYPES_MAX + 1, 1, { .rows = "T32" },
	  OUT_TEXT, CROWDED },
	{ "a column of 33 types", CHOICE_TYPES_MAX + 1, 1,
	  { .columns = "Type" }, OUT_TEXT, CROWDED },
	{ "33 types, nothing chosen", CHOICE_TYPES_MAX + 1, 1,
	  { .headings = true }, OUT_TEXT, NULL },
	{ "csv of 64 columns", 1, OUT_CELLS_MAX, { .rows = "T0" }, OUT_CSV,
	  NULL },
	{ "csv of 65 columns", 1, OUT_CELLS_MAX + 1, { .rows = "T0" }, OUT_CSV,
	  "--output csv: the rows have more than 64 columns: choose some with "
	  "--columns" },
	{ "the last of 512 columns", 1, CHOICE_COLUMNS_MAX,
	  { .columns = "C511" }, OUT_TEXT, NULL },
	{ "the last of 513 columns", 1, CHOICE_COLUMNS_MAX + 1,
	  { .columns = "C512" }, OUT_TEXT, CROWDED },
	{ "513 columns, nothing chosen", 1, CHOICE_COLUMNS_MAX + 1,
	  { .headings = true }, OUT_TEXT, NULL },
};

enum { CROWD = CHOICE_TYPES_MAX + CHOICE_COLUMNS_MAX + 2 };

/* Makes one row of each of TYPES types: T0, T1 and so on.  Then adds rows of
 * T0, each with a new column, until there are COLUMNS columns: Type, C1, C2 and
 * so on.  Writes these names to NAMES. */
static struct row *make_rows(int types, int columns, char (*names)[16])
{
	static const struct row_column type = COLUMN("Type", LITERAL("T0"));
	static struct row_column heads[CROWD][3];
	struct row *rows = calloc((size_t)(types + columns + 1), sizeof(*rows));

	ck_assert_ptr_nonnull(rows);
	for (int i = 0; i < types + columns - 1; i++) {
		rows[i] = (struct row){ "x", .columns = heads[i] };
		heads[i][0] = type;
		heads[i][1].column.name = i < types ? NULL : names[i];
		(void)snprintf(names[i], sizeof(names[i]), "%c%d",
			       i < types ? 'T' : 'C', i - (i < types ? 0
			       : types - 1));
		if (i < types)
			heads[i][0].cell.text = names[i];
	}
	return rows;
}

START_TEST(crowded)
{
	const char *want = crowds[_i].error;
	static char names[CROWD][16];
	struct row *rows = make_rows(crowds[_i].types, crowds[_i].columns,
				     names);
	struct choice c = { 0 };
	struct err err = { 0 };
	int rc = choice_make(&c, &crowds[_i].settings, crowds[_i].format, rows,
			     NULL, &err);

	ck_assert_msg(rc == (want ? -1 : 0), "%s: %s", crowds[_i].what,
		      err.text);
	check_text(crowds[_i].what, err.text, want ? want : "");
	choice_release(&c);
	free(rows);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ made, ROWS(choices) },
		{ too_many, 1 },
		{ crowded, ROWS(crowds) },
	};

	return check_main("choice", cases, ROWS(cases));
}
