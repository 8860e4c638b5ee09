/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Computes SHA-256 and SHA-1 (FIPS 180-4) and HMAC (RFC 2104), compares
 * secrets, and makes random bytes, all with OpenSSL.
 *
 * A struct digest keeps OpenSSL's algorithm objects, which OpenSSL would
 * otherwise look up for every call.  Two threads must not use a struct digest
 * at once.
 */
#ifndef DIGEST_H
#define DIGEST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum { DIGEST_SHA1_SIZE = 20, DIGEST_SHA256_SIZE = 32 };

struct digest;

/* Allocates a struct digest.  The caller frees *OUT with digest_free, which
 * accepts NULL. */
int digest_new(struct digest **out, struct err *err);
void digest_free(struct digest *d);

/* Hashes DATA with SHA-256.  Writes DIGEST_SHA256_SIZE bytes to OUT. */
int digest_sha256(struct digest *d, const void *data, size_t len,
		  unsigned char *out, struct err *err);

/* Hashes DATA with SHA-1.  Writes DIGEST_SHA1_SIZE bytes to OUT. */
int digest_sha1(const void *data, size_t len, unsigned char *out,
		struct err *err);

/* Computes the HMAC-SHA-256 of DATA.  Writes DIGEST_SHA256_SIZE bytes to OUT,
 * which may be the same memory as KEY.  If KEY is NULL, uses the key of the
 * previous call of digest_hmac_sha256 with D, which is faster than setting up
 * the same key again. */
int digest_hmac_sha256(struct digest *d, const void *key, size_t key_len,
		       const void *data, size_t len, unsigned char *out,
		       struct err *err);

/* Computes the HMAC-SHA-1 of DATA.  Writes DIGEST_SHA1_SIZE bytes to OUT. */
int digest_hmac_sha1(struct digest *d, const void *key, size_t key_len,
		     const void *data, size_t len, unsigned char *out,
		     struct err *err);

/* Returns whether the LEN bytes at A and B are equal.  The time of the
 * comparison depends only on LEN. */
bool digest_equal(const void *a, const void *b, size_t len);

/* Writes LEN unpredictable bytes to OUT. */
int digest_random(void *out, size_t len, struct err *err);

#endif
