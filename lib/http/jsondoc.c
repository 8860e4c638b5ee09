/* SPDX-License-Identifier: BSD-2-Clause */
#include "http/jsondoc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <jansson.h>

#include "base/buf.h"

/* 2^53: a double represents every integer up to this number exactly. */
#define EXACT 9007199254740992.0
/* A number whose fraction is below this value counts as an integer. */
#define TINY 1e-9

/* A parsed document.  jansson limits the nesting depth to 2048, so recursive
 * functions are safe. */
struct jsondoc {
	json_t *root;
};

static int parse_with(struct jsondoc **out, const char *text, size_t len,
		 size_t flags, struct err *err)
{
	struct jsondoc *doc = calloc(1, sizeof(*doc));
	json_error_t where;

	if (!doc)
		return err_memory(err);
	doc->root = json_loadb(text, len, flags, &where);
	if (json_is_object(doc->root)) {
		*out = doc;
		return 0;
	}
	if (strspn(text, " \t\r\n") == len)
		err_set(err, "it is empty");
	else if (!doc->root)
		err_set(err, "not JSON (line %d)", where.line);
	else
		err_set(err, "not a JSON object");
	jsondoc_free(doc);
	return -1;
}

int jsondoc_parse(struct jsondoc **out, const char *text, size_t len,
		  struct err *err)
{
	return parse_with(out, text, len, 0, err);
}

int jsondoc_parse_strict(struct jsondoc **out, const char *text, size_t len,
			 struct err *err)
{
	return parse_with(out, text, len, JSON_REJECT_DUPLICATES, err);
}

/* Overwrites all strings in VALUE.  The document is about to be freed, so
 * nothing else uses the strings. */
static void wipe_strings(json_t *value)
{
	if (json_is_string(value))
		buf_wipe((char *)json_string_value(value),
			 json_string_length(value));
	for (size_t i = 0; i < json_array_size(value); i++)
		wipe_strings(json_array_get(value, i));
	for (void *i = json_object_iter(value); i;
	     i = json_object_iter_next(value, i))
		wipe_strings(json_object_iter_value(i));
}

void jsondoc_free(struct jsondoc *doc)
{
	if (!doc)
		return;
	wipe_strings(doc->root);
	json_decref(doc->root);
	free(doc);
}

static const json_t *find_path(const struct jsondoc *doc, const char *path)
{
	const json_t *value = doc->root;
	char name[64];

	while (value && *path) {
		size_t len = strcspn(path, ".");

		if (len >= sizeof(name))
			return NULL;
		memcpy(name, path, len);
		name[len] = '\0';
		value = json_object_get(value, name);
		path += len + (path[len] == '.');
	}
	return value;
}

const char *jsondoc_string(const struct jsondoc *doc, const char *path)
{
	return json_string_value(find_path(doc, path));
}

int jsondoc_list(const struct jsondoc *doc, const char *path, struct buf *out,
		 struct err *err)
{
	const json_t *value = find_path(doc, path);

	if (!value || json_is_null(value))
		return 0;
	if (!json_is_array(value))
		return err_set(err, "%s is not a list", path);
	for (size_t i = 0; i < json_array_size(value); i++) {
		const json_t *element = json_array_get(value, i);

		if (!json_is_string(element))
			return err_set(err, "%s is not a list of strings", path);
		buf_append(out, json_string_value(element),
			   json_string_length(element) + 1);
	}
	return buf_check(out, path, err);
}

/* The number of levels that jsondoc_find searches. */
enum { FIND_DEPTH = 8 };

static const char *find_member(json_t *object, const char *name)
{
	for (void *i = json_object_iter(object); i;
	     i = json_object_iter_next(object, i)) {
		const char *text = json_string_value(json_object_iter_value(i));

		if (text && *text &&
		    strcasecmp(json_object_iter_key(i), name) == 0)
			return text;
	}
	return NULL;
}

static const char *find_deep(json_t *value, const char *const *names, int depth)
{
	const char *text = NULL;

	if (depth == FIND_DEPTH)
		return NULL;
	for (const char *const *n = names; *n && !text; n++)
		text = find_member(value, *n);
	for (void *i = json_object_iter(value); i && !text;
	     i = json_object_iter_next(value, i))
		text = find_deep(json_object_iter_value(i), names, depth + 1);
	for (size_t i = 0; i < json_array_size(value) && !text; i++)
		text = find_deep(json_array_get(value, i), names, depth + 1);
	return text;
}

const char *jsondoc_find(const struct jsondoc *doc, const char *const *names)
{
	return find_deep(doc->root, names, 0);
}

bool jsondoc_integer(const struct jsondoc *doc, const char *path,
		     long long *out)
{
	const json_t *value = find_path(doc, path);
	double real = json_real_value(value), whole;

	if (json_is_integer(value))
		*out = json_integer_value(value);
	else if (json_is_real(value) && real > -EXACT && real < EXACT &&
		 modf(real, &whole) > -TINY && modf(real, &whole) < TINY)
		*out = (long long)whole;
	else
		return false;
	return true;
}

void jsondoc_put_string(struct buf *out, const char *text)
{
	buf_putc(out, '"');
	for (; *text; text++) {
		if ((unsigned char)*text < ' ')
			buf_printf(out, "\\u%04x", (unsigned char)*text);
		else if (*text == '"' || *text == '\\')
			buf_printf(out, "\\%c", *text);
		else
			buf_putc(out, *text);
	}
	buf_putc(out, '"');
}
