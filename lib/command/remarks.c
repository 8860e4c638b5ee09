/* SPDX-License-Identifier: BSD-2-Clause */
#include "command/remarks.h"

#include <stdio.h>
#include <unistd.h>

#include "cli/program.h"

void remarks_prompt(const struct opt_args *args)
{
	const struct opt *opt = args->from_stdin;
	char text[128], called[64];

	if (!opt || !isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
		return;
	(void)snprintf(text, sizeof(text), "%s of %s, end with control-D:",
		       opt->bytes ? "content" : opt->use == OPT_ONE
		       ? "value, one line," : "values, one a line,",
		       opt_called(opt, called, sizeof(called)));
	program_say(NULL, text);
}

static void say_target(const char *name, const struct place *p)
{
	struct buf text = { 0 };

	buf_printf(&text, "endpoint %s (%s), region %s, signature version "
		   "%d, credentials from %s, access key %s",
		   buf_str(&p->endpoint.text), p->endpoint.from,
		   buf_str(&p->endpoint.region),
		   (int)p->target.service.signature,
		   buf_str(&p->login->identity.cred.source),
		   buf_str(&p->login->identity.cred.access_key));
	program_say(name, buf_str(&text));
	buf_release(&text);
}

void remarks_introduce(const char *name, const struct settings *settings,
		       const struct opt_args *args,
		       const struct targets *targets)
{
	struct buf text = { 0 };

	if (!settings->verbose && !settings->debug)
		return;
	for (size_t i = 0; i < targets->len; i++)
		say_target(name, targets->places[i]);
	if (args->skipped.len && settings->verbose) {
		buf_printf(&text, "EC2_DEFAULT_ARGS: skipped options of "
			   "other commands: %s", buf_str(&args->skipped));
		program_say(name, buf_str(&text));
	}
	for (size_t i = 0; i < args->len; i++) {
		const struct opt *opt = args->given[i].opt;
		char called[64];

		if (!opt->ignored || !settings->verbose)
			continue;
		buf_clear(&text);
		buf_printf(&text, "%s is ignored: %s", opt_called(opt, called,
			   sizeof(called)), opt->ignored);
		program_say(name, buf_str(&text));
	}
	buf_release(&text);
}
