/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The XML of an answer, in EC2's shape.
 *
 * An action writes elements as it finds them; like a struct buf, a reply
 * remembers a failure until markup_finish reports it.  For a refusal,
 * markup_fault discards what was written and starts a new document.
 */
#ifndef MARKUP_H
#define MARKUP_H

#include <stddef.h>

#include "base/buf.h"
#include "message/fault.h"

#define MARKUP_CONTENT_TYPE "text/xml;charset=UTF-8"

/* Bytes of the longest document. */
enum { MARKUP_MAX = 64 * 1024 * 1024 };

struct markup;

/* The caller frees with markup_free, which takes NULL too. */
int markup_new(struct markup **out, struct err *err);
void markup_free(struct markup *m);

/* Discards what was written and opens <ACTIONResponse> in the namespace of
 * VERSION, with the request id. */
void markup_start(struct markup *m, const char *action, const char *version,
		 const char *id);

/* For a reply of STS: its results are in an element of their own, and
 * markup_finish_sts writes the request id at the end. */
void markup_start_sts(struct markup *r, const char *action);
void markup_finish_sts(struct markup *r, const char *id);

/* Opens and closes an element with others inside. */
void markup_open(struct markup *m, const char *name);
void markup_close(struct markup *m);

/* An element with text.  Bytes that XML cannot hold are replaced.
 * An empty text makes an empty element. */
void markup_text(struct markup *m, const char *name, const char *text);

/* Closes all open elements and appends the document to OUT.  A document that
 * is too long is an ERR_LIMIT. */
int markup_finish(struct markup *m, struct buf *out, struct err *err);

/* Discards what was written and appends the document of a refusal to OUT. */
int markup_fault(struct markup *m, const struct fault *fault, const char *id,
		struct buf *out, struct err *err);

#endif
