/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Verifies signed messages in the format that EC2 provides to instances: PKCS
 * #7 signed data (RFC 2315) that contains the signed content, in base64.
 *
 * The signer's certificate must be one of those that the caller gives.  A
 * certificate inside the message is ignored, because a forger can add one.
 */
#ifndef SIGNED_MESSAGE_H
#define SIGNED_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "proof/signers.h"

struct signed_message;

/* Parses base64 with or without PEM lines around it.  Fails unless TEXT is
 * exactly one complete message that has one signer and contains the signed
 * content.  The caller frees *OUT with signed_message_free. */
int signed_message_parse(struct signed_message **out, const char *text,
			 size_t len, struct err *err);
void signed_message_free(struct signed_message *m);

/* Returns the unverified content of the message, which may be forged.  Use this
 * content only to select the certificates for verifying the message. */
const char *signed_message_claim(const struct signed_message *m, size_t *len);

/* Returns whether the message claims that one of SIGNERS signed it.  Does not
 * verify the signature. */
bool signed_message_knows(const struct signed_message *m,
			  const struct signers *signers);

/* Verifies the signature and appends the signed content to OUT.  Fails unless
 * one of SIGNERS signed the message with a hash function that we accept and the
 * system allows.  The caller must not use any other part of the message. */
int signed_message_verify(struct signed_message *m,
			  const struct signers *signers, struct buf *out,
			  struct err *err);

/* Fails unless the signer's certificate was valid at TIME, which has the form
 * 2016-11-19T16:32:11Z.  The caller has called signed_message_verify before. */
int signed_message_check_dates(const struct signed_message *m,
			       const char *time, struct err *err);

/* Appends a description of the signature for -v, for example "RSA, SHA256, by
 * certificate 0123AB" with the certificate's serial number.  The caller has
 * called signed_message_verify before. */
void signed_message_describe(const struct signed_message *m, struct buf *out);

#endif
