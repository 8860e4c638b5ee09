/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/usage.h"

#include <string.h>

#include "cli/synopsis.h"

/* One more than the largest `choice` number that a command may use. */
enum { CHOICES_MAX = 8 };

/* Sets the error for a second operand.  The user may have intended the second
 * operand as another value of an OPT_EACH option, or as a part of a value with
 * spaces. */
static int refuse_second(const struct opt_spec *spec, const char *first,
			 const char *value, struct err *err)
{
	const struct opt *each = spec->options;
	char called[64];

	err_usage(err, "give only one %s, not %s and %s", spec->operand.value,
		  first, value);
	while (each->name && each->use != OPT_EACH)
		each++;
	if (!each->name)
		return err_hint(err, "put a value with blanks in quotes");
	return err_hint(err, "type %s before each %s; put a value with blanks "
			"in quotes", opt_called(each, called, sizeof(called)),
			each->value);
}

static int check_operands(const struct opt_args *args,
			  const struct opt_spec *spec, struct err *err)
{
	const char *first = NULL;

	for (size_t i = 0; i < args->len; i++) {
		const char *value = args->given[i].value;

		if (args->given[i].opt != &spec->operand)
			continue;
		if (!spec->operand.value) {
			err_usage(err, "unexpected operand %s%s%s", value,
				  spec->operand.help ? ": " : "",
				  spec->operand.help ? spec->operand.help : "");
			OPT_EACH_OF(table, o, spec)
				if (strcmp(o->name, value) == 0)
					err_hint(err, "did you mean --%s?",
						 value);
			return -1;
		}
		if (first && spec->operand.use == OPT_ONE)
			return refuse_second(spec, first, value, err);
		first = value;
	}
	return 0;
}

static bool is_letter_given(const struct opt_args *args, int letter)
{
	for (size_t i = 0; i < args->len; i++)
		if (args->given[i].opt->letter == letter)
			return true;
	return false;
}

static int missing_companion(const struct opt *opt, struct err *err)
{
	struct buf words = { 0 };
	char called[64];

	for (const char *p = opt->with; *p; p++)
		buf_printf(&words, "%s-%c", p == opt->with ? "" : " or ", *p);
	err_usage(err, "%s needs %s", opt_called(opt, called, sizeof(called)),
		  buf_str(&words));
	buf_release(&words);
	return -1;
}

static int check_companions(const struct opt_args *args, const struct opt *opt,
			    struct err *err)
{
	for (const char *p = opt->with; p && *p; p++)
		if (is_letter_given(args, *p))
			return 0;
	return opt->with ? missing_companion(opt, err) : 0;
}

/* Checks `choice`, `once` and `with`.  Compares each option only with the first
 * given option of its `choice` group, because comparing all pairs would take
 * too long. */
static int check_together(const struct opt_args *args, struct err *err)
{
	const struct opt *first[CHOICES_MAX] = { NULL };
	char one[64], two[64];

	for (size_t i = 0; i < args->len; i++) {
		const struct opt *a = args->given[i].opt;
		const struct opt *b = first[a->choice % CHOICES_MAX];

		if (a->choice && b && a != b)
			return err_usage(err, "%s and %s exclude each other",
					 opt_called(b, one, sizeof(one)),
					 opt_called(a, two, sizeof(two)));
		if (a->choice && b && a->once)
			return err_usage(err, "%s twice: %s",
					 opt_called(a, one, sizeof(one)),
					 a->once);
		if (a->choice && b)
			continue;
		if (check_companions(args, a, err))
			return -1;
		if (a->choice)
			first[a->choice % CHOICES_MAX] = a;
	}
	return 0;
}

static int missing_list(const struct opt *opt, struct err *err)
{
	char space[64];
	const char *called = opt_called(opt, space, sizeof(space));

	return err_usage(err, "%s is missing: give one or more %s %s, or %s - "
			 "to read them from standard input", called, called,
			 opt->value, called);
}

/* Sets the error for NEEDED.  The user has given neither NEEDED nor another
 * option of its `choice` group. */
static int missing_needed(const struct opt_args *args,
			  const struct opt_spec *spec,
			  const struct opt *needed, struct err *err)
{
	struct buf words = { 0 }, value = { 0 };
	char called[64];
	int n = 0;

	if (opt_is_alternative(&spec->operand, needed)) {
		buf_puts(&words, spec->operand.value);
		n++;
	}
	for (const struct opt *o = spec->options; o->name; o++)
		if (opt_is_alternative(o, needed))
			buf_printf(&words, "%s%s", n++ ? ", " : "",
				   opt_called(o, called, sizeof(called)));
	if (n == 1 && needed->name && needed->use == OPT_EACH)
		missing_list(needed, err);
	else if (n == 1 && needed->suggest && needed->suggest(args, &value))
		err_usage(err, "%s is missing: give, for example, %s '%s'",
			  buf_str(&words), buf_str(&words), buf_str(&value));
	else
		err_usage(err, n > 1 ? "one of %s is missing"
				     : "%s is missing", buf_str(&words));
	buf_release(&value);
	buf_release(&words);
	return -1;
}

static int check_needed(const struct opt_args *args,
			const struct opt_spec *spec, const struct opt *opt,
			struct err *err)
{
	if (!opt->needed)
		return 0;
	for (size_t i = 0; i < args->len; i++)
		if (opt_is_alternative(args->given[i].opt, opt))
			return 0;
	return missing_needed(args, spec, opt, err);
}

static int check_options(const struct opt_args *args,
			 const struct opt_spec *spec, struct err *err)
{
	for (const struct opt *o = spec->options; o->name; o++)
		if (check_needed(args, spec, o, err))
			return -1;
	return 0;
}

/* Sets the error for an `any_of` group from which the user has given no
 * option. */
static int missing_any(const struct opt_spec *spec, unsigned number,
		       struct err *err)
{
	struct buf words = { 0 };
	char called[64];

	for (const struct opt *o = spec->options; o->name; o++)
		if (o->any_of == number)
			buf_printf(&words, "%s%s", words.len ? ", " : "",
				   opt_called(o, called, sizeof(called)));
	err_usage(err, "one of %s is missing", buf_str(&words));
	buf_release(&words);
	return -1;
}

static int check_any_of(const struct opt_args *args,
			const struct opt_spec *spec, struct err *err)
{
	for (const struct opt *o = spec->options; o->name; o++) {
		bool found = !o->any_of;

		for (size_t i = 0; i < args->len && !found; i++)
			found = args->given[i].opt->any_of == o->any_of;
		if (!found)
			return missing_any(spec, o->any_of, err);
	}
	return 0;
}

int usage_check(const struct opt_args *args, const struct opt_spec *spec,
	      struct err *err)
{
	/* Check for superfluous operands last.  A superfluous operand may be
	 * the value of an option that the user forgot, and the other checks
	 * report the missing option. */
	if (check_needed(args, spec, &spec->operand, err) ||
	    check_together(args, err) || check_options(args, spec, err) ||
	    check_any_of(args, spec, err))
		return -1;
	return check_operands(args, spec, err);
}

/* Appends the help for an option: the option with its value, and its
 * explanation, which starts in column 33, if necessary of the next line. */
static void option_line(struct buf *out, const struct opt *o,
			const struct opt_spec *spec)
{
	bool many = o->many & spec->many;
	const char *value = many ? o->values : o->value;
	const char *help = many ? o->help_many : o->help;
	size_t start = out->len;

	if (o->letter)
		buf_printf(out, "  -%c, --%s", o->letter, o->name);
	else
		buf_printf(out, "      --%s", o->name);
	if (value)
		buf_printf(out, " %s", value);
	if (out->len - start > 30) {
		buf_putc(out, '\n');
		start = out->len;
	}
	while (out->len - start < 32 && !out->failed)
		buf_putc(out, ' ');
	buf_printf(out, "%s\n", help);
}

static void general_table(struct buf *out, const struct opt_spec *spec)
{
	for (const struct opt *o = spec->general_options; o->name; o++)
		if (!spec->idle || o->always || (spec->prints && o->prints))
			option_line(out, o, spec);
}

/* The maximum width of a synopsis line, and the indentation of its continuation
 * lines. */
enum { SYNOPSIS_WIDTH = 80, SYNOPSIS_INDENT = 10 };

/* Appends TEXT to the line that begins at offset BEGIN.  Breaks long lines at
 * spaces, and turns tabs into spaces. */
static void put_synopsis(struct buf *out, size_t begin, const char *text)
{
	for (text += strspn(text, " "); *text; text += strspn(text, " ")) {
		size_t len = strcspn(text, " ");

		if (out->len - begin + 1 + len > SYNOPSIS_WIDTH) {
			buf_putc(out, '\n');
			begin = out->len;
			buf_printf(out, "%*s", SYNOPSIS_INDENT - 1, "");
		}
		buf_putc(out, ' ');
		for (; len; len--, text++)
			buf_putc(out, *text == '\t' ? ' ' : *text);
	}
}

static void put_examples(struct buf *out, const struct opt_spec *spec)
{
	if (!spec->examples || !spec->examples[0])
		return;
	buf_puts(out, "\nexamples:\n");
	for (int i = 0; i < OPT_EXAMPLES && spec->examples[i]; i++)
		buf_printf(out, "  %s%s%s\n", spec->name,
			   *spec->examples[i] ? " " : "", spec->examples[i]);
}

void usage_text(struct buf *out, const struct opt_spec *spec)
{
	size_t begin = out->len;
	struct buf text = { 0 };

	if (spec->synopsis)
		buf_puts(&text, spec->synopsis);
	else
		synopsis_text(&text, spec);
	buf_printf(out, "usage: %s", spec->name);
	put_synopsis(out, begin, buf_str(&text));
	buf_release(&text);
	buf_printf(out, "\n%s\n", spec->purpose);
	put_examples(out, spec);
	if (spec->options->name || spec->idle)
		buf_puts(out, "\noptions:\n");
	for (const struct opt *o = spec->options; o->name; o++)
		option_line(out, o, spec);
	if (spec->general_options->name && !spec->idle)
		buf_puts(out, "\ngeneral options:\n");
	general_table(out, spec);
}

void usage_version(struct buf *out)
{
	buf_puts(out, EC2_VERSION "\t" EC2_API_VERSION "\n");
}

bool usage_answer(struct buf *out, const struct opt_args *args,
		  const struct opt_spec *spec)
{
	const bool help = opt_has(args, "help");

	if (help)
		usage_text(out, spec);
	else if (opt_has(args, "version"))
		usage_version(out);
	else
		return false;
	return true;
}
