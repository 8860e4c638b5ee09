/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A push parser: chunks of a document in, begin, text and end events out.
 *
 * The parser enforces limits: no DOCTYPE and so no entities of the sender's
 * own, a bounded depth, bounded tags and comments, a bounded number of names.
 * A document beyond a limit fails as ERR_LIMIT.  The text of events is valid
 * UTF-8.  Attributes are not passed on; a name is the local name.  Only the
 * root's namespace is kept.
 */
#ifndef XML_H
#define XML_H

#include <stddef.h>

#include "base/err.h"

/* How deep elements may nest; EC2's deepest reply has ten levels. */
enum { XML_DEPTH_MAX = 64 };

/* Most different names of elements and attributes: a parser keeps each until
 * the document ends. */
enum { XML_NAMES_MAX = 10000 };

/* Most bytes of memory for names, and for the URIs of name spaces. */
enum { XML_NAMES_BYTES_MAX = 1024 * 1024 };

/* Most bytes from one event to the next: the longest tag, and the longest run
 * of comments, instructions and white space.  It must be small, since libxml2
 * compares every attribute of a tag with every other. */
enum { XML_MARKUP_MAX = 64 * 1024 };

/* The functions that get the events.  Each returns 0, or -1 with ERR set, which
 * ends the parse.  A name is valid until xml_reset or xml_free.  The text of
 * one element may come in pieces. */
struct xml_handler {
	int (*begin)(void *ctx, const char *name, struct err *err);
	int (*text)(void *ctx, const char *text, size_t len,
		    struct err *err);
	int (*end)(void *ctx, const char *name, struct err *err);
};

struct xml;

/* HANDLER and CTX must outlive the parser, which the caller frees. */
int xml_new(struct xml **out, const struct xml_handler *handler, void *ctx,
	    struct err *err);
void xml_free(struct xml *x);

/* Starts over with a new document. */
int xml_reset(struct xml *x, struct err *err);

/* The URI of the root's namespace, or its beginning; "" if it has none, or has
 * not come yet. */
const char *xml_namespace(const struct xml *x);

/* Bytes of memory that names take. */
size_t xml_held(const struct xml *x);

/* Parses the next chunk.  After a failure further calls repeat it. */
int xml_feed(struct xml *x, const char *data, size_t len, struct err *err);

/* Ends the document; fails unless it was whole. */
int xml_finish(struct xml *x, struct err *err);

#endif
