/* SPDX-License-Identifier: BSD-2-Clause */
/* Listens on an address, and recognizes loopback addresses. */
#ifndef ADDRESS_H
#define ADDRESS_H

#include <stdbool.h>

#include "base/err.h"

/* A listening socket, and how a client on this machine reaches it. */
struct address {
	int fd;
	bool is_ipv6;
	char authority[80];	/* HOST:PORT, such as "[::1]:8773" */
};

/* Listens on TEXT, in the form ADDRESS:PORT.  ADDRESS is an IPv4 address, an
 * IPv6 address in brackets, or `localhost`.  If PORT is 0, the system chooses a
 * free port.  Unless ANYWHERE is set, ADDRESS must be a loopback address.  The
 * caller closes OUT->fd. */
int address_listen(struct address *out, const char *text, bool anywhere,
		   struct err *err);

/* Returns whether HOST, the value of a request's Host header, names a loopback
 * address: localhost, 127.0.0.0/8 or [::1], with or without a port. */
bool address_is_loopback(const char *host);

#endif
