/* SPDX-License-Identifier: BSD-2-Clause */
#include "reply/reason.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/ascii.h"
#include "base/str.h"
#include "base/utf8.h"
#include "http/jsondoc.h"
#include "reply/tagsoup.h"

/* Names of XML elements and JSON members that hold a message, in order of
 * preference. */
static const char *const message_names[] = {
	"message", "errortext", "faultstring", "errormessage", "error_message",
	"error_description", "text", "reason", "detail", "details",
	"description", "msg", "title", "error", "string", NULL,
};

/* Names of XML elements and JSON members that hold an error's code, in order of
 * preference. */
static const char *const code_names[] = {
	"code", "__type", "errorcode", "error_code", "faultcode", NULL,
};

/* HTML tags that do not end a line of text. */
static const char *const inline_tags[] = {
	"a", "abbr", "acronym", "b", "big", "code", "em", "font", "i", "kbd",
	"small", "span", "strong", "tt", "u", "wbr", NULL,
};

/* WebOb, a library that OpenStack uses, puts sentences with these beginnings
 * before the reason.  These sentences say no more than the status. */
static const char *const stock[] = {
	"The server could not comply with the request since",
	"This server could not verify that you are authorized",
	"Access was denied to this resource.",
	"The resource could not be found.",
	"The server has either erred or is incapable of performing",
	"The server is currently unavailable. Please try again",
	NULL,
};

/* A search through the lines of a page.  The first line that says more than the
 * status is the reason. */
struct search {
	struct buf line;	/* the current line */
	struct buf first;	/* the first readable line that is not the
				 * reason */
	struct buf *out;
	long status;
	bool found;
	bool open;		/* the reason ends in a colon, so the next line
				 * belongs to it */
};

static bool contains_text(const char *const *list, const char *text, size_t len)
{
	for (; *list; list++)
		if (strlen(*list) == len && strncasecmp(*list, text, len) == 0)
			return true;
	return false;
}

/* Returns whether a line has a letter or non-ASCII byte but no control byte. */
static bool is_readable(const struct buf *line)
{
	bool letter = false;

	for (size_t i = 0; i < line->len; i++) {
		unsigned char c = (unsigned char)line->data[i];

		if (c < ' ' || c == 0x7f)
			return false;
		letter = letter || ascii_is_letter((char)c) || c >= 0x80;
	}
	return letter;
}

/* Returns whether a line has only the status and perhaps a short phrase, such
 * as "403 Forbidden", "HTTP Status 404 - Not Found" or "Failure: 400 Bad
 * Request". */
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
		if (!len || !contains_text(before, line, len))
			break;
		line += len;
	}
	(void)snprintf(number, sizeof(number), "%ld", status);
	len = strlen(number);
	return strncmp(line, number, len) == 0 &&
	       !strspn(line + len, ASCII_DIGITS) && strlen(line + len) < 48;
}

static bool is_stock(const char *line)
{
	for (const char *const *s = stock; *s; s++)
		if (str_begins(line, *s))
			return true;
	return false;
}

/* Returns whether the line is one word, such as the name of the server's
 * software at the end of a page. */
static bool is_word(const struct buf *line)
{
	return !strchr(buf_str(line), ' ');
}

static void take_reason(struct search *s)
{
	if (s->open)
		buf_putc(s->out, ' ');
	buf_append(s->out, s->line.data, s->line.len);
	s->open = !s->open && s->out->data[s->out->len - 1] == ':';
	s->found = true;
}

/* Returns whether the first line ends with the current line, as "404 Not Found"
 * ends with "Not Found". */
static bool is_phrase(const struct search *s)
{
	size_t len = s->line.len;

	return s->first.len >= len && memcmp(s->first.data + s->first.len - len,
					     s->line.data, len) == 0;
}

/* Returns whether the current line is the reason, or continues it. */
static bool is_reason(const struct search *s)
{
	const char *line = buf_str(&s->line);

	if (s->open)
		return true;
	return !s->found && !repeats_status(line, s->status) &&
	       !is_stock(line) && !is_phrase(s) &&
	       !(s->first.len && is_word(&s->line));
}

/* Decides at the end of a line whether the line is the reason.  Begins the next
 * line. */
static void end_line(struct search *s)
{
	tagsoup_trim_end(&s->line);
	if (!is_readable(&s->line)) {
		buf_clear(&s->line);
		return;
	}
	if (is_reason(s))
		take_reason(s);
	else if (!s->first.len)
		buf_append(&s->first, s->line.data, s->line.len);
	buf_clear(&s->line);
}

static bool is_done(const struct search *s)
{
	return s->found && !s->open;
}

static void read_text(struct search *s, struct tagsoup page)
{
	for (; page.at < page.end && !is_done(s); page.at++) {
		if (*page.at == '\n' || *page.at == '\r')
			end_line(s);
		else
			tagsoup_add(&s->line, *page.at);
	}
	end_line(s);
}

/* Skips an HTML tag, a comment, a script or a style sheet.  A tag that cannot
 * be within a line ends the line. */
static void read_tag(struct search *s, struct tagsoup *page)
{
	struct tagsoup name = tagsoup_name(page);
	size_t len = (size_t)(name.end - name.at);

	if (tagsoup_begins(page, "<!--")) {
		tagsoup_skip(page, "-->");
		return;
	}
	if (tagsoup_begins(page, "<script"))
		tagsoup_skip(page, "</script");
	else if (tagsoup_begins(page, "<style"))
		tagsoup_skip(page, "</style");
	if (!contains_text(inline_tags, name.at, len))
		end_line(s);
	tagsoup_skip(page, ">");
}

static void read_html(struct search *s, struct tagsoup page)
{
	while (page.at < page.end && !is_done(s)) {
		if (*page.at == '<')
			read_tag(s, &page);
		else if (*page.at == '&')
			tagsoup_add_reference(&s->line, &page);
		else
			tagsoup_add(&s->line, *page.at++);
	}
	end_line(s);
}

/* Returns whether TEXT may be an error's code.  Numbers are not codes.  Words
 * such as Server are not codes either, because such a word only says who caused
 * the error. */
static bool is_code(const char *text)
{
	static const char *const parties[] = {
		"Client", "Server", "Sender", "Receiver", NULL,
	};

	return ascii_is_letter(*text) && !strchr(text, ' ') &&
	       strlen(text) < 128 &&
	       !contains_text(parties, text, strlen(text));
}

/* Returns the part of a code that says what is wrong.  Leaves out a prefix such
 * as "soap:", or the name of a Java package and `#`. */
static const char *short_code(const char *code)
{
	const char *mark = strrchr(code, '#');

	if (!mark)
		mark = strrchr(code, ':');
	return mark ? mark + 1 : code;
}

/* Appends CODE, without its prefix, and MESSAGE.  Leaves out CODE if it cannot
 * be an error's code or equals MESSAGE. */
static void put_both(struct buf *out, const char *code, const char *message)
{
	code = short_code(code);
	if (is_code(code) && strcmp(code, message) != 0)
		buf_printf(out, "%s: ", code);
	buf_puts(out, message);
}

/* Returns whether the name of an element of PAGE contains "error" or
 * "fault". */
static bool names_error(struct tagsoup page)
{
	for (; page.at < page.end; page.at++) {
		if (*page.at != '<')
			continue;
		for (page.at++; page.at < page.end &&
		     !strchr("<> /\t\r\n", *page.at); page.at++)
			if (tagsoup_begins(&page, "error") ||
			    tagsoup_begins(&page, "fault"))
				return true;
		page.at--;
	}
	return false;
}

/* Reads the reason from XML.  Ignores a page with a success status and no
 * element for an error.  Such a page is another kind of reply, and its code
 * does not belong to an error. */
static void read_xml(struct buf *out, struct tagsoup page, long status)
{
	struct buf message = { 0 }, code = { 0 };

	if (status / 100 == 2 && !names_error(page))
		return;
	for (const char *const *n = message_names; *n && !message.len; n++)
		(void)tagsoup_element(&message, page, *n);
	for (const char *const *n = code_names; *n && !code.len; n++)
		(void)tagsoup_element(&code, page, *n);
	if (message.len)
		put_both(out, buf_str(&code), buf_str(&message));
	else if (is_code(short_code(buf_str(&code))))
		buf_puts(out, short_code(buf_str(&code)));
	buf_release(&message);
	buf_release(&code);
}

static void read_json(struct buf *out, struct tagsoup page)
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
		struct buf line = { 0 };

		for (; *message; message++)
			tagsoup_add(&line, *message);
		tagsoup_trim_end(&line);
		put_both(out, code ? code : "", buf_str(&line));
		buf_release(&line);
	} else if (code) {
		buf_puts(out, short_code(code));
	}
	jsondoc_free(doc);
}

static bool is_html(const struct tagsoup *page)
{
	static const char *const starts[] = {
		"<html", "<!doctype html", "<head", "<body", "<title", "<h1",
		"<h2", "<p>", "<div", "<center", "<pre", "<meta", "<!--",
	};

	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++)
		if (tagsoup_begins(page, starts[i]))
			return true;
	return false;
}

/* Skips a byte order mark, white space and an XML declaration. */
static void skip_start(struct tagsoup *page)
{
	if (tagsoup_begins(page, "\xef\xbb\xbf"))
		page->at += 3;
	while (page->at < page->end && tagsoup_is_white(*page->at))
		page->at++;
	if (!tagsoup_begins(page, "<?xml"))
		return;
	tagsoup_skip(page, "?>");
	while (page->at < page->end && tagsoup_is_white(*page->at))
		page->at++;
}

/* Shortens a reason that is longer than REASON_MAX, and adds "...".  Never
 * splits a character. */
static void shorten_reason(struct buf *out, size_t begin)
{
	size_t len = out->len - begin, fits;

	if (len <= REASON_MAX)
		return;
	fits = utf8_cut(out->data + begin, len, REASON_MAX);
	buf_keep(out, begin + fits);
	buf_puts(out, "...");
}

static void read_lines(struct buf *out, const struct tagsoup *page, long status,
		       void (*read)(struct search *, struct tagsoup))
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
	struct tagsoup page = { text, text + len };
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
	shorten_reason(out, begin);
}
