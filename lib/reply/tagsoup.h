/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reads HTML, and XML that is not EC2's.  The pages need not be well formed.
 * The functions never fail, and their time is proportional to the page's
 * length.
 */
#ifndef TAGSOUP_H
#define TAGSOUP_H

#include <stdbool.h>

#include "base/buf.h"

/* The rest of a page: the bytes from `at` up to `end`.  No NUL need follow. */
struct tagsoup {
	const char *at, *end;
};

bool tagsoup_is_white(char c);

/* Returns whether the rest of the page begins with TEXT, in upper or lower
 * case. */
bool tagsoup_begins(const struct tagsoup *s, const char *text);

/* tagsoup_add appends one byte to a line, and turns each run of white space
 * into one blank, or into nothing at the start of the line.  tagsoup_trim_end
 * removes a blank at the end. */
void tagsoup_add(struct buf *line, char c);
void tagsoup_trim_end(struct buf *line);

/* Appends the character that the reference at PAGE, such as `&amp;`, means.
 * Appends "-" for a dash such as `&mdash;`, and "?" for a character above
 * U+FFFF.  If `&` does not begin a reference that we know, appends the `&`.
 * Moves PAGE past the reference or the `&`. */
void tagsoup_add_reference(struct buf *line, struct tagsoup *page);

/* Moves PAGE past the next occurrence of TEXT, or to the end of the page. */
void tagsoup_skip(struct tagsoup *page, const char *text);

/* Returns the name, without a slash, in the tag whose `<` is the first byte of
 * PAGE.  The name ends before the next `<`, so that a page of many `<` takes
 * linear time. */
struct tagsoup tagsoup_name(const struct tagsoup *page);

/* Appends the text of the first element called NAME that has text.  Ignores
 * namespace prefixes and case.  Returns false if no such element has text. */
bool tagsoup_element(struct buf *out, struct tagsoup page, const char *name);

#endif
