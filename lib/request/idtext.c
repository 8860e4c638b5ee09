/* SPDX-License-Identifier: BSD-2-Clause */
#include "request/idtext.h"

#include <string.h>
#include <strings.h>

/* The longest prefix is ami-; blanks and marks after its letters. */
enum { SEPARATORS_MAX = 3 };

static bool is_lower_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

static bool is_hex(char c)
{
	return is_lower_hex(c) || (c >= 'A' && c <= 'F');
}

/* The digit that C is, read so; '\0' if it is none. */
static char digit_of(char c, enum idtext_reading how)
{
	if (how == IDTEXT_EXACT)
		return is_lower_hex(c) ? c : '\0';
	return how == IDTEXT_ANY_CASE && !is_hex(c) ? '\0' : pasted_digit(c);
}

/* The length of PREFIX at TEXT, read so; 0 if it is not there. */
static size_t prefix_span(const char *text, const char *prefix,
			  enum idtext_reading how)
{
	size_t letters = strlen(prefix) - 1, n, marks = 0;

	if (strncmp(text, prefix, letters + 1) == 0)
		return letters + 1;
	if (how == IDTEXT_EXACT)
		return 0;
	if (strncasecmp(text, prefix, letters + 1) == 0)
		return letters + 1;
	if (how == IDTEXT_ANY_CASE)
		return 0;
	n = strncasecmp(text, prefix, letters) == 0 ? letters : 0;
	if (!n && letters == 1 && *text && strchr("l1|", *text))
		n = 1;
	while (n && marks <= SEPARATORS_MAX && text[n + marks] &&
	       !pasted_is_word(text[n + marks]))
		marks++;
	if (marks > SEPARATORS_MAX ||
	    (!marks && strncasecmp(text, prefix, letters) != 0))
		return 0;
	return n ? n + marks : 0;
}

/* Reads the id at TEXT into OUT, and returns how long it is there. */
static size_t read_id(const char *text, const char *prefix,
		      enum idtext_reading how, struct idtext_found *out)
{
	size_t at = prefix_span(text, prefix, how);
	size_t len = strlen(prefix), digits = 0;
	char digit;

	if (!at)
		return 0;
	memcpy(out->id, prefix, len);
	while (digits <= IDTEXT_LONG && (digit = digit_of(text[at], how))) {
		out->id[len + digits++] = digit;
		at++;
	}
	if ((digits != IDTEXT_SHORT && digits != IDTEXT_LONG) ||
	    pasted_is_word(text[at]))
		return 0;
	out->id[len + digits] = '\0';
	return at;
}

bool idtext_find(const char *text, const char *prefix, enum idtext_reading how,
	     struct idtext_found *out)
{
	struct idtext_found next = {{0}};
	bool found = false;

	for (size_t at = 0, len; text[at]; at += len ? len : 1) {
		len = at && pasted_is_word(text[at - 1])
			? 0 : read_id(text + at, prefix, how, &next);
		if (!len)
			continue;
		if (found) {
			out->several = out->several ||
				       strcmp(out->id, next.id) != 0;
			continue;
		}
		*out = next;
		out->part = (struct pasted_part){ at, at + len };
		out->several = false;
		found = true;
	}
	return found;
}

bool idtext_is_bare(const char *text)
{
	size_t len = 0;

	while (is_hex(text[len]))
		len++;
	return !text[len] && (len == IDTEXT_SHORT || len == IDTEXT_LONG);
}

/* The first letter in LEN bytes at TEXT that stands for a digit, or '\0'. */
static char misread_letter(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if ((pasted_is_word(text[i]) || text[i] == '|') &&
		    !is_hex(text[i]))
			return text[i];
	return '\0';
}

static bool has_upper(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (text[i] >= 'A' && text[i] <= 'Z')
			return true;
	return false;
}

void idtext_compare(struct pasted *p, const struct idtext_found *found,
		const char *prefix)
{
	const char *at = buf_str(&p->text) + found->part.from;
	size_t len = found->part.to - found->part.from;
	size_t digits = strlen(found->id) - strlen(prefix);
	size_t before = len - digits;
	char letter = misread_letter(at + before, digits);

	if (before != strlen(prefix) ||
	    strncasecmp(at, prefix, before) != 0)
		pasted_because(p, "does not begin with %s", prefix);
	if (letter)
		pasted_because(p, "has the letter '%c' for a digit", letter);
	else if (has_upper(at, len))
		pasted_because(p, "is in upper case");
}
