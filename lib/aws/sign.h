/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * AWS request signatures, versions 4 and 2, behind one interface.
 *
 * sign_post makes a whole signed POST: body, content type and headers.  The
 * steps of both versions are public, since a verifier needs them too.  No
 * function reads a clock.
 */
#ifndef SIGN_H
#define SIGN_H

#include <stddef.h>
#include <time.h>

#include "base/buf.h"
#include "base/codec.h"
#include "aws/cred.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/params.h"

enum { SIGN_HEX_SIZE = 2 * DIGEST_SHA256_SIZE + 1 };

#define SIGN_CONTENT_TYPE "application/x-www-form-urlencoded; charset=utf-8"

enum sign_version { SIGN_V2 = 2, SIGN_V4 = 4 };

enum sign_v2_method { SIGN_V2_SHA256, SIGN_V2_SHA1 };

/* Where requests go and for whom they are signed; all borrowed. */
struct sign_scope {
	enum sign_version version;
	const char *host;	/* lower case, without a default port */
	const char *path;	/* the path as sent */
	const char *region, *service;
};

/* A signed POST; start as `= {0}`, release with sign_release. */
struct sign_post {
	struct buf body;
	struct buf stamp;		/* X-Amz-Date; empty in version 2 */
	struct buf token;		/* X-Amz-Security-Token, or empty */
	struct buf authorization;	/* Authorization; empty in version 2 */
};

/* Keeps the derived key of the day, and a digest context. */
struct signer;

/* SCOPE's and CRED's contents must outlive the signer, which the caller
 * frees.  When CRED changes, make a new signer. */
int signer_new(struct signer **out, const struct sign_scope *scope,
	       const struct cred *cred, struct err *err);
void signer_free(struct signer *s);

/* Signs PARAMS as a POST at time NOW.  Clears OUT's buffers first.  Version 2
 * adds its parameters (Signature and others) to a copy of PARAMS. */
int sign_post(struct signer *s, const struct params *params, time_t now,
	      struct sign_post *out, struct err *err);
void sign_release(struct sign_post *post);

/* Version 4's signing key for a DAY of the form 20130524, into OUT of
 * DIGEST_SHA256_SIZE bytes.  SECRET is the secret access key. */
int sign_v4_key(struct digest *d, const char *secret, const char *day,
		const char *region, const char *service, unsigned char *out,
		struct err *err);

/* The hex SHA-256 of TEXT. */
int sign_hash(struct digest *d, const char *text, size_t len,
	      char out[SIGN_HEX_SIZE], struct err *err);

/* Version 4's signature, in hex, of a string to sign.  KEY as for
 * digest_hmac_sha256. */
int sign_v4_signature(struct digest *d, const unsigned char *key,
		      const char *string, char out[SIGN_HEX_SIZE],
		      struct err *err);

/* Version 2's signature, in base64, of a string to sign; appended. */
int sign_v2_signature(struct digest *d, enum sign_v2_method method,
		      const char *secret, const char *string,
		      struct buf *out, struct err *err);

#endif
