/* SPDX-License-Identifier: BSD-2-Clause */
#include "reply/element.h"

#include <string.h>

#include "base/ascii.h"

/* Returns the rest of NAME after LIST.N: "" or ".FIELD".  Returns NULL if NAME
 * is not an element of the list. */
static const char *after_number(const char *name, const char *list)
{
	size_t len = strlen(list), digits;

	if (strncmp(name, list, len) != 0 || name[len] != '.')
		return NULL;
	name += len + 1;
	digits = strspn(name, ASCII_DIGITS);
	name += digits;
	return digits && (!*name || *name == '.') ? name : NULL;
}

static void add_field(struct element *e, const char *name, const char *value)
{
	struct node *field = &e->fields[e->count];

	if (e->count == ELEMENT_FIELDS_MAX)
		return;
	*field = (struct node){ .name = name, .text = value,
				.text_len = strlen(value) };
	node_append(&e->node, field);
	e->count++;
}

bool element_next(const struct params *request, const char *list, size_t *at,
		  struct element *e)
{
	const char *first = NULL;
	size_t len = 0;

	e->count = 0;
	for (; *at < request->len; (*at)++) {
		const char *name = params_name(request, *at);
		const char *value = params_value(request, *at);
		const char *rest = after_number(name, list);

		if (!rest)
			continue;
		if (first && (name + len != rest ||
			      memcmp(name, first, len) != 0))
			break;
		if (!first) {
			first = name;
			len = (size_t)(rest - name);
			e->node = (struct node){ .name = list, .text = "" };
		}
		if (*rest) {
			add_field(e, rest + 1, value);
			continue;
		}
		e->node.text = value;
		e->node.text_len = strlen(value);
	}
	return first != NULL;
}
