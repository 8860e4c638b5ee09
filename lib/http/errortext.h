/* SPDX-License-Identifier: BSD-2-Clause */
/* Extracts the error message from the body of a reply. */
#ifndef ERRORTEXT_H
#define ERRORTEXT_H

#include <stddef.h>

#include "base/buf.h"

/* ERRORTEXT_BODY_MAX is the maximum number of bytes of a body that callers
 * collect.  The code, the message and the line that errortext_find appends are
 * each truncated to ERRORTEXT_WORDS_MAX bytes. */
enum { ERRORTEXT_BODY_MAX = 16 * 1024, ERRORTEXT_WORDS_MAX = 300 };

/* Appends the error code and message from a JSON object (ECS, EKS, the metadata
 * service), or the first line of another text (kube2iam).  Appends nothing for
 * a malformed JSON object, for text that begins with < (HTML, XML), and for
 * text that is not JSON and contains "SecretAccessKey". */
void errortext_find(struct buf *out, const char *body, size_t len);

#endif
