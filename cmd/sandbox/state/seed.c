/* SPDX-License-Identifier: BSD-2-Clause */
/* Reads a state from text. */
#include "state/seed.h"

#include <stdio.h>
#include <string.h>

#include "base/params.h"
#include "kinds/catalog.h"
#include "kinds/network_kind.h"
#include "state/first_state.h"
#include "state/seed_kinds.h"
#include "system/file.h"
#include "values/text.h"

enum { PARTS_MAX = 10, WORD_MAX = 30 };

/* Returns the length of the word at the start of TEXT.  The message about an
 * unknown kind or field shows only this word, and only if it is short, because
 * the rest of the line may be a misplaced secret. */
static size_t word_length(const char *text, size_t len)
{
	size_t n = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-");

	return n < len ? n : len;
}

static const char not_spaces[] = "fields are separated by tabs, not spaces";

/* Appends LEN bytes of a value, and replaces its escapes. */
static void unescape(struct buf *out, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		char c = text[i];

		if (c == '\\' && i + 1 < len) {
			c = text[++i];
			c = c == 't' ? '\t' : c == 'n' ? '\n' :
			    c == 'r' ? '\r' : c;
		}
		buf_putc(out, c);
	}
}

/* Returns the number of bytes before the first SEPARATOR, or LEN.  Skips each
 * SEPARATOR that a backslash escapes. */
static size_t piece_length(const char *text, size_t len, char separator)
{
	size_t i = 0;

	while (i < len && text[i] != separator)
		i += text[i] == '\\' && i + 1 < len ? 2 : 1;
	return i < len ? i : len;
}

/* Sets *FOUND to whether a resource of KIND has VALUE in its field F.  If F
 * refers to another kind, searches the ids of that kind instead. */
static int row_exists(struct state *s, const struct kind *kind,
		  const struct column *f, const char *value, bool *found,
		  struct err *err)
{
	const struct kind *other = f->refers ? catalog_named(f->refers) : kind;
	const struct column *column = f->refers ? other->columns : f;
	struct sql q;

	sql_startf(&q, s, SQL_VALUES(value), "SELECT 1 FROM %s WHERE %s = ?1",
		   other->table, catalog_column(column));
	*found = sql_next(&q);
	return sql_end(&q, err);
}

/* Sets the error for a wrong value.  The error does not show a key, or a value
 * that may contain another field. */
static int refuse_value(const struct column *f, const char *value,
			const char *words, struct err *err)
{
	if (strchr(value, ' ') && strchr(value, '='))
		return err_set(err, "field %s: %s", f->field, not_spaces);
	if (strchr(value, '=') ||
	    (f->form && text_is_one_of("key|secret", f->form)))
		return err_set(err, "field %s: its value %s", f->field, words);
	return err_set(err, "field %s: '%.200s' %s", f->field, value, words);
}

static int check(struct state *s, const struct kind *kind,
		 const struct column *f, const char *value, struct err *err)
{
	struct buf words = { 0 };
	bool found;

	if (f->form && (*value || strchr(f->form, '|')) &&
	    !seed_kinds_form(f->form, value)) {
		seed_kinds_words(&words, f->form);
		(void)refuse_value(f, value, buf_str(&words), err);
		buf_release(&words);
		return -1;
	}
	if (!*value && !f->fallback)
		return err_set(err, "field %s is empty", f->field);
	if ((!f->refers && !(kind && f->is_unique)) || !*value)
		return 0;
	if (row_exists(s, kind, f, value, &found, err))
		return -1;
	if (found == f->is_unique)
		return refuse_value(f, value, f->is_unique ?
				    "is defined already" :
				    "is not defined before this line", err);
	return 0;
}

static const struct column *find_field(const struct kind *kind,
					   const char *name, size_t len)
{
	for (const struct column *f = kind->columns; f->field; f++)
		if (strlen(f->field) == len && memcmp(f->field, name, len) == 0)
			return f;
	return NULL;
}

/* Splits a line into names and values of fields.  Values keep their escapes. */
static int read_line(struct params *out, const struct kind *kind,
		     const char *text, size_t len, struct err *err)
{
	struct buf value = { 0 };
	int rc = 0;

	for (int number = 1; len && !rc; number++) {
		size_t n = piece_length(text, len, '\t');
		size_t name = word_length(text, n);
		const struct column *f = find_field(kind, text, name);
		bool has_value = name < n && text[name] == '=';

		buf_clear(&value);
		if (has_value)
			buf_append(&value, text + name + 1, n - name - 1);
		if (!f && has_value && name <= WORD_MAX)
			rc = err_set(err, "%s has no field '%.*s'", kind->name,
				     (int)name, text);
		else if (!f)
			rc = err_set(err, "field %d of the %s is not "
				     "NAME=VALUE with the name of a field",
				     number, kind->name);
		else if (!has_value)
			rc = err_set(err, "field %s has no = after its name",
				     f->field);
		else if (params_get(out, f->field))
			rc = err_set(err, "field %s is given twice", f->field);
		else
			rc = params_add(out, f->field, buf_str(&value), err);
		n += n < len;
		text += n;
		len -= n;
	}
	buf_release(&value);
	return rc;
}

/* Splits an element of a list into its parts.  A NUL ends each part. */
static int split(struct buf *text, const struct column *f,
		 const char *element, size_t len, struct err *err)
{
	size_t key = piece_length(element, len, '='), at = key + 1;

	buf_clear(text);
	if (f->parts == KIND_WHOLE)
		key = len;
	else if (key == len)
		return err_set(err, "field %s: '%.*s' has no =", f->field,
			       (int)(len < 200 ? len : 200), element);
	unescape(text, element, key);
	buf_putc(text, '\0');
	if (f->parts == KIND_WHOLE)
		return 0;
	if (f->parts == KIND_DEVICE && memchr(element + at, ':', len - at))
		buf_putc(text, '\0');	/* no virtual name */
	while (f->parts == KIND_DEVICE || f->parts == KIND_PARTS) {
		size_t n = piece_length(element + at, len - at, ':');

		unescape(text, element + at, n);
		buf_putc(text, '\0');
		at += n + 1;
		if (at > len)
			return 0;
	}
	unescape(text, element + at, len - at);
	buf_putc(text, '\0');
	return 0;
}

/* Replaces SQLite's message about values that must be unique. */
static int explain_unique(struct err *err, const char *what)
{
	static const char unique[] = "UNIQUE constraint failed: ";
	const struct err old = *err;

	if (strncmp(old.text, unique, strlen(unique)) != 0)
		return -1;
	return err_set(err, "an earlier %s has the same %s", what,
		       old.text + strlen(unique));
}

static int load_element(struct state *s, const struct column *f,
			const char *first, const struct buf *text,
			const char *element, size_t len, struct err *err)
{
	const char *values[PARTS_MAX + 1] = { first };
	size_t n = 1, at = 0;
	char last[8];

	if (buf_check(text, "list", err) || check(s, NULL, f, text->data, err))
		return -1;
	while (at < text->len && n < PARTS_MAX) {
		values[n++] = text->data + at;
		at += strlen(text->data + at) + 1;
	}
	(void)snprintf(last, sizeof(last), "?%zu", n);
	if (at < text->len || !strstr(f->insert, last))
		return err_set(err, "field %s: '%.*s' has too many parts",
			       f->field, len < 200 ? (int)len : 200, element);
	while (n < PARTS_MAX)
		values[n++] = "";
	if (sql_run(s, f->insert, values, err)) {
		(void)explain_unique(err, "element");
		return err_prefix(err, "field %s", f->field);
	}
	return 0;
}

static int load_list(struct state *s, const struct column *f,
		     const char *first, const char *list, struct err *err)
{
	struct buf text = { 0 };
	size_t len = strlen(list);
	int rc = 0;

	while (len && !rc) {
		size_t n = piece_length(list, len, ',');

		rc = split(&text, f, list, n, err);
		if (!rc)
			rc = load_element(s, f, first, &text, list, n, err);
		n += n < len;
		list += n;
		len -= n;
	}
	buf_release(&text);
	return rc;
}

static const char *field_text(const struct params *fields,
			      const struct column *f)
{
	const char *text = params_get(fields, f->field);

	return text ? text : f->fallback;
}

/* Checks and appends the values of fields that are not lists.  A NUL ends each
 * value. */
static int make_values(struct state *s, const struct kind *kind,
		       const struct params *fields, struct buf *text,
		       struct err *err)
{
	for (const struct column *f = kind->columns; f->field; f++) {
		const char *value = field_text(fields, f);
		size_t before = text->len;

		if (f->insert)
			continue;
		if (!value)
			return err_set(err, "field %s is missing", f->field);
		unescape(text, value, strlen(value));
		buf_putc(text, '\0');
		if (buf_check(text, "line", err) ||
		    check(s, kind, f, text->data + before, err))
			return -1;
	}
	return 0;
}

static int insert(struct state *s, const struct kind *kind,
		  const char *const *values, struct err *err)
{
	struct buf text = { 0 };
	int rc;

	buf_printf(&text, "INSERT INTO %s (", kind->table);
	catalog_columns(&text, kind);
	buf_puts(&text, ") VALUES (?1");
	for (int i = 2; values[i - 1]; i++)
		buf_printf(&text, ", ?%d", i);
	buf_putc(&text, ')');
	rc = buf_check(&text, "statement", err);
	if (!rc && sql_run(s, buf_str(&text), values, err))
		rc = explain_unique(err, "line");
	buf_release(&text);
	return rc;
}

static int load_fields(struct state *s, const struct kind *kind,
		       const struct params *fields, struct err *err)
{
	const char *values[KIND_COLUMNS + 1] = { 0 };
	struct buf text = { 0 };
	size_t n = 0;
	int rc = -1;

	if (make_values(s, kind, fields, &text, err))
		goto out;
	for (size_t at = 0; at < text.len; n++) {
		values[n] = text.data + at;
		at += strlen(values[n]) + 1;
	}
	if (insert(s, kind, values, err))
		goto out;
	for (const struct column *f = kind->columns; f->field; f++)
		if (f->insert && load_list(s, f, values[0],
					   field_text(fields, f), err))
			goto out;
	rc = 0;
out:
	buf_release(&text);
	return rc;
}

static int load_line(struct state *s, const char *line, size_t len,
		     struct err *err)
{
	size_t name = piece_length(line, len, '\t');
	const struct kind *const *kind = catalog_all;
	struct params fields = { 0 };
	int rc;

	if (!len || *line == '#')
		return 0;
	while (*kind && (strlen((*kind)->name) != name ||
			 memcmp((*kind)->name, line, name) != 0))
		kind++;
	if (!*kind && strcspn(line, " ") < name)
		return err_set(err, "%s", not_spaces);
	if (!*kind && (name > WORD_MAX || word_length(line, name) < name))
		return err_set(err, "it does not begin with a known kind of line");
	if (!*kind)
		return err_set(err, "'%.*s' is an unknown kind of line",
			       (int)name, line);
	name += name < len;
	rc = read_line(&fields, *kind, line + name, len - name, err);
	if (!rc)
		rc = load_fields(s, *kind, &fields, err);
	params_release(&fields);
	return rc;
}

/* Loads all lines of TEXT.  An error starts with NAME and the line's number. */
static int load(struct state *s, const char *text, const char *name,
		struct err *err)
{
	for (size_t number = 1; *text; number++) {
		size_t len = strcspn(text, "\n");
		size_t end = len && text[len - 1] == '\r' ? len - 1 : len;

		if (text_is_clean(text, end) ? load_line(s, text, end, err) :
		    err_set(err, "it holds a control character, or bytes "
			    "that are not UTF-8 text"))
			return err_prefix(err, "%s, line %zu", name, number);
		text += len + (text[len] == '\n');
	}
	return 0;
}

/* Refuses more than SEED_MAX bytes, because a device may never end. */
static int read_seed(struct buf *out, const char *file, struct err *err)
{
	if (file_read_input(out, file, SEED_MAX, err))
		return -1;
	if (out->len && memchr(out->data, '\0', out->len))
		return err_set(err, "%s: it holds a NUL byte", file);
	if (out->len > SEED_MAX)
		return err_set(err, "%s: it is longer than %d MiB", file,
			       SEED_MAX / 1024 / 1024);
	return 0;
}

/* Makes the tables and loads SEED or the first state, unless the database has a
 * state already.  If two programs open a new file at once, the program that
 * begins its transaction later finds the tables. */
static int fill_database(struct state *s, const char *seed, struct err *err)
{
	struct buf text = { 0 };
	bool made;
	int rc = -1;

	if ((seed && read_seed(&text, seed, err)) || state_begin(s, err))
		goto out;
	if (state_make_tables(s, &made, err))
		goto undo;
	if (!made && seed) {
		(void)err_set(err, "it has a state already, so %s cannot be "
			      "loaded", seed);
		goto undo;
	}
	if (made && load(s, seed ? buf_str(&text) : first_state_text,
			 seed ? seed : "first state", err))
		goto undo;
	if (made && sql_run(s, network_kind_default_groups, SQL_VALUES(NULL),
			    err))
		goto undo;
	rc = state_commit(s, err);
	goto out;
undo:
	state_rollback(s);
out:
	buf_release(&text);
	return rc;
}

int seed_open(struct state **out, const char *file, const char *seed,
	      struct err *err)
{
	struct state *s = NULL;

	if (state_open(&s, file, true, err) == 0 &&
	    fill_database(s, seed, err) == 0) {
		*out = s;
		return 0;
	}
	state_free(s);
	/* A message about SEED already begins with its name. */
	if (!file && seed)
		return -1;
	return err_prefix(err, "database %s", file ? file : "in memory");
}
