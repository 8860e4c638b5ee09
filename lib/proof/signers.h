/* SPDX-License-Identifier: BSD-2-Clause */
/* The certificates of the possible signers of a document. */
#ifndef SIGNERS_H
#define SIGNERS_H

#include <stddef.h>

#include "base/err.h"

struct signers;

/* Makes an empty list.  The caller frees with signers_free, which takes NULL
 * too. */
int signers_new(struct signers **out, struct err *err);
void signers_free(struct signers *s);

/* Adds every certificate in TEXT, in PEM; there must be at least one.  Other
 * text between them is ignored.  NAME names the text in messages. */
int signers_add(struct signers *s, const char *text, size_t len,
		const char *name, struct err *err);

/* Like signers_add, with the content of the file PATH. */
int signers_read(struct signers *s, const char *path, struct err *err);

/* The certificates as a list of OpenSSL's, which S still owns. */
struct stack_st_X509 *signers_stack(const struct signers *s);

#endif
