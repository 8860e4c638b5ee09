/* SPDX-License-Identifier: BSD-2-Clause */
#include "reply/requested.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "cli/accountid.h"

bool requested_is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

const char *requested_trim(const char *text, size_t *len)
{
	while (requested_is_blank(*text))
		text++;
	*len = strlen(text);
	while (*len && requested_is_blank(text[*len - 1]))
		(*len)--;
	return text;
}

int requested_compare(const char *a, size_t len, const char *b, bool exact)
{
	for (size_t i = 0; i < len; i++) {
		int x = (unsigned char)(exact ? a[i] : ascii_lower(a[i]));
		int y = (unsigned char)(exact ? b[i] : ascii_lower(b[i]));

		if (x != y || !b[i])
			return x - y ? x - y : 1;
	}
	return b[len] ? -1 : 0;
}

static int by_text(const void *a, const void *b)
{
	const struct requested_word *x = a, *y = b;

	return requested_compare(x->text, strlen(x->text), y->text, false);
}

static int by_exact_text(const void *a, const void *b)
{
	const struct requested_word *x = a, *y = b;

	return strcmp(x->text, y->text);
}

struct requested_word *requested_find(const struct requested_words *w,
				      const char *text, size_t len)
{
	size_t low = 0, high = w->len;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = requested_compare(text, len, w->list[mid].text,
					      w->exact);

		if (!order)
			return &w->list[mid];
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

bool requested_is_element(const char *name, const char *list, const char *rest)
{
	size_t len = strlen(list);

	if (strncmp(name, list, len) != 0 || name[len] != '.')
		return false;
	name += len + 1;
	if (!ascii_is_digit(*name))
		return false;
	name += strspn(name, ASCII_DIGITS);
	return strcmp(name, rest) == 0;
}

bool requested_has_list(const struct params *request, const char *list)
{
	size_t len = strlen(list);

	for (size_t i = 0; i < request->len; i++)
		if (strncmp(params_name(request, i), list, len) == 0 &&
		    params_name(request, i)[len] == '.')
			return true;
	return false;
}

int requested_add_list(struct requested_words *w, const struct params *request,
		    const char *list, struct err *err)
{
	struct requested_word *more;
	size_t n = 0;

	for (size_t i = 0; i < request->len; i++)
		n += requested_is_element(params_name(request, i), list, "");
	if (!n)
		return 0;
	more = realloc(w->list, (w->len + n) * sizeof(*w->list));
	if (!more)
		return err_memory(err);
	w->list = more;
	for (size_t i = 0; i < request->len; i++)
		if (requested_is_element(params_name(request, i), list, ""))
			w->list[w->len++] = (struct requested_word){
				.text = params_value(request, i) };
	return 0;
}

void requested_sort(struct requested_words *w)
{
	size_t kept = 0;

	if (!w->len)
		return;
	qsort(w->list, w->len, sizeof(*w->list),
	      w->exact ? by_exact_text : by_text);
	for (size_t i = 0; i < w->len; i++) {
		const char *text = w->list[i].text;

		if (!kept || requested_compare(text, strlen(text),
					       w->list[kept - 1].text,
					       w->exact) != 0)
			w->list[kept++] = w->list[i];
	}
	w->len = kept;
}

void requested_release(struct requested_words *w)
{
	free(w->list);
	*w = (struct requested_words){ .exact = false };
}

int requested_add_filter(struct requested_words *w,
			 const struct params *request, const char *name,
			 struct err *err)
{
	char list[64];

	for (size_t i = 0; i < request->len; i++) {
		const char *param = params_name(request, i);

		if (strcmp(params_value(request, i), name) != 0 ||
		    !requested_is_element(param, "Filter", ".Name"))
			continue;
		(void)snprintf(list, sizeof(list), "%.*s.Value",
			       (int)(strrchr(param, '.') - param), param);
		return requested_add_list(w, request, list, err);
	}
	return 0;
}

static bool is_account(const char *text)
{
	return strlen(text) == ACCOUNTID_DIGITS &&
	       strspn(text, ASCII_DIGITS) == ACCOUNTID_DIGITS;
}

bool requested_is_plain(const struct requested_words *w, bool owners,
		     const struct params *request)
{
	if (owners && requested_has_list(request, "ExecutableBy"))
		return false;
	for (size_t i = 0; i < w->len; i++) {
		const char *text = w->list[i].text;

		if (!*text || strpbrk(text, "*?\\") ||
		    (owners && !is_account(text)))
			return false;
	}
	return true;
}
