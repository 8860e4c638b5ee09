/* SPDX-License-Identifier: BSD-2-Clause */
/* The HTML page of an audit, for screens and paper. */
#ifndef HTMLPAGE_H
#define HTMLPAGE_H

#include "audit.h"
#include "output/html.h"

/* Appends the page to OUT. */
int htmlpage_write(struct audit *a, struct buf *out, struct err *err);

/* Writes a table cell.  Wraps TEXT in a <bdi> element, because TEXT may be in a
 * right-to-left script. */
void htmlpage_cell(struct html *h, const char *class, const char *text);

#endif
