/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * SHA-256 (FIPS 180-4) and HMAC (RFC 2104) with SHA-256 or SHA-1, by OpenSSL's
 * EVP interface.
 *
 * A struct digest keeps what OpenSSL would otherwise look up for every call.
 * Only one thread may use it.
 */
#ifndef DIGEST_H
#define DIGEST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum { DIGEST_SHA1_SIZE = 20, DIGEST_SHA256_SIZE = 32 };

struct digest;

/* The caller frees with digest_free, which takes NULL too. */
int digest_new(struct digest **out, struct err *err);
void digest_free(struct digest *d);

/* Writes DIGEST_SHA256_SIZE bytes to OUT. */
int digest_sha256(struct digest *d, const void *data, size_t len,
		  unsigned char *out, struct err *err);

/* Writes DIGEST_SHA1_SIZE bytes to OUT.  Only for file names: SHA-1 protects
 * nothing. */
int digest_sha1(const void *data, size_t len, unsigned char *out,
		struct err *err);

/* Writes DIGEST_SHA256_SIZE bytes to OUT, which may be KEY itself.  A NULL key
 * means the key of the last call with D, which is not hashed again then. */
int digest_hmac_sha256(struct digest *d, const void *key, size_t key_len,
		       const void *data, size_t len, unsigned char *out,
		       struct err *err);

/* Writes DIGEST_SHA1_SIZE bytes to OUT.  Only signature version 2 uses it. */
int digest_hmac_sha1(struct digest *d, const void *key, size_t key_len,
		     const void *data, size_t len, unsigned char *out,
		     struct err *err);

/* Compares in a time that depends on LEN alone. */
bool digest_equal(const void *a, const void *b, size_t len);

/* LEN unpredictable bytes. */
int digest_random(void *out, size_t len, struct err *err);

#endif
