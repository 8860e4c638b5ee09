/* SPDX-License-Identifier: BSD-2-Clause */
#include "credentials/provider_container.h"

#include <string.h>

#include "aws/endpoint.h"
#include "aws/redact.h"
#include "credentials/provider.h"
#include "credentials/provider_json.h"
#include "http/errortext.h"
#include "http/fetch.h"
#include "http/http.h"
#include "http/url.h"
#include "system/file.h"

/* The attempts, the pause and the timeout are those of botocore.  The times are
 * short because the agent usually runs on this machine. */
enum { ATTEMPTS = 3, WAIT_MS = 1000, CONNECT_SECONDS = 2 };

/* The maximum size of the token in bytes.  We send the token as a header. */
enum { TOKEN_MAX = 64 * 1024 };

/* The addresses of the agents of ECS and EKS. */
static const char *const agents[] = {
	"169.254.170.2", "169.254.170.23", "fd00:ec2::23",
};

static const struct provider_json names = {
	.access_key = "AccessKeyId", .secret_key = "SecretAccessKey",
	.token = "Token", .expires = "Expiration", .temporary = true,
};

/* Parses URL, which has no query.  An invalid URL is not a usage error. */
static int parse_host(const char *url, struct url *out, struct err *err)
{
	int rc = url_parse(url, out, err);

	if (rc)
		err->kind = ERR_FAILED;
	return rc;
}

static int check_agent_host(const struct provider *p, const struct url *host,
			    const char *url, struct err *err)
{
	const char *name = buf_str(&host->name);

	if (endpoint_check(p->settings, host, url, err))
		return -1;
	if (host->tls || url_is_loopback(name))
		return 0;
	for (size_t i = 0; i < sizeof(agents) / sizeof(*agents); i++)
		if (strcmp(name, agents[i]) == 0)
			return 0;
	return err_set(err, "%s: refused, since without https the host must "
		       "be a loopback address, 169.254.170.2, 169.254.170.23 "
		       "or [fd00:ec2::23]", url);
}

/* Reads the token for each request, since its file may change. */
static int read_agent_token(const struct provider *p, struct buf *out,
			    struct err *err)
{
	const char *path = p->settings->env_container_token_file;

	out->secret = true;
	out->max = TOKEN_MAX;
	if (path && file_read(out, path, err))
		return err_prefix(err,
				  "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
	if (!path && p->settings->env_container_token)
		buf_puts(out, p->settings->env_container_token);
	if (buf_check(out, "authorization token", err))
		return -1;
	if (strlen(buf_str(out)) != out->len || strpbrk(buf_str(out), "\r\n"))
		return err_set(err, "%s: it holds a line end or a NUL byte",
			       path ? path : "AWS_CONTAINER_AUTHORIZATION_"
					     "TOKEN");
	return 0;
}

/* Turns the agent's message into an error.  Hides the token, which the message
 * may quote. */
static int word_agent_refusal(long status, const struct buf *reply,
			      const struct buf *token, struct err *err)
{
	struct cred sent = { .token = *token };
	struct buf words = { 0 }, shown = { 0 };

	if (reply->len <= ERRORTEXT_BODY_MAX)
		errortext_find(&words, buf_str(reply), reply->len);
	redact_text(&shown, &sent, buf_str(&words), words.len);
	err_set(err, "it answered with status %ld%s%s", status,
		shown.len ? ": " : "", buf_str(&shown));
	buf_release(&words);
	buf_release(&shown);
	return -1;
}

static int ask_agent(const struct provider *p, const char *url,
		     const struct url *host, struct buf *reply, struct err *err)
{
	struct http_settings settings;
	struct buf token = { 0 };
	struct http_header headers[] = {
		{ "Accept", "application/json" }, { "Authorization", NULL },
	};
	struct fetch fetch = {
		.url = url, .headers = headers, .header_count = 1,
		.attempts = ATTEMPTS, .wait_ms = WAIT_MS,
		.stop = p->stop,
	};
	struct http *http = NULL;
	long status = 0;
	int rc = -1;

	if (endpoint_http(&settings, p->settings, p->files, host, err) ||
	    read_agent_token(p, &token, err))
		goto out;
	settings.connect_seconds = CONNECT_SECONDS;
	if (!host->tls)
		settings.proxy = "";
	headers[1].value = buf_str(&token);
	fetch.header_count += token.len > 0;
	if (http_new(&http, &settings, err) ||
	    fetch_get(http, &fetch, reply, &status, err))
		goto out;
	rc = status == 200 ? 0 : word_agent_refusal(status, reply, &token, err);
out:
	http_free(http);
	buf_release(&token);
	return rc;
}

static int find_at(const struct provider *p, const char *url,
		   struct cred *cred, struct err *err)
{
	struct buf reply = { .secret = true };
	struct url host = { 0 };
	struct buf front = { 0 };
	/* The URL's query may contain a secret.  We send the query, but no
	 * message shows the query. */
	int shown = (int)strcspn(url, "?"), rc = -1;

	buf_append(&front, url, (size_t)shown);
	if (buf_check(&front, "URL", err) ||
	    parse_host(front.data, &host, err) ||
	    check_agent_host(p, &host, front.data, err))
		goto out;
	rc = ask_agent(p, url, &host, &reply, err);
	if (rc == 0)
		rc = provider_json_take(&names, p, &reply, cred, err);
	if (rc)
		err_prefix(err, "%.*s", shown, url);
	else
		buf_printf(&cred->source, "container (%.*s)", shown, url);
out:
	url_release(&host);
	buf_release(&front);
	buf_release(&reply);
	return rc;
}

int provider_container_find(const void *self, struct cred *cred, bool *found,
			    struct err *err)
{
	const struct provider *p = self;
	const char *path = p->settings->env_container_path;
	struct buf url = { 0 };
	int rc;

	*found = false;
	if (!path && !p->settings->env_container_url) {
		buf_puts(&cred->lacks, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"
			 " and _FULL_URI are not set");
		return 0;
	}
	if (path)
		buf_printf(&url, "http://%s%s", agents[0], path);
	else
		buf_puts(&url, p->settings->env_container_url);
	rc = buf_check(&url, "URL", err);
	if (rc == 0 && path && *path != '/')
		rc = err_set(err, "'%s' does not begin with a slash", path);
	if (rc == 0)
		rc = find_at(p, buf_str(&url), cred, err);
	if (rc)
		err_prefix(err, "%s", path
			   ? "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"
			   : "AWS_CONTAINER_CREDENTIALS_FULL_URI");
	*found = rc == 0;
	buf_release(&url);
	return rc;
}
