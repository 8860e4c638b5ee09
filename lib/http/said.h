/* SPDX-License-Identifier: BSD-2-Clause */
/* What a service says of a refusal, in whatever form. */
#ifndef SAID_H
#define SAID_H

#include <stddef.h>

#include "base/buf.h"

/* The most bytes of a body that are worth to be looked at, and of words. */
enum { SAID_BODY_MAX = 16 * 1024, SAID_WORDS_MAX = 300 };

/* Appends the words of a reply's body: of JSON, as the agents of ECS and EKS
 * and the metadata service have it, its code and message; of plain text, as
 * kube2iam's, the first line.  Nothing for HTML, XML and what names a secret
 * key. */
void said_words(struct buf *out, const char *body, size_t len);

#endif
