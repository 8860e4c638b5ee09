/* SPDX-License-Identifier: BSD-2-Clause */
/* A command's run, from its arguments to its exit status. */
#include "command/cmd.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "request/api.h"
#include "system/child.h"
#include "base/codec.h"
#include "system/confine.h"
#include "base/digest.h"
#include "aws/attempts.h"
#include "aws/awsregion.h"
#include "aws/endpoint.h"
#include "cli/general.h"
#include "cli/parse.h"
#include "http/http.h"
#include "credentials/identity.h"
#include "request/job.h"
#include "output/out.h"
#include "aws/profile.h"
#include "cli/program.h"
#include "credentials/provider.h"
#include "command/choice.h"
#include "command/keyfile.h"
#include "command/report.h"
#include "cli/usage.h"

/* All that one run of a command has. */
struct run {
	const struct cmd *cmd;
	const struct exchange_call *call;	/* the command's, or its other
						 * one */
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
	long clock_off;		/* see struct provider */
	bool said_late;
	struct http *http;
	struct rsakey *key;	/* of settings.launch_key */
	struct choice choice;
	struct out out;
	struct buf page_size, token;	/* parameters of every job */
	struct report report;
};

static enum sign_version signature(const struct run *r)
{
	return r->settings.signature_version == 2 ? SIGN_V2 : SIGN_V4;
}

static int on_renew(void *ctx, struct exchange_run *run, struct err *err)
{
	struct run *r = ctx;
	int rc;

	r->clock_off = run->service.clock_off;
	rc = identity_renew(&r->identity, provider_now(&r->provider), err);
	/* What STS said of its clock counts for EC2's too. */
	run->service.clock_off = r->clock_off;
	run->service.signer = r->identity.signer;
	return rc;
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

static int find_attempts(struct run *r, struct err *err)
{
	struct settings *s = &r->settings;

	return attempts_find(s, r->profiles, s->env_max_attempts ||
			     opt_has(&r->args, "max-attempts"),
			     &s->max_attempts, err);
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
		.child = &r->child, .clock_off = &r->clock_off,
		.said_late = &r->said_late,
		.note = report_remark, .ctx = &r->report,
	};
	return identity_find(&r->identity, &r->provider, &scope, err);
}

/* A file that somebody may rely on and that is not there is said aloud where
 * its lack decides where to ask. */
static void say_gaps(struct run *r)
{
	struct buf text = {0};

	profile_gaps(r->profiles, &text);
	if (text.len && r->endpoint.guessed)
		buf_puts(&text, "; the region is " AWSREGION_DEFAULT ", as "
			 "no other is set");
	if (text.len)
		report_remark(&r->report, r->endpoint.guessed,
			      buf_str(&text));
	buf_release(&text);
}

/* Clouds other than Amazon's have names and hex numbers as accounts. */
static bool is_account_number(const char *text)
{
	size_t digits = 0;

	for (const char *p = text; *p; p++)
		digits += *p >= '0' && *p <= '9';
	if (*text && strspn(text, "0123456789-") == strlen(text))
		return digits == 12;
	return *text && strcspn(text, "@ \t\r\n") == strlen(text);
}

static int check_settings(const struct settings *s, struct err *err)
{
	if (s->owner && !is_account_number(s->owner))
		return err_usage(err, "--owner: '%s' is not an account "
				 "number of 12 digits", s->owner);
	if (s->signature_version == 2 || s->signature_version == 4)
		return 0;
	return err_usage(err, "--signature-version: it is 2 or 4, not %ld",
			 s->signature_version);
}

/* A document is text in a table too, and has no csv. */
static int find_document(struct run *r, struct err *err)
{
	r->out.document = r->cmd->document;
	r->out.raw = r->settings.raw;
	if (!r->out.document)
		return 0;
	if (r->out.format == OUT_CSV)
		return err_usage(err, "--output: a document has no csv");
	if (r->out.format == OUT_TABLE)
		r->out.format = OUT_TEXT;
	return 0;
}

static int find_format(struct run *r, struct err *err)
{
	static const char *const names[] = {
		[OUT_TEXT] = "text", [OUT_TABLE] = "table",
		[OUT_JSON] = "json", [OUT_CSV] = "csv",
	};
	const char *wanted = r->settings.output;

	r->out.show_empty = r->settings.show_empty;
	r->out.table.width = program_width();
	for (size_t i = 0; wanted && i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(names[i], wanted) == 0) {
			r->out.format = (enum out_format)i;
			return 0;
		}
	if (!wanted)
		return 0;
	return err_usage(err, "--output: '%s' is not text, table, json or csv",
			 wanted);
}

/* The attribute that the options choose, or NULL. */
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

/* What cannot be asked for again is printed, and as it is: tables cut it, and
 * csv escapes it. */
static int check_kept(const struct run *r, struct err *err)
{
	const struct out_choice *choice = &r->choice.out;
	bool kept = !choice->columns_count;

	if (!r->cmd->keeps)
		return 0;
	if (r->out.format == OUT_TABLE || r->out.format == OUT_CSV)
		return err_usage(err, "--output %s would change %s, which can "
				 "be had only once", r->settings.output,
				 r->cmd->keeps);
	for (size_t i = 0; i < choice->columns_count; i++)
		kept = kept || strcmp(choice->columns[i]->name,
				      r->cmd->keeps) == 0;
	return kept ? 0 : err_usage(err, "--columns leaves out %s, which can "
				    "be had only once", r->cmd->keeps);
}

static int find_choice(struct run *r, struct err *err)
{
	if (choice_make(&r->choice, &r->settings, r->out.format,
			r->call->rows, attribute_of(&r->args), err))
		return -1;
	r->out.choice = &r->choice.out;
	return check_kept(r, err);
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
		.finish = r->cmd->finish, .fd = STDIN_FILENO,
	};
	size_t n = 0;

	for (; n < CMD_DEFAULTS_MAX && r->cmd->defaults[n].name; n++)
		defaults[n] = r->cmd->defaults[n];
	if (r->call->pages && r->settings.page_size &&
	    !job_lists(&r->args)) {
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

static void make_report(struct run *r)
{
	const struct cmd *cmd = r->cmd;

	r->report = (struct report){
		.name = cmd->name, .settings = &r->settings,
		.endpoint = &r->endpoint, .identity = &r->identity,
		.jobs = r->jobs, .rows = r->call->rows,
		.headings = r->choice.headings.len
			    ? buf_str(&r->choice.headings) : cmd->headings,
		.no_means = cmd->no_means,
		.no_means_elsewhere = cmd->no_means_elsewhere,
		.from_stdin = r->args.from_stdin,
		.sort_keys = r->settings.unsorted ? NULL : cmd->sort_keys,
		.is_failure = cmd->is_failure,
		.prints_tags = cmd->prints_tags,
		.merges = cmd->otherwise != NULL,
		.things = r->call->rule && !r->call->writes
			? r->call->rule->things : NULL, .out = &r->out,
		.exact = r->call->rule && r->call->rule->exact,
	};
}

static const char *api_version(const struct run *r)
{
	return r->settings.api_version ? r->settings.api_version
				       : EC2_API_VERSION;
}

/* Whether an option sets the parameter NAME. */
static bool is_given(const struct run *r, const char *name)
{
	for (size_t i = 0; i < r->args.len; i++) {
		const char *param = r->args.given[i].opt->param;

		if (param && strcmp(param, name) == 0)
			return true;
	}
	return false;
}

/* What the requests have beyond the question: a token of the user's is part of
 * it. */
static struct extras extras_of(const struct run *r)
{
	const struct cmd *cmd = r->cmd;
	struct extras e = { .page_given = opt_has(&r->args, "page-size") };
	unsigned too_new = extras_too_new(r->call->action, api_version(r));

	if (r->call->pages)
		e.optional |= EXTRAS_PAGE;
	if (cmd->token && !is_given(r, cmd->token))
		e.optional |= EXTRAS_TOKEN;
	e.left_out = e.optional & too_new;
	e.token_unknown = cmd->token && (too_new & EXTRAS_TOKEN);
	return e;
}

/* A version without DryRun would ignore it, and act. */
static int check_dry_run(const struct run *r, struct err *err)
{
	if (!r->settings.dry_run ||
	    !(extras_too_new(r->call->action, api_version(r)) &
	      EXTRAS_DRY_RUN))
		return 0;
	err_set(err, "this endpoint has no dry run; nothing was done");
	return err_hint(err, "EC2_API_VERSION is %s, and DryRun came later",
			api_version(r));
}

/* From a checked command line to everything that a request needs. */
static int prepare(struct run *r, struct err *err)
{
	struct http_settings http;

	r->settings.confine = &r->confine;
	if (check_settings(&r->settings, err) || find_format(r, err) ||
	    find_document(r, err) || find_choice(r, err) || make_jobs(r, err) ||
	    (r->settings.launch_key &&
	     keyfile_open(&r->key, r->settings.launch_key, err)) ||
	    check_dry_run(r, err))
		return -1;
	make_report(r);
	if (open_profiles(r, err) || find_attempts(r, err) ||
	    endpoint_find(&r->endpoint, &r->settings, r->profiles, err) ||
	    endpoint_http(&http, &r->settings, r->profiles,
			  &r->endpoint.url, err) ||
	    find_identity(r, err))
		return -1;
	say_gaps(r);
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
		   "%ld, credentials from %s, access key %s", buf_str(&r->endpoint.text),
		   r->endpoint.from, buf_str(&r->endpoint.region),
		   r->settings.signature_version,
		   buf_str(&r->identity.cred.source),
		   buf_str(&r->identity.cred.access_key));
	program_say(r->cmd->name, buf_str(&text));
	if (r->args.skipped.len && r->settings.verbose) {
		buf_clear(&text);
		buf_printf(&text, "EC2_DEFAULT_ARGS: skipped, as options of "
			   "other commands: %s", buf_str(&r->args.skipped));
		program_say(r->cmd->name, buf_str(&text));
	}
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

static int run_jobs(struct run *r, struct err *err)
{
	const struct api_sink sink = report_sink(&r->report);
	struct api api = {
		.exchange = {
			.call = r->call,
			.service = {
				.endpoint = &r->endpoint,
				.api_version = api_version(r),
				.signer = r->identity.signer,
				.signature = signature(r),
				.http = r->http,
				.clock_off = r->clock_off,
			},
			.renew = on_renew, .renew_ctx = r,
			.attempts_max = (int)r->settings.max_attempts,
			.dry_run = r->settings.dry_run,
			.read_back = !r->settings.no_verify,
			.visible_only = r->out.format == OUT_TEXT &&
					!r->choice.out.columns_count,
			.wait = r->settings.wait,
			.hide = r->settings.hide_healthy,
			.decode = r->key ? keyfile_decode : NULL,
			.decode_ctx = r->key,
			.wait_seconds = r->settings.wait_seconds,
			.extras = extras_of(r),
			.note = report_note,
			.trace = r->settings.debug ? report_trace : NULL,
			.ctx = &r->report,
		},
		.sink = &sink,
		.jobs = r->jobs,
		.input = STDIN_FILENO,
		.under_way_max = (int)r->settings.jobs,
		.stop = program_stop(),
	};
	struct err ignored;
	int rc;

	report_begin(&r->report);
	rc = api_run(&api, err);
	report_end(&r->report);
	if (rc) {
		/* What was done before is known all the same. */
		(void)report_sorted(&r->report, &ignored);
		(void)out_end(&r->out, &ignored);
		return -1;
	}
	rc = report_sorted(&r->report, err);
	/* What came before a failure is printed all the same. */
	if (out_end(&r->out, rc ? &ignored : err) || rc)
		return -1;
	report_rest(&r->report, &api);
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

/* The one row of a command that asks no service. */
static int run_local(struct run *r, struct err *err)
{
	struct buf text = {0};
	struct cell cell = { .column = &r->call->rows->columns[0].column };
	int rc = -1;

	if (find_format(r, err) || find_choice(r, err) ||
	    r->cmd->local(opt_operand(&r->args), &text, err))
		goto out;
	cell.text = buf_str(&text);
	cell.len = text.len;
	if ((r->settings.headings &&
	     out_headings(&r->out, cell.column->name, err)) ||
	    out_row(&r->out, NULL, &cell, 1, err) || out_end(&r->out, err))
		goto out;
	rc = program_close(&r->out, err);
out:
	buf_release(&text);
	return rc;
}

static int prepare_and_say(struct run *r, struct err *err)
{
	int rc = prepare(r, err);
	const char *text = r->confine.text;

	if (r->settings.debug && r->confine.done)
		program_trace("confinement", text, strlen(text));
	return rc;
}

/* A command that asks no service. */
static int run_verify(struct run *r, struct err *err)
{
	struct verify v = {
		.name = r->cmd->name, .args = &r->args,
		.settings = &r->settings, .rows = r->cmd->call.rows,
		.out = &r->out,
	};

	if (opt_settings(&r->args, &r->spec, &r->settings, err) ||
	    find_format(r, err) || find_choice(r, err))
		return -1;
	confine_apply(&r->confine);
	make_report(r);
	if (report_headings(&r->report, &(struct job){0}, err) ||
	    r->cmd->verify(&v, err))
		return -1;
	r->report.failed = v.failed;
	r->report.answered_no = v.answered_no;
	r->settings.exit_code = true;
	return out_end(&r->out, err) ? -1 : program_close(&r->out, err);
}

static int run(struct run *r, int argc, char **argv, struct err *err)
{
	if (parse_line(&r->args, &r->spec, argc, argv, err))
		return -1;
	if (opt_has(&r->args, "help"))
		return print_help(r, err);
	if (opt_has(&r->args, "version"))
		return print_version(r, err);
	if (usage_check(&r->args, &r->spec, err))
		return -1;
	if (r->cmd->verify)
		return run_verify(r, err);
	if (r->cmd->switched && opt_has(&r->args, r->cmd->switched))
		r->call = &r->cmd->other;
	if (!r->call->action && !r->cmd->local)
		return print_version(r, err);
	prompt(r);
	if (opt_read_value(&r->args, STDIN_FILENO, err) ||
	    opt_settings(&r->args, &r->spec, &r->settings, err))
		return -1;
	if (r->cmd->local)
		return run_local(r, err);
	if (r->call->secret)
		out_secret(&r->out);
	if (prepare_and_say(r, err))
		return -1;
	introduce(r);
	program_catch_signals();
	return run_jobs(r, err) ? -1 : program_close(&r->out, err);
}

/* After rows that could not be written: what they held is lost. */
static void say_lost(const struct run *r)
{
	const char *name = opt_operand(&r->args);
	struct buf text = {0};

	if (!r->cmd->lost || !r->out.lost)
		return;
	buf_printf(&text, "%s: %s", name ? name : "", r->cmd->lost);
	program_say(r->cmd->name, buf_str(&text));
	buf_release(&text);
}

static void release(struct run *r)
{
	http_free(r->http);
	rsakey_free(r->key);
	identity_release(&r->identity);
	child_free(r->child);
	endpoint_release(&r->endpoint);
	profile_free(r->profiles);
	job_source_free(r->jobs);
	opt_release(&r->args);
	out_release(&r->out);
	choice_release(&r->choice);
	buf_release(&r->page_size);
	buf_release(&r->token);
	report_release(&r->report);
}

static int status_of(const struct run *r)
{
	if (*program_stop())
		return STATUS_SIGNAL + *program_stop();
	if (r->report.failed)
		return STATUS_FAILED;
	if (r->report.answered_no &&
	    (r->settings.exit_code || r->settings.quiet || r->settings.owner))
		return STATUS_NO;
	return STATUS_OK;
}

int cmd_run(int argc, char **argv, const struct cmd *cmd)
{
	struct run r = {
		.cmd = cmd, .call = &cmd->call,
		.spec = {
			.name = cmd->name, .synopsis = cmd->synopsis,
			.purpose = cmd->purpose, .operand = cmd->operand,
			.options = cmd->options, .general = general_options,
			.choices = cmd->choices, .idle = !cmd->call.action,
			.prints = cmd->verify,
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
		status = r.out.gone ? STATUS_FAILED
			: program_complain(cmd->name, "-h", &err);
	say_lost(&r);
	gone = r.out.gone;
	release(&r);
	if (gone)
		program_die_of_pipe();
	return program_end(status);
}
