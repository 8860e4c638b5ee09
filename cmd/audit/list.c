/* SPDX-License-Identifier: BSD-2-Clause */
#include "list.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "output/escape.h"
#include "request/idform.h"
#include "system/file.h"

#define LIST_BYTES_MAX ((size_t)1 << 30)

/* The hint about an invalid id examines at most this many bytes. */
enum { WORD_MAX = 200 };

static const struct finding nothing = { "", "", "", "", "", "", 0 };

const char *list_keep(struct list *l, const char *text, size_t len)
{
	return len ? arena_strndup(&l->texts, text, len) : "";
}

int list_keep_buf(struct list *l, struct buf *text, const char **out,
		  struct err *err)
{
	*out = text->failed ? NULL : list_keep(l, buf_str(text), text->len);
	buf_release(text);
	return *out ? 0 : err_memory(err);
}

struct item *list_add(struct list *l, const char *id, struct err *err)
{
	struct item *item;

	if (l->len == l->cap) {
		size_t cap = l->cap ? 2 * l->cap : 256;

		item = realloc(l->items, cap * sizeof(*item));
		if (!item) {
			err_memory(err);
			return NULL;
		}
		l->items = item;
		l->cap = cap;
	}
	item = &l->items[l->len];
	*item = (struct item){
		.id = list_keep(l, id, strlen(id)), .label = "", .change = "",
		.before = nothing, .now = nothing,
	};
	if (!item->id) {
		err_memory(err);
		return NULL;
	}
	l->len++;
	return item;
}

static int compare_entries(const void *a, const void *b)
{
	const struct list_entry *one = a, *two = b;
	int order = strcmp(one->id, two->id);

	return order ? order : (one->at > two->at) - (one->at < two->at);
}

int list_sort(struct list *l, struct err *err)
{
	struct list_entry *e = calloc(l->len + 1, sizeof(*e));

	if (!e)
		return err_memory(err);
	for (size_t i = 0; i < l->len; i++)
		e[i] = (struct list_entry){ l->items[i].id, i };
	qsort(e, l->len, sizeof(*e), compare_entries);
	for (size_t i = 1; i < l->len; i++)
		if (strcmp(e[i].id, e[i - 1].id) == 0)
			l->items[e[i].at].listed = false;
	free(l->by_id);
	l->by_id = e;
	l->sorted = l->len;
	return 0;
}

struct item *list_find(const struct list *l, const char *id)
{
	size_t low = 0, high = l->sorted;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = strcmp(id, l->by_id[mid].id);

		if (order == 0)
			return &l->items[l->by_id[mid].at];
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

/* Keeps only the first of several lines for one instance. */
static int drop_repeats(struct list *l, struct err *err)
{
	size_t kept = 0;

	if (list_sort(l, err))
		return -1;
	for (size_t i = 0; i < l->len; i++)
		if (l->items[i].listed)
			l->items[kept++] = l->items[i];
	l->len = l->listed = kept;
	return list_sort(l, err);
}

static bool is_word(char c)
{
	return ascii_is_letter(c) || ascii_is_digit(c);
}

const char list_id_form[] = "has at most 128 letters, digits, '.', '_' and "
			    "'-', and begins with a letter or a digit";

bool list_is_id(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (!is_word(text[i]) && (!i || !strchr("._-", text[i])))
			return false;
	return len && len <= 128;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Sets *OUT to a copy of TEXT without leading blanks, and with one space for
 * each other run of blanks.  TEXT must not end with a blank. */
static int keep_label(struct list *l, const char *text, size_t len,
		      const char **out, struct err *err)
{
	struct buf label = { 0 };

	for (size_t i = 0; i < len; i++) {
		if (!is_blank(text[i]))
			buf_putc(&label, text[i]);
		else if (label.len && !is_blank(text[i + 1]))
			buf_putc(&label, ' ');
	}
	return list_keep_buf(l, &label, out, err);
}

static int refuse_line(const char *word, size_t len, struct err *err)
{
	bool several = memchr(word, ',', len) || memchr(word, ';', len);
	struct buf shown = { 0 }, why = { 0 };
	struct job job = { 0 };
	struct err ignored;

	escape_text(&shown, word, len > 60 ? 60 : len);
	err_usage(err, "\"%s\" is not an instance ID%s", buf_str(&shown),
		  several ? "; write one ID per line, and its label after "
			    "a blank"
			  : "");
	buf_clear(&shown);
	escape_text(&shown, word, len > WORD_MAX ? WORD_MAX : len);
	if (!several && !params_add(&job.params, "InstanceId", buf_str(&shown),
				    &ignored) &&
	    idform_explain(&job, false, &why) &&
	    strstr(buf_str(&why), "did you mean"))
		err_hint(err, "%s", buf_str(&why));
	else if (!several)
		err_hint(err, "an instance ID %s", list_id_form);
	job_release(&job);
	buf_release(&shown);
	buf_release(&why);
	return -1;
}

static int take_line(void *ctx, const char *line, size_t len, struct err *err)
{
	struct list *l = ctx;
	size_t start = 0, end;
	struct item *item;
	char id[160];

	while (len && (line[len - 1] == '\r' || is_blank(line[len - 1])))
		len--;
	while (start < len && is_blank(line[start]))
		start++;
	if (start == len || line[start] == '#')
		return 0;
	for (end = start; end < len && !is_blank(line[end]);)
		end++;
	if (!list_is_id(line + start, end - start))
		return refuse_line(line + start, end - start, err);
	if (memchr(line, '\0', len))
		return err_usage(err, "it has a NUL byte");
	memcpy(id, line + start, end - start);
	id[end - start] = '\0';
	item = list_add(l, id, err);
	if (!item)
		return -1;
	item->listed = true;
	return keep_label(l, line + end, len - end, &item->label, err);
}

const char *list_shown(const char *name)
{
	return strcmp(name, "-") == 0 ? "standard input" : name;
}

int list_lines(const struct buf *text, const char *shown, list_line_fn *fn,
	       void *ctx, struct err *err)
{
	const char *p = buf_str(text), *end = p + text->len;
	const char newline = memchr(p, '\n', text->len) ? '\n' : '\r';

	if (utf8_is_utf16(p, text->len))
		return err_usage(err, "%s: it is UTF-16: save it as UTF-8",
				 shown);
	if (text->len >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
		p += 3;
	for (unsigned long number = 1; p < end; number++) {
		const char *next = memchr(p, newline, (size_t)(end - p));

		if (!next)
			next = end;
		if (fn(ctx, p, (size_t)(next - p), err))
			return err_prefix(err, "%s, line %lu", shown, number);
		p = next + 1;
	}
	return 0;
}

int list_read(struct list *l, const char *name, struct err *err)
{
	const char *shown = list_shown(name);
	struct buf text = { 0 };
	int rc = file_read_input(&text, name, LIST_BYTES_MAX, err);

	if (!rc && text.len > LIST_BYTES_MAX)
		rc = err_set(err, "%s: it is longer than 1 GiB", shown);
	if (rc)
		err->kind = ERR_USAGE;
	else
		rc = list_lines(&text, shown, take_line, l, err);
	if (!rc && !l->len)
		rc = err_usage(err, "%s: the list is empty", shown);
	buf_release(&text);
	return rc ? rc : drop_repeats(l, err);
}

void list_release(struct list *l)
{
	arena_release(&l->texts);
	free(l->items);
	free(l->by_id);
	*l = (struct list){ .len = 0 };
}
