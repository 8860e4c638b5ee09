/* SPDX-License-Identifier: BSD-2-Clause */
#include "signatures/auth_v4.h"

#include <stdio.h>
#include <string.h>

#include "aws/canon.h"
#include "aws/sign.h"
#include "base/codec.h"
#include "base/num.h"
#include "values/region.h"

#define ALGORITHM "AWS4-HMAC-SHA256"

enum {
	HEADERS_MAX = 64,
	CREDENTIAL_PARTS = 5,
	EXPIRES_MAX = 7 * 24 * 60 * 60,
};

/* What a request says about its signature. */
struct claim {
	struct buf credential, signed_headers, signature;
	char *parts[CREDENTIAL_PARTS];	/* `credential`, split: access key, day,
					 * region, service, aws4_request */
	struct canon_header headers[HEADERS_MAX];	/* the signed headers */
	size_t header_count;
	char stamp[CODEC_BASIC_SIZE];	/* time of signing */
	struct params query;		/* signed parameters in the query */
};

static void claim_release(struct claim *c)
{
	buf_release(&c->credential);
	buf_release(&c->signed_headers);
	buf_release(&c->signature);
	params_release(&c->query);
}

/* Reads the parameters of the Authorization header HEADER.  Refuses a parameter
 * that is given twice: two Authorization headers arrive here as one header with
 * both values. */
static int read_fields(struct claim *c, const char *header, struct fault *fault)
{
	struct { const char *name; struct buf *out; } fields[] = {
		{ "Credential", &c->credential },
		{ "SignedHeaders", &c->signed_headers },
		{ "Signature", &c->signature },
	};
	size_t n = sizeof(fields) / sizeof(fields[0]);

	if (strncmp(header, ALGORITHM " ", strlen(ALGORITHM " ")) != 0)
		return fault_set(fault, FAULT_INCOMPLETE_SIGNATURE,
				 "Authorization header does not begin with "
				 ALGORITHM);
	header += strlen(ALGORITHM);
	while (*(header += strspn(header, ", \t"))) {
		size_t len = strcspn(header, ", \t");

		for (size_t i = 0; i < n; i++) {
			size_t skip = strlen(fields[i].name) + 1;

			if (len <= skip || header[skip - 1] != '=' ||
			    strncmp(header, fields[i].name, skip - 1) != 0)
				continue;
			if (fields[i].out->len)
				return fault_set(fault,
					FAULT_INCOMPLETE_SIGNATURE,
					"Authorization header has the '%s' "
					"parameter more than once",
					fields[i].name);
			buf_append(fields[i].out, header + skip, len - skip);
		}
		header += len;
	}
	for (size_t i = 0; i < n; i++)
		if (fields[i].out->failed || !fields[i].out->len)
			return fault_set(fault, FAULT_INCOMPLETE_SIGNATURE,
					 "Authorization header requires '%s' "
					 "parameter", fields[i].name);
	return 0;
}

static int read_field(struct buf *out, const struct request *r,
		      const char *name, struct fault *fault)
{
	const char *value = params_get(&r->query, name);

	if (!value || !*value)
		return fault_set(fault, FAULT_INCOMPLETE_SIGNATURE, "A "
				 "presigned request needs the parameter %s",
				 name);
	buf_puts(out, value);
	return 0;
}

/* Reads the parameters of a presigned request.  All parameters in the query
 * except X-Amz-Signature are signed. */
static int read_query(struct claim *c, const struct request *r,
		      struct fault *fault)
{
	struct err err;

	if (strcmp(params_get(&r->query, "X-Amz-Algorithm"), ALGORITHM) != 0)
		return fault_set(fault, FAULT_INCOMPLETE_SIGNATURE,
				 "X-Amz-Algorithm is not " ALGORITHM);
	if (read_field(&c->credential, r, "X-Amz-Credential", fault) ||
	    read_field(&c->signed_headers, r, "X-Amz-SignedHeaders", fault) ||
	    read_field(&c->signature, r, "X-Amz-Signature", fault))
		return -1;
	return verifier_copy(&c->query, &r->query, "X-Amz-Signature", &err) ?
	       fault_internal(fault, &err) : 0;
}

static int split_credential(struct claim *c, struct fault *fault)
{
	char *at = c->credential.data;
	size_t n = 0;

	while (at && n < CREDENTIAL_PARTS) {
		c->parts[n++] = at;
		at = strchr(at, '/');
		if (at)
			*at++ = '\0';
	}
	if (at || n != CREDENTIAL_PARTS)
		return fault_set(fault, FAULT_INCOMPLETE_SIGNATURE,
				 "Credential must have the form KEY/YYYYMMDD/"
				 "REGION/SERVICE/aws4_request");
	return 0;
}

static int split_headers(struct claim *c, const struct request *r,
			 struct fault *fault)
{
	char *at = c->signed_headers.data;

	while (at) {
		char *name = at;
		const char *value;

		at = strchr(at, ';');
		if (at)
			*at++ = '\0';
		value = params_get(&r->headers, name);
		if (!value)
			return fault_set(fault, FAULT_SIGNATURE,
					 "The signed header '%s' is not in the "
					 "request", name);
		if (c->header_count == HEADERS_MAX)
			return fault_set(fault, FAULT_INCOMPLETE_SIGNATURE,
					 "More than %d signed headers",
					 HEADERS_MAX);
		c->headers[c->header_count].name = name;
		c->headers[c->header_count++].value = value;
	}
	return 0;
}

static const char *signed_value(const struct claim *c, const char *name)
{
	for (size_t i = 0; i < c->header_count; i++)
		if (strcmp(c->headers[i].name, name) == 0)
			return c->headers[i].value;
	return NULL;
}

/* Reads and checks the time in the header X-Amz-Date or else in Date.  This
 * header and Host must be signed, so that no stranger can change them. */
static int read_stamp(const struct verifier *v, const struct request *r,
		      struct claim *c, struct fault *fault)
{
	bool own = params_get(&r->headers, "x-amz-date") != NULL;
	const char *text = signed_value(c, own ? "x-amz-date" : "date");
	struct err err;
	time_t t;

	if (!signed_value(c, "host") || !text)
		return fault_set(fault, FAULT_SIGNATURE,
				 "'host' and 'x-amz-date' (or 'date') must be "
				 "signed headers");
	t = own ? -1 : codec_http_date(text);
	if (t == -1 && codec_time_parse(text, &t, &err))
		return fault_set(fault, FAULT_INCOMPLETE_SIGNATURE, "%s",
				 err.text);
	codec_time_basic(t, c->stamp);
	return verifier_window(v, t, text, fault);
}

/* Reads and checks X-Amz-Date, and X-Amz-Expires, the number of seconds for
 * which a presigned request is valid after that time: at most a week. */
static int read_expiry(const struct verifier *v, const struct request *r,
		       struct claim *c, struct fault *fault)
{
	const char *date = params_get(&r->query, "X-Amz-Date");
	const char *expires = params_get(&r->query, "X-Amz-Expires");
	struct err err;
	long seconds;
	time_t t;

	if (!signed_value(c, "host") || !date || !expires)
		return fault_set(fault, FAULT_INCOMPLETE_SIGNATURE, "A "
				 "presigned request needs X-Amz-Date, "
				 "X-Amz-Expires and the signed header host");
	if (codec_time_parse(date, &t, &err) ||
	    num_parse(expires, 1, EXPIRES_MAX, &seconds, &err))
		return fault_set(fault, FAULT_INCOMPLETE_SIGNATURE,
				 "X-Amz-Date or X-Amz-Expires: %s", err.text);
	codec_time_basic(t, c->stamp);
	if (v->now > t + seconds)
		return fault_set(fault, FAULT_EXPIRED, "Request has expired: "
				 "it was valid for %ld s from %.64s", seconds,
				 date);
	return v->now < t ? verifier_window(v, t, date, fault) : 0;
}

static const char regions_sql[] = "SELECT group_concat(name, ', ') FROM region";

static int wrong_scope(const struct verifier *v, const struct claim *c,
		       struct fault *fault)
{
	struct err ignored;
	struct sql q;

	sql_start(&q, v->state, regions_sql, SQL_VALUES(NULL));
	(void)sql_next(&q);
	(void)fault_set(fault, FAULT_SIGNATURE, "Credential should be scoped "
			"to '%.8s/REGION/SERVICE/aws4_request', not to "
			"'%.16s/%.64s/%.64s/%.64s'; the sandbox has the "
			"service ec2, GetCallerIdentity of sts, and the "
			"regions %.400s (--seed can add more)", c->stamp,
			c->parts[1], c->parts[2], c->parts[3], c->parts[4],
			sql_column(&q, 0));
	(void)sql_end(&q, &ignored);
	return -1;
}

/* Checks the credential scope.  Sets CALLER's `region` and `is_sts`. */
static int check_scope(const struct verifier *v, const struct claim *c,
		       struct account *caller, struct fault *fault)
{
	const char *day = c->parts[1];
	struct err err;
	bool found;

	if (account_region(v->state, c->parts[2], &found, &err))
		return fault_internal(fault, &err);
	caller->is_sts = strcmp(c->parts[3], "sts") == 0;
	if (!found || strlen(day) != 8 || strncmp(day, c->stamp, 8) != 0 ||
	    (!caller->is_sts && strcmp(c->parts[3], SERVICE) != 0) ||
	    strcmp(c->parts[4], "aws4_request") != 0)
		return wrong_scope(v, c, fault);
	(void)snprintf(caller->region, sizeof(caller->region), "%s",
		       c->parts[2]);
	return 0;
}

static int compute(const struct verifier *v, const struct request *r,
		   const struct claim *c, const char *secret,
		   char out[SIGN_HEX_SIZE], struct err *err)
{
	unsigned char key[DIGEST_SHA256_SIZE];
	char payload[SIGN_HEX_SIZE], hash[SIGN_HEX_SIZE];
	struct buf text = { 0 }, scope = { 0 }, string = { 0 };
	struct canon_request canon = {
		.method = buf_str(&r->method), .path = buf_str(&r->path),
		.query = c->query.len ? &c->query : &r->query,
		.headers = c->headers,
		.header_count = c->header_count, .payload_hash = payload,
	};
	int rc = -1;

	if (sign_hash(v->digest, buf_str(&r->body), r->body.len, payload,
		      err) || canon_v4_request(&text, &canon, err) ||
	    sign_hash(v->digest, text.data, text.len, hash, err) ||
	    sign_v4_key(v->digest, secret, c->parts[1], c->parts[2],
			c->parts[3], key, err))
		goto out;
	canon_v4_scope(&scope, c->parts[1], c->parts[2], c->parts[3]);
	canon_v4_string(&string, c->stamp, buf_str(&scope), hash);
	if (buf_check(&scope, "credential scope", err) ||
	    buf_check(&string, "string to sign", err))
		goto out;
	rc = sign_v4_signature(v->digest, key, buf_str(&string), out, err);
out:
	buf_release(&text);
	buf_release(&scope);
	buf_release(&string);
	return rc;
}

int auth_v4(const struct verifier *v, const struct request *r,
	    struct account *caller, struct fault *fault)
{
	const char *header = params_get(&r->headers, "authorization");
	const char *token = header ?
		params_get(&r->headers, "x-amz-security-token") :
		params_get(&r->query, "X-Amz-Security-Token");
	char computed[SIGN_HEX_SIZE];
	struct claim c = { 0 };
	struct err err;
	int rc = -1;

	if ((header ? read_fields(&c, header, fault) :
		      read_query(&c, r, fault)) ||
	    split_credential(&c, fault) ||
	    verifier_account(v, c.parts[0], token, caller, fault) ||
	    split_headers(&c, r, fault) ||
	    (header ? read_stamp(v, r, &c, fault) :
		      read_expiry(v, r, &c, fault)) ||
	    check_scope(v, &c, caller, fault))
		goto out;
	if (compute(v, r, &c, caller->secret_key, computed, &err))
		rc = fault_internal(fault, &err);
	else
		rc = verifier_compare(buf_str(&c.signature), computed, fault);
out:
	claim_release(&c);
	return rc;
}
