/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * An RSA private key: makes its fingerprint as EC2 shows it, and decrypts what
 * was encrypted for it.  Uses OpenSSL's EVP interface.
 */
#ifndef RSAKEY_H
#define RSAKEY_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

struct rsakey;

/* Reads the first private key in the LEN bytes at PEM, in the form of PKCS #1
 * or PKCS #8; text before it is skipped.  A key that needs a passphrase is an
 * error.  The caller frees with rsakey_free, which takes NULL too. */
int rsakey_new(struct rsakey **out, const void *pem, size_t len,
	       struct err *err);
void rsakey_free(struct rsakey *key);

/* Appends the fingerprint that EC2 shows for a key pair that it made: the SHA-1
 * of the unencrypted PKCS #8 key in DER, as 20 hex bytes with colons between
 * them. */
int rsakey_fingerprint(const struct rsakey *key, struct buf *out,
		       struct err *err);

/* Decrypts the LEN bytes at DATA by PKCS #1, version 1.5, and appends the
 * result, which must be text.  Data that was not encrypted for this key is an
 * error.  (OpenSSL 3.2 and later return random bytes for it; we detect
 * that.) */
int rsakey_decrypt(const struct rsakey *key, const void *data, size_t len,
		   struct buf *out, struct err *err);

#endif
