/* SPDX-License-Identifier: BSD-2-Clause */
#include "aws/awsfile.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/blank.h"
#include "base/str.h"
#include "base/utf8.h"

const char awsfile_nested[] = "\n";

struct reader {
	struct awsfile *file;
	const char *path;
	unsigned long line;
	size_t indent;		/* indentation of the last line that started a
				 * setting or a section */
	const char *section;	/* current section, or NULL before the first
				 * section */
	const char *setting;	/* the section's last setting that is not
				 * nested, or NULL */
	size_t entry;		/* index in `entries` of `setting` */
	char *end;		/* end of the value of `setting` in `text` of
				 * the file */
	size_t blanks;		/* number of empty lines after the value of
				 * `setting` */
};

static int bad_line(const struct reader *r, const char *words,
		    const char *name, struct err *err)
{
	return err_set(err, "%s: line %lu: %s%s", r->path, r->line, words,
		       name);
}

static int add_entry(struct reader *r, const char *parent, const char *name,
		     const char *value, struct err *err)
{
	struct awsfile *f = r->file;

	if (f->len == f->cap) {
		size_t cap = f->cap ? 2 * f->cap : 32;
		struct awsfile_entry *entries =
			realloc(f->entries, cap * sizeof(*entries));

		if (!entries)
			return err_memory(err);
		f->entries = entries;
		f->cap = cap;
	}
	f->entries[f->len++] = (struct awsfile_entry){
		r->section, parent, name, value };
	return 0;
}

/* Splits NAME = VALUE at the first character that is in DELIMITERS.  Returns
 * the value, or NULL if TEXT has no such character or no name before it. */
static char *cut_setting(char *text, const char *delimiters)
{
	char *value = strpbrk(text, delimiters);

	if (!value || value == text)
		return NULL;
	*value++ = '\0';
	blank_trim_end(text);
	return value + blank_span(value, NULL);
}

static int take_section(struct reader *r, char *name, char *end,
			struct err *err)
{
	const struct awsfile *f = r->file;

	*end = '\0';
	for (size_t i = 0; i < f->len; i++)
		if (!f->entries[i].name &&
		    strcmp(f->entries[i].section, name) == 0)
			return bad_line(r, "duplicate section ", name, err);
	r->section = name;
	r->setting = NULL;
	return add_entry(r, NULL, NULL, NULL, err);
}

static int take_nested(struct reader *r, char *text, struct err *err)
{
	char *value = cut_setting(text, "=");

	if (!value)
		return bad_line(r, "this is not NAME = VALUE, but is nested in ",
				r->setting, err);
	r->file->entries[r->entry].value = awsfile_nested;
	return add_entry(r, r->setting, text, value, err);
}

/* Appends a continuation line to the value of the last setting.  Writes one
 * line break before the continuation line, and one more for each empty line
 * between the value and the continuation line.  The text has enough room,
 * because every line break that this function writes was also in the file. */
static void continue_value(struct reader *r, const char *text)
{
	size_t len = strlen(text);

	for (r->blanks++; r->blanks; r->blanks--)
		*r->end++ = '\n';
	memmove(r->end, text, len + 1);
	r->end += len;
}

static int take_setting(struct reader *r, char *text, struct err *err)
{
	const struct awsfile *f = r->file;
	char *value = cut_setting(text, "=:");

	if (!value)
		return bad_line(r, "this is not NAME = VALUE", "", err);
	for (char *p = text; *p; p++)
		*p = ascii_lower(*p);
	for (size_t i = f->len; f->entries[--i].name;)
		if (!f->entries[i].parent &&
		    strcmp(f->entries[i].name, text) == 0)
			return bad_line(r, "duplicate setting ", text, err);
	r->setting = text;
	r->entry = f->len;
	r->end = value + strlen(value);
	r->blanks = 0;
	return add_entry(r, NULL, text, value, err);
}

static int take_line(struct reader *r, char *line, struct err *err)
{
	size_t indent;
	char *text = line + blank_span(line, &indent), *end;

	blank_trim_end(text);
	r->blanks += !*text;
	if (!*text || *text == '#' || *text == ';')
		return 0;
	if (r->setting && indent > r->indent) {
		if (r->file->entries[r->entry].value[0] == '\0' ||
		    r->file->entries[r->entry].value == awsfile_nested)
			return take_nested(r, text, err);
		continue_value(r, text);
		return 0;
	}
	r->indent = indent;
	end = *text == '[' ? strrchr(text, ']') : NULL;
	if (end && end > text + 1)
		return take_section(r, text + 1, end, err);
	if (*text == '[' && (!r->section || !strpbrk(text, "=:")))
		return bad_line(r, "[SECTION] needs a name and a ]", "", err);
	if (!r->section)
		return bad_line(r, "no [SECTION] before this line", "", err);
	return take_setting(r, text, err);
}

/* Skips the byte order mark that some editors write at the start of a file. */
static int parse_lines(struct awsfile *f, const char *path, struct err *err)
{
	struct reader r = { .file = f, .path = path };
	char *at = f->text.data, *next;

	if (at && str_begins(at, "\xEF\xBB\xBF"))
		at += 3;
	for (; at; at = next) {
		next = strpbrk(at, "\r\n");
		if (next && next[0] == '\r' && next[1] == '\n')
			*next++ = '\0';
		if (next)
			*next++ = '\0';
		r.line++;
		if (take_line(&r, at, err))
			return -1;
	}
	return 0;
}

int awsfile_parse(struct awsfile *f, const char *path, const char *text,
		  size_t len, struct err *err)
{
	f->text.secret = true;
	f->text.max = AWSFILE_MAX;
	buf_append(&f->text, text, len);
	if (buf_check(&f->text, path, err))
		return -1;
	if (utf8_is_utf16(buf_str(&f->text), f->text.len))
		return err_set(err, "%s: its text is UTF-16; save it as UTF-8",
			       path);
	if (len && memchr(f->text.data, '\0', len))
		return err_set(err, "%s: it contains a NUL byte", path);
	return parse_lines(f, path, err);
}

int awsfile_read(struct awsfile *f, const char *path, struct err *err)
{
	struct buf text = { .secret = true, .max = AWSFILE_MAX };
	int rc = file_read_settings(&text, path, &f->state, err);

	if (rc == 0)
		rc = awsfile_parse(f, path, buf_str(&text), text.len, err);
	buf_release(&text);
	return rc;
}

const char *awsfile_get(const struct awsfile *f, size_t start,
			const char *parent, const char *name)
{
	const char *value = NULL;

	for (size_t i = start + 1; i < f->len && f->entries[i].name; i++) {
		const struct awsfile_entry *e = &f->entries[i];

		if (strcmp(e->name, name) == 0 && !e->parent == !parent &&
		    (!parent || strcmp(e->parent, parent) == 0))
			value = e->value;
	}
	return value;
}

void awsfile_release(struct awsfile *f)
{
	buf_release(&f->text);
	free(f->entries);
	*f = (struct awsfile){ 0 };
}
