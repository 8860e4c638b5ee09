/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Finds the proxy for a URL in the environment.
 *
 * Depending on the URL's scheme, https_proxy or http_proxy contains the proxy.
 * no_proxy lists hosts that do not use a proxy.  The upper-case form of a
 * variable applies if the lower-case form is unset.  HTTP_PROXY is ignored if
 * REQUEST_METHOD is set, because in a CGI program HTTP_PROXY may contain a
 * header that the visitor sent.  ALL_PROXY is ignored, as in botocore.
 *
 * We do not let libcurl read these variables, because its versions interpret
 * no_proxy differently.
 */
#ifndef PROXY_H
#define PROXY_H

#include <stdbool.h>

#include "base/buf.h"
#include "http/url.h"

/* Returns the URL of the proxy for URL from the environment, or "" for a direct
 * connection. */
const char *proxy_for(const struct url *url);

/* Returns whether LIST, in the format of no_proxy, includes URL's host.  Commas
 * or white space separate the elements of LIST.  An element is `*`, a host
 * name, a domain (with or without a leading dot), an address, or a network such
 * as 10.0.0.0/8.  An element that ends in `:PORT` applies only to that port.
 * IPv6 addresses may be in brackets. */
bool proxy_is_bypassed(const struct url *url, const char *list);

/* Returns false if the user or the password in the URL PROXY has an encoded
 * control character such as %0A.  libcurl would then ignore the proxy and
 * connect directly. */
bool proxy_is_usable(const char *proxy);

/* Appends the URL PROXY without the user and the password. */
void proxy_name(struct buf *out, const char *proxy);

/* Appends TEXT without the user and the password of PROXY.  TEXT is a message
 * that may quote PROXY and may be truncated. */
void proxy_hide(struct buf *out, const char *proxy, const char *text);

#endif
