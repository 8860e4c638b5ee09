/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Takes the first line as a filter's pattern, and the other lines as a text.
 * The sandbox's fast matcher must agree with a simple matcher.
 */
#include "fuzz.h"

#include "call/filter.h"

/* The simple matcher tries every possibility, and remembers failures. */
struct match {
	const char *pattern, *text;
	size_t width;		/* number of positions in the text */
	unsigned char *failed;	/* for each position in the pattern, WIDTH
				 * flags: matching failed from here on */
};

static size_t character(const char *text)
{
	size_t n = utf8_sequence(text, strnlen(text, 4), NULL);

	return n ? n : 1;
}

static int try(struct match *m, const char *p, const char *t);

static int try_letter(struct match *m, const char *p, const char *t)
{
	size_t n = character(t);

	return strncmp(p, t, n) == 0 && try(m, p + n, t + n);
}

static int try(struct match *m, const char *p, const char *t)
{
	unsigned char *failed = &m->failed[(size_t)(p - m->pattern) *
					   m->width + (size_t)(t - m->text)];
	int ok = 0;

	if (*failed)
		return 0;
	if (!*p)
		ok = !*t;
	else if (*p == '*')
		ok = try(m, p + 1, t) || (*t && try(m, p, t + character(t)));
	else if (*t && *p == '?')
		ok = try(m, p + 1, t + character(t));
	else if (*t && *p == '\\' && p[1])
		ok = try_letter(m, p + 1, t);
	else if (*t)
		ok = try_letter(m, p, t);
	*failed = !ok;
	return ok;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *end = memchr(data, '\n', size);
	size_t len = end ? (size_t)(end - data) : size;
	char *pattern = fuzz_string(data, len);
	char *text = fuzz_string(data + len + (end ? 1 : 0),
				 size - len - (end ? 1 : 0));
	struct match m = { pattern, text, strlen(text) + 1, NULL };

	m.failed = calloc(strlen(pattern) + 1, m.width);
	MUST(m.failed);
	MUST(filter_matches(pattern, text) == try(&m, pattern, text));
	free(m.failed);
	free(pattern);
	free(text);
	return 0;
}
