/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of url: parsing, normalization, zones, loopback addresses, and
 * HOST:PORT. */
#include "http/url.h"

#include "check_main.h"

static const struct {
	const char *text;
	const char *parts;	/* scheme host name path; NULL if refused */
	const char *words;	/* part of the error message */
} urls[] = {
	{ "http://host", "http host host /", NULL },
	{ "https://host/", "https host host /", NULL },
	{ "host", "https host host /", NULL },
	{ "host/path", "https host host /path", NULL },
	{ "host:8773", "https host:8773 host /", NULL },
	{ "host:8773/a/b", "https host:8773 host /a/b", NULL },
	{ "localhost:4567", "https localhost:4567 localhost /", NULL },
	{ "ftp.example.com", "https ftp.example.com ftp.example.com /",
	  NULL },
	{ "http://HOST.Example/Path", "http host.example host.example /Path",
	  NULL },
	{ "HTTP://host", "http host host /", NULL },
	{ "http://host:80/", "http host host /", NULL },
	{ "https://host:443/", "https host host /", NULL },
	{ "http://host:443/", "http host:443 host /", NULL },
	{ "https://host:80/", "https host:80 host /", NULL },
	{ "http://host:/", "http host host /", NULL },
	{ "http://host:65535", "http host:65535 host /", NULL },
	{ "http://host:00080/", "http host host /", NULL },
	{ "http://127.0.0.1:4567/x", "http 127.0.0.1:4567 127.0.0.1 /x",
	  NULL },
	{ "http://[::1]", "http [::1] ::1 /", NULL },
	{ "http://[::1]:80/", "http [::1] ::1 /", NULL },
	{ "http://[::1]:8773/x", "http [::1]:8773 ::1 /x", NULL },
	{ "http://[2001:DB8::A]/", "http [2001:db8::a] 2001:db8::a /", NULL },
	{ "http://host//a/../b/./c", "http host host /b/c", NULL },
	{ "http://host//a//b//", "http host host /a/b/", NULL },
	{ "http://host/../../a/", "http host host /a/", NULL },
	{ "http://host/a/..", "http host host /", NULL },
	{ "http://host/a/../", "http host host /", NULL },
	{ "http://host/a/.", "http host host /a", NULL },
	{ "http://host/.../..a/b..", "http host host /.../..a/b..", NULL },
	{ "http://host/%2e%2e/a", "http host host /%2e%2e/a", NULL },
	{ "http://host/\xc3\xbc/\xff", "http host host /%C3%BC/%FF", NULL },
	{ "http://host/a+b,c;d=e@f:g~h_i", "http host host /a+b,c;d=e@f:g~h_i",
	  NULL },
	{ "http://host/a%2Fb%20c", "http host host /a%2Fb%20c", NULL },
	{ "http://host/services/compute/",
	  "http host host /services/compute/", NULL },
	{ "", NULL, "URL" },
	{ "http://", NULL, "URL" },
	{ "http:///path", NULL, "URL: it has no host" },
	{ "http:/host", NULL, "URL: it has no host" },
	{ "https:////host/", NULL, "URL: it has no host" },
	{ "/path", NULL, "URL: it has no host" },
	{ "//host/path", NULL, "URL: it has no host" },
	{ "http://:80/", NULL, "URL" },
	{ "ftp://host/", NULL, "URL ftp://host/: neither http nor https" },
	{ "file:///etc/passwd", NULL, "URL: it has no host" },
	{ "gopher://host", NULL, "neither http nor https" },
	{ "http://user@host/", NULL, "URL: it must not contain a user" },
	{ "http://user:pw@host/", NULL, "URL: it must not contain a" },
	{ "http://:pw@host/", NULL, "URL: it must not contain a" },
	{ "http://host/?a=b", NULL, "URL: it must not contain a query" },
	{ "http://host/#x", NULL, "URL: it must not contain a fragment" },
	{ "http://host:0x50/", NULL, "URL" },
	{ "http://host:65536/", NULL, "URL" },
	{ "http://host:-1/", NULL, "URL" },
	{ "http://host:80:80/", NULL, "URL" },
	{ "http://ho st/", NULL, "URL" },
	{ "http://host/a b", NULL, "URL" },
	{ "http://host\r\nX: y/", NULL, "URL" },
	{ "http://host/\r\nX: y", NULL, "URL" },
	{ "http://[::1/", NULL, "URL" },
	{ "http://[g::1]/", NULL, "URL" },
	{ "http://a\\b/", NULL, "URL" },
	{ "http://a%2561/", NULL,
	  "URL http://a%2561/: the host must not contain a %" },
	{ "http://a%7fb/", NULL, "URL http://a%7fb/: the host must not" },
	{ "http://@a%41/", NULL, "URL: the host must not contain a %" },
	{ "http://u@a%2541/", NULL, "URL: " },
	{ "http://a%2561/@", NULL, "URL: the host must not contain a %" },
	{ "http://%2561:p%2561/w@b/", NULL, "URL: the host must not contain" },
	{ "http://us%2561er:p%2561@b/", NULL, "URL: it must not contain a us" },
	{ "http:/%35/", NULL, "URL: it has no host" },
	{ "%35", NULL, "URL %35: the host must not" },
	{ "http://a\x7f/", NULL, "URL" },
	{ "http://a%20b/", NULL, "URL" },
	{ "http://a%2fb/", NULL, "URL" },
	{ "http://a{b}/", NULL, "URL" },
};

/* libcurl may read a host as a number or as a name, but must read both
 * spellings in the same way. */
static const char *const same_hosts[][2] = {
	{ "http://0x7f.2/", "http://0X7F.2/" },
	{ "0x7f000001", "0X7f000001" },
	{ "http://localhost/a", "http://LocalHost/a" },
};

START_TEST(same_host)
{
	struct url small = { 0 }, large = { 0 };
	struct err err = { 0 };

	ck_assert_int_eq(url_parse(same_hosts[_i][0], &small, &err), 0);
	ck_assert_int_eq(url_parse(same_hosts[_i][1], &large, &err), 0);
	check_text(same_hosts[_i][1], buf_str(&large.host),
		   buf_str(&small.host));
	check_text(same_hosts[_i][1], buf_str(&large.name),
		   buf_str(&small.name));
	url_release(&small);
	url_release(&large);
}
END_TEST

/* URLs with and without a zone, and the form in which libcurl gets these
 * URLs. */
static const struct {
	const char *text, *host, *put;
} zones[] = {
	{ "http://[fe80::a9fe:a9fe%25eth0]", "[fe80::a9fe:a9fe]",
	  "http://[fe80::a9fe:a9fe%25eth0]/" },
	{ "http://[FE80::1%Eth0]:8775/A", "[fe80::1]:8775",
	  "http://[fe80::1%25Eth0]:8775/A" },
	{ "[fe80::1%252]", "[fe80::1]", "https://[fe80::1%252]/" },
	{ "http://[fe80::1]:80/a", "[fe80::1]", "http://[fe80::1]/a" },
	{ "http://Host:8775/A", "host:8775", "http://host:8775/A" },
};

START_TEST(zone)
{
	struct url u = { 0 };
	struct buf put = { 0 };
	struct err err = { 0 };

	ck_assert_int_eq(url_parse(zones[_i].text, &u, &err), 0);
	check_text(zones[_i].text, buf_str(&u.host), zones[_i].host);
	url_put(&put, &u);
	check_text(zones[_i].text, buf_str(&put), zones[_i].put);
	buf_release(&put);
	url_release(&u);
}
END_TEST

START_TEST(parts)
{
	struct url u = { 0 };
	struct buf got = { 0 };
	struct err err = { 0 };
	int rc = url_parse(urls[_i].text, &u, &err);

	if (rc == 0)
		buf_printf(&got, "%s %s %s %s", u.tls ? "https" : "http",
			   buf_str(&u.host), buf_str(&u.name),
			   buf_str(&u.path));
	if (urls[_i].parts) {
		ck_assert_msg(rc == 0, "%s: %s", urls[_i].text, err.text);
		check_text(urls[_i].text, buf_str(&got), urls[_i].parts);
	} else {
		ck_assert_msg(rc == -1, "%s: %s", urls[_i].text, buf_str(&got));
		ck_assert_msg(strstr(err.text, urls[_i].words) &&
			      err.kind == ERR_USAGE, "%s: %s", urls[_i].text,
			      err.text);
		ck_assert_ptr_null(u.host.data);
		ck_assert_ptr_null(strstr(err.text, "pw"));
	}
	url_release(&u);
	url_release(&u);
	buf_release(&got);
}
END_TEST

static const struct {
	const char *name;
	bool loopback;
} names[] = {
	{ "localhost", true },
	{ "127.0.0.1", true },
	{ "127.0.0.0", true },
	{ "127.255.255.254", true },
	{ "::1", true },
	{ "0:0:0:0:0:0:0:1", true },
	{ "localhost.", false },
	{ "localhost.localdomain", false },
	{ "localhost.evil.com", false },
	{ "evil.localhost.com", false },
	{ "notlocalhost", false },
	{ "127.0.0.1.evil.com", false },
	{ "127.0.0.1 ", false },
	{ "127.0.0.256", false },
	{ "127.1", false },
	{ "127", false },
	{ "2130706433", false },
	{ "0x7f000001", false },
	{ "0177.0.0.1", false },
	{ "126.0.0.1", false },
	{ "128.0.0.1", false },
	{ "0.0.0.0", false },
	{ "10.127.0.1", false },
	{ "169.254.169.254", false },
	{ "::", false },
	{ "::2", false },
	{ "::ffff:127.0.0.1", false },
	{ "::127.0.0.1", false },
	{ "1::", false },
	{ "[::1]", false },
	{ "::1%lo", false },
	{ "", false },
};

START_TEST(loopback)
{
	ck_assert_msg(url_is_loopback(names[_i].name) == names[_i].loopback,
		      "%s", names[_i].name);
}
END_TEST

static const struct {
	const char *url, *text;
	bool is_at;
} places[] = {
	{ "http://box:8773/", "box:8773", true },
	{ "http://BOX:8773/a", "box:8773", true },
	{ "http://box:8773/", "BOX:8773", true },
	{ "http://box/", "box:80", true },
	{ "https://box/", "box:443", true },
	{ "https://box/", "box:80", false },
	{ "http://[fd00::1]:8773/", "[fd00::1]:8773", true },
	{ "http://[fd00::1]/", "[fd00::1]:80", true },
	{ "http://box:8773/", "box:8774", false },
	{ "http://box:8773/", "box", false },
	{ "http://box/", "box", false },
	{ "http://a.box:8773/", "box:8773", false },
	{ "http://box.a:8773/", "box:8773", false },
	{ "http://box:8773/", "u@box:8773", false },
	{ "http://box:8773/", "1", false },
	{ "http://0.0.0.1/", "1", false },
	{ "http://box:8773/", ":", false },
	{ "http://box:8773/", ":8773", false },
	{ "http://box:8773/", "", false },
};

START_TEST(place)
{
	struct url u = { 0 };
	struct err err = { 0 };

	ck_assert_int_eq(url_parse(places[_i].url, &u, &err), 0);
	ck_assert_msg(url_is_at(&u, places[_i].text) == places[_i].is_at,
		      "%s, %s", places[_i].url, places[_i].text);
	url_release(&u);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ parts, ROWS(urls) },
		{ zone, ROWS(zones) },
		{ same_host, ROWS(same_hosts) },
		{ loopback, ROWS(names) },
		{ place, ROWS(places) },
	};

	return check_main("url", cases, ROWS(cases));
}
