/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Hides secrets in text that a server sent.  Services may quote the string to
 * sign or parts of the request in an error message.
 */
#ifndef REDACT_H
#define REDACT_H

#include <stddef.h>

#include "aws/cred.h"
#include "base/buf.h"
#include "base/err.h"

/* Appends TEXT.  Replaces the secret key, the session token and the value after
 * "Signature=" by "(hidden)".  Also replaces percent-encoded secrets, and the
 * beginning of a secret that is truncated at the end of TEXT or at "...".  Does
 * not replace a secret of fewer than 4 bytes, or a beginning of fewer than 8
 * bytes. */
void redact_text(struct buf *out, const struct cred *cred, const char *text,
		 size_t len);

/* Replaces the secrets in the text of ERR, but not in its hint, as redact_text
 * does. */
void redact_err(struct err *err, const struct cred *cred);

#endif
