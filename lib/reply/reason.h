/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Finds the reason for an error in a reply that is not in EC2's format.
 *
 * Proxies, load balancers, web servers and some clouds send pages of their own
 * as plain text, HTML, JSON or another kind of XML.
 */
#ifndef REASON_H
#define REASON_H

#include <stddef.h>

#include "base/buf.h"

/* The maximum length of a reason in bytes, without the "..." that we add to a
 * shortened reason. */
enum { REASON_MAX = 300 };

/* Appends the reason from a PAGE of LEN bytes with the HTTP status STATUS.
 * Replaces each run of white space with one blank.  In XML and JSON the reason
 * consists of the error's code and message.  If the page has only one of them,
 * the reason is that one.  In HTML and plain text the reason is the first line
 * that says more than the status, or else the first readable line.  If that
 * line ends in a colon, the reason includes the next line.  Appends nothing if
 * the page has no reason. */
void reason_find(struct buf *out, const char *page, size_t len, long status);

#endif
