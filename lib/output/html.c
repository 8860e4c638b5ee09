/* SPDX-License-Identifier: BSD-2-Clause */
#include "output/html.h"

#include <string.h>

#include "base/utf8.h"

static const char *html_entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

/* Returns the length in bytes of the character at the start of TEXT.  Returns 0
 * if the character is not UTF-8 or not allowed in our pages. */
static size_t page_character(const char *text, size_t len)
{
	unsigned long code = 0;
	size_t n = utf8_sequence(text, len, &code);

	if (code == '\n' || code == '\t')
		return n;
	if (code < 0x20 || (code >= 0x7f && code < 0xa0) ||
	    (code & 0xfffe) == 0xfffe)
		return 0;
	return n;
}

static void put_html(struct buf *out, const char *text)
{
	size_t len = strlen(text);

	while (len) {
		size_t n = page_character(text, len);
		const char *name = html_entity(*text);

		if (name)
			buf_puts(out, name);
		else if (n)
			buf_append(out, text, n);
		else
			buf_puts(out, "\xef\xbf\xbd");
		text += n ? n : 1;
		len -= n ? n : 1;
	}
}

static void end_tag(struct html *h)
{
	if (h->in_tag)
		buf_putc(h->out, '>');
	h->in_tag = false;
}

void html_doctype(struct html *h)
{
	buf_puts(h->out, "<!DOCTYPE html>\n");
}

void html_open(struct html *h, const char *name)
{
	end_tag(h);
	buf_printf(h->out, "<%s", name);
	h->in_tag = true;
	if (h->depth == HTML_DEPTH)
		h->out->failed = true;
	else
		h->open[h->depth++] = name;
}

void html_attribute(struct html *h, const char *name, const char *value)
{
	buf_printf(h->out, " %s=\"", name);
	put_html(h->out, value);
	buf_putc(h->out, '"');
}

void html_text(struct html *h, const char *text)
{
	end_tag(h);
	put_html(h->out, text);
}

void html_style(struct html *h, const char *css)
{
	html_open(h, "style");
	end_tag(h);
	buf_puts(h->out, css);
	html_close(h);
}

void html_close(struct html *h)
{
	end_tag(h);
	if (h->depth)
		buf_printf(h->out, "</%s>", h->open[--h->depth]);
}

void html_close_void(struct html *h)
{
	end_tag(h);
	if (h->depth)
		h->depth--;
}

void html_open_class(struct html *h, const char *name, const char *class)
{
	html_open(h, name);
	if (*class)
		html_attribute(h, "class", class);
}

void html_element(struct html *h, const char *name, const char *class,
		  const char *text)
{
	html_open_class(h, name, class);
	html_text(h, text);
	html_close(h);
}
