/* SPDX-License-Identifier: BSD-2-Clause */
#include "endpoint/dispatch.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "actions/actions.h"
#include "actions/keys.h"
#include "base/codec.h"
#include "base/digest.h"
#include "base/now.h"
#include "base/utf8.h"
#include "endpoint/journal.h"
#include "page/page.h"
#include "server/address.h"
#include "signatures/auth.h"
#include "state/passing.h"

/* The largest number of requests that may wait for a key pair.  If more
 * requests waited, their clients would give up. */
enum { KEYS_WAITING_MAX = 32 };

struct dispatch {
	struct dispatch_config config;
	atomic_int waiting;	/* requests that wait for a key pair */
	struct digest *digest;
	struct markup *out;
	struct history history;
};

int dispatch_new(struct dispatch **out, const struct dispatch_config *config,
		 struct err *err)
{
	struct dispatch *d = calloc(1, sizeof(*d));

	if (!d)
		return err_memory(err);
	d->config = *config;
	if (digest_new(&d->digest, err) || markup_new(&d->out, err)) {
		dispatch_free(d);
		return -1;
	}
	*out = d;
	return 0;
}

void dispatch_free(struct dispatch *d)
{
	if (!d)
		return;
	digest_free(d->digest);
	markup_free(d->out);
	free(d);
}

static int check_form(const struct request *r, struct response *out,
		      struct fault *fault)
{
	const char *action = params_get(&r->params, "Action");

	if (!action || !*action)
		return fault_set(fault, FAULT_MISSING_ACTION, "The request "
				 "must contain the parameter Action");
	(void)snprintf(out->action, sizeof(out->action), "%.*s",
		       (int)utf8_cut(action, strlen(action),
				     sizeof(out->action) - 1), action);
	return 0;
}

/* Refuses the request if DRAW says so.  The caller has already checked the
 * signature, because EC2 checks it first. */
static int fail_on_purpose(const struct inject_draw *draw, struct fault *fault)
{
	if (draw->is_throttled)
		return fault_set(fault, FAULT_THROTTLED, "Request limit "
				 "exceeded.");
	if (draw->is_error)
		return fault_set(fault, FAULT_INTERNAL, "An internal error "
				 "has occurred");
	return 0;
}

/* Checks the signature and runs the action.  Returns SITE_ASIDE if the action
 * first needs a new key pair, which takes long to make, and the signature is
 * right. */
static int carry_out_call(struct dispatch *d, struct request *r, time_t now,
		     const struct inject_draw *draw, struct response *out,
		     struct fault *fault)
{
	struct verifier verifier = {
		.digest = d->digest, .state = d->config.state, .now = now,
	};
	struct call call = {
		.state = d->config.state, .digest = d->digest,
		.now_ms = passing_now(), .instant = d->config.instant,
		.params = &r->params, .key = &r->key,
		.account = out->account, .out = d->out,
		.roll_back = out->roll_back,
	};
	const char *host = d->config.advertised ? d->config.advertised :
			   params_get(&r->headers, "host");
	char endpoint[512], stamp[CODEC_EXTENDED_SIZE], text[32];
	struct account account;

	codec_time_extended(now, stamp);
	(void)snprintf(text, sizeof(text), "%.19s.000Z", stamp);
	(void)snprintf(endpoint, sizeof(endpoint), "%s://%s",
		       d->config.is_tls ? "https" : "http", host ? host : "");
	call.time = text;
	call.endpoint = endpoint;
	/* A request to another service may have no Action.  The error about its
	 * credential scope says more than the error about the Action. */
	if ((check_form(r, out, fault) &&
	     !params_get(&r->headers, "authorization")) ||
	    auth_check(&verifier, r, &account, fault) ||
	    check_form(r, out, fault))
		return -1;
	memcpy(out->account, account.id, sizeof(out->account));
	memcpy(out->region, account.region, sizeof(out->region));
	call.region = out->region;
	call.is_sts = account.is_sts;
	call.arn = account.arn;
	if (fail_on_purpose(draw, fault))
		return -1;
	if (!r->is_set_aside && keys_take_long(&r->params)) {
		if (atomic_load(&d->waiting) == KEYS_WAITING_MAX)
			return fault_set(fault, FAULT_THROTTLED, "Request "
					 "limit exceeded: %d requests wait "
					 "for a key pair", KEYS_WAITING_MAX);
		atomic_fetch_add(&d->waiting, 1);
		r->is_set_aside = true;
		return SITE_ASIDE;
	}
	return actions_run(&call, out->id, fault);
}

/* Completes the answer of an action that succeeded.  If memory runs out, the
 * answer is an error although the change was made. */
static int finish(struct dispatch *d, struct response *out, struct fault *fault)
{
	struct err err;

	out->status = 200;
	if (markup_finish(d->out, &out->body, &err) == 0)
		return 0;
	buf_clear(&out->body);
	if (err.kind != ERR_LIMIT)
		return fault_internal(fault, &err);
	return fault_set(fault, FAULT_INVALID_REQUEST, "The reply would be "
			 "longer than %d MiB. Set MaxResults to get it in "
			 "pages, or ask for less with filters or ids.",
			 MARKUP_MAX / 1024 / 1024);
}

static int write_fault(struct dispatch *d, const struct fault *fault,
		       struct response *out)
{
	struct err err;

	out->status = fault_status(fault);
	out->code = fault_name(fault);
	return markup_fault(d->out, fault, out->id, &out->body, &err);
}

static int add_api_headers(struct response *out)
{
	struct err err;

	if (params_add(&out->headers, "Content-Type", MARKUP_CONTENT_TYPE,
		       &err))
		return -1;
	return params_add(&out->headers, "x-amzn-RequestId", out->id, &err);
}

static int answer_call(struct dispatch *d, struct request *r, time_t now,
		       struct fault *fault, struct response *out)
{
	struct inject_draw draw = { 0 };
	int rc;

	if (d->config.inject && !r->is_set_aside) {
		inject_draw(d->config.inject, (uint64_t)now_ms(), &draw);
		out->fate = draw.fate;
		out->roll_back = draw.fate != RESPONSE_WHOLE &&
				 !draw.is_committed;
	}
	rc = carry_out_call(d, r, now, &draw, out, fault);
	if (rc == SITE_ASIDE)
		return rc;
	return rc || finish(d, out, fault) ? write_fault(d, fault, out) : 0;
}

static bool is_read(const struct request *r)
{
	const char *method = buf_str(&r->method);

	return strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;
}

static int answer_text(struct response *out, unsigned int status,
		       const char *text)
{
	struct err err;

	out->status = status;
	buf_printf(&out->body, "%s\n", text);
	return params_add(&out->headers, "Content-Type", "text/plain", &err);
}

/* Answers /reset.  If the request has the token, restores the state that the
 * sandbox had at its start. */
static int reset(struct dispatch *d, const struct request *r,
		 struct response *out)
{
	const char *expected = d->config.reset_token;
	const char *token = params_get(&r->headers, "x-sandbox-reset");
	struct err err;

	if (strcmp(buf_str(&r->method), "POST") != 0)
		return answer_text(out, 405, "/reset takes POST");
	if (!expected)
		return answer_text(out, 403, "/reset is off: with "
				   "--listen-anywhere, it needs --reset-token");
	if (!token || strlen(token) != strlen(expected) ||
	    !digest_equal(token, expected, strlen(expected)))
		return answer_text(out, 403, "the header X-Sandbox-Reset does "
				   "not have the token");
	return state_restore(d->config.state, &err) ?
	       answer_text(out, 500, err.text) : answer_text(out, 200, "ok");
}

/* Returns whether the request is a GET or HEAD of / without an Action, a
 * version 2 signature or an Authorization header. */
static bool wants_page(const struct request *r)
{
	return is_read(r) && strcmp(buf_str(&r->path), "/") == 0 &&
	       !params_get(&r->params, "Action") &&
	       !params_get(&r->params, "Signature") &&
	       !params_get(&r->headers, "authorization");
}

/* Without `anywhere`, shows the page only if Host names a loopback address.
 * Otherwise a script of another site could read the page (DNS rebinding). */
static int show_page(struct dispatch *d, const struct request *r, time_t now,
		     struct response *out)
{
	const struct page page = {
		.state = d->config.state, .history = &d->history, .now = now,
		.digest = d->digest, .whole = params_get(&r->params, "all"),
	};
	const char *host = params_get(&r->headers, "host");
	struct fault fault;
	struct err err;

	if (!d->config.anywhere && !(host && address_is_loopback(host))) {
		(void)fault_set(&fault, FAULT_FORBIDDEN_HOST, "This page is "
				"shown only to URLs with the host localhost or "
				"a loopback address such as 127.0.0.1");
	} else if (passing_settle(page.state, d->config.instant, &err) == 0 &&
		   page_write(&page, out, &err) == 0) {
		return 0;
	} else {
		params_clear(&out->headers);
		buf_clear(&out->body);
		(void)fault_internal(&fault, &err);
	}
	return add_api_headers(out) ? -1 : write_fault(d, &fault, out);
}

static int answer_locked(struct dispatch *d, struct request *r, time_t now,
			 struct response *out)
{
	const char *target = buf_str(&r->target);
	struct fault fault;
	int rc;

	/* A server that answers is ready, because the sandbox opens its state
	 * before it starts the server. */
	if (is_read(r) && strcmp(target, "/health") == 0)
		return answer_text(out, 200, "ok");
	if (strcmp(target, "/reset") == 0)
		return reset(d, r, out);
	if (!r->is_set_aside && request_parse(r, &fault))
		rc = write_fault(d, &fault, out);
	else if (wants_page(r))
		return show_page(d, r, now, out);
	else
		rc = answer_call(d, r, now, &fault, out);
	if (rc == SITE_ASIDE)
		return rc;
	page_history_add(&d->history, out, now);
	if (d->config.journal)
		journal_write(d->config.journal, r, out, now);
	return rc ? rc : add_api_headers(out);
}

static int answer(void *ctx, struct request *request, struct response *out)
{
	struct dispatch *d = ctx;
	struct err err;
	int rc;

	if (request_id(out->id, &err))
		return -1;
	state_lock(d->config.state);
	rc = answer_locked(d, request, time(NULL), out);
	state_unlock(d->config.state);
	return rc;
}

static int refuse(void *ctx, const struct fault *fault, struct response *out)
{
	struct dispatch *d = ctx;
	struct err err;
	int rc;

	if (request_id(out->id, &err) || add_api_headers(out))
		return -1;
	state_lock(d->config.state);
	rc = write_fault(d, fault, out);
	page_history_add(&d->history, out, time(NULL));
	state_unlock(d->config.state);
	return rc;
}

static void prepare_key(void *ctx, struct request *request)
{
	struct dispatch *d = ctx;

	keys_prepare(request);
	atomic_fetch_sub(&d->waiting, 1);
}

struct site dispatch_site(struct dispatch *d)
{
	static const char *const methods[] = { "GET", "HEAD", "POST", NULL };

	return (struct site){
		.ctx = d, .methods = methods, .answer = answer,
		.prepare = prepare_key, .refuse = refuse,
	};
}
