/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-metadata's run, from its arguments to its exit status. */
#include "command/metadata.h"

#include <string.h>
#include <unistd.h>

#include "aws/metapath.h"
#include "cli/opt.h"
#include "cli/parse.h"
#include "cli/program.h"
#include "cli/usage.h"
#include "system/confine.h"
#include "system/lines.h"

/* Other options than those of items. */
static const struct opt other_options[] = {
	{ 0, "all", .help = "all of the above; this is the default" },
	{ 0, "path", "PATH", .use = OPT_MANY,
	  .help = "what lies at PATH; - reads paths, one a line" },
	{ 0, "quiet", .help = "print values without their names" },
	{ 0, "strict", .help = "status 1 when something is not there" },
	{ 0, "api-version", "VERSION",
	  .help = "version of the service to ask (latest)" },
	{ 0, "help", .help = "print this" },
	{ 0, "version", .help = "print the versions of the tools and the API" },
	OPT_END
};

enum { OTHERS = sizeof(other_options) / sizeof(*other_options) };

static const struct opt no_options[] = { OPT_END };

struct run {
	const struct metadata *command;
	size_t items;		/* how many */
	struct opt options[METADATA_ITEMS_MAX + OTHERS];	/* the items',
						 * then the others, OPT_END */
	struct opt_args args;
	struct confine confine;
	struct out out;
	struct metaitem_run printer;
};

static int make_options(struct run *r, struct err *err)
{
	const struct metaitem *item = r->command->items;

	for (; item->name; item++) {
		if (r->items == METADATA_ITEMS_MAX)
			return err_set(err, "more than %d items",
				       METADATA_ITEMS_MAX);
		r->options[r->items++] = (struct opt){
			.letter = item->letter, .name = item->name,
			.help = item->help,
		};
	}
	memcpy(r->options + r->items, other_options, sizeof(other_options));
	return 0;
}

static int print_all(struct run *r, struct err *err)
{
	for (size_t i = 0; i < r->items; i++)
		if (metaitem_print(&r->printer, &r->command->items[i], err))
			return -1;
	return 0;
}

static int print_paths(struct run *r, struct err *err)
{
	enum lines_state state;
	struct lines lines;
	const char *line;
	int rc;

	lines_init(&lines, STDIN_FILENO);
	do {
		rc = lines_wait(&lines, &state, &line, err);
		if (rc == 0 && state == LINES_ONE)
			rc = metaitem_print_path(&r->printer, line, err);
	} while (rc == 0 && state == LINES_ONE);
	lines_release(&lines);
	return rc;
}

/* Prints in the order of the command line; --all ends it. */
static int print_given(struct run *r, struct err *err)
{
	bool any = false;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < r->args.len; i++) {
		const struct opt_given *given = &r->args.given[i];
		size_t at = (size_t)(given->opt - r->options);

		if (strcmp(given->opt->name, "all") == 0)
			return print_all(r, err);
		if (at < r->items)
			rc = metaitem_print(&r->printer,
					    &r->command->items[at], err);
		else if (strcmp(given->opt->name, "path") != 0)
			continue;
		else if (strcmp(given->value, "-") == 0)
			rc = print_paths(r, err);
		else
			rc = metaitem_print_path(&r->printer, given->value,
						 err);
		any = true;
	}
	return rc || any ? rc : print_all(r, err);
}

static int take_version(struct run *r, struct err *err)
{
	for (size_t i = 0; i < r->args.len; i++) {
		const struct opt_given *given = &r->args.given[i];

		if (strcmp(given->opt->name, "api-version") != 0)
			continue;
		r->printer.version = given->value;
		if (!metapath_is_version(given->value, strlen(given->value)))
			return err_usage(err, "--api-version: '%s' is neither "
					 "latest nor a version such as "
					 "2007-03-01", given->value);
	}
	return 0;
}

static int reach_service(struct run *r, const struct opt_spec *spec,
			 struct err *err)
{
	struct imds_settings imds = { .confine = &r->confine };
	struct settings settings = {0};

	if (opt_settings(&r->args, spec, &settings, err))
		return -1;
	imds_settings_read(&imds, &settings, NULL, NULL);
	return imds_new(&r->printer.imds, &imds, err);
}

static int run_metadata(struct run *r, int argc, char **argv,
			struct err *err)
{
	const struct opt_spec spec = {
		.name = r->command->name, .synopsis = "[OPTION]...",
		.purpose = r->command->purpose, .options = r->options,
		.general = no_options, .no_defaults = true,
	};

	if (make_options(r, err) ||
	    parse_line(&r->args, &spec, argc, argv, err))
		return -1;
	if (opt_has(&r->args, "help"))
		usage_text(&r->out.pending, &spec);
	else if (opt_has(&r->args, "version"))
		buf_puts(&r->out.pending,
			 EC2_VERSION "\t" EC2_API_VERSION "\n");
	if (r->out.pending.len || r->out.pending.failed)
		return program_close(&r->out, err);
	r->printer.quiet = opt_has(&r->args, "quiet");
	if (usage_check(&r->args, &spec, err) ||
	    opt_read_value(&r->args, STDIN_FILENO, err) ||
	    take_version(r, err) || reach_service(r, &spec, err) ||
	    print_given(r, err))
		return -1;
	return program_close(&r->out, err);
}

int metadata_run(int argc, char **argv, const struct metadata *command)
{
	struct run r = {
		.command = command,
		.out = { .fd = STDOUT_FILENO },
		.printer = {
			.command = command->name, .out = &r.out,
			.version = "latest",
			.terminal = isatty(STDOUT_FILENO),
		},
	};
	int status = STATUS_OK;
	struct err err = {0};

	program_begin();
	if (run_metadata(&r, argc, argv, &err) && !r.out.gone)
		status = program_complain(command->name, "--help", &err);
	else if (r.printer.failed ||
		 (r.printer.absent && opt_has(&r.args, "strict")))
		status = STATUS_FAILED;
	imds_free(r.printer.imds);
	opt_release(&r.args);
	out_release(&r.out);
	if (r.out.gone)
		program_die_of_pipe();
	return status;
}
