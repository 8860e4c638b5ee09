/* SPDX-License-Identifier: BSD-2-Clause */
/* A set of strings. */
#include "seen.h"

#include <stdlib.h>
#include <string.h>

/* FNV-1a.  What is looked up are ids that one service gave out. */
static size_t hash(const char *text, size_t len)
{
	unsigned long long h = 14695981039346656037ULL;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)text[i]) * 1099511628211ULL;
	return (size_t)h;
}

/* The slot that holds the text, or the free one it belongs in. */
static const char **find(const struct seen *s, const char *text, size_t len)
{
	size_t i = hash(text, len) & (s->size - 1);

	while (s->slots[i] && (strncmp(s->slots[i], text, len) != 0 ||
			       s->slots[i][len]))
		i = (i + 1) & (s->size - 1);
	return &s->slots[i];
}

/* Keeps at least half of the slots free. */
static int grow(struct seen *s, struct err *err)
{
	struct seen larger = { .size = s->size ? s->size * 2 : 256 };

	if (s->count * 2 < s->size)
		return 0;
	larger.slots = calloc(larger.size, sizeof(*larger.slots));
	if (!larger.slots)
		return err_memory(err);
	for (size_t i = 0; i < s->size; i++)
		if (s->slots[i])
			*find(&larger, s->slots[i], strlen(s->slots[i])) =
				s->slots[i];
	free(s->slots);
	s->slots = larger.slots;
	s->size = larger.size;
	return 0;
}

int seen_add(struct seen *s, const char *text, size_t len, bool *before,
	     struct err *err)
{
	const char **slot;

	if (grow(s, err))
		return -1;
	slot = find(s, text, len);
	*before = *slot != NULL;
	if (*before)
		return 0;
	*slot = arena_strndup(&s->texts, text, len);
	if (!*slot)
		return err_memory(err);
	s->count++;
	return 0;
}

void seen_release(struct seen *s)
{
	free(s->slots);
	s->slots = NULL;
	s->size = s->count = 0;
	arena_release(&s->texts);
}
