/* SPDX-License-Identifier: BSD-2-Clause */
/* A command's run, from its arguments to its exit status. */
#include "cmd.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "api.h"
#include "child.h"
#include "codec.h"
#include "confine.h"
#include "digest.h"
#include "endpoint.h"
#include "general.h"
#include "hint.h"
#include "http.h"
#include "identity.h"
#include "job.h"
#include "now.h"
#include "out.h"
#include "profile.h"
#include "program.h"
#include "progress.h"
#include "provider.h"
#include "redact.h"
#include "seen.h"
#include "usage.h"

enum status {
	STATUS_OK = 0,
	STATUS_FAILED = 1,
	STATUS_USAGE = 2,
	STATUS_NO = 3,
	STATUS_SIGNAL = 128,	/* and the signal's number */
};

/* All that one run of a command has. */
struct run {
	const struct cmd *cmd;
	struct opt_spec spec;
	struct opt_args args;
	struct settings settings;
	struct job_source *jobs;
	struct profile *profiles;
	struct endpoint endpoint;
	struct provider provider;
	struct child *child;
	struct confine confine;
	struct identity identity;
	struct http *http;
	struct out out;
	struct buf page_size, token;	/* parameters of every job */
	struct buf hint;	/* the one said last */
	struct progress progress;
	bool watched;		/* by someone at a terminal */
	struct seen seen;	/* first columns of items printed */
	struct buf said;	/* the last failure of a job */
	bool skipping;		/* rows of an item printed before */
	bool headed;		/* headings are printed */
	bool failed;		/* some job */
	bool answered_no;	/* some job, without failing */
};

static enum sign_version signature(const struct run *r)
{
	return r->settings.signature_version == 2 ? SIGN_V2 : SIGN_V4;
}

static void show_progress(struct run *r)
{
	struct buf text = {0};
	long long now;

	if (!r->watched)
		return;
	now = now_ms();
	if (progress_due(&r->progress, now)) {
		r->progress.columns = program_columns(PROGRESS_COLUMNS);
		progress_draw(&r->progress, now, &text);
		program_draw(buf_str(&text), text.len);
	}
	buf_release(&text);
}

static void erase_progress(struct run *r)
{
	struct buf text = {0};

	if (r->progress.width)
		r->progress.columns = program_columns(PROGRESS_COLUMNS);
	progress_erase(&r->progress, &text);
	program_draw(buf_str(&text), text.len);
	buf_release(&text);
}

/* A line on standard error, where progress may stand. */
static void say(struct run *r, const char *prefix, const char *text)
{
	erase_progress(r);
	program_say(prefix, text);
}

static int on_begin(void *ctx, const struct job *job, struct err *err)
{
	struct run *r = ctx;
	const char *headings;

	if (r->headed || !r->settings.headings || r->settings.quiet)
		return 0;
	r->headed = true;
	headings = r->cmd->headings;
	if (!headings)
		headings = row_headings(r->cmd->call.rows, &job->params);
	return headings ? out_headings(&r->out, headings, err) : 0;
}

/* Several requests for one list may bring an item twice: the rows from an
 * item's first one, whose second column is its id, to the next item's. */
static int skip_again(struct run *r, const char *heads,
		      const struct cell *cells, struct err *err)
{
	if (!r->cmd->otherwise || heads != r->cmd->call.rows[0].heads)
		return 0;
	return seen_add(&r->seen, cells[1].text ? cells[1].text : "",
			cells[1].len, &r->skipping, err);
}

static bool is_tag(const struct cell *cells)
{
	return cells[0].len == 3 && memcmp(cells[0].text, "TAG", 3) == 0;
}

static int on_row(void *ctx, const char *heads, const struct cell *cells,
		  size_t count, struct err *err)
{
	struct run *r = ctx;

	if (skip_again(r, heads, cells, err))
		return -1;
	if (r->settings.quiet || r->skipping ||
	    (r->settings.hide_tags && is_tag(cells)))
		return 0;
	return out_row(&r->out, heads, cells, count, err);
}

static const char *named(const struct run *r, const struct job *job)
{
	return job_named(r->jobs) ? buf_str(&job->name) : NULL;
}

/* Without the secrets of those who sign, or did until lately. */
static void redact(const struct run *r, struct buf *out, const char *text,
		   size_t len)
{
	struct buf once = { .secret = true };

	redact_text(&once, &r->identity.before, text, len);
	redact_text(out, &r->identity.cred, buf_str(&once), once.len);
	buf_release(&once);
}

/* What helps once is not said again for every line of a list. */
static void say_hint(struct run *r, const char *hint)
{
	if (!*hint || strcmp(hint, buf_str(&r->hint)) == 0)
		return;
	buf_clear(&r->hint);
	buf_puts(&r->hint, hint);
	say(r, NULL, hint);
}

/* The service's words stand first on the line, as they always did. */
static void report(struct run *r, const struct job *job,
		   const struct exchange_result *result)
{
	struct err err = result->err;
	const char *prefix = named(r, job);
	struct buf text = {0};

	hint_add(&err, result, &r->endpoint, &r->settings);
	if (!prefix && !result->code[0])
		prefix = r->cmd->name;
	redact(r, &text, err.text, strlen(err.text));
	/* What is wrong with one of several requests for one list is mostly
	 * wrong with all. */
	if (r->cmd->otherwise && strcmp(buf_str(&text),
					buf_str(&r->said)) == 0) {
		buf_release(&text);
		return;
	}
	say(r, prefix, buf_str(&text));
	buf_release(&r->said);
	r->said = text;
	say_hint(r, err.hint);
	if (r->settings.verbose && result->request_id[0])
		say(r, "request id", result->request_id);
}

static int on_done(void *ctx, const struct job *job,
		   const struct exchange_result *result, struct err *err)
{
	struct run *r = ctx;

	r->progress.done++;
	r->progress.failed += result->failed;
	show_progress(r);
	if (result->failed) {
		r->failed = true;
		if (out_flush(&r->out, err))
			return -1;
		report(r, job, result);
		return 0;
	}
	if (!result->answered_false)
		return 0;
	r->answered_no = true;
	if (!r->settings.verbose || !r->cmd->no_means)
		return 0;
	if (out_flush(&r->out, err))
		return -1;
	say(r, buf_str(&job->name), r->cmd->no_means);
	return 0;
}

static int on_idle(void *ctx, struct err *err)
{
	struct run *r = ctx;

	show_progress(r);
	return out_flush(&r->out, err);
}

static void on_note(void *ctx, const struct job *job, bool loud,
		    const char *text)
{
	struct run *r = ctx;
	const char *prefix = job ? named(r, job) : NULL;
	struct buf shown = {0};

	if (!loud && !r->settings.verbose)
		return;
	redact(r, &shown, text, strlen(text));
	say(r, prefix ? prefix : r->cmd->name, buf_str(&shown));
	buf_release(&shown);
}

static void on_trace(void *ctx, const char *what, const char *text, size_t len)
{
	struct run *r = ctx;
	struct buf shown = {0};

	redact(r, &shown, text, len);
	erase_progress(r);
	program_trace(what, buf_str(&shown), shown.len);
	buf_release(&shown);
}

/* What a provider of credentials has to say. */
static void on_provider_note(void *ctx, bool loud, const char *text)
{
	on_note(ctx, NULL, loud, text);
}

static int on_renew(void *ctx, struct exchange_run *run, struct err *err)
{
	struct run *r = ctx;

	if (identity_renew(&r->identity, time(NULL) + run->clock_off, err))
		return -1;
	run->signer = r->identity.signer;
	return 0;
}

/* An option's profile stands for itself; the environment's, and the default
 * one, are asked where nothing better is known. */
static int open_profiles(struct run *r, struct err *err)
{
	const struct settings *s = &r->settings;
	const struct profile_places places = {
		.name = s->profile ? s->profile : s->env_profile,
		.config_file = s->env_config_file,
		.credentials_file = s->env_credentials_file,
		.home = s->env_home,
	};

	return profile_new(&r->profiles, &places, err);
}

static int find_identity(struct run *r, struct err *err)
{
	struct sign_scope scope = {
		.version = signature(r), .service = "ec2",
		.host = buf_str(&r->endpoint.url.host),
		.path = buf_str(&r->endpoint.url.path),
		.region = buf_str(&r->endpoint.region),
	};

	r->provider = (struct provider){
		.settings = &r->settings, .files = r->profiles,
		.profile = profile_name(r->profiles),
		.named = r->settings.profile,
		.region = buf_str(&r->endpoint.region),
		.stop = program_stop(), .attended = isatty(STDERR_FILENO),
		.child = &r->child,
		.note = on_provider_note, .ctx = r,
	};
	return identity_find(&r->identity, &r->provider, &scope, err);
}

static int check_settings(const struct settings *s, struct err *err)
{
	if (s->signature_version == 2 || s->signature_version == 4)
		return 0;
	return err_usage(err, "--signature-version: it is 2 or 4, not %ld",
			 s->signature_version);
}

static int find_format(struct run *r, struct err *err)
{
	static const char *const names[] = {
		[OUT_TEXT] = "text", [OUT_TABLE] = "table",
		[OUT_JSON] = "json",
	};
	const char *wanted = r->settings.output;

	r->out.show_empty = r->settings.show_empty;
	for (size_t i = 0; wanted && i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(names[i], wanted) == 0) {
			r->out.format = (enum out_format)i;
			return 0;
		}
	if (!wanted)
		return 0;
	return err_usage(err, "--output: '%s' is not text, table or json",
			 wanted);
}

/* 32 hex digits of a random token. */
static int make_token(struct buf *out, struct err *err)
{
	unsigned char bytes[16];
	char hex[2 * sizeof(bytes) + 1];

	if (digest_random(bytes, sizeof(bytes), err))
		return -1;
	codec_hex(bytes, sizeof(bytes), hex);
	buf_puts(out, hex);
	return buf_check(out, "token", err);
}

/* The parameters that every request of the command has: its own, two more,
 * and the end. */
static int make_jobs(struct run *r, struct err *err)
{
	struct job_param defaults[CMD_DEFAULTS_MAX + 3] = {{0}};
	struct job_plan plan = {
		.args = &r->args, .spec = &r->spec, .defaults = defaults,
		.fd = STDIN_FILENO,
	};
	size_t n = 0;

	for (; n < CMD_DEFAULTS_MAX && r->cmd->defaults[n].name; n++)
		defaults[n] = r->cmd->defaults[n];
	if (r->cmd->pages && r->settings.page_size && !job_lists(&r->args)) {
		buf_printf(&r->page_size, "%ld", r->settings.page_size);
		defaults[n++] = (struct job_param){
			"MaxResults", buf_str(&r->page_size) };
	}
	if (r->cmd->token) {
		if (make_token(&r->token, err))
			return -1;
		defaults[n++] = (struct job_param){
			r->cmd->token, buf_str(&r->token) };
	}
	if (r->cmd->unless && !opt_has_any(&r->args, r->cmd->unless))
		plan.variants = r->cmd->otherwise;
	return job_source_new(&r->jobs, &plan, err);
}

/* From a checked command line to everything that a request needs. */
static int prepare(struct run *r, struct err *err)
{
	struct http_settings http;

	r->settings.confine = &r->confine;
	if (check_settings(&r->settings, err) || find_format(r, err) ||
	    make_jobs(r, err) || open_profiles(r, err) ||
	    endpoint_find(&r->endpoint, &r->settings, r->profiles, err) ||
	    endpoint_http(&http, &r->settings, r->profiles,
			  r->endpoint.url.tls, err) ||
	    find_identity(r, err))
		return -1;
	return http_new(&r->http, &http, err);
}

/* What -v, and the first line of it --debug, says before the first
 * request. */
static void introduce(const struct run *r)
{
	struct buf text = {0};

	if (!r->settings.verbose && !r->settings.debug)
		return;
	buf_printf(&text, "endpoint %s (%s), region %s, signature version "
		   "%ld, credentials from %s", buf_str(&r->endpoint.text),
		   r->endpoint.from, buf_str(&r->endpoint.region),
		   r->settings.signature_version,
		   buf_str(&r->identity.cred.source));
	program_say(r->cmd->name, buf_str(&text));
	for (size_t i = 0; i < r->args.len; i++) {
		const struct opt *opt = r->args.given[i].opt;
		char called[64];

		if (!opt->ignored || !r->settings.verbose)
			continue;
		buf_clear(&text);
		buf_printf(&text, "%s is ignored: %s", opt_called(opt, called,
			   sizeof(called)), opt->ignored);
		program_say(r->cmd->name, buf_str(&text));
	}
	buf_release(&text);
}

/* What the run ended before. */
static void say_unfinished(const struct run *r, const struct api *api)
{
	struct buf text = {0};

	if (!api->untried && !api->unread)
		return;
	buf_puts(&text, *program_stop() ? "interrupted: " : "stopped: ");
	if (api->untried)
		buf_printf(&text, "%lu not done", api->untried);
	if (api->untried && api->unread)
		buf_puts(&text, ", ");
	if (api->unread)
		buf_puts(&text, "the rest of standard input was not read");
	program_say(r->cmd->name, buf_str(&text));
	buf_release(&text);
}

/* An empty list is as good as any to a job that runs by itself; a person may
 * have meant another. */
static void say_empty(const struct run *r, const struct api *api)
{
	const struct opt *opt = r->args.from_stdin;
	struct buf text = {0};
	char called[64];

	if (!opt || r->progress.done || api->untried || api->unread ||
	    (!r->settings.verbose && !isatty(STDERR_FILENO)))
		return;
	buf_printf(&text, "%s -: nothing stood on standard input, so nothing "
		   "was asked for", opt_called(opt, called, sizeof(called)));
	program_say(r->cmd->name, buf_str(&text));
	buf_release(&text);
}

static int run_jobs(struct run *r, struct err *err)
{
	const struct api_sink sink = {
		on_begin, on_row, on_done, on_idle, r,
	};
	struct api api = {
		.exchange = {
			.call = &r->cmd->call,
			.endpoint = &r->endpoint,
			.signer = r->identity.signer,
			.signature = signature(r),
			.renew = on_renew,
			.http = r->http,
			.api_version = r->settings.api_version
					       ? r->settings.api_version
					       : EC2_API_VERSION,
			.attempts_max = (int)r->settings.max_attempts,
			.dry_run = r->settings.dry_run,
			.read_back = !r->settings.no_verify,
			.note = on_note,
			.trace = r->settings.debug ? on_trace : NULL,
			.ctx = r,
		},
		.sink = &sink,
		.jobs = r->jobs,
		.input = STDIN_FILENO,
		.under_way_max = (int)r->settings.jobs,
		.stop = program_stop(),
	};
	int rc;

	r->watched = program_is_watched();
	progress_begin(&r->progress, r->watched ? job_count(r->jobs) : 0,
		       now_ms());
	rc = api_run(&api, err);
	erase_progress(r);
	if (rc) {
		struct err ignored;

		/* What was done before is known all the same. */
		(void)out_end(&r->out, &ignored);
		return -1;
	}
	if (out_end(&r->out, err))
		return -1;
	say_unfinished(r, &api);
	say_empty(r, &api);
	return 0;
}

static int print_text(struct run *r, const struct buf *text, struct err *err)
{
	if (buf_check(text, "output", err))
		return -1;
	buf_append(&r->out.pending, text->data, text->len);
	return program_close(&r->out, err);
}

static int print_help(struct run *r, struct err *err)
{
	struct buf text = {0};
	int rc;

	usage_text(&text, &r->spec);
	rc = print_text(r, &text, err);
	buf_release(&text);
	return rc;
}

static int print_version(struct run *r, struct err *err)
{
	struct buf text = {0};
	int rc;

	buf_puts(&text, EC2_VERSION "\t" EC2_API_VERSION "\n");
	rc = print_text(r, &text, err);
	buf_release(&text);
	return rc;
}

/* What a person at a terminal is waited for; never on standard output. */
static void prompt(const struct run *r)
{
	const struct opt *opt = r->args.from_stdin;
	char text[128], called[64];

	if (!opt || !isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
		return;
	(void)snprintf(text, sizeof(text), "%s of %s, end with control-D:",
		       opt->bytes ? "content" : opt->use == OPT_ONE
		       ? "value, one line," : "values, one a line,",
		       opt_called(opt, called, sizeof(called)));
	program_say(NULL, text);
}

static int prepare_and_say(struct run *r, struct err *err)
{
	int rc = prepare(r, err);
	const char *text = r->confine.text;

	if (r->settings.debug && r->confine.done)
		program_trace("confinement", text, strlen(text));
	return rc;
}

static int run(struct run *r, int argc, char **argv, struct err *err)
{
	if (opt_parse(&r->args, &r->spec, argc, argv, err))
		return -1;
	if (opt_has(&r->args, "help"))
		return print_help(r, err);
	if (opt_has(&r->args, "version"))
		return print_version(r, err);
	if (usage_check(&r->args, &r->spec, err))
		return -1;
	if (!r->cmd->call.action)
		return print_version(r, err);
	prompt(r);
	if (opt_read_value(&r->args, STDIN_FILENO, err) ||
	    opt_settings(&r->args, &r->spec, &r->settings, err) ||
	    prepare_and_say(r, err))
		return -1;
	introduce(r);
	program_catch_signals();
	return run_jobs(r, err) ? -1 : program_close(&r->out, err);
}

static void release(struct run *r)
{
	http_free(r->http);
	identity_release(&r->identity);
	child_free(r->child);
	endpoint_release(&r->endpoint);
	profile_free(r->profiles);
	job_source_free(r->jobs);
	opt_release(&r->args);
	out_release(&r->out);
	buf_release(&r->page_size);
	buf_release(&r->token);
	buf_release(&r->hint);
	seen_release(&r->seen);
	buf_release(&r->said);
}

static int status_of(const struct run *r)
{
	if (*program_stop())
		return STATUS_SIGNAL + *program_stop();
	if (r->failed)
		return STATUS_FAILED;
	if (r->answered_no && (r->settings.exit_code || r->settings.quiet))
		return STATUS_NO;
	return STATUS_OK;
}

int cmd_run(int argc, char **argv, const struct cmd *cmd)
{
	struct run r = {
		.cmd = cmd,
		.spec = {
			.name = cmd->name, .synopsis = cmd->synopsis,
			.purpose = cmd->purpose, .operand = cmd->operand,
			.options = cmd->options, .general = general_options,
			.choices = cmd->choices, .idle = !cmd->call.action,
		},
		.settings = general_defaults,
		.out = { .fd = STDOUT_FILENO },
	};
	struct err err = {0};
	int status;
	bool gone;

	program_begin();
	cred_init(&r.identity.cred);
	cred_init(&r.identity.before);
	if (run(&r, argc, argv, &err) == 0)
		status = status_of(&r);
	else
		status = r.out.gone ? STATUS_FAILED : program_complain(cmd->name, "-h", &err);
	gone = r.out.gone;
	release(&r);
	if (gone)
		program_die_of_pipe();
	return program_end(status);
}
