/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A push parser for XML.  The caller feeds the parser chunks of a document.
 * The parser calls the handler at the beginning, the text and the end of each
 * element.
 *
 * The parser rejects a DOCTYPE, so that a document cannot define entities.  The
 * parser limits the depth, the length of tags and comments, and the number of
 * names.  A document that exceeds a limit fails with ERR_LIMIT.  The handler
 * gets text as valid UTF-8, local names without a prefix, and no attributes.
 * The parser keeps only the root's namespace.
 */
#ifndef XML_H
#define XML_H

#include <stddef.h>

#include "base/err.h"

/* The deepest nesting of elements.  EC2's replies are far less deep. */
enum { XML_DEPTH_MAX = 64 };

/* The maximum number of distinct names of elements and attributes.  The parser
 * keeps each name at least until the document ends. */
enum { XML_NAMES_MAX = 10000 };

/* The maximum memory, in bytes, for names and for the URIs of namespaces. */
enum { XML_NAMES_BYTES_MAX = 1024 * 1024 };

/* The maximum number of bytes between two calls of the handler.  These bytes
 * are a tag, or a run of comments, processing instructions and white space.
 * The maximum is small because libxml2 compares every attribute of a tag with
 * every other. */
enum { XML_MARKUP_MAX = 64 * 1024 };

/* The functions that the parser calls.  Each function returns 0, or sets ERR
 * and returns -1, which ends the parse.  A name is valid until xml_reset or
 * xml_free.  The text of one element may come in pieces. */
struct xml_handler {
	int (*begin)(void *ctx, const char *name, struct err *err);
	int (*text)(void *ctx, const char *text, size_t len, struct err *err);
	int (*end)(void *ctx, const char *name, struct err *err);
};

struct xml;

/* Makes a parser, which the caller frees with xml_free.  HANDLER and CTX must
 * outlive the parser. */
int xml_new(struct xml **out, const struct xml_handler *handler, void *ctx,
	    struct err *err);
void xml_free(struct xml *x);

/* Starts over with a new document. */
int xml_reset(struct xml *x, struct err *err);

/* Returns the URI of the root's namespace, cut to 63 bytes.  Returns "" if the
 * root has no namespace or has not arrived yet. */
const char *xml_namespace(const struct xml *x);

/* Returns how many bytes of memory the names and the URIs of namespaces
 * take. */
size_t xml_memory(const struct xml *x);

/* Parses the next chunk.  After a failure, further calls return the same
 * failure. */
int xml_feed(struct xml *x, const char *data, size_t len, struct err *err);

/* Ends the document.  Fails if the document is incomplete. */
int xml_finish(struct xml *x, struct err *err);

#endif
