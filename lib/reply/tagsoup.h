/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reads pages of HTML, or XML that is not EC2's, whether they are well formed
 * or not.  No function fails, and none reads a byte twice.
 */
#ifndef TAGSOUP_H
#define TAGSOUP_H

#include <stdbool.h>

#include "base/buf.h"

/* What is left of a page: bytes from AT up to END, without a NUL. */
struct tagsoup {
	const char *at, *end;
};

bool tagsoup_is_white(char c);

/* Whether the rest begins with TEXT, in any case. */
bool tagsoup_begins(const struct tagsoup *s, const char *text);

/* tagsoup_add appends one byte to a line; white space becomes one blank between
 * words.  tagsoup_end removes the blank at the end. */
void tagsoup_add(struct buf *line, char c);
void tagsoup_trim_end(struct buf *line);

/* Appends the character that the reference at AT, such as `&amp;`, stands for.
 * An `&` that begins no reference stands for itself.  Moves AT past it. */
void tagsoup_add_reference(struct buf *line, struct tagsoup *page);

/* Moves AT past the next TEXT, or to the end if no TEXT follows. */
void tagsoup_skip(struct tagsoup *page, const char *text);

/* The name in the tag whose `<` is at AT. */
struct tagsoup tagsoup_name(const struct tagsoup *page);

/* Appends the text of the first element called NAME that has text.  Name spaces
 * and case do not matter.  Returns false if no such element has text. */
bool tagsoup_element(struct buf *out, struct tagsoup page, const char *name);

#endif
