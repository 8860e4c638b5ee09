/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/params.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"

/* params_clear frees a text buffer with more bytes of memory than this. */
enum { TEXT_KEPT_MAX = 128 * 1024 };

/* Size of the longest name that params_addf accepts, including the NUL. */
enum { NAME_SIZE = 256 };

/* Offsets of a parameter's name and value in `text` of struct params.  Pointers
 * would become invalid when the text buffer grows. */
struct param {
	size_t name, value;
};

int params_add(struct params *p, const char *name, const char *value,
	       struct err *err)
{
	struct param item;

	if (p->len == p->cap) {
		size_t cap = p->cap ? p->cap * 2 : 16;
		struct param *items = realloc(p->items, cap * sizeof(*items));

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
	char name[NAME_SIZE];
	va_list ap;
	int n;

	va_start(ap, format);
	n = vsnprintf(name, sizeof(name), format, ap);
	va_end(ap);
	if (n < 0 || (size_t)n >= sizeof(name))
		return err_set(err, "request parameter: name over %d bytes",
			       NAME_SIZE - 1);
	return params_add(p, name, value, err);
}

/* Removes the value at OLD_OFFSET of the text if its replacement at NEW_OFFSET,
 * the end of the text, directly follows.  That is so for the last parameter,
 * usually the page token.  Any other old value stays in the text until
 * params_clear.  Returns the offset of the replacement after the removal. */
static size_t drop_old_value(struct params *p, size_t old_offset,
			     size_t new_offset)
{
	size_t len = p->text.len - new_offset;

	if (old_offset + strlen(p->text.data + old_offset) + 1 != new_offset)
		return new_offset;
	memmove(p->text.data + old_offset, p->text.data + new_offset, len);
	buf_keep(&p->text, old_offset + len);
	return old_offset;
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
		p->items[i].value = drop_old_value(p, p->items[i].value, at);
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

/* Returns the element number N of a parameter name `LIST.N` or `LIST.N.…`, or 0
 * if NAME is not of this form.  LEN is the length of LIST. */
static size_t element_number(const char *name, const char *list, size_t len)
{
	size_t n = 0;

	if (strncmp(name, list, len) != 0 || name[len] != '.')
		return 0;
	for (name += len + 1; ascii_is_digit(*name); name++)
		n = n * 10 + (size_t)(*name - '0');
	return !*name || *name == '.' ? n : 0;
}

/* Returns the cache entry of the list called NAME.  If the list has no entry,
 * replaces the oldest entry by a new one for the list. */
static struct params_list *find_list(struct params *p, const char *name)
{
	struct params_list *l;

	for (size_t i = 0; i < PARAMS_LISTS; i++)
		if (*name && strcmp(p->lists[i].name, name) == 0)
			return &p->lists[i];
	l = &p->lists[p->oldest];
	p->oldest = (p->oldest + 1) % PARAMS_LISTS;
	*l = (struct params_list){ .last = 0 };
	(void)snprintf(l->name, sizeof(l->name), "%s", name);
	return l;
}

size_t params_next(struct params *p, const char *list)
{
	size_t len = strlen(list);
	struct params_list uncached = { .last = 0 }, *l = &uncached;

	if (len < PARAMS_LIST_NAME)
		l = find_list(p, list);
	for (; l->upto < p->len; l->upto++) {
		size_t n = element_number(params_name(p, l->upto), list, len);

		if (n > l->last)
			l->last = n;
	}
	return l->last + 1;
}

static void clear_list_cache(struct params *p)
{
	for (size_t i = 0; i < PARAMS_LISTS; i++)
		p->lists[i].name[0] = '\0';
}

void params_clear(struct params *p)
{
	clear_list_cache(p);
	p->len = 0;
	buf_clear(&p->text);
	if (p->text.cap > TEXT_KEPT_MAX)
		buf_release(&p->text);
}

void params_release(struct params *p)
{
	clear_list_cache(p);
	free(p->items);
	p->items = NULL;
	p->len = p->cap = 0;
	buf_release(&p->text);
}
