/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * RSA private keys: reads a key, computes its fingerprint as EC2 does, and
 * decrypts data.
 */
#ifndef RSAKEY_H
#define RSAKEY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

struct rsakey;

/* Reads the first private key in PEM (PKCS #1 or PKCS #8) in the LEN bytes at
 * PEM.  Skips text before the key.  Fails if the key needs a passphrase or is
 * not an RSA key.  The caller frees the key with rsakey_free, which accepts
 * NULL. */
int rsakey_new(struct rsakey **out, const void *pem, size_t len,
	       struct err *err);
void rsakey_free(struct rsakey *key);

/* Returns whether the LEN bytes at DATA have a line that begins or ends a
 * private key in the format of PEM, OpenSSH, SSH.COM or PuTTY, or whether they
 * begin with a private key in DER. */
bool rsakey_is_private(const char *data, size_t len);

/* Appends the fingerprint that EC2 shows for a key pair that EC2 created.  The
 * fingerprint is the SHA-1 hash of the unencrypted PKCS #8 key in DER, as 20
 * hexadecimal bytes separated by colons. */
int rsakey_fingerprint(const struct rsakey *key, struct buf *out,
		       struct err *err);

/* Decrypts the LEN bytes at DATA with the padding of PKCS #1, version 1.5, and
 * appends the result to OUT.  Fails if the result is not text, for example
 * because DATA is damaged or encrypted for a different key. */
int rsakey_decrypt(const struct rsakey *key, const void *data, size_t len,
		   struct buf *out, struct err *err);

#endif
