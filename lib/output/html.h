/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Writes HTML, and SVG within it, so that no value can become markup.
 *
 * Names of elements and attributes, and styles, are constants of the program;
 * text and values come from anywhere and are escaped.  Bytes that are not UTF-8
 * and control characters become U+FFFD.  The buffer remembers a failure.
 */
#ifndef HTML_H
#define HTML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* Most elements that are open at once. */
enum { HTML_DEPTH = 32 };

/* Start as `{ .out = ... }`. */
struct html {
	struct buf *out;
	const char *open[HTML_DEPTH];
	size_t depth;
	bool in_tag;		/* the start tag is open for attributes */
};

/* Appends the DOCTYPE. */
void html_doctype(struct html *h);

/* html_open opens an element, html_open_class one with CLASS unless that is "",
 * and html_close closes the one opened last.  The others give the open element
 * an attribute, text or a style sheet. */
void html_open(struct html *h, const char *name);
void html_open_class(struct html *h, const char *name, const char *class);
void html_attribute(struct html *h, const char *name, const char *value);
void html_text(struct html *h, const char *text);
void html_style(struct html *h, const char *css);
void html_close(struct html *h);

/* Closes an element that has no end tag, such as <meta>. */
void html_close_void(struct html *h);

/* Writes an element with TEXT, and with CLASS unless that is "". */
void html_element(struct html *h, const char *name, const char *class,
		  const char *text);

#endif
