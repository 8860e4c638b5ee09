/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the fuzzers share.
 *
 * A fuzzer does more than not crash: it says with MUST what holds for every
 * input, and libFuzzer keeps the input for which it does not.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

#define MUST(what) \
	((what) ? (void)0 : \
		  fuzz_broken(__FILE__, __LINE__, #what))

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void fuzz_broken(const char *file, int line, const char *what)
{
	fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
	abort();
}

/* A copy in memory of its exact size, so that a byte too far is seen; the
 * caller frees. */
static inline char *fuzz_copy(const void *data, size_t size)
{
	char *copy = malloc(size ? size : 1);

	MUST(copy);
	if (size)
		memcpy(copy, data, size);
	return copy;
}

/* The same as a string, which ends at the first NUL. */
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

/* Whether a terminal may be shown LEN bytes: UTF-8 without control characters
 * but those in ALLOWED. */
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
