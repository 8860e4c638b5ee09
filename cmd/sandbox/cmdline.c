/* SPDX-License-Identifier: BSD-2-Clause */
#include "cmdline.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "cli/opt.h"
#include "cli/parse.h"
#include "cli/usage.h"
#include "state/seed_kinds.h"
#include "values/id.h"

#define DEFAULT_FOREGROUND "127.0.0.1:8773"
#define DEFAULT_COMMAND "127.0.0.1:0"

enum { RESET_TOKEN_MIN = 8, ADVERTISE_MAX = 260 };

enum {
	LISTEN, DATABASE, SEED, DUMP, METADATA, NEEDS_TOKEN,
	IDENTITY_CERTIFICATE, FAULTS, INSTANT, CERT, KEY,
	ANYWHERE, ADVERTISE, IS_READY, READY_FD, LOG, RESET_TOKEN,
	HELP, VERSION, OPTIONS,
};

static const struct opt options[OPTIONS + 1] = {
	[LISTEN] = { 'l', "listen", "ADDRESS:PORT",
		     .help = "address (" DEFAULT_FOREGROUND
			     "; COMMAND: a free port)" },
	[DATABASE] = { 'd', "database", "FILE",
		       .help = "keep the state in a SQLite file" },
	[SEED] = { 's', "seed", "FILE",
		   .help = "start with the state in FILE (format: below)" },
	[DUMP] = { 0, "dump", .help = "print the state as text, and exit" },
	[METADATA] = { 'm', "metadata", "INSTANCE=ADDRESS:PORT",
		       .use = OPT_MANY,
		       .help = "serve an instance's metadata on an address" },
	[NEEDS_TOKEN] = { 0, "imds-v2-only",
			  .help = "refuse metadata requests without a token" },
	[IDENTITY_CERTIFICATE] = { 0, "identity-certificate",
				   .help = "print the certificates of identity documents" },
	[FAULTS] = { 'f', "faults", "NAME=VALUE,...",
		     .help = "NAME: throttle error reset truncate delay seed" },
	[INSTANT] = { 0, "instant",
		      .help = "end states such as pending at once" },
	[CERT] = { 'c', "cert", "FILE",
		   .help = "certificate in PEM, to serve TLS or to trust" },
	[KEY] = { 'k', "key", "FILE",
		  .help = "the certificate's private key (PEM)" },
	[ANYWHERE] = { 0, "listen-anywhere",
		       .help = "allow addresses other than loopback addresses" },
	[ADVERTISE] = { 0, "advertise", "HOST[:PORT]",
			.help = "host in URLs, for clients on other machines" },
	[IS_READY] = { 0, "is-ready", "URL",
		       .help = "ask the sandbox at URL whether it is ready" },
	[READY_FD] = { 0, "ready-fd", "N",
		       .help = "write the URL to this descriptor when ready" },
	[LOG] = { 0, "log", "FILE", .output = true,
		  .help = "append a JSON line per API request (-: stdout)" },
	[RESET_TOKEN] = { 0, "reset-token", "TOKEN",
			  .help = "token that POST /reset must send" },
	[HELP] = { 'h', "help", .help = "show this help" },
	[VERSION] = { 0, "version", .help = "show the version" },
	[OPTIONS] = OPT_END
};

static const struct opt no_options[] = { OPT_END };

static const struct opt_spec spec = {
	.name = "ec2-sandbox", .synopsis = "[options] [COMMAND [ARG...]]",
	.purpose = "Runs COMMAND in an environment that uses a local EC2 "
		   "endpoint. Without COMMAND,\nprints that environment for "
		   "another shell, and serves until a signal ends it.",
	.examples = (const char *const[OPT_EXAMPLES]){ "sh", "-d shop.db sh" },
	.options = options, .general_options = no_options, .no_defaults = true,
	.ends_at_operand = true,
};

void cmdline_help(struct buf *out)
{
	usage_text(out, &spec);
	buf_puts(out, "\nA state has one resource on each line: its kind and its "
		 "fields as NAME=VALUE,\nseparated by tabs. Commas separate the "
		 "elements of a list. Fields in brackets\nmay be left "
		 "out.\n\n");
	seed_kinds_help(out);
}

static int add_metadata(struct cmdline *c, const char *value, struct err *err)
{
	struct cmdline_metadata *m = &c->metadata[c->metadata_count];
	size_t len = strcspn(value, "=");

	if (!value[len] || len >= sizeof(m->instance))
		return err_usage(err, "-m: '%s' is not INSTANCE=ADDRESS:PORT",
				 value);
	if (c->metadata_count == CMDLINE_METADATA_MAX)
		return err_usage(err, "-m: given more than %d times",
				 CMDLINE_METADATA_MAX);
	(void)snprintf(m->instance, sizeof(m->instance), "%.*s", (int)len,
		       value);
	if (!id_is_valid(m->instance, "i-"))
		return err_usage(err, "-m: '%s' is not an instance's id: i- and "
				 "8 or 17 hex digits", m->instance);
	m->address = value + len + 1;
	c->metadata_count++;
	return 0;
}

static int take_option(struct cmdline *c, const struct opt_given *given,
		       struct err *err)
{
	const char **const texts[OPTIONS] = {
		[LISTEN] = &c->listen, [DATABASE] = &c->database,
		[SEED] = &c->seed, [FAULTS] = &c->faults, [CERT] = &c->cert,
		[KEY] = &c->key, [ADVERTISE] = &c->advertise,
		[IS_READY] = &c->is_ready, [LOG] = &c->log,
		[RESET_TOKEN] = &c->reset_token,
	};
	bool *const flags[OPTIONS] = {
		[DUMP] = &c->dump, [NEEDS_TOKEN] = &c->needs_token,
		[IDENTITY_CERTIFICATE] = &c->identity_certificate,
		[INSTANT] = &c->instant, [ANYWHERE] = &c->anywhere,
		[HELP] = &c->help, [VERSION] = &c->version,
	};
	const size_t i = (size_t)(given->opt - options);

	if (i == METADATA)
		return add_metadata(c, given->value, err);
	if (i == READY_FD && num_parse(given->value, 0, INT_MAX, &c->ready_fd,
				       err))
		return err_usage(err, "--ready-fd: '%s' is not the number of a "
				 "descriptor", given->value);
	if (texts[i])
		*texts[i] = given->value;
	if (flags[i])
		*flags[i] = true;
	return 0;
}

#define BIT(option) (1ul << (option))

/* Options that make the sandbox do something other than serve.  The user may
 * combine the option `mode` only with the options `others`, as `words` says. */
static const struct {
	unsigned long mode, others;
	const char *name, *words;
} modes[] = {
	{ BIT(DUMP), BIT(DATABASE) | BIT(SEED), "--dump",
	  "can be combined only with either -d or -s" },
	{ BIT(IDENTITY_CERTIFICATE), 0, "--identity-certificate",
	  "must be the only argument" },
	{ BIT(IS_READY), BIT(CERT), "--is-ready",
	  "can be combined only with -c" },
};

/* Refuses wrong combinations of options, and some wrong values.  Sets the
 * default of --listen.  GIVEN has a bit for each option of the command line. */
static int check_together(struct cmdline *c, unsigned long given,
			  struct err *err)
{
	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++)
		if ((given & modes[i].mode) && (c->command ||
		    (given & ~(modes[i].mode | modes[i].others)) ||
		    (c->database && c->seed)))
			return err_usage(err, "%s %s", modes[i].name,
					 modes[i].words);
	if (!c->cert != !c->key && !c->is_ready)
		return err_usage(err, "-c and -k need each other");
	if (c->needs_token && !c->metadata_count)
		return err_usage(err, "--imds-v2-only needs -m");
	if (c->advertise && (strlen(c->advertise) > ADVERTISE_MAX ||
			     strpbrk(c->advertise, " \t\r\n/@?#\"'\\")))
		return err_usage(err, "--advertise: '%s' is not HOST[:PORT]",
				 c->advertise);
	if (c->reset_token && strlen(c->reset_token) < RESET_TOKEN_MIN)
		return err_usage(err, "--reset-token: TOKEN is shorter than %d "
				 "characters", RESET_TOKEN_MIN);
	if (c->log && strcmp(c->log, "-") == 0 && !c->command)
		return err_usage(err, "--log -: without COMMAND, standard output "
				 "is for the environment; name a file");
	if (!c->listen)
		c->listen = c->command ? DEFAULT_COMMAND : DEFAULT_FOREGROUND;
	return 0;
}

int cmdline_parse(struct cmdline *out, int argc, char **argv, struct err *err)
{
	struct opt_args args = { 0 };
	unsigned long given = 0;
	int rc;

	out->ready_fd = -1;
	rc = parse_line(&args, &spec, argc, argv, err);

	if (args.rest)
		out->command = argv + ((size_t)argc - args.rest);
	for (size_t i = 0; rc == 0 && i < args.len; i++) {
		rc = take_option(out, &args.given[i], err);
		given |= BIT(args.given[i].opt - options);
	}
	opt_release(&args);
	return rc || out->help || out->version ? rc :
	       check_together(out, given, err);
}
