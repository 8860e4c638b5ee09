/* SPDX-License-Identifier: BSD-2-Clause */
/* Why a request was refused, from a page that is not in EC2's form. */
#include "reply/reason.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "http/jsondoc.h"

/* Names of elements and members that hold a message, the best first. */
static const char *const message_names[] = {
	"message", "errortext", "faultstring", "errormessage", "error_message",
	"error_description", "text", "reason", "detail", "details",
	"description", "msg", "title", "error", "string", NULL,
};

/* The same for an error's code. */
static const char *const code_names[] = {
	"code", "__type", "errorcode", "error_code", "faultcode", NULL,
};

/* Tags within a line of HTML. */
static const char *const inline_tags[] = {
	"a", "abbr", "acronym", "b", "big", "code", "em", "font", "i", "kbd",
	"small", "span", "strong", "tt", "u", "wbr", NULL,
};

/* Beginnings of sentences that WebOb, of OpenStack and others, puts before the
 * reason, and that only say in more words what the status says. */
static const char *const stock[] = {
	"The server could not comply with the request since",
	"This server could not verify that you are authorized",
	"Access was denied to this resource.",
	"The resource could not be found.",
	"The server has either erred or is incapable of performing",
	"The server is currently unavailable. Please try again",
	NULL,
};

/* A part of the page. */
struct span {
	const char *at, *end;
};

/* The lines of a page as they are found: the first that says more than the
 * status is the reason. */
struct search {
	struct buf line;	/* the one that is being read */
	struct buf first;	/* the first that only repeats the status */
	struct buf *out;
	long status;
	bool found;
	bool open;		/* the reason ended with a colon: one more */
};

static bool is_white(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool begins(const struct span *s, const char *text)
{
	size_t n = strlen(text);

	return (size_t)(s->end - s->at) >= n &&
	       strncasecmp(s->at, text, n) == 0;
}

static bool listed(const char *const *list, const char *text, size_t len)
{
	for (; *list; list++)
		if (strlen(*list) == len && strncasecmp(*list, text, len) == 0)
			return true;
	return false;
}

/* Appends one byte to a line, white space as one blank between words. */
static void add_byte(struct buf *line, char c)
{
	if (!is_white(c))
		buf_putc(line, c);
	else if (line->len && line->data[line->len - 1] != ' ')
		buf_putc(line, ' ');
}

static void trim_end(struct buf *line)
{
	if (line->len && line->data[line->len - 1] == ' ')
		buf_keep(line, line->len - 1);
}

/* Whether there is something to read, and no control character, which text
 * does not have. */
static bool is_readable(const struct buf *line)
{
	bool letter = false;

	for (size_t i = 0; i < line->len; i++) {
		unsigned char c = (unsigned char)line->data[i];

		if (c < ' ' || c == 0x7f)
			return false;
		letter = letter || is_letter((char)c) || c >= 0x80;
	}
	return letter;
}

/* Whether a line is the status and at most its phrase, as "403 Forbidden",
 * "HTTP Status 404 - Not Found" or "Failure: 400 Bad Request". */
static bool repeats_status(const char *line, long status)
{
	static const char *const before[] = {
		"HTTP", "Status", "Error", "Failure", "Code", NULL,
	};
	char number[24];
	size_t len;

	for (;;) {
		line += strspn(line, " :-/.1");
		len = strcspn(line, " :-/.");
		if (!len || !listed(before, line, len))
			break;
		line += len;
	}
	(void)snprintf(number, sizeof(number), "%ld", status);
	len = strlen(number);
	return strncmp(line, number, len) == 0 && !is_digit(line[len]) &&
	       strlen(line + len) < 48;
}

static bool is_stock(const char *line)
{
	for (const char *const *s = stock; *s; s++)
		if (strncmp(line, *s, strlen(*s)) == 0)
			return true;
	return false;
}

/* What the whole line says is less than a reason: one word, as the name of a
 * server's software under its page. */
static bool is_word(const struct buf *line)
{
	return !strchr(buf_str(line), ' ');
}

static void found(struct search *s)
{
	if (s->open)
		buf_putc(s->out, ' ');
	buf_append(s->out, s->line.data, s->line.len);
	s->open = !s->open && s->out->data[s->out->len - 1] == ':';
	s->found = true;
}

/* Whether the line ends the first one: "Not Found" below "404 Not Found". */
static bool is_phrase(const struct search *s)
{
	size_t len = s->line.len;

	return s->first.len >= len &&
	       memcmp(s->first.data + s->first.len - len, s->line.data,
		      len) == 0;
}

/* Whether the line under way is the reason, or goes on with it. */
static bool is_reason(const struct search *s)
{
	const char *line = buf_str(&s->line);

	if (s->open)
		return true;
	return !s->found && !repeats_status(line, s->status) &&
	       !is_stock(line) && !is_phrase(s) &&
	       !(s->first.len && is_word(&s->line));
}

/* A line has ended. */
static void end_line(struct search *s)
{
	trim_end(&s->line);
	if (!is_readable(&s->line)) {
		buf_clear(&s->line);
		return;
	}
	if (is_reason(s))
		found(s);
	else if (!s->first.len)
		buf_append(&s->first, s->line.data, s->line.len);
	buf_clear(&s->line);
}

static bool is_done(const struct search *s)
{
	return s->found && !s->open;
}

static void read_text(struct search *s, struct span page)
{
	for (; page.at < page.end && !is_done(s); page.at++) {
		if (*page.at == '\n' || *page.at == '\r')
			end_line(s);
		else
			add_byte(&s->line, *page.at);
	}
	end_line(s);
}

static void add_code_point(struct buf *line, unsigned long c)
{
	if (c < 0x80) {
		add_byte(line, (char)(c < ' ' ? ' ' : c));
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

/* The code point that "#39" or "#x27" is, or 0. */
static unsigned long numbered(const char *name, size_t len)
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

/* Adds the reference at *AT, a `&`, and goes behind it. */
static void add_reference(struct buf *line, struct span *page)
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
	       (is_letter(name[len]) || is_digit(name[len]) ||
		name[len] == '#'))
		len++;
	if (len && *name == '#')
		c = numbered(name, len);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strlen(names[i].name) == len &&
		    strncmp(names[i].name, name, len) == 0)
			c = names[i].c;
	if (!c || name + len >= page->end || name[len] != ';') {
		add_byte(line, '&');
		page->at++;
		return;
	}
	add_code_point(line, c);
	page->at = name + len + 1;
}

/* Goes behind the next TEXT, or to the end. */
static void skip_behind(struct span *page, const char *text)
{
	while (page->at < page->end && !begins(page, text))
		page->at++;
	page->at += page->at < page->end ? strlen(text) : 0;
}

/* The name in a tag, which is at `<`. */
static struct span tag_name(const struct span *page)
{
	struct span name = { page->at + 1, page->at + 1 };

	if (name.at < page->end && *name.at == '/')
		name.at = ++name.end;
	while (name.end < page->end && !is_white(*name.end) &&
	       *name.end != '>' && *name.end != '/')
		name.end++;
	return name;
}

/* Goes behind a tag of HTML; one that is not within a line ends it. */
static void read_tag(struct search *s, struct span *page)
{
	struct span name = tag_name(page);
	size_t len = (size_t)(name.end - name.at);

	if (begins(page, "<!--")) {
		skip_behind(page, "-->");
		return;
	}
	if (begins(page, "<script"))
		skip_behind(page, "</script");
	else if (begins(page, "<style"))
		skip_behind(page, "</style");
	if (!listed(inline_tags, name.at, len))
		end_line(s);
	skip_behind(page, ">");
}

static void read_html(struct search *s, struct span page)
{
	while (page.at < page.end && !is_done(s)) {
		if (*page.at == '<')
			read_tag(s, &page);
		else if (*page.at == '&')
			add_reference(&s->line, &page);
		else
			add_byte(&s->line, *page.at++);
	}
	end_line(s);
}

/* Appends the text that begins here, up to a tag. */
static void read_content(struct buf *out, struct span *page)
{
	static const char cdata[] = "<![CDATA[";

	if (begins(page, cdata)) {
		page->at += strlen(cdata);
		while (page->at < page->end && !begins(page, "]]>"))
			add_byte(out, *page->at++);
		return;
	}
	while (page->at < page->end && *page->at != '<') {
		if (*page->at == '&')
			add_reference(out, page);
		else
			add_byte(out, *page->at++);
	}
}

/* Appends the text of the first element called NAME, in any name space, that
 * has some.  False when no element has text. */
static bool element_text(struct buf *out, struct span page, const char *name)
{
	size_t begin = out->len;

	for (; page.at < page.end; page.at++) {
		struct span tag;
		const char *colon;

		if (*page.at != '<')
			continue;
		tag = tag_name(&page);
		colon = memchr(tag.at, ':', (size_t)(tag.end - tag.at));
		if (colon)
			tag.at = colon + 1;
		if (page.at[1] == '/' ||
		    (size_t)(tag.end - tag.at) != strlen(name) ||
		    strncasecmp(tag.at, name, strlen(name)) != 0)
			continue;
		skip_behind(&page, ">");
		read_content(out, &page);
		trim_end(out);
		if (out->len > begin)
			return true;
		page.at--;
	}
	return false;
}

/* Whether TEXT is an error's code and not a number, or the name of a class
 * that says nothing. */
static bool is_code(const char *text)
{
	static const char *const nothing[] = {
		"Client", "Server", "Sender", "Receiver", NULL,
	};

	return is_letter(*text) && !strchr(text, ' ') && strlen(text) < 128 &&
	       !listed(nothing, text, strlen(text));
}

/* The part of a code that says what is wrong: behind "soap:" or the name of a
 * Java package and `#`. */
static const char *short_code(const char *code)
{
	const char *mark = strrchr(code, '#');

	if (!mark)
		mark = strrchr(code, ':');
	return mark ? mark + 1 : code;
}

/* Puts CODE before MESSAGE. */
static void put_both(struct buf *out, const char *code, const char *message)
{
	code = short_code(code);
	if (is_code(code) && strcmp(code, message) != 0)
		buf_printf(out, "%s: ", code);
	buf_puts(out, message);
}

/* Whether the name of an element of PAGE speaks of an error. */
static bool names_error(struct span page)
{
	for (; page.at < page.end; page.at++) {
		if (*page.at != '<')
			continue;
		for (page.at++; page.at < page.end &&
		     !strchr("<> /\t\r\n", *page.at); page.at++)
			if (begins(&page, "error") || begins(&page, "fault"))
				return true;
		page.at--;
	}
	return false;
}

/* A page that came with success, and names no error, is the reply to another
 * request: the code in it is a state's, say. */
static void read_xml(struct buf *out, struct span page, long status)
{
	struct buf message = {0}, code = {0};

	if (status / 100 == 2 && !names_error(page))
		return;
	for (const char *const *n = message_names; *n && !message.len; n++)
		(void)element_text(&message, page, *n);
	for (const char *const *n = code_names; *n && !code.len; n++)
		(void)element_text(&code, page, *n);
	if (message.len)
		put_both(out, buf_str(&code), buf_str(&message));
	else if (is_code(short_code(buf_str(&code))))
		buf_puts(out, short_code(buf_str(&code)));
	buf_release(&message);
	buf_release(&code);
}

static void read_json(struct buf *out, struct span page)
{
	struct jsondoc *doc = NULL;
	const char *message, *code;
	struct err ignored;

	if (jsondoc_parse(&doc, page.at, (size_t)(page.end - page.at),
			  &ignored))
		return;
	message = jsondoc_find(doc, message_names);
	code = jsondoc_find(doc, code_names);
	if (message) {
		struct buf line = {0};

		for (; *message; message++)
			add_byte(&line, *message);
		trim_end(&line);
		put_both(out, code ? code : "", buf_str(&line));
		buf_release(&line);
	} else if (code) {
		buf_puts(out, short_code(code));
	}
	jsondoc_free(doc);
}

/* Whether the markup is a page for a browser. */
static bool is_html(const struct span *page)
{
	static const char *const starts[] = {
		"<html", "<!doctype html", "<head", "<body", "<title", "<h1",
		"<h2", "<p>", "<div", "<center", "<pre", "<meta", "<!--",
	};

	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++)
		if (begins(page, starts[i]))
			return true;
	return false;
}

/* A declaration of XML before the root, and white space. */
static void skip_start(struct span *page)
{
	if (begins(page, "\xef\xbb\xbf"))
		page->at += 3;
	while (page->at < page->end && is_white(*page->at))
		page->at++;
	if (!begins(page, "<?xml"))
		return;
	skip_behind(page, "?>");
	while (page->at < page->end && is_white(*page->at))
		page->at++;
}

/* Cuts what is longer than REASON_MAX, between two characters. */
static void cut(struct buf *out, size_t begin)
{
	size_t len = out->len - begin, fits;

	if (len <= REASON_MAX)
		return;
	fits = utf8_cut(out->data + begin, len, REASON_MAX);
	buf_keep(out, begin + fits);
	buf_puts(out, "...");
}

static void read_lines(struct buf *out, const struct span *page, long status,
		       void (*read)(struct search *, struct span))
{
	struct search s = { .out = out, .status = status };

	read(&s, *page);
	if (!s.found)
		buf_append(out, buf_str(&s.first), s.first.len);
	buf_release(&s.line);
	buf_release(&s.first);
}

void reason_find(struct buf *out, const char *text, size_t len, long status)
{
	struct span page = { text, text + len };
	size_t begin = out->len;

	skip_start(&page);
	if (page.at == page.end)
		return;
	if (*page.at == '{')
		read_json(out, page);
	else if (is_html(&page))
		read_lines(out, &page, status, read_html);
	else if (*page.at == '<')
		read_xml(out, page, status);
	if (out->len == begin && *page.at != '<')
		read_lines(out, &page, status, read_text);
	cut(out, begin);
}
