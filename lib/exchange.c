/* SPDX-License-Identifier: BSD-2-Clause */
/* One job from its first request to its end. */
#include "exchange.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "canon.h"
#include "digest.h"
#include "held.h"
#include "retry.h"

/* A body longer than this is not kept for --debug, and one of an error reply
 * not read further. */
enum { BODY_KEPT_MAX = 256 * 1024 };

/* Between two looks for something that was written. */
enum { CHECK_FIRST_MS = 100, CHECK_LATER_MS = 700 };

static const char *action_of(const struct exchange *x)
{
	return x->phase == EXCHANGE_CHECK ? x->checking->action
					  : x->run->call->action;
}

/* Most replies leave its longest part, the words, empty. */
static void clear_result(struct exchange_result *r)
{
	r->failed = r->refused = r->answered_false = false;
	r->failure = HTTP_WHOLE;
	r->status = r->clock_off = 0;
	r->code[0] = r->request_id[0] = '\0';
	err_clear(&r->err);
}

static int hold_row(void *ctx, const char *heads, const struct cell *cells,
		    size_t count, struct err *err)
{
	struct exchange *x = ctx;

	return held_add(&x->rows, heads, cells, count, err);
}

int exchange_rows(struct exchange *x, row_fn *fn, void *ctx, struct err *err)
{
	x->streamed = x->streamed || x->rows.len;
	x->rows_whole = 0;
	return held_release(&x->rows, fn, ctx, err);
}

static int on_item(void *ctx, const struct node *item, struct err *err)
{
	struct exchange *x = ctx;

	if (x->phase == EXCHANGE_CHECK || x->status != 200)
		return 0;
	x->any_item = true;
	if (row_make(x->run->call->rows, item, &x->job.params, hold_row, x,
		     err))
		return -1;
	/* Rows of a reply that is one item wait for the whole of it: what it
	 * says of success may come last. */
	if (x->rows.len < EXCHANGE_HOLD_MAX || !*x->run->call->items)
		return 0;
	return x->run->full(x->run->full_ctx, x, err);
}

/* The first bytes of a reply: from here on its status is known. */
static int start_reply(struct exchange *x, long status, struct err *err)
{
	bool rows = status == 200 && x->phase == EXCHANGE_MAIN;

	x->status = status;
	/* A refusal may quote the token that was sent. */
	if (status != 200) {
		item_secret(x->item);
		x->body.secret = true;
	}
	return item_reset(x->item, rows ? x->run->call->items : "", err);
}

/* Whether the reply's root is there and not what this action's should be;
 * then what it goes on to say is of no interest. */
static bool is_foreign(const struct exchange *x)
{
	const struct node *root = item_root(x->item);

	return root && !reply_is_of(root, action_of(x)) &&
	       strcmp(root->name, "Response") != 0 &&
	       strcmp(root->name, "ErrorResponse") != 0;
}

/* The beginning of a body, for --debug. */
static void keep_body(struct exchange *x, const char *data, size_t len)
{
	size_t room;

	if (x->body.len >= BODY_KEPT_MAX)
		return;
	room = BODY_KEPT_MAX - x->body.len;
	buf_append(&x->body, data, len < room ? len : room);
	if (x->body.len == BODY_KEPT_MAX)
		buf_puts(&x->body, "... (cut)");
}

static bool traced(const struct exchange *x)
{
	return x->run->trace && !x->run->call->secret;
}

/* An error's page, XML or not, is cut where it goes on and on. */
static int measure_error(struct exchange *x, size_t len, struct err *err)
{
	x->error_len += len;
	if (x->error_len <= BODY_KEPT_MAX)
		return 0;
	return err_set(err, "cut");
}

static int on_body(void *ctx, long status, const char *data, size_t len,
		   struct err *err)
{
	struct exchange *x = ctx;

	if (x->status != status && start_reply(x, status, err))
		return -1;
	if (traced(x))
		keep_body(x, data, len);
	if (status != 200 && measure_error(x, len, err))
		return -1;
	if (x->unreadable)
		return 0;
	if (item_feed(x->item, data, len, err)) {
		/* An error is an error, whatever its page looks like. */
		x->unreadable = status != 200;
		x->foreign = !item_root(x->item) || is_foreign(x);
		return x->unreadable ? 0 : -1;
	}
	if (status != 200 || !is_foreign(x))
		return 0;
	x->foreign = true;
	return err_set(err, "foreign");
}

int exchange_init(struct exchange *x, struct exchange_run *run,
		  struct err *err)
{
	x->run = run;
	if (item_new(&x->item, "", on_item, x, err))
		return -1;
	if (run->call->secret) {
		item_secret(x->item);
		x->rows.secret = x->params.text.secret = true;
		x->job.params.text.secret = true;
	}
	return 0;
}

void exchange_release(struct exchange *x)
{
	job_release(&x->job);
	params_release(&x->params);
	seen_release(&x->tokens);
	sign_release(&x->post);
	item_free(x->item);
	x->item = NULL;
	/* See start_reply; what was cleared since is still there. */
	buf_wipe(&x->result, sizeof(x->result));
	buf_wipe(&x->latest, sizeof(x->latest));
	buf_release(&x->rows);
	buf_release(&x->body);
}

/* The request of the job itself. */
static int main_request(struct exchange *x, struct err *err)
{
	params_clear(&x->params);
	if (params_add(&x->params, "Action", x->run->call->action, err) ||
	    params_add(&x->params, "Version", x->run->api_version, err) ||
	    (x->run->dry_run &&
	     params_add(&x->params, "DryRun", "true", err)))
		return -1;
	return params_copy(&x->params, &x->job.params, err);
}

static int check_request(struct exchange *x, struct err *err)
{
	const struct exchange_check *c = x->checking;
	const char *subject = params_get(&x->job.params, c->subject);
	const char *as = c->as ? c->as : c->subject;

	params_clear(&x->params);
	if (params_add(&x->params, "Action", c->action, err) ||
	    params_add(&x->params, "Version", x->run->api_version, err) ||
	    (c->attribute &&
	     params_add(&x->params, "Attribute", c->attribute, err)))
		return -1;
	return params_add(&x->params, as, subject ? subject : "", err);
}

int exchange_begin(struct exchange *x, long long now_ms, struct err *err)
{
	clear_result(&x->result);
	x->phase = EXCHANGE_MAIN;
	x->checking = NULL;
	x->attempt = 0;
	x->streamed = x->doubtful = x->in_doubt = false;
	x->clock_tried = x->said_yes = false;
	buf_clear(&x->rows);
	x->rows_whole = 0;
	seen_release(&x->tokens);
	x->tokens.texts.max = EXCHANGE_TOKENS_MAX;
	x->pages = x->empty_pages = 0;
	x->state = EXCHANGE_DUE;
	x->due_ms = now_ms;
	return main_request(x, err);
}

static void trace_request(struct exchange *x)
{
	struct buf text = {0};

	for (size_t i = 0; i < x->params.len; i++) {
		buf_printf(&text, "%s%s=", i ? "&" : "",
			   params_name(&x->params, i));
		buf_puts(&text, params_value(&x->params, i));
	}
	x->run->trace(x->run->ctx, "request", buf_str(&text), text.len);
	buf_release(&text);
}

/* The body of a request, signed unless nobody is to sign it. */
static int make_post(struct exchange *x, struct err *err)
{
	const struct exchange_run *run = x->run;

	if (run->signer)
		return sign_post(run->signer, &x->params,
				 time(NULL) + run->clock_off, &x->post, err);
	x->post.body.secret = true;
	buf_clear(&x->post.body);
	return canon_query(&x->post.body, &x->params, err);
}

void exchange_renew(struct exchange *x)
{
	struct exchange_run *run = x->run;
	struct err words;

	if (!run->renew || run->renew(run->ctx, run, &words) == 0)
		return;
	exchange_give_up(x, words.text);
	x->result.refused = true;
	(void)err_hint(&x->result.err, "%s", words.hint);
}

int exchange_send(struct exchange *x, struct err *err)
{
	struct exchange_run *run = x->run;
	struct http_header headers[] = {
		{ "Content-Type", SIGN_CONTENT_TYPE },
		{ "Host", buf_str(&run->endpoint->url.host) },
		{ "X-Amz-Date", NULL },
		{ "Authorization", NULL },
		{ "X-Amz-Security-Token", NULL },
	};
	struct http_request request = {
		.method = "POST", .url = buf_str(&run->endpoint->text),
		.headers = headers, .header_count = 2,
		.on_body = on_body, .ctx = x,
	};

	x->attempt++;
	x->status = 0;
	x->foreign = x->unreadable = x->any_item = false;
	x->error_len = 0;
	buf_clear(&x->body);
	if (traced(x))
		trace_request(x);
	if (item_reset(x->item, "", err) || make_post(x, err))
		return -1;
	request.body = x->post.body.data;
	request.body_len = x->post.body.len;
	request.may_repeat = !run->call->writes || x->phase == EXCHANGE_CHECK;
	if (run->signer && run->signature == SIGN_V4) {
		headers[2].value = buf_str(&x->post.stamp);
		headers[3].value = buf_str(&x->post.authorization);
		headers[4].value = buf_str(&x->post.token);
		request.header_count = x->post.token.len ? 5 : 4;
	}
	x->state = EXCHANGE_SENT;
	return http_start(run->http, &request, err);
}

static int done(struct exchange *x)
{
	x->state = EXCHANGE_DONE;
	return 0;
}

/* The job has failed, and result.err says why. */
static int fail(struct exchange *x)
{
	x->result.failed = true;
	if (!x->streamed)
		buf_clear(&x->rows);
	return done(x);
}

void exchange_give_up(struct exchange *x, const char *why)
{
	const char *what = "not tried";

	if (x->phase == EXCHANGE_CHECK)
		what = "accepted, but whether it took hold was not read";
	else if (x->state == EXCHANGE_SENT ||
		 (x->doubtful && x->run->call->writes))
		what = "whether it was carried out is not known";
	else if (x->attempt || x->pages)
		what = "not tried again";
	/* What was refused stays so. */
	if (!x->in_doubt) {
		clear_result(&x->result);
		err_set(&x->result.err, "%s, since %s", what, why);
	}
	(void)fail(x);
}

/* A number from [0,1), from the system's own generator. */
static double jitter(void)
{
	unsigned char bytes[4];
	struct err ignored;
	double r = 0;

	if (digest_random(bytes, sizeof(bytes), &ignored))
		return 0.5;
	for (size_t i = 0; i < sizeof(bytes); i++)
		r = (r + bytes[i]) / 256;
	return r;
}

static int again(struct exchange *x, long wait_ms, long long now_ms)
{
	x->state = EXCHANGE_DUE;
	x->due_ms = now_ms + wait_ms;
	return 0;
}

static void note(struct exchange *x, bool loud, const char *text)
{
	x->run->note(x->run->ctx, &x->job, loud, text);
}

/* The check that this request's parameters ask for, or NULL. */
static const struct exchange_check *find_check(const struct exchange *x)
{
	const struct exchange_check *c = x->run->call->checks;

	for (; c && c->when; c++)
		for (size_t i = 0; i < x->job.params.len; i++)
			if (strncmp(params_name(&x->job.params, i), c->when,
				    strlen(c->when)) == 0)
				return c;
	return NULL;
}

static int start_check(struct exchange *x, const struct exchange_check *check,
		       long long now_ms, struct err *err)
{
	x->phase = EXCHANGE_CHECK;
	x->checking = check;
	x->check_until_ms = now_ms + EXCHANGE_CHECK_MS;
	x->check_count = 0;
	x->attempt = 0;
	if (check_request(x, err))
		return -1;
	return again(x, 0, now_ms);
}

/* Whether the list may go on: a service can give out page after page for
 * ever. */
static int check_pages(struct exchange *x, const char *token, struct err *err)
{
	bool before = false;

	x->empty_pages = x->any_item ? 0 : x->empty_pages + 1;
	if (++x->pages == EXCHANGE_PAGES_MAX)
		return err_limit(err, "reply: a list of more than %d pages",
				 EXCHANGE_PAGES_MAX);
	if (x->empty_pages == EXCHANGE_EMPTY_PAGES_MAX)
		return err_limit(err, "reply: %d pages in a row without an "
				 "item, and there would be more",
				 EXCHANGE_EMPTY_PAGES_MAX);
	if (seen_add(&x->tokens, token, strlen(token), &before, err))
		return err_prefix(err, "reply: page tokens");
	if (before)
		return err_limit(err, "reply: a page token came a second "
				 "time, so the list would never end");
	return 0;
}

/* The next page of the same list, or the end. */
static int next_page(struct exchange *x, long long now_ms, struct err *err)
{
	const char *token = item_text(item_root(x->item), "nextToken");

	if (!token || !*token)
		return done(x);
	if (check_pages(x, token, &x->result.err))
		return fail(x);
	if (params_set(&x->params, "NextToken", token, err))
		return -1;
	x->attempt = 0;
	return again(x, 0, now_ms);
}

/* The reply has no <return>: what is not known is not said. */
static int without_return(struct exchange *x, long long now_ms,
			  struct err *err)
{
	const struct exchange_check *check = find_check(x);

	if (x->run->call->returns == REPLY_ANSWER) {
		err_set(&x->result.err, "could not tell: the reply says "
			"neither true nor false");
		return fail(x);
	}
	if (check)
		return start_check(x, check, now_ms, err);
	note(x, false, "the reply has no <return>; HTTP 200 is taken as "
	     "success");
	return done(x);
}

/* A whole reply to the request itself. */
static int main_success(struct exchange *x, long long now_ms, struct err *err)
{
	const struct exchange_call *call = x->run->call;
	const struct exchange_check *check = find_check(x);
	struct exchange_result *r = &x->result;
	enum reply_truth truth;

	if (reply_truth(item_root(x->item), &truth, &r->err))
		return fail(x);
	if (truth == REPLY_FALSE && call->returns != REPLY_ANSWER) {
		err_set(&r->err, "the service answered false: not done");
		return fail(x);
	}
	if (x->run->dry_run && call->writes) {
		err_set(&r->err, "the endpoint ignored --dry-run; this was "
			"carried out");
		return fail(x);
	}
	if (x->run->dry_run)
		note(x, true, "the endpoint ignored --dry-run");
	/* What follows has its own attempts, and does not undo these. */
	x->rows_whole = x->rows.len;
	x->streamed = false;
	if (call->returns != REPLY_NO_RETURN && truth == REPLY_MISSING)
		return without_return(x, now_ms, err);
	r->answered_false = truth == REPLY_FALSE;
	x->said_yes = true;
	if (check && check->always && x->run->check)
		return start_check(x, check, now_ms, err);
	return next_page(x, now_ms, err);
}

/* The state is as it was to be.  If an earlier attempt was carried out, though
 * its reply was lost, there are no rows yet; a write's are made from its
 * request, so any element will do. */
static int check_holds(struct exchange *x, struct err *err)
{
	if (x->in_doubt) {
		note(x, true, x->result.code[0] && x->result.status < 500
		     ? "refused when it was repeated, as already done; and it "
		       "is done" : "no reply came, but it is done");
		if (row_make(x->run->call->rows, item_root(x->item),
			     &x->job.params, hold_row, x, err))
			return -1;
	}
	clear_result(&x->result);
	return done(x);
}

/* The read has shown the state. */
static int check_success(struct exchange *x, long long now_ms,
			 struct err *err)
{
	struct exchange_result *r = &x->result;
	long wait = x->check_count++ ? CHECK_LATER_MS : CHECK_FIRST_MS;

	if (x->checking->holds(item_root(x->item), &x->job.params))
		return check_holds(x, err);
	/* What was refused, and is not there, is a refusal. */
	if (x->in_doubt)
		return fail(x);
	if (now_ms + wait < x->check_until_ms) {
		x->attempt = 0;
		return again(x, wait, now_ms);
	}
	err_set(&r->err, "%s %s", x->said_yes ? "the endpoint said yes, but"
		: "the endpoint gave no sign of success, and",
		x->checking->missing);
	if (x->checking->hint)
		err_hint(&r->err, "%s", x->checking->hint);
	return fail(x);
}

/* The state could not be read: x->latest says why. */
static int check_failure(struct exchange *x, struct err *err)
{
	static const char *const denied[] = {
		"UnauthorizedOperation", "AuthFailure", "AccessDenied",
		"AccessDeniedException",
	};
	const char *code = x->latest.code;
	bool may_not = false;

	if (x->checking->gone_holds && strstr(code, "ID.") &&
	    (strstr(code, ".NotFound") || strstr(code, ".Unavailable")))
		return check_holds(x, err);
	if (x->in_doubt)
		return fail(x);
	for (size_t i = 0; i < sizeof(denied) / sizeof(*denied); i++)
		may_not = may_not ||
			  strcmp(denied[i], x->latest.code) == 0;
	if (may_not && x->said_yes) {
		note(x, true, "the service said yes, but may not be asked "
		     "what it has now: not verified");
		return done(x);
	}
	x->result = x->latest;
	err_prefix(&x->result.err, "accepted, but whether it took hold could "
		   "not be read");
	return fail(x);
}

/* How far the service's clock, by the reply's Date, is ahead of this one; 0
 * when not known or not far. */
static long clock_off(const struct http_reply *reply)
{
	time_t date = http_date(reply);
	long off;

	if (date == (time_t)-1)
		return 0;
	off = (long)(date - time(NULL));
	return off > EXCHANGE_CLOCK_SECONDS || off < -EXCHANGE_CLOCK_SECONDS
		       ? off : 0;
}

/* Whether to sign once more, with the service's clock. */
static bool clock_again(struct exchange *x)
{
	char text[128];

	if (x->clock_tried || !x->latest.clock_off ||
	    !retry_clock(x->latest.status, x->latest.code))
		return false;
	x->clock_tried = true;
	x->run->clock_off = x->latest.clock_off;
	(void)snprintf(text, sizeof(text), "this machine's clock is %ld "
		       "seconds %s: signed again with the service's",
		       labs(x->latest.clock_off),
		       x->latest.clock_off > 0 ? "behind" : "ahead");
	note(x, false, text);
	return true;
}

/* Lets the rows of a reply go that was not whole; those of earlier pages, and
 * of a write that is being read back, stay. */
static void drop_rows(struct exchange *x)
{
	x->rows.len = x->rows_whole;
	x->rows.failed = false;
	if (x->rows.data)
		x->rows.data[x->rows.len] = '\0';
}

static int retry(struct exchange *x, enum retry_event event, long long now_ms)
{
	long wait_ms = retry_wait_ms(x->attempt, jitter());
	char text[256];

	if (event != RETRY_NOT_SENT &&
	    !retry_throttled(x->latest.code))
		x->doubtful = true;
	(void)snprintf(text, sizeof(text), "attempt %d of %d failed, the next "
		       "in %ld ms: %.150s", x->attempt, x->run->attempts_max,
		       wait_ms, x->latest.err.text);
	note(x, false, text);
	drop_rows(x);
	return again(x, wait_ms, now_ms);
}

/* The attempt has failed, as x->latest says: another one, a look at what an
 * earlier one did, or the end. */
static int attempt_failed(struct exchange *x, enum retry_event event,
			  bool final, long long now_ms, struct err *err)
{
	const struct exchange_check *check = find_check(x);
	struct retry_case c = {
		.event = event, .status = x->latest.status,
		.code = x->latest.code, .attempt = x->attempt,
		.attempts_max = x->run->attempts_max,
		.harmless = x->phase == EXCHANGE_CHECK || !x->run->call->once,
	};

	if (!final && !x->streamed && retry_again(&c))
		return retry(x, event, now_ms);
	if (x->phase == EXCHANGE_CHECK)
		return check_failure(x, err);
	x->result = x->latest;
	if (!x->streamed)
		drop_rows(x);
	if (event == RETRY_BROKEN)
		x->doubtful = true;
	x->in_doubt = x->doubtful && x->run->call->writes &&
		      !x->run->dry_run && !x->latest.refused;
	if (!x->in_doubt)
		return fail(x);
	if (check)
		return start_check(x, check, now_ms, err);
	if (!x->latest.code[0])
		err_hint(&x->result.err, "it may have been carried out all "
			 "the same");
	return fail(x);
}

/* An error reply that is one of EC2's. */
static int service_error(struct exchange *x, const struct http_reply *reply,
			 const struct reply_error *error, long long now_ms,
			 struct err *err)
{
	struct exchange_result *r = &x->latest;

	(void)snprintf(r->code, sizeof(r->code), "%s", error->code);
	(void)snprintf(r->request_id, sizeof(r->request_id), "%s",
		       reply_request_id(item_root(x->item)));
	r->refused = retry_refused(reply->status, error->code);
	x->throttled = retry_throttled(error->code);
	err_set(&r->err, "%s.%s: %s", reply->status >= 500 ? "Service"
		: "Client", error->code, error->message);
	if (x->run->dry_run && strcmp(r->code, "DryRunOperation") == 0) {
		buf_clear(&x->rows);
		return done(x);
	}
	r->clock_off = clock_off(reply);
	if (clock_again(x)) {
		x->attempt--;
		return again(x, 0, now_ms);
	}
	return attempt_failed(x, RETRY_ANSWERED, false, now_ms, err);
}

/* Something that is no EC2 endpoint, or a proxy before it, has answered. */
static int foreign_reply(struct exchange *x, const struct http_reply *reply,
			 long long now_ms, struct err *err)
{
	const char *url = buf_str(&x->run->endpoint->text);
	const struct node *root = item_root(x->item);
	struct err *words = &x->latest.err;
	const char *in = *reply->encoding ? " in " : "";

	if (root && !x->unreadable)
		err_set(words, "%s: answered HTTP %ld with <%.64s>, which is "
			"no reply to %s", url, reply->status, root->name,
			action_of(x));
	else
		err_set(words, "%s: answered HTTP %ld with %s%s%s, which is no "
			"reply of EC2", url, reply->status,
			*reply->type ? reply->type : "nothing readable", in,
			reply->encoding);
	if (reply->status >= 300 && reply->status < 400)
		err_hint(words, "redirects are not followed: give the "
			 "endpoint's own URL");
	return attempt_failed(x, RETRY_ANSWERED, reply->status < 500, now_ms,
			      err);
}

/* An error that goes on and on, which may have said what it is. */
static int cut_error(struct exchange *x, const struct http_reply *reply,
		     long long now_ms, struct err *err)
{
	const struct node *root = x->unreadable ? NULL : item_root(x->item);
	struct reply_error error;

	if (reply_find_error(root, &error))
		return service_error(x, reply, &error, now_ms, err);
	if (!root || is_foreign(x))
		return foreign_reply(x, reply, now_ms, err);
	err_set(&x->latest.err, "%s: answered HTTP %ld with more than %d KiB",
		buf_str(&x->run->endpoint->text), reply->status,
		BODY_KEPT_MAX / 1024);
	return attempt_failed(x, RETRY_ANSWERED, reply->status < 500, now_ms,
			      err);
}

/* No whole reply came. */
static int no_reply(struct exchange *x, const struct http_reply *reply,
		    long long now_ms, struct err *err)
{
	bool unsent = reply->failure == HTTP_NO_HOST ||
		      reply->failure == HTTP_NO_TUNNEL ||
		      reply->failure == HTTP_NO_CONNECTION ||
		      reply->failure == HTTP_NO_TLS;
	bool final = reply->failure == HTTP_UNVERIFIED ||
		     reply->failure == HTTP_NO_TUNNEL ||
		     reply->failure == HTTP_FAILED ||
		     reply->err.kind == ERR_LIMIT;

	x->latest.err = reply->err;
	err_prefix(&x->latest.err, "%s", buf_str(&x->run->endpoint->text));
	return attempt_failed(x, unsent ? RETRY_NOT_SENT : RETRY_BROKEN,
			      final, now_ms, err);
}

/* The reply has come in; whether it is whole, and what it is. */
static int whole_reply(struct exchange *x, const struct http_reply *reply,
		       long long now_ms, struct err *err)
{
	const struct node *root;
	struct reply_error error;

	if (!x->status && reply->status == 200) {
		err_set(&x->latest.err, "%s: answered HTTP 200 and nothing "
			"else", buf_str(&x->run->endpoint->text));
		return attempt_failed(x, RETRY_BROKEN, false, now_ms, err);
	}
	if (!x->status && start_reply(x, reply->status, err))
		return -1;
	if (!x->unreadable && item_finish(x->item, &x->latest.err)) {
		x->unreadable = true;
		if (reply->status == 200)
			return attempt_failed(x, RETRY_BROKEN,
					      x->latest.err.kind == ERR_LIMIT,
					      now_ms, err);
	}
	root = x->unreadable ? NULL : item_root(x->item);
	if (reply_find_error(root, &error))
		return service_error(x, reply, &error, now_ms, err);
	if (reply->status != 200 || !reply_is_of(root, action_of(x)))
		return foreign_reply(x, reply, now_ms, err);
	if (x->phase == EXCHANGE_CHECK)
		return check_success(x, now_ms, err);
	(void)snprintf(x->result.request_id, sizeof(x->result.request_id),
		       "%s", reply_request_id(root));
	x->result.status = reply->status;
	return main_success(x, now_ms, err);
}

int exchange_reply(struct exchange *x, const struct http_reply *reply,
		   long long now_ms, struct err *err)
{
	if (traced(x))
		x->run->trace(x->run->ctx, "reply", buf_str(&x->body),
			      x->body.len);
	x->throttled = false;
	clear_result(&x->latest);
	x->latest.failure = reply->failure;
	x->latest.status = reply->status;
	if (x->error_len > BODY_KEPT_MAX)
		return cut_error(x, reply, now_ms, err);
	if (x->foreign)
		return foreign_reply(x, reply, now_ms, err);
	if (reply->failure != HTTP_WHOLE)
		return no_reply(x, reply, now_ms, err);
	return whole_reply(x, reply, now_ms, err);
}
