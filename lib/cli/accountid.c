/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/accountid.h"

#include <string.h>

#include "base/pasted.h"
#include "base/str.h"

enum { DIGITS = ACCOUNTID_SIZE - 1 };

bool accountid_read(const char *value, char out[ACCOUNTID_SIZE])
{
	bool hyphens = strlen(value) == DIGITS + 2;
	size_t n = 0;

	for (size_t i = 0; value[i]; i++) {
		if (hyphens && (i == 4 || i == 9) && value[i] == '-')
			continue;
		if (value[i] < '0' || value[i] > '9' || n == DIGITS)
			return false;
		out[n++] = value[i];
	}
	out[n] = '\0';
	return n == DIGITS;
}

static size_t count_digits(const char *text)
{
	size_t digits = 0;

	for (; *text; text++)
		digits += *text >= '0' && *text <= '9';
	return digits;
}

static bool has_only(const char *text, const char *characters)
{
	return *text && strspn(text, characters) == strlen(text);
}

bool accountid_is(const char *value)
{
	return has_only(value, "0123456789- ") && *value != ' ' &&
	       value[strlen(value) - 1] != ' ' &&
	       count_digits(value) == DIGITS;
}

bool accountid_same(const char *a, const char *b)
{
	if (!accountid_is(a) || !accountid_is(b))
		return strcmp(a, b) == 0;
	for (;; a++, b++) {
		a += strspn(a, "- ");
		b += strspn(b, "- ");
		if (*a != *b)
			return false;
		if (!*a)
			return true;
	}
}

static bool is_decimal(char digit)
{
	return digit >= '0' && digit <= '9';
}

/* Reads the account number at TEXT, letters for digits included if LIKELY, into
 * OUT; returns how long it is there, or 0. */
static size_t read_number(const char *text, bool likely,
			  char out[ACCOUNTID_SIZE])
{
	size_t n = 0, at = 0;

	while (n < DIGITS) {
		char c = text[at++];
		char digit = likely ? pasted_digit(c) : c;

		if (is_decimal(digit))
			out[n++] = digit;
		else if (!n || !c || !strchr("- ", c))
			return 0;
	}
	out[n] = '\0';
	return pasted_is_word(text[at]) ||
	       (text[at] == '-' && pasted_is_word(text[at + 1])) ||
	       (text[at] == ' ' && is_decimal(text[at + 1])) ? 0 : at;
}

/* Finds an account number among other text. */
static bool find_number(const char *text, bool likely,
			struct pasted_part *part, char out[ACCOUNTID_SIZE])
{
	for (size_t at = 0; text[at]; at++) {
		size_t len = at && (pasted_is_word(text[at - 1]) ||
				    text[at - 1] == '-')
			     ? 0 : read_number(text + at, likely, out);

		if (!len)
			continue;
		*part = (struct pasted_part){ at, at + len };
		return true;
	}
	return false;
}

static void compare(struct pasted *p, struct pasted_part part)
{
	const char *text = buf_str(&p->text);

	for (size_t i = part.from; i < part.to; i++)
		if ((pasted_is_word(text[i]) || text[i] == '|') &&
		    !is_decimal(text[i])) {
			pasted_because(p, "has the letter '%c' for a digit",
				       text[i]);
			return;
		}
}

/* Says what PASTED, which holds no account number, is. */
static void no_number(struct pasted *p, const char *value)
{
	const char *text = buf_str(&p->text);

	if (str_begins(value, "i-"))
		pasted_because(p, "is an instance, not an account");
	else if (strchr(value, '@'))
		pasted_because(p, "is a mail address, not an account");
	else if (has_only(text, "0123456789- "))
		pasted_because(p, "has %zu digits", count_digits(text));
	else if (has_only(text, "0123456789- ./_:,"))
		pasted_because(p, "has marks between its digits");
}

bool accountid_explain(const char *value, struct buf *out)
{
	struct pasted p = {0};
	struct pasted_part part = {0};
	char number[ACCOUNTID_SIZE] = "";
	const char *text;
	bool found, wrong;

	pasted_read(&p, value);
	text = buf_str(&p.text);
	found = find_number(text, false, &part, number) ||
		find_number(text, true, &part, number);
	if (found) {
		pasted_around(&p, part, "number");
		compare(&p, part);
		if (!p.why.len && strcmp(text, value) != 0)
			pasted_because(&p, "has white space other than "
				       "blanks");
	} else {
		no_number(&p, value);
	}
	wrong = pasted_tell(&p, value, found ? number : NULL, out);
	pasted_release(&p);
	return wrong;
}

int accountid_hint(const char *value, struct err *err)
{
	struct buf text = {0};

	if (accountid_explain(value, &text))
		err_hint(err, "%s", buf_str(&text));
	buf_release(&text);
	return -1;
}

bool accountid_may_be(const char *value)
{
	struct buf why = {0};
	bool is = accountid_is(value);

	if (!is && !has_only(value, "0123456789- "))
		is = *value && !strpbrk(value, "@ \t\r\n\"'`()[]{}<>,;") &&
		     !accountid_explain(value, &why);
	buf_release(&why);
	return is;
}
