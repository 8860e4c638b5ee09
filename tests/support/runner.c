/* SPDX-License-Identifier: BSD-2-Clause */
#include "support/runner.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <check.h>

#include "cli/entity.h"
#include "cli/opt.h"
#include "cli/parse.h"
#include "request/api.h"

static const struct opt none[] = { OPT_END };

static const struct opt options[] = {
	{ 'p', "product-code", "CODE", .param = "ProductCode.1" },
	{ 'a', "add", "ENTITY", .param = "LaunchPermission.Add",
	  .feed = entity_any, .use = OPT_LIST },
	OPT_END
};

static const struct opt_spec spec = {
	.options = options, .general_options = none,
	.operand = { .value = "IMAGE", .param = "ImageId", .use = OPT_EACH },
};

/* Appends TEXT to OUT.  Replaces the server's URL by "URL", because the port in
 * the URL differs between runs. */
static void put(struct runner *r, struct buf *out, const char *text)
{
	const char *url = r->server ? server_url(r->server) : r->url;
	const char *at;

	while ((at = strstr(text, url)) != NULL) {
		buf_append(out, text, (size_t)(at - text));
		buf_puts(out, "URL");
		text = at + strlen(url);
	}
	buf_puts(out, text);
}

static void put_job(struct runner *r, const char *what, const struct job *job)
{
	buf_printf(&r->log, "%s %s", what, *buf_str(&job->name)
		   ? buf_str(&job->name) : "-");
}

static int on_begin(void *ctx, const struct job *job, struct err *err)
{
	struct runner *r = ctx;

	if (r->fail_at_begin)
		return err_set(err, "the sink is full");
	put_job(r, "begin", job);
	buf_puts(&r->log, "; ");
	return 0;
}

static int on_row(void *ctx, const struct row *row, const struct cell *cells,
		  size_t count, struct err *err)
{
	struct runner *r = ctx;

	if ((int)++r->rows == r->fail_at_row)
		return err_set(err, "the sink is full");
	/* The log leaves out all rows after the first hundred, because a longer
	 * log would be hard to read. */
	if (r->rows > 100)
		return 0;
	buf_puts(&r->log, "row");
	for (size_t i = 0; i < count; i++) {
		buf_putc(&r->log, ' ');
		buf_append(&r->log, cells[i].text ? cells[i].text : "-",
			   cells[i].text ? cells[i].len : 1);
	}
	buf_puts(&r->log, "; ");
	return 0;
}

static int on_done(void *ctx, const struct job *job,
		   const struct exchange_result *result, struct err *err)
{
	struct runner *r = ctx;

	put_job(r, result->failed ? "failed" : result->answered_false
		? "no" : "done", job);
	if (result->failed) {
		buf_puts(&r->log, ": ");
		put(r, &r->log, result->err.text);
		if (result->refused)
			buf_puts(&r->log, " (refused)");
	}
	buf_puts(&r->log, "; ");
	r->done++;
	if ((int)r->done == r->fail_at_done)
		return err_set(err, "the sink is full");
	if ((int)r->done == r->stop_at_done)
		r->stop = SIGTERM;
	return 0;
}

static int on_idle(void *ctx, struct err *err)
{
	struct runner *r = ctx;

	r->idle++;
	return 0;
}

static void on_note(void *ctx, const struct job *job, bool loud,
		    const char *text)
{
	struct runner *r = ctx;

	if (!loud) {
		put(r, &r->quiet, text);
		buf_puts(&r->quiet, "; ");
		return;
	}
	put_job(r, "warning", job);
	buf_puts(&r->log, ": ");
	put(r, &r->log, text);
	buf_puts(&r->log, "; ");
}

static void on_trace(void *ctx, const char *what, const char *text, size_t len)
{
	struct runner *r = ctx;

	buf_printf(&r->trace, "%s: ", what);
	buf_append(&r->trace, text, len);
	buf_puts(&r->trace, "; ");
}

static long long now_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Returns a descriptor for the input of the jobs.  The descriptor is a copy of
 * input_fd, or a pipe that holds the whole input. */
static int open_input(const struct runner *r)
{
	const char *input = r->input ? r->input : "";
	int fd[2];

	if (r->input_fd)
		return dup(r->input_fd);
	ck_assert_int_eq(pipe(fd), 0);
	ck_assert_int_eq(write(fd[1], input, strlen(input)),
			 (ssize_t)strlen(input));
	(void)close(fd[1]);
	return fd[0];
}

/* The objects that a run needs. */
struct base {
	struct opt_args args;
	char *argv[64];
	int argc;
	struct endpoint endpoint;
	struct cred cred;
	struct signer *signer;
	struct http *http;
	struct job_source *jobs;
	int input;
};

static void base_make(struct base *b, struct runner *r)
{
	struct job_plan plan = { .args = &b->args, .spec = &spec };
	struct http_settings http = {
		.connect_seconds = 5, .idle_seconds = 60, .proxy = "",
		.user_agent = "tests/1",
	};
	struct settings settings = {
		.url = r->server ? server_url(r->server) : r->url,
	};
	struct sign_scope scope = {
		.service = "ec2",
		.version = r->version_2 ? SIGN_V2 : SIGN_V4,
	};
	struct err err = { 0 };

	b->argv[b->argc++] = strdup("test");
	for (const char *const *w = r->words; *w; w++)
		b->argv[b->argc++] = strdup(*w);
	b->input = open_input(r);
	(void)unsetenv("EC2_DEFAULT_ARGS");
	ck_assert_msg(parse_line(&b->args, &spec, b->argc, b->argv, &err) == 0,
		      "%s", err.text);
	plan.fd = b->input;
	ck_assert_msg(job_source_new(&b->jobs, &plan, &err) == 0, "%s",
		      err.text);
	ck_assert_msg(endpoint_find(&b->endpoint, &settings, NULL, &err) == 0,
		      "%s", err.text);
	cred_init(&b->cred);
	buf_puts(&b->cred.access_key, "AKIDEXAMPLE");
	buf_puts(&b->cred.secret_key, "SECRETEXAMPLE");
	scope.host = buf_str(&b->endpoint.url.host);
	scope.path = buf_str(&b->endpoint.url.path);
	scope.region = buf_str(&b->endpoint.region);
	ck_assert_int_eq(signer_new(&b->signer, &scope, &b->cred, &err), 0);
	ck_assert_int_eq(http_new(&b->http, &http, &err), 0);
}

static void base_release(struct base *b)
{
	http_free(b->http);
	signer_free(b->signer);
	endpoint_release(&b->endpoint);
	cred_release(&b->cred);
	job_source_free(b->jobs);
	opt_release(&b->args);
	while (b->argc)
		free(b->argv[--b->argc]);
	(void)close(b->input);
}

/* The stop flag that on_alarm sets. */
static volatile sig_atomic_t *stop_flag;

static void on_alarm(int number)
{
	*stop_flag = number;
}

static void set_alarm(struct runner *r)
{
	struct sigaction catch = { .sa_handler = on_alarm };
	struct itimerspec in = { .it_value = {
		r->stop_after_ms / 1000,
		(long)(r->stop_after_ms % 1000) * 1000000 } };
	timer_t timer;

	stop_flag = &r->stop;
	(void)sigemptyset(&catch.sa_mask);
	ck_assert_int_eq(sigaction(SIGALRM, &catch, NULL), 0);
	ck_assert_int_eq(timer_create(CLOCK_MONOTONIC, NULL, &timer), 0);
	ck_assert_int_eq(timer_settime(timer, 0, &in, NULL), 0);
}

void runner_run(struct runner *r)
{
	const struct api_sink sink = { on_begin, on_row, on_done, on_idle, r };
	struct base b = { 0 };
	struct target target = {
		.service = {
			.endpoint = &b.endpoint, .api_version = "2016-11-15",
			.signature = r->version_2 ? SIGN_V2 : SIGN_V4,
			.clock_off = r->clock_off,
		},
		.attempts_max = r->attempts_max ? r->attempts_max : 3,
	};
	struct target *const targets[] = { &target };
	struct api api = {
		.exchange = {
			.call = r->call, .targets = targets,
			.targets_count = 1, .dry_run = r->dry_run,
			.read_back = !r->no_read_back,
			.wait = r->wait_seconds > 0,
			.wait_seconds = r->wait_seconds,
			.note = on_note, .trace = r->traced ? on_trace : NULL,
			.ctx = r,
		},
		.sink = &sink, .stop = &r->stop,
		.under_way_max = r->under_way_max ? r->under_way_max : 4,
		.buffered_max = r->buffered_max,
	};
	long long start = now_ms();

	if (!r->url)
		r->server = server_start(r->script, r->script_count);
	base_make(&b, r);
	target.service.signer = b.signer;
	target.service.http = api.http = b.http;
	api.jobs = b.jobs;
	api.input = b.input;
	if (r->stop_after_ms)
		set_alarm(r);
	r->rc = api_run(&api, &r->err);
	r->untried = api.untried;
	r->unread = api.unread;
	r->ms = now_ms() - start;
	base_release(&b);
	if (r->server)
		server_stop(r->server);
}

void runner_release(struct runner *r)
{
	server_free(r->server);
	buf_release(&r->log);
	buf_release(&r->quiet);
	buf_release(&r->trace);
}
