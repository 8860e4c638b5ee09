/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reads an RSA private key from a file, and decrypts passwords with the key.
 */
#ifndef KEYFILE_H
#define KEYFILE_H

#include "base/buf.h"
#include "base/err.h"
#include "base/rsakey.h"

/* Reads the RSA private key in the file NAME, or from standard input if NAME is
 * "-".  A file that is unreadable or contains no RSA private key is a usage
 * error.  The caller frees the key with rsakey_free. */
int keyfile_open(struct rsakey **out, const char *name, struct err *err);

/* Appends the fingerprint of the key in the file NAME to OUT. */
int keyfile_fingerprint(const char *name, struct buf *out, struct err *err);

/* The function `decode` of struct exchange_run.  TEXT is base64, and KEY is a
 * struct rsakey.  Decrypts TEXT and appends the password to OUT. */
int keyfile_decode(void *key, const char *text, struct buf *out,
		   struct err *err);

#endif
