/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Takes any words as a command line.  The command refuses the command line with
 * a usage error, or makes requests with EC2's parameters.  The values of secret
 * options must be copies, because ps would show values in argv.
 *
 * An input has one word on each line.  The first word is the command's name.
 */
#include <unistd.h>

#include "fuzz.h"

#include "cli/general.h"
#include "cli/parse.h"
#include "cli/usage.h"
#include "command/cmd.h"

enum { WORDS_MAX = 64, JOBS_MAX = 50 };

/* The commands.  The Makefile renames the main of each command.  main passes
 * the command's table to cmd_run, which is defined in this file. */
int main_of_associate_address(int argc, char **argv);
int main_of_authorize(int argc, char **argv);
int main_of_create_tags(int argc, char **argv);
int main_of_create_volume(int argc, char **argv);
int main_of_delete_tags(int argc, char **argv);
int main_of_describe_images(int argc, char **argv);
int main_of_describe_instances(int argc, char **argv);
int main_of_modify_image_attribute(int argc, char **argv);
int main_of_modify_instance_attribute(int argc, char **argv);
int main_of_modify_snapshot_attribute(int argc, char **argv);
int main_of_register(int argc, char **argv);
int main_of_run_instances(int argc, char **argv);

static const struct {
	const char *name;
	int (*main)(int argc, char **argv);
} commands[] = {
	{ "ec2-associate-address", main_of_associate_address },
	{ "ec2-authorize", main_of_authorize },
	{ "ec2-create-tags", main_of_create_tags },
	{ "ec2-create-volume", main_of_create_volume },
	{ "ec2-delete-tags", main_of_delete_tags },
	{ "ec2-describe-images", main_of_describe_images },
	{ "ec2-describe-instances", main_of_describe_instances },
	{ "ec2-modify-image-attribute", main_of_modify_image_attribute },
	{ "ec2-modify-instance-attribute", main_of_modify_instance_attribute },
	{ "ec2-modify-snapshot-attribute", main_of_modify_snapshot_attribute },
	{ "ec2-register", main_of_register },
	{ "ec2-run-instances", main_of_run_instances },
};

/* Checks that a request to delete tags names a tag.  Without a tag, the request
 * would delete all tags. */
static void check_tags(const struct params *p, const struct cmd *cmd)
{
	const char *key = params_get(p, "Tag.1.Key");

	if (strcmp(cmd->call.action, "DeleteTags") == 0)
		MUST(key && *key && params_get(p, "ResourceId.1"));
}

static void check_jobs(const struct opt_args *args, const struct cmd *cmd,
		       const struct opt_spec *spec)
{
	const struct job_plan plan = {
		.args = args, .spec = spec, .defaults = cmd->defaults,
		.finish = cmd->finish, .fd = STDIN_FILENO,
	};
	enum lines_state state = LINES_ONE;
	struct job_source *jobs;
	struct job job = { 0 };
	struct err err = { 0 };

	if (job_source_new(&jobs, &plan, &err)) {
		MUST(err.text[0]);
		return;
	}
	for (int i = 0; i < JOBS_MAX && state == LINES_ONE; i++) {
		if (job_next(jobs, &state, &job, &err))
			MUST(err.text[0]);
		if (state == LINES_ONE) {
			fuzz_check_names(&job.params);
			check_tags(&job.params, cmd);
		}
	}
	job_release(&job);
	job_source_free(jobs);
}

/* Checks that the values of secret options are copies, because the parser
 * overwrites these values in argv. */
static void check_secrets(const struct opt_args *args)
{
	const char *from = buf_str(&args->secrets);

	for (size_t i = 0; i < args->len; i++) {
		const struct opt_given *g = &args->given[i];

		if (g->opt->set.secret && strcmp(g->value, "-") != 0)
			MUST(g->value >= from &&
			     g->value < from + args->secrets.len);
	}
}

int cmd_run(int argc, char **argv, const struct cmd *cmd)
{
	const struct opt_spec spec = {
		.name = cmd->name, .purpose = cmd->purpose,
		.operand = cmd->operand,
		.options = cmd->options, .general_options = general_options,
	};
	struct settings settings = general_defaults;
	struct opt_args args = { 0 };
	struct err err = { 0 };

	if (parse_line(&args, &spec, argc, argv, &err) ||
	    usage_check(&args, &spec, &err) ||
	    opt_settings(&args, &spec, &settings, &err)) {
		MUST(err.text[0] && err.kind == ERR_USAGE);
	} else {
		MUST(settings.jobs >= 1 && settings.jobs <= 256);
		MUST(settings.signature_version == 2 ||
		     settings.signature_version == 4);
		check_secrets(&args);
		check_jobs(&args, cmd, &spec);
	}
	opt_release(&args);
	return 0;
}

/* Returns 0 if a word may name a file in /dev or /proc, and 1 otherwise.
 * Reading a device may never end. */
static int names_no_device(char **argv)
{
	for (; *argv; argv++)
		if (strstr(*argv, "/dev") || strstr(*argv, "/proc"))
			return 0;
	return 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *at = data, *end = data + size;
	char *argv[WORDS_MAX + 1] = { 0 };
	int argc = 0;

	while (argc < WORDS_MAX && (argv[argc] = fuzz_line(&at, end)))
		argc++;
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++)
		if (argc && strcmp(commands[i].name, argv[0]) == 0 &&
		    names_no_device(argv))
			MUST(commands[i].main(argc, argv) == 0);
	for (int i = 0; i < argc; i++)
		free(argv[i]);
	return 0;
}
