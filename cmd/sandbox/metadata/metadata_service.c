/* SPDX-License-Identifier: BSD-2-Clause */
#include "metadata/metadata_service.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/codec.h"
#include "base/digest.h"
#include "base/now.h"
#include "base/num.h"
#include "metadata/metadata_tree.h"
#include "server/address.h"
#include "state/passing.h"

enum {
	TTL_MAX = 21600,
	KEY_SIZE = 32,
	/* A token is its expiry time and a MAC of that time, both in hex. */
	END_DIGITS = 16,
	TOKEN_DIGITS = END_DIGITS + 2 * DIGEST_SHA256_SIZE,
};

#define TOKEN_PATH "latest/api/token"
#define TTL_HEADER "x-aws-ec2-metadata-token-ttl-seconds"

struct metadata {
	struct metadata_tree tree;
	bool needs_token, anywhere;
	unsigned char key[KEY_SIZE];	/* random key of the MAC */
};

static const char exists_sql[] = "SELECT 1 FROM instance WHERE id = ?1";

static int check_instance(const struct metadata *m, struct err *err)
{
	bool found;

	if (sql_exists(m->tree.state, exists_sql,
		       SQL_VALUES(m->tree.instance), &found, err))
		return -1;
	if (!found)
		return err_set(err, "instance %s is not in the state",
			       m->tree.instance);
	return 0;
}

int metadata_service_new(struct metadata **out,
			 const struct metadata_config *config, struct err *err)
{
	struct metadata *m = calloc(1, sizeof(*m));

	if (!m)
		return err_memory(err);
	m->tree.state = config->state;
	m->tree.instance = config->instance;
	m->needs_token = config->needs_token;
	m->anywhere = config->anywhere;
	if (digest_new(&m->tree.digest, err) || check_instance(m, err) ||
	    digest_random(m->key, sizeof(m->key), err)) {
		metadata_service_free(m);
		return -1;
	}
	*out = m;
	return 0;
}

void metadata_service_free(struct metadata *m)
{
	if (!m)
		return;
	digest_free(m->tree.digest);
	buf_wipe(m->key, sizeof(m->key));
	free(m);
}

static int make_token(const struct metadata *m, uint64_t end,
		      char out[TOKEN_DIGITS + 1], struct err *err)
{
	unsigned char mac[DIGEST_SHA256_SIZE];

	(void)snprintf(out, END_DIGITS + 1, "%016llx", (unsigned long long)end);
	if (digest_hmac_sha256(m->tree.digest, m->key, sizeof(m->key), out,
			       END_DIGITS, mac, err))
		return -1;
	codec_hex(mac, sizeof(mac), out + END_DIGITS);
	return 0;
}

/* Sets *VALID to whether TOKEN has our MAC and has not expired. */
static int check_session_token(const struct metadata *m, const char *token,
			       bool *valid, struct err *err)
{
	char expected[TOKEN_DIGITS + 1];
	uint64_t end = 0;

	*valid = false;
	if (strlen(token) != TOKEN_DIGITS ||
	    strspn(token, "0123456789abcdef") != TOKEN_DIGITS)
		return 0;
	for (size_t i = 0; i < END_DIGITS; i++)
		end = end << 4 | (uint64_t)(token[i] <= '9' ? token[i] - '0' :
					    token[i] - 'a' + 10);
	if (make_token(m, end, expected, err))
		return -1;
	*valid = digest_equal(token, expected, TOKEN_DIGITS) &&
		 (uint64_t)now_ms() < end;
	return 0;
}

static int set_text(struct response *out, unsigned int status,
		    const char *text, struct err *err)
{
	out->status = status;
	buf_puts(&out->body, text);
	return buf_check(&out->body, "answer", err);
}

/* Answers a request for a token.  Refuses a request with X-Forwarded-For,
 * because it came through a proxy, which would see the token. */
static int send_token(const struct metadata *m, const struct request *r,
		      struct response *out, struct err *err)
{
	const char *ttl = params_get(&r->headers, TTL_HEADER);
	char token[TOKEN_DIGITS + 1];
	struct err ignored;
	long n;

	if (params_get(&r->headers, "x-forwarded-for"))
		return set_text(out, 403, "403 - Forbidden\n", err);
	if (!ttl || num_parse(ttl, 1, TTL_MAX, &n, &ignored))
		return set_text(out, 400, "400 - Bad Request\n", err);
	if (make_token(m, (uint64_t)(now_ms() + n * 1000), token, err) ||
	    params_add(&out->headers, TTL_HEADER, ttl, err))
		return -1;
	return set_text(out, 200, token, err);
}

static int send_value(const struct metadata *m, const char *path,
		      struct response *out, struct err *err)
{
	bool found;

	if (passing_settle(m->tree.state, false, err) ||
	    metadata_tree_get(&m->tree, path, &out->body, &found, err))
		return -1;
	out->status = found ? 200 : 404;
	if (!found)
		buf_puts(&out->body, "404 - Not Found\n");
	return buf_check(&out->body, "answer", err);
}

/* Sets *MAY to whether the request may read metadata.  A token must be valid.
 * Without a token, the request may read if the service does not require one. */
static int may_read(const struct metadata *m, const struct request *r,
		    bool *may, struct err *err)
{
	const char *token = params_get(&r->headers, "x-aws-ec2-metadata-token");

	*may = !m->needs_token;
	return token ? check_session_token(m, token, may, err) : 0;
}

/* Returns whether the Host header names this service.  Also accepts the address
 * of the real service, so that a firewall rule can redirect requests here.
 * Accepts a request without a Host header and, with `anywhere`, any host. */
static bool is_known_host(const struct metadata *m, const struct request *r)
{
	static const char service[] = "169.254.169.254";
	const char *host = params_get(&r->headers, "host");

	if (m->anywhere || !host || address_is_loopback(host))
		return true;
	return strncmp(host, service, strlen(service)) == 0 &&
	       (!host[strlen(service)] || host[strlen(service)] == ':');
}

static int serve_path(const struct metadata *m, const struct request *r,
		      const char *path, struct response *out, struct err *err)
{
	bool is_put = strcmp(buf_str(&r->method), "PUT") == 0;
	bool is_token = strcmp(path, TOKEN_PATH) == 0;
	bool may;

	if (!is_known_host(m, r))
		return set_text(out, 403, "403 - Forbidden\n", err);
	if (is_put && is_token)
		return send_token(m, r, out, err);
	if (is_put || is_token)
		return set_text(out, 405, "405 - Method Not Allowed\n", err);
	if (may_read(m, r, &may, err))
		return -1;
	if (!may)
		return set_text(out, 401, "401 - Unauthorized\n", err);
	return send_value(m, path, out, err);
}

/* Appends TARGET's path without slashes at its start.  Like the real service,
 * treats several slashes in a row as one slash. */
static void clean_path(struct buf *out, const char *target)
{
	for (const char *p = target; *p && *p != '?'; p++)
		if (*p != '/' || (out->len && p[-1] != '/'))
			buf_putc(out, *p);
}

static int answer_metadata(void *ctx, struct request *request,
			   struct response *out)
{
	const struct metadata *m = ctx;
	struct buf path = { 0 };
	struct err err;
	int rc;

	clean_path(&path, buf_str(&request->target));
	rc = buf_check(&path, "path", &err);
	if (!rc) {
		state_lock(m->tree.state);
		rc = serve_path(m, request, buf_str(&path), out, &err);
		state_unlock(m->tree.state);
	}
	buf_release(&path);
	if (!rc)
		rc = params_add(&out->headers, "Content-Type", "text/plain",
				&err);
	return rc ? -1 : params_add(&out->headers, "Server", "EC2ws", &err);
}

static int refuse_metadata(void *ctx, const struct fault *fault,
			   struct response *out)
{
	struct err err;

	out->status = fault_status(fault);
	buf_printf(&out->body, "%u - %s\n", out->status, fault_name(fault));
	return buf_check(&out->body, "answer", &err);
}

struct site metadata_service_site(struct metadata *m)
{
	static const char *const methods[] = { "GET", "HEAD", "PUT", NULL };

	return (struct site){
		.ctx = m, .methods = methods, .answer = answer_metadata,
		.refuse = refuse_metadata,
	};
}
