/* SPDX-License-Identifier: BSD-2-Clause */
#include "request/codeform.h"

#include <string.h>

#include "base/ascii.h"
#include "base/pasted.h"
#include "base/str.h"
#include "cli/accountid.h"
#include "cli/notation.h"
#include "request/idtext.h"

/* The number of characters in a code of DevPay and in a code of AWS
 * Marketplace. */
enum { DEVPAY = 8, MARKETPLACE = 25 };

/* Reads the LEN characters at TEXT as a code, and writes the code to OUT in its
 * proper case.  If LIKELY, a code of DevPay may have letters that resemble
 * digits.  Returns false if TEXT is not a code. */
static bool read_code(const char *text, size_t len, bool likely, char *out)
{
	if (len != DEVPAY && len != MARKETPLACE)
		return false;
	for (size_t i = 0; i < len; i++) {
		char digit = pasted_digit(text[i]);

		if (text[i] == PASTED_OTHER)
			return false;
		if (len == MARKETPLACE)
			out[i] = ascii_lower(text[i]);
		else if (digit && (likely ||
				   ascii_lower(digit) == ascii_lower(text[i])))
			out[i] = ascii_upper(digit);
		else
			return false;
	}
	out[len] = '\0';
	return true;
}

static size_t word_span(const char *text)
{
	size_t len = 0;

	while (pasted_is_word(text[len]) && text[len] != PASTED_OTHER)
		len++;
	return len;
}

/* Finds a code among the words of TEXT.  If EXACT, the code must be in its
 * proper case.  Returns 0 for no code, and more than 1 for different codes. */
static size_t find_code(const char *text, bool exact, struct pasted_part *part,
			char *out)
{
	char code[MARKETPLACE + 1];
	size_t count = 0;

	for (size_t at = 0, len; text[at]; at += len ? len : 1) {
		len = word_span(text + at);
		if (!read_code(text + at, len, false, code) ||
		    (exact && strncmp(code, text + at, len) != 0) ||
		    idtext_is_part(text, at))
			continue;
		if (!count || strcmp(code, out) != 0)
			count++;
		memcpy(out, code, len + 1);
		*part = (struct pasted_part){ at, at + len };
	}
	return count;
}

/* Compares PART of the text with CODE, and adds each difference as a reason. */
static void compare_code(struct pasted *p, struct pasted_part part,
			 const char *code)
{
	const char *at = buf_str(&p->text) + part.from;
	size_t len = part.to - part.from;

	notation_around(p, part, "code");
	if (len == DEVPAY && pasted_misread(p, part, ASCII_HEX))
		return;
	if (strncmp(at, code, len) != 0)
		pasted_because(p, len == DEVPAY ? "is in lower case"
						: "is in upper case");
}

/* Finds a code that has letters in place of digits, or marks or white space
 * between its characters. */
static bool find_likely(struct pasted *p, char *out)
{
	struct pasted_part core = pasted_core(p);
	const char *text = buf_str(&p->text) + core.from;
	size_t len = core.to - core.from;
	struct buf squeezed = { 0 };
	bool is;

	if (word_span(text) == len && read_code(text, len, true, out)) {
		compare_code(p, core, out);
		return true;
	}
	pasted_squeeze(p, core, &squeezed);
	is = squeezed.len < len &&
	     read_code(buf_str(&squeezed), squeezed.len, false, out);
	if (is)
		pasted_because(p, memchr(text, ' ', len)
			       ? "has white space in it"
			       : "has other marks between its characters");
	buf_release(&squeezed);
	return is;
}

static bool value_begins(const struct pasted *p, const char *prefix)
{
	return str_begins_nocase(buf_str(&p->text) + pasted_core(p).from,
				 prefix);
}

/* If VALUE is something other than a product code, such as an instance id, adds
 * the kind as the reason and returns true. */
static bool foreign_kind(struct pasted *p, const char *value, bool strict)
{
	const char *text = buf_str(&p->text), *what = NULL;

	if (value_begins(p, "i-"))
		what = "an instance, not a product code";
	else if (value_begins(p, "ami-"))
		what = "an image, not a product code";
	else if (strchr(text, '@'))
		what = "an email address, not a product code";
	else if (accountid_is(value))
		what = "an account number, not a product code";
	else if (idtext_is_uuid(text + pasted_core(p).from))
		what = "a UUID, not a product code";
	else if (str_begins(text, "prod-"))
		what = "a product id of AWS Marketplace; the product code is "
			"another one";
	else if (strict && strcmp(text, "CODE") == 0)
		what = "only the manual's word for a product code: type your "
			"own code";
	if (what)
		pasted_because(p, "is %s", what);
	return what != NULL;
}

/* Adds the difference between the value and the form of a code, as a reason. */
static void wrong_form(struct pasted *p)
{
	struct pasted_part core = pasted_core(p);
	const char *text = buf_str(&p->text) + core.from;
	size_t len = core.to - core.from;

	if (notation_of(text)) {
		pasted_because(p, "is %s, not a product code",
			       notation_of(text));
		return;
	}
	notation_around(p, core, "code");
	if (!len)
		pasted_because(p, "has no letters or digits");
	else if (len == DEVPAY)
		pasted_because(p, "has '%c'; codes of 8 characters have only 0 "
			       "to 9 and A to F", text[strspn(text, ASCII_HEX)]);
	else if (len == MARKETPLACE)
		pasted_because(p, "has '%c'; codes of 25 characters have only "
			       "letters and digits", text[word_span(text)]);
	else
		pasted_because(p, "has %zu character%s; product codes have %d "
			       "(DevPay) or %d (AWS Marketplace)", len,
			       len == 1 ? "" : "s", DEVPAY, MARKETPLACE);
}

/* Finds the code in VALUE.  If VALUE has no code, adds the reason, if we know
 * one. */
static bool find_any(struct pasted *p, const char *value, bool strict,
		     char *code)
{
	struct pasted_part part = { 0 };
	const char *text = buf_str(&p->text);
	bool odd = p->why.len > 0;
	size_t count;

	if (foreign_kind(p, value, strict))
		return false;
	count = find_code(text, true, &part, code);
	if (!count)
		count = find_code(text, false, &part, code);
	if (count > 1) {
		pasted_because(p, "is several product codes");
		return false;
	}
	if (count) {
		compare_code(p, part, code);
		return true;
	}
	if (find_likely(p, code))
		return true;
	if (strict && !odd)
		wrong_form(p);
	else
		notation_around(p, pasted_core(p), "code");
	return false;
}

bool codeform_is(const char *value)
{
	char code[MARKETPLACE + 1];

	return word_span(value) == strlen(value) &&
	       read_code(value, strlen(value), false, code);
}

bool codeform_explain(const char *value, bool strict, struct buf *out)
{
	struct pasted p = { 0 };
	char code[MARKETPLACE + 1] = "";
	bool found, wrong;

	pasted_read(&p, value);
	found = find_any(&p, value, strict, code);
	wrong = pasted_tell(&p, value, found ? code : NULL, out);
	pasted_release(&p);
	return wrong;
}
