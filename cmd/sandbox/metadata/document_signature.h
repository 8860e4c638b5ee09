/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Signs instance identity documents with keys that are the same in every
 * sandbox.  So the certificates that one sandbox prints verify the documents of
 * every other sandbox.
 */
#ifndef DOCUMENT_SIGNATURE_H
#define DOCUMENT_SIGNATURE_H

#include "base/buf.h"
#include "base/err.h"

/* The forms of EC2's signatures, at rsa2048, pkcs7 and signature in the path
 * dynamic/instance-identity.  Unlike EC2's, our key of `signature` has 2048
 * bits. */
enum document_signature {
	DOCUMENT_SIGNATURE_RSA2048, DOCUMENT_SIGNATURE_PKCS7,
	DOCUMENT_SIGNATURE_PLAIN,
};

/* Appends a signature of the document TEXT. */
int document_signature_make(struct buf *out, enum document_signature kind,
			    const char *text, struct err *err);

/* Appends the certificates of our keys, in PEM. */
void document_signature_certificates(struct buf *out);

#endif
