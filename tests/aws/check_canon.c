/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of canon: the canonical texts, byte for byte. */
#include "aws/canon.h"

#include "base/codec.h"
#include "check_main.h"

/* The SHA-256 of an empty body. */
#define NO_BODY \
	"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static void add(struct params *p, const char *const (*pairs)[2])
{
	struct err err = { 0 };

	for (int i = 0; pairs[i][0]; i++)
		ck_assert_int_eq(params_add(p, pairs[i][0], pairs[i][1], &err),
				 0);
}

static const struct {
	const char *name;
	const char *const pairs[8][2];
	const char *want;
} queries[] = {
	{ "no parameters", { { NULL } }, "" },
	{ "one parameter", { { "A", "1" } }, "A=1" },
	{ "an empty value", { { "A", "" } }, "A=" },
	{ "an empty name", { { "", "1" }, { "A", "" } }, "=1&A=" },
	{ "sorted by name", { { "B", "2" }, { "C", "3" }, { "A", "1" } },
	  "A=1&B=2&C=3" },
	{ "capitals before small letters",
	  { { "a", "1" }, { "A", "2" }, { "b", "3" }, { "B", "4" } },
	  "A=2&B=4&a=1&b=3" },
	{ "a name before a longer name", { { "Ab", "1" }, { "A.1", "2" },
					  { "A", "3" }, { "A-", "4" } },
	  "A=3&A-=4&A.1=2&Ab=1" },
	{ "numbers are sorted as text", { { "X.2", "a" }, { "X.10", "b" },
			       { "X.1", "c" } },
	  "X.1=c&X.10=b&X.2=a" },
	{ "equal names are sorted by value", { { "A", "b" }, { "A", "" },
	  { "A", "a" }, { "A", "B" }, { "A", "ab" } }, "A=&A=B&A=a&A=ab&A=b" },
	{ "equal pairs", { { "A", "1" }, { "B", "2" }, { "A", "1" } },
	  "A=1&A=1&B=2" },
	{ "encoded values", { { "Name", "a b+c/d~e" }, { "T", "100%" } },
	  "Name=a%20b%2Bc%2Fd~e&T=100%25" },
	{ "UTF-8", { { "Name", "\xc3\xa9\xe2\x82\xac" } },
	  "Name=%C3%A9%E2%82%AC" },
	{ "encoded names", { { "a b", "1" }, { "a=b", "2" }, { "a&b", "3" } },
	  "a%20b=1&a%26b=3&a%3Db=2" },
	{ "control characters", { { "Name", "a\nb\tc" } }, "Name=a%0Ab%09c" },

	/* In encoded form, % comes before all unreserved characters. */
	{ "encoded characters before plain ones", { { "Param-3", "Value3" },
				    { "Param", "Value2" },
				    { "\xe1\x88\xb4", "Value1" } },
	  "%E1%88%B4=Value1&Param=Value2&Param-3=Value3" },
	{ "encoded characters inside names", { { "aA", "1" }, { "a[", "2" },
				     { "a{", "3" }, { "a", "4" } },
	  "a=4&a%5B=2&a%7B=3&aA=1" },
	{ "encoded values are sorted too", { { "A", "Z" }, { "A", "^" },
	  { "A", "z" }, { "A", "-" }, { "A", "\xff" } },
	  "A=%5E&A=%FF&A=-&A=Z&A=z" },
};

START_TEST(query)
{
	struct params p = { 0 };
	struct buf out = { 0 };
	struct err err = { 0 };

	add(&p, queries[_i].pairs);
	buf_puts(&out, "?");
	ck_assert_int_eq(canon_query(&out, &p, &err), 0);
	check_text(queries[_i].name, buf_str(&out) + 1, queries[_i].want);
	params_release(&p);
	buf_release(&out);
}
END_TEST

/* The canonical query does not depend on the order in which parameters are
 * added.  The test adds every rotation of this list. */
static const char *const shuffled[][2] = {
	{ "Version", "2016-11-15" }, { "Action", "ModifyImageAttribute" },
	{ "ProductCode.1", "B" }, { "ProductCode.10", "A" },
	{ "ProductCode.2", "C" }, { "ImageId", "ami-1" }, { "A", "" },
};

START_TEST(query_order)
{
	struct params p = { 0 };
	struct buf out = { 0 };
	struct err err = { 0 };
	int count = ROWS(shuffled);

	for (int i = 0; i < count; i++) {
		const char *const *pair = shuffled[(i + _i) % count];

		ck_assert_int_eq(params_add(&p, pair[0], pair[1], &err), 0);
	}
	ck_assert_int_eq(canon_query(&out, &p, &err), 0);
	check_text("order", buf_str(&out), "A=&Action=ModifyImageAttribute&"
		   "ImageId=ami-1&ProductCode.1=B&ProductCode.10=A&"
		   "ProductCode.2=C&Version=2016-11-15");
	params_release(&p);
	buf_release(&out);
}
END_TEST

/* Each run is for one byte.  Two parameters have this byte and another byte as
 * their names.  canon must sort the parameters by their encoded names. */
START_TEST(query_order_of_bytes)
{
	struct buf x = { 0 }, y = { 0 }, out = { 0 }, want = { 0 };
	char name[] = { (char)(_i + 1), '\0' };
	struct err err = { 0 };

	codec_uri(&x, name, 1, "");
	for (int c = 1; c < 256; c++) {
		char other[] = { (char)c, '\0' };
		struct params p = { 0 };
		bool less;

		buf_clear(&y);
		buf_clear(&out);
		buf_clear(&want);
		codec_uri(&y, other, 1, "");
		less = strcmp(x.data, y.data) < 0;
		buf_printf(&want, "%s=&%s=", less ? x.data : y.data,
			   less ? y.data : x.data);
		if (params_add(&p, name, "", &err) ||
		    params_add(&p, other, "", &err) ||
		    canon_query(&out, &p, &err) ||
		    strcmp(out.data, want.data) != 0)
			ck_abort_msg("%s, want %s", buf_str(&out), want.data);
		params_release(&p);
	}
	buf_release(&x);
	buf_release(&y);
	buf_release(&out);
	buf_release(&want);
}
END_TEST

START_TEST(query_over_the_bound)
{
	struct params p = { 0 };
	struct buf out = { .max = 10 };
	struct err err = { 0 };

	ck_assert_int_eq(params_add(&p, "Name", "+++", &err), 0);
	ck_assert_int_eq(canon_query(&out, &p, &err), -1);
	check_text("words", err.text,
		   "request body: over 10 bytes");
	params_release(&p);
	buf_release(&out);
}
END_TEST

static const struct {
	const char *name, *value, *want;
} headers[] = {
	{ "an unchanged value", "a", "a" },
	{ "an empty value", "", "" },
	{ "one space inside", "a b", "a b" },
	{ "blanks before the value", "  a", "a" },
	{ "blanks after the value", "a  ", "a" },
	{ "white space before and after the value", " \ta\t ", "a" },
	{ "a run of spaces", "a   b", "a b" },
	{ "runs of spaces", "a  b   c d", "a b c d" },
	{ "a tab", "a\tb", "a b" },
	{ "a run of spaces and tabs", "a \t b", "a b" },
	{ "only spaces", "   ", "" },
	{ "a run of spaces inside quotes", "\"a  b\"", "\"a b\"" },
	{ "a content type", "application/x-www-form-urlencoded; charset=utf-8",
	  "application/x-www-form-urlencoded; charset=utf-8" },
	{ "UTF-8 and spaces", " \xc3\xa9  \xc3\xa9", "\xc3\xa9 \xc3\xa9" },
};

START_TEST(header_value)
{
	struct canon_header header = { "x", headers[_i].value };
	struct canon_request request = {
		.method = "POST", .path = "/", .headers = &header,
		.header_count = 1, .payload_hash = NO_BODY,
	};
	struct buf out = { 0 }, want = { 0 };
	struct err err = { 0 };

	buf_printf(&want, "POST\n/\n\nx:%s\n\nx\n" NO_BODY, headers[_i].want);
	ck_assert_int_eq(canon_v4_request(&out, &request, &err), 0);
	check_text(headers[_i].name, buf_str(&out), buf_str(&want));
	buf_release(&out);
	buf_release(&want);
}
END_TEST

static const struct {
	const char *name, *path, *want;
} paths[] = {
	{ "an empty path", "", "/" },
	{ "the root path", "/", "/" },
	{ "a path of plain characters", "/services/Eucalyptus",
	  "/services/Eucalyptus" },
	{ "a slash at the end", "/api/v1.0/", "/api/v1.0/" },
	{ "an encoded space is encoded again", "/a%20b/", "/a%2520b/" },
	{ "an encoded slash is encoded again", "/a%2Fb", "/a%252Fb" },
	{ "a space", "/a b", "/a%20b" },
	{ "unreserved characters", "/a-b_c~d.e", "/a-b_c~d.e" },
	{ "reserved characters", "/a:b@c;d=e", "/a%3Ab%40c%3Bd%3De" },
	{ "UTF-8", "/\xe1\x88\xb4", "/%E1%88%B4" },
};

START_TEST(path)
{
	struct canon_request request = {
		.method = "GET", .path = paths[_i].path,
		.payload_hash = NO_BODY,
	};
	struct buf out = { 0 }, want = { 0 };
	struct err err = { 0 };

	buf_printf(&want, "GET\n%s\n\n\n\n" NO_BODY, paths[_i].want);
	ck_assert_int_eq(canon_v4_request(&out, &request, &err), 0);
	check_text(paths[_i].name, buf_str(&out), buf_str(&want));
	buf_release(&out);
	buf_release(&want);
}
END_TEST

static const struct {
	const char *name;
	struct canon_header headers[4];
	size_t count;
	const char *want;
} signeds[] = {
	{ "no headers", { { NULL, NULL } }, 0, "" },
	{ "one header", { { "host", "h" } }, 1, "host" },
	{ "three headers", { { "content-type", "t" }, { "host", "h" },
		     { "x-amz-date", "d" } }, 3,
	  "content-type;host;x-amz-date" },
	{ "only the first two of three",
	  { { "a", "" }, { "b", "" }, { "c", "" } }, 2, "a;b" },
};

START_TEST(signed_headers)
{
	struct buf out = { 0 };

	canon_v4_signed_headers(&out, signeds[_i].headers, signeds[_i].count);
	check_text(signeds[_i].name, buf_str(&out), signeds[_i].want);
	buf_release(&out);
}
END_TEST

/* An example request to IAM in AWS's documentation. */
START_TEST(v4_request)
{
	static const struct canon_header fields[] = {
		{ "content-type",
		  "application/x-www-form-urlencoded; charset=utf-8" },
		{ "host", "iam.amazonaws.com" },
		{ "x-amz-date", "20150830T123600Z" },
	};
	static const char *const pairs[][2] = {
		{ "Version", "2010-05-08" }, { "Action", "ListUsers" },
		{ NULL },
	};
	struct params p = { 0 };
	struct canon_request request = {
		.method = "GET", .path = "/", .query = &p, .headers = fields,
		.header_count = 3, .payload_hash = NO_BODY,
	};
	struct buf out = { 0 };
	struct err err = { 0 };

	add(&p, pairs);
	ck_assert_int_eq(canon_v4_request(&out, &request, &err), 0);
	check_text("request", buf_str(&out),
		   "GET\n"
		   "/\n"
		   "Action=ListUsers&Version=2010-05-08\n"
		   "content-type:application/x-www-form-urlencoded; "
		   "charset=utf-8\n"
		   "host:iam.amazonaws.com\n"
		   "x-amz-date:20150830T123600Z\n"
		   "\n"
		   "content-type;host;x-amz-date\n"
		   NO_BODY);
	params_release(&p);
	buf_release(&out);
}
END_TEST

/* canon_v4_request fails if the limit of the buffer is less than the length of
 * the canonical request. */
START_TEST(v4_request_over_the_bound)
{
	static const char *const pairs[][2] = { { "A", "1" }, { NULL } };
	struct params p = { 0 };
	struct canon_header header = { "host", "h" };
	struct canon_request request = {
		.method = "GET", .path = "/", .query = &p, .headers = &header,
		.header_count = 1, .payload_hash = NO_BODY,
	};
	struct buf whole = { 0 }, out = { 0 };
	struct err err = { 0 };

	add(&p, pairs);
	ck_assert_int_eq(canon_v4_request(&whole, &request, &err), 0);
	for (out.max = 1; out.max <= whole.len; out.max++) {
		int want = out.max < whole.len ? -1 : 0;

		buf_clear(&out);
		ck_assert_msg(canon_v4_request(&out, &request, &err) == want,
			      "limit %zu for %zu bytes", out.max, whole.len);
	}
	check_text("whole", buf_str(&out), buf_str(&whole));
	params_release(&p);
	buf_release(&whole);
	buf_release(&out);
}
END_TEST

/* The scope contains only the day of the time stamp. */
static const char *const stamps[] = { "20130524", "20130524T000000Z" };

START_TEST(v4_scope)
{
	struct buf out = { 0 };

	canon_v4_scope(&out, stamps[_i], "us-east-1", "ec2");
	check_text(stamps[_i], buf_str(&out),
		   "20130524/us-east-1/ec2/aws4_request");
	buf_release(&out);
}
END_TEST

START_TEST(v4_string)
{
	struct buf out = { 0 };

	canon_v4_string(&out, "20150830T123600Z",
			"20150830/us-east-1/iam/aws4_request", NO_BODY);
	check_text("string", buf_str(&out),
		   "AWS4-HMAC-SHA256\n"
		   "20150830T123600Z\n"
		   "20150830/us-east-1/iam/aws4_request\n"
		   NO_BODY);
	buf_release(&out);
}
END_TEST

static const struct {
	const char *name, *method, *host, *path, *query, *want;
} strings[] = {
	{ "the root path", "POST", "ec2.amazonaws.com", "/", "A=1&B=2",
	  "POST\nec2.amazonaws.com\n/\nA=1&B=2" },
	{ "an empty path", "GET", "ec2.amazonaws.com", "", "A=1",
	  "GET\nec2.amazonaws.com\n/\nA=1" },
	{ "the path is not encoded again", "POST", "h:8773", "/a%20b/c", "",
	  "POST\nh:8773\n/a%20b/c\n" },
};

START_TEST(v2_string)
{
	struct buf out = { 0 };

	canon_v2_string(&out, strings[_i].method, strings[_i].host,
			strings[_i].path, strings[_i].query);
	check_text(strings[_i].name, buf_str(&out), strings[_i].want);
	buf_release(&out);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ query, ROWS(queries) },
		{ query_order, ROWS(shuffled) },
		{ query_order_of_bytes, 255 },
		{ query_over_the_bound, 1 },
		{ header_value, ROWS(headers) },
		{ path, ROWS(paths) },
		{ signed_headers, ROWS(signeds) },
		{ v4_request, 1 },
		{ v4_request_over_the_bound, 1 },
		{ v4_scope, ROWS(stamps) },
		{ v4_string, 1 },
		{ v2_string, ROWS(strings) },
	};

	return check_main("canon", cases, ROWS(cases));
}
