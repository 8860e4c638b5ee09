/* SPDX-License-Identifier: BSD-2-Clause */
#include "command/metadata.h"

#include <string.h>
#include <unistd.h>

#include "aws/metapath.h"
#include "cli/opt.h"
#include "cli/parse.h"
#include "cli/program.h"
#include "cli/usage.h"
#include "command/verify.h"
#include "system/confine.h"
#include "system/lines.h"

/* The options that do not belong to an item. */
static const struct opt other_options[] = {
	{ 0, "all", .help = "all of the above; this is the default" },
	{ 0, "path", "PATH", .use = OPT_MANY,
	  .help = "value at PATH; - reads paths, one a line" },
	{ 0, "verify", "CODE",
	  .help = "verify that the instance has product code CODE" },
	VERIFY_OPTIONS,
	{ 0, "quiet", .help = "print values without their names" },
	{ 0, "strict", .help = "status 1 if a value is missing" },
	{ 0, "api-version", "VERSION",
	  .help = "version of the metadata (latest)" },
	{ 0, "help", .help = "print this help" },
	{ 0, "version", .help = "print the versions of the tools and the API" },
	OPT_END
};

enum { OTHER_OPTIONS = sizeof(other_options) / sizeof(*other_options) };

static const struct opt no_options[] = { OPT_END };

struct run {
	const struct metadata *command;
	size_t items;		/* number of items; each item has an option */
	/* The options of the items, and then other_options with its OPT_END. */
	struct opt options[METADATA_ITEMS_MAX + OTHER_OPTIONS];
	struct opt_args args;
	struct settings settings;
	struct confine confine;
	bool answered_no;
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

/* Prints the items and paths that the command line names, in the order of the
 * command line.  At --all, prints all items and stops.  Also prints all items
 * if the command line names no item and no path. */
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
		else if (given->value && strcmp(given->value, "-") == 0)
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
	const char *version = opt_value(&r->args, "api-version");

	if (!version)
		return 0;
	r->printer.version = version;
	if (metapath_is_version(version, strlen(version)))
		return 0;
	return err_usage(err, "--api-version: '%s' is neither latest nor a "
			 "version such as 2007-03-01", version);
}

static int reach_service(struct run *r, const struct opt_spec *spec,
			 struct err *err)
{
	struct imds_settings imds = { .confine = &r->confine };

	if (opt_settings(&r->args, spec, &r->settings, err))
		return -1;
	imds_settings_read(&imds, &r->settings, NULL, NULL);
	return imds_new(&r->printer.imds, &imds, err);
}

static const char *code_to_verify(const struct run *r)
{
	return opt_value(&r->args, "verify");
}

/* Fails if the user combines --verify with an item, --path or --all, or gives
 * an option of --verify without --verify. */
static int check_verify(const struct run *r, struct err *err)
{
	static const char *const own[] = { "certificate", "check-dates" };
	bool verify = code_to_verify(r) != NULL;

	for (size_t i = 0; verify && i < r->args.len; i++) {
		const struct opt *opt = r->args.given[i].opt;

		if (opt < r->options + r->items ||
		    strcmp(opt->name, "path") == 0 ||
		    strcmp(opt->name, "all") == 0)
			return err_usage(err, "--%s cannot be used with --verify",
					 opt->name);
	}
	for (size_t i = 0; !verify && i < sizeof(own) / sizeof(*own); i++)
		if (opt_has(&r->args, own[i]))
			return err_usage(err, "--%s needs --verify", own[i]);
	return 0;
}

/* Reads EC2's signed document about this instance.  Prefers the document with
 * an RSA signature to the document with a DSA signature. */
static int fetch_document(struct run *r, struct buf *out, struct err *err)
{
	static const char *const kinds[] = { "rsa2048", "pkcs7" };
	struct buf path = { 0 };
	bool found = false;
	int rc = 0;

	for (size_t i = 0; !rc && !found && i < 2; i++) {
		buf_clear(&path);
		buf_printf(&path, "/%s/dynamic/instance-identity/%s",
			   r->printer.version, kinds[i]);
		rc = buf_check(&path, "path", err);
		if (!rc)
			rc = imds_get(r->printer.imds, path.data, out, &found,
				      err);
	}
	buf_release(&path);
	if (!rc && !found)
		rc = err_set(err, "the metadata service has no signed "
			     "identity document");
	return rc;
}

static int verify_instance(struct run *r, struct err *err)
{
	struct verify v = {
		.name = r->command->name, .args = &r->args,
		.settings = &r->settings, .rows = r->command->rows,
		.out = &r->out,
	};
	struct buf text = { 0 };
	int rc = fetch_document(r, &text, err);

	if (!rc)
		rc = verify_text(&v, &text, code_to_verify(r), err);
	buf_release(&text);
	r->answered_no = v.answered_no;
	return rc;
}

static int run_metadata(struct run *r, int argc, char **argv, struct err *err)
{
	const struct opt_spec spec = {
		.name = r->command->name, .purpose = r->command->purpose,
		.examples = r->command->examples, .options = r->options,
		.general_options = no_options, .no_defaults = true,
	};

	if (make_options(r, err) ||
	    parse_line(&r->args, &spec, argc, argv, err))
		return -1;
	if (usage_answer(&r->out.pending, &r->args, &spec))
		return program_close(&r->out, err);
	r->printer.quiet = opt_has(&r->args, "quiet");
	if (usage_check(&r->args, &spec, err) ||
	    opt_read_value(&r->args, STDIN_FILENO, err) ||
	    take_version(r, err) || check_verify(r, err) ||
	    reach_service(r, &spec, err) ||
	    (code_to_verify(r) ? verify_instance : print_given)(r, err))
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
	struct err err = { 0 };

	program_begin();
	if (run_metadata(&r, argc, argv, &err) && !r.out.gone)
		status = program_complain(command->name, "--help", &err);
	else if (r.printer.failed ||
		 (r.printer.absent && opt_has(&r.args, "strict")))
		status = STATUS_FAILED;
	else if (r.answered_no)
		status = STATUS_NO;
	imds_free(r.printer.imds);
	opt_release(&r.args);
	out_release(&r.out);
	if (r.out.gone)
		program_die_of_pipe();
	return program_end(status);
}
