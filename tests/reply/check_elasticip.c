/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of elasticip: whether an address is free. */
#include "reply/elasticip.h"

#include "check_holds.h"

static const struct {
	const char *fields;
	bool is_free;
} addresses[] = {
	{ "", true },
	{ "<associationId/>", true },
	{ "<associationId>eipassoc-1</associationId>", false },
	{ "<instanceId>i-1a2b3c4d</instanceId>", false },
	{ "<instanceId>None (project)</instanceId>", true },
	{ "<instanceId/><associationId>eipassoc-1</associationId>", false },
};

START_TEST(is_free)
{
	static const char *const pairs[] = { NULL };
	struct buf xml = { 0 };

	buf_printf(&xml, "<addressesSet><item>%s</item></addressesSet>",
		   addresses[_i].fields);
	ck_assert_msg(check_holds(elasticip_is_free, pairs, buf_str(&xml)) ==
		      addresses[_i].is_free, "%s", addresses[_i].fields);
	buf_release(&xml);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = { { is_free, ROWS(addresses) } };

	return check_main("elasticip", cases, ROWS(cases));
}
