/* SPDX-License-Identifier: BSD-2-Clause */
/* A list of the certificates of trusted signers. */
#ifndef SIGNERS_H
#define SIGNERS_H

#include <stddef.h>

#include "base/err.h"

struct signers;

/* Creates an empty list.  The caller frees *OUT with signers_free, which
 * accepts NULL. */
int signers_new(struct signers **out, struct err *err);
void signers_free(struct signers *s);

/* Adds all PEM certificates in TEXT, which must contain at least one.  Ignores
 * all other text.  NAME is the name of the text in messages. */
int signers_add(struct signers *s, const char *text, size_t len,
		const char *name, struct err *err);

/* Adds all PEM certificates in the file PATH, as signers_add does. */
int signers_read(struct signers *s, const char *path, struct err *err);

/* Returns the certificates as an OpenSSL list, which S owns. */
struct stack_st_X509 *signers_stack(const struct signers *s);

#endif
