/* SPDX-License-Identifier: BSD-2-Clause */
#include "credentials/provider_sso.h"

#include <string.h>

#include "aws/endpoint.h"
#include "aws/redact.h"
#include "base/codec.h"
#include "base/digest.h"
#include "credentials/provider.h"
#include "credentials/provider_json.h"
#include "credentials/sso_token.h"
#include "http/fetch.h"
#include "http/jsondoc.h"

enum { WAIT_MS = 1000 };

static const struct provider_json names = {
	.access_key = "roleCredentials.accessKeyId",
	.secret_key = "roleCredentials.secretAccessKey",
	.token = "roleCredentials.sessionToken",
	.expires_ms = "roleCredentials.expiration", .temporary = true,
};

/* The single sign-on settings of a profile. */
enum { ACCOUNT, ROLE, START_URL, REGION, SETTINGS };

static const char *const setting_names[SETTINGS] = {
	[ACCOUNT] = "sso_account_id", [ROLE] = "sso_role_name",
	[START_URL] = "sso_start_url", [REGION] = "sso_region",
};

struct sso {
	const struct provider *provider;
	const char *session;	/* name of the [sso-session], or NULL if the
				 * profile names none */
	const char *settings[SETTINGS];
	struct endpoint endpoint;
	struct buf cache;	/* path of the token's file */
	struct buf token;
};

/* Takes the settings from the profile and from its session.  If the profile and
 * the session have the same setting, the values must be equal. */
static int take_settings(struct sso *s, struct err *err)
{
	const struct provider *p = s->provider;

	s->session = profile_get(p->files, p->profile, "sso_session");
	if (s->session && !profile_sso_exists(p->files, s->session))
		return err_set(err, "there is no [sso-session %s] in %s",
			       s->session,
			       profile_path(p->files, PROFILE_CONFIG));
	for (int i = 0; i < SETTINGS; i++) {
		const char *name = setting_names[i];
		const char *own = profile_get(p->files, p->profile, name);
		const char *shared = s->session
			? profile_sso(p->files, s->session, name) : NULL;

		if (own && shared && strcmp(own, shared) != 0)
			return err_set(err, "%s is '%s', but '%s' in "
				       "[sso-session %s]", name, own, shared,
				       s->session);
		s->settings[i] = own ? own : shared;
		if (!s->settings[i] || !*s->settings[i])
			return err_set(err, "%s is missing", name);
	}
	return 0;
}

static const char cache_folder[] = "~/.aws/sso/cache/";

static int find_cache(struct sso *s, struct err *err)
{
	const char *key = s->session ? s->session : s->settings[START_URL];
	unsigned char hash[DIGEST_SHA1_SIZE];
	char hex[2 * sizeof(hash) + 1];

	if (digest_sha1(key, strlen(key), hash, err) ||
	    profile_expand(s->provider->files, cache_folder, &s->cache, err))
		return -1;
	codec_hex(hash, sizeof(hash), hex);
	buf_printf(&s->cache, "%s.json", hex);
	return buf_check(&s->cache, "path", err);
}

static int make_url(struct sso *s, struct buf *url, struct err *err)
{
	size_t len = s->endpoint.text.len;

	while (len && s->endpoint.text.data[len - 1] == '/')
		len--;
	buf_append(url, s->endpoint.text.data, len);
	buf_puts(url, "/federation/credentials?role_name=");
	codec_uri(url, s->settings[ROLE], strlen(s->settings[ROLE]), "");
	buf_puts(url, "&account_id=");
	codec_uri(url, s->settings[ACCOUNT], strlen(s->settings[ACCOUNT]),
		  "");
	return buf_check(url, "URL", err);
}

/* Turns the portal's refusal into an error with the portal's message.  Hides
 * the token, which the message may quote. */
static int word_portal_refusal(const struct sso *s, long status,
			       const struct buf *reply, struct err *err)
{
	struct jsondoc *doc = NULL;
	const char *words = NULL;
	struct cred sent = { .token = s->token };
	struct buf shown = { 0 };
	struct err ignored;

	if (jsondoc_parse(&doc, buf_str(reply), reply->len, &ignored) == 0)
		words = jsondoc_string(doc, "message");
	if (words)
		redact_text(&shown, &sent, words, strlen(words));
	err_set(err, "%s: role %s in account %s: status %ld%s%s",
		buf_str(&s->endpoint.text), s->settings[ROLE],
		s->settings[ACCOUNT], status, words ? ": " : "",
		buf_str(&shown));
	buf_release(&shown);
	jsondoc_free(doc);
	return status == 401 ? sso_token_hint(s->provider, err) : -1;
}

static int ask_portal(struct sso *s, struct http *http, struct cred *cred,
		      struct err *err)
{
	struct http_header token = { "x-amz-sso_bearer_token",
				     buf_str(&s->token) };
	struct buf url = { 0 }, reply = { .secret = true };
	struct fetch fetch = {
		.headers = &token, .header_count = 1, .wait_ms = WAIT_MS,
		.attempts = (int)s->provider->settings->max_attempts,
		.stop = s->provider->stop,
	};
	long status = 0;
	int rc = make_url(s, &url, err);

	fetch.url = buf_str(&url);
	if (rc == 0)
		rc = fetch_get(http, &fetch, &reply, &status, err);
	if (rc)
		err_prefix(err, "%s", buf_str(&s->endpoint.text));
	else if (status != 200)
		rc = word_portal_refusal(s, status, &reply, err);
	else if (provider_json_take(&names, s->provider, &reply, cred, err))
		rc = err_prefix(err, "%s", buf_str(&s->endpoint.text));
	buf_release(&url);
	buf_release(&reply);
	return rc;
}

static int find_in_portal(struct sso *s, struct cred *cred, struct err *err)
{
	const struct provider *p = s->provider;
	struct http_settings settings;
	struct sso_cache cache = { .provider = p };
	struct http *http = NULL;
	int rc;

	if (take_settings(s, err) || find_cache(s, err))
		return -1;
	cache.path = buf_str(&s->cache);
	cache.session = s->session;
	cache.start_url = s->settings[START_URL];
	cache.region = s->settings[REGION];
	if (sso_token_get(&cache, &s->token, err) ||
	    endpoint_of_service(&s->endpoint, ENDPOINT_SSO, p->settings,
				p->files, s->settings[REGION], err) ||
	    endpoint_http(&settings, p->settings, p->files,
			  &s->endpoint.url, err) ||
	    http_new(&http, &settings, err))
		return -1;
	rc = ask_portal(s, http, cred, err);
	http_free(http);
	return rc;
}

int provider_sso_find(const void *self, struct cred *cred, bool *found,
		      struct err *err)
{
	const struct provider *p = self;
	struct sso s = { .provider = p };
	int rc;

	*found = false;
	if (!profile_get(p->files, p->profile, "sso_account_id") &&
	    !profile_get(p->files, p->profile, "sso_role_name"))
		return 0;
	rc = find_in_portal(&s, cred, err);
	if (rc)
		err_prefix(err, "profile %s: single sign-on", p->profile);
	else
		buf_printf(&cred->source, "single sign-on of profile %s "
			   "(role %s)", p->profile, s.settings[ROLE]);
	*found = rc == 0;
	endpoint_release(&s.endpoint);
	buf_release(&s.cache);
	buf_release(&s.token);
	return rc;
}

int provider_sso_prepare(const struct provider *p, const char *profile,
			 struct err *err)
{
	struct buf path = { 0 };
	int rc = 0;

	if (p->settings->confine &&
	    profile_get(p->files, profile, "sso_session")) {
		rc = profile_expand(p->files, cache_folder, &path, err);
		if (rc == 0)
			confine_allow(p->settings->confine, buf_str(&path));
	}
	buf_release(&path);
	return rc;
}
