/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Signatures of a rehearsal's instance identity documents.
 *
 * The keys are always the same, as the access keys are, so a certificate that
 * one sandbox printed is valid for every other.
 */
#ifndef DOCUMENT_SIGNATURE_H
#define DOCUMENT_SIGNATURE_H

#include "base/buf.h"
#include "base/err.h"

/* Append what EC2 has at dynamic/instance-identity/rsa2048 and pkcs7 for the
 * document TEXT, and at signature (but with a key of 2048 bits). */
int document_signature_rsa2048(struct buf *out, const char *text,
			       struct err *err);
int document_signature_pkcs7(struct buf *out, const char *text,
			     struct err *err);
int document_signature_plain(struct buf *out, const char *text,
			     struct err *err);

/* Appends the certificates of all keys, in PEM form. */
void document_signature_certificates(struct buf *out);

#endif
