/* SPDX-License-Identifier: BSD-2-Clause */
#include "credentials/sso_token.h"

#include <poll.h>
#include <signal.h>
#include <string.h>
#include <time.h>

#include "aws/endpoint.h"
#include "aws/redact.h"
#include "base/codec.h"
#include "credentials/provider_json.h"
#include "http/errortext.h"
#include "http/fetch.h"
#include "http/jsondoc.h"
#include "system/file.h"

/* We renew a token this many seconds before it expires, as botocore does. */
enum { BEFORE_END = 15 * 60 };

/* The longest lifetime of a token that we accept, in seconds: ten years. */
enum { LIFETIME_MAX = 10 * 365 * 24 * 3600 };

/* If we cannot renew an expired token, another process may be renewing it.  We
 * look in the cache at most LOOKS times, every LOOK_MS milliseconds. */
enum { LOOKS = 20, LOOK_MS = 50 };

enum { WAIT_MS = 1000, CACHE_MAX = 1024 * 1024 };

/* The members of the cache that a renewal needs. */
enum { REFRESH, CLIENT, SECRET, REGISTERED, NEEDED };

static const char *const needed[NEEDED] = {
	[REFRESH] = "refreshToken", [CLIENT] = "clientId",
	[SECRET] = "clientSecret", [REGISTERED] = "registrationExpiresAt",
};

int sso_token_hint(const struct provider *p, struct err *err)
{
	return err_hint(err, "run: aws sso login --profile %s", p->profile);
}

static int read_cache(const struct sso_cache *c, struct jsondoc **doc,
		      struct err *err)
{
	struct buf text = { .secret = true, .max = CACHE_MAX };
	struct file_state state;
	int rc = file_read_settings(&text, c->path, &state, err);

	if (rc == 0 && !state.there) {
		err_set(err, "not signed on: there is no %s", c->path);
		rc = sso_token_hint(c->provider, err);
	} else if (rc == 0 && jsondoc_parse(doc, buf_str(&text), text.len,
					    err)) {
		err_prefix(err, "%s", c->path);
		rc = sso_token_hint(c->provider, err);
	}
	buf_release(&text);
	return rc;
}

static bool has_needed(const struct sso_cache *c, const struct jsondoc *doc)
{
	for (int i = 0; i < NEEDED; i++)
		if (!jsondoc_string(doc, needed[i]))
			return false;
	return c->session;
}

/* Returns whether the cache has everything that a renewal needs.  If the
 * result is false, sets *WHY to the reason, or to "" if the token does not
 * belong to an [sso-session]. */
static bool is_renewable(const struct sso_cache *c, const struct jsondoc *doc,
			 const char **why)
{
	const char *ends = jsondoc_string(doc, needed[REGISTERED]);
	struct err ignored;
	time_t when;

	*why = "";
	if (!c->session)
		return false;
	if (!jsondoc_string(doc, needed[REFRESH])) {
		*why = "; the cache lacks the refreshToken to renew it";
		return false;
	}
	if (!has_needed(c, doc) || provider_json_time(ends, &when, &ignored)) {
		*why = "; the cache lacks the client registration to renew it";
		return false;
	}
	*why = "; its client registration, which a renewal needs, has expired too";
	return when > provider_now(c->provider);
}

static void put_member(struct buf *out, const char *name, const char *value)
{
	buf_puts(out, out->len ? ", " : "{");
	jsondoc_put_string(out, name);
	buf_puts(out, ": ");
	jsondoc_put_string(out, value);
}

/* Sends the request of RFC 6749, section 6, in the format of AWS's OIDC
 * service. */
static int ask_for_token(const struct sso_cache *c, const struct endpoint *e,
			 const struct buf *body, struct buf *reply,
			 struct err *err)
{
	const struct provider *p = c->provider;
	static const struct http_header type = { "Content-Type",
						 "application/json" };
	struct http_settings settings;
	struct buf url = { 0 }, words = { 0 };
	struct fetch fetch = {
		.headers = &type, .header_count = 1, .wait_ms = WAIT_MS,
		.attempts = (int)p->settings->max_attempts, .stop = p->stop,
		.body = body,
	};
	struct http *http = NULL;
	size_t len = e->text.len;
	long status = 0;
	int rc = -1;

	while (len && e->text.data[len - 1] == '/')
		len--;
	buf_append(&url, e->text.data, len);
	buf_puts(&url, "/token");
	fetch.url = buf_str(&url);
	if (buf_check(&url, "URL", err) ||
	    endpoint_http(&settings, p->settings, p->files, &e->url, err) ||
	    http_new(&http, &settings, err) ||
	    fetch_get(http, &fetch, reply, &status, err))
		goto out;
	errortext_find(&words, buf_str(reply), reply->len);
	rc = status == 200 ? 0 : err_set(err, "status %ld%s%s", status,
					 words.len ? ": " : "",
					 buf_str(&words));
out:
	if (rc)
		err_prefix(err, "%s", buf_str(&url));
	http_free(http);
	buf_release(&words);
	buf_release(&url);
	return rc;
}

/* Writes the reply's token to the cache, in the AWS CLI's format.  The token is
 * valid for SECONDS. */
static int keep_token(const struct sso_cache *c, const struct jsondoc *old,
		      const struct jsondoc *reply, long long seconds,
		      struct err *err)
{
	struct buf text = { .secret = true };
	const char *refresh = jsondoc_string(reply, needed[REFRESH]);
	char expires[CODEC_EXTENDED_SIZE];
	int rc;

	codec_time_extended(provider_now(c->provider) + (time_t)seconds,
			    expires);
	put_member(&text, "startUrl", c->start_url);
	put_member(&text, "region", c->region);
	put_member(&text, "accessToken", jsondoc_string(reply, "accessToken"));
	put_member(&text, "expiresAt", expires);
	for (int i = CLIENT; i < NEEDED; i++)
		put_member(&text, needed[i], jsondoc_string(old, needed[i]));
	if (refresh)
		put_member(&text, needed[REFRESH], refresh);
	buf_putc(&text, '}');
	rc = buf_check(&text, c->path, err);
	if (rc == 0)
		rc = file_replace(c->path, &text, err);
	buf_release(&text);
	return rc;
}

static void note_renewal(const struct provider *p, bool loud, const char *what,
			 const struct err *err)
{
	struct buf text = { 0 };

	buf_printf(&text, "%s: %s", what, err->text);
	p->note(p->ctx, loud, buf_str(&text));
	buf_release(&text);
}

/* Reads the token's lifetime.  Fails if the lifetime is longer than
 * LIFETIME_MAX, so that we can always write the time of its end. */
static int take_lifetime(const struct jsondoc *reply, long long *out,
			 struct err *err)
{
	long long seconds = 0;

	if (!jsondoc_integer(reply, "expiresIn", &seconds))
		return err_set(err, "the reply's expiresIn is missing or not an "
			       "integer");
	if (seconds < 1 || seconds > LIFETIME_MAX)
		return err_set(err, "the reply's expiresIn, %lld seconds, is "
			       "not between one second and ten years", seconds);
	*out = seconds;
	return 0;
}

static int take_reply(const struct sso_cache *c, const struct jsondoc *old,
		      const struct buf *text, struct buf *token,
		      struct err *err)
{
	struct jsondoc *reply = NULL;
	const char *got;
	long long seconds = 0;
	struct err why;
	int rc = jsondoc_parse(&reply, buf_str(text), text->len, err);

	got = rc ? NULL : jsondoc_string(reply, "accessToken");
	if (rc == 0 && !(got && *got))
		rc = err_set(err, "the reply has no accessToken");
	if (rc == 0)
		rc = take_lifetime(reply, &seconds, err);
	if (rc == 0)
		buf_puts(token, got);
	if (rc == 0 && keep_token(c, old, reply, seconds, &why))
		note_renewal(c->provider, true,
			     "the renewed sign-on could not be stored, so you "
			     "may have to sign on again", &why);
	jsondoc_free(reply);
	return rc;
}

/* Hides secrets in an error, because the service may quote the values that we
 * sent. */
static void hide_secrets(const struct jsondoc *old, struct err *err)
{
	static const char *const names[] = { "refreshToken", "clientSecret",
					     "accessToken" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const char *value = jsondoc_string(old, names[i]);
		struct cred sent;

		cred_init(&sent);
		buf_puts(&sent.token, value ? value : "");
		redact_err(err, &sent);
		cred_release(&sent);
	}
}

static int renew_token(const struct sso_cache *c, const struct jsondoc *old,
		       struct buf *token, struct err *err)
{
	const struct provider *p = c->provider;
	struct buf body = { .secret = true }, reply = { .secret = true };
	struct endpoint e = { 0 };
	int rc;

	put_member(&body, "grantType", "refresh_token");
	for (int i = 0; i < REGISTERED; i++)
		put_member(&body, needed[i], jsondoc_string(old, needed[i]));
	buf_putc(&body, '}');
	rc = buf_check(&body, "request", err);
	if (rc == 0)
		rc = endpoint_of_service(&e, ENDPOINT_OIDC, p->settings,
					 p->files, c->region, err);
	if (rc == 0) {
		rc = ask_for_token(c, &e, &body, &reply, err);
		if (rc)
			hide_secrets(old, err);
	}
	if (rc == 0)
		rc = take_reply(c, old, &reply, token, err);
	endpoint_release(&e);
	buf_release(&body);
	buf_release(&reply);
	return rc;
}

/* Reads the token from the cache again.  Returns false if the token is missing,
 * equals OLD or has expired. */
static bool take_newer(const struct sso_cache *c, const char *old,
		       struct buf *token)
{
	struct jsondoc *doc = NULL;
	const char *text, *expires;
	struct err ignored;
	bool newer = false;
	time_t when;

	if (read_cache(c, &doc, &ignored))
		return false;
	text = jsondoc_string(doc, "accessToken");
	expires = jsondoc_string(doc, "expiresAt");
	if (text && *text && strcmp(text, old) != 0 && expires &&
	    provider_json_time(expires, &when, &ignored) == 0 &&
	    when > provider_now(c->provider)) {
		buf_puts(token, text);
		newer = true;
	}
	jsondoc_free(doc);
	return newer;
}

/* Waits for a token from another process.  A refresh token works only once.  If
 * two processes use a refresh token at the same time, the service refuses one
 * process, which then takes the other process's token. */
static bool wait_for_newer(const struct sso_cache *c, const char *old,
			   int looks, struct buf *token)
{
	const volatile sig_atomic_t *stop = c->provider->stop;

	for (; looks > 0 && !(stop && *stop); looks--) {
		if (take_newer(c, old, token))
			return true;
		if (looks > 1)
			(void)poll(NULL, 0, LOOK_MS);
	}
	return false;
}

static int take_token(const struct sso_cache *c, const struct jsondoc *doc,
		      struct buf *token, struct err *err)
{
	const char *text = jsondoc_string(doc, "accessToken");
	const char *expires = jsondoc_string(doc, "expiresAt"), *why = "";
	struct err failure = { 0 };
	time_t when, now = provider_now(c->provider);
	bool renewable;

	if (!text || !*text || !expires) {
		err_set(err, "%s: it has no accessToken with an expiresAt",
			c->path);
		return sso_token_hint(c->provider, err);
	}
	if (provider_json_time(expires, &when, err)) {
		err_prefix(err, "%s: expiresAt", c->path);
		return sso_token_hint(c->provider, err);
	}
	renewable = when - now < BEFORE_END && is_renewable(c, doc, &why);
	if (renewable &&
	    (renew_token(c, doc, token, &failure) == 0 ||
	     wait_for_newer(c, text, when > now ? 1 : LOOKS, token)))
		return 0;
	if (when > now) {
		if (renewable)
			note_renewal(c->provider, false,
				     "sign-on not renewed yet", &failure);
		buf_puts(token, text);
		return 0;
	}
	if (renewable)
		err_set(err, "the sign-on expired at %s and could not be "
			"renewed: %s", expires, failure.text);
	else
		err_set(err, "the sign-on expired at %s%s", expires, why);
	return sso_token_hint(c->provider, err);
}

int sso_token_get(const struct sso_cache *cache, struct buf *token,
		  struct err *err)
{
	struct confine *confine = cache->provider->settings->confine;
	struct jsondoc *doc = NULL;
	int rc;

	token->secret = true;
	if (read_cache(cache, &doc, err))
		return -1;
	/* Allow writes to the cache now: the first request confines the
	 * process, and the token may need renewal later. */
	if (confine && has_needed(cache, doc))
		confine_allow(confine, cache->path);
	rc = take_token(cache, doc, token, err);
	jsondoc_free(doc);
	if (rc == 0 && strpbrk(buf_str(token), "\r\n"))
		rc = err_set(err, "%s: accessToken holds a line end",
			     cache->path);
	return rc ? rc : buf_check(token, "accessToken", err);
}
