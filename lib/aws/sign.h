/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Signs requests with AWS signature version 4 or 2.
 *
 * sign_post creates the body of a POST and, for version 4, its headers.  The
 * individual steps of both versions are public too, because ec2-sandbox needs
 * them to verify signatures.  The functions do not read the clock.
 */
#ifndef SIGN_H
#define SIGN_H

#include <stddef.h>
#include <time.h>

#include "aws/cred.h"
#include "base/buf.h"
#include "base/codec.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/params.h"

enum { SIGN_HEX_SIZE = 2 * DIGEST_SHA256_SIZE + 1 };

#define SIGN_CONTENT_TYPE "application/x-www-form-urlencoded; charset=utf-8"

enum sign_version { SIGN_V2 = 2, SIGN_V4 = 4 };

enum sign_v2_method { SIGN_V2_SHA256, SIGN_V2_SHA1 };

/* The endpoint of the requests and the scope of their signatures.  The caller
 * owns the strings. */
struct sign_scope {
	enum sign_version version;
	const char *host;	/* host in lower case, with the port unless it
				 * is the default port */
	const char *path;	/* path as sent */
	const char *region, *service;
};

/* A signed POST.  Initialize this struct with `= { 0 }` and free it with
 * sign_release. */
struct sign_post {
	struct buf body;
	struct buf stamp;		/* value of X-Amz-Date, or empty in
					 * version 2 */
	struct buf token;		/* value of X-Amz-Security-Token, or
					 * empty */
	struct buf authorization;	/* value of Authorization, or empty in
					 * version 2 */
};

/* A signer caches the signing key of one day and a digest context. */
struct signer;

/* Creates a signer.  CRED and the strings of SCOPE must remain valid until the
 * caller calls signer_free.  If CRED changes, the caller must create a new
 * signer. */
int signer_new(struct signer **out, const struct sign_scope *scope,
	       const struct cred *cred, struct err *err);
void signer_free(struct signer *s);

/* Fills OUT with a POST of PARAMS, signed at time NOW.  Clears OUT's buffers
 * first.  Does not change PARAMS: in version 2, adds Signature and other
 * parameters only to the body. */
int sign_post(struct signer *s, const struct params *params, time_t now,
	      struct sign_post *out, struct err *err);
void sign_release(struct sign_post *post);

/* Writes the signing key of version 4 to OUT, which has DIGEST_SHA256_SIZE
 * bytes.  DAY has the form 20130524.  SECRET is the secret access key. */
int sign_v4_key(struct digest *d, const char *secret, const char *day,
		const char *region, const char *service, unsigned char *out,
		struct err *err);

/* Writes the SHA-256 of TEXT in hexadecimal to OUT. */
int sign_hash(struct digest *d, const char *text, size_t len,
	      char out[SIGN_HEX_SIZE], struct err *err);

/* Writes the version 4 signature of STRING, the string to sign, to OUT in
 * hexadecimal.  KEY is the signing key, or NULL to use the key of the previous
 * HMAC-SHA-256 with D. */
int sign_v4_signature(struct digest *d, const unsigned char *key,
		      const char *string, char out[SIGN_HEX_SIZE],
		      struct err *err);

/* Appends the version 2 signature of STRING, the string to sign, to OUT in
 * base64. */
int sign_v2_signature(struct digest *d, enum sign_v2_method method,
		      const char *secret, const char *string,
		      struct buf *out, struct err *err);

#endif
