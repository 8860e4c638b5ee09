/* SPDX-License-Identifier: BSD-2-Clause */
/* White space as Unicode defines it: text copied from a web page or a word
 * processor often ends in a no-break space (U+00A0). */
#ifndef BLANK_H
#define BLANK_H

#include <stddef.h>

/* The length in bytes of the white-space character that TEXT, UTF-8, begins
 * with; 0 when it begins with none. */
size_t blank_at(const char *text);

/* The length in bytes of all white space that TEXT begins with, and, unless
 * COUNT is NULL, how many characters that is. */
size_t blank_span(const char *text, size_t *count);

/* Cuts off the white space at the end of TEXT. */
void blank_trim_end(char *text);

#endif
