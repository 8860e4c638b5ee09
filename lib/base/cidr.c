/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/cidr.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

#include "base/num.h"

bool cidr_parse(const char *text, char out[CIDR_SIZE], bool *is_ipv6)
{
	const int family = strchr(text, ':') ? AF_INET6 : AF_INET;
	const long size = family == AF_INET6 ? 128 : 32;
	const size_t len = strcspn(text, "/");
	unsigned char address[sizeof(struct in6_addr)];
	struct err ignored;
	long bits;

	*is_ipv6 = family == AF_INET6;
	if (len >= INET6_ADDRSTRLEN || !text[len])
		return false;
	memcpy(out, text, len);
	out[len] = '\0';
	if (inet_pton(family, out, address) != 1 ||
	    num_parse(text + len + 1, 0, size, &bits, &ignored))
		return false;
	for (long bit = bits; bit < size; bit++)
		address[bit / 8] &= (unsigned char)~(0x80 >> bit % 8);
	(void)inet_ntop(family, address, out, INET6_ADDRSTRLEN);
	(void)snprintf(out + strlen(out), CIDR_SIZE - strlen(out), "/%ld",
		       bits);
	return true;
}
