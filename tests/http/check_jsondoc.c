/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of jsondoc: members by path, and texts that are not JSON objects. */
#include "http/jsondoc.h"

#include "check_main.h"

static const struct {
	const char *text, *path, *string;	/* string: NULL if the member is
						 * not a string */
	long long integer;			/* 0 if the member is not an
						 * integer */
} members[] = {
	{ "{}", "a", NULL, 0 },
	{ "{\"a\":\"b\"}", "a", "b", 0 },
	{ "{\"a\":\"\"}", "a", "", 0 },
	{ "{\"a\":1}", "a", NULL, 1 },
	{ "{\"a\":1.0}", "a", NULL, 1 },
	{ "{\"a\":1.5}", "a", NULL, 0 },
	{ "{\"a\":1e300}", "a", NULL, 0 },
	{ "{\"a\":9007199254740991.0}", "a", NULL, 9007199254740991 },
	{ "{\"a\":9007199254740992.0}", "a", NULL, 0 },
	{ "{\"a\":null}", "a", NULL, 0 },
	{ "{\"a\":true}", "a", NULL, 0 },
	{ "{\"a\":{\"b\":\"c\"}}", "a.b", "c", 0 },
	{ "{\"a\":{\"b\":\"c\"}}", "a", NULL, 0 },
	{ "{\"a\":\"b\"}", "a.b", NULL, 0 },
	{ "{\"a\":[\"b\"]}", "a.0", NULL, 0 },
	{ "{\"a\":1795299084000}", "a", NULL, 1795299084000 },
	{ " {\"a\" : \"\\u00e9\\n\"} \n", "a", "\xc3\xa9\n", 0 },
};

START_TEST(member)
{
	struct jsondoc *doc = NULL;
	struct err err = { 0 };
	long long got = 0;
	const char *string;

	ck_assert_msg(jsondoc_parse(&doc, members[_i].text,
				    strlen(members[_i].text), &err) == 0,
		      "%s: %s", members[_i].text, err.text);
	string = jsondoc_string(doc, members[_i].path);
	ck_assert_msg(!string == !members[_i].string, "%s", members[_i].text);
	if (string)
		check_text(members[_i].text, string, members[_i].string);
	ck_assert(jsondoc_integer(doc, members[_i].path, &got) ==
		  (members[_i].integer != 0));
	ck_assert_int_eq(got, members[_i].integer);
	jsondoc_free(doc);
}
END_TEST

static const struct {
	const char *text, *elements;	/* elements: each with | after it; NULL
					 * if jsondoc_list fails */
} lists[] = {
	{ "{}", "" },
	{ "{\"a\":null}", "" },
	{ "{\"a\":[]}", "" },
	{ "{\"a\":[\"b\"]}", "b|" },
	{ "{\"a\":[\"b\",\"\",\"c d\"]}", "b||c d|" },
	{ "{\"a\":\"b\"}", NULL },
	{ "{\"a\":{}}", NULL },
	{ "{\"a\":[\"b\",null]}", NULL },
	{ "{\"a\":[[\"b\"]]}", NULL },
};

START_TEST(list)
{
	struct jsondoc *doc = NULL;
	struct buf out = { 0 };
	struct err err = { 0 };
	int rc;

	ck_assert_int_eq(jsondoc_parse(&doc, lists[_i].text,
				       strlen(lists[_i].text), &err), 0);
	rc = jsondoc_list(doc, "a", &out, &err);
	ck_assert_int_eq(rc, lists[_i].elements ? 0 : -1);
	for (size_t i = 0; i < out.len; i++)
		if (!out.data[i])
			out.data[i] = '|';
	if (!rc)
		check_text(lists[_i].text, buf_str(&out), lists[_i].elements);
	jsondoc_free(doc);
	buf_release(&out);
}
END_TEST

START_TEST(strict)
{
	static const char twice[] = "{\"a\":\"b\",\"a\":\"c\"}";
	struct jsondoc *doc = NULL;
	struct err err = { 0 };

	ck_assert_int_eq(jsondoc_parse(&doc, twice, strlen(twice), &err), 0);
	jsondoc_free(doc);
	ck_assert_int_eq(jsondoc_parse_strict(&doc, twice, strlen(twice),
					      &err), -1);
	ck_assert_int_eq(jsondoc_parse_strict(&doc, "", 0, &err), -1);
	ck_assert_int_eq(jsondoc_parse_strict(&doc, "{\"a\":\"b\"}", 9, &err),
			 0);
	check_text("a", jsondoc_string(doc, "a"), "b");
	jsondoc_free(doc);
}
END_TEST

static const struct {
	const char *text, *words;
} brokens[] = {
	{ "", "it is empty" },
	{ " \r\n", "it is empty" },
	{ "{", "not JSON (line 1)" },
	{ "[]", "not a JSON object" },
	{ "\"a\"", "not JSON (line 1)" },
	{ "1", "not JSON (line 1)" },
	{ "{}{}", "not JSON (line 1)" },
	{ "{\n\"a\":\n\"secret}", "not JSON (line 3)" },
	{ "{\"a\":\"\xff\"}", "not JSON (line 1)" },
	{ "{'a':1}", "not JSON (line 1)" },
};

START_TEST(broken)
{
	struct jsondoc *doc = NULL;
	struct err err = { 0 };

	ck_assert_int_eq(jsondoc_parse(&doc, brokens[_i].text,
				       strlen(brokens[_i].text), &err), -1);
	check_text(brokens[_i].text, err.text, brokens[_i].words);
	ck_assert_ptr_null(doc);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ member, ROWS(members) },
		{ list, ROWS(lists) },
		{ strict, 1 },
		{ broken, ROWS(brokens) },
	};

	return check_main("jsondoc", cases, ROWS(cases));
}
