/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Finds out why a request was refused from a reply that is not in EC2's form.
 *
 * Such a page comes from a proxy, a load balancer, a web server, or a cloud
 * with errors of its own: plain text, HTML, JSON, or another XML.  We show one
 * line of it.
 */
#ifndef REASON_H
#define REASON_H

#include <stddef.h>

#include "base/buf.h"

/* The longest reason in bytes, without the "..." of one that is cut. */
enum { REASON_MAX = 300 };

/* Appends the reason in a PAGE of LEN bytes that came with HTTP STATUS, with
 * single blanks for white space.  In XML and JSON it is the message, after the
 * error's code if there is one.  In HTML and plain text it is the first line
 * that says more than the status, or else the first line that repeats it.
 * Appends nothing if there is no readable line. */
void reason_find(struct buf *out, const char *page, size_t len, long status);

#endif
