/* SPDX-License-Identifier: BSD-2-Clause */
/* Parses CIDR blocks, such as 192.0.2.0/24 (RFC 4632) and 2001:db8::/32. */
#ifndef CIDR_H
#define CIDR_H

#include <stdbool.h>

/* The size of the longest block: an IPv6 address, "/128" and a NUL. */
enum { CIDR_SIZE = 50 };

/* Writes the block TEXT to OUT as EC2 stores it: the address bits after the
 * prefix are 0, and IPv6 addresses have the form of RFC 5952.  Returns false if
 * TEXT is not ADDRESS/PREFIX_LENGTH; OUT and *IS_IPV6 then have no meaning. */
bool cidr_parse(const char *text, char out[CIDR_SIZE], bool *is_ipv6);

#endif
