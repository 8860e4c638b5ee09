/* SPDX-License-Identifier: BSD-2-Clause */
/* Uses libxml2's SAX2 interface. */
#include "reply/xml.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/xmlerror.h>

/* We feed libxml2 at most this many bytes at a time.  Markup may exceed
 * XML_MARKUP_MAX by at most one piece. */
enum { PIECE = 16 * 1024 };

/* Between replies, we replace a parser that holds more than this many names, or
 * more than this many bytes of names.  A reply of EC2 has at most about 200
 * different names, which take about 70 bytes each. */
enum { NAMES_KEPT_MAX = 1000, NAMES_BYTES_KEPT_MAX = 64 * 1024 };

#if LIBXML_VERSION >= 21200
typedef const xmlError *reported_error;
#else
typedef xmlErrorPtr reported_error;
#endif

struct xml {
	xmlSAXHandler sax;
	xmlParserCtxtPtr parser;
	const struct xml_handler *handler;
	void *ctx;
	int depth;
	char space[64];		/* namespace of the root */
	size_t markup;		/* bytes since the last call of the handler */
	bool fed;		/* the parser has read something since the last
				 * reset */
	bool failed;
	struct err err;		/* the first failure */
};

/* Stops the parser.  Only the first failure counts: we ignore what the parser
 * reports while it stops. */
static void stop_parser(struct xml *x)
{
	x->failed = true;
	xmlStopParser(x->parser);
}

static void on_begin(void *ctx, const xmlChar *name, const xmlChar *prefix,
		     const xmlChar *uri, int namespace_count,
		     const xmlChar **namespaces, int attribute_count,
		     int defaulted_count, const xmlChar **attributes)
{
	struct xml *x = ctx;

	if (x->failed)
		return;
	x->markup = 0;
	if (++x->depth > XML_DEPTH_MAX) {
		err_limit(&x->err, "reply: XML nested deeper than %d elements",
			XML_DEPTH_MAX);
		stop_parser(x);
		return;
	}
	if (x->depth == 1)
		(void)snprintf(x->space, sizeof(x->space), "%s",
			       uri ? (const char *)uri : "");
	if (x->handler->begin(x->ctx, (const char *)name, &x->err))
		stop_parser(x);
}

static void on_end(void *ctx, const xmlChar *name, const xmlChar *prefix,
		   const xmlChar *uri)
{
	struct xml *x = ctx;

	if (x->failed)
		return;
	x->markup = 0;
	x->depth--;
	if (x->handler->end(x->ctx, (const char *)name, &x->err))
		stop_parser(x);
}

static void on_text(void *ctx, const xmlChar *text, int len)
{
	struct xml *x = ctx;

	if (x->failed)
		return;
	x->markup = 0;
	if (x->handler->text(x->ctx, (const char *)text, (size_t)len, &x->err))
		stop_parser(x);
}

/* libxml2 calls on_doctype after the name and the ids of the declaration,
 * before it parses the internal subset, which may define entities. */
static void on_doctype(void *ctx, const xmlChar *name, const xmlChar *id,
		       const xmlChar *uri)
{
	struct xml *x = ctx;

	if (x->failed)
		return;
	err_limit(&x->err, "reply: XML with a DOCTYPE, which is not "
		  "accepted");
	stop_parser(x);
}

/* Stops the parser at an error, and ignores warnings.  Removes the newline at
 * the end of libxml2's message. */
static void on_error(void *ctx, reported_error error)
{
	struct xml *x = ctx;

	if (x->failed || error->level < XML_ERR_ERROR)
		return;
	err_set(&x->err, "reply: broken XML in line %d: %s", error->line,
		error->message ? error->message : "unknown error");
	x->err.text[strcspn(x->err.text, "\n")] = '\0';
	stop_parser(x);
}

/* Ignores an error that libxml2 reports to its global handler, such as a byte
 * that is invalid in the document's encoding.  By default, libxml2 prints these
 * errors.  The parser reports the same failure to on_error. */
static void ignore_error(void *ctx, reported_error error)
{
}

static void ignore_message(void *ctx, const char *format, ...)
{
}

static int make_parser(struct xml *x)
{
	xmlParserCtxtPtr parser =
		xmlCreatePushParserCtxt(&x->sax, x, NULL, 0, NULL);

	if (!parser)
		return -1;
	(void)xmlCtxtUseOptions(parser, XML_PARSE_NONET);
	xmlFreeParserCtxt(x->parser);
	x->parser = parser;
	return 0;
}

const char *xml_namespace(const struct xml *x)
{
	return x->space;
}

size_t xml_memory(const struct xml *x)
{
	return xmlDictGetUsage(x->parser->dict);
}

/* Resets the parser, since making a new parser takes longer than reading a
 * short reply.  Makes a new parser if the old one has too many names, because a
 * reset keeps the names.  After a reset, we must make the parser look for a
 * byte order mark again. */
static int reuse_parser(struct xml *x)
{
	if (xmlDictSize(x->parser->dict) > NAMES_KEPT_MAX ||
	    xml_memory(x) > NAMES_BYTES_KEPT_MAX ||
	    xmlCtxtResetPush(x->parser, NULL, 0, NULL, NULL))
		return make_parser(x);
	x->parser->charset = XML_CHAR_ENCODING_NONE;
	return 0;
}

int xml_new(struct xml **out, const struct xml_handler *handler, void *ctx,
	    struct err *err)
{
	struct xml *x = calloc(1, sizeof(*x));

	if (!x)
		return err_memory(err);
	x->handler = handler;
	x->ctx = ctx;
	x->sax.initialized = XML_SAX2_MAGIC;
	x->sax.startElementNs = on_begin;
	x->sax.endElementNs = on_end;
	x->sax.characters = on_text;
	x->sax.cdataBlock = on_text;
	x->sax.internalSubset = on_doctype;
	x->sax.serror = on_error;
	xmlSetStructuredErrorFunc(NULL, ignore_error);
	xmlSetGenericErrorFunc(NULL, ignore_message);
	if (make_parser(x)) {
		free(x);
		return err_memory(err);
	}
	*out = x;
	return 0;
}

void xml_free(struct xml *x)
{
	if (!x)
		return;
	xmlFreeParserCtxt(x->parser);
	free(x);
}

int xml_reset(struct xml *x, struct err *err)
{
	if (x->fed && reuse_parser(x))
		return err_memory(err);
	x->fed = x->failed = false;
	x->depth = 0;
	x->space[0] = '\0';
	x->markup = 0;
	return 0;
}

/* Parses one piece.  libxml2 keeps the start of an event, such as half a tag,
 * and reads it again together with the next piece.  libxml2 reports most
 * failures to on_error.  When memory runs out, sometimes only the return value
 * of xmlParseChunk reports the failure. */
static void parse_piece(struct xml *x, const char *data, int len, int last)
{
	int code;

	x->markup += (size_t)len;
	code = xmlParseChunk(x->parser, data, len, last);
	if (code && !x->failed) {
		err_set(&x->err, "reply: broken XML (error %d)", code);
		x->failed = true;
	}
	if (x->failed)
		return;
	if (x->markup > XML_MARKUP_MAX) {
		err_limit(&x->err, "reply: XML with markup or white "
			  "space longer than %d KiB", XML_MARKUP_MAX / 1024);
		stop_parser(x);
	} else if (xmlDictSize(x->parser->dict) > XML_NAMES_MAX) {
		err_limit(&x->err, "reply: XML with more than %d different "
			  "names", XML_NAMES_MAX);
		stop_parser(x);
	} else if (xml_memory(x) > XML_NAMES_BYTES_MAX) {
		err_limit(&x->err, "reply: XML with more than %d KiB of "
			  "names", XML_NAMES_BYTES_MAX / 1024);
		stop_parser(x);
	}
}

static int parse_chunk(struct xml *x, const char *data, size_t len, int last,
		       struct err *err)
{
	x->fed = true;
	while (!x->failed && (len || last)) {
		int n = len > PIECE ? PIECE : (int)len;

		parse_piece(x, data, n, last && (size_t)n == len);
		data += n;
		len -= (size_t)n;
		if (!len)
			break;
	}
	if (!x->failed)
		return 0;
	*err = x->err;
	return -1;
}

int xml_feed(struct xml *x, const char *data, size_t len, struct err *err)
{
	return parse_chunk(x, data, len, 0, err);
}

int xml_finish(struct xml *x, struct err *err)
{
	return parse_chunk(x, "", 0, 1, err);
}
