/* SPDX-License-Identifier: BSD-2-Clause */
#include "reply/tagsoup.h"

#include <string.h>
#include <strings.h>

#include "base/ascii.h"

bool tagsoup_is_white(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

bool tagsoup_begins(const struct tagsoup *s, const char *text)
{
	size_t n = strlen(text);

	return (size_t)(s->end - s->at) >= n &&
	       strncasecmp(s->at, text, n) == 0;
}

void tagsoup_add(struct buf *line, char c)
{
	if (!tagsoup_is_white(c))
		buf_putc(line, c);
	else if (line->len && line->data[line->len - 1] != ' ')
		buf_putc(line, ' ');
}

void tagsoup_trim_end(struct buf *line)
{
	if (line->len && line->data[line->len - 1] == ' ')
		buf_keep(line, line->len - 1);
}

static void add_code_point(struct buf *line, unsigned long c)
{
	if (c < 0x80) {
		tagsoup_add(line, (char)(c < ' ' ? ' ' : c));
	} else if (c < 0x800) {
		buf_putc(line, (char)(0xc0 | c >> 6));
		buf_putc(line, (char)(0x80 | (c & 0x3f)));
	} else if (c < 0x10000 && (c < 0xd800 || c > 0xdfff)) {
		buf_putc(line, (char)(0xe0 | c >> 12));
		buf_putc(line, (char)(0x80 | (c >> 6 & 0x3f)));
		buf_putc(line, (char)(0x80 | (c & 0x3f)));
	} else {
		buf_putc(line, '?');
	}
}

/* Returns the code point of a reference such as "#39" or "#x27", or 0 if the
 * reference is malformed. */
static unsigned long numeric_reference(const char *name, size_t len)
{
	unsigned long c = 0, base = 10;
	size_t i = 1;

	if (len > 1 && (name[1] == 'x' || name[1] == 'X')) {
		base = 16;
		i = 2;
	}
	for (; i < len && c < 0x110000; i++) {
		static const char digits[] = "0123456789abcdef";
		char lower = (char)(name[i] | 0x20);
		const char *d = strchr(digits, lower);

		if (!d || !*d || (unsigned long)(d - digits) >= base)
			return 0;
		c = c * base + (unsigned long)(d - digits);
	}
	return c;
}

void tagsoup_add_reference(struct buf *line, struct tagsoup *page)
{
	static const struct {
		const char *name;
		unsigned long c;
	} names[] = {
		{ "amp", '&' }, { "lt", '<' }, { "gt", '>' }, { "quot", '"' },
		{ "apos", '\'' }, { "nbsp", ' ' }, { "ndash", '-' },
		{ "mdash", '-' },
	};
	const char *name = page->at + 1;
	size_t len = 0;
	unsigned long c = 0;

	while (name + len < page->end && len < 10 &&
	       (ascii_is_letter(name[len]) || ascii_is_digit(name[len]) ||
		name[len] == '#'))
		len++;
	if (len && *name == '#')
		c = numeric_reference(name, len);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strlen(names[i].name) == len &&
		    strncmp(names[i].name, name, len) == 0)
			c = names[i].c;
	if (!c || name + len >= page->end || name[len] != ';') {
		tagsoup_add(line, '&');
		page->at++;
		return;
	}
	add_code_point(line, c);
	page->at = name + len + 1;
}

void tagsoup_skip(struct tagsoup *page, const char *text)
{
	while (page->at < page->end && !tagsoup_begins(page, text))
		page->at++;
	page->at += page->at < page->end ? strlen(text) : 0;
}

struct tagsoup tagsoup_name(const struct tagsoup *page)
{
	struct tagsoup name = { page->at + 1, page->at + 1 };

	if (name.at < page->end && *name.at == '/')
		name.at = ++name.end;
	while (name.end < page->end && !tagsoup_is_white(*name.end) &&
	       !strchr("<>/", *name.end))
		name.end++;
	return name;
}

/* Appends the CDATA section at the start of PAGE.  If PAGE does not start with
 * a CDATA section, appends the text up to the next tag. */
static void read_content(struct buf *out, struct tagsoup *page)
{
	static const char cdata[] = "<![CDATA[";

	if (tagsoup_begins(page, cdata)) {
		page->at += strlen(cdata);
		while (page->at < page->end && !tagsoup_begins(page, "]]>"))
			tagsoup_add(out, *page->at++);
		return;
	}
	while (page->at < page->end && *page->at != '<') {
		if (*page->at == '&')
			tagsoup_add_reference(out, page);
		else
			tagsoup_add(out, *page->at++);
	}
}

bool tagsoup_element(struct buf *out, struct tagsoup page, const char *name)
{
	size_t begin = out->len;

	for (; page.at < page.end; page.at++) {
		struct tagsoup tag;
		const char *colon;

		if (*page.at != '<')
			continue;
		tag = tagsoup_name(&page);
		colon = memchr(tag.at, ':', (size_t)(tag.end - tag.at));
		if (colon)
			tag.at = colon + 1;
		if ((size_t)(tag.end - tag.at) != strlen(name) ||
		    page.at[1] == '/' ||
		    strncasecmp(tag.at, name, strlen(name)) != 0)
			continue;
		tagsoup_skip(&page, ">");
		read_content(out, &page);
		tagsoup_trim_end(out);
		if (out->len > begin)
			return true;
		page.at--;
	}
	return false;
}
