/* SPDX-License-Identifier: BSD-2-Clause */
#include "command/metaitem.h"

#include <string.h>

#include "aws/metapath.h"
#include "base/buf.h"
#include "cli/program.h"
#include "output/escape.h"

/* The outcome of a read after which the run continues. */
enum outcome {
	FOUND,
	ABSENT,		/* the path does not exist, or its value is empty: the
			 * service uses an empty value for "none" */
	FAILED,		/* the read failed, and we have reported the failure */
};

static size_t without_newlines(const struct buf *value)
{
	size_t len = value->len;

	while (len && value->data[len - 1] == '\n')
		len--;
	return len;
}

/* Reports the failure WHY.  Flushes the output first, so that the message comes
 * after the earlier items.  If no further item can be read, fails with the same
 * error instead. */
static int report_failure(struct metaitem_run *r, const struct err *why,
			  struct err *err)
{
	if (!imds_can_continue(r->imds)) {
		*err = *why;
		return -1;
	}
	if (out_flush(r->out, err))
		return -1;
	r->failed = true;
	(void)program_complain(r->command, "--help", why);
	return 0;
}

/* Reads PATH followed by NAME into VALUE, and sets *OUTCOME.  A PATH without a
 * leading slash is below the requested version of the metadata. */
static int fetch_item(struct metaitem_run *r, const char *path,
		      const char *name, struct buf *value,
		      enum outcome *outcome, struct err *err)
{
	struct buf full = { 0 };
	struct err why = { 0 };
	bool found = false;
	int rc;

	*outcome = FAILED;
	if (*path != '/')
		buf_printf(&full, "/%s/", r->version);
	buf_printf(&full, "%s%s", path, name);
	if (buf_check(&full, "path", err)) {
		buf_release(&full);
		return -1;
	}
	rc = imds_get(r->imds, full.data, value, &found, &why);
	buf_release(&full);
	if (rc)
		return report_failure(r, &why, err);
	found = found && without_newlines(value);
	*outcome = found ? FOUND : ABSENT;
	r->absent = r->absent || !found;
	return 0;
}

/* Escapes and prints each line of VALUE.  Ends the text with one newline. */
static void put_text(struct metaitem_run *r, const struct buf *value)
{
	size_t len = without_newlines(value);

	for (size_t at = 0; at < len;) {
		const char *line = value->data + at;
		const char *end = memchr(line, '\n', len - at);
		size_t n = end ? (size_t)(end - line) : len - at;

		escape_text(&r->out->pending, line, n);
		at += n;
		if (end) {
			buf_putc(&r->out->pending, '\n');
			at++;
		}
	}
	buf_putc(&r->out->pending, '\n');
}

static void put_label(struct metaitem_run *r, const char *label,
		      const char *end)
{
	if (r->quiet || !label)
		return;
	escape_text(&r->out->pending, label, strlen(label));
	buf_puts(&r->out->pending, end);
}

/* Prints a document.  Unless EXACT, ends the document with one newline.  With
 * --quiet, EXACT is set for user data, which may be an archive. */
static void put_document(struct metaitem_run *r, const struct buf *value,
			 bool exact)
{
	buf_append(&r->out->pending, value->data,
		   exact ? value->len : without_newlines(value));
	if (!exact)
		buf_putc(&r->out->pending, '\n');
	r->unended = exact && value->data[value->len - 1] != '\n';
}

static int print_entry(struct metaitem_run *r, const struct metaitem *item,
		       const char *entry, struct err *err)
{
	struct buf value = { .secret = true };
	enum outcome outcome;
	int rc = fetch_item(r, item->path, entry, &value, &outcome, err);

	if (rc == 0 && outcome != FAILED) {
		if (!r->quiet || item->kind == METAITEM_TAGS) {
			buf_puts(&r->out->pending, "\t ");
			escape_text(&r->out->pending, entry, strlen(entry));
			buf_puts(&r->out->pending, ": ");
		}
		put_text(r, &value);
	}
	buf_release(&value);
	return rc;
}

static void put_key(struct metaitem_run *r, const char *index,
		    const char *key_name, const char *format,
		    const struct buf *key)
{
	put_label(r, "keyname:", "");
	put_label(r, key_name, "\n");
	put_label(r, "index:", "");
	put_label(r, index, "\n");
	put_label(r, "format:", "");
	put_label(r, format, "\n");
	put_label(r, "key:(begins from next line)", "\n");
	put_text(r, key);
}

/* Prints a public key.  ENTRY is INDEX=NAME, or INDEX/ from services other than
 * Amazon's.  The directory of the index lists the formats of the key, and we
 * print the key in the first format.  EC2 has only one format. */
static int print_key(struct metaitem_run *r, const struct metaitem *item,
		     char *entry, struct err *err)
{
	struct buf below = { 0 }, format = { 0 }, key = { 0 };
	char *key_name = strchr(entry, '=');
	enum outcome outcome = FAILED;
	int rc;

	if (key_name)
		*key_name++ = '\0';
	else
		entry[strcspn(entry, "/")] = '\0';
	buf_printf(&below, "%s%s/", item->path, entry);
	rc = buf_check(&below, "path", err);
	if (rc == 0)
		rc = fetch_item(r, below.data, "", &format, &outcome, err);
	if (rc == 0 && format.len)
		format.data[strcspn(format.data, "\n")] = '\0';
	if (rc == 0 && outcome != FAILED)
		rc = fetch_item(r, below.data, buf_str(&format), &key,
				&outcome, err);
	if (rc == 0 && outcome != FAILED)
		put_key(r, entry, key_name ? key_name : entry,
			buf_str(&format), &key);
	buf_release(&below);
	buf_release(&format);
	buf_release(&key);
	return rc;
}

static int print_entries(struct metaitem_run *r, const struct metaitem *item,
			 struct buf *list, struct err *err)
{
	char *entry, *next;
	int rc = 0;

	for (entry = list->data; rc == 0 && *entry; entry = next) {
		next = entry + strcspn(entry, "\n");
		if (*next)
			*next++ = '\0';
		if (*entry && item->kind == METAITEM_KEYS)
			rc = print_key(r, item, entry, err);
		else if (*entry)
			rc = print_entry(r, item, entry, err);
	}
	return rc;
}

static bool is_list(const struct metaitem *item)
{
	return item->kind == METAITEM_LIST || item->kind == METAITEM_TAGS ||
	       item->kind == METAITEM_KEYS;
}

static int put_item(struct metaitem_run *r, const struct metaitem *item,
		    struct buf *value, bool found, struct err *err)
{
	put_label(r, item->label ? item->label : item->name,
		  is_list(item) ? ": \n" : ": ");
	if (!found)
		buf_puts(&r->out->pending, "not available\n");
	else if (is_list(item))
		return print_entries(r, item, value, err);
	else if (item->kind == METAITEM_DOCUMENT && !r->terminal)
		put_document(r, value, r->quiet && item->letter);
	else
		put_text(r, value);
	return 0;
}

int metaitem_print(struct metaitem_run *r, const struct metaitem *item,
		   struct err *err)
{
	struct buf value = { .secret = true };
	enum outcome outcome;
	int rc;

	if (r->unended)
		buf_putc(&r->out->pending, '\n');
	r->unended = false;
	rc = fetch_item(r, item->path, "", &value, &outcome, err);
	if (rc == 0 && outcome != FAILED)
		rc = put_item(r, item, &value, outcome == FOUND, err);
	buf_release(&value);
	if (rc) {
		struct err ignored;

		/* Print the items that we read before the failure. */
		(void)out_flush(r->out, &ignored);
		return -1;
	}
	return out_flush(r->out, err);
}

int metaitem_print_path(struct metaitem_run *r, const char *path,
			struct err *err)
{
	struct metaitem item = { .kind = METAITEM_DOCUMENT };
	struct buf full = { 0 }, label = { 0 };
	int rc;

	metapath_expand(&label, path, r->version);
	buf_printf(&full, "%s%s", *buf_str(&label) == '/' ? "" : "/",
		   buf_str(&label));
	rc = buf_check(&label, "path", err) || buf_check(&full, "path", err)
		     ? -1 : 0;
	item.path = buf_str(&full);
	item.label = buf_str(&label);
	if (rc == 0)
		rc = metaitem_print(r, &item, err);
	buf_release(&full);
	buf_release(&label);
	return rc;
}
