/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Takes lines `LETTERVALUE` as pairs of a name and values.  The letter is t for
 * a tag, d for a tag to delete, n for a tag for two types of new resources, or
 * F for a filter.  An accepted pair must be the same after it is written as an
 * option and read again.  The error about any other pair must be a usage error.
 */
#include "fuzz.h"

#include "base/str.h"
#include "cli/tag.h"
#include "cli/value.h"

enum { LINES_MAX = 32 };

static int feed(struct params *p, const char *line, struct err *err)
{
	switch (line[0]) {
	case 't':
		return tag_set(p, "Set", line + 1, err);
	case 'd':
		return tag_delete(p, "Delete", line + 1, err);
	case 'n':
		return value_tag(p, "image snapshot", line + 1, err);
	case 'F':
		return value_filter(p, "Filter", line + 1, err);
	default:
		return 0;
	}
}

/* Replaces the last word in the name of P's I-th parameter by END.  Returns the
 * value of the parameter with the new name, or NULL. */
static const char *beside(const struct params *p, size_t i, const char *end)
{
	const char *name = params_name(p, i);
	char text[128];

	(void)snprintf(text, sizeof(text), "%.*s%s",
		       (int)(strrchr(name, '.') - name), name, end);
	return params_get(p, text);
}

/* Writes the option from which P's I-th parameter, a key, came. */
static void write_tag(struct buf *out, const struct params *p, size_t i)
{
	const char *key = params_value(p, i);
	const char *value = beside(p, i, ".Value");
	const char letter = params_name(p, i)[0];

	MUST(*key && !strchr(key, '=') && (value || letter == 'D'));
	buf_putc(out, letter == 'S' ? 't' : letter == 'D' ? 'd' : 'n');
	buf_puts(out, key);
	if (value) {
		buf_putc(out, '=');
		buf_puts(out, value);
	}
}

/* Writes a value of the filter called NAME. */
static void write_filter(struct buf *out, const char *name, const char *value)
{
	MUST(*name && !strchr(name, '='));
	buf_putc(out, 'F');
	buf_puts(out, name);
	buf_putc(out, '=');
	for (; *value; value++) {
		if (*value == ',')
			buf_putc(out, '\\');
		buf_putc(out, *value);
	}
}

/* Writes the option from which P's I-th parameter came.  Writes nothing if the
 * option of another parameter covers it. */
static void write_back(struct buf *out, const struct params *p, size_t i)
{
	const char *name = params_name(p, i);
	const char *end = strrchr(name, '.');
	char filter[64];

	if (strncmp(name, "Filter.", 7) == 0) {
		(void)snprintf(filter, sizeof(filter), "Filter.%.*s.Name",
			       (int)strcspn(name + 7, "."), name + 7);
		MUST(params_get(p, filter));
		if (strcmp(end, ".Name") != 0)
			write_filter(out, params_get(p, filter),
				     params_value(p, i));
	} else if (strcmp(end, ".Key") == 0 &&
		   strncmp(name, "TagSpecification.2.", 19) != 0) {
		write_tag(out, p, i);
	}
}

/* Checks that the second type has the tags of the first type. */
static void check_types(const struct params *p)
{
	char name[128];
	size_t first = 0, second = 0;

	for (size_t i = 0; i < p->len; i++) {
		const char *other;

		second += strncmp(params_name(p, i), "TagSpecification.2.",
				  19) == 0;
		if (strncmp(params_name(p, i), "TagSpecification.1.", 19) != 0)
			continue;
		first++;
		(void)snprintf(name, sizeof(name), "TagSpecification.2.%s",
			       params_name(p, i) + 19);
		other = params_get(p, name);
		if (strcmp(params_name(p, i) + 19, "ResourceType") == 0)
			MUST(other && strcmp(other, "snapshot") == 0);
		else
			MUST(other && strcmp(other, params_value(p, i)) == 0);
	}
	MUST(first == second);
}

/* Returns whether the name of a filter begins with a quotation mark.  The
 * fuzzer cannot write such a filter as an option: if a value ends with another
 * mark, value_filter drops both marks. */
static bool has_quoted_name(const struct params *p)
{
	for (size_t i = 0; i < p->len; i++)
		if (str_begins(params_name(p, i), "Filter.") &&
		    str_ends(params_name(p, i), ".Name") &&
		    *params_value(p, i) == '"')
			return true;
	return false;
}

static void check(const struct params *p)
{
	struct params again = { 0 };
	struct buf line = { 0 };
	struct err err;

	fuzz_check_names(p);
	check_types(p);
	if (has_quoted_name(p))
		return;
	for (size_t i = 0; i < p->len; i++) {
		buf_clear(&line);
		write_back(&line, p, i);
		MUST(feed(&again, buf_str(&line), &err) == 0);
	}
	MUST(fuzz_same(p, &again));
	params_release(&again);
	buf_release(&line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *at = data;
	struct params p = { 0 };
	struct err err = { 0 };
	char *line;
	int rc = 0;

	for (int i = 0; i < LINES_MAX && !rc &&
			(line = fuzz_line(&at, data + size)); i++) {
		rc = feed(&p, line, &err);
		free(line);
	}
	if (rc)
		MUST(err.kind == ERR_USAGE);
	else
		check(&p);
	params_release(&p);
	return 0;
}
