/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Which proxy a request goes through.
 *
 * This is decided here and not by libcurl, whose versions read no_proxy
 * differently, and which does not say which proxy it took.
 */
#ifndef PROXY_H
#define PROXY_H

#include <stdbool.h>

#include "base/buf.h"
#include "http/url.h"

/* As the environment has them; NULL or "" for none. */
struct proxy_settings {
	const char *https, *http;	/* for URLs of each scheme */
	const char *except;		/* hosts that are called directly */
};

/* The proxy for URL, or "" for none. */
const char *proxy_for(const struct proxy_settings *proxy,
		      const struct url *url);

/* Whether LIST, names with commas or blanks between them, has the host NAME at
 * PORT: "*", a name, which stands for all names below it too, with or without
 * a dot before it, an address, a network ("10.0.0.0/8"); any but a network may
 * end with a port. */
bool proxy_is_except(const char *list, const char *name, const char *port);

/* Appends PROXY without a user and password. */
void proxy_name(struct buf *out, const char *proxy);

#endif
