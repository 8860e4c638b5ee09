/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Functions that several fuzzers use.
 *
 * A fuzzer does not only look for crashes.  MUST states a condition that holds
 * for every input.  If an input violates a condition, libFuzzer saves the
 * input, and the fuzzer ends.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/params.h"
#include "base/utf8.h"

#define MUST(what) ((what) ? (void)0 : fuzz_broken(__FILE__, __LINE__, #what))

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void fuzz_broken(const char *file, int line, const char *what)
{
	fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
	abort();
}

/* Copies DATA to memory of exactly SIZE bytes (1 byte if SIZE is 0), so that a
 * sanitizer notices a read past the end.  The caller frees the copy. */
static inline char *fuzz_copy(const void *data, size_t size)
{
	char *copy = malloc(size ? size : 1);

	MUST(copy);
	if (size)
		memcpy(copy, data, size);
	return copy;
}

/* Like fuzz_copy, but makes a string, which ends at the first NUL. */
static inline char *fuzz_string(const void *data, size_t size)
{
	const char *nul = memchr(data, '\0', size);
	size_t len = nul ? (size_t)(nul - (const char *)data) : size;
	char *copy = malloc(len + 1);

	MUST(copy);
	if (len)
		memcpy(copy, data, len);
	copy[len] = '\0';
	return copy;
}

/* Returns the next line between *AT and END as a string, which the caller
 * frees, or NULL at the end.  Moves *AT past the line. */
static inline char *fuzz_line(const uint8_t **at, const uint8_t *end)
{
	const uint8_t *from = *at, *newline;

	if (from == end)
		return NULL;
	newline = memchr(from, '\n', (size_t)(end - from));
	*at = newline ? newline + 1 : end;
	return fuzz_string(from, (size_t)((newline ? newline : end) - from));
}

/* Returns whether A and B have the same parameters, in any order. */
static inline int fuzz_same(const struct params *a, const struct params *b)
{
	if (a->len != b->len)
		return 0;
	for (size_t i = 0; i < a->len; i++) {
		const char *value = params_get(b, params_name(a, i));

		if (!value || strcmp(value, params_value(a, i)) != 0)
			return 0;
	}
	return 1;
}

/* Checks that names of parameters consist of letters, digits and dots, that no
 * name occurs twice, and that no part after a dot is empty or begins with 0. */
static inline void fuzz_check_names(const struct params *p)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
		"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.";

	for (size_t i = 0; i < p->len; i++) {
		const char *name = params_name(p, i);

		MUST(*name && strspn(name, letters) == strlen(name));
		MUST(!strstr(name, "..") && !strstr(name, ".0"));
		MUST(params_get(p, name) == params_value(p, i));
	}
}

/* Returns whether LEN bytes are harmless on a terminal.  Such bytes are UTF-8
 * without control characters, except the characters in ALLOWED. */
static inline int fuzz_is_harmless(const char *text, size_t len,
				   const char *allowed)
{
	for (size_t i = 0, n; i < len; i += n) {
		unsigned long code;

		n = utf8_sequence(text + i, len - i, &code);
		if (!n || code == 0x7f || (code >= 0x80 && code < 0xa0) ||
		    !code || (code < 0x20 && !strchr(allowed, (int)code)))
			return 0;
	}
	return 1;
}

#endif
