/* SPDX-License-Identifier: BSD-2-Clause */
/* Signs documents as EC2 does, with keys made for a test. */
#ifndef SIGNING_H
#define SIGNING_H

#include <stdbool.h>

#include <openssl/pkcs7.h>
#include <openssl/x509.h>

#include "base/buf.h"

/* A key and its self-signed certificate. */
struct signing {
	EVP_PKEY *key;
	X509 *cert;
	const EVP_MD *digest;	/* hash for signing documents; signing_make sets
				 * EC2's hash */
};

enum signing_kind { SIGNING_RSA, SIGNING_DSA };

/* Makes a key and its certificate, which is valid from 2012 to 2037.  Ends the
 * program if OpenSSL fails. */
void signing_make(struct signing *s, enum signing_kind kind, long serial);
void signing_free(struct signing *s);

/* Appends the certificate in PEM form. */
void signing_certificate(const struct signing *s, struct buf *out);

/* Makes a PKCS #7 message that contains TEXT.  FLAGS are flags of PKCS7_sign;
 * EC2 uses PKCS7_NOCERTS.  The caller frees the message. */
PKCS7 *signing_message(const struct signing *s, const char *text, size_t len,
		       int flags);

/* Appends P7 in base64, without PEM lines. */
void signing_encode(PKCS7 *p7, struct buf *out);

/* Signs a string and appends the message in base64, as EC2 does. */
void signing_sign(const struct signing *s, const char *text, struct buf *out);

#endif
