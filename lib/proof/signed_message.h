/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A signed message in the form that EC2 gives instances: PKCS #7 signed data
 * (RFC 2315) with the signed content inside, in base64.
 *
 * We look for the signer only among the certificates that the caller gives.  We
 * ignore a certificate inside the message, since anyone who forges a message
 * can put one there.
 */
#ifndef SIGNED_MESSAGE_H
#define SIGNED_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "proof/signers.h"

struct signed_message;

/* Reads base64 with or without PEM lines around it.  Fails unless it is one
 * whole message that has one signer and holds what was signed.  The caller
 * frees. */
int signed_message_parse(struct signed_message **out, const char *text,
			 size_t len, struct err *err);
void signed_message_free(struct signed_message *m);

/* The message's content, unverified: anybody may have written it.  Use it only
 * to find the certificates to check the message with. */
const char *signed_message_claim(const struct signed_message *m, size_t *len);

/* Whether the message names one of SIGNERS as its signer.  This does not show
 * that the signer signed it. */
bool signed_message_knows(const struct signed_message *m,
			  const struct signers *signers);

/* Checks the signature, and appends the signed content to OUT: the caller must
 * not use anything else of the message.  Fails unless one of SIGNERS signed
 * it. */
int signed_message_verify(struct signed_message *m,
			  const struct signers *signers, struct buf *out,
			  struct err *err);

/* After signed_message_verify: whether the signer's certificate was valid at
 * TIME, UTC as in 2016-11-19T16:32:11Z.  Fails if not. */
int signed_message_check_dates(const struct signed_message *m,
			       const char *time, struct err *err);

/* After signed_message_verify: appends words for -v, such as "RSA, SHA256, by
 * certificate 0123AB". */
void signed_message_describe(const struct signed_message *m, struct buf *out);

#endif
