/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/pasted.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/ascii.h"
#include "base/blank.h"
#include "base/utf8.h"

/* SHOWN_MAX is the maximum number of bytes of the value that a message shows.
 * BESIDE_MAX is the maximum number of bytes of the punctuation that a message
 * shows on each side of the value. */
enum { SHOWN_MAX = 64, BESIDE_MAX = 8 };

/* Marks an invisible character in the tables below. */
#define HIDDEN	'\0'

/* A range of characters, and the ASCII character that they resemble. */
struct likeness {
	unsigned long first, last;
	char ascii;	/* or HIDDEN */
};

static const struct likeness likenesses[] = {
	{ 0x0080, 0x009f, HIDDEN }, { 0x00ab, 0x00ab, '"' },
	{ 0x00ad, 0x00ad, HIDDEN }, { 0x00b4, 0x00b4, '\'' },
	{ 0x00b7, 0x00b7, '*' },    { 0x00bb, 0x00bb, '"' },
	{ 0x034f, 0x034f, HIDDEN }, { 0x061c, 0x061c, HIDDEN },
	{ 0x180e, 0x180e, HIDDEN }, { 0x200b, 0x200f, HIDDEN },
	{ 0x2010, 0x2015, '-' },    { 0x2018, 0x201b, '\'' },
	{ 0x201c, 0x201f, '"' },    { 0x2022, 0x2023, '*' },
	{ 0x2026, 0x2026, '.' },    { 0x202a, 0x202e, HIDDEN },
	{ 0x2032, 0x2036, '"' },    { 0x2039, 0x203a, '"' },
	{ 0x2043, 0x2043, '-' },    { 0x2060, 0x206f, HIDDEN },
	{ 0x2212, 0x2212, '-' },    { 0x25a0, 0x25ff, '*' },
	{ 0x3001, 0x3001, ',' },    { 0x3002, 0x3002, '.' },
	{ 0x3008, 0x3011, '"' },    { 0x3014, 0x301f, '"' },
	{ 0xfe00, 0xfe0f, HIDDEN }, { 0xfe58, 0xfe58, '-' },
	{ 0xfe63, 0xfe63, '-' },    { 0xfeff, 0xfeff, HIDDEN },
	{ 0xe0000, 0xe007f, HIDDEN },
};

/* The ASCII characters that bytes of Windows-1252 resemble, for text that is
 * not UTF-8. */
static const struct likeness windows_1252[] = {
	{ 0x82, 0x82, '\'' }, { 0x84, 0x84, '"' },  { 0x85, 0x85, '.' },
	{ 0x8b, 0x8b, '"' },  { 0x91, 0x92, '\'' }, { 0x93, 0x94, '"' },
	{ 0x95, 0x95, '*' },  { 0x96, 0x97, '-' },  { 0x9b, 0x9b, '"' },
	{ 0xa0, 0xa0, ' ' },  { 0xab, 0xab, '"' },  { 0xad, 0xad, HIDDEN },
	{ 0xb7, 0xb7, '*' },  { 0xbb, 0xbb, '"' },
};

/* Looks up the character CODE in TABLE.  Returns the ASCII character that it
 * resembles, HIDDEN if it is invisible, or PASTED_OTHER if it is not in
 * TABLE. */
static char look_up(const struct likeness *table, size_t count,
		    unsigned long code)
{
	for (size_t i = 0; i < count; i++)
		if (code >= table[i].first && code <= table[i].last)
			return table[i].ascii;
	return PASTED_OTHER;
}

static char likeness_of(unsigned long code)
{
	/* U+FF01 to U+FF5E are the full-width forms of ASCII characters. */
	if (code >= 0xff01 && code <= 0xff5e)
		return (char)(code - 0xfee0);
	return look_up(likenesses, sizeof(likenesses) / sizeof(*likenesses),
		       code);
}

bool pasted_is_word(char c)
{
	return c == PASTED_OTHER || ascii_is_letter(c) || ascii_is_digit(c);
}

/* Adds a reason for the character that consists of the LEN bytes at TEXT,
 * unless it resembles white space, or punctuation other than a hyphen.  ASCII
 * is the ASCII character that it resembles, HIDDEN or PASTED_OTHER.  CODE is
 * its code point, or 0 if the bytes are not UTF-8. */
static void say_unusual(struct pasted *p, const char *text, size_t len,
			unsigned long code, char ascii)
{
	if (ascii == HIDDEN && code)
		pasted_because(p, "has an invisible character (U+%04lX)", code);
	else if (ascii == HIDDEN)
		pasted_because(p, "has an invisible byte that is not UTF-8");
	else if (ascii == '-')
		pasted_because(p, "has '%.*s' in place of '-'", (int)len, text);
	else if (pasted_is_word(ascii) && code)
		pasted_because(p, "has '%.*s' (U+%04lX), which is not ASCII",
			       (int)len, text, code);
	else if (pasted_is_word(ascii))
		pasted_because(p, "has a byte that is not UTF-8");
}

/* Converts the character at VALUE as pasted_read does, and appends the result
 * to `text`.  Returns the character's length in bytes.  Adds a reason for an
 * unusual character unless P already has a reason. */
static size_t take_character(struct pasted *p, const char *value)
{
	size_t len = blank_at(value);
	unsigned long code = 0;
	char ascii = ' ';

	if (len) {
		buf_putc(&p->text, ' ');
		return len;
	}
	if (*value >= 0x21 && *value <= 0x7e) {
		buf_putc(&p->text, *value);
		return 1;
	}
	len = utf8_sequence(value, strlen(value), &code);
	if (len == 1)
		ascii = HIDDEN;
	else if (len)
		ascii = likeness_of(code);
	else
		ascii = look_up(windows_1252,
				sizeof(windows_1252) / sizeof(*windows_1252),
				(unsigned char)*value);
	len = len ? len : 1;
	if (!p->why.len)
		say_unusual(p, value, len, code, ascii);
	if (ascii != HIDDEN)
		buf_putc(&p->text, ascii);
	return len;
}

void pasted_read(struct pasted *p, const char *value)
{
	while (*value)
		value += take_character(p, value);
}

void pasted_release(struct pasted *p)
{
	buf_release(&p->text);
	buf_release(&p->why);
}

struct pasted_part pasted_core(const struct pasted *p)
{
	const char *text = buf_str(&p->text);
	struct pasted_part part = { 0, p->text.len };

	while (part.from < part.to && !pasted_is_word(text[part.from]))
		part.from++;
	while (part.to > part.from && !pasted_is_word(text[part.to - 1]))
		part.to--;
	return part;
}

void pasted_squeeze(const struct pasted *p, struct pasted_part part,
		    struct buf *out)
{
	const char *text = buf_str(&p->text);

	for (size_t i = part.from; i < part.to; i++)
		if (pasted_is_word(text[i]))
			buf_putc(out, text[i]);
}

void pasted_because(struct pasted *p, const char *format, ...)
{
	char reason[256];
	va_list ap;

	va_start(ap, format);
	(void)vsnprintf(reason, sizeof(reason), format, ap);
	va_end(ap);
	buf_printf(&p->why, "%s%s", p->why.len ? " and " : "", reason);
}

static bool has_word(const char *text, struct pasted_part part)
{
	for (size_t i = part.from; i < part.to; i++)
		if (pasted_is_word(text[i]))
			return true;
	return false;
}

static struct pasted_part trim_part(const char *text, struct pasted_part part)
{
	while (part.from < part.to && text[part.from] == ' ')
		part.from++;
	while (part.to > part.from && text[part.to - 1] == ' ')
		part.to--;
	return part;
}

static bool is_empty_part(struct pasted_part part)
{
	return part.from == part.to;
}

/* Returns "quotes" if BEFORE and AFTER are one quote each, "brackets" if they
 * are a pair of brackets, else NULL. */
static const char *pair_name(const char *text, struct pasted_part before,
			     struct pasted_part after)
{
	static const char quotes[] = "\"'`", opens[] = "([{<", closes[] = ")]}>";
	const char *open = strchr(opens, text[before.from]);

	if (before.to - before.from != 1 || after.to - after.from != 1)
		return NULL;
	if (strchr(quotes, text[before.from]) &&
	    strchr(quotes, text[after.from]))
		return "quotes";
	return open && closes[open - opens] == text[after.from]
	       ? "brackets" : NULL;
}

static void say_punctuation(struct pasted *p, struct pasted_part before,
			    struct pasted_part after, const char *noun)
{
	const char *text = buf_str(&p->text);
	int first = (int)(before.to - before.from);
	int last = (int)(after.to - after.from);
	const char *pair = pair_name(text, before, after);

	first = first < BESIDE_MAX ? first : BESIDE_MAX;
	last = last < BESIDE_MAX ? last : BESIDE_MAX;
	if (pair)
		pasted_because(p, "has %s around the %s", pair, noun);
	else if (first && last)
		pasted_because(p, "has '%.*s' before the %s and '%.*s' after "
			       "it", first, text + before.from, noun, last,
			       text + after.from);
	else if (first)
		pasted_because(p, "begins with '%.*s'", first,
			       text + before.from);
	else
		pasted_because(p, "ends with '%.*s'", last, text + after.from);
}

static void say_white_space(struct pasted *p, struct pasted_part part)
{
	if (part.from && part.to < p->text.len)
		pasted_because(p, "has white space around it");
	else
		pasted_because(p, "%s with white space",
			       part.from ? "begins" : "ends");
}

void pasted_around(struct pasted *p, struct pasted_part part, const char *noun)
{
	const char *text = buf_str(&p->text);
	struct pasted_part before = { 0, part.from };
	struct pasted_part after = { part.to, p->text.len };

	if (is_empty_part(before) && is_empty_part(after))
		return;
	before = trim_part(text, before);
	after = trim_part(text, after);
	if (has_word(text, before) || has_word(text, after))
		pasted_because(p, "has other text beside the %s", noun);
	else if (is_empty_part(before) && is_empty_part(after))
		say_white_space(p, part);
	else
		say_punctuation(p, before, after, noun);
}

char pasted_digit(char c)
{
	if (ascii_is_hex(c))
		return ascii_lower(c);
	if (c == 'o' || c == 'O')
		return '0';
	return c && strchr("lLiI|", c) ? '1' : '\0';
}

bool pasted_misread(struct pasted *p, struct pasted_part part,
		    const char *digits)
{
	const char *text = buf_str(&p->text);

	for (size_t i = part.from; i < part.to; i++) {
		if ((text[i] != '|' && !pasted_is_word(text[i])) ||
		    strchr(digits, text[i]))
			continue;
		pasted_because(p, "has %s'%c' for a digit",
			       text[i] == '|' ? "" : "the letter ", text[i]);
		return true;
	}
	return false;
}

bool pasted_tell(const struct pasted *p, const char *value, const char *meant,
		 struct buf *out)
{
	size_t len = strlen(value);
	size_t shown = utf8_cut(value, len, SHOWN_MAX);

	if (!p->why.len)
		return false;
	buf_printf(out, "'%.*s%s' %s", (int)shown, value,
		   shown < len ? "..." : "", buf_str(&p->why));
	if (meant)
		buf_printf(out, "; did you mean %s?", meant);
	return true;
}
