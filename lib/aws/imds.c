/* SPDX-License-Identifier: BSD-2-Clause */
/* The metadata service of an instance. */
#include "aws/imds.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/codec.h"
#include "http/http.h"
#include "base/num.h"
#include "http/url.h"

/* A token lives as long as a run may, and not much longer; one that has
 * ended is renewed. */
#define TOKEN_SECONDS "300"
#define TOKEN_PATH    "/latest/api/token"
enum { TOKEN_MAX = 8 * 1024 };

/* How long one turn of waiting is; a reply ends it earlier. */
enum { WAIT_MS = 1000 };

enum session {
	SESSION_NEW,		/* no token was asked for yet */
	SESSION_TOKEN,		/* every request carries it */
	SESSION_PLAIN,		/* the service has no tokens: version 1 */
	SESSION_SILENT,		/* so it seems: it did not answer */
};

struct imds {
	struct http *http;
	struct buf url;			/* without a slash at the end */
	long timeout, attempts;
	const volatile sig_atomic_t *stop;
	bool disabled, v1_disabled;
	bool is_there;
	bool other_may;			/* another path may succeed */
	enum session session;
	struct buf token;
};

const struct imds_variable imds_variables[IMDS_VARIABLES] = {
#define VARIABLE(name, member) { name, offsetof(struct imds_settings, member) }
	VARIABLE("AWS_EC2_METADATA_DISABLED",              disabled),
	VARIABLE("AWS_EC2_METADATA_SERVICE_ENDPOINT",      endpoint),
	VARIABLE("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", mode),
	VARIABLE("AWS_METADATA_SERVICE_TIMEOUT",           timeout),
	VARIABLE("AWS_METADATA_SERVICE_NUM_ATTEMPTS",      attempts),
	VARIABLE("AWS_EC2_METADATA_V1_DISABLED",           v1_disabled),
	VARIABLE("EC2_SANDBOX",                            sandbox),
#undef VARIABLE
};

/* The service's own addresses are link-local and the same everywhere. */
static const struct {
	const char *mode, *url;
} modes[] = {
	{ "ipv4", "http://169.254.169.254" },
	{ "ipv6", "http://[fd00:ec2::254]" },
};

static bool is_set(const char *value)
{
	return value && *value;
}

static bool is_true(const char *value)
{
	return value && strcasecmp(value, "true") == 0;
}

/* Puts the variable's name before the words; what it holds is a mistake of
 * the same sort as a wrong option. */
static int bad_variable(const char *name, struct err *err)
{
	err_prefix(err, "%s", name);
	err->kind = ERR_USAGE;
	return -1;
}

static int take_number(const char *name, const char *value, long *out,
		       struct err *err)
{
	*out = 1;
	if (is_set(value) && num_parse(value, 1, INT_MAX / 1000, out, err))
		return bad_variable(name, err);
	return 0;
}

static int find_url(const struct imds_settings *s, const char **out,
		    struct err *err)
{
	*out = modes[0].url;
	if (is_set(s->endpoint)) {
		*out = s->endpoint;
		return 0;
	}
	if (!is_set(s->mode))
		return 0;
	for (size_t i = 0; i < sizeof(modes) / sizeof(*modes); i++)
		if (strcasecmp(s->mode, modes[i].mode) == 0) {
			*out = modes[i].url;
			return 0;
		}
	err_set(err, "'%s' is neither ipv4 nor ipv6", s->mode);
	return bad_variable("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", err);
}

/* The parser takes a URL without a scheme for https, which here is hardly
 * ever meant; the SDKs refuse it too. */
static int parse_url(const char *text, struct url *url, struct err *err)
{
	if (!strstr(text, "://"))
		return err_set(err, "URL %s: it begins neither with http:// "
			       "nor with https://", text);
	return url_parse(text, url, err);
}

static int set_url(struct imds *i, const struct imds_settings *s,
		   struct err *err)
{
	struct url url = {0};
	const char *text;
	int rc = -1;

	if (find_url(s, &text, err))
		return -1;
	if (parse_url(text, &url, err))
		return bad_variable("AWS_EC2_METADATA_SERVICE_ENDPOINT", err);
	buf_printf(&i->url, "%s://%s%s", url.tls ? "https" : "http",
		   buf_str(&url.host), buf_str(&url.path));
	if (buf_check(&i->url, "URL", err))
		goto out;
	while (i->url.data[i->url.len - 1] == '/')
		i->url.data[--i->url.len] = '\0';
	if (is_set(s->sandbox) && !url_is_loopback(buf_str(&url.name))) {
		err_usage(err, "metadata service at %s: refused, since this "
			  "is a rehearsal in ec2-sandbox (EC2_SANDBOX is set) "
			  "and it is not on this machine", i->url.data);
		goto out;
	}
	rc = 0;
out:
	url_release(&url);
	return rc;
}

static int set_up(struct imds *i, const struct imds_settings *s,
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
	i->v1_disabled = is_true(s->v1_disabled);
	i->disabled = is_true(s->disabled);
	if (i->disabled)
		return 0;
	if (set_url(i, s, err) ||
	    take_number("AWS_METADATA_SERVICE_TIMEOUT", s->timeout,
			&i->timeout, err) ||
	    take_number("AWS_METADATA_SERVICE_NUM_ATTEMPTS", s->attempts,
			&i->attempts, err))
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
	if (set_up(i, settings, err)) {
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
	free(i);
}

bool imds_is_there(const struct imds *i)
{
	return i->is_there;
}

bool imds_other_may(const struct imds *i)
{
	return i->other_may;
}

/* What comes with another status than 200 explains it to people, in HTML. */
static int on_body(void *ctx, long status, const char *data, size_t len,
		   struct err *err)
{
	struct buf *out = ctx;

	if (status != 200)
		return 0;
	if (len > IMDS_REPLY_MAX - out->len)
		return err_set(err, "reply: over %d KiB",
			       IMDS_REPLY_MAX / 1024);
	buf_append(out, data, len);
	return buf_check(out, "reply", err);
}

/* One attempt, to its end or to a signal. */
static int attempt(struct imds *i, const struct http_request *request,
		   struct http_reply *reply, struct err *err)
{
	void *ctx;

	if (http_start(i->http, request, err))
		return -1;
	while (!http_done(i->http, &ctx, reply)) {
		int rc = i->stop && *i->stop
				 ? err_set(err, "interrupted")
				 : http_wait(i->http, -1, WAIT_MS, err);

		if (rc) {
			http_cancel_all(i->http);
			return -1;
		}
	}
	if (reply->failure == HTTP_WHOLE)
		i->is_there = true;
	return 0;
}

/* Silence to a request for a token has a reason that stays. */
static bool is_worth_another(const struct http_request *request,
			     const struct http_reply *reply)
{
	switch (reply->failure) {
	case HTTP_WHOLE:
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

/* As many attempts as are allowed, without waiting between them: the service
 * is on the same host.  OUT has the body of the last. */
static int ask(struct imds *i, struct http_request *request, const char *path,
	       struct buf *out, struct http_reply *reply, struct err *err)
{
	struct buf url = {0};
	int rc;

	buf_append(&url, i->url.data, i->url.len);
	codec_uri(&url, path, strlen(path), "/!$&'()*+,;=:@%");
	if (buf_check(&url, "URL", err)) {
		buf_release(&url);
		return -1;
	}
	request->url = url.data;
	request->on_body = on_body;
	request->ctx = out;
	for (long n = 1;; n++) {
		buf_clear(out);
		rc = attempt(i, request, reply, err);
		if (rc || n == i->attempts || (i->stop && *i->stop) ||
		    !is_worth_another(request, reply))
			break;
	}
	buf_release(&url);
	return rc;
}

/* Words for a reply that is not whole. */
static int no_reply(const struct imds *i, const struct http_reply *reply,
		    struct err *err)
{
	switch (reply->failure) {
	case HTTP_NO_HOST:
	case HTTP_NO_CONNECTION:
		return err_set(err, "no metadata service at %s (is this an "
			       "EC2 instance?)", i->url.data);
	case HTTP_TIMED_OUT:
		return err_set(err, "metadata service at %s: no answer within "
			       "%ld s", i->url.data, i->timeout);
	default:
		return err_set(err, "metadata service at %s: %s", i->url.data,
			       reply->err.text);
	}
}

static int hop_hint(struct err *err)
{
	return err_hint(err, "the request for a session token got no answer: "
			"in a container, the instance's metadata options must "
			"allow 2 hops");
}

/* The service has no tokens, or seems to have none. */
static int go_plain(struct imds *i, const struct http_reply *reply,
		    struct err *err)
{
	bool silent = reply->failure == HTTP_TIMED_OUT;

	i->session = silent ? SESSION_SILENT : SESSION_PLAIN;
	if (!i->v1_disabled)
		return 0;
	i->session = SESSION_NEW;
	if (silent) {
		no_reply(i, reply, err);
		return hop_hint(err);
	}
	err_set(err, "metadata service at %s: no session token (status %ld)",
		i->url.data, reply->status);
	return err_hint(err, "version 1, which needs none, is switched off by "
			"AWS_EC2_METADATA_V1_DISABLED");
}

/* It becomes a header, so it must not be able to end one. */
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
	return err_set(err, "metadata service at %s: the session token is not "
		       "one", i->url.data);
}

static int fetch_token(struct imds *i, struct err *err)
{
	static const struct http_header headers[] = {
		{ "X-aws-ec2-metadata-token-ttl-seconds", TOKEN_SECONDS },
		{ "Content-Length", "0" },
	};
	struct http_request request = {
		.method = "PUT", .headers = headers,
		.header_count = sizeof(headers) / sizeof(*headers),
	};
	struct http_reply reply;

	i->session = SESSION_NEW;
	if (ask(i, &request, TOKEN_PATH, &i->token, &reply, err))
		return -1;
	if (reply.failure == HTTP_TIMED_OUT)
		return go_plain(i, &reply, err);
	if (reply.failure != HTTP_WHOLE)
		return no_reply(i, &reply, err);
	switch (reply.status) {
	case 200:
		return check_token(i, err);
	case 403:
	case 404:
	case 405:
		return go_plain(i, &reply, err);
	default:
		return err_set(err, "metadata service at %s: status %ld to "
			       "the request for a session token", i->url.data,
			       reply.status);
	}
}

static int refused(struct imds *i, const char *path, long status,
		   struct err *err)
{
	i->other_may = status != 401 && status != 403;
	err_set(err, "%s: the metadata service answered with status %ld", path,
		status);
	if (status == 401 && i->session == SESSION_SILENT)
		return hop_hint(err);
	if (status == 403)
		return err_hint(err, "the instance's metadata options may "
				"have switched the service off");
	return -1;
}

/* One request with the session that there is. */
static int get(struct imds *i, const char *path, struct buf *out,
	       struct http_reply *reply, struct err *err)
{
	struct http_header token = { "X-aws-ec2-metadata-token", NULL };
	struct http_request request = { .method = "GET", .headers = &token };

	if (i->session == SESSION_NEW && fetch_token(i, err))
		return -1;
	token.value = buf_str(&i->token);
	request.header_count = i->session == SESSION_TOKEN;
	return ask(i, &request, path, out, reply, err);
}

/* A 401 to a token means that it has ended: one new one is asked for. */
static int get_renewed(struct imds *i, const char *path, struct buf *out,
		       struct http_reply *reply, struct err *err)
{
	if (get(i, path, out, reply, err))
		return -1;
	if (reply->failure != HTTP_WHOLE || reply->status != 401 ||
	    i->session != SESSION_TOKEN)
		return 0;
	i->session = SESSION_NEW;
	return get(i, path, out, reply, err);
}

int imds_get(struct imds *i, const char *path, struct buf *out, bool *found,
	     struct err *err)
{
	struct http_reply reply = {0};
	int rc;

	buf_clear(out);
	if (i->disabled)
		return err_set(err, "the metadata service is disabled "
			       "(AWS_EC2_METADATA_DISABLED)");
	i->other_may = false;
	rc = get_renewed(i, path, out, &reply, err);
	if (rc == 0 && reply.failure != HTTP_WHOLE)
		rc = no_reply(i, &reply, err);
	else if (rc == 0 && reply.status != 200 && reply.status != 404)
		rc = refused(i, path, reply.status, err);
	if (rc) {
		buf_clear(out);
		return -1;
	}
	*found = reply.status == 200;
	return 0;
}
