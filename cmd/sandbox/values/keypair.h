/* SPDX-License-Identifier: BSD-2-Clause */
/* SSH key pairs: new ones, and the fingerprints that EC2 shows. */
#ifndef KEYPAIR_H
#define KEYPAIR_H

#include "base/buf.h"
#include "base/err.h"

/* Bytes of a fingerprint with its NUL. */
enum { KEYPAIR_PRINT_SIZE = 64 };

/* A new key pair; starts as `= {0}`. */
struct keypair {
	struct buf material;	/* the private key in PEM; empty: not made */
	char print[KEYPAIR_PRINT_SIZE];
};

/* Makes a key pair of "rsa" (2048 bits) or "ed25519".  The fingerprint is the
 * SHA-1 of the private key in PKCS #8 for RSA, and the SHA-256 of the public
 * key for ED25519. */
int keypair_new(struct keypair *out, const char *type, struct err *err);

/* Wipes the private key. */
void keypair_release(struct keypair *key);

/* The fingerprint of a public key in OpenSSH's form or PEM.  For RSA it is the
 * MD5 of the key in DER, for ED25519 the key's SHA-256.  *TYPE gets "rsa" or
 * "ed25519". */
int keypair_import(const char *text, size_t len, const char **type,
		   char print[KEYPAIR_PRINT_SIZE], struct err *err);

#endif
