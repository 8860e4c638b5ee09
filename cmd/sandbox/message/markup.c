/* SPDX-License-Identifier: BSD-2-Clause */
#include "message/markup.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/xmlwriter.h>

#include "values/text.h"

#define NAMESPACE "http://ec2.amazonaws.com/doc/"

struct markup {
	xmlBufferPtr buffer;
	xmlTextWriterPtr writer;
	struct buf text;	/* a value made fit for XML */
	bool failed;
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

/* The writer reports a failure as -1. */
static void note_result(struct markup *m, int rc)
{
	if (rc < 0)
		m->failed = true;
}

/* A writer keeps its open elements, so a new document needs a new one. */
static void begin_document(struct markup *m)
{
	xmlFreeTextWriter(m->writer);
	xmlBufferEmpty(m->buffer);
	m->writer = xmlNewTextWriterMemory(m->buffer, 0);
	m->failed = !m->writer;
}

/* The declaration sets the encoding; a page has none. */
static void restart_xml(struct markup *m)
{
	begin_document(m);
	if (m->failed)
		return;
	note_result(m, xmlTextWriterStartDocument(m->writer, NULL, "UTF-8",
						  NULL));
}

void markup_start(struct markup *m, const char *action, const char *version,
		 const char *id)
{
	struct buf name = {0}, space = {0};

	restart_xml(m);
	buf_printf(&name, "%sResponse", action);
	buf_printf(&space, NAMESPACE "%s/", version);
	if (name.failed || space.failed)
		m->failed = true;
	if (!m->failed)
		note_result(m, xmlTextWriterStartElementNS(m->writer, NULL,
			BAD_CAST buf_str(&name), BAD_CAST buf_str(&space)));
	markup_text(m, "requestId", id);
	buf_release(&name);
	buf_release(&space);
}

void markup_open(struct markup *m, const char *name)
{
	if (!m->failed)
		note_result(m, xmlTextWriterStartElement(m->writer,
							 BAD_CAST name));
}

void markup_close(struct markup *m)
{
	if (!m->failed)
		note_result(m, xmlTextWriterEndElement(m->writer));
}

/* Replaces what XML forbids, since libxml2's writer checks nothing. */
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

void markup_string(struct markup *m, const char *text)
{
	buf_clear(&m->text);
	append_clean(&m->text, text);
	if (m->text.failed)
		m->failed = true;
	if (!m->failed && m->text.len)
		note_result(m, xmlTextWriterWriteString(m->writer,
					BAD_CAST buf_str(&m->text)));
}

void markup_text(struct markup *m, const char *name, const char *text)
{
	markup_open(m, name);
	markup_string(m, text);
	markup_close(m);
}

void markup_start_html(struct markup *m)
{
	begin_document(m);
	if (!m->failed)
		note_result(m, xmlTextWriterWriteDTD(m->writer, BAD_CAST "html",
						     NULL, NULL, NULL));
	markup_open(m, "html");
}

void markup_attribute(struct markup *m, const char *name, const char *value)
{
	buf_clear(&m->text);
	append_clean(&m->text, value);
	if (m->text.failed)
		m->failed = true;
	if (!m->failed)
		note_result(m, xmlTextWriterWriteAttribute(
				       m->writer, BAD_CAST name,
				       BAD_CAST buf_str(&m->text)));
}

void markup_close_html(struct markup *m)
{
	if (!m->failed)
		note_result(m, xmlTextWriterFullEndElement(m->writer));
}

int markup_finish(struct markup *m, struct buf *out, struct err *err)
{
	if (!m->failed)
		note_result(m, xmlTextWriterEndDocument(m->writer));
	if (!m->failed)
		note_result(m, xmlTextWriterFlush(m->writer));
	if (m->failed)
		return err_memory(err);
	buf_append(out, xmlBufferContent(m->buffer),
		   (size_t)xmlBufferLength(m->buffer));
	return buf_check(out, "reply", err);
}

int markup_fault(struct markup *m, const struct fault *fault, const char *id,
		struct buf *out, struct err *err)
{
	restart_xml(m);
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
