/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/accountid.h"

#include <string.h>

#include "base/ascii.h"
#include "base/pasted.h"
#include "base/str.h"
#include "cli/notation.h"

bool accountid_read(const char *value, char out[ACCOUNTID_SIZE])
{
	bool hyphens = strlen(value) == ACCOUNTID_DIGITS + 2;
	size_t n = 0;

	for (size_t i = 0; value[i]; i++) {
		if (hyphens && (i == 4 || i == 9) && value[i] == '-')
			continue;
		if (!ascii_is_digit(value[i]) || n == ACCOUNTID_DIGITS)
			return false;
		out[n++] = value[i];
	}
	out[n] = '\0';
	return n == ACCOUNTID_DIGITS;
}

static size_t count_digits(const char *text)
{
	size_t digits = 0;

	for (; *text; text++)
		digits += ascii_is_digit(*text);
	return digits;
}

static bool has_only(const char *text, const char *characters)
{
	return *text && strspn(text, characters) == strlen(text);
}

bool accountid_is(const char *value)
{
	return has_only(value, ASCII_DIGITS "- ") && *value != ' ' &&
	       value[strlen(value) - 1] != ' ' &&
	       count_digits(value) == ACCOUNTID_DIGITS;
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

/* Parses an account number at the start of TEXT and writes its digits to OUT.
 * If LETTERS is set, accepts letters that resemble digits.  Returns the length
 * of the account number in TEXT, or 0 if TEXT does not start with an account
 * number. */
static size_t read_number(const char *text, bool letters,
			  char out[ACCOUNTID_SIZE])
{
	size_t n = 0, at = 0;

	while (n < ACCOUNTID_DIGITS) {
		char c = text[at++];
		char digit = letters ? pasted_digit(c) : c;

		if (ascii_is_digit(digit))
			out[n++] = digit;
		else if (!n || !c || !strchr("- ", c))
			return 0;
	}
	out[n] = '\0';
	return pasted_is_word(text[at]) ||
	       (text[at] == '-' && pasted_is_word(text[at + 1])) ||
	       (text[at] == ' ' && ascii_is_digit(text[at + 1])) ? 0 : at;
}

/* Finds the first account number in TEXT.  Sets *PART to its position and OUT
 * to its digits.  LETTERS has the same meaning as for read_number.  Returns
 * false if TEXT does not contain an account number. */
static bool find_number(const char *text, bool letters,
			struct pasted_part *part, char out[ACCOUNTID_SIZE])
{
	for (size_t at = 0; text[at]; at++) {
		size_t len = at && (pasted_is_word(text[at - 1]) ||
				    text[at - 1] == '-')
			     ? 0 : read_number(text + at, letters, out);

		if (!len)
			continue;
		*part = (struct pasted_part){ at, at + len };
		return true;
	}
	return false;
}

/* Returns whether TEXT contains an account number other than NUMBER. */
static bool has_other_number(const char *text, const char *number)
{
	struct pasted_part part = { 0 };
	char next[ACCOUNTID_SIZE];

	while (find_number(text, false, &part, next)) {
		if (strcmp(next, number) != 0)
			return true;
		text += part.to;
	}
	return false;
}

/* Adds the reason why VALUE is wrong, if the reason is known.  VALUE does not
 * contain an account number. */
static void explain_no_number(struct pasted *p, const char *value)
{
	const char *text = buf_str(&p->text);
	const size_t n = count_digits(text);

	if (str_begins(value, "i-"))
		pasted_because(p, "is an instance, not an account");
	else if (strchr(value, '@'))
		pasted_because(p, "is an email address, not an account");
	else if (has_only(text, ASCII_DIGITS "- "))
		pasted_because(p, "has %zu digit%s", n, n == 1 ? "" : "s");
	else if (has_only(text, ASCII_DIGITS "- ./_:,"))
		pasted_because(p, "has punctuation other than hyphens");
}

bool accountid_explain(const char *value, struct buf *out)
{
	struct pasted p = { 0 };
	struct pasted_part part = { 0 };
	char number[ACCOUNTID_SIZE] = "";
	const char *text;
	bool found, wrong;

	pasted_read(&p, value);
	text = buf_str(&p.text);
	found = find_number(text, true, &part, number);
	if (found && has_other_number(text, number)) {
		pasted_because(&p, "has several account numbers");
		found = false;
	} else if (found) {
		notation_around(&p, part, "number");
		(void)pasted_misread(&p, part, ASCII_DIGITS);
		if (!p.why.len && strcmp(text, value) != 0)
			pasted_because(&p, "has white space other than "
				       "blanks");
	} else {
		explain_no_number(&p, value);
	}
	wrong = pasted_tell(&p, value, found ? number : NULL, out);
	pasted_release(&p);
	return wrong;
}

int accountid_hint(const char *value, struct err *err)
{
	struct buf text = { 0 };

	if (accountid_explain(value, &text))
		err_hint(err, "%s", buf_str(&text));
	buf_release(&text);
	return -1;
}

bool accountid_may_be(const char *value)
{
	struct buf why = { 0 };
	bool is = accountid_is(value);

	if (!is && !has_only(value, ASCII_DIGITS "- "))
		is = *value && !strpbrk(value, "@ \t\r\n\"'`()[]{}<>,;") &&
		     !accountid_explain(value, &why);
	buf_release(&why);
	return is;
}
