/* SPDX-License-Identifier: BSD-2-Clause */
/* A row as a line of JSON Lines, by jansson. */
#include "output/json.h"

#include <string.h>

#include <jansson.h>

#include "base/utf8.h"

/* Appends TEXT with U+FFFD for every byte that is not UTF-8. */
static void mend(struct buf *out, const char *text, size_t len)
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

static json_t *value_of(const struct cell *cell, struct buf *scratch)
{
	if (!cell->text || !cell->len)
		return json_null();
	buf_clear(scratch);
	mend(scratch, cell->text, cell->len);
	return scratch->failed ? NULL
			       : json_stringn(scratch->data, scratch->len);
}

/* How long the control character at the start of TEXT is, DEL or one of C1,
 * which jansson leaves as they are and a terminal obeys; or 0.  The C0 ones it
 * escapes. */
static size_t control(const char *text, size_t len)
{
	const unsigned char *p = (const unsigned char *)text;

	if (p[0] == 0x7f)
		return 1;
	return len > 1 && p[0] == 0xc2 && p[1] < 0xa0 ? 2 : 0;
}

static int append(const char *text, size_t len, void *ctx)
{
	size_t start = 0, i = 0;

	while (i < len) {
		size_t n = control(text + i, len - i);

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

/* Fills OBJECT; the keys end before or with the cells. */
static int fill(json_t *object, const char *keys, const struct cell *cells,
		size_t count, struct buf *scratch)
{
	char key[64];

	for (size_t i = 0; i < count && *keys; i++) {
		size_t len = strcspn(keys, " ");

		if (len >= sizeof(key))
			return -1;
		memcpy(key, keys, len);
		key[len] = '\0';
		keys += len + strspn(keys + len, " ");
		/* Takes the value's reference, and refuses NULL. */
		if (json_object_set_new(object, key,
					value_of(&cells[i], scratch)))
			return -1;
	}
	return 0;
}

int json_row(struct buf *out, const char *keys, const struct cell *cells,
	     size_t count, struct err *err)
{
	json_t *object = json_object();
	struct buf scratch = {0};
	int rc = -1;

	if (object && fill(object, keys, cells, count, &scratch) == 0)
		rc = json_dump_callback(object, append, out, JSON_COMPACT);
	json_decref(object);
	buf_release(&scratch);
	if (rc)
		return err_memory(err);
	buf_putc(out, '\n');
	return buf_check(out, "output", err);
}
