/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of html: escapes, nested elements, and the limit of their depth. */
#include "check_main.h"

#include "output/html.h"

START_TEST(escapes)
{
	struct buf out = { 0 };
	struct html h = { .out = &out };

	html_doctype(&h);
	html_open(&h, "p");
	html_attribute(&h, "title", "\"><script>'&");
	html_text(&h, "<b>&amp;\n\t \xc2\xa0\x01\x7f\xff\xc2\x85\xed\xa0\x80");
	html_element(&h, "i", "", "\xe2\x80\xae\xc3\xa9");
	html_close(&h);
	ck_assert_str_eq(buf_str(&out),
		"<!DOCTYPE html>\n<p title=\"&quot;&gt;&lt;script&gt;&#39;"
		"&amp;\">&lt;b&gt;&amp;amp;\n\t \xc2\xa0"
		"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"
		"\xef\xbf\xbd<i>\xe2\x80\xae\xc3\xa9</i></p>");
	ck_assert(!out.failed);
	buf_release(&out);
}
END_TEST

START_TEST(nests)
{
	struct buf out = { 0 };
	struct html h = { .out = &out };

	html_open(&h, "head");
	html_open(&h, "meta");
	html_attribute(&h, "charset", "utf-8");
	html_close_void(&h);
	html_style(&h, "a>b{}");
	html_close(&h);
	html_element(&h, "td", "id", "");
	ck_assert_str_eq(buf_str(&out), "<head><meta charset=\"utf-8\">"
			 "<style>a>b{}</style></head><td class=\"id\"></td>");
	buf_release(&out);
}
END_TEST

START_TEST(too_deep)
{
	struct buf out = { 0 };
	struct html h = { .out = &out };

	for (int i = 0; i < HTML_DEPTH; i++)
		html_open(&h, "p");
	ck_assert(!out.failed);
	html_open(&h, "p");
	ck_assert(out.failed);
	buf_release(&out);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ escapes, 1 },
		{ nests, 1 },
		{ too_deep, 1 },
	};

	return check_main("html", cases, ROWS(cases));
}
