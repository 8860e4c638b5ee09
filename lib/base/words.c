/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/words.h"

#include <stdlib.h>
#include <string.h>

static const char space[] = " \t\r\n";

/* Copies the text from P, after an opening QUOTE, to the closing quote.
 * Returns the position after the closing quote, or NULL if that is missing.
 * Between double quotes, removes a backslash only before a double quote or
 * another backslash. */
static const char *take_quoted(struct buf *out, const char *p, char quote)
{
	for (; *p && *p != quote; p++) {
		if (quote == '"' && *p == '\\' && p[1] && strchr("\"\\", p[1]))
			p++;
		buf_putc(out, *p);
	}
	return *p ? p + 1 : NULL;
}

/* Copies the word that begins at P, and a NUL.  Returns the position after the
 * word, or NULL if a quote is not closed or the line ends in a backslash. */
static const char *take_word(struct buf *out, const char *p, struct err *err)
{
	while (*p && !strchr(space, *p)) {
		if (*p == '\'' || *p == '"') {
			p = take_quoted(out, p + 1, *p);
			if (!p) {
				err_set(err, "a quote is not closed");
				return NULL;
			}
			continue;
		}
		if (*p == '\\' && !*++p) {
			err_set(err, "it ends in a backslash");
			return NULL;
		}
		buf_putc(out, *p++);
	}
	buf_putc(out, '\0');
	return p;
}

/* Fills `list` with pointers into the text.  words_split calls this function
 * last, because the text buffer may move in memory while it grows. */
static int make_list(struct words *w, struct err *err)
{
	char *at = w->text.data;

	w->list = calloc(w->len + 1, sizeof(*w->list));
	w->out_of_memory = !w->list;
	if (!w->list)
		return err_memory(err);
	for (size_t i = 0; i < w->len; i++) {
		w->list[i] = at;
		at += strlen(at) + 1;
	}
	return 0;
}

int words_split(struct words *w, const char *line, struct err *err)
{
	const char *p = line;

	while (*(p += strspn(p, space))) {
		p = take_word(&w->text, p, err);
		if (!p)
			return -1;
		w->len++;
	}
	w->out_of_memory = w->text.failed;
	if (buf_check(&w->text, "words", err))
		return -1;
	return make_list(w, err);
}

void words_release(struct words *w)
{
	free(w->list);
	w->list = NULL;
	w->len = 0;
	buf_release(&w->text);
}
