/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The XML of an answer, in EC2's shape.
 *
 * An action writes elements as it finds them; like a struct buf, a reply
 * remembers a failure until reply_finish says so.  A refusal discards what
 * was written and is written anew by reply_fault.
 */
#ifndef REPLY_H
#define REPLY_H

#include <stddef.h>

#include "buf.h"
#include "fault.h"

/* Bytes of a request id with its NUL. */
enum { REPLY_ID_SIZE = 37 };

#define REPLY_CONTENT_TYPE "text/xml;charset=UTF-8"

struct reply;

/* A new random request id. */
int reply_id(char id[REPLY_ID_SIZE], struct err *err);

/* The caller frees with reply_free, which takes NULL too. */
int reply_new(struct reply **out, struct err *err);
void reply_free(struct reply *r);

/* Discards what is there and opens <ACTIONResponse> in the namespace of
 * VERSION, with the request id. */
void reply_start(struct reply *r, const char *action, const char *version,
		 const char *id);

/* Opens and closes an element with others inside. */
void reply_open(struct reply *r, const char *name);
void reply_close(struct reply *r);

/* An element with text: any bytes, those that XML cannot hold are replaced.
 * An empty text makes an empty element. */
void reply_text(struct reply *r, const char *name, const char *text);

/* Closes what is open and appends the document to OUT. */
int reply_finish(struct reply *r, struct buf *out, struct err *err);

/* Discards what is there and appends the document of a refusal to OUT. */
int reply_fault(struct reply *r, const struct fault *fault, const char *id,
		struct buf *out, struct err *err);

/* Length in bytes of the character at the start of TEXT when it is UTF-8 and
 * XML 1.0 can hold it, else 0.  LEN > 0. */
size_t reply_character(const char *text, size_t len);

#endif
