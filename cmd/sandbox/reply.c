/* SPDX-License-Identifier: BSD-2-Clause */
/* The XML of an answer, by libxml2's writer. */
#include "reply.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/xmlwriter.h>

#include "codec.h"
#include "digest.h"
#include "utf8.h"

#define NAMESPACE "http://ec2.amazonaws.com/doc/"

struct reply {
	xmlBufferPtr buffer;
	xmlTextWriterPtr writer;
	struct buf text;	/* a value made fit for XML */
	bool failed;
};

int reply_id(char id[REPLY_ID_SIZE], struct err *err)
{
	/* Digits of each group of RFC 4122's text form. */
	static const size_t groups[] = { 8, 4, 4, 4, 12 };
	unsigned char random[16];
	char hex[2 * sizeof(random) + 1];
	const char *from = hex;

	if (digest_random(random, sizeof(random), err))
		return -1;
	random[6] = (random[6] & 0x0f) | 0x40;	/* version 4 */
	random[8] = (random[8] & 0x3f) | 0x80;
	codec_hex(random, sizeof(random), hex);
	for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++) {
		memcpy(id, from, groups[i]);
		from += groups[i];
		id += groups[i];
		*id++ = '-';
	}
	id[-1] = '\0';
	return 0;
}

int reply_new(struct reply **out, struct err *err)
{
	struct reply *r = calloc(1, sizeof(*r));

	if (!r)
		return err_memory(err);
	r->buffer = xmlBufferCreate();
	if (!r->buffer) {
		free(r);
		return err_memory(err);
	}
	*out = r;
	return 0;
}

void reply_free(struct reply *r)
{
	if (!r)
		return;
	xmlFreeTextWriter(r->writer);
	xmlBufferFree(r->buffer);
	buf_release(&r->text);
	free(r);
}

/* The writer reports a failure as -1. */
static void note(struct reply *r, int rc)
{
	if (rc < 0)
		r->failed = true;
}

/* A writer keeps its open elements, so a new document needs a new one. */
static void restart(struct reply *r)
{
	xmlFreeTextWriter(r->writer);
	xmlBufferEmpty(r->buffer);
	r->writer = xmlNewTextWriterMemory(r->buffer, 0);
	r->failed = !r->writer;
	if (r->failed)
		return;
	note(r, xmlTextWriterStartDocument(r->writer, NULL, "UTF-8", NULL));
}

void reply_start(struct reply *r, const char *action, const char *version,
		 const char *id)
{
	struct buf name = {0}, space = {0};

	restart(r);
	buf_printf(&name, "%sResponse", action);
	buf_printf(&space, NAMESPACE "%s/", version);
	if (name.failed || space.failed)
		r->failed = true;
	if (!r->failed)
		note(r, xmlTextWriterStartElementNS(r->writer, NULL,
			BAD_CAST buf_str(&name), BAD_CAST buf_str(&space)));
	reply_text(r, "requestId", id);
	buf_release(&name);
	buf_release(&space);
}

void reply_open(struct reply *r, const char *name)
{
	if (!r->failed)
		note(r, xmlTextWriterStartElement(r->writer, BAD_CAST name));
}

void reply_close(struct reply *r)
{
	if (!r->failed)
		note(r, xmlTextWriterEndElement(r->writer));
}

size_t reply_character(const char *text, size_t len)
{
	unsigned long code = 0;
	size_t n = utf8_sequence(text, len, &code);

	if (!n || code == 0x7f || code == 0xfffe || code == 0xffff)
		return 0;
	if (code < 0x20 && code != '\t' && code != '\n' && code != '\r')
		return 0;
	return n;
}

/* libxml2 checks nothing it is given to write. */
static void clean(struct buf *out, const char *text)
{
	size_t len = strlen(text);

	while (len) {
		size_t n = reply_character(text, len);

		if (n)
			buf_append(out, text, n);
		else
			buf_puts(out, "\xef\xbf\xbd");	/* U+FFFD */
		text += n ? n : 1;
		len -= n ? n : 1;
	}
}

void reply_text(struct reply *r, const char *name, const char *text)
{
	reply_open(r, name);
	buf_clear(&r->text);
	clean(&r->text, text);
	if (r->text.failed)
		r->failed = true;
	if (!r->failed && r->text.len)
		note(r, xmlTextWriterWriteString(r->writer,
					BAD_CAST buf_str(&r->text)));
	reply_close(r);
}

int reply_finish(struct reply *r, struct buf *out, struct err *err)
{
	if (!r->failed)
		note(r, xmlTextWriterEndDocument(r->writer));
	if (!r->failed)
		note(r, xmlTextWriterFlush(r->writer));
	if (r->failed)
		return err_memory(err);
	buf_append(out, xmlBufferContent(r->buffer),
		   (size_t)xmlBufferLength(r->buffer));
	return buf_check(out, "reply", err);
}

int reply_fault(struct reply *r, const struct fault *fault, const char *id,
		struct buf *out, struct err *err)
{
	restart(r);
	reply_open(r, "Response");
	reply_open(r, "Errors");
	reply_open(r, "Error");
	reply_text(r, "Code", fault_name(fault));
	reply_text(r, "Message", fault->message);
	reply_close(r);
	reply_close(r);
	reply_text(r, "RequestID", id);
	return reply_finish(r, out, err);
}
