/* SPDX-License-Identifier: BSD-2-Clause */
#include "aws/sign.h"

#include <stdlib.h>
#include <string.h>

#include "aws/canon.h"

struct signer {
	struct sign_scope scope;
	const struct cred *cred;
	struct digest *digest;
	char day[9];				/* day of `key`, or "" if `key`
						 * is unset */
	bool keyed;				/* the digest context already
						 * uses `key` */
	unsigned char key[DIGEST_SHA256_SIZE];
	struct buf work;			/* scratch space for canonical
						 * texts */
	struct buf credential_scope;		/* credential scope for `day` */
	struct params params;			/* copy of the parameters for
						 * version 2 */
};

int sign_v4_key(struct digest *d, const char *secret, const char *day,
		const char *region, const char *service, unsigned char *out,
		struct err *err)
{
	struct buf first = { .secret = true };
	int rc = -1;

	buf_puts(&first, "AWS4");
	buf_puts(&first, secret);
	if (buf_check(&first, "secret key", err))
		goto out;
	if (digest_hmac_sha256(d, first.data, first.len, day, strlen(day),
			       out, err) ||
	    digest_hmac_sha256(d, out, DIGEST_SHA256_SIZE, region,
			       strlen(region), out, err) ||
	    digest_hmac_sha256(d, out, DIGEST_SHA256_SIZE, service,
			       strlen(service), out, err) ||
	    digest_hmac_sha256(d, out, DIGEST_SHA256_SIZE, "aws4_request",
			       strlen("aws4_request"), out, err))
		goto out;
	rc = 0;
out:
	buf_release(&first);
	return rc;
}

int sign_hash(struct digest *d, const char *text, size_t len,
	      char out[SIGN_HEX_SIZE], struct err *err)
{
	unsigned char hash[DIGEST_SHA256_SIZE];

	if (digest_sha256(d, text, len, hash, err))
		return -1;
	codec_hex(hash, sizeof(hash), out);
	return 0;
}

int sign_v4_signature(struct digest *d, const unsigned char *key,
		      const char *string, char out[SIGN_HEX_SIZE],
		      struct err *err)
{
	unsigned char mac[DIGEST_SHA256_SIZE];

	if (digest_hmac_sha256(d, key, key ? DIGEST_SHA256_SIZE : 0, string,
			       strlen(string), mac, err))
		return -1;
	codec_hex(mac, sizeof(mac), out);
	return 0;
}

int sign_v2_signature(struct digest *d, enum sign_v2_method method,
		      const char *secret, const char *string, struct buf *out,
		      struct err *err)
{
	unsigned char mac[DIGEST_SHA256_SIZE];
	size_t size = method == SIGN_V2_SHA1 ? DIGEST_SHA1_SIZE
					     : DIGEST_SHA256_SIZE;
	int rc;

	if (method == SIGN_V2_SHA1)
		rc = digest_hmac_sha1(d, secret, strlen(secret), string,
				      strlen(string), mac, err);
	else
		rc = digest_hmac_sha256(d, secret, strlen(secret), string,
					strlen(string), mac, err);
	if (rc)
		return -1;
	codec_base64(out, mac, size);
	return buf_check(out, "signature", err);
}

int signer_new(struct signer **out, const struct sign_scope *scope,
	       const struct cred *cred, struct err *err)
{
	struct signer *s = calloc(1, sizeof(*s));

	if (!s)
		return err_memory(err);
	s->scope = *scope;
	s->cred = cred;
	s->params.text.secret = true;	/* the parameters may contain a token */
	s->work.secret = true;
	if (digest_new(&s->digest, err)) {
		signer_free(s);
		return -1;
	}
	*out = s;
	return 0;
}

void signer_free(struct signer *s)
{
	if (!s)
		return;
	digest_free(s->digest);
	buf_wipe(s->key, sizeof(s->key));
	buf_release(&s->work);
	buf_release(&s->credential_scope);
	params_release(&s->params);
	free(s);
}

void sign_release(struct sign_post *post)
{
	buf_release(&post->body);
	buf_release(&post->stamp);
	buf_release(&post->token);
	buf_release(&post->authorization);
}

/* Derives a new signing key and credential scope if the day in STAMP differs
 * from s->day. */
static int follow_day(struct signer *s, const char *stamp, struct err *err)
{
	char day[9];

	memcpy(day, stamp, 8);
	day[8] = '\0';
	if (strcmp(day, s->day) == 0)
		return 0;
	s->day[0] = '\0';
	s->keyed = false;
	if (sign_v4_key(s->digest, buf_str(&s->cred->secret_key), day,
			s->scope.region, s->scope.service, s->key, err))
		return -1;
	buf_clear(&s->credential_scope);
	canon_v4_scope(&s->credential_scope, day, s->scope.region,
		       s->scope.service);
	if (buf_check(&s->credential_scope, "credential scope", err))
		return -1;
	memcpy(s->day, day, sizeof(day));
	return 0;
}

static int v4_signature(struct signer *s, const struct canon_request *request,
			const char *stamp, char out[SIGN_HEX_SIZE],
			struct err *err)
{
	char hash[SIGN_HEX_SIZE];

	buf_clear(&s->work);
	if (canon_v4_request(&s->work, request, err) ||
	    sign_hash(s->digest, s->work.data, s->work.len, hash, err))
		return -1;
	buf_clear(&s->work);
	canon_v4_string(&s->work, stamp, buf_str(&s->credential_scope), hash);
	if (buf_check(&s->work, "string to sign", err))
		return -1;
	if (sign_v4_signature(s->digest, s->keyed ? NULL : s->key,
			      s->work.data, out, err))
		return -1;
	s->keyed = true;
	return 0;
}

static int v4_post(struct signer *s, const struct params *params, time_t now,
		   struct sign_post *out, struct err *err)
{
	const char *token = buf_str(&s->cred->token);
	char stamp[CODEC_BASIC_SIZE], payload[SIGN_HEX_SIZE];
	char signature[SIGN_HEX_SIZE];
	struct canon_header headers[] = {
		{ "content-type", SIGN_CONTENT_TYPE },
		{ "host", s->scope.host },
		{ "x-amz-date", stamp },
		{ "x-amz-security-token", token },
	};
	struct canon_request request = {
		.method = "POST", .path = s->scope.path, .headers = headers,
		.header_count = *token ? 4 : 3, .payload_hash = payload,
	};

	codec_time_basic(now, stamp);
	if (follow_day(s, stamp, err) || canon_query(&out->body, params, err) ||
	    sign_hash(s->digest, buf_str(&out->body), out->body.len, payload,
		      err) ||
	    v4_signature(s, &request, stamp, signature, err))
		return -1;
	buf_puts(&out->stamp, stamp);
	buf_puts(&out->token, token);
	buf_puts(&out->authorization, "AWS4-HMAC-SHA256 Credential=");
	buf_puts(&out->authorization, buf_str(&s->cred->access_key));
	buf_putc(&out->authorization, '/');
	buf_puts(&out->authorization, buf_str(&s->credential_scope));
	buf_puts(&out->authorization, ", SignedHeaders=");
	canon_v4_signed_headers(&out->authorization, headers,
				request.header_count);
	buf_puts(&out->authorization, ", Signature=");
	buf_puts(&out->authorization, signature);
	if (buf_check(&out->stamp, "time stamp", err) ||
	    buf_check(&out->token, "session token", err))
		return -1;
	return buf_check(&out->authorization, "Authorization header", err);
}

static int v2_params(struct signer *s, const struct params *params, time_t now,
		     struct err *err)
{
	const char *token = buf_str(&s->cred->token);
	char stamp[CODEC_EXTENDED_SIZE];
	struct params *p = &s->params;

	codec_time_extended(now, stamp);
	params_clear(p);
	if (params_copy(p, params, err) ||
	    params_add(p, "AWSAccessKeyId", buf_str(&s->cred->access_key),
		       err) ||
	    params_add(p, "SignatureMethod", "HmacSHA256", err) ||
	    params_add(p, "SignatureVersion", "2", err) ||
	    params_add(p, "Timestamp", stamp, err))
		return -1;
	return *token ? params_add(p, "SecurityToken", token, err) : 0;
}

static int v2_post(struct signer *s, const struct params *params, time_t now,
		   struct sign_post *out, struct err *err)
{
	struct buf signature = { 0 };
	int rc = -1;

	if (v2_params(s, params, now, err) ||
	    canon_query(&out->body, &s->params, err))
		return -1;
	buf_clear(&s->work);
	canon_v2_string(&s->work, "POST", s->scope.host, s->scope.path,
			buf_str(&out->body));
	if (buf_check(&s->work, "string to sign", err) ||
	    sign_v2_signature(s->digest, SIGN_V2_SHA256,
			      buf_str(&s->cred->secret_key), s->work.data,
			      &signature, err))
		goto out;
	buf_puts(&out->body, "&Signature=");
	codec_uri(&out->body, signature.data, signature.len, "");
	rc = buf_check(&out->body, "request body", err);
out:
	buf_release(&signature);
	return rc;
}

int sign_post(struct signer *s, const struct params *params, time_t now,
	      struct sign_post *out, struct err *err)
{
	out->body.secret = out->token.secret = true;
	out->authorization.secret = true;
	buf_clear(&out->body);
	buf_clear(&out->stamp);
	buf_clear(&out->token);
	buf_clear(&out->authorization);
	if (s->scope.version == SIGN_V2)
		return v2_post(s, params, now, out, err);
	return v4_post(s, params, now, out, err);
}
