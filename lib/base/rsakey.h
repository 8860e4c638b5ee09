/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * An RSA private key.  The functions compute the key's fingerprint as EC2 does
 * and decrypt data with the key.
 */
#ifndef RSAKEY_H
#define RSAKEY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

struct rsakey;

/* Reads the first private key in the LEN bytes at PEM, in the format of PKCS #1
 * or PKCS #8.  Skips text before the key.  Fails if the key needs a passphrase
 * or is not an RSA key.  The caller frees the key with rsakey_free, which
 * accepts NULL. */
int rsakey_new(struct rsakey **out, const void *pem, size_t len,
	       struct err *err);
void rsakey_free(struct rsakey *key);

/* Returns whether the LEN bytes at DATA contain a private key in the format of
 * PEM, OpenSSH, SSH.COM, PuTTY or DER. */
bool rsakey_is_private(const char *data, size_t len);

/* Appends the fingerprint that EC2 shows for a key pair that EC2 created.  The
 * fingerprint is the SHA-1 hash of the unencrypted PKCS #8 key in DER, as 20
 * hexadecimal bytes separated by colons. */
int rsakey_fingerprint(const struct rsakey *key, struct buf *out,
		       struct err *err);

/* Decrypts the LEN bytes at DATA with the padding of PKCS #1, version 1.5, and
 * appends the result, which must be text.  Fails if DATA is encrypted for a
 * different key. */
int rsakey_decrypt(const struct rsakey *key, const void *data, size_t len,
		   struct buf *out, struct err *err);

#endif
