/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of fetch: replies, retries, failures of a proxy, and signals. */
#include "http/fetch.h"

#include "base/now.h"
#include "check_main.h"
#include "support/server.h"

#define CUT { .body = "half of it", .times = 1, .end = SERVER_CUT, .cut = 4 }

/* The size of a header line that is too long for libcurl. */
enum { LONG_LINE = 400 * 1024 };

static const struct {
	const char *what;
	int attempts;
	struct server_reply script[3];	/* in a row with a text in `words`, the
					 * test makes an empty body or header
					 * too long */
	size_t requests;
	long status;		/* the reply's status, or 0 without a reply */
	const char *words;	/* error message; NULL for a message of libcurl,
				 * which the test does not compare */
	const char *body;
} rows[] = {
	{ "a document", 3, {{ .body = "text" }}, 1, 200, "", "text" },
	{ "404 for the document", 3, {{ .status = 404, .body = "no" }}, 1, 404,
	  "", "no" },
	{ "an empty document", 1, {{ .body = "" }}, 1, 200, "", "" },
	{ "a redirect", 3, {{ .status = 302, .headers =
	  "Location: http://127.0.0.1:9/\r\n" }}, 1, 302, "", "" },
	{ "500, then the document", 3, {{ .status = 500, .times = 1,
	  .body = "sorry" }, { .body = "text" }}, 2, 200, "", "text" },
	{ "429 twice, then the document", 3, {{ .status = 429, .times = 2,
	  .body = "wait" }, { .body = "text" }}, 3, 200, "", "text" },
	{ "503 at each attempt", 3, {{ .status = 503, .body = "sorry" }}, 3,
	  503, "", "sorry" },
	{ "500 to the only attempt", 1, {{ .status = 500, .times = 1 },
	  { .body = "text" }}, 1, 500, "", "" },
	{ "a dropped connection, then the document", 2,
	  {{ .times = 1, .end = SERVER_DROP }, { .body = "text" }}, 2, 200, "",
	  "text" },
	{ "a truncated reply, then the document", 2, { CUT,
	  { .body = "text" }}, 2, 200, "", "text" },
	{ "a truncated reply at each attempt", 2, { CUT, CUT }, 2, 0, NULL,
	  NULL },
	{ "a reply that is too long", 3, {{ .body = "" }}, 1, 0,
	  "reply: over 1048576 bytes", NULL },
	{ "a header line that is too long", 3, {{ .headers = "" }}, 1, 0,
	  "reply: a header line is too long, or out of memory", NULL },
};

static const volatile sig_atomic_t not_stopped;

START_TEST(get)
{
	static const struct http_settings settings = {
		.connect_seconds = 5, .idle_seconds = 5, .proxy = "",
		.user_agent = "check",
	};
	static const struct http_header header = { "X-Mine", "yes" };
	struct server_reply script[3];
	bool large = rows[_i].words && *rows[_i].words;
	char *zeros = check_repeat('0', large ? FETCH_MAX + 1 : 0);
	char *line = check_repeat('1', LONG_LINE);
	struct server *server;
	struct fetch fetch = {
		.headers = &header, .header_count = 1, .wait_ms = 1,
		.attempts = rows[_i].attempts, .stop = &not_stopped,
	};
	struct buf out = { 0 };
	struct http *http = NULL;
	struct err err = { 0 };
	long status = 0;
	int rc;

	memcpy(script, rows[_i].script, sizeof(script));
	memcpy(line, "X:", 2);
	memcpy(line + LONG_LINE - 2, "\r\n", 2);
	if (large && script[0].body)
		script[0].body = zeros;
	if (script[0].headers && !*script[0].headers)
		script[0].headers = line;
	buf_puts(&out, "left from before");
	server = server_start(script, ROWS(script));
	fetch.url = server_url(server);
	ck_assert_int_eq(http_new(&http, &settings, &err), 0);
	rc = fetch_get(http, &fetch, &out, &status, &err);
	http_free(http);
	server_stop(server);
	ck_assert_msg(rc == (rows[_i].status ? 0 : -1), "%s: %d: %s",
		      rows[_i].what, rc, err.text);
	if (!rc) {
		ck_assert_int_eq(status, rows[_i].status);
		check_text(rows[_i].what, buf_str(&out), rows[_i].body);
	}
	if (rows[_i].words)
		check_text(rows[_i].what, err.text, rows[_i].words);
	else
		ck_assert_msg(*err.text, "%s: no words", rows[_i].what);
	ck_assert_msg(server_count(server) == rows[_i].requests,
		      "%s: %zu requests", rows[_i].what,
		      server_count(server));
	ck_assert_uint_eq(server_holding(server, "\r\nX-Mine: yes\r\n"),
			  server_count(server));
	server_free(server);
	buf_release(&out);
	free(zeros);
	free(line);
}
END_TEST

static const struct {
	const char *what;
	const char *url;	/* URL to request through a proxy, or NULL */
	struct server_reply script[1];
	sig_atomic_t stop;
	const char *words;	/* part of the error message */
	size_t requests;
} ends[] = {
	{ "a final refusal by a proxy", "https://127.0.0.1:9/",
	  {{ .status = 403 }}, 0, "403", 1 },
	{ "a temporary failure of a proxy", "https://127.0.0.1:9/",
	  {{ .status = 503 }}, 0, "503", 3 },
	{ "a signal at the start", NULL, {{ .status = 503 }}, SIGINT,
	  "interrupted", 0 },
};

/* fetch waits before it retries a temporary failure.  It does not retry a final
 * failure, and makes no request after a signal. */
START_TEST(no_document)
{
	struct http_settings settings = {
		.connect_seconds = 5, .idle_seconds = 5, .proxy = "",
		.user_agent = "check",
	};
	volatile sig_atomic_t stop = ends[_i].stop;
	struct fetch fetch = {
		.wait_ms = stop ? 60000 : 1000, .attempts = 3, .stop = &stop,
	};
	struct server *server = server_start(ends[_i].script, 1);
	struct buf out = { 0 };
	struct http *http = NULL;
	struct err err = { 0 };
	const long long begun = now_ms();
	long status = 0;

	fetch.url = ends[_i].url ? ends[_i].url : server_url(server);
	if (ends[_i].url)
		settings.proxy = server_url(server);
	ck_assert_int_eq(http_new(&http, &settings, &err), 0);
	ck_assert_int_eq(fetch_get(http, &fetch, &out, &status, &err), -1);
	ck_assert_msg(strstr(err.text, ends[_i].words), "%s: %s",
		      ends[_i].what, err.text);
	http_free(http);
	server_stop(server);
	ck_assert_uint_eq(server_count(server), ends[_i].requests);
	if (ends[_i].requests)
		ck_assert_int_ge(now_ms() - begun,
				 1000 * ((int)ends[_i].requests - 1));
	server_free(server);
	buf_release(&out);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ get, ROWS(rows) }, { no_document, ROWS(ends) },
	};

	return check_main("fetch", cases, ROWS(cases));
}
