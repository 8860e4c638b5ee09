/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests the beginning and the end of a string. */
#ifndef STR_H
#define STR_H

#include <stdbool.h>
#include <string.h>

static inline bool str_begins(const char *text, const char *beginning)
{
	return strncmp(text, beginning, strlen(beginning)) == 0;
}

static inline bool str_ends(const char *text, const char *end)
{
	size_t n = strlen(text), m = strlen(end);

	return n >= m && strcmp(text + n - m, end) == 0;
}

#endif
