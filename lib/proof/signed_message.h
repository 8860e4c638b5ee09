/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A signed message in the form that EC2 gives instances: PKCS #7 signed data
 * (RFC 2315) around what was signed, in base64.
 *
 * The signer is looked for among the certificates given, and nowhere else.  A
 * certificate inside the message is ignored: whoever forges a message can put
 * his own there.
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

/* What the message holds.  Anybody may have written it: good for finding the
 * certificates to check it with, and for nothing else. */
const char *signed_message_claim(const struct signed_message *m, size_t *len);

/* Whether the message names one of SIGNERS as its signer; by that it is not
 * signed yet. */
bool signed_message_knows(const struct signed_message *m,
			  const struct signers *signers);

/* Checks the signature.  Appends to OUT what was signed: nothing else of a
 * message may be believed.  Fails unless one of SIGNERS signed it. */
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
