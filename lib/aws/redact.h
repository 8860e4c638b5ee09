/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Text of others without the secrets it may echo: services quote what was
 * signed, and a reply may hold what was sent.
 */
#ifndef REDACT_H
#define REDACT_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "aws/cred.h"

/* Appends TEXT with "(hidden)" for the secret key, the session token (both
 * also percent-encoded), the beginning of one that was cut at the end of TEXT
 * or at "...", and whatever follows "Signature=". */
void redact_text(struct buf *out, const struct cred *cred, const char *text,
		 size_t len);

/* Does the same to the text of ERR. */
void redact_err(struct err *err, const struct cred *cred);

#endif
