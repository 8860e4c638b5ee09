/* SPDX-License-Identifier: BSD-2-Clause */
#include "state/seed_kinds.h"

#include <string.h>

#include "base/codec.h"
#include "kinds/catalog.h"
#include "values/id.h"
#include "values/text.h"

static bool is_base64(const char *value)
{
	struct buf out = { 0 };
	struct err err;
	bool ok = codec_base64_decode(&out, value, strlen(value), &err) == 0;

	buf_release(&out);
	return ok;
}

static bool is_of(const char *value, const char *more, size_t min)
{
	static const char letters[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		"0123456789";
	size_t len = strlen(value);

	for (size_t i = 0; i < len; i++)
		if (!strchr(letters, value[i]) && !strchr(more, value[i]))
			return false;
	return len >= min && len <= 128;
}

static bool is_seed_entity(const char *value)
{
	return strcmp(value, "all") == 0 || text_is_account(value) ||
	       strncmp(value, "arn:aws", strlen("arn:aws")) == 0;
}

/* The sandbox shows and compares times as text, so only the fraction may be
 * missing. */
static bool is_time(const char *value)
{
	size_t len = strlen(value);
	struct err err;
	time_t t;

	return (len == 20 || (len == 24 && value[19] == '.')) &&
	       value[10] == 'T' && value[len - 1] == 'Z' &&
	       codec_time_parse(value, &t, &err) == 0;
}

/* SQLite keeps numbers of up to 18 digits exactly, on every machine. */
static bool is_seed_number(const char *value)
{
	size_t len = strspn(value, "0123456789");

	return len && len <= 18 && !value[len];
}

/* A value has the form if `test` returns true.  Without `test`, a value has
 * `min` to 128 letters, digits and characters of `more`. */
static const struct {
	const char *name;
	const char *words;	/* end of a message about a wrong value */
	bool (*test)(const char *value);
	const char *more;
	size_t min;
} forms[] = {
	{ "#12", "is not an account's 12 digits", text_is_account },
	{ "base64", "is not base64", is_base64 },
	{ "entity", "is neither 'all', nor an account of 12 digits, nor an ARN "
	  "(arn:aws...)", is_seed_entity },
	{ "key", "is not 16 to 128 letters and digits", NULL, "", 16 },
	{ "name", "is not 1 to 128 letters, digits, - and _", NULL, "-_", 1 },
	{ "number", "is not 1 to 18 digits", is_seed_number },
	{ "secret", "is not 1 to 128 letters, digits and ./+=-_", NULL,
	  "./+=-_", 1 },
	{ "time", "is not a time like 2010-03-02T08:15:30.000Z", is_time },
	{ "word", "is not 1 to 128 letters, digits and .:/+=-_", NULL,
	  ".:/+=-_", 1 },
};

bool seed_kinds_form(const char *form, const char *value)
{
	if (strchr(form, '|'))
		return text_is_one_of(form, value);
	if (form[strlen(form) - 1] == '-')
		return id_is_valid(value, form);
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (strcmp(forms[i].name, form) == 0)
			return forms[i].test ? forms[i].test(value) :
			       is_of(value, forms[i].more, forms[i].min);
	return false;
}

void seed_kinds_words(struct buf *out, const char *form)
{
	if (form[strlen(form) - 1] == '-')
		buf_printf(out, "is not %s and 8 or 17 hex digits in lower case",
			   form);
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (strcmp(forms[i].name, form) == 0)
			buf_puts(out, forms[i].words);
	if (!strchr(form, '|'))
		return;
	buf_puts(out, "is not '");
	for (; *form; form++)
		if (*form == '|')
			buf_puts(out, "' or '");
		else
			buf_putc(out, *form);
	buf_putc(out, '\'');
}

static void help_kind(struct buf *out, const struct kind *k)
{
	size_t width = 0;

	for (const struct column *c = k->columns; c->field; c++) {
		size_t len = strlen(c->field) + 4;

		if (c == k->columns || width + len > 76) {
			buf_printf(out, "%s  %-9s", c == k->columns ? "" :
				   "\n", c == k->columns ? k->name : "");
			width = 11;
		}
		buf_printf(out, c->fallback ? " [%s]" : " %s", c->field);
		width += len;
	}
	buf_putc(out, '\n');
}

void seed_kinds_help(struct buf *out)
{
	for (const struct kind *const *k = catalog_all; *k; k++)
		help_kind(out, *k);
}
