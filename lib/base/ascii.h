/* SPDX-License-Identifier: BSD-2-Clause */
/* Classifies and converts ASCII characters, independently of the locale. */
#ifndef ASCII_H
#define ASCII_H

#include <stdbool.h>

#define ASCII_DIGITS	"0123456789"
#define ASCII_HEX	ASCII_DIGITS "abcdefABCDEF"

static inline bool ascii_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool ascii_is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static inline bool ascii_is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static inline bool ascii_is_letter(char c)
{
	return ascii_is_lower(c) || ascii_is_upper(c);
}

/* Returns whether C is a hexadecimal digit in either case. */
static inline bool ascii_is_hex(char c)
{
	return ascii_is_digit(c) || (c >= 'a' && c <= 'f') ||
	       (c >= 'A' && c <= 'F');
}

/* ascii_lower returns C in lower case, and ascii_upper returns C in upper case.
 * Both functions return characters that are not ASCII letters unchanged. */
static inline char ascii_lower(char c)
{
	return ascii_is_upper(c) ? (char)(c + 32) : c;
}

static inline char ascii_upper(char c)
{
	return ascii_is_lower(c) ? (char)(c - 32) : c;
}

#endif
