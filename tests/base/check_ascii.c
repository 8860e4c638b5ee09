/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of ascii: which characters are letters and digits, and their case. */
#include "base/ascii.h"

#include <string.h>

#include "check_main.h"

static const char small[] = "abcdefghijklmnopqrstuvwxyz";
static const char capital[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/* Compares the ascii_is_ functions with strings of all characters for which
 * they must return true. */
START_TEST(kinds)
{
	for (int i = 1; i < 256; i++) {
		char c = (char)i;
		bool lower = strchr(small, c), upper = strchr(capital, c);

		ck_assert_int_eq(ascii_is_lower(c), lower);
		ck_assert_int_eq(ascii_is_upper(c), upper);
		ck_assert_int_eq(ascii_is_letter(c), lower || upper);
		ck_assert_int_eq(ascii_is_digit(c),
				 strchr(ASCII_DIGITS, c) != NULL);
		ck_assert_int_eq(ascii_is_hex(c), strchr(ASCII_HEX, c) != NULL);
		if (!lower)
			ck_assert_int_eq(ascii_upper(c), c);
		if (!upper)
			ck_assert_int_eq(ascii_lower(c), c);
	}
	ck_assert(!ascii_is_letter('\0') && !ascii_is_hex('\0'));
}
END_TEST

START_TEST(conversion)
{
	for (size_t i = 0; small[i]; i++) {
		ck_assert_int_eq(ascii_upper(small[i]), capital[i]);
		ck_assert_int_eq(ascii_lower(capital[i]), small[i]);
	}
}
END_TEST

int main(void)
{
	const struct check_case tests[] = { { kinds, 1 }, { conversion, 1 } };

	return check_main("ascii", tests, ROWS(tests));
}
