/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * An RSA private key: its fingerprint as EC2 shows it, and what was encrypted
 * for it.  By OpenSSL's EVP interface.
 */
#ifndef RSAKEY_H
#define RSAKEY_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

struct rsakey;

/* Makes a key of the first private key in the LEN bytes at PEM, in the form of
 * PKCS #1 or PKCS #8; text before it is skipped.  A key that needs a passphrase
 * is refused.  The caller frees with rsakey_free, which takes NULL too. */
int rsakey_new(struct rsakey **out, const void *pem, size_t len,
	       struct err *err);
void rsakey_free(struct rsakey *key);

/* Appends the fingerprint that EC2 shows of a key pair that it made: SHA-1 of
 * the private key in PKCS #8, unencrypted, in DER; 20 bytes in hex with colons
 * between. */
int rsakey_fingerprint(const struct rsakey *key, struct buf *out,
		       struct err *err);

/* Appends what the LEN bytes at DATA are when decrypted by PKCS #1, version
 * 1.5.  What was not encrypted for this key is an error with every OpenSSL:
 * from 3.2 on, it would otherwise return random bytes then. */
int rsakey_decrypt(const struct rsakey *key, const void *data, size_t len,
		   struct buf *out, struct err *err);

#endif
