/* SPDX-License-Identifier: BSD-2-Clause */
#include "request/idform.h"

#include <string.h>

#include "base/ascii.h"
#include "base/str.h"
#include "cli/accountid.h"
#include "cli/notation.h"
#include "request/codeform.h"
#include "request/idtext.h"

/* The kind of resource that a parameter names. */
struct id_kind {
	const char *param;	/* the parameter's name, or the beginning of
				 * it */
	const char *prefix, *resource;
};

static const struct id_kind kinds[] = {
	{ "InstanceId", "i-", "an instance" },
	{ "ImageId", "ami-", "an image" },
	{ "SourceImageId", "ami-", "an image" },
	{ "VolumeId", "vol-", "a volume" },
	{ "SnapshotId", "snap-", "a snapshot" },
	{ "SourceSnapshotId", "snap-", "a snapshot" },
};

static const struct id_kind *const instance_kind = &kinds[0];

/* A value that we examine, and the results. */
struct id_case {
	const struct id_kind *kind;
	const char *value;
	const char *code;	/* the product code in the same request, or
				 * NULL */
	bool strict;		/* apply Amazon's rules, as idform.h says */
	struct pasted text;
	struct buf core;	/* the value without punctuation at both ends */
	struct buf meant;	/* the id that the user probably meant, or "" */
};

/*
 * A function that detects a mistake in the value adds the reason and returns
 * true.  Some of these functions also add the id that the user probably meant.
 */

/* Detects the id of a resource of another kind. */
static bool other_resource(struct id_case *c)
{
	const char *core = buf_str(&c->core);
	size_t len;
	const char *resource = idtext_resource(core, &len);

	if (!resource || str_begins_nocase(core, c->kind->prefix))
		return false;
	pasted_because(&c->text, "is %s, not %s", resource, c->kind->resource);
	return true;
}

static bool is_ip_address(const char *text)
{
	size_t dots = 0;

	for (const char *p = text; *p; p++)
		dots += *p == '.';
	return dots == 3 && strspn(text, ASCII_DIGITS ".") == strlen(text);
}

/* Returns the kind of text that CORE is, such as "an email address".  Returns
 * NULL if CORE may be an id. */
static const char *foreign_form(const char *core)
{
	if (strchr(core, '@'))
		return "an email address";
	if (notation_of(core))
		return notation_of(core);
	if (accountid_is(core))
		return "an account number";
	if (is_ip_address(core))
		return "an IP address";
	if (str_ends(core, ".amazonaws.com") || str_ends(core, ".internal"))
		return "a host name";
	return NULL;
}

/* Detects a value that is not an id of the expected kind. */
static bool foreign_value(struct id_case *c)
{
	const char *form = foreign_form(buf_str(&c->core));

	if (!form)
		return other_resource(c);
	pasted_because(&c->text, "is %s, not an id", form);
	return true;
}

/* Detects an id with wrong digits after its prefix. */
static bool wrong_digits(struct id_case *c)
{
	const char *prefix = c->kind->prefix;
	const char *text = buf_str(&c->text.text), *p;
	struct pasted_part part = { 0 };
	size_t digits = 0;
	char letter = '\0';

	for (p = text; *p; p++)
		if (str_begins_nocase(p, prefix) &&
		    (p == text || !pasted_is_word(p[-1])))
			break;
	if (!*p)
		return false;
	part.from = (size_t)(p - text);
	for (p += strlen(prefix); pasted_is_word(*p) || *p == '-'; p++) {
		digits += *p != '-';
		if (!letter && *p != '-' && !ascii_is_hex(*p))
			letter = *p;
	}
	part.to = (size_t)(p - text);
	pasted_around(&c->text, part, "id");
	if (!c->strict)
		return c->text.why.len > 0;
	if (letter && letter != PASTED_OTHER)
		pasted_because(&c->text, "has '%c' after %s; an id has only 0 "
			       "to 9 and a to f there", letter, prefix);
	else if (!letter && digits != IDTEXT_SHORT && digits != IDTEXT_LONG)
		pasted_because(&c->text, "has %zu digit%s after %s; an id has "
			       "%d or %d", digits, digits == 1 ? "" : "s",
			       prefix, IDTEXT_SHORT, IDTEXT_LONG);
	return c->text.why.len > 0;
}

/* Detects an id without its prefix. */
static bool bare_digits(struct id_case *c)
{
	const char *core = buf_str(&c->core);
	struct buf word = { 0 };
	bool is = false;

	for (const char *p = core; *p && !is; p++) {
		if (!pasted_is_word(*p)) {
			buf_clear(&word);
			continue;
		}
		buf_putc(&word, *p);
		is = !pasted_is_word(p[1]) && idtext_is_bare(buf_str(&word)) &&
		     !idtext_is_part(core, (size_t)(p + 1 - core) - word.len);
	}
	if (is) {
		pasted_because(&c->text, word.len == c->core.len
			       ? "lacks its %s" : "does not begin with %s",
			       c->kind->prefix);
		buf_puts(&c->meant, c->kind->prefix);
		for (const char *p = buf_str(&word); *p; p++)
			buf_putc(&c->meant, pasted_digit(*p));
	}
	buf_release(&word);
	return is;
}

/* Detects a value with a dot or a slash, which may be the name of a file with
 * ids. */
static bool file_name(struct id_case *c)
{
	if (c->kind != instance_kind || !strpbrk(buf_str(&c->core), "./") ||
	    strpbrk(c->value, " \"'<>"))
		return false;
	pasted_because(&c->text, "is not an instance id; ids in a file are "
		       "read with %s- <%.80s", c->code ? "-i " : "", c->value);
	return true;
}

/* Adds the reason why the value is not an id, or nothing if we know no reason.
 * The other functions have found no mistake in the value. */
static void no_id_at_all(struct id_case *c)
{
	const char *core = buf_str(&c->core);

	if (c->code && str_begins_nocase(c->code, c->kind->prefix)) {
		pasted_because(&c->text, "is not %s id: are product code and "
			       "%s in the wrong order?", c->kind->resource,
			       strchr(c->kind->resource, ' ') + 1);
	} else if (c->kind != instance_kind) {
		if (idtext_is_bare(core))
			(void)bare_digits(c);
	} else if (c->code && strcmp(c->code, c->value) == 0) {
		pasted_because(&c->text, "is the product code, not an id");
	} else if (!bare_digits(c) &&
		   (c->strict || !strchr(buf_str(&c->text.text), '-'))) {
		pasted_because(&c->text, "is not an instance id; ids begin "
			       "with i-");
	}
}

/* Detects a value that is or contains an id, perhaps with wrong letters.  A
 * correct id gets no reason. */
static bool id_within(struct id_case *c)
{
	struct idtext_found found = { { 0 } };

	if (!idtext_find(buf_str(&c->text.text), c->kind->prefix, &found))
		return false;
	if (found.several) {
		pasted_because(&c->text, "is several ids; give each by itself");
		return true;
	}
	notation_around(&c->text, found.part, "id");
	idtext_compare(&c->text, &found, c->kind->prefix);
	buf_puts(&c->meant, found.id);
	return true;
}

/* Detects several ids with nothing between them. */
static bool joined_ids(struct id_case *c)
{
	static const size_t lengths[] = { IDTEXT_SHORT, IDTEXT_LONG };
	const char *prefix = c->kind->prefix, *number = buf_str(&c->core);

	if (!str_begins_nocase(number, prefix))
		return false;
	number += strlen(prefix);
	for (size_t i = 0; i < sizeof(lengths) / sizeof(*lengths); i++) {
		if (strspn(number, ASCII_HEX) < lengths[i] ||
		    !str_begins_nocase(number + lengths[i], prefix))
			continue;
		pasted_because(&c->text, "is several ids; give each by itself");
		return true;
	}
	return false;
}

/* Detects an id with other characters between its digits. */
static bool id_apart(struct id_case *c)
{
	struct pasted_part core = pasted_core(&c->text);
	struct idtext_found found = { { 0 } };
	struct buf text = { 0 };
	bool is;

	pasted_squeeze(&c->text, core, &text);
	is = !idtext_is_uuid(buf_str(&c->core)) &&
	     idtext_find(buf_str(&text), c->kind->prefix, &found) &&
	     found.part.from == 0 && found.part.to == text.len;
	if (is) {
		pasted_because(&c->text, strchr(buf_str(&c->core), ' ')
			       ? "has white space in it"
			       : "has other marks between its digits");
		buf_puts(&c->meant, found.id);
	}
	buf_release(&text);
	return is;
}

static void explain_case(struct id_case *c)
{
	struct pasted_part part;

	pasted_read(&c->text, c->value);
	part = pasted_core(&c->text);
	buf_append(&c->core, buf_str(&c->text.text) + part.from,
		   part.to - part.from);
	if (id_within(c) || joined_ids(c) || id_apart(c) || foreign_value(c) ||
	    wrong_digits(c) || file_name(c))
		return;
	pasted_around(&c->text, part, "id");
	if (!idtext_is_uuid(buf_str(&c->core)))
		no_id_at_all(c);
}

static bool explain_id(struct id_case c, struct buf *out)
{
	bool wrong;

	explain_case(&c);
	wrong = pasted_tell(&c.text, c.value, c.meant.len ? buf_str(&c.meant)
							: NULL, out);
	pasted_release(&c.text);
	buf_release(&c.core);
	buf_release(&c.meant);
	return wrong;
}

static bool is_product_code(const struct job *job, size_t i)
{
	return strcmp(params_name(&job->params, i), "ProductCode") == 0;
}

/* Returns the kind of resource that the parameter NAME names, or NULL if the
 * kind is unknown.  A ResourceId may name a resource of any kind, so VALUE
 * decides. */
static const struct id_kind *kind_of(const char *name, const char *value)
{
	const bool any = str_begins(name, "ResourceId");
	struct idtext_found found;

	for (size_t k = 0; k < sizeof(kinds) / sizeof(*kinds); k++)
		if (any ? str_begins_nocase(value, kinds[k].prefix) ||
			  idtext_find(value, kinds[k].prefix, &found)
			: str_begins(name, kinds[k].param))
			return &kinds[k];
	return NULL;
}

/* Appends what is wrong with parameter I of JOB.  Returns false if nothing is
 * wrong, or if the parameter is neither an id nor a product code. */
static bool explain_value(const struct job *job, size_t i, bool strict,
			  struct buf *out)
{
	const char *name = params_name(&job->params, i);
	struct id_case c = {
		.value = params_value(&job->params, i), .strict = strict,
		.code = params_get(&job->params, "ProductCode"),
	};

	if (!c.code)
		c.code = params_get(&job->params, "ProductCode.1");
	if (is_product_code(job, i))
		return codeform_explain(c.value, strict, out);
	c.kind = kind_of(name, c.value);
	return c.kind && explain_id(c, out);
}

bool idform_explain(const struct job *job, bool strict, struct buf *out)
{
	size_t told = 0;

	for (size_t i = 0; i < job->params.len && told < IDFORM_MAX; i++) {
		struct buf text = { 0 };

		if (explain_value(job, i, strict, &text)) {
			if (told)
				buf_puts(out, out->len &&
					 out->data[out->len - 1] == '?'
					 ? " " : "; ");
			/* job->line is the line of an id, never that of the
			 * product code. */
			if (job->line && !is_product_code(job, i))
				buf_printf(out, "line %lu: ", job->line);
			buf_puts(out, buf_str(&text));
			told++;
		}
		buf_release(&text);
	}
	return told > 0;
}
