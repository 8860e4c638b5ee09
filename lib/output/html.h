/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Writes HTML with embedded SVG.  A value cannot become markup.
 *
 * The style sheet and the names of elements and attributes are constants of the
 * program.  Text and attribute values are untrusted, so these functions escape
 * both.  The functions also replace invalid UTF-8 and most characters that HTML
 * forbids by U+FFFD.  The caller calls buf_check on the buffer to detect a
 * failure.
 */
#ifndef HTML_H
#define HTML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* The maximum depth of nested elements.  Opening a deeper element marks the
 * buffer as failed. */
enum { HTML_DEPTH = 32 };

/* Initialize this struct with `{ .out = ... }`. */
struct html {
	struct buf *out;
	const char *open[HTML_DEPTH];	/* names of the open elements, the
					 * innermost last */
	size_t depth;
	bool in_tag;		/* the current start tag still accepts
				 * attributes */
};

/* Appends the DOCTYPE. */
void html_doctype(struct html *h);

/* html_open opens an element.  html_open_class also adds a class attribute
 * unless CLASS is "".  html_close closes the innermost open element.
 * html_attribute, html_text and html_style add an attribute, text or a <style>
 * element to the innermost open element.  Call html_attribute before the
 * element has content. */
void html_open(struct html *h, const char *name);
void html_open_class(struct html *h, const char *name, const char *class);
void html_attribute(struct html *h, const char *name, const char *value);
void html_text(struct html *h, const char *text);
void html_style(struct html *h, const char *css);
void html_close(struct html *h);

/* Closes the innermost open element without an end tag, for example <meta>. */
void html_close_void(struct html *h);

/* Writes a complete element that contains TEXT.  Adds a class attribute unless
 * CLASS is "". */
void html_element(struct html *h, const char *name, const char *class,
		  const char *text);

#endif
