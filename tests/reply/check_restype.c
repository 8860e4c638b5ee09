/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of restype: the resource type for an id's prefix. */
#include "reply/restype.h"

#include "check_main.h"

static const struct {
	const char *id, *type;
} ids[] = {
	{ "ami-1a2b3c4d", "image" }, { "aki-1", "image" },
	{ "ari-1", "image" }, { "eki-1", "image" }, { "emi-1", "image" },
	{ "eri-1", "image" }, { "i-1a2b3c4d", "instance" },
	{ "vol-1", "volume" }, { "snap-1", "snapshot" },
	{ "sg-1", "security-group" }, { "vpc-1", "vpc" },
	{ "subnet-1", "subnet" }, { "eni-1", "network-interface" },
	{ "igw-1", "internet-gateway" }, { "rtb-1", "route-table" },
	{ "acl-1", "network-acl" }, { "cgw-1", "customer-gateway" },
	{ "vgw-1", "vpn-gateway" }, { "vpn-1", "vpn-connection" },
	{ "dopt-1", "dhcp-options" }, { "sir-1", "spot-instances-request" },
	{ "pcx-1", "vpc-peering-connection" }, { "eipalloc-1", "elastic-ip" },
	{ "nat-1", "natgateway" }, { "lt-1", "launch-template" },
	{ "key-1", "key-pair" }, { "pg-1", "placement-group" },
	{ "i-", "instance" }, { "i", NULL }, { "ami", NULL }, { "", NULL },
	{ "-1", NULL }, { "in-1", NULL }, { "AMI-1", NULL },
	{ "amis-1", NULL }, { "xyz-1a2b3c4d", NULL },
};

START_TEST(types)
{
	const char *type = restype_of(ids[_i].id);

	check_text(ids[_i].id, type ? type : "",
		   ids[_i].type ? ids[_i].type : "");
}
END_TEST

int main(void)
{
	const struct check_case cases[] = { { types, ROWS(ids) } };

	return check_main("restype", cases, ROWS(cases));
}
