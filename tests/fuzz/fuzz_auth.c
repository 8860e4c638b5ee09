/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Takes any bytes as a request to the sandbox.  No key of the sandbox has
 * signed the request, so the sandbox must refuse it.  Then signs the same
 * parameters with a key of the sandbox.  The sandbox must accept this request
 * for the account of the key.  If one byte other than a separator changes, the
 * sandbox must refuse the request again.
 *
 * An input is an HTTP request: a line with method and target, lines with
 * headers, an empty line, and the body.
 */
#include "fuzz.h"

#include "aws/canon.h"
#include "aws/sign.h"
#include "base/codec.h"
#include "message/request.h"
#include "signatures/auth.h"
#include "state/seed.h"
#include "state/state.h"

/* The time stamp of the seeds is 20261122T000000Z. */
enum { NOW = 1795305600 };

#define SELLER "AKIASANDBOXSELLER000"
#define SECRET "sandbox-seller-secret-not-a-real-one"
#define HOST   "127.0.0.1:8773"

/* Takes the next line, without its end. */
static char *take_line(const char **at, const char *end)
{
	const char *newline = memchr(*at, '\n', (size_t)(end - *at));
	const char *stop = newline ? newline : end;
	char *line = fuzz_string(*at, (size_t)(stop - *at));
	size_t len = strlen(line);

	if (len && line[len - 1] == '\r')
		line[len - 1] = '\0';
	*at = newline ? newline + 1 : end;
	return line;
}

/* Takes a header.  In the sandbox, the HTTP library checks the colon and the
 * spaces. */
static void take_header(struct request *r, char *line)
{
	char *colon = strchr(line, ':');
	struct err err;

	if (!colon)
		return;
	*colon++ = '\0';
	MUST(request_header(r, line, colon + strspn(colon, " \t"), &err) == 0);
}

static void take_request(struct request *r, const char *at, const char *end)
{
	char *line = take_line(&at, end);
	size_t method = strcspn(line, " ");

	buf_append(&r->method, line, method);
	buf_puts(&r->target, line + method + (line[method] == ' '));
	free(line);
	while (at < end) {
		line = take_line(&at, end);
		method = strlen(line);
		take_header(r, line);
		free(line);
		if (!method)
			break;
	}
	buf_append(&r->body, at, (size_t)(end - at));
}

static int is_accepted(const struct verifier *v, struct request *r)
{
	struct account caller = { 0 };
	struct fault fault = { 0 };

	if (auth_check(v, r, &caller, &fault) == 0) {
		MUST(strcmp(caller.id, "999988887777") == 0);
		return 1;
	}
	MUST(fault.message[0] && fault.code != FAULT_INTERNAL);
	MUST(fault_status(&fault) == 401 || fault_status(&fault) == 403);
	return 0;
}

/* Passes the signed request of `post` to the sandbox, with a change in the byte
 * at CHANGED.  CHANGED counts the bytes of the body, and then the bytes of the
 * Authorization header.  Returns whether the sandbox accepts the request. */
static int is_signed(const struct verifier *v, const struct sign_post *post,
		     size_t changed)
{
	struct request r = { 0 };
	struct buf authorization = { 0 };
	struct fault fault;
	struct err err;
	int ok;

	buf_puts(&r.method, "POST");
	buf_puts(&r.target, "/");
	buf_append(&r.body, buf_str(&post->body), post->body.len);
	buf_puts(&authorization, buf_str(&post->authorization));
	if (changed < r.body.len)
		r.body.data[changed] ^= 1;
	else if (changed - r.body.len < authorization.len)
		authorization.data[changed - r.body.len] ^= 1;
	MUST(request_header(&r, "Host", HOST, &err) == 0);
	if (post->stamp.len)
		MUST(request_header(&r, "X-Amz-Date", buf_str(&post->stamp),
				    &err) == 0 &&
		     request_header(&r, "Content-Type", SIGN_CONTENT_TYPE,
				    &err) == 0 &&
		     request_header(&r, "Authorization",
				    buf_str(&authorization), &err) == 0);
	ok = request_parse(&r, &fault) == 0 && is_accepted(v, &r);
	request_release(&r);
	buf_release(&authorization);
	return ok;
}

/* Returns whether a byte of the Authorization header separates two fields, and
 * may therefore change. */
static int may_change(const struct sign_post *post, size_t changed)
{
	size_t at = changed - post->body.len;
	char c;

	if (changed < post->body.len)
		return 0;
	c = buf_str(&post->authorization)[at];
	return c == ',' || c == ' ';
}

static void check_signed(const struct verifier *v, const struct params *params,
			 enum sign_version version, size_t pick)
{
	const struct sign_scope scope = { version, HOST, "/", "us-east-1",
					  "ec2" };
	struct sign_post post = { 0 };
	struct signer *signer;
	struct cred cred;
	struct err err;
	size_t all;

	cred_init(&cred);
	buf_puts(&cred.access_key, SELLER);
	buf_puts(&cred.secret_key, SECRET);
	MUST(signer_new(&signer, &scope, &cred, &err) == 0);
	MUST(sign_post(signer, params, NOW, &post, &err) == 0);
	all = post.body.len + post.authorization.len;
	MUST(is_signed(v, &post, SIZE_MAX));
	if (all && !may_change(&post, pick % all))
		MUST(!is_signed(v, &post, pick % all));
	sign_release(&post);
	signer_free(signer);
	cred_release(&cred);
}

/* Signs the parameters FROM, except those that the signer adds itself, and
 * checks the signed request.  PICK chooses the byte that changes. */
static void check_ours(const struct verifier *v, const struct params *from,
		       size_t pick)
{
	static const char *const signer_owns[] = {
		"AWSAccessKeyId", "Signature", "SignatureVersion",
		"SignatureMethod", "Timestamp", "Expires", "SecurityToken",
	};
	struct params params = { 0 };
	struct err err;

	for (size_t i = 0; i < from->len; i++) {
		int own = 1;

		for (size_t k = 0; k < sizeof(signer_owns) /
				       sizeof(*signer_owns); k++)
			own = own && strcmp(params_name(from, i),
					    signer_owns[k]) != 0;
		if (own)
			MUST(params_add(&params, params_name(from, i),
					params_value(from, i), &err) == 0);
	}
	check_signed(v, &params, SIGN_V4, pick);
	check_signed(v, &params, SIGN_V2, pick);
	params_release(&params);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct state *state;
	static struct digest *digest;
	char *text = fuzz_copy(data, size);
	struct verifier verifier = { .now = NOW };
	struct request r = { 0 };
	struct fault fault = { 0 };
	struct err err;

	if (!state)
		MUST(seed_open(&state, NULL, NULL, &err) == 0 &&
		     digest_new(&digest, &err) == 0);
	verifier.state = state;
	verifier.digest = digest;
	take_request(&r, text, text + size);
	if (request_parse(&r, &fault) == 0) {
		MUST(!is_accepted(&verifier, &r));
		check_ours(&verifier, &r.params, size);
	}
	request_release(&r);
	free(text);
	return 0;
}
