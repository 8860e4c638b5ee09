/* SPDX-License-Identifier: BSD-2-Clause */
/* Finds white space: the white-space characters of Unicode, such as the
 * no-break space, and U+001C to U+001F. */
#ifndef BLANK_H
#define BLANK_H

#include <stddef.h>

/* Returns the length in bytes of the white-space character at the start of the
 * UTF-8 string TEXT, or 0 if TEXT does not start with white space. */
size_t blank_at(const char *text);

/* Returns the length in bytes of the white space at the start of TEXT.  Writes
 * the number of white-space characters to *COUNT unless COUNT is NULL. */
size_t blank_span(const char *text, size_t *count);

/* Removes the white space at the end of TEXT. */
void blank_trim_end(char *text);

#endif
