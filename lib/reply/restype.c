/* SPDX-License-Identifier: BSD-2-Clause */
#include "reply/restype.h"

#include <stddef.h>
#include <string.h>

/* The types have the same names as in DescribeTags. */
static const struct {
	const char *prefix, *type;
} known[] = {
	{ "acl",      "network-acl" },
	{ "aki",      "image" },
	{ "ami",      "image" },
	{ "ari",      "image" },
	{ "cgw",      "customer-gateway" },
	{ "dopt",     "dhcp-options" },
	{ "eipalloc", "elastic-ip" },
	{ "eki",      "image" },
	{ "emi",      "image" },
	{ "eni",      "network-interface" },
	{ "eri",      "image" },
	{ "i",        "instance" },
	{ "igw",      "internet-gateway" },
	{ "key",      "key-pair" },
	{ "lt",       "launch-template" },
	{ "nat",      "natgateway" },
	{ "pcx",      "vpc-peering-connection" },
	{ "pg",       "placement-group" },
	{ "rtb",      "route-table" },
	{ "sg",       "security-group" },
	{ "sir",      "spot-instances-request" },
	{ "snap",     "snapshot" },
	{ "subnet",   "subnet" },
	{ "vgw",      "vpn-gateway" },
	{ "vol",      "volume" },
	{ "vpc",      "vpc" },
	{ "vpn",      "vpn-connection" },
};

const char *restype_of(const char *id)
{
	size_t len = strcspn(id, "-");

	if (!id[len])
		return NULL;
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (strlen(known[i].prefix) == len &&
		    memcmp(known[i].prefix, id, len) == 0)
			return known[i].type;
	return NULL;
}
