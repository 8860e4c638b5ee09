/* SPDX-License-Identifier: BSD-2-Clause */
/* The characters and words that text from outside may hold. */
#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* Length in bytes of the first character of TEXT, or 0 if the bytes there are
 * not UTF-8 or are a character that XML 1.0 forbids.  LEN > 0. */
size_t text_character(const char *text, size_t len);

/* Whether the LEN bytes at TEXT are all such characters. */
bool text_is_clean(const char *text, size_t len);

/* Appends TEXT with ASCII letters in lower case. */
void text_lower(struct buf *out, const char *text);

/* Whether VALUE is one of the words in "one|two|three"; "one|" has "" too. */
bool text_is_one_of(const char *words, const char *value);

/* Whether TEXT is the 12 digits of an account. */
bool text_is_account(const char *value);

#endif
