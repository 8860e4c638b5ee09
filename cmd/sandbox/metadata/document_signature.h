/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Signatures of a rehearsal's instance identity documents.
 *
 * The keys that sign are the same in every sandbox.  So the certificates that
 * one sandbox prints are valid for the documents of every other sandbox.
 */
#ifndef DOCUMENT_SIGNATURE_H
#define DOCUMENT_SIGNATURE_H

#include "base/buf.h"
#include "base/err.h"

/* The forms of EC2's signatures, at dynamic/instance-identity/rsa2048, pkcs7
 * and signature.  Unlike EC2's, the key of `signature` has 2048 bits. */
enum document_signature {
	DOCUMENT_SIGNATURE_RSA2048, DOCUMENT_SIGNATURE_PKCS7,
	DOCUMENT_SIGNATURE_PLAIN,
};

/* Appends a signature of the document TEXT. */
int document_signature_make(struct buf *out, enum document_signature kind,
			    const char *text, struct err *err);

/* Appends the certificates of all keys, in PEM form. */
void document_signature_certificates(struct buf *out);

#endif
