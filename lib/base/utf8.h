/* SPDX-License-Identifier: BSD-2-Clause */
/* UTF-8 (RFC 3629), one sequence at a time. */
#ifndef UTF8_H
#define UTF8_H

#include <stddef.h>

/* Returns the length in bytes, 1 to 4, of the UTF-8 sequence at the start of
 * TEXT; 0 if it is invalid (overlong, surrogate, truncated or past U+10FFFF).
 * LEN > 0.  CODE, when not NULL, gets the code point. */
size_t utf8_sequence(const char *text, size_t len, unsigned long *code);

/* How much of TEXT, LEN bytes, fits in MAX bytes without part of a sequence at
 * its end.  Text that is not UTF-8 is cut at MAX. */
size_t utf8_cut(const char *text, size_t len, size_t max);

/* Columns that a terminal gives to code point CODE: 0 for a mark that joins
 * the character before it, 2 for wide characters of East Asia and emoji, else
 * 1 (after Unicode's EastAsianWidth, in broad ranges). */
size_t utf8_columns(unsigned long code);

#endif
