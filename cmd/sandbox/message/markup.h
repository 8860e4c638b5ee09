/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The XML of an answer, in EC2's form.
 *
 * A struct markup remembers a failure to write, and markup_finish reports it.
 * An action may write elements before it knows whether it succeeds.  For a
 * refusal, markup_fault discards these elements and starts a new document.
 */
#ifndef MARKUP_H
#define MARKUP_H

#include <stddef.h>

#include "base/buf.h"
#include "message/fault.h"

#define MARKUP_CONTENT_TYPE "text/xml;charset=UTF-8"

/* The approximate maximum number of bytes in a document. */
enum { MARKUP_MAX = 64 * 1024 * 1024 };

struct markup;

/* The caller frees *OUT with markup_free, which accepts NULL too. */
int markup_new(struct markup **out, struct err *err);
void markup_free(struct markup *m);

/* Discards the old document and opens <ACTIONResponse> in the namespace of
 * VERSION, with the request id. */
void markup_start(struct markup *m, const char *action, const char *version,
		 const char *id);

/* markup_start_sts opens a reply of STS and its element for the results.
 * markup_finish_sts closes that element and writes the request id. */
void markup_start_sts(struct markup *m, const char *action);
void markup_finish_sts(struct markup *m, const char *id);

/* These functions open and close an element that contains other elements. */
void markup_open(struct markup *m, const char *name);
void markup_close(struct markup *m);

/* Writes an element with text.  Replaces DEL, and bytes that XML forbids, with
 * U+FFFD.  An empty text makes an empty element. */
void markup_text(struct markup *m, const char *name, const char *text);

/* Closes all open elements and appends the document to OUT.  If the document is
 * too long, ERR's kind is ERR_LIMIT. */
int markup_finish(struct markup *m, struct buf *out, struct err *err);

/* Discards the old document and appends the document of a refusal to OUT. */
int markup_fault(struct markup *m, const struct fault *fault, const char *id,
		struct buf *out, struct err *err);

#endif
