/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Why a request was refused, from a reply that is not in EC2's form.
 *
 * Such a page comes from a proxy, a load balancer, a web server, or a cloud
 * with errors of its own: plain text, HTML, JSON, or another XML.  One line of
 * it is for people.
 */
#ifndef REASON_H
#define REASON_H

#include <stddef.h>

#include "base/buf.h"

/* The longest reason in bytes, without the "..." of one that is cut. */
enum { REASON_MAX = 300 };

/* Appends the first readable line of a PAGE of LEN bytes that came with HTTP
 * STATUS, its white space made single blanks: the message of XML and JSON,
 * with the error's code before it if there is one; of HTML and plain text the
 * first line that says more than the status does, or else that one.  Appends
 * nothing when there is no such line. */
void reason_find(struct buf *out, const char *page, size_t len, long status);

#endif
