/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Finds the proxy for a URL in the environment.
 *
 * https_proxy or http_proxy, by the URL's scheme, names the proxy; no_proxy
 * names the hosts that need none.  A variable in upper case counts if the one
 * in lower case is unset.  We ignore HTTP_PROXY when REQUEST_METHOD is set: in
 * a CGI program, the variable comes from a header that the visitor sent.  We do
 * not read ALL_PROXY; nor does botocore.  We do not leave this to libcurl,
 * since its versions read no_proxy in different ways.
 */
#ifndef PROXY_H
#define PROXY_H

#include <stdbool.h>

#include "base/buf.h"
#include "http/url.h"

/* The proxy for URL that the environment names; "" for a direct connection. */
const char *proxy_for(const struct url *url);

/* Whether LIST, in the form of no_proxy, names URL's host.  Commas or white
 * space separate its elements.  An element is `*`, a host's name or the end of
 * one (with or without a dot before it), an address, or a network such as
 * 10.0.0.0/8.  An element that ends in `:PORT` counts for that port only.  IPv6
 * addresses may be in brackets. */
bool proxy_is_bypassed(const struct url *url, const char *list);

/* Appends PROXY without its user and password. */
void proxy_name(struct buf *out, const char *proxy);

/* Appends TEXT, which may quote PROXY and may be cut, without the user and
 * password of PROXY. */
void proxy_hide(struct buf *out, const char *proxy, const char *text);

#endif
