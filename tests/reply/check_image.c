/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of image: whether an image has the requested product code, and whether
 * a row names a snapshot that remains. */
#include "reply/image.h"

#include "check_holds.h"

#define CODE(code) "<item><productCode>" code "</productCode></item>"

static const struct {
	const char *codes;
	bool has;
} codes[] = {
	{ CODE("774F4FF8"), true }, { "", false }, { "<item/>", false },
	{ CODE("9B1C3D05"), false }, { CODE("774F4FF"), false },
	{ CODE("9B1C3D05") CODE("774F4FF8"), true },
};

START_TEST(has_code)
{
	static const char *const pairs[] = {
		"ImageId", "ami-1", "ProductCode.1", "774F4FF8", NULL
	};
	struct buf xml = { 0 };

	buf_printf(&xml, "<productCodes>%s</productCodes>", codes[_i].codes);
	ck_assert_msg(check_holds(image_has_code, pairs, buf_str(&xml)) ==
		      codes[_i].has, "%s", codes[_i].codes);
	buf_release(&xml);
}
END_TEST

static const struct {
	const char *type, *code;
	int count;		/* number of cells in the row */
	bool left;
} rows[] = {
	{ "SNAPSHOT", "success", 3, false },
	{ "SNAPSHOT", "skipped", 3, false },
	{ "SNAPSHOT", "client-error", 3, true },
	{ "SNAPSHOT", "", 3, true },
	{ "SNAPSHOT", "successful", 3, true },
	{ "SNAPSHOT", "client-error", 2, false },
	{ "IMAGE", "client-error", 3, false },
};

START_TEST(left_snapshot)
{
	const struct cell cells[] = {
		{ .text = rows[_i].type, .len = strlen(rows[_i].type) },
		{ .text = "snap-1", .len = 6 },
		{ .text = rows[_i].code, .len = strlen(rows[_i].code) },
	};

	ck_assert_msg(image_left_snapshot(cells, (size_t)rows[_i].count) ==
		      rows[_i].left, "%s %s", rows[_i].type, rows[_i].code);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ has_code, ROWS(codes) }, { left_snapshot, ROWS(rows) },
	};

	return check_main("image", cases, ROWS(cases));
}
