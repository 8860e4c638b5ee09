/* SPDX-License-Identifier: BSD-2-Clause */
/* The parameters of a request. */
#include "base/params.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Memory for more text than this is not kept. */
enum { TEXT_KEPT_MAX = 128 * 1024 };

/* The longest parameter name; EC2's longest has about 70 characters. */
enum { NAME_MAX_LEN = 256 };

/* Offsets into the text, which may move when it grows. */
struct param {
	size_t name, value;
};

int params_add(struct params *p, const char *name, const char *value,
	       struct err *err)
{
	struct param item;

	if (p->len == p->cap) {
		size_t cap = p->cap ? p->cap * 2 : 16;
		struct param *items =
			realloc(p->items, cap * sizeof(*items));

		if (!items)
			return err_memory(err);
		p->items = items;
		p->cap = cap;
	}
	item.name = p->text.len;
	buf_append(&p->text, name, strlen(name) + 1);
	item.value = p->text.len;
	buf_append(&p->text, value, strlen(value) + 1);
	if (buf_check(&p->text, "request parameters", err))
		return -1;
	p->items[p->len++] = item;
	return 0;
}

int params_addf(struct params *p, const char *value, struct err *err,
		const char *format, ...)
{
	char name[NAME_MAX_LEN];
	va_list ap;
	int n;

	va_start(ap, format);
	n = vsnprintf(name, sizeof(name), format, ap);
	va_end(ap);
	if (n < 0 || (size_t)n >= sizeof(name))
		return err_set(err, "request parameter: name too long");
	return params_add(p, name, value, err);
}

/* Replaces the value at OLD by the text's last, which begins at AT: the old one
 * goes where it stood right before that, as that of a page's token does, and
 * otherwise stays in the buffer until the list is cleared. */
static size_t close_gap(struct params *p, size_t old, size_t at)
{
	size_t len = p->text.len - at;

	if (old + strlen(p->text.data + old) + 1 != at)
		return at;
	memmove(p->text.data + old, p->text.data + at, len);
	buf_keep(&p->text, old + len);
	return old;
}

int params_set(struct params *p, const char *name, const char *value,
	       struct err *err)
{
	for (size_t i = 0; i < p->len; i++) {
		size_t at = p->text.len;

		if (strcmp(params_name(p, i), name) != 0)
			continue;
		buf_append(&p->text, value, strlen(value) + 1);
		if (buf_check(&p->text, "request parameters", err))
			return -1;
		p->items[i].value = close_gap(p, p->items[i].value, at);
		return 0;
	}
	return params_add(p, name, value, err);
}

int params_copy(struct params *p, const struct params *from, struct err *err)
{
	for (size_t i = 0; i < from->len; i++)
		if (params_add(p, params_name(from, i), params_value(from, i),
			       err))
			return -1;
	return 0;
}

const char *params_name(const struct params *p, size_t i)
{
	return p->text.data + p->items[i].name;
}

const char *params_value(const struct params *p, size_t i)
{
	return p->text.data + p->items[i].value;
}

const char *params_get(const struct params *p, const char *name)
{
	for (size_t i = 0; i < p->len; i++)
		if (strcmp(params_name(p, i), name) == 0)
			return params_value(p, i);
	return NULL;
}

size_t params_next(const struct params *p, const char *list)
{
	size_t len = strlen(list);
	size_t last = 0;

	for (size_t i = 0; i < p->len; i++) {
		const char *name = params_name(p, i);
		size_t n = 0;

		if (strncmp(name, list, len) != 0 || name[len] != '.')
			continue;
		for (name += len + 1; *name >= '0' && *name <= '9'; name++)
			n = n * 10 + (size_t)(*name - '0');
		if (n > last && (!*name || *name == '.'))
			last = n;
	}
	return last + 1;
}

void params_clear(struct params *p)
{
	p->len = 0;
	buf_clear(&p->text);
	if (p->text.cap > TEXT_KEPT_MAX)
		buf_release(&p->text);
}

void params_release(struct params *p)
{
	free(p->items);
	p->items = NULL;
	p->len = p->cap = 0;
	buf_release(&p->text);
}
