/* SPDX-License-Identifier: BSD-2-Clause */
#include "reply/seen.h"

#include <search.h>
#include <string.h>

struct text {
	size_t len;
	const char *data;
};

/* Orders by length first, since lengths are quicker to compare.  Any order
 * would do. */
static int compare_texts(const void *a, const void *b)
{
	const struct text *x = a, *y = b;

	if (x->len != y->len)
		return x->len < y->len ? -1 : 1;
	return x->len ? memcmp(x->data, y->data, x->len) : 0;
}

static struct text *copy_text(struct seen *s, const struct text *from)
{
	struct text *text = arena_alloc(&s->texts, sizeof(*text));

	if (!text)
		return NULL;
	text->len = from->len;
	text->data = arena_strndup(&s->texts, from->data, from->len);
	return text->data ? text : NULL;
}

/* A node of tsearch begins with a pointer to the key. */
int seen_add(struct seen *s, const char *text, size_t len, bool *before,
	     struct err *err)
{
	const struct text key = { len, text };
	const struct text **node = tsearch(&key, &s->tree, compare_texts);

	if (!node)
		return err_memory(err);
	*before = *node != &key;
	if (*before)
		return 0;
	*node = copy_text(s, &key);
	if (*node) {
		s->count++;
		return 0;
	}
	*node = &key;
	(void)tdelete(&key, &s->tree, compare_texts);
	if (s->texts.full)
		return err_limit(err, "over %zu bytes", s->texts.max);
	return err_memory(err);
}

bool seen_has(const struct seen *s, const char *text, size_t len)
{
	const struct text key = { len, text };

	return tfind(&key, &s->tree, compare_texts) != NULL;
}

void seen_release(struct seen *s)
{
	while (s->tree) {
		const struct text *const *root = s->tree;

		(void)tdelete(*root, &s->tree, compare_texts);
	}
	s->count = 0;
	arena_release(&s->texts);
}
