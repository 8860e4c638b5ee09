/* SPDX-License-Identifier: BSD-2-Clause */
/* Extracts the error message from the body of a reply. */
#ifndef ERRORTEXT_H
#define ERRORTEXT_H

#include <stddef.h>

#include "base/buf.h"

/* ERRORTEXT_BODY_MAX is the maximum number of bytes of a body that callers
 * collect.  Each extracted text is truncated after ERRORTEXT_WORDS_MAX
 * bytes. */
enum { ERRORTEXT_BODY_MAX = 16 * 1024, ERRORTEXT_WORDS_MAX = 300 };

/* Appends the error code and message from a JSON body (ECS, EKS, the metadata
 * service), or the first line of a plain text body (kube2iam).  Appends nothing
 * for HTML, XML, other JSON objects, and text with "SecretAccessKey". */
void errortext_find(struct buf *out, const char *body, size_t len);

#endif
