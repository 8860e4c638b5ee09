/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What commands do on this machine with a private key in a file.
 */
#ifndef KEYFILE_H
#define KEYFILE_H

#include "base/buf.h"
#include "base/err.h"
#include "base/rsakey.h"

/* Reads the RSA private key in the file NAME, or on standard input for "-".
 * A file that cannot be read, or has no such key, is a usage error.  The caller
 * frees the key with rsakey_free. */
int keyfile_open(struct rsakey **out, const char *name, struct err *err);

/* Appends the fingerprint of the key in NAME. */
int keyfile_fingerprint(const char *name, struct buf *out, struct err *err);

/* The `decode` of struct exchange_run: decrypts TEXT, in base64, with KEY, a
 * struct rsakey, and appends the password. */
int keyfile_decode(void *key, const char *text, struct buf *out,
		   struct err *err);

#endif
