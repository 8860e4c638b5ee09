/* SPDX-License-Identifier: BSD-2-Clause */
/* Parses and measures UTF-8 (RFC 3629).  A sequence is the bytes of one code
 * point. */
#ifndef UTF8_H
#define UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* Returns the length in bytes, 1 to 4, of the UTF-8 sequence at the start of
 * the LEN bytes at TEXT.  Returns 0 if the sequence is invalid, for example
 * overlong or truncated.  LEN must not be 0.  If the sequence is valid and CODE
 * is not NULL, writes the code point to *CODE. */
size_t utf8_sequence(const char *text, size_t len, unsigned long *code);

/* Returns the largest length, at most MAX, to which the LEN bytes at TEXT can
 * be truncated without splitting a UTF-8 sequence.  If TEXT is longer than MAX,
 * the result is at least MAX - 3, even if TEXT is not UTF-8. */
size_t utf8_cut(const char *text, size_t len, size_t max);

/* Returns the number of terminal columns of the code point CODE: 0 for most
 * combining marks and invisible characters above U+02FF and for the skin tones
 * of emoji, 2 for most other emoji and wide East Asian characters, else 1. */
size_t utf8_columns(unsigned long code);

/* Returns whether the LEN bytes at TEXT begin with a byte order mark of
 * UTF-16. */
bool utf8_is_utf16(const char *text, size_t len);

#endif
