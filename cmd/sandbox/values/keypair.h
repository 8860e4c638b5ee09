/* SPDX-License-Identifier: BSD-2-Clause */
/* Makes SSH key pairs, and the fingerprints that EC2 shows. */
#ifndef KEYPAIR_H
#define KEYPAIR_H

#include "base/buf.h"
#include "base/err.h"

/* The size of a buffer for a fingerprint and its NUL. */
enum { KEYPAIR_PRINT_SIZE = 64 };

/* A new key pair.  Initialize this struct with `= { 0 }`. */
struct keypair {
	struct buf material;	/* private key in PEM; empty at first */
	char print[KEYPAIR_PRINT_SIZE];	/* fingerprint */
};

/* Makes a key pair of TYPE "rsa" (2048 bits) or "ed25519".  The fingerprint of
 * an RSA key pair is the SHA-1 of the private key in PKCS #8.  The fingerprint
 * of an ED25519 key pair is the SHA-256 of the public key. */
int keypair_new(struct keypair *out, const char *type, struct err *err);

/* Wipes the private key. */
void keypair_release(struct keypair *key);

/* Makes the fingerprint of a public key: the MD5 of an RSA key in DER, or the
 * SHA-256 of an ED25519 key.  TEXT is the key in OpenSSH's form, or an RSA key
 * in PEM, with a NUL after it.  Sets *TYPE to "rsa" or "ed25519". */
int keypair_import(const char *text, size_t len, const char **type,
		   char print[KEYPAIR_PRINT_SIZE], struct err *err);

#endif
