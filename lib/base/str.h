/* SPDX-License-Identifier: BSD-2-Clause */
/* Compares the parts of strings.  Functions whose names end in nocase treat
 * upper and lower case alike. */
#ifndef STR_H
#define STR_H

#include <stdbool.h>
#include <string.h>
#include <strings.h>

static inline bool str_begins(const char *text, const char *beginning)
{
	return strncmp(text, beginning, strlen(beginning)) == 0;
}

static inline bool str_ends(const char *text, const char *end)
{
	size_t n = strlen(text), m = strlen(end);

	return n >= m && strcmp(text + n - m, end) == 0;
}

static inline bool str_begins_nocase(const char *text, const char *beginning)
{
	return strncasecmp(text, beginning, strlen(beginning)) == 0;
}

static inline bool str_contains_nocase(const char *text, const char *part)
{
	while (*text && !str_begins_nocase(text, part))
		text++;
	return *text != '\0';
}

#endif
