/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/synopsis.h"

#include <string.h>

/* The maximum number of optional groups that a synopsis shows. */
enum { OPTIONAL_MAX = 9 };

static bool is_many(const struct opt *o)
{
	return o->use != OPT_ONE;
}

/* If O needs exactly one other option, the synopsis shows O as a part of that
 * option.  Returns that option, or NULL.  If two options need each other, the
 * second is a part of the first. */
static const struct opt *owner_of(const struct opt_spec *spec,
				  const struct opt *o)
{
	const struct opt *owner = spec->options;

	if (!o->with || o->with[1])
		return NULL;
	while (owner->name && owner->letter != *o->with)
		owner++;
	return owner->name && (!owner->with || owner < o) ? owner : NULL;
}

/* An entry is the operand, or an option that is not ignored, not an alias and
 * not a part of another option.  Returns the entry after O, or the first entry
 * if O is NULL.  Returns NULL after the last entry. */
static const struct opt *next_entry(const struct opt_spec *spec,
				    const struct opt *o)
{
	if (!o && spec->operand.value)
		return &spec->operand;
	o = !o || opt_is_operand(o) ? spec->options : o + 1;
	while (o->name && (o->ignored || o->alias || owner_of(spec, o)))
		o++;
	return o->name ? o : NULL;
}

static bool is_same_group(const struct opt *a, const struct opt *b)
{
	return opt_is_alternative(a, b) ||
	       (a->any_of && a->any_of == b->any_of);
}

/* Returns whether O is the first entry of its group: see is_same_group. */
static bool is_first(const struct opt_spec *spec, const struct opt *o)
{
	const struct opt *e = next_entry(spec, NULL);

	while (!is_same_group(e, o))
		e = next_entry(spec, e);
	return e == o;
}

static bool is_needed(const struct opt_spec *spec, const struct opt *o)
{
	const struct opt *e = next_entry(spec, NULL);

	for (; e; e = next_entry(spec, e))
		if (is_same_group(e, o) && (e->needed || e->any_of))
			return true;
	return false;
}

static void put_entry(struct buf *out, const struct opt_spec *spec,
		      const struct opt *entry, bool repeats);

/* Returns whether O is a part of ENTRY that ENTRY requires. */
static bool is_required_by(const struct opt_spec *spec,
			   const struct opt *entry, const struct opt *o)
{
	return owner_of(spec, o) == entry && entry->with && o->letter &&
	       strchr(entry->with, o->letter);
}

/* Appends the options that are a part of ENTRY.  The options in ENTRY->with
 * appear as alternatives in parentheses, because ENTRY requires one of them.
 * The other options appear in brackets. */
static void put_owned(struct buf *out, const struct opt_spec *spec,
		      const struct opt *entry)
{
	const char *before = " (";

	for (const struct opt *o = spec->options; o->name; o++)
		if (is_required_by(spec, entry, o)) {
			buf_puts(out, before);
			put_entry(out, spec, o, is_many(o));
			before = " | ";
		}
	if (before[1] == '|')
		buf_putc(out, ')');
	for (const struct opt *o = spec->options; o->name; o++)
		if (owner_of(spec, o) == entry &&
		    !is_required_by(spec, entry, o)) {
			buf_puts(out, " [");
			put_entry(out, spec, o, false);
			buf_puts(out, is_many(o) ? "]..." : "]");
		}
}

static void put_entry(struct buf *out, const struct opt_spec *spec,
		      const struct opt *entry, bool repeats)
{
	char called[64];

	if (opt_is_operand(entry)) {
		buf_printf(out, "%s%s", entry->value,
			   is_many(entry) ? "..." : "");
		return;
	}
	buf_printf(out, "%s%s%s%s", repeats ? "(" : "",
		   opt_called(entry, called, sizeof(called)),
		   entry->value ? "\t" : "", entry->value ? entry->value : "");
	if (repeats)
		buf_puts(out, ")...");
	put_owned(out, spec, entry);
}

static void put_group(struct buf *out, const struct opt_spec *spec,
		      const struct opt *first)
{
	const bool needed = is_needed(spec, first);
	const char *separator = first->any_of ? " and/or " : " | ";
	const struct opt *e = first, *last = first;

	while ((e = next_entry(spec, e)) != NULL)
		if (is_same_group(e, first))
			last = e;
	buf_puts(out, !needed ? " [" : last != first ? " (" : " ");
	for (e = first; e; e = next_entry(spec, e)) {
		if (!is_same_group(e, first))
			continue;
		if (e != first)
			buf_puts(out, separator);
		put_entry(out, spec, e,
			  is_many(e) && (needed || last != first));
	}
	buf_puts(out, !needed ? "]" : last != first ? ")" : "");
	if (!needed && last == first && is_many(first) &&
	    !opt_is_operand(first))
		buf_puts(out, "...");
}

void synopsis_text(struct buf *out, const struct opt_spec *spec)
{
	const struct opt *e;
	int optional = 0;

	if (spec->operand.value)
		put_group(out, spec, &spec->operand);
	for (e = next_entry(spec, NULL); e; e = next_entry(spec, e))
		if (!opt_is_operand(e) && is_first(spec, e)) {
			if (is_needed(spec, e))
				put_group(out, spec, e);
			else
				optional++;
		}
	if (optional > OPTIONAL_MAX) {
		buf_puts(out, " [option]...");
		return;
	}
	for (e = next_entry(spec, NULL); e; e = next_entry(spec, e))
		if (!opt_is_operand(e) && is_first(spec, e) &&
		    !is_needed(spec, e))
			put_group(out, spec, e);
}
