/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of filtername: which filter a mistyped name means. */
#include "request/filtername.h"

#include "check_main.h"

static const struct {
	const char *action, *name;
	const char *meant;	/* the filter, or "" */
} names[] = {
	{ "DescribeImages", "product-code", "" },
	{ "DescribeImages", "product_code", "product-code" },
	{ "DescribeImages", "productcode", "product-code" },
	{ "DescribeImages", "product-code-type", "product-code.type" },
	{ "DescribeImages", "nmae", "name" },
	{ "DescribeImages", "architecture", "" },
	{ "DescribeImages", "name", "" },
	{ "DescribeImages", "desc", "description" },
	{ "DescribeImages", "des", "" },
	{ "DescribeImages", "virtualization-typ", "virtualization-type" },
	{ "DescribeImages", "something-else", "" },
	{ "DescribeImages", "", "" },
	{ "DescribeInstances", "instance-state", "instance-state-name" },
	{ "DescribeInstances", "instance-state-nam", "instance-state-name" },
	{ "DescribeInstances",
	  "network-interface.addresses.private-ip-adress",
	  "network-interface.addresses.private-ip-address" },
	/* Several filters have similar names, and one is the most similar. */
	{ "DescribeSnapshots", "stats", "status" },
	{ "DescribeAvailabilityZones", "stats", "state" },
	{ "DescribeVolumes", "szie", "size" },
	{ "DescribeTags", "resource-typ", "resource-type" },
	{ "DescribeTags", "key", "" },
	{ "DescribeRegions", "endpiont", "endpoint" },
	{ "DescribeAddresses", "public-op", "public-ip" },
	{ "DescribeKeyPairs", "keyname", "key-name" },
	{ "DescribeSecurityGroups", "groupname", "group-name" },
	{ "DescribeInstanceStatus", "event.cod", "event.code" },
	{ "RunInstances", "nmae", "" },
	{ "", "nmae", "" },
};

START_TEST(meant)
{
	struct buf out = { 0 };

	filtername_meant(&out, names[_i].action, names[_i].name);
	check_text(names[_i].name, buf_str(&out), names[_i].meant);
	buf_release(&out);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ meant, ROWS(names) },
	};

	return check_main("filtername", cases, ROWS(cases));
}
