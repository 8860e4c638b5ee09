/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of cidr: CIDR blocks, and texts that are none. */
#include "base/cidr.h"

#include "check_main.h"

static const struct {
	const char *what, *text, *block;
	bool six;
} blocks[] = {
	{ "a block", "192.0.2.0/24", "192.0.2.0/24", false },
	{ "bits of the host", "10.255.2.3/9", "10.128.0.0/9", false },
	{ "all bits", "192.0.2.255/32", "192.0.2.255/32", false },
	{ "no bits", "255.255.255.255/0", "0.0.0.0/0", false },
	{ "IPv6", "2001:0DB8:0::1/32", "2001:db8::/32", true },
	{ "all bits of IPv6", "::ffff/128", "::ffff/128", true },
	{ "no bits of IPv6", "ffff::/0", "::/0", true },
	{ "the longest block",
	  "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255/128",
	  "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128", true },
	{ "an empty text", "", NULL, false },
	{ "an address without bits", "192.0.2.1", NULL, false },
	{ "bits without an address", "/0", NULL, false },
	{ "an empty number of bits", "192.0.2.1/", NULL, false },
	{ "33 bits", "192.0.2.1/33", NULL, false },
	{ "129 bits of IPv6", "::/129", NULL, false },
	{ "-1 bits", "192.0.2.1/-1", NULL, false },
	{ "three numbers", "192.0.2/24", NULL, false },
	{ "two slashes", "192.0.2.0/24/8", NULL, false },
	{ "IPv6 without ::", "2001:db8/32", NULL, false },
	{ "an address of 46 characters",
	  "0000:0000:0000:0000:0000:0000:255.255.255.2555/1", NULL, false },
};

START_TEST(parse)
{
	char out[CIDR_SIZE];
	bool six = !blocks[_i].six;

	ck_assert_msg(cidr_parse(blocks[_i].text, out, &six) ==
		      (blocks[_i].block != NULL), "%s", blocks[_i].what);
	if (!blocks[_i].block)
		return;
	check_text(blocks[_i].what, out, blocks[_i].block);
	ck_assert(six == blocks[_i].six);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ parse, ROWS(blocks) },
	};

	return check_main("cidr", cases, ROWS(cases));
}
