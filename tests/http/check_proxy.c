/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of proxy: which one is taken, and for which hosts none is. */
#include "http/proxy.h"

#include "check_main.h"

static const struct {
	const char *list, *name, *port;
	bool is;
} lists[] = {
	{ "", "a.b", "443", false },
	{ "*", "a.b", "443", true },
	{ "a.b", "a.b", "443", true },
	{ "A.b", "a.B", "443", true },
	{ "a.b", "x.a.b", "443", true },
	{ "a.b", "xa.b", "443", false },
	{ ".a.b", "x.a.b", "443", true },
	{ ".a.b", "a.b", "443", true },
	{ "a.b.", "a.b", "443", true },
	{ "a.b", "a.b.", "443", true },
	{ "a.b.c", "b.c", "443", false },
	{ "x, a.b", "a.b", "443", true },
	{ "x a.b y", "a.b", "443", true },
	{ "x,,\ta.b,", "a.b", "443", true },
	{ "a.b:443", "a.b", "443", true },
	{ "a.b:80", "a.b", "443", false },
	{ "127.0.0.1", "127.0.0.1", "80", true },
	{ "127.0.0.1:80", "127.0.0.1", "80", true },
	{ "127.0.0.1:8080", "127.0.0.1", "80", false },
	{ "0.0.1", "127.0.0.1", "80", false },
	{ "::1", "::1", "80", true },
	{ "[::1]", "::1", "80", true },
	{ "[0:0::1]:80", "::1", "80", true },
	{ "[::1]:81", "::1", "80", false },
	{ "[::1", "::1", "80", false },
	{ "10.0.0.0/8", "10.1.2.3", "80", true },
	{ "10.0.0.0/8", "11.1.2.3", "80", false },
	{ "10.0.0.0/9", "10.127.0.1", "80", true },
	{ "10.0.0.0/9", "10.128.0.1", "80", false },
	{ "0.0.0.0/0", "1.2.3.4", "80", true },
	{ "0.0.0.0/0", "a.b", "80", false },
	{ "10.0.0.0/33", "10.0.0.0", "80", false },
	{ "10.0.0.0/x", "10.0.0.0", "80", false },
	{ "fd00::/8", "fd12::1", "80", true },
	{ "fd00::/8", "10.0.0.1", "80", false },
	{ ".", "a.b", "80", false },
	{ ":80", "a.b", "80", false },
};

START_TEST(except)
{
	ck_assert_msg(proxy_is_except(lists[_i].list, lists[_i].name,
				      lists[_i].port) == lists[_i].is,
		      "%s: %s", lists[_i].list, lists[_i].name);
}
END_TEST

static const struct {
	struct proxy_settings s;
	const char *url, *proxy;
} choices[] = {
	{ { "p", "q", NULL }, "https://h/", "p" },
	{ { "p", "q", NULL }, "http://h/", "q" },
	{ { NULL, "q", NULL }, "https://h/", "" },
	{ { "p", "", NULL }, "http://h/", "" },
	{ { "p", "q", "h" }, "https://h/", "" },
	{ { "p", "q", "h:443" }, "https://h/", "" },
	{ { "p", "q", "h:443" }, "https://h:8443/", "p" },
	{ { "p", "q", "h:8773" }, "http://h:8773/services", "" },
	{ { "p", "q", "[::1]:80" }, "http://[::1]/", "" },
	{ { "p", "q", "[::1]:81" }, "http://[::1]:81/", "" },
};

START_TEST(chosen)
{
	struct url url = {0};
	struct err err = {0};

	ck_assert_int_eq(url_parse(choices[_i].url, &url, &err), 0);
	check_text(choices[_i].url, proxy_for(&choices[_i].s, &url),
		   choices[_i].proxy);
	url_release(&url);
}
END_TEST

static const struct {
	const char *proxy, *name;
} names[] = {
	{ "http://h:3128", "http://h:3128" },
	{ "http://user:secret@h:3128", "http://h:3128" },
	{ "http://user:p@ss@h:3128/", "http://h:3128/" },
	{ "user:secret@h", "h" },
	{ "h", "h" },
};

START_TEST(named)
{
	struct buf out = {0};

	proxy_name(&out, names[_i].proxy);
	check_text(names[_i].proxy, buf_str(&out), names[_i].name);
	buf_release(&out);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ except, ROWS(lists) },
		{ chosen, ROWS(choices) },
		{ named, ROWS(names) },
	};

	return check_main("proxy", cases, ROWS(cases));
}
