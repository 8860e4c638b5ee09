/* SPDX-License-Identifier: BSD-2-Clause */
#include "command/form.h"

#include <string.h>

#include "cli/program.h"

static int find_format(struct out *out, const struct settings *settings,
		       struct err *err)
{
	static const char *const names[] = {
		[OUT_TEXT] = "text", [OUT_TABLE] = "table",
		[OUT_JSON] = "json", [OUT_CSV] = "csv",
	};
	const char *wanted = settings->output;

	out->show_empty = settings->show_empty;
	out->table.width = program_width();
	for (size_t i = 0; wanted && i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(names[i], wanted) == 0) {
			out->format = (enum out_format)i;
			return 0;
		}
	if (!wanted)
		return 0;
	return err_usage(err, "--output: '%s' is not text, table, json or csv",
			 wanted);
}

/* Sets OUT's fields for documents.  A command that prints a document prints
 * text with --output table, and fails with --output csv. */
static int find_document(struct out *out, const struct form_plan *plan,
			 struct err *err)
{
	out->document = plan->document;
	out->raw = plan->settings->raw;
	if (!out->document)
		return 0;
	if (out->format == OUT_CSV)
		return err_usage(err, "--output: a document cannot be csv");
	if (out->format == OUT_TABLE)
		out->format = OUT_TEXT;
	return 0;
}

/* Returns the attribute that the options choose, or NULL. */
static const char *attribute_of(const struct opt_args *args)
{
	for (size_t i = 0; i < args->len; i++) {
		const struct opt *opt = args->given[i].opt;

		if (opt->param && opt->fixed &&
		    strcmp(opt->param, "Attribute") == 0)
			return opt->fixed;
	}
	return NULL;
}

/* Fails if the output would omit or change a column that EC2 sends only once.
 * Tables may shorten values, and csv escapes them. */
static int check_sent_once(const struct out *out,
			   const struct form_plan *plan, struct err *err)
{
	const struct out_choice *choice = out->choice;
	bool kept = !choice->columns_count;

	if (!plan->sent_once)
		return 0;
	if (out->format == OUT_TABLE || out->format == OUT_CSV)
		return err_usage(err, "--output %s would change %s, which EC2 "
				 "sends only once", plan->settings->output,
				 plan->sent_once);
	for (size_t i = 0; i < choice->columns_count; i++)
		kept = kept || strcmp(choice->columns[i]->name,
				      plan->sent_once) == 0;
	return kept ? 0 : err_usage(err, "--columns leaves out %s, which EC2 "
				    "sends only once", plan->sent_once);
}

int form_find(struct out *out, struct choice *choice,
	      const struct form_plan *plan, struct err *err)
{
	if (find_format(out, plan->settings, err) ||
	    find_document(out, plan, err) ||
	    choice_make(choice, plan->settings, out->format, plan->rows,
			attribute_of(plan->args), err))
		return -1;
	out->choice = &choice->out;
	return check_sent_once(out, plan, err);
}
