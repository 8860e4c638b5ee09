/* SPDX-License-Identifier: BSD-2-Clause */
#include "output/json.h"

#include <string.h>

#include <jansson.h>

#include "base/utf8.h"

static void append_utf8(struct buf *out, const char *text, size_t len)
{
	size_t i = 0;

	while (i < len) {
		size_t n = utf8_sequence(text + i, len - i, NULL);

		if (n)
			buf_append(out, text + i, n);
		else
			buf_puts(out, "\xEF\xBF\xBD");
		i += n ? n : 1;
	}
}

static json_t *json_text(struct buf *scratch, const char *text, size_t len)
{
	buf_clear(scratch);
	append_utf8(scratch, text, len);
	return scratch->failed ? NULL
			       : json_stringn(buf_str(scratch), scratch->len);
}

/* Returns a cell of a boolean or number column as a JSON boolean or integer.
 * Returns NULL for other columns, and for text that is not a boolean or an
 * integer. */
static json_t *json_typed(const struct cell *cell)
{
	json_t *value = NULL;

	if (cell->column->kind == COLUMN_BOOLEAN && cell_is(cell, "true"))
		return json_true();
	if (cell->column->kind == COLUMN_BOOLEAN && cell_is(cell, "false"))
		return json_false();
	if (cell->column->kind == COLUMN_NUMBER)
		value = json_loadb(cell->text, cell->len, JSON_DECODE_ANY,
				   NULL);
	if (value && !json_is_integer(value)) {
		json_decref(value);
		value = NULL;
	}
	return value;
}

struct list {
	json_t *array;
	json_t *code;		/* object that has the type of a product code,
				 * but not yet the code, or NULL */
	struct buf *scratch;
};

static int add_string(void *ctx, const char *text, size_t len)
{
	struct list *l = ctx;

	return json_array_append_new(l->array,
				     json_text(l->scratch, text, len));
}

static int add_product_code(void *ctx, const char *text, size_t len)
{
	struct list *l = ctx;
	json_t *value = json_text(l->scratch, text, len);
	json_t *code = l->code;

	if (!code) {
		l->code = json_object();
		/* ProductCode must be the first member, so reserve its
		 * place. */
		if (json_object_set_new(l->code, "ProductCode", json_null())) {
			json_decref(value);
			return -1;
		}
		return json_object_set_new(l->code, "Type", value);
	}
	l->code = NULL;
	if (json_object_set_new(code, "ProductCode", value)) {
		json_decref(code);
		return -1;
	}
	return json_array_append_new(l->array, code);
}

static json_t *json_list(const struct cell *cell, struct buf *scratch)
{
	struct list l = { .array = json_array(), .scratch = scratch };
	cell_element_fn *add = cell->column->kind == COLUMN_CODES
			       ? add_product_code : add_string;

	if (l.array && cell_elements(cell, add, &l)) {
		json_decref(l.array);
		l.array = NULL;
	}
	json_decref(l.code);
	return l.array;
}

static json_t *json_value(const struct cell *cell, struct buf *scratch)
{
	json_t *value;

	if (cell->column->kind == COLUMN_LIST ||
	    cell->column->kind == COLUMN_CODES)
		return json_list(cell, scratch);
	if (!cell->text || !cell->len)
		return json_null();
	value = json_typed(cell);
	return value ? value : json_text(scratch, cell->text, cell->len);
}

/* Returns the length of the DEL or C1 control character at the start of TEXT,
 * or 0 if TEXT starts with another character.  Terminals execute these
 * characters like C0 control characters, but jansson escapes only C0. */
static size_t control_len(const char *text, size_t len)
{
	const unsigned char *p = (const unsigned char *)text;

	if (p[0] == 0x7f)
		return 1;
	return len > 1 && p[0] == 0xc2 && p[1] < 0xa0 ? 2 : 0;
}

static int append_escaped(const char *text, size_t len, void *ctx)
{
	size_t start = 0, i = 0;

	while (i < len) {
		size_t n = control_len(text + i, len - i);

		if (n) {
			buf_append(ctx, text + start, i - start);
			buf_printf(ctx, "\\u00%02X",
				   (unsigned char)text[i + n - 1]);
			start = i + n;
		}
		i += n ? n : 1;
	}
	buf_append(ctx, text + start, len - start);
	return 0;
}

static int fill_object(json_t *object, const struct cell *cells, size_t count,
		       struct buf *scratch)
{
	/* json_object_set_new takes ownership of the value and fails if the
	 * value is NULL. */
	for (size_t i = 0; i < count; i++)
		if (json_object_set_new(object, cells[i].column->name,
					json_value(&cells[i], scratch)))
			return -1;
	return 0;
}

int json_row(struct buf *out, const struct cell *cells, size_t count,
	     struct err *err)
{
	json_t *object = json_object();
	struct buf scratch = { .secret = out->secret };
	int rc = -1;

	if (object && fill_object(object, cells, count, &scratch) == 0)
		rc = json_dump_callback(object, append_escaped, out,
					JSON_COMPACT);
	json_decref(object);
	buf_release(&scratch);
	if (rc)
		return err_memory(err);
	buf_putc(out, '\n');
	return buf_check(out, "output", err);
}
