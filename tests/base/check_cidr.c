/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of cidr: CIDR blocks, and texts that are not CIDR blocks. */
#include "base/cidr.h"

#include "check_main.h"

static const struct {
	const char *what, *text, *block;
	bool six;
} blocks[] = {
	{ "an IPv4 block", "192.0.2.0/24", "192.0.2.0/24", false },
	{ "bits of the host become zero", "10.255.2.3/9", "10.128.0.0/9",
	  false },
	{ "a prefix length of 32", "192.0.2.255/32", "192.0.2.255/32", false },
	{ "a prefix length of 0", "255.255.255.255/0", "0.0.0.0/0", false },
	{ "an IPv6 block", "2001:0DB8:0::1/32", "2001:db8::/32", true },
	{ "an IPv6 prefix length of 128", "::ffff/128", "::ffff/128", true },
	{ "an IPv6 prefix length of 0", "ffff::/0", "::/0", true },
	{ "the longest text of a block",
	  "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255/128",
	  "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128", true },
	{ "an empty text", "", NULL, false },
	{ "an address without a prefix length", "192.0.2.1", NULL, false },
	{ "a prefix length without an address", "/0", NULL, false },
	{ "an empty prefix length", "192.0.2.1/", NULL, false },
	{ "a prefix length of 33", "192.0.2.1/33", NULL, false },
	{ "an IPv6 prefix length of 129", "::/129", NULL, false },
	{ "a prefix length of -1", "192.0.2.1/-1", NULL, false },
	{ "an address of three numbers", "192.0.2/24", NULL, false },
	{ "two slashes", "192.0.2.0/24/8", NULL, false },
	{ "an IPv6 address of two groups", "2001:db8/32", NULL, false },
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
