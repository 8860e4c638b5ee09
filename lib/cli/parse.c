/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/parse.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "cli/scan.h"

static int add_given(struct opt_args *args, const struct opt *opt,
		     const char *value, struct err *err)
{
	if (args->len == args->cap) {
		size_t cap = args->cap ? args->cap * 2 : 16;
		struct opt_given *given =
			realloc(args->given, cap * sizeof(*given));

		if (!given)
			return err_memory(err);
		args->given = given;
		args->cap = cap;
	}
	args->given[args->len++] = (struct opt_given){ opt, value };
	return 0;
}

/* Fills args->argv with the words of EC2_DEFAULT_ARGS, split at white space,
 * followed by the words of the command line.  Sets *DEFAULTS to the number of
 * words from EC2_DEFAULT_ARGS. */
static int join_arguments(struct opt_args *args, const struct opt_spec *spec,
			  int argc, char **argv, size_t *defaults,
			  struct err *err)
{
	static const char space[] = " \t\r\n";
	const char *text = spec->no_defaults ? NULL
					     : getenv("EC2_DEFAULT_ARGS");
	size_t n = 0;
	char *p;

	buf_puts(&args->defaults, text ? text : "");
	if (buf_check(&args->defaults, "EC2_DEFAULT_ARGS", err))
		return -1;
	args->argv = calloc((size_t)argc + args->defaults.len / 2 + 2,
			    sizeof(*args->argv));
	if (!args->argv)
		return err_memory(err);
	for (p = args->defaults.data; p && *(p += strspn(p, space));) {
		args->argv[n++] = p;
		p += strcspn(p, space);
		if (*p)
			*p++ = '\0';
	}
	*defaults = n;
	for (int i = 1; i < argc; i++)
		args->argv[n++] = argv[i];
	return 0;
}

/* Copies a secret value and overwrites the original, which `ps` would show. */
static const char *hide_secret(struct opt_args *args, char *value)
{
	size_t at = args->secrets.len;

	buf_append(&args->secrets, value, strlen(value) + 1);
	buf_wipe(value, strlen(value));
	return args->secrets.failed ? "" : args->secrets.data + at;
}

/* Reserves memory for copies of all arguments, so that pointers to the copies
 * remain valid. */
static int reserve_secrets(struct opt_args *args, struct err *err)
{
	size_t total = 0;

	args->secrets.secret = true;
	for (size_t i = 0; args->argv[i]; i++)
		total += strlen(args->argv[i]) + 1;
	while (args->secrets.len < total && !args->secrets.failed)
		buf_putc(&args->secrets, '\0');
	if (buf_check(&args->secrets, "arguments", err))
		return -1;
	buf_clear(&args->secrets);
	return 0;
}

/* Replaces the earlier value `-` of an option by VALUE, because the last value
 * of the option applies. */
static void replace_dash(struct opt_args *args, const char *value)
{
	for (size_t i = 0; i < args->len; i++)
		if (args->given[i].opt == args->from_stdin &&
		    args->given[i].value &&
		    strcmp(args->given[i].value, "-") == 0)
			args->given[i].value = value;
	args->from_stdin = NULL;
}

static int take_given(struct opt_args *args, const struct opt *opt, char *value,
		      struct err *err)
{
	const char *stored = value;
	char called[64];
	bool dash;

	if (!opt->value || !value)
		return add_given(args, opt, value, err);
	if (!*value)
		return err_usage(err, "%s: the value is empty",
				 opt_called(opt, called, sizeof(called)));
	dash = strcmp(value, "-") == 0 && !opt->output;
	if (opt->set.secret && !dash)
		stored = hide_secret(args, value);
	if (opt->name && opt->use == OPT_ONE && args->from_stdin == opt)
		replace_dash(args, stored);
	if (dash) {
		if (args->from_stdin)
			return err_usage(err, "only one value can be - "
					 "(standard input)");
		args->from_stdin = opt;
	}
	return add_given(args, opt, stored, err);
}

static int take_words(struct opt_args *args, struct scan *scan, struct err *err)
{
	const struct opt_spec *spec = scan->spec;
	struct scan_word word;
	char called[64];

	for (;;) {
		const struct opt *opt;

		if (scan_next(scan, &word, err))
			return -1;
		if (word.kind == SCAN_END)
			return 0;
		if (word.kind == SCAN_OPERAND && spec->ends_at_operand) {
			args->rest = scan->len - scan->at + 1;
			return 0;
		}
		opt = word.kind == SCAN_OPERAND ? &spec->operand : word.opt;
		if (opt->set.secret && spec->no_secrets)
			return err_usage(err, "%s: %s",
					 opt_called(opt, called,
						    sizeof(called)),
					 spec->no_secrets);
		if (take_given(args, opt, word.value, err))
			return -1;
	}
}

/* Processes a word of EC2_DEFAULT_ARGS.  Rejects operands, because all commands
 * would get them.  Rejects the value `-`, because a default must not read
 * standard input. */
static int take_default(struct opt_args *args, const struct scan_word *word,
			struct err *err)
{
	char called[64];

	if (word->kind == SCAN_FOREIGN) {
		buf_printf(&args->skipped, "%s%s", args->skipped.len ? " " : "",
			   word->value);
		return 0;
	}
	if (word->kind == SCAN_OPERAND)
		return err_usage(err, "'%s' is not an option; only options "
				 "are allowed", word->value);
	if (word->value && strcmp(word->value, "-") == 0)
		return err_usage(err, "%s -: a value here cannot come from "
				 "standard input", opt_called(word->opt, called,
				 sizeof(called)));
	return take_given(args, word->opt, word->value, err);
}

static int take_defaults(struct opt_args *args, struct scan *scan,
			 struct err *err)
{
	struct scan_word word;

	do {
		if (scan_next(scan, &word, err))
			return -1;
		/* After `--`, all words are operands, and EC2_DEFAULT_ARGS must
		 * not contain operands. */
		if (scan->ended)
			return err_usage(err, "'--' is not an option; only "
					 "options are allowed");
		if (word.kind != SCAN_END && take_default(args, &word, err))
			return -1;
	} while (word.kind != SCAN_END);
	return 0;
}

int parse_line(struct opt_args *args, const struct opt_spec *spec, int argc,
	      char **argv, struct err *err)
{
	struct scan defaults = { .spec = spec, .defaults = true };
	struct scan line = { .spec = spec };

	if (join_arguments(args, spec, argc, argv, &defaults.len, err) ||
	    reserve_secrets(args, err))
		return -1;
	defaults.words = args->argv;
	line.words = args->argv + defaults.len;
	line.len = argc > 0 ? (size_t)argc - 1 : 0;
	if (take_defaults(args, &defaults, err))
		return err_prefix(err, "EC2_DEFAULT_ARGS");
	return take_words(args, &line, err);
}
