/* SPDX-License-Identifier: BSD-2-Clause */
/* Finds the words with which a service refuses a request, in any form. */
#ifndef SAID_H
#define SAID_H

#include <stddef.h>

#include "base/buf.h"

/* The most bytes of a body that are read, and of the words taken from it. */
enum { SAID_BODY_MAX = 16 * 1024, SAID_WORDS_MAX = 300 };

/* Appends the words of a reply's body: the code and message of JSON (ECS, EKS,
 * the metadata service), or the first line of plain text (kube2iam).  Appends
 * nothing for HTML, XML and text that names a secret key. */
void said_words(struct buf *out, const char *body, size_t len);

#endif
