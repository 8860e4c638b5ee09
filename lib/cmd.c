/* SPDX-License-Identifier: BSD-2-Clause */
/* A command's run, from its arguments to its exit status. */
#include "cmd.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api.h"
#include "cred.h"
#include "endpoint.h"
#include "general.h"
#include "hint.h"
#include "http.h"
#include "job.h"
#include "out.h"
#include "provider_env.h"
#include "redact.h"
#include "sign.h"
#include "usage.h"

enum status {
	STATUS_OK = 0,
	STATUS_FAILED = 1,
	STATUS_USAGE = 2,
	STATUS_NO = 3,
	STATUS_SIGNAL = 128,	/* and the signal's number */
};

/* The number of the signal that asked the run to end. */
static volatile sig_atomic_t stop;

/* All that one run of a command has. */
struct run {
	const struct cmd *cmd;
	struct opt_spec spec;
	struct opt_args args;
	struct settings settings;
	struct job_source *jobs;
	struct cred cred;
	struct endpoint endpoint;
	struct http *http;
	struct signer *signer;
	struct out out;
	bool headed;		/* headings are printed */
	bool failed;		/* some job */
	bool answered_no;	/* some job, without failing */
};

static void write_all(int fd, const char *data, size_t len)
{
	while (len) {
		ssize_t n = write(fd, data, len);

		if (n < 0 && errno == EINTR)
			continue;
		/* A parent may have left it non-blocking. */
		if (n < 0 && errno == EAGAIN) {
			(void)poll(&(struct pollfd){ .fd = fd,
						     .events = POLLOUT },
				   1, -1);
			continue;
		}
		if (n < 0)
			return;
		data += n;
		len -= (size_t)n;
	}
}

/* One line on standard error, all parts of it made harmless.  PREFIX may be
 * NULL. */
static void say(const char *prefix, const char *text)
{
	struct buf line = {0};

	if (prefix) {
		out_escape(&line, prefix, strlen(prefix));
		buf_puts(&line, ": ");
	}
	out_escape(&line, text, strlen(text));
	buf_putc(&line, '\n');
	write_all(STDERR_FILENO, buf_str(&line), line.len);
	buf_release(&line);
}

/* An error of ours, with the command's name before it. */
static int complain(const struct run *r, const struct err *err)
{
	char try[128];

	say(r->cmd->name, err->text);
	if (err->hint[0])
		say(NULL, err->hint);
	if (err->kind != ERR_USAGE)
		return STATUS_FAILED;
	(void)snprintf(try, sizeof(try), "try '%s -h'", r->cmd->name);
	say(NULL, try);
	return STATUS_USAGE;
}

static int on_begin(void *ctx, const struct job *job, struct err *err)
{
	struct run *r = ctx;
	const char *headings;

	if (r->headed || !r->settings.headings || r->settings.quiet)
		return 0;
	r->headed = true;
	headings = row_headings(r->cmd->call.rows, &job->params);
	return headings ? out_headings(&r->out, headings, err) : 0;
}

static int on_row(void *ctx, const struct out_cell *cells, size_t count,
		  struct err *err)
{
	struct run *r = ctx;

	return r->settings.quiet ? 0 : out_row(&r->out, cells, count, err);
}

static const char *named(const struct run *r, const struct job *job)
{
	return job_named(r->jobs) ? buf_str(&job->name) : NULL;
}

/* The service's words stand first on the line, as they always did. */
static void report(struct run *r, const struct job *job,
		   const struct exchange_result *result)
{
	struct err err = result->err;
	const char *prefix = named(r, job);
	struct buf text = {0};

	hint_add(&err, result, &r->endpoint, &r->settings);
	redact_text(&text, &r->cred, err.text, strlen(err.text));
	say(prefix || result->code[0] ? prefix : r->cmd->name, buf_str(&text));
	buf_release(&text);
	if (err.hint[0])
		say(NULL, err.hint);
	if (r->settings.verbose && result->request_id[0])
		say("request id", result->request_id);
}

static int on_done(void *ctx, const struct job *job,
		   const struct exchange_result *result, struct err *err)
{
	struct run *r = ctx;

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
	say(buf_str(&job->name), r->cmd->no_means);
	return 0;
}

static int on_idle(void *ctx, struct err *err)
{
	struct run *r = ctx;

	return out_flush(&r->out, err);
}

static void on_note(void *ctx, const struct job *job, bool loud,
		    const char *text)
{
	const struct run *r = ctx;
	const char *prefix = named(r, job);
	struct buf shown = {0};

	if (!loud && !r->settings.verbose)
		return;
	redact_text(&shown, &r->cred, text, strlen(text));
	say(prefix ? prefix : r->cmd->name, buf_str(&shown));
	buf_release(&shown);
}

static void on_trace(void *ctx, const char *what, const char *text, size_t len)
{
	const struct run *r = ctx;
	struct buf line = {0}, shown = {0};

	redact_text(&shown, &r->cred, text, len);
	buf_printf(&line, "debug: %s: ", what);
	out_escape(&line, buf_str(&shown), shown.len);
	buf_release(&shown);
	buf_putc(&line, '\n');
	write_all(STDERR_FILENO, buf_str(&line), line.len);
	buf_release(&line);
}

/* The second signal does not wait for anything. */
static void on_signal(int number)
{
	if (stop)
		_exit(STATUS_SIGNAL + number);
	stop = number;
}

/* What the parent has the program ignore, as a shell does for a job in the
 * background, stays ignored. */
static void catch_signal(int number)
{
	struct sigaction action;

	if (sigaction(number, NULL, &action) ||
	    action.sa_handler == SIG_IGN)
		return;
	action = (struct sigaction){ .sa_handler = on_signal };
	(void)sigemptyset(&action.sa_mask);
	(void)sigaction(number, &action, NULL);
}

/* A signal from here on lets finished rows be printed.  A closed pipe is
 * met where it is written to, not in a library's socket. */
static void catch_signals(void)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };

	catch_signal(SIGINT);
	catch_signal(SIGTERM);
	(void)sigemptyset(&ignore.sa_mask);
	(void)sigaction(SIGPIPE, &ignore, NULL);
}

/* A descriptor that was closed before the start would be given to a socket,
 * and rows sent there.  In its place stands one that fails as a closed one
 * does: what is read can not be written, and the reverse. */
static void occupy_descriptors(void)
{
	static const int modes[] = { O_WRONLY, O_RDONLY, O_RDONLY };

	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
			(void)open("/dev/null", modes[fd]);
}

/* Tells of a closed pipe as the signal would have. */
static void die_of_pipe(void)
{
	struct sigaction normal = { .sa_handler = SIG_DFL };

	(void)sigemptyset(&normal.sa_mask);
	(void)sigaction(SIGPIPE, &normal, NULL);
	(void)raise(SIGPIPE);
}

/* -O, -W and -T, as a provider. */
static int find_options(const void *self, struct cred *cred, bool *found,
			struct err *err)
{
	const struct settings *s = self;
	struct cred_triple triple = {
		.access_key = s->access_key, .access_name = "-O",
		.secret_key = s->secret_key, .secret_name = "-W",
		.token = s->token,
	};

	if (s->token && !s->access_key && !s->secret_key)
		return err_usage(err, "-T needs -O and -W");
	if (cred_take(cred, &triple, found, err))
		return -1;
	if (*found)
		buf_puts(&cred->source, "options (-O, -W)");
	return 0;
}

static int find_credentials(struct run *r, struct err *err)
{
	const struct cred_provider providers[] = {
		{ "-O and -W", find_options, &r->settings },
		{ "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
		  provider_env_find, &provider_env_families[0] },
		{ "AWS_ACCESS_KEY and AWS_SECRET_KEY",
		  provider_env_find, &provider_env_families[1] },
		{ "EC2_ACCESS_KEY and EC2_SECRET_KEY",
		  provider_env_find, &provider_env_families[2] },
	};

	if (cred_walk(&r->cred, providers,
		      sizeof(providers) / sizeof(*providers), err) == 0)
		return 0;
	if (err->hint[0] && (r->settings.private_key || r->settings.cert))
		err_hint(err, "-K and -C belonged to the SOAP API, which "
			 "endpoints have dropped: use -O and -W");
	return -1;
}

static int check_settings(const struct settings *s, struct err *err)
{
	if (s->signature_version == 2 || s->signature_version == 4)
		return 0;
	return err_usage(err, "--signature-version: it is 2 or 4, not %ld",
			 s->signature_version);
}

/* From a checked command line to everything that a request needs. */
static int prepare(struct run *r, struct err *err)
{
	const struct job_param none = { NULL, NULL };
	struct http_settings http = {
		.connect_seconds = r->settings.connect_seconds,
		.idle_seconds = r->settings.request_seconds,
		.ca_bundle = r->settings.ca_bundle,
		.user_agent = "ec2-product-tools/" EC2_VERSION,
	};
	struct sign_scope scope = { .service = "ec2" };

	if (check_settings(&r->settings, err) ||
	    job_source_new(&r->jobs, &r->args, &r->spec, &none, STDIN_FILENO,
			   err) ||
	    endpoint_find(&r->endpoint, &r->settings, err) ||
	    find_credentials(r, err))
		return -1;
	if (r->settings.env_sandbox)
		http.proxy = "";
	else if (!r->endpoint.url.tls)
		http.proxy = r->settings.env_http_proxy;
	scope.version = r->settings.signature_version == 2 ? SIGN_V2 : SIGN_V4;
	scope.host = buf_str(&r->endpoint.url.host);
	scope.path = buf_str(&r->endpoint.url.path);
	scope.region = buf_str(&r->endpoint.region);
	if (signer_new(&r->signer, &scope, &r->cred, err))
		return -1;
	return http_new(&r->http, &http, err);
}

/* What -v says before the first request. */
static void introduce(const struct run *r)
{
	struct buf text = {0};

	if (!r->settings.verbose)
		return;
	buf_printf(&text, "endpoint %s (%s), region %s, signature version "
		   "%ld, credentials from %s", buf_str(&r->endpoint.text),
		   r->endpoint.from, buf_str(&r->endpoint.region),
		   r->settings.signature_version, buf_str(&r->cred.source));
	say(r->cmd->name, buf_str(&text));
	if (r->settings.private_key || r->settings.cert)
		say(r->cmd->name, "-K and -C are ignored: they belonged to "
		    "the SOAP API");
	buf_release(&text);
}

/* What the run ended before. */
static void say_unfinished(const struct run *r, const struct api *api)
{
	struct buf text = {0};

	if (!api->untried && !api->unread)
		return;
	buf_puts(&text, stop ? "interrupted: " : "stopped: ");
	if (api->untried)
		buf_printf(&text, "%lu not done", api->untried);
	if (api->untried && api->unread)
		buf_puts(&text, ", ");
	if (api->unread)
		buf_puts(&text, "the rest of standard input was not read");
	say(r->cmd->name, buf_str(&text));
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
			.signer = r->signer,
			.signature = r->settings.signature_version == 2
					     ? SIGN_V2 : SIGN_V4,
			.http = r->http,
			.api_version = r->settings.api_version
					       ? r->settings.api_version
					       : EC2_API_VERSION,
			.attempts_max = (int)r->settings.max_attempts,
			.dry_run = r->settings.dry_run,
			.check = !r->settings.no_verify,
			.note = on_note,
			.trace = r->settings.debug ? on_trace : NULL,
			.ctx = r,
		},
		.sink = &sink,
		.jobs = r->jobs,
		.input = STDIN_FILENO,
		.under_way_max = (int)r->settings.jobs,
		.stop = &stop,
	};

	if (api_run(&api, err)) {
		struct err ignored;

		/* What was done before is known all the same. */
		(void)out_flush(&r->out, &ignored);
		return -1;
	}
	if (out_flush(&r->out, err))
		return -1;
	say_unfinished(r, &api);
	return 0;
}

/* The last place where a full disk can show. */
static int close_output(struct run *r, struct err *err)
{
	if (out_flush(&r->out, err))
		return -1;
	if (close(r->out.fd) && errno != EBADF)
		return err_errno(err, errno, "standard output");
	return 0;
}

static int print_text(struct run *r, const struct buf *text, struct err *err)
{
	if (buf_check(text, "output", err))
		return -1;
	buf_append(&r->out.pending, text->data, text->len);
	return close_output(r, err);
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
	char text[128], called[64];

	if (!r->args.from_stdin || !isatty(STDIN_FILENO) ||
	    !isatty(STDERR_FILENO))
		return;
	(void)snprintf(text, sizeof(text), "values of %s, one a line, end "
		       "with control-D:", opt_called(r->args.from_stdin,
						     called, sizeof(called)));
	say(NULL, text);
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
	    prepare(r, err))
		return -1;
	r->out.show_empty = r->settings.show_empty;
	introduce(r);
	catch_signals();
	return run_jobs(r, err) ? -1 : close_output(r, err);
}

static void release(struct run *r)
{
	http_free(r->http);
	signer_free(r->signer);
	endpoint_release(&r->endpoint);
	cred_release(&r->cred);
	job_source_free(r->jobs);
	opt_release(&r->args);
	out_release(&r->out);
}

static int status_of(const struct run *r)
{
	if (stop)
		return STATUS_SIGNAL + stop;
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

	occupy_descriptors();
	cred_init(&r.cred);
	if (run(&r, argc, argv, &err) == 0)
		status = status_of(&r);
	else
		status = r.out.gone ? STATUS_FAILED : complain(&r, &err);
	gone = r.out.gone;
	release(&r);
	if (gone)
		die_of_pipe();
	return status;
}
