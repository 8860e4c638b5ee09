/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of notation: what messages call ARNs and web addresses. */
#include "cli/notation.h"

#include "check_main.h"

static const struct {
	const char *text, *want;	/* want: NULL if the text is neither */
} texts[] = {
	{ "arn:aws:ec2:us-east-1::image/ami-1", "an ARN" },
	{ "ARN:x", "an ARN" },
	{ "http://a/ami-1", "a web address" },
	{ "x://", "a web address" },
	{ "x arn:", NULL },
	{ "arn", NULL },
	{ "a:/b", NULL },
	{ "", NULL },
};

START_TEST(names)
{
	const char *got = notation_of(texts[_i].text);

	check_text(texts[_i].text, got ? got : "", texts[_i].want ?
		   texts[_i].want : "");
}
END_TEST

static const struct {
	const char *value;
	struct pasted_part part;
	const char *want;		/* the reason, or "" */
} around[] = {
	{ "arn:a/b", { 6, 7 }, "is an ARN" },
	{ " 'arn:a/b' ", { 8, 9 }, "is an ARN" },
	{ "http://a/b", { 9, 10 }, "is a web address" },
	{ "arn:a/b", { 0, 7 }, "" },
	{ "b", { 0, 1 }, "" },
	{ "b.", { 0, 1 }, "ends with '.'" },
};

START_TEST(reasons)
{
	struct pasted p = { 0 };

	pasted_read(&p, around[_i].value);
	notation_around(&p, around[_i].part, "ID");
	check_text(around[_i].value, buf_str(&p.why), around[_i].want);
	pasted_release(&p);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ names, ROWS(texts) },
		{ reasons, ROWS(around) },
	};

	return check_main("notation", cases, ROWS(cases));
}
