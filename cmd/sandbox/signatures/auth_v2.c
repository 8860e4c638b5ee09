/* SPDX-License-Identifier: BSD-2-Clause */
#include "signatures/auth_v2.h"

#include <string.h>

#include "aws/canon.h"
#include "aws/sign.h"
#include "base/codec.h"
#include "values/text.h"

static int need(const struct request *r, const char *name, const char **out,
		struct fault *fault)
{
	*out = params_get(&r->params, name);
	if (*out && **out)
		return 0;
	return fault_set(fault, FAULT_INCOMPLETE_SIGNATURE,
			 "A signature of version 2 needs the parameter %s",
			 name);
}

static int read_method(const struct request *r, enum sign_v2_method *out,
		       struct fault *fault)
{
	const char *version, *method;

	if (need(r, "SignatureVersion", &version, fault) ||
	    need(r, "SignatureMethod", &method, fault))
		return -1;
	if (strcmp(version, "2") != 0)
		return fault_set(fault, FAULT_INCOMPLETE_SIGNATURE,
				 "SignatureVersion '%s' is not supported: "
				 "use 2", version);
	if (strcmp(method, "HmacSHA256") == 0)
		*out = SIGN_V2_SHA256;
	else if (strcmp(method, "HmacSHA1") == 0)
		*out = SIGN_V2_SHA1;
	else
		return fault_set(fault, FAULT_INCOMPLETE_SIGNATURE,
				 "SignatureMethod '%s' is neither HmacSHA256 "
				 "nor HmacSHA1", method);
	return 0;
}

/* Reads a time, in UTC if it has no time zone, as in AWS's own examples. */
static int read_time(const char *text, time_t *out, struct fault *fault)
{
	struct buf zoned = { 0 };
	struct err err;
	int rc;

	buf_puts(&zoned, text);
	if (zoned.len == strlen("2011-10-03T15:19:30"))
		buf_putc(&zoned, 'Z');
	rc = codec_time_parse(buf_str(&zoned), out, &err);
	buf_release(&zoned);
	if (rc)
		return fault_set(fault, FAULT_INCOMPLETE_SIGNATURE, "%s",
				 err.text);
	return 0;
}

/* Checks Timestamp, the time of signing, or Expires, the time of expiry. */
static int check_time(const struct verifier *v, const struct request *r,
		      struct fault *fault)
{
	const char *stamp = params_get(&r->params, "Timestamp");
	const char *expires = params_get(&r->params, "Expires");
	time_t t;

	if (!stamp == !expires)
		return fault_set(fault, FAULT_INCOMPLETE_SIGNATURE,
				 "A signature of version 2 needs the parameter "
				 "Timestamp or Expires, and not both");
	if (read_time(stamp ? stamp : expires, &t, fault))
		return -1;
	if (stamp)
		return verifier_window(v, t, stamp, fault);
	if (t < v->now)
		return fault_set(fault, FAULT_EXPIRED,
				 "Request has expired: it was valid until %.64s",
				 expires);
	return 0;
}

static int compute_v2(const struct verifier *v, const struct request *r,
		      const struct account *account, enum sign_v2_method method,
		      bool with_port, struct buf *out, struct err *err)
{
	const char *host = params_get(&r->headers, "host");
	struct buf lower = { 0 }, query = { 0 }, string = { 0 };
	struct params params = { 0 };
	int rc = -1;

	text_lower(&lower, host ? host : "");
	if (!with_port && lower.len && *lower.data != '[')
		buf_keep(&lower, strcspn(lower.data, ":"));
	if (buf_check(&lower, "host", err) ||
	    verifier_copy(&params, &r->params, "Signature", err) ||
	    canon_query(&query, &params, err))
		goto out;
	canon_v2_string(&string, buf_str(&r->method), buf_str(&lower),
			buf_str(&r->path), buf_str(&query));
	if (buf_check(&string, "string to sign", err) ||
	    sign_v2_signature(v->digest, method, account->secret_key,
			      buf_str(&string), out, err))
		goto out;
	rc = 0;
out:
	buf_release(&lower);
	buf_release(&query);
	buf_release(&string);
	params_release(&params);
	return rc;
}

int auth_v2(const struct verifier *v, const struct request *r,
	    struct account *caller, struct fault *fault)
{
	const char *key, *signature;
	enum sign_v2_method method = SIGN_V2_SHA256;
	struct buf computed = { 0 };
	struct err err;
	int rc;

	if (need(r, "AWSAccessKeyId", &key, fault) ||
	    need(r, "Signature", &signature, fault) ||
	    read_method(r, &method, fault) ||
	    verifier_account(v, key, params_get(&r->params, "SecurityToken"),
			     caller, fault) || check_time(v, r, fault))
		return -1;
	rc = compute_v2(v, r, caller, method, true, &computed, &err) ?
	     fault_internal(fault, &err) :
	     verifier_compare(signature, buf_str(&computed), fault);
	buf_clear(&computed);
	/* Also accepts a signature of the host without its port, as
	 * Net::Amazon::EC2 makes it. */
	if (rc && !compute_v2(v, r, caller, method, false, &computed, &err))
		rc = verifier_compare(signature, buf_str(&computed), fault);
	buf_release(&computed);
	return rc;
}
