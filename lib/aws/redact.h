/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Hides secrets in text from a server: services quote what was signed, and a
 * reply may repeat what was sent.
 */
#ifndef REDACT_H
#define REDACT_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "aws/cred.h"

/* Appends TEXT with "(hidden)" in place of the secret key, the session token
 * (both also percent-encoded), and whatever follows "Signature=".  Hides also
 * the beginning of a secret that was cut at the end of TEXT or at "...". */
void redact_text(struct buf *out, const struct cred *cred, const char *text,
		 size_t len);

/* Hides the same secrets in the text of ERR. */
void redact_err(struct err *err, const struct cred *cred);

#endif
