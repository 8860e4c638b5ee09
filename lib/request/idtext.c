/* SPDX-License-Identifier: BSD-2-Clause */
#include "request/idtext.h"

#include <string.h>
#include <strings.h>

#include "base/ascii.h"

/* The maximum number of blanks and marks in place of a prefix's hyphen. */
enum { SEPARATORS_MAX = 3 };

/* How to read an id.  EXACT: the id has its proper form.  ANY_CASE: upper case
 * counts as lower case.  LIKELY: letters that look like digits count as digits
 * too, l, 1 and | count as the i of i-, and the hyphen may be missing, or
 * replaced by other marks. */
enum reading { EXACT, ANY_CASE, LIKELY };

/* Returns the digit that C means in the reading HOW, or '\0' if C does not mean
 * a digit. */
static char digit_of(char c, enum reading how)
{
	if (how == EXACT)
		return ascii_is_hex(c) && !ascii_is_upper(c) ? c : '\0';
	return how == ANY_CASE && !ascii_is_hex(c) ? '\0' : pasted_digit(c);
}

/* Returns the length of PREFIX at TEXT in the reading HOW, or 0 if TEXT does
 * not begin with PREFIX. */
static size_t prefix_span(const char *text, const char *prefix,
			  enum reading how)
{
	size_t letters = strlen(prefix) - 1, n, marks = 0;

	if (strncmp(text, prefix, letters + 1) == 0)
		return letters + 1;
	if (how == EXACT)
		return 0;
	if (strncasecmp(text, prefix, letters + 1) == 0)
		return letters + 1;
	if (how == ANY_CASE)
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

/* Reads the id at TEXT into OUT.  Returns the length of the id in TEXT, or 0 if
 * TEXT does not begin with an id. */
static size_t read_id(const char *text, const char *prefix, enum reading how,
		      struct idtext_found *out)
{
	size_t at = prefix_span(text, prefix, how);
	size_t len = strlen(prefix), digits = 0;
	char digit;

	if (!at)
		return 0;
	memcpy(out->id, prefix, len);
	while (digits < IDTEXT_LONG && (digit = digit_of(text[at], how))) {
		out->id[len + digits++] = digit;
		at++;
	}
	if ((digits != IDTEXT_SHORT && digits != IDTEXT_LONG) ||
	    pasted_is_word(text[at]))
		return 0;
	out->id[len + digits] = '\0';
	return at;
}

static bool find_id(const char *text, const char *prefix, enum reading how,
		    struct idtext_found *out)
{
	struct idtext_found next = { { 0 } };
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

bool idtext_find(const char *text, const char *prefix, struct idtext_found *out)
{
	return find_id(text, prefix, EXACT, out) ||
	       find_id(text, prefix, ANY_CASE, out) ||
	       find_id(text, prefix, LIKELY, out);
}

bool idtext_is_bare(const char *text)
{
	size_t len = strspn(text, ASCII_HEX);

	return !text[len] && (len == IDTEXT_SHORT || len == IDTEXT_LONG);
}

const char *idtext_resource(const char *text, size_t *len)
{
	static const struct {
		const char *prefix, *resource;
	} resources[] = {
		{ "ami-", "an image" },		{ "i-", "an instance" },
		{ "vol-", "a volume" },		{ "snap-", "a snapshot" },
		{ "sg-", "a security group" },
		{ "eni-", "a network interface" },
		{ "vpc-", "a VPC" },		{ "subnet-", "a subnet" },
		{ "r-", "a reservation" },	{ "eipalloc-", "an address" },
		{ "ip-", "a host name" },	{ "ec2-", "a host name" },
		{ "mi-", "a machine outside EC2" },
	};

	for (size_t i = 0; i < sizeof(resources) / sizeof(*resources); i++) {
		*len = strlen(resources[i].prefix);
		if (strncasecmp(text, resources[i].prefix, *len) == 0)
			return resources[i].resource;
	}
	return NULL;
}

bool idtext_is_uuid(const char *text)
{
	static const size_t groups[] = { 8, 4, 4, 4, 12 };

	for (size_t i = 0; i < sizeof(groups) / sizeof(*groups); i++) {
		if (strspn(text, ASCII_HEX) != groups[i])
			return false;
		text += groups[i];
		if (i < sizeof(groups) / sizeof(*groups) - 1 && *text++ != '-')
			return false;
	}
	return !pasted_is_word(*text) && *text != '-';
}

bool idtext_is_part(const char *text, size_t at)
{
	size_t from = at, len;

	if (idtext_is_uuid(text + at))
		return true;
	if (!from || text[--from] != '-')
		return false;
	while (from && pasted_is_word(text[from - 1]))
		from--;
	return idtext_resource(text + from, &len) && from + len == at;
}

static bool has_upper(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (ascii_is_upper(text[i]))
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
	struct pasted_part number = { found->part.from + before,
				      found->part.to };

	if (before != strlen(prefix) || strncasecmp(at, prefix, before) != 0)
		pasted_because(p, "does not begin with %s", prefix);
	if (!pasted_misread(p, number, ASCII_HEX) && has_upper(at, len))
		pasted_because(p, "is in upper case");
}
