/* SPDX-License-Identifier: BSD-2-Clause */
#include "credentials/sts.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "aws/endpoint.h"
#include "aws/redact.h"
#include "base/codec.h"
#include "base/str.h"
#include "request/api.h"
#include "request/hint.h"

static const struct row rows[] = {
	{ .path = "", .columns = COLUMNS(
		COLUMN("AccessKeyId", PATH("AccessKeyId")),
		COLUMN("SecretAccessKey", PATH("SecretAccessKey")),
		COLUMN("SessionToken", PATH("SessionToken")),
		COLUMN("Expiration", PATH("Expiration"))) },
	ROW_END
};

struct call {
	const struct provider *provider;
	struct sts_target sts;
	struct job_source *jobs;
	const struct cred *source;	/* the credentials that sign the
					 * request, or NULL */
	struct cred sent;		/* for a call without `source`: the
					 * secrets that no message may show */
	struct cred *out;
	bool found;
	struct exchange_result result;
};

/* Copies a cell to a string, because cells do not end with a NUL. */
static const char *text_of(struct buf *out, const struct cell *cell)
{
	out->secret = true;
	buf_append(out, cell->text ? cell->text : "", cell->len);
	return buf_str(out);
}

static int on_sts_row(void *ctx, const struct row *row,
		      const struct cell *cells, size_t count, struct err *err)
{
	struct call *c = ctx;
	struct buf text[4] = { { 0 } };
	struct cred_triple triple = {
		.access_key = text_of(&text[0], &cells[0]),
		.access_name = "AccessKeyId",
		.secret_key = text_of(&text[1], &cells[1]),
		.secret_name = "SecretAccessKey",
		.token = text_of(&text[2], &cells[2]),
	};
	const char *expires = text_of(&text[3], &cells[3]);
	int rc = cred_take(c->out, &triple, &c->found, err);

	if (rc == 0 && *expires)
		rc = codec_time_parse(expires, &c->out->expires, err);
	for (size_t i = 0; i < 4; i++)
		buf_release(&text[i]);
	return rc;
}

static int on_sts_done(void *ctx, const struct job *job,
		       const struct exchange_result *result, struct err *err)
{
	struct call *c = ctx;

	c->result = *result;
	return 0;
}

/* Returns the secrets that no message may show.  STS may quote these
 * secrets. */
static const struct cred *secrets_of(const struct call *c)
{
	return c->source ? c->source : &c->sent;
}

static void on_note(void *ctx, const struct job *job, bool loud,
		    const char *text)
{
	const struct call *c = ctx;
	struct buf shown = { 0 };

	redact_text(&shown, secrets_of(c), text, strlen(text));
	c->provider->note(c->provider->ctx, loud, buf_str(&shown));
	buf_release(&shown);
}

static int check_result(struct call *c, struct err *err)
{
	static const struct job nothing;

	if (!c->result.failed)
		return c->found ? 0 : err_set(err, "the reply has no "
					      "credentials");
	*err = c->result.err;
	/* If STS refuses a role, the usual causes are missing rights of the
	 * source credentials and a wrong clock. */
	if (c->result.code[0] && c->source && !c->result.clock_off &&
	    !err->hint[0])
		err_hint(err, "asked with the credentials from %s",
			 buf_str(&c->source->source));
	hint_add(err, &c->result, &c->sts.endpoint, c->provider->settings,
		 &nothing);
	return -1;
}

static int run_call(struct call *c, const struct sts_request *request,
		    struct err *err)
{
	long *off = c->provider->clock_off;
	char items[128];
	const struct exchange_call call = {
		.action = request->action, .items = items, .rows = rows,
		.secret = true,
	};
	const struct api_sink sink = {
		.row = on_sts_row, .done = on_sts_done, .ctx = c,
	};
	struct target *const targets[] = { &c->sts.target };
	struct api api = {
		.exchange = {
			.call = &call, .targets = targets, .targets_count = 1,
			.note = on_note, .ctx = c,
		},
		.http = c->sts.http, .sink = &sink, .jobs = c->jobs,
		.input = -1, .under_way_max = 1, .stop = c->provider->stop,
	};

	(void)snprintf(items, sizeof(items), "%sResult/Credentials",
		       request->action);
	if (api_run(&api, err))
		return -1;
	if (off)
		*off = c->sts.target.service.clock_off;
	return api.untried ? err_set(err, "interrupted") : check_result(c, err);
}

int sts_target_open(struct sts_target *t, const struct provider *p,
		    const struct cred *cred, struct err *err)
{
	const struct settings *s = p->settings;
	struct http_settings http;
	struct sign_scope scope = {
		.version = s->signature_version == 2 ? SIGN_V2 : SIGN_V4,
		.service = "sts",
	};

	if (endpoint_of_service(&t->endpoint, ENDPOINT_STS, s, p->files,
				p->region, err) ||
	    endpoint_http(&http, s, p->files, &t->endpoint.url, err) ||
	    http_new(&t->http, &http, err))
		return -1;
	scope.host = buf_str(&t->endpoint.url.host);
	scope.path = buf_str(&t->endpoint.url.path);
	scope.region = buf_str(&t->endpoint.region);
	if (cred && signer_new(&t->signer, &scope, cred, err))
		return -1;
	t->target = (struct target){
		.service = {
			.endpoint = &t->endpoint, .api_version = "2011-06-15",
			.signer = t->signer, .signature = scope.version,
			.http = t->http,
			.clock_off = p->clock_off ? *p->clock_off : 0,
		},
		.attempts_max = (int)s->max_attempts,
	};
	return 0;
}

void sts_target_release(struct sts_target *t)
{
	http_free(t->http);
	signer_free(t->signer);
	endpoint_release(&t->endpoint);
	*t = (struct sts_target){ .http = NULL };
}

static int prepare_call(struct call *c, const struct sts_request *request,
			struct err *err)
{
	const struct opt_args no_args = { 0 };
	const struct opt no_options[] = { OPT_END };
	const struct opt_spec no_spec = { .options = no_options };
	const struct job_plan plan = {
		.args = &no_args, .spec = &no_spec,
		.defaults = request->params, .fd = -1, .secret = true,
	};

	if (sts_target_open(&c->sts, c->provider, request->source, err))
		return -1;
	return job_source_new(&c->jobs, &plan, err);
}

/* If the endpoint is known, adds the action to the error.  Also adds the URL
 * unless the error already begins with the URL. */
static void say_where(const struct call *c, const char *action, struct err *err)
{
	const struct buf *url = &c->sts.endpoint.text;

	if (!url->len)
		return;
	if (str_begins(err->text, buf_str(url)))
		err_prefix(err, "%s", action);
	else
		err_prefix(err, "%s at %s", action, buf_str(url));
}

int sts_ask(const struct provider *p, const struct sts_request *request,
	    struct cred *out, struct err *err)
{
	struct call c = { .provider = p, .source = request->source };
	struct cred got;
	int rc;

	cred_init(&got);
	cred_init(&c.sent);
	for (const struct job_param *q = request->params; q->name; q++)
		if (strcmp(q->name, "WebIdentityToken") == 0)
			buf_puts(&c.sent.token, q->value);
	c.out = &got;
	rc = buf_check(&c.sent.token, "WebIdentityToken", err);
	if (rc == 0)
		rc = prepare_call(&c, request, err);
	if (rc == 0)
		rc = run_call(&c, request, err);
	if (rc) {
		redact_err(err, secrets_of(&c));
		say_where(&c, request->action, err);
	}
	if (rc == 0)
		cred_move(out, &got);
	cred_release(&got);
	cred_release(&c.sent);
	job_source_free(c.jobs);
	sts_target_release(&c.sts);
	return rc;
}

void sts_session(char out[STS_SESSION_SIZE])
{
	(void)snprintf(out, STS_SESSION_SIZE, "ec2-product-tools-%lld",
		       (long long)time(NULL));
}
