/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * HTML, and SVG within it, where no value can become markup.
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

/* Start with `out`, the rest 0. */
struct html {
	struct buf *out;
	const char *open[HTML_DEPTH];
	size_t depth;
	bool in_tag;		/* attributes may follow */
};

/* Appends the DOCTYPE. */
void html_doctype(struct html *h);

/* Opens an element, gives it an attribute, text or a style sheet, and closes
 * the one that was opened last. */
void html_open(struct html *h, const char *name);
void html_attribute(struct html *h, const char *name, const char *value);
void html_text(struct html *h, const char *text);
void html_style(struct html *h, const char *css);
void html_close(struct html *h);

/* The same for an element that has no end tag, as <meta>. */
void html_close_void(struct html *h);

/* An element with text, and a class unless that is "". */
void html_element(struct html *h, const char *name, const char *class,
		  const char *text);

#endif
