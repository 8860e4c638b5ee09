/* SPDX-License-Identifier: BSD-2-Clause */
#include "message/markup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/xmlwriter.h>

#include "values/text.h"

#define NAMESPACE "http://ec2.amazonaws.com/doc/"
#define STS_NAMESPACE "https://sts.amazonaws.com/doc/2011-06-15/"

struct markup {
	xmlBufferPtr buffer;
	xmlTextWriterPtr writer;
	struct buf text;	/* text to write, without forbidden bytes */
	bool failed;
	bool full;		/* the document is too long */
};

int markup_new(struct markup **out, struct err *err)
{
	struct markup *r = calloc(1, sizeof(*r));

	if (!r)
		return err_memory(err);
	r->buffer = xmlBufferCreate();
	if (!r->buffer) {
		free(r);
		return err_memory(err);
	}
	/* By default, libxml2 enlarges a buffer only by the bytes that it adds,
	 * and may copy the whole buffer each time. */
	xmlBufferSetAllocationScheme(r->buffer, XML_BUFFER_ALLOC_DOUBLEIT);
	*out = r;
	return 0;
}

void markup_free(struct markup *r)
{
	if (!r)
		return;
	xmlFreeTextWriter(r->writer);
	xmlBufferFree(r->buffer);
	buf_release(&r->text);
	free(r);
}

/* Remembers a failure if RC, a result of libxml2's writer, is negative. */
static void note(struct markup *r, int rc)
{
	if (rc < 0)
		r->failed = true;
}

/* A writer remembers open elements, so each document needs a new writer. */
static void restart(struct markup *r)
{
	xmlFreeTextWriter(r->writer);
	xmlBufferEmpty(r->buffer);
	r->writer = xmlNewTextWriterMemory(r->buffer, 0);
	r->failed = !r->writer;
	r->full = false;
	/* Writes the XML declaration, which names the encoding. */
	if (!r->failed)
		note(r, xmlTextWriterStartDocument(r->writer, NULL, "UTF-8", NULL));
}

/* The size of a buffer for the name of an element or of a namespace. */
enum { NAME_MAX_BYTES = 96 };

static void open_response(struct markup *r, const char *action,
			  const char *space)
{
	char name[NAME_MAX_BYTES];

	restart(r);
	(void)snprintf(name, sizeof(name), "%sResponse", action);
	if (!r->failed)
		note(r, xmlTextWriterStartElementNS(r->writer, NULL,
				BAD_CAST name, BAD_CAST space));
}

void markup_start(struct markup *r, const char *action, const char *version,
		 const char *id)
{
	char space[NAME_MAX_BYTES];

	(void)snprintf(space, sizeof(space), NAMESPACE "%s/", version);
	open_response(r, action, space);
	markup_text(r, "requestId", id);
}

void markup_start_sts(struct markup *r, const char *action)
{
	char name[NAME_MAX_BYTES];

	open_response(r, action, STS_NAMESPACE);
	(void)snprintf(name, sizeof(name), "%sResult", action);
	markup_open(r, name);
}

void markup_finish_sts(struct markup *r, const char *id)
{
	markup_close(r);
	markup_open(r, "ResponseMetadata");
	markup_text(r, "RequestId", id);
	markup_close(r);
}

void markup_open(struct markup *r, const char *name)
{
	if (xmlBufferLength(r->buffer) > MARKUP_MAX - 2 * 1024 * 1024)
		r->failed = r->full = true;
	if (!r->failed)
		note(r, xmlTextWriterStartElement(r->writer, BAD_CAST name));
}

void markup_close(struct markup *r)
{
	if (!r->failed)
		note(r, xmlTextWriterEndElement(r->writer));
}

/* Appends TEXT.  Replaces DEL and forbidden bytes, which libxml2 keeps. */
static void clean(struct buf *out, const char *text)
{
	size_t len = strlen(text);

	while (len) {
		size_t n = text_character(text, len);

		if (n)
			buf_append(out, text, n);
		else
			buf_puts(out, "\xef\xbf\xbd");	/* U+FFFD */
		text += n ? n : 1;
		len -= n ? n : 1;
	}
}

static void write_string(struct markup *r, const char *text)
{
	buf_clear(&r->text);
	clean(&r->text, text);
	if (r->text.failed)
		r->failed = true;
	if (!r->failed && r->text.len)
		note(r, xmlTextWriterWriteString(r->writer,
					BAD_CAST buf_str(&r->text)));
}

void markup_text(struct markup *r, const char *name, const char *text)
{
	markup_open(r, name);
	write_string(r, text);
	markup_close(r);
}

int markup_finish(struct markup *r, struct buf *out, struct err *err)
{
	if (!r->failed)
		note(r, xmlTextWriterEndDocument(r->writer));
	if (!r->failed)
		note(r, xmlTextWriterFlush(r->writer));
	if (r->full)
		return err_limit(err, "reply: too long");
	if (r->failed)
		return err_memory(err);
	buf_append(out, xmlBufferContent(r->buffer),
		   (size_t)xmlBufferLength(r->buffer));
	return buf_check(out, "reply", err);
}

int markup_fault(struct markup *r, const struct fault *fault, const char *id,
		struct buf *out, struct err *err)
{
	restart(r);
	markup_open(r, "Response");
	markup_open(r, "Errors");
	markup_open(r, "Error");
	markup_text(r, "Code", fault_name(fault));
	markup_text(r, "Message", fault->message);
	markup_close(r);
	markup_close(r);
	markup_text(r, "RequestID", id);
	return markup_finish(r, out, err);
}
