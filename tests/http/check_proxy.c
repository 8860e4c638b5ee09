/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of proxy: the proxy for a URL, unusable proxies, and messages that hide
 * a proxy's user and password. */
#include "http/proxy.h"

#include "check_main.h"

#define NAME "http://ec2.example.com/"

static const struct {
	const char *what, *url, *list;
	bool bypassed;
} lists[] = {
	{ "an empty list", NAME, "", false },
	{ "blanks and commas", NAME, " , ,", false },
	{ "a star", NAME, "*", true },
	{ "a star after a name", NAME, "a, *", true },
	{ "the host's name", NAME, "ec2.example.com", true },
	{ "the name in capitals", NAME, "EC2.Example.COM", true },
	{ "the end of the name", NAME, "example.com", true },
	{ "the end of the name, after a dot", NAME, ".example.com", true },
	{ "the end of the name, after two dots", NAME, "..example.com", true },
	{ "a dot after the name", NAME, "example.com.", true },
	{ "a dot after the host", "http://ec2.example.com./",
	  "example.com", true },
	{ "half of a label", NAME, "xample.com", false },
	{ "a longer name", NAME, "my.ec2.example.com", false },
	{ "a star before a domain", NAME, "*.example.com", false },
	{ "a match after a comma", NAME, "a.b,example.com", true },
	{ "a match after a blank", NAME, "a.b example.com", true },
	{ "a match after a comma and blanks", NAME, " a.b ,\t example.com ",
	  true },
	{ "the scheme's port", NAME, "example.com:80", true },
	{ "the port of https", "https://ec2.example.com/", "example.com:443",
	  true },
	{ "another port", NAME, "example.com:8080", false },
	{ "the port of the URL", "http://ec2.example.com:8080/",
	  "ec2.example.com:8080", true },
	{ "an entry without a port", "http://ec2.example.com:8080/",
	  "example.com", true },
	{ "an invalid port", NAME, "example.com:http", false },
	{ "an IPv4 address", "http://127.0.0.1:9/", "127.0.0.1", true },
	{ "an address and its port", "http://127.0.0.1:9/", "127.0.0.1:9",
	  true },
	{ "an address with another port", "http://127.0.0.1:9/", "127.0.0.1:99",
	  false },
	{ "the end of an address", "http://127.0.0.1/", "0.0.1", false },
	{ "the network of an address", "http://10.1.2.3/", "10.0.0.0/8", true },
	{ "another network", "http://11.1.2.3/", "10.0.0.0/8", false },
	{ "an address in a /20 network", "http://10.1.31.3/",
	  "10.1.16.0/20", true },
	{ "an address outside a /20 network", "http://10.1.32.3/",
	  "10.1.16.0/20", false },
	{ "all networks", "http://10.1.32.3/", "0.0.0.0/0", true },
	{ "a prefix that is too long", "http://10.1.32.3/", "10.1.32.3/33",
	  false },
	{ "an invalid prefix", "http://10.1.32.3/", "10.1.32.3/x", false },
	{ "a network and a host name", NAME, "0.0.0.0/0", false },
	{ "an IPv6 address", "http://[::1]/", "::1", true },
	{ "an IPv6 address in brackets", "http://[::1]/", "[::1]", true },
	{ "an IPv6 address and its port", "http://[::1]:9/", "[::1]:9", true },
	{ "an IPv6 address with another port", "http://[::1]:9/", "[::1]:8",
	  false },
	{ "an IPv6 address in the long form", "http://[::1]/",
	  "0:0:0:0:0:0:0:1", true },
	{ "an IPv6 network", "http://[fd00:ec2::254]/", "fd00:ec2::/32",
	  true },
	{ "an IPv6 network in brackets", "http://[fd00:ec2::254]/",
	  "[fd00:ec2::]/32", true },
	{ "another IPv6 network", "http://[fd00:ec2::254]/", "fd00:ec3::/32",
	  false },
	{ "an IPv4 network and an IPv6 address", "http://[::1]/", "0.0.0.0/0",
	  false },
};

START_TEST(bypassed)
{
	struct url url = { 0 };
	struct err err = { 0 };

	ck_assert_int_eq(url_parse(lists[_i].url, &url, &err), 0);
	ck_assert_msg(proxy_is_bypassed(&url, lists[_i].list) ==
		      lists[_i].bypassed, "%s", lists[_i].what);
	url_release(&url);
}
END_TEST

static const struct {
	const char *what, *url;
	const char *set[6];	/* names and values of variables in turn */
	const char *proxy;
} environments[] = {
	{ "no variables", NAME, { NULL }, "" },
	{ "http_proxy", NAME, { "http_proxy", "a" }, "a" },
	{ "HTTP_PROXY", NAME, { "HTTP_PROXY", "b" }, "b" },
	{ "http_proxy and HTTP_PROXY", NAME, { "http_proxy", "a", "HTTP_PROXY",
	  "b" }, "a" },
	{ "an empty http_proxy hides HTTP_PROXY", NAME, { "http_proxy", "",
	  "HTTP_PROXY", "b" }, "" },
	{ "HTTP_PROXY under CGI", NAME,
	  { "REQUEST_METHOD", "GET", "HTTP_PROXY", "b" }, "" },
	{ "HTTP_PROXY and an empty REQUEST_METHOD", NAME,
	  { "REQUEST_METHOD", "", "HTTP_PROXY", "b" }, "" },
	{ "the administrator's http_proxy under CGI", NAME,
	  { "REQUEST_METHOD", "GET", "http_proxy", "a", "HTTP_PROXY", "b" },
	  "a" },
	{ "HTTPS_PROXY under CGI", "https://x/",
	  { "REQUEST_METHOD", "GET", "HTTPS_PROXY", "b" }, "b" },
	{ "the proxy of another scheme", NAME, { "https_proxy", "a" }, "" },
	{ "https_proxy", "https://x/", { "https_proxy", "a", "http_proxy",
					 "b" }, "a" },
	{ "ALL_PROXY and all_proxy are ignored", NAME,
	  { "ALL_PROXY", "a", "all_proxy", "b" }, "" },
	{ "no_proxy", NAME, { "http_proxy", "a", "no_proxy", "*" }, "" },
	{ "NO_PROXY", NAME, { "http_proxy", "a", "NO_PROXY", "*" }, "" },
	{ "an empty no_proxy hides NO_PROXY", NAME, { "http_proxy", "a",
	  "no_proxy",
					     "", "NO_PROXY", "*" }, "a" },
};

START_TEST(environment)
{
	static const char *const names[] = {
		"http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY",
		"all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY",
		"REQUEST_METHOD",
	};
	struct url url = { 0 };
	struct err err = { 0 };

	for (int i = 0; i < ROWS(names); i++)
		ck_assert_int_eq(unsetenv(names[i]), 0);
	for (int i = 0; i < 6 && environments[_i].set[i]; i += 2)
		ck_assert_int_eq(setenv(environments[_i].set[i],
					environments[_i].set[i + 1], 1), 0);
	ck_assert_int_eq(url_parse(environments[_i].url, &url, &err), 0);
	check_text(environments[_i].what, proxy_for(&url),
		   environments[_i].proxy);
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
	struct buf out = { 0 };

	proxy_name(&out, names[_i].proxy);
	check_text(names[_i].proxy, buf_str(&out), names[_i].name);
	buf_release(&out);
}
END_TEST

static const struct {
	const char *proxy;
	bool usable;
} users[] = {
	{ "", true },
	{ "http://h:1", true },
	{ "http://%0a:1", true },
	{ "http://user:p%40ss%20%7f@h:1", true },
	{ "http://user:100%@h:1", true },
	{ "http://user:%1@h:1", true },
	{ "http://user:secret%0d%0aX@h:1", false },
	{ "http://us%1Fer@h:1", false },
	{ "user:%00@h", false },
};

START_TEST(usable)
{
	ck_assert_msg(proxy_is_usable(users[_i].proxy) == users[_i].usable,
		      "%s", users[_i].proxy);
}
END_TEST

static const struct {
	const char *proxy, *text, *shown;
} quotes[] = {
	{ "foo://user:secret@h:1", "no scheme 'foo://user:secret@h:1'",
	  "no scheme 'foo://h:1'" },
	{ "user:secret@h", "user:secret@h, user:secret@h", "h, h" },
	{ "foo://user:p@ss@h", "user:p@ss@h", "h" },
	{ "foo://user:secret@h", "cut: foo://user:sec", "cut: foo://" },
	{ "foo://user:secret@h", "a user: he", "a user: he" },
	{ "foo://user:secret@h", "it is us", "it is us" },
	{ "foo://h", "foo://h", "foo://h" },
	{ "", "no proxy", "no proxy" },
};

START_TEST(hidden)
{
	struct buf out = { 0 };

	proxy_hide(&out, quotes[_i].proxy, quotes[_i].text);
	check_text(quotes[_i].text, buf_str(&out), quotes[_i].shown);
	buf_release(&out);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ bypassed, ROWS(lists) },
		{ environment, ROWS(environments) },
		{ named, ROWS(names) },
		{ usable, ROWS(users) },
		{ hidden, ROWS(quotes) },
	};

	return check_main("proxy", cases, ROWS(cases));
}
