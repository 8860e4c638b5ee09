/* SPDX-License-Identifier: BSD-2-Clause */
/* The metadata service of an instance. */
#include "aws/imds.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "aws/cred.h"
#include "aws/endpoint.h"
#include "aws/redact.h"
#include "base/codec.h"
#include "http/http.h"
#include "base/num.h"
#include "http/said.h"
#include "http/url.h"

/* The lifetime of a token.  A run is usually shorter; a token that has expired
 * is replaced. */
#define TOKEN_SECONDS "300"
#define TOKEN_PATH    "/latest/api/token"
enum { TOKEN_MAX = 8 * 1024 };

/* The longest wait for the network in one step. */
enum { WAIT_MS = 1000 };

enum session {
	SESSION_NEW,		/* a token must be requested first */
	SESSION_TOKEN,		/* every request carries the token */
	SESSION_PLAIN,		/* the service has no tokens: version 1 */
	SESSION_SILENT,		/* the request for a token got no answer; we
				 * try without one */
};

struct imds {
	struct http *http;
	struct buf url;			/* without a slash at the end */
	long timeout, attempts;		/* seconds; per request */
	const volatile sig_atomic_t *stop;
	bool disabled;
	const char *v1_forbidden_by;	/* a setting's name; NULL: allowed */
	bool is_there;			/* it has answered */
	bool other_may;			/* another path may succeed */
	bool in_doubt;			/* the latest read failed in a way
					 * that may concern all paths */
	imds_check_fn *check;		/* of this request, or NULL */
	struct buf body;		/* of a reply that is not 200 */
	struct buf words;		/* in it */
	enum session session;
	struct buf token;
};

/* Where each setting comes from. */
static const struct {
	size_t at;			/* in struct imds_settings */
	size_t environment;		/* in struct settings */
	const char *variable;
	const char *in_profile;		/* NULL: no profile can set it */
} sources[] = {
#define SOURCE(member, env, ...) \
	{ offsetof(struct imds_settings, member), \
	  offsetof(struct settings, env), __VA_ARGS__ }
	SOURCE(disabled, env_imds_disabled, "AWS_EC2_METADATA_DISABLED", NULL),
	SOURCE(endpoint, env_imds_endpoint, "AWS_EC2_METADATA_SERVICE_ENDPOINT",
	       "ec2_metadata_service_endpoint"),
	SOURCE(mode, env_imds_mode, "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE",
	       "ec2_metadata_service_endpoint_mode"),
	SOURCE(timeout, env_imds_timeout, "AWS_METADATA_SERVICE_TIMEOUT",
	       "metadata_service_timeout"),
	SOURCE(attempts, env_imds_attempts, "AWS_METADATA_SERVICE_NUM_ATTEMPTS",
	       "metadata_service_num_attempts"),
	SOURCE(v1_disabled, env_imds_v1, "AWS_EC2_METADATA_V1_DISABLED",
	       "ec2_metadata_v1_disabled"),
	SOURCE(sandbox, env_sandbox, "EC2_SANDBOX", NULL),
#undef SOURCE
};

/* The service's own addresses are link-local and the same everywhere. */
static const struct {
	const char *mode, *url;
} modes[] = {
	{ "ipv4", "http://169.254.169.254" },
	{ "ipv6", "http://[fd00:ec2::254]" },
};

static bool is_set(const struct imds_setting *setting)
{
	return setting->value && *setting->value;
}

static bool is_true(const struct imds_setting *setting)
{
	return setting->value && strcasecmp(setting->value, "true") == 0;
}

/* An older way to say that the mode is "ipv6". */
static void find_ipv6(struct imds_settings *out, const struct settings *s,
		      const struct profile *files, const char *profile)
{
	struct imds_setting use = { s->env_imds_ipv6, "AWS_IMDS_USE_IPV6",
				    NULL };

	if (!is_set(&use) && files)
		use = (struct imds_setting){
			profile_get(files, profile, "imds_use_ipv6"),
			"imds_use_ipv6", profile };
	if (is_true(&use))
		out->mode = (struct imds_setting){ "ipv6", use.name,
						   use.profile };
}

void imds_read_settings(struct imds_settings *out, const struct settings *s,
			const struct profile *files, const char *profile)
{
	for (size_t i = 0; i < sizeof(sources) / sizeof(*sources); i++) {
		struct imds_setting *to =
			(void *)((char *)out + sources[i].at);

		to->name = sources[i].variable;
		to->profile = NULL;
		to->value = *(const char *const *)(const void *)
			((const char *)s + sources[i].environment);
		if (is_set(to) || !files || !sources[i].in_profile)
			continue;
		to->name = sources[i].in_profile;
		to->value = profile_get(files, profile, to->name);
		to->profile = profile;
	}
	if (!is_set(&out->mode))
		find_ipv6(out, s, files, profile);
}

bool imds_is_disabled(const struct imds_settings *settings)
{
	return is_true(&settings->disabled);
}

/* Puts the name of SETTING before the words.  A bad variable counts as a bad
 * command line, a bad file does not. */
static int bad_setting(const struct imds_setting *setting, struct err *err)
{
	err_prefix(err, "%s", setting->name);
	if (setting->profile)
		err_prefix(err, "profile %s", setting->profile);
	err->kind = setting->profile ? ERR_FAILED : ERR_USAGE;
	return -1;
}

static int take_number(const struct imds_setting *setting, long *out,
		       struct err *err)
{
	*out = 1;
	if (is_set(setting) &&
	    num_parse(setting->value, 1, INT_MAX / 1000, out, err))
		return bad_setting(setting, err);
	return 0;
}

static int find_url(const struct imds_settings *s, const char **out,
		    struct err *err)
{
	*out = modes[0].url;
	if (is_set(&s->endpoint)) {
		*out = s->endpoint.value;
		return 0;
	}
	if (!is_set(&s->mode))
		return 0;
	for (size_t i = 0; i < sizeof(modes) / sizeof(*modes); i++)
		if (strcasecmp(s->mode.value, modes[i].mode) == 0) {
			*out = modes[i].url;
			return 0;
		}
	err_set(err, "'%s' is neither ipv4 nor ipv6", s->mode.value);
	return bad_setting(&s->mode, err);
}

/* url_parse takes a URL without a scheme for https.  Nobody means that here,
 * and the SDKs refuse it too. */
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
		return bad_setting(&s->endpoint, err);
	buf_printf(&i->url, "%s://%s%s", url.tls ? "https" : "http",
		   buf_str(&url.host), buf_str(&url.path));
	if (buf_check(&i->url, "URL", err))
		goto out;
	while (i->url.data[i->url.len - 1] == '/')
		i->url.data[--i->url.len] = '\0';
	if (!endpoint_in_sandbox(s->sandbox.value, &url)) {
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
	if (is_true(&s->v1_disabled))
		i->v1_forbidden_by = s->v1_disabled.name;
	i->disabled = imds_is_disabled(s);
	if (i->disabled)
		return 0;
	if (set_url(i, s, err) ||
	    take_number(&s->timeout, &i->timeout, err) ||
	    take_number(&s->attempts, &i->attempts, err))
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
	buf_release(&i->body);
	buf_release(&i->words);
	free(i);
}

bool imds_is_there(const struct imds *i)
{
	return i->is_there;
}

const char *imds_words(const struct imds *i)
{
	return buf_str(&i->words);
}

bool imds_other_may(const struct imds *i)
{
	return i->other_may;
}

/* One attempt's reply. */
struct attempt {
	struct imds *imds;
	struct buf *out;
};

static int on_body(void *ctx, long status, const char *data, size_t len,
		   struct err *err)
{
	struct buf *other = &((struct attempt *)ctx)->imds->body;
	struct buf *out = ((struct attempt *)ctx)->out;

	if (status != 200) {
		if (other->len + len <= SAID_BODY_MAX)
			buf_append(other, data, len);
		return 0;
	}
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

/* A request for a token that times out is not repeated here: where the hop
 * limit is the reason, each repetition would time out too. */
static bool is_worth_another(const struct imds *i,
			     const struct http_request *request,
			     const struct http_reply *reply,
			     const struct buf *body)
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

/* A service may quote what it was sent. */
static void find_words(struct imds *i)
{
	struct cred sent = { .token = i->token };
	struct buf words = {0};

	said_words(&words, buf_str(&i->body), i->body.len);
	redact_text(&i->words, &sent, buf_str(&words), words.len);
	buf_release(&words);
}

/* Makes as many attempts as the settings allow, without a wait between them,
 * as the service is on the same host.  OUT gets the body of the last one. */
static int ask(struct imds *i, const struct http_request *what,
	       const char *path, struct buf *out, struct http_reply *reply,
	       struct err *err)
{
	struct attempt state = { i, out };
	struct http_request request = *what;
	struct buf url = {0};
	int rc;

	buf_append(&url, i->url.data, i->url.len);
	codec_uri(&url, path, strlen(path), "/!$&'()*+,;=:@%");
	if (buf_check(&url, "URL", err)) {
		buf_release(&url);
		return -1;
	}
	request.url = url.data;
	request.on_body = on_body;
	request.ctx = &state;
	for (long n = 1;; n++) {
		buf_clear(out);
		buf_clear(&i->body);
		rc = attempt(i, &request, reply, err);
		if (rc || n == i->attempts || (i->stop && *i->stop) ||
		    !is_worth_another(i, &request, reply, out))
			break;
	}
	buf_clear(&i->words);
	if (rc == 0)
		find_words(i);
	buf_release(&url);
	return rc;
}

/* Notes a failure that may concern one path or all: see imds_other_may. */
static void doubt(struct imds *i)
{
	i->other_may = !i->in_doubt;
	i->in_doubt = true;
}

/* Words for a reply that is not whole.  PATH is NULL for the request for a
 * token. */
static int no_reply(const struct imds *i, const char *path,
		    const struct http_reply *reply, struct err *err)
{
	switch (reply->failure) {
	case HTTP_NO_HOST:
	case HTTP_NO_CONNECTION:
		return err_set(err, "no metadata service at %s (is this an "
			       "EC2 instance?)", i->url.data);
	case HTTP_TIMED_OUT:
		err_set(err, "no answer within %ld s", i->timeout);
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

/* Whether the service answers requests other than those for a token: then it
 * is not slow.  This request has an invalid token, so that version 1 reads
 * nothing. */
static bool answers_others(struct imds *i)
{
	const struct http_header token = { "X-aws-ec2-metadata-token", "none" };
	struct http_request request = {
		.method = "GET", .headers = &token, .header_count = 1,
	};
	struct http_reply reply = {0};
	imds_check_fn *check = i->check;
	struct buf ignored = {0};
	struct err err;
	int rc;

	/* Any answer will do. */
	i->check = NULL;
	rc = ask(i, &request, "/", &ignored, &reply, &err);
	i->check = check;
	buf_release(&ignored);
	return rc == 0 && reply.failure == HTTP_WHOLE;
}

/* The service has no tokens. */
static int go_plain(struct imds *i, long status, struct err *err)
{
	if (!i->v1_forbidden_by) {
		i->session = SESSION_PLAIN;
		return 0;
	}
	err_set(err, "metadata service at %s: it has no session tokens "
		"(status %ld)", i->url.data, status);
	return err_hint(err, "%s forbids asking it without one (version 1)",
			i->v1_forbidden_by);
}

/* The token becomes a header, so it may hold no byte that ends one. */
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
		       "for a session token is no token", i->url.data);
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

	return ask(i, &request, TOKEN_PATH, &i->token, reply, err);
}

/* The request for a token got no answer.  Where version 1 is forbidden we try
 * once more if the service answers other requests; a second silence is then
 * the hop limit's. */
static int bear_silence(struct imds *i, struct http_reply *reply,
			struct err *err)
{
	if (!i->v1_forbidden_by) {
		i->session = SESSION_SILENT;
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
	    (bear_silence(i, &reply, err) || i->session == SESSION_SILENT))
		return i->session == SESSION_SILENT ? 0 : -1;
	if (reply.failure != HTTP_WHOLE)
		return no_reply(i, NULL, &reply, err);
	switch (reply.status) {
	case 200:
		return check_token(i, err);
	case 403:
	case 404:
	case 405:
		return go_plain(i, reply.status, err);
	default:
		return err_set(err, "metadata service at %s: status %ld to "
			       "the request for a session token%s%s",
			       i->url.data, reply.status,
			       i->words.len ? ": " : "", imds_words(i));
	}
}

static int refused(struct imds *i, const char *path, long status,
		   struct err *err)
{
	err_set(err, "%s: the metadata service answered with status %ld%s%s",
		path, status, i->words.len ? ": " : "", imds_words(i));
	if (status == 401 && i->session == SESSION_SILENT)
		return hop_hint(err);
	if (status == 401 || status == 403)
		doubt(i);
	else
		i->other_may = true;
	if (status == 403 && !i->words.len)
		return err_hint(err, "the service may be disabled in the "
				"instance's metadata options");
	return -1;
}

/* Makes one request, with a token if there is one. */
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

/* Status 401 means that the token has expired, or that one is needed and the
 * request for it was only slow: request a token once more. */
static int get_renewed(struct imds *i, const char *path, struct buf *out,
		       struct http_reply *reply, struct err *err)
{
	if (get(i, path, out, reply, err))
		return -1;
	if (reply->failure != HTTP_WHOLE || reply->status != 401 ||
	    i->session == SESSION_PLAIN)
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
	if (rc == 0 && reply.failure != HTTP_WHOLE) {
		if (reply.failure == HTTP_TIMED_OUT ||
		    reply.failure == HTTP_BROKEN ||
		    reply.failure == HTTP_REJECTED)
			doubt(i);
		rc = no_reply(i, path, &reply, err);
	} else if (rc == 0 && reply.status != 200 && reply.status != 404) {
		rc = refused(i, path, reply.status, err);
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
