/* SPDX-License-Identifier: BSD-2-Clause */
/* Checks the characters and words of text that comes from outside. */
#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* Returns the length in bytes of TEXT's first character, or 0 if it is not
 * UTF-8, is DEL, or is forbidden in XML 1.0.  LEN must not be 0. */
size_t text_character(const char *text, size_t len);

/* Returns whether text_character accepts every character of TEXT. */
bool text_is_clean(const char *text, size_t len);

/* Appends TEXT with its ASCII letters in lower case. */
void text_lower(struct buf *out, const char *text);

/* Returns whether VALUE is a word of WORDS, such as "one|two".  The words
 * "one|" also allow "". */
bool text_is_one_of(const char *words, const char *value);

/* Returns whether VALUE is an account id: 12 digits. */
bool text_is_account(const char *value);

#endif
