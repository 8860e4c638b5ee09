/* SPDX-License-Identifier: BSD-2-Clause */
#include "aws/imds.h"

#include <stdlib.h>
#include <string.h>

#include "aws/cred.h"
#include "aws/redact.h"
#include "base/codec.h"
#include "http/errortext.h"
#include "http/fetch.h"
#include "http/http.h"

/* The lifetime of a token in seconds.  If a run takes longer, we replace the
 * expired token. */
#define TOKEN_SECONDS "300"
#define TOKEN_PATH    "/latest/api/token"
enum { TOKEN_MAX = 8 * 1024 };

enum session {
	SESSION_NEW,		/* we must request a token first */
	SESSION_TOKEN,		/* every request carries the token */
	SESSION_V1,		/* the service does not support tokens (version
				 * 1) */
	SESSION_TIMED_OUT,	/* the request for a token timed out; we send
				 * requests without a token */
};

struct imds {
	struct http *http;
	struct buf url;			/* URL of the service, without a slash
					 * at the end */
	long timeout;			/* timeout in seconds for connecting,
					 * and for a connection without data */
	long attempts;			/* maximum number of attempts for one
					 * request */
	const volatile sig_atomic_t *stop;
	bool disabled;
	bool rehearsal;			/* this run is a rehearsal (EC2_SANDBOX
					 * is set) */
	const char *v1_forbidden_by;	/* setting that forbids version 1, or
					 * NULL */
	bool is_there;			/* the service has answered at least
					 * once */
	bool can_continue;		/* result of imds_can_continue */
	bool in_doubt;			/* a request failed in a way that may
					 * affect all paths, and no later
					 * request has succeeded */
	imds_check_fn *check;		/* check for the current request, or
					 * NULL */
	struct buf body;		/* body of the latest reply if its
					 * status was not 200 */
	struct buf words;		/* error message from `body` */
	enum session session;
	struct buf token;
};

static int set_up_imds(struct imds *i, const struct imds_settings *s,
		       struct err *err)
{
	struct http_settings http = {
		.proxy = "",
		.user_agent = "ec2-product-tools/" EC2_VERSION,
		.confine = s->confine,
	};

	i->stop = s->stop;
	i->token.secret = true;
	i->token.max = TOKEN_MAX;
	i->v1_forbidden_by = imds_settings_v1_forbidden(s);
	i->disabled = imds_settings_disabled(s);
	i->rehearsal = s->sandbox.value != NULL;
	if (i->disabled)
		return 0;
	if (imds_settings_url(s, &i->url, err) ||
	    imds_settings_number(&s->timeout, &i->timeout, err) ||
	    imds_settings_number(&s->attempts, &i->attempts, err))
		return -1;
	http.connect_seconds = http.idle_seconds = i->timeout;
	http.reply_seconds = i->timeout + IMDS_REPLY_SECONDS;
	return http_new(&i->http, &http, err);
}

int imds_new(struct imds **out, const struct imds_settings *settings,
	     struct err *err)
{
	struct imds *i = calloc(1, sizeof(*i));

	if (!i)
		return err_memory(err);
	if (set_up_imds(i, settings, err)) {
		imds_free(i);
		return -1;
	}
	*out = i;
	return 0;
}

void imds_free(struct imds *i)
{
	if (!i)
		return;
	http_free(i->http);
	buf_release(&i->url);
	buf_release(&i->token);
	buf_release(&i->body);
	buf_release(&i->words);
	free(i);
}

bool imds_is_there(const struct imds *i)
{
	return i->is_there;
}

const char *imds_error_text(const struct imds *i)
{
	return buf_str(&i->words);
}

bool imds_can_continue(const struct imds *i)
{
	return i->can_continue;
}

struct attempt {
	struct imds *imds;
	struct buf *out;
};

static int on_imds_body(void *ctx, long status, const char *data, size_t len,
			struct err *err)
{
	struct buf *body = &((struct attempt *)ctx)->imds->body;
	struct buf *out = ((struct attempt *)ctx)->out;

	if (status != 200) {
		if (body->len + len <= ERRORTEXT_BODY_MAX)
			buf_append(body, data, len);
		return 0;
	}
	if (len > IMDS_REPLY_MAX - out->len)
		return err_set(err, "reply: over %d KiB",
			       IMDS_REPLY_MAX / 1024);
	buf_append(out, data, len);
	return buf_check(out, "reply", err);
}

static int attempt_once(struct imds *i, const struct http_request *request,
			struct http_reply *reply, struct err *err)
{
	if (fetch_attempt(i->http, request, i->stop, reply, err))
		return -1;
	if (reply->failure == HTTP_WHOLE)
		i->is_there = true;
	return 0;
}

/* Returns whether to retry the request.  A request for a token that timed out
 * is not retried: the reason may be a low hop limit, and each retry would time
 * out too. */
static bool must_retry(const struct imds *i, const struct http_request *request,
		       const struct http_reply *reply, const struct buf *body)
{
	bool checked = i->check && strcmp(request->method, "GET") == 0;

	switch (reply->failure) {
	case HTTP_WHOLE:
		if (checked)
			return reply->status != 200 || !i->check(body);
		return reply->status >= 500;
	case HTTP_TIMED_OUT:
		return strcmp(request->method, "GET") == 0;
	case HTTP_NO_CONNECTION:
	case HTTP_BROKEN:
		return true;
	default:
		return false;
	}
}

/* Extracts the error message from the body of a reply.  Hides the token, which
 * the service may quote. */
static void find_words(struct imds *i)
{
	struct cred sent = { .token = i->token };
	struct buf words = { 0 };

	errortext_find(&words, buf_str(&i->body), i->body.len);
	redact_text(&i->words, &sent, buf_str(&words), words.len);
	buf_release(&words);
}

/* Sends a request, in up to i->attempts attempts.  Does not pause between
 * attempts, because the service is on the same host.  OUT receives the body of
 * the last reply if its status is 200. */
static int send_request(struct imds *i, const struct http_request *what,
			const char *path, struct buf *out,
			struct http_reply *reply, struct err *err)
{
	struct attempt state = { i, out };
	struct http_request request = *what;
	struct buf url = { 0 };
	int rc;

	buf_append(&url, i->url.data, i->url.len);
	codec_uri(&url, path, strlen(path), "/!$&'()*+,;=:@%");
	if (buf_check(&url, "URL", err)) {
		buf_release(&url);
		return -1;
	}
	request.url = url.data;
	request.on_body = on_imds_body;
	request.ctx = &state;
	for (long n = 1;; n++) {
		buf_clear(out);
		buf_clear(&i->body);
		rc = attempt_once(i, &request, reply, err);
		if (rc || n == i->attempts || (i->stop && *i->stop) ||
		    !must_retry(i, &request, reply, out))
			break;
	}
	buf_clear(&i->words);
	if (rc == 0)
		find_words(i);
	buf_release(&url);
	return rc;
}

/* Records a failure that may affect one path or all paths: see
 * imds_can_continue. */
static void note_doubt(struct imds *i)
{
	i->can_continue = !i->in_doubt;
	i->in_doubt = true;
}

/* Sets the error for an incomplete or missing reply.  PATH is NULL for the
 * request for a token. */
static int no_reply(const struct imds *i, const char *path,
		    const struct http_reply *reply, struct err *err)
{
	switch (reply->failure) {
	case HTTP_NO_HOST:
	case HTTP_NO_CONNECTION:
		return err_set(err, "no metadata service at %s (is this an "
			       "EC2 instance?)", i->url.data);
	case HTTP_TIMED_OUT:
		err_set(err, "no complete answer in time (timeout %ld s)",
			i->timeout);
		break;
	default:
		err_set(err, "%s", reply->err.text);
	}
	if (path)
		err_prefix(err, "%s", path);
	return err_prefix(err, "metadata service at %s", i->url.data);
}

static int hop_hint(struct err *err)
{
	return err_hint(err, "the service answers, but not the request for a "
			"session token: in a container, the instance's hop "
			"limit must be 2 or more (aws ec2 "
			"modify-instance-metadata-options "
			"--http-put-response-hop-limit 2)");
}

/* Returns whether the service answers a request that is not for a token.  If
 * the service answers, it is not slow, so the request for a token timed out for
 * another reason.  Sends an invalid token, because a request without a token
 * would use version 1, which a setting forbids. */
static bool answers_others(struct imds *i)
{
	const struct http_header token = { "X-aws-ec2-metadata-token", "none" };
	struct http_request request = {
		.method = "GET", .headers = &token, .header_count = 1,
	};
	struct http_reply reply = { 0 };
	imds_check_fn *check = i->check;
	struct buf ignored = { 0 };
	struct err err;
	int rc;

	/* Every reply, even an error, shows that the service answers. */
	i->check = NULL;
	rc = send_request(i, &request, "/", &ignored, &reply, &err);
	i->check = check;
	buf_release(&ignored);
	return rc == 0 && reply.failure == HTTP_WHOLE;
}

/* Switches to version 1, which has no tokens.  Fails if a setting forbids
 * version 1. */
static int use_version_1(struct imds *i, long status, struct err *err)
{
	if (!i->v1_forbidden_by) {
		i->session = SESSION_V1;
		return 0;
	}
	err_set(err, "metadata service at %s: it does not support session "
		"tokens (status %ld)", i->url.data, status);
	return err_hint(err, "%s forbids requests without a token (version 1)",
			i->v1_forbidden_by);
}

/* Removes line ends after the token.  Fails if the token is empty or contains a
 * byte that is not a visible ASCII character. */
static int check_token(struct imds *i, struct err *err)
{
	struct buf *t = &i->token;

	while (t->len && strchr("\r\n", t->data[t->len - 1]))
		t->data[--t->len] = '\0';
	for (size_t k = 0; k < t->len; k++)
		if (t->data[k] <= ' ' || t->data[k] > '~')
			buf_clear(t);
	if (t->len) {
		i->session = SESSION_TOKEN;
		return 0;
	}
	return err_set(err, "metadata service at %s: the reply to the request "
		       "for a session token is not a token", i->url.data);
}

static int request_token(struct imds *i, struct http_reply *reply,
			 struct err *err)
{
	static const struct http_header headers[] = {
		{ "X-aws-ec2-metadata-token-ttl-seconds", TOKEN_SECONDS },
		{ "Content-Length", "0" },
	};
	struct http_request request = {
		.method = "PUT", .headers = headers,
		.header_count = sizeof(headers) / sizeof(*headers),
	};

	return send_request(i, &request, TOKEN_PATH, &i->token, reply, err);
}

/* Handles a timeout of the request for a token.  If version 1 is allowed,
 * continues without a token.  If version 1 is forbidden and the service answers
 * other requests, requests the token once more.  If the second request for the
 * token times out too, the hop limit is probably the reason. */
static int handle_timeout(struct imds *i, struct http_reply *reply,
			  struct err *err)
{
	if (!i->v1_forbidden_by) {
		i->session = SESSION_TIMED_OUT;
		return 0;
	}
	if (!answers_others(i))
		return no_reply(i, NULL, reply, err);
	if (request_token(i, reply, err))
		return -1;
	if (reply->failure == HTTP_TIMED_OUT) {
		no_reply(i, NULL, reply, err);
		return hop_hint(err);
	}
	return 0;
}

static int fetch_token(struct imds *i, struct err *err)
{
	struct http_reply reply;

	i->session = SESSION_NEW;
	if (request_token(i, &reply, err))
		return -1;
	if (reply.failure == HTTP_TIMED_OUT &&
	    (handle_timeout(i, &reply, err) || i->session == SESSION_TIMED_OUT))
		return i->session == SESSION_TIMED_OUT ? 0 : -1;
	if (reply.failure != HTTP_WHOLE)
		return no_reply(i, NULL, &reply, err);
	switch (reply.status) {
	case 200:
		return check_token(i, err);
	case 403:
	case 404:
	case 405:
		return use_version_1(i, reply.status, err);
	default:
		return err_set(err, "metadata service at %s: the request for a "
			       "session token failed with status %ld%s%s",
			       i->url.data, reply.status,
			       i->words.len ? ": " : "", imds_error_text(i));
	}
}

static int refuse_status(struct imds *i, const char *path, long status,
			 struct err *err)
{
	err_set(err, "%s: the metadata service answered with status %ld%s%s",
		path, status, i->words.len ? ": " : "", imds_error_text(i));
	if (status == 401 && i->session == SESSION_TIMED_OUT)
		return hop_hint(err);
	if (status == 401 || status == 403)
		note_doubt(i);
	else
		i->can_continue = true;
	if (status == 403 && !i->words.len)
		return err_hint(err, "the service may be disabled in the "
				"instance's metadata options");
	return -1;
}

static int get_once(struct imds *i, const char *path, struct buf *out,
		    struct http_reply *reply, struct err *err)
{
	struct http_header token = { "X-aws-ec2-metadata-token", NULL };
	struct http_request request = { .method = "GET", .headers = &token };

	if (i->session == SESSION_NEW && fetch_token(i, err))
		return -1;
	token.value = buf_str(&i->token);
	request.header_count = i->session == SESSION_TOKEN;
	return send_request(i, &request, path, out, reply, err);
}

/* Makes a request.  If the status is 401 and the service may support tokens,
 * requests a new token and repeats the request.  Status 401 means that the
 * token has expired, or that the service requires a token and our request for a
 * token timed out. */
static int get_renewed(struct imds *i, const char *path, struct buf *out,
		       struct http_reply *reply, struct err *err)
{
	if (get_once(i, path, out, reply, err))
		return -1;
	if (reply->failure != HTTP_WHOLE || reply->status != 401 ||
	    i->session == SESSION_V1)
		return 0;
	i->session = SESSION_NEW;
	return get_once(i, path, out, reply, err);
}

int imds_get(struct imds *i, const char *path, struct buf *out, bool *found,
	     struct err *err)
{
	struct http_reply reply = { 0 };
	int rc;

	buf_clear(out);
	if (i->disabled) {
		err_set(err, "the metadata service is disabled "
			"(AWS_EC2_METADATA_DISABLED)");
		return !i->rehearsal ? -1 : err_hint(err, "ec2-sandbox -m "
			"INSTANCE=127.0.0.1:0 serves the data of an instance");
	}
	i->can_continue = false;
	rc = get_renewed(i, path, out, &reply, err);
	if (rc == 0 && reply.failure != HTTP_WHOLE) {
		if (reply.failure == HTTP_TIMED_OUT ||
		    reply.failure == HTTP_BROKEN ||
		    reply.failure == HTTP_REJECTED)
			note_doubt(i);
		rc = no_reply(i, path, &reply, err);
	} else if (rc == 0 && reply.status != 200 && reply.status != 404) {
		rc = refuse_status(i, path, reply.status, err);
	}
	if (rc) {
		buf_clear(out);
		return -1;
	}
	i->in_doubt = false;
	*found = reply.status == 200;
	return 0;
}

int imds_get_checked(struct imds *i, const char *path, imds_check_fn *check,
		     struct buf *out, bool *found, struct err *err)
{
	int rc;

	i->check = check;
	rc = imds_get(i, path, out, found, err);
	i->check = NULL;
	return rc;
}
