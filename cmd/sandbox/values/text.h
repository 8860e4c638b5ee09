/* SPDX-License-Identifier: BSD-2-Clause */
/* The characters that text from outside may hold. */
#ifndef TEXT_H
#define TEXT_H

#include <stddef.h>

/* Length in bytes of the first character of TEXT, or 0 if the bytes there are
 * not UTF-8 or are a character that XML 1.0 forbids.  LEN > 0. */
size_t text_character(const char *text, size_t len);

#endif
