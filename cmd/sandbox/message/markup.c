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
	struct markup *m = calloc(1, sizeof(*m));

	if (!m)
		return err_memory(err);
	m->buffer = xmlBufferCreate();
	if (!m->buffer) {
		free(m);
		return err_memory(err);
	}
	/* By default, libxml2 enlarges a buffer only by the bytes that it adds,
	 * and may copy the whole buffer each time. */
	xmlBufferSetAllocationScheme(m->buffer, XML_BUFFER_ALLOC_DOUBLEIT);
	*out = m;
	return 0;
}

void markup_free(struct markup *m)
{
	if (!m)
		return;
	xmlFreeTextWriter(m->writer);
	xmlBufferFree(m->buffer);
	buf_release(&m->text);
	free(m);
}

/* Remembers a failure if RC, a result of libxml2's writer, is negative. */
static void note(struct markup *m, int rc)
{
	if (rc < 0)
		m->failed = true;
}

/* A writer remembers open elements, so each document needs a new writer. */
static void restart(struct markup *m)
{
	xmlFreeTextWriter(m->writer);
	xmlBufferEmpty(m->buffer);
	m->writer = xmlNewTextWriterMemory(m->buffer, 0);
	m->failed = !m->writer;
	m->full = false;
	/* Writes the XML declaration, which names the encoding. */
	if (!m->failed)
		note(m, xmlTextWriterStartDocument(m->writer, NULL, "UTF-8", NULL));
}

/* The size of a buffer for the name of an element or of a namespace. */
enum { NAME_MAX_BYTES = 96 };

static void open_response(struct markup *m, const char *action,
			  const char *space)
{
	char name[NAME_MAX_BYTES];

	restart(m);
	(void)snprintf(name, sizeof(name), "%sResponse", action);
	if (!m->failed)
		note(m, xmlTextWriterStartElementNS(m->writer, NULL,
				BAD_CAST name, BAD_CAST space));
}

void markup_start(struct markup *m, const char *action, const char *version,
		 const char *id)
{
	char space[NAME_MAX_BYTES];

	(void)snprintf(space, sizeof(space), NAMESPACE "%s/", version);
	open_response(m, action, space);
	markup_text(m, "requestId", id);
}

void markup_start_sts(struct markup *m, const char *action)
{
	char name[NAME_MAX_BYTES];

	open_response(m, action, STS_NAMESPACE);
	(void)snprintf(name, sizeof(name), "%sResult", action);
	markup_open(m, name);
}

void markup_finish_sts(struct markup *m, const char *id)
{
	markup_close(m);
	markup_open(m, "ResponseMetadata");
	markup_text(m, "RequestId", id);
	markup_close(m);
}

void markup_open(struct markup *m, const char *name)
{
	if (xmlBufferLength(m->buffer) > MARKUP_MAX - 2 * 1024 * 1024)
		m->failed = m->full = true;
	if (!m->failed)
		note(m, xmlTextWriterStartElement(m->writer, BAD_CAST name));
}

void markup_close(struct markup *m)
{
	if (!m->failed)
		note(m, xmlTextWriterEndElement(m->writer));
}

/* Appends TEXT.  Replaces DEL and forbidden bytes, which libxml2 keeps. */
static void append_clean(struct buf *out, const char *text)
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

static void write_string(struct markup *m, const char *text)
{
	buf_clear(&m->text);
	append_clean(&m->text, text);
	if (m->text.failed)
		m->failed = true;
	if (!m->failed && m->text.len)
		note(m, xmlTextWriterWriteString(m->writer,
					BAD_CAST buf_str(&m->text)));
}

void markup_text(struct markup *m, const char *name, const char *text)
{
	markup_open(m, name);
	write_string(m, text);
	markup_close(m);
}

int markup_finish(struct markup *m, struct buf *out, struct err *err)
{
	if (!m->failed)
		note(m, xmlTextWriterEndDocument(m->writer));
	if (!m->failed)
		note(m, xmlTextWriterFlush(m->writer));
	if (m->full)
		return err_limit(err, "reply: too long");
	if (m->failed)
		return err_memory(err);
	buf_append(out, xmlBufferContent(m->buffer),
		   (size_t)xmlBufferLength(m->buffer));
	return buf_check(out, "reply", err);
}

int markup_fault(struct markup *m, const struct fault *fault, const char *id,
		struct buf *out, struct err *err)
{
	restart(m);
	markup_open(m, "Response");
	markup_open(m, "Errors");
	markup_open(m, "Error");
	markup_text(m, "Code", fault_name(fault));
	markup_text(m, "Message", fault->message);
	markup_close(m);
	markup_close(m);
	markup_text(m, "RequestID", id);
	return markup_finish(m, out, err);
}
