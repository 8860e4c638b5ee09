/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of http: transfers with a scripted server. */
#include "http/http.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/codec.h"
#include "base/now.h"
#include "check_main.h"
#include "support/server.h"

/* The data that a request's body callback has received, and the reply. */
struct seen {
	struct buf body;
	long status;
	int calls;
	size_t reject_at;	/* on_body fails after this many bytes; 0 means
				 * that it never fails */
	bool done;
	struct http_reply reply;
};

static int on_body(void *ctx, long status, const char *data, size_t len,
		   struct err *err)
{
	struct seen *seen = ctx;

	ck_assert(!seen->done);
	ck_assert(!seen->calls || seen->status == status);
	seen->calls++;
	seen->status = status;
	buf_append(&seen->body, data, len);
	if (seen->reject_at && seen->body.len >= seen->reject_at)
		return err_set(err, "that is enough");
	return 0;
}

static const struct http_settings quick = {
	.connect_seconds = 5, .idle_seconds = 20, .proxy = "",
	.user_agent = "tests/1",
};

static struct http *new_http(const struct http_settings *settings)
{
	struct http *h = NULL;
	struct err err = { 0 };

	ck_assert_msg(http_new(&h, settings, &err) == 0, "%s", err.text);
	return h;
}

static void start(struct http *h, const char *url, struct seen *seen)
{
	static const struct http_header headers[] = {
		{ "X-Test", "a b" }, { "Accept", NULL },
	};
	struct http_request request = {
		.method = "POST", .url = url, .headers = headers,
		.header_count = 2, .body = "Action=Test", .body_len = 11,
		.on_body = on_body, .ctx = seen,
	};
	struct err err = { 0 };

	ck_assert_msg(http_start(h, &request, &err) == 0, "%s", err.text);
}

/* Waits until COUNT requests have finished, and stores each reply in the struct
 * seen of its request. */
static void finish(struct http *h, int count)
{
	struct http_reply reply;
	struct err err = { 0 };
	void *ctx;

	for (int rounds = 0; count; rounds++) {
		ck_assert_int_lt(rounds, 100000);
		while (http_done(h, &ctx, &reply)) {
			struct seen *seen = ctx;

			ck_assert(!seen->done);
			seen->done = true;
			seen->reply = reply;
			count--;
		}
		if (count)
			ck_assert_int_eq(http_wait(h, -1, 1000, &err), 0);
	}
	ck_assert(!http_done(h, &ctx, &reply));
}

#define RAW_HEAD "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
#define LONG_TYPE "application/x-a-name-that-goes-on-and-on-for-more-than-" \
	"sixty-four-bytes"

static const struct {
	const char *what;
	struct server_reply reply;
	size_t reject_at;
	enum http_failure failure;
	long status;
	const char *body;	/* the body of the reply; NULL allows any */
	const char *type;	/* value of Content-Type */
	const char *words;	/* part of the error message */
} transfers[] = {
	{ "a complete reply",
	  { .body = "<a/>", .headers = "Content-Type: text/xml\r\n" }, 0,
	  HTTP_WHOLE, 200, "<a/>", "text/xml", "" },
	{ "no body", { .body = NULL }, 0, HTTP_WHOLE, 200, "", "", "" },
	{ "an error reply", { .status = 400, .body = "no" }, 0, HTTP_WHOLE, 400,
	  "no", "", "" },
	{ "an error reply on a connection that closes",
	  { .status = 503, .body = "no", .end = SERVER_CLOSE }, 0, HTTP_WHOLE,
	  503, "no", "", "" },
	{ "a redirect", { .status = 302, .body = "no",
			  .headers = "Location: /elsewhere\r\n" }, 0,
	  HTTP_WHOLE, 302, "no", "", "" },
	{ "a permanent redirect", { .status = 308,
			       .headers = "Location: /elsewhere\r\n" }, 0,
	  HTTP_WHOLE, 308, "", "", "" },
	{ "a password is requested",
	  { .status = 401, .headers = "WWW-Authenticate: Basic\r\n" }, 0,
	  HTTP_WHOLE, 401, "", "", "" },
	{ "a truncated body",
	  { .body = "0123456789", .end = SERVER_CUT, .cut = 4 }, 0, HTTP_BROKEN,
	  200, "0123", "", "" },
	{ "a body truncated before its first byte",
	  { .body = "0123456789", .end = SERVER_CUT }, 0, HTTP_BROKEN, 200, "",
	  "", "" },
	{ "a body without its last byte",
	  { .body = "0123456789", .end = SERVER_CUT, .cut = 9 }, 0, HTTP_BROKEN,
	  200, "012345678", "", "" },
	{ "an error reply with a truncated body",
	  { .status = 503, .body = "0123456789", .end = SERVER_CUT, .cut = 4 },
	  0, HTTP_BROKEN, 503, "0123", "", "" },
	{ "no reply", { .end = SERVER_DROP }, 0, HTTP_BROKEN, 0, "", "", "" },
	{ "half a status line", { .raw = "HTTP/1.1 20" }, 0, HTTP_BROKEN, 0,
	  "", "", "" },
	{ "half a header", { .raw = RAW_HEAD "Content-Le" }, 0, HTTP_BROKEN,
	  200, "", "", "" },
	{ "headers without an end", { .raw = RAW_HEAD }, 0, HTTP_BROKEN, 200,
	  "", "", "" },
	{ "a reply of another protocol", { .raw = "SSH-2.0-OpenSSH_9\r\n" }, 0,
	  HTTP_BROKEN, 0, "", "", "" },
	{ "a malformed status line", { .raw = "HTTP/x\r\n\r\nabc" },
	  0, HTTP_BROKEN, 0, "", "", "" },
	{ "a status that is not a number",
	  { .raw = "HTTP/1.1 2OO OK\r\n\r\nabc" }, 0, HTTP_BROKEN, 0, "",
	  "", "" },
	{ "a page without headers", { .raw = "<html>hello</html>" }, 0,
	  HTTP_BROKEN, 0, "", "", "" },
	{ "a chunked body",
	  { .raw = RAW_HEAD "Transfer-Encoding: chunked\r\n\r\n"
	    "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n" }, 0, HTTP_WHOLE, 200, "abc", "",
	  "" },
	{ "a chunked body without its last chunk",
	  { .raw = RAW_HEAD "Transfer-Encoding: chunked\r\n\r\n"
	    "2\r\nab\r\n1\r\nc\r\n" }, 0, HTTP_BROKEN, 200, "abc", "", "" },
	{ "half a chunk",
	  { .raw = RAW_HEAD "Transfer-Encoding: chunked\r\n\r\n5\r\nab" }, 0,
	  HTTP_BROKEN, 200, "ab", "", "" },
	{ "a chunk whose size is not a number",
	  { .raw = RAW_HEAD "Transfer-Encoding: chunked\r\n\r\nzz\r\n" }, 0,
	  HTTP_BROKEN, 200, "", "", "" },
	{ "a body that ends with the connection", { .raw = RAW_HEAD "\r\nabc" },
	  0, HTTP_WHOLE, 200, "abc", "", "" },
	{ "a reply of HTTP/1.0", { .raw = "HTTP/1.0 200 OK\r\n\r\nabc" }, 0,
	  HTTP_WHOLE, 200, "abc", "", "" },
	{ "more bytes than Content-Length",
	  { .raw = RAW_HEAD "Content-Length: 2\r\n\r\nabc" }, 0, HTTP_WHOLE,
	  200, "ab", "", "" },
	{ "an interim reply", { .raw = "HTTP/1.1 100 Continue\r\n\r\n"
				"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n"
				"a" }, 0, HTTP_WHOLE, 200, "a", "", "" },
	{ "a switch to another protocol",
	  { .raw = "HTTP/1.1 101 Switching Protocols\r\n"
		   "Upgrade: h2c\r\n\r\n" RAW_HEAD "\r\na" }, 0, HTTP_BROKEN,
	  0, "", "", "reply: status 101, a switch to another protocol" },
	{ "an invalid Content-Length",
	  { .raw = RAW_HEAD "Content-Length: -5\r\n\r\nabc" }, 0,
	  HTTP_BROKEN, 200, "", "", "" },
	{ "200 KiB of headers", { .flood = 200 * 1024, .body = "a" }, 0,
	  HTTP_WHOLE, 200, "a", "", "" },
	{ "headers over the limit", { .flood = HEAD_MAX, .body = "a" },
	  0, HTTP_REJECTED, 200, "", "",
	  "reply: more than 256 KiB of headers" },
	{ "a body that is refused", { .body = "0123456789" }, 1, HTTP_REJECTED,
	  200, NULL, "", "that is enough" },
	{ "a body refused at its last byte", { .body = "0123456789" }, 10,
	  HTTP_REJECTED, 200, "0123456789", "", "that is enough" },
	{ "a truncated body that is refused", { .body = "0123456789",
	  .end = SERVER_CUT,
				     .cut = 5 }, 1, HTTP_REJECTED, 200, NULL,
	  "", "that is enough" },
	{ "a type with parameters",
	  { .headers = "content-type:text/html; charset=utf-8 \r\n" }, 0,
	  HTTP_WHOLE, 200, "", "text/html; charset=utf-8 ", "" },
	{ "a long type", { .headers = "Content-Type: " LONG_TYPE "\r\n" }, 0,
	  HTTP_WHOLE, 200, "", "application/x-a-name-that-goes-on-and-on-for-"
	  "more-than-sixty-fo", "" },
	{ "a very long type",
	  { .headers = "Content-Type: text/html; " LONG_TYPE LONG_TYPE
	    "\r\n" }, 0, HTTP_WHOLE, 200, "",
	  "text/html; application/x-a-name-that-goes-on-and-on-for-more-th",
	  "" },
	{ "gzip is not decoded",
	  { .headers = "Content-Encoding: gzip\r\n", .body = "abc" }, 0,
	  HTTP_WHOLE, 200, "abc", "", "" },
};

START_TEST(transfer)
{
	struct server *s = server_start(&transfers[_i].reply, 1);
	struct http *h = new_http(&quick);
	struct seen seen = { .reject_at = transfers[_i].reject_at };
	const char *what = transfers[_i].what;
	const struct http_reply *r = &seen.reply;

	start(h, server_url(s), &seen);
	finish(h, 1);
	http_free(h);
	server_stop(s);
	ck_assert_msg(r->failure == transfers[_i].failure &&
		      r->status == transfers[_i].status,
		      "%s: failure %d, status %ld: %s", what, r->failure,
		      r->status, r->err.text);
	if (transfers[_i].body)
		check_text(what, buf_str(&seen.body), transfers[_i].body);
	check_text(what, r->head.type, transfers[_i].type);
	ck_assert_msg(strstr(r->err.text, transfers[_i].words), "%s: %s",
		      what, r->err.text);
	ck_assert_msg(!*r->err.text == (r->failure == HTTP_WHOLE), "%s: %s",
		      what, r->err.text);
	if (seen.calls)
		ck_assert_int_eq(seen.status, transfers[_i].status);
	ck_assert_msg(server_count(s) == 1, "%s: %zu requests", what,
		      server_count(s));
	server_free(s);
	buf_release(&seen.body);
}
END_TEST

/* The first header line begins with a space, as if this line continued an
 * earlier line.  Some versions of libcurl accept the reply. */
START_TEST(continued)
{
	static const struct server_reply reply = {
		.raw = "HTTP/1.1 200 OK\r\n a: b\r\nContent-Length: 1\r\n\r\na" };
	struct server *s = server_start(&reply, 1);
	struct http *h = new_http(&quick);
	struct seen seen = { 0 };

	start(h, server_url(s), &seen);
	finish(h, 1);
	if (seen.reply.failure != HTTP_WHOLE) {
		ck_assert_int_eq(seen.reply.failure, HTTP_BROKEN);
		check_text("words", seen.reply.err.text,
			   "reply: malformed header line");
	}
	http_free(h);
	server_free(s);
	buf_release(&seen.body);
}
END_TEST

static const struct {
	const char *what;
	const char *before, *each, *after;
	size_t count;
} floods[] = {
	{ "an endless header line", RAW_HEAD "X: ", "0123456789", "\r\n\r\n",
	  30000 },
	{ "an endless line after the body",
	  RAW_HEAD "Transfer-Encoding: chunked\r\n\r\n0\r\nX: ",
	  "0123456789", "\r\n\r\n", 30000 },
	{ "interim replies", "", "HTTP/1.1 100 Continue\r\nX: y\r\n\r\n",
	  RAW_HEAD "Content-Length: 1\r\n\r\na", 20000 },
};

START_TEST(flood)
{
	struct buf raw = { 0 };
	struct server_reply reply = { 0 };
	struct seen seen = { 0 };
	struct server *s;
	struct http *h = new_http(&quick);

	buf_puts(&raw, floods[_i].before);
	for (size_t i = 0; i < floods[_i].count; i++)
		buf_puts(&raw, floods[_i].each);
	buf_puts(&raw, floods[_i].after);
	reply.raw = raw.data;
	s = server_start(&reply, 1);
	start(h, server_url(s), &seen);
	finish(h, 1);
	ck_assert_msg(seen.reply.failure != HTTP_WHOLE, "%s", floods[_i].what);
	ck_assert_msg(seen.reply.err.kind == ERR_LIMIT && !seen.body.len,
		      "%s: %s", floods[_i].what, seen.reply.err.text);
	http_free(h);
	server_free(s);
	buf_release(&raw);
}
END_TEST

static const struct {
	const char *what;
	struct server_reply reply;
	bool known;		/* the reply has a valid date */
	time_t date;		/* the date, or 0 for the present time plus the
				 * reply's clock_off */
} dates[] = {
	{ "the present date", { .body = "a" }, true, 0 },
	{ "a date in the future", { .clock_off = 600 }, true, 0 },
	{ "a date in the past", { .clock_off = -86400 }, true, 0 },
	{ "no Date header", { .dateless = true }, false, 0 },
	{ "a malformed date", { .dateless = true,
	  .headers = "Date: today\r\n" }, false, 0 },
	{ "an empty date", { .dateless = true, .headers = "Date:\r\n" }, false,
	  0 },
	{ "the example date of RFC 9110", { .raw = RAW_HEAD "\r\n" }, true,
	  784111777 },
	{ "a Date header in lower case",
	  { .dateless = true,
	    .headers = "date:Sun, 06 Nov 1994 08:49:37 GMT\r\n" }, true,
	  784111777 },
	{ "a date in the form of RFC 850", { .dateless = true, .headers =
			 "Date: Sunday, 06-Nov-94 08:49:37 GMT\r\n" }, true,
	  784111777 },
	{ "X-Date is ignored", { .dateless = true, .headers =
			      "X-Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n" },
	  false, 0 },
	{ "the date of an error reply", { .status = 403, .clock_off = -600 },
	  true, 0 },
};

START_TEST(date)
{
	struct server *s = server_start(&dates[_i].reply, 1);
	struct http *h = new_http(&quick);
	struct seen seen = { 0 };
	time_t want = dates[_i].date;
	time_t before = time(NULL) + dates[_i].reply.clock_off, got;

	start(h, server_url(s), &seen);
	finish(h, 1);
	got = codec_http_date(seen.reply.head.date);
	if (!dates[_i].known)
		ck_assert_msg(got == (time_t)-1, "%s: %lld",
			      dates[_i].what, (long long)got);
	else if (want)
		ck_assert_msg(got == want, "%s: %lld",
			      dates[_i].what, (long long)got);
	else
		ck_assert_msg(got >= before && got <= before + 60, "%s: %lld",
			      dates[_i].what, (long long)got);
	http_free(h);
	server_free(s);
	buf_release(&seen.body);
}
END_TEST

static const struct {
	const char *what;
	const char *method, *path, *body;
	const char *first;	/* first line of the request */
	const char *absent;	/* text that the request must not have */
} requests[] = {
	{ "a body", "POST", "", "a=b&c=d", "POST / HTTP/1.1\r\n", "Expect" },
	{ "an empty body", "POST", "", "", "POST / HTTP/1.1\r\n", "Expect" },
	{ "no body", "POST", "", NULL, "POST / HTTP/1.1\r\n", "Expect" },
	{ "the path is sent unchanged", "POST", "a/../b/./c//d%2f", "x",
	  "POST /a/../b/./c//d%2f HTTP/1.1\r\n", "Expect" },
	{ "a GET", "GET", "latest/", NULL, "GET /latest/ HTTP/1.1\r\n",
	  "Content-Length" },
	{ "a PUT", "PUT", "token", NULL, "PUT /token HTTP/1.1\r\n", "Expect" },
	{ "no Accept header", "POST", "", "x", "POST / HTTP/1.1\r\n",
	  "Accept:" },
};

START_TEST(request)
{
	static const struct http_header headers[] = {
		{ "X-Test", "a b" }, { "Accept", NULL },
		{ "Content-Type", "x/y; z=1" },
	};
	static const struct server_reply reply = { .body = "a" };
	struct http_request r = {
		.method = requests[_i].method, .headers = headers,
		.header_count = 3, .body = requests[_i].body,
		.on_body = on_body,
	};
	struct server *s = server_start(&reply, 1);
	struct http *h = new_http(&quick);
	struct seen seen = { 0 };
	struct err err = { 0 };
	char address[256];
	const char *text;

	(void)snprintf(address, sizeof(address), "%s%s", server_url(s),
		       requests[_i].path);
	r.url = address;
	r.body_len = r.body ? strlen(r.body) : 0;
	r.ctx = &seen;
	ck_assert_int_eq(http_start(h, &r, &err), 0);
	finish(h, 1);
	http_free(h);
	server_stop(s);
	ck_assert_uint_eq(server_count(s), 1);
	text = server_request(s, 0);
	ck_assert_msg(strncmp(text, requests[_i].first,
			      strlen(requests[_i].first)) == 0, "%s: %s",
		      requests[_i].what, text);
	ck_assert_ptr_nonnull(strstr(text, "\r\nX-Test: a b\r\n"));
	ck_assert_ptr_nonnull(strstr(text, "\r\nUser-Agent: tests/1\r\n"));
	ck_assert_ptr_nonnull(strstr(text, "\r\nContent-Type: x/y; z=1\r\n"));
	ck_assert_msg(!strstr(text, requests[_i].absent), "%s: %s",
		      requests[_i].what, text);
	check_text(requests[_i].what, strstr(text, "\r\n\r\n") + 4,
		   r.body ? r.body : "");
	server_free(s);
	buf_release(&seen.body);
}
END_TEST

/* A handle that has sent one method must send the next method correctly. */
START_TEST(other_methods)
{
	static const char *const methods[] = { "PUT", "POST", "GET", "POST" };
	static const struct server_reply reply = { .body = "a" };
	struct server *s = server_start(&reply, 1);
	struct http *h = new_http(&quick);

	for (int i = 0; i < ROWS(methods); i++) {
		struct seen seen = { 0 };
		struct err err = { 0 };
		bool posts = strcmp(methods[i], "POST") == 0;
		const struct http_request r = {
			.method = methods[i], .url = server_url(s),
			.body = posts ? "x=y" : NULL,
			.body_len = posts ? 3 : 0,
			.on_body = on_body, .ctx = &seen,
		};

		ck_assert_int_eq(http_start(h, &r, &err), 0);
		finish(h, 1);
		buf_release(&seen.body);
	}
	http_free(h);
	server_stop(s);
	ck_assert_uint_eq(server_count(s), ROWS(methods));
	for (int i = 0; i < ROWS(methods); i++) {
		const char *text = server_request(s, (size_t)i);
		size_t len = strlen(methods[i]);

		ck_assert_msg(strncmp(text, methods[i], len) == 0 &&
			      text[len] == ' ', "%d: %s", i, text);
	}
	server_free(s);
}
END_TEST

/* Returns the number of a port on which no server listens. */
static int closed_port(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	socklen_t len = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	ck_assert_int_eq(bind(fd, (struct sockaddr *)&at, sizeof(at)), 0);
	ck_assert_int_eq(getsockname(fd, (struct sockaddr *)&at, &len), 0);
	(void)close(fd);
	return ntohs(at.sin_port);
}

#define LABEL "0123456789012345678901234567890123456789012345678901234567890123"

static const struct {
	const char *what;
	const char *url;	/* URL, to which the test adds a port without a
				 * server */
	enum http_failure failure;
} nowhere[] = {
	{ "no server listens", "http://127.0.0.1", HTTP_NO_CONNECTION },
	{ "no TLS server listens", "https://127.0.0.1",
	  HTTP_NO_CONNECTION },
	{ "an invalid host name", "http://" LABEL ".invalid",
	  HTTP_NO_HOST },
};

START_TEST(unreachable)
{
	struct http *h = new_http(&quick);
	struct seen seen = { 0 };
	char address[256];

	(void)snprintf(address, sizeof(address), "%s:%d/", nowhere[_i].url,
		       closed_port());
	start(h, address, &seen);
	finish(h, 1);
	ck_assert_msg(seen.reply.failure == nowhere[_i].failure, "%s: %d %s",
		      nowhere[_i].what, seen.reply.failure,
		      seen.reply.err.text);
	ck_assert_msg(*seen.reply.err.text && !seen.reply.status &&
		      codec_http_date(seen.reply.head.date) == (time_t)-1,
		      "%s", nowhere[_i].what);
	http_free(h);
}
END_TEST

/* An https URL of a server that does not use TLS. */
START_TEST(no_tls)
{
	static const struct server_reply reply = { .raw = "220 hello\r\n" };
	struct server *s = server_start(&reply, 1);
	struct http_settings settings = quick;
	struct http *h;
	struct seen seen = { 0 };
	char address[64];

	/* libcurl first reads all certificates, which takes seconds under
	 * valgrind. */
	settings.connect_seconds = 60;
	h = new_http(&settings);

	(void)snprintf(address, sizeof(address), "https%s",
		       server_url(s) + strlen("http"));
	start(h, address, &seen);
	/* The server waits for bytes that never come, so the test stops the
	 * server. */
	for (int i = 0; i < 3; i++) {
		struct err err = { 0 };

		ck_assert_int_eq(http_wait(h, -1, 100, &err), 0);
	}
	server_stop(s);
	finish(h, 1);
	ck_assert_msg(seen.reply.failure == HTTP_NO_TLS, "%d %s",
		      seen.reply.failure, seen.reply.err.text);
	http_free(h);
	server_free(s);
}
END_TEST

/* Proxies that fail at CONNECT, or that accept CONNECT but then do not speak
 * TLS.  The header lines of a proxy count against the limit, but are not a part
 * of the reply. */
static const struct {
	const char *what;
	const char *raw;
	size_t flood;
	enum http_failure failure;
	const char *words;
} tunnels[] = {
	{ "a proxy that sends a page", NULL, 0, HTTP_NO_TLS, "" },
	{ "a proxy that hangs up", "", 0, HTTP_NO_CONNECTION, "" },
	{ "a proxy that hangs up within its headers",
	  "HTTP/1.1 200 OK\r\nA: b\r\n", 0, HTTP_NO_CONNECTION, "" },
	{ "a proxy that does not speak HTTP", "SSH-2.0-OpenSSH_9.2\r\n\r\n", 0,
	  HTTP_NO_CONNECTION, "" },
	{ "a proxy with headers over the limit", NULL, 2 * HEAD_MAX,
	  HTTP_NO_CONNECTION, "reply: more than 256 KiB of headers" },
};

START_TEST(tunnel)
{
	struct server_reply reply = {
		.headers = "Content-Type: text/html\r\n",
		.raw = tunnels[_i].raw, .flood = tunnels[_i].flood,
		.end = SERVER_CLOSE,
	};
	struct server *s = server_start(&reply, 1);
	struct http_settings settings = quick;
	struct seen seen = { 0 };
	struct http *h;

	settings.proxy = server_url(s);
	h = new_http(&settings);
	start(h, "https://192.0.2.1/", &seen);
	finish(h, 1);
	ck_assert_msg(seen.reply.failure == tunnels[_i].failure &&
		      !seen.body.len, "%s: %d", tunnels[_i].what,
		      seen.reply.failure);
	ck_assert_msg(strstr(seen.reply.err.text, tunnels[_i].words),
		      "%s: %s", tunnels[_i].what, seen.reply.err.text);
	http_free(h);
	server_stop(s);
	ck_assert_uint_eq(server_holding(s, "CONNECT 192.0.2.1:443"), 1);
	server_free(s);
}
END_TEST

/* The headers of an interim reply are not headers of the final reply. */
START_TEST(interim)
{
	static const struct server_reply reply = {
		.raw = "HTTP/1.1 103 Early Hints\r\n"
		       "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
		       "Content-Encoding: gzip\r\n"
		       "Content-Type: text/html\r\n\r\n"
		       "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na" };
	struct server *s = server_start(&reply, 1);
	struct http *h = new_http(&quick);
	struct seen seen = { 0 };

	start(h, server_url(s), &seen);
	finish(h, 1);
	ck_assert_int_eq(seen.reply.failure, HTTP_WHOLE);
	check_text("body", buf_str(&seen.body), "a");
	check_text("type", seen.reply.head.type, "");
	check_text("encoding", seen.reply.head.encoding, "");
	ck_assert(codec_http_date(seen.reply.head.date) == (time_t)-1);
	http_free(h);
	server_free(s);
	buf_release(&seen.body);
}
END_TEST

/* Each of two replies comes after a pause.  Together, the pauses are longer
 * than the idle timeout. */
START_TEST(patience)
{
	static const struct server_reply reply = { .delay_ms = 1700 };
	struct http_settings settings = quick;
	struct server *s = server_start(&reply, 1);
	struct http *h;

	settings.idle_seconds = 3;
	h = new_http(&settings);
	for (int i = 0; i < 2; i++) {
		struct seen seen = { 0 };

		start(h, server_url(s), &seen);
		finish(h, 1);
		ck_assert_msg(seen.reply.failure == HTTP_WHOLE, "%d %s",
			      seen.reply.failure, seen.reply.err.text);
	}
	http_free(h);
	server_free(s);
}
END_TEST

static void pause_ms(long ms)
{
	struct timespec t = { ms / 1000, ms % 1000 * 1000000L };

	ck_assert_int_eq(nanosleep(&t, NULL), 0);
}

/* The test reads nothing for longer than the idle timeout, as a stopped command
 * does.  A reply that comes during this pause is valid.  If no byte comes, the
 * request times out. */
static const struct {
	const char *what;
	int delay_ms;
	enum http_failure failure;
} absences[] = {
	{ "a reply during the pause", 600, HTTP_WHOLE },
	{ "no byte during the pause", 30000, HTTP_TIMED_OUT },
};

START_TEST(absent)
{
	const struct server_reply reply = {
		.delay_ms = absences[_i].delay_ms, .body = "abc",
	};
	struct http_settings settings = quick;
	struct server *s = server_start(&reply, 1);
	struct seen seen = { 0 };
	struct err err = { 0 };
	struct http *h;

	settings.idle_seconds = 1;
	h = new_http(&settings);
	start(h, server_url(s), &seen);
	for (long long until = now_ms() + 300; now_ms() < until;)
		ck_assert_int_eq(http_wait(h, -1, 50, &err), 0);
	pause_ms(1500);
	finish(h, 1);
	ck_assert_msg(seen.reply.failure == absences[_i].failure, "%s: %d %s",
		      absences[_i].what, seen.reply.failure,
		      seen.reply.err.text);
	http_free(h);
	server_free(s);
	buf_release(&seen.body);
}
END_TEST

/* In each row, one timeout is shorter than the time until the reply. */
static const struct {
	const char *what;
	long reply_seconds, idle_seconds;
} timeouts[] = {
	{ "the timeout of a whole reply", .reply_seconds = 1,
	  .idle_seconds = 20 },
	{ "the idle timeout", .idle_seconds = 1 },
};

START_TEST(too_slow)
{
	static const struct server_reply reply = { .delay_ms = 30000 };
	struct http_settings settings = quick;
	struct server *s = server_start(&reply, 1);
	struct seen seen = { 0 };
	struct http *h;

	settings.reply_seconds = timeouts[_i].reply_seconds;
	settings.idle_seconds = timeouts[_i].idle_seconds;
	h = new_http(&settings);
	start(h, server_url(s), &seen);
	finish(h, 1);
	ck_assert_msg(seen.reply.failure == HTTP_TIMED_OUT, "%s: %d %s",
		      timeouts[_i].what, seen.reply.failure,
		      seen.reply.err.text);
	http_free(h);
	server_free(s);
}
END_TEST

enum { MANY = 50 };

/* Sends many requests at once, in three rounds on the same connections. */
START_TEST(many)
{
	static const struct server_reply reply = { .body = "abc",
						   .delay_ms = 300 };
	struct server *s = server_start(&reply, 1);
	struct http *h = new_http(&quick);
	struct seen seen[MANY] = {{ .calls = 0 }};

	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < MANY; i++) {
			seen[i].done = false;
			buf_clear(&seen[i].body);
			start(h, server_url(s), &seen[i]);
		}
		finish(h, MANY);
		for (int i = 0; i < MANY; i++) {
			ck_assert_msg(seen[i].reply.failure == HTTP_WHOLE,
				      "%d: %s", i, seen[i].reply.err.text);
			check_text("body", buf_str(&seen[i].body), "abc");
		}
	}
	http_free(h);
	server_stop(s);
	for (int i = 0; i < MANY; i++)
		buf_release(&seen[i].body);
	ck_assert_uint_eq(server_count(s), 3 * MANY);
	ck_assert_uint_eq(server_connections(s), MANY);
	ck_assert_uint_gt(server_most(s), MANY / 2);
	server_free(s);
}
END_TEST

/* No part of a reply occurs in the next reply on the same handle. */
START_TEST(handles_are_clean)
{
	static const struct server_reply replies[] = {
		{ .times = 1, .status = 500, .body = "0123456789",
		  .headers = "Content-Type: text/html\r\n",
		  .end = SERVER_CUT, .cut = 5 },
		{ .times = 1, .flood = 200 * 1024 },
		{ .times = 1, .flood = 200 * 1024, .dateless = true },
		{ .body = "a", .dateless = true },
	};
	struct server *s = server_start(replies, 4);
	struct http *h = new_http(&quick);

	for (int i = 0; i < 4; i++) {
		struct seen seen = { 0 };

		start(h, server_url(s), &seen);
		finish(h, 1);
		ck_assert_msg(seen.reply.failure ==
			      (i ? HTTP_WHOLE : HTTP_BROKEN), "%d: %s", i,
			      seen.reply.err.text);
		ck_assert_int_eq(seen.reply.status, i ? 200 : 500);
		check_text("type", seen.reply.head.type, i ? "" : "text/html");
		ck_assert((codec_http_date(seen.reply.head.date) ==
			   (time_t)-1) == (i > 1));
		ck_assert(!*seen.reply.err.text == (i > 0));
		buf_release(&seen.body);
	}
	http_free(h);
	server_free(s);
}
END_TEST

/* A server reads a request on a reused connection and closes the connection.
 * Only that request fails, and later requests succeed. */
START_TEST(other_requests_succeed)
{
	static const struct server_reply replies[] = {
		{ .times = 1, .body = "a" },
		{ .times = 1, .end = SERVER_DROP },
		{ .body = "b" },
	};
	struct server *s = server_start(replies, 3);
	struct http *h = new_http(&quick);

	for (int i = 0; i < 5; i++) {
		struct seen seen = { 0 };

		start(h, server_url(s), &seen);
		finish(h, 1);
		ck_assert_msg((seen.reply.failure == HTTP_WHOLE) == (i != 1),
			      "%d: %s", i, seen.reply.err.text);
		buf_release(&seen.body);
	}
	http_free(h);
	server_stop(s);
	ck_assert_uint_eq(server_count(s), 5);
	server_free(s);
}
END_TEST

START_TEST(canceled)
{
	static const struct server_reply replies[] = {
		{ .times = 3, .delay_ms = 2000 }, { .body = "a" },
	};
	struct server *s = server_start(replies, 2);
	struct http *h = new_http(&quick);
	struct seen given_up[3] = {{ .calls = 0 }}, seen = { 0 };
	struct http_reply reply;
	struct err err = { 0 };
	void *ctx;

	for (int i = 0; i < 3; i++)
		start(h, server_url(s), &given_up[i]);
	for (int i = 0; i < 5; i++)
		ck_assert_int_eq(http_wait(h, -1, 50, &err), 0);
	http_cancel_all(h);
	ck_assert(!http_done(h, &ctx, &reply));
	start(h, server_url(s), &seen);
	finish(h, 1);
	check_text("body", buf_str(&seen.body), "a");
	for (int i = 0; i < 3; i++)
		ck_assert(!given_up[i].done && !given_up[i].calls);
	http_cancel_all(h);
	start(h, server_url(s), &given_up[0]);
	http_free(h);
	http_free(NULL);
	server_free(s);
	buf_release(&given_up[0].body);
	buf_release(&seen.body);
}
END_TEST

/* http_wait returns early if the descriptor is readable. */
START_TEST(wait_for_input)
{
	struct http *h = new_http(&quick);
	struct err err = { 0 };
	long long start_ms;
	int fd[2];

	ck_assert_int_eq(pipe(fd), 0);
	start_ms = now_ms();
	ck_assert_int_eq(http_wait(h, fd[0], 50, &err), 0);
	ck_assert_int_ge(now_ms() - start_ms, 40);
	ck_assert_int_eq(write(fd[1], "x", 1), 1);
	start_ms = now_ms();
	ck_assert_int_eq(http_wait(h, fd[0], 20000, &err), 0);
	ck_assert_int_lt(now_ms() - start_ms, 10000);
	(void)close(fd[0]);
	(void)close(fd[1]);
	http_free(h);
}
END_TEST

/* A request that ended at once is reported without a wait. */
START_TEST(wait_for_nothing)
{
	struct http *h = new_http(&quick);
	struct seen seen = { 0 };
	char address[64];
	long long start_ms;

	(void)snprintf(address, sizeof(address), "http://127.0.0.1:%d/",
		       closed_port());
	start_ms = now_ms();
	for (int i = 0; i < 5; i++) {
		seen.done = false;
		start(h, address, &seen);
		finish(h, 1);
	}
	ck_assert_msg(now_ms() - start_ms < 2500, "%lld ms",
		      now_ms() - start_ms);
	http_free(h);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ transfer, ROWS(transfers) },
		{ flood, ROWS(floods) },
		{ date, ROWS(dates) },
		{ request, ROWS(requests) },
		{ unreachable, ROWS(nowhere) },
		{ no_tls, 1 },
		{ tunnel, ROWS(tunnels) },
		{ other_methods, 1 },
		{ interim, 1 },
		{ continued, 1 },
		{ patience, 1 },
		{ absent, ROWS(absences) },
		{ too_slow, ROWS(timeouts) },
		{ many, 1 },
		{ handles_are_clean, 1 },
		{ other_requests_succeed, 1 },
		{ canceled, 1 },
		{ wait_for_input, 1 },
		{ wait_for_nothing, 1 },
	};

	return check_main("http", cases, ROWS(cases));
}
