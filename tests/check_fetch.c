/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of fetch: one document, and all attempts at it. */
#include "fetch.h"

#include "check_main.h"
#include "support/server.h"

#define CUT { .body = "half of it", .times = 1, .end = SERVER_CUT, .cut = 4 }

static const struct {
	const char *what;
	int attempts;
	struct server_reply script[3];
	size_t requests;
	long status;		/* 0: no reply, with */
	const char *words;	/* NULL: libcurl's */
	const char *body;
} rows[] = {
	{ "a document", 3, {{ .body = "text" }}, 1, 200, "", "text" },
	{ "none", 3, {{ .status = 404, .body = "no" }}, 1, 404, "", "no" },
	{ "empty", 1, {{ .body = "" }}, 1, 200, "", "" },
	{ "elsewhere", 3, {{ .status = 302, .headers =
	  "Location: http://127.0.0.1:9/\r\n" }}, 1, 302, "", "" },
	{ "a failure, and then it", 3, {{ .status = 500, .times = 1,
	  .body = "sorry" }, { .body = "text" }}, 2, 200, "", "text" },
	{ "too often", 3, {{ .status = 429, .times = 2, .body = "wait" },
	  { .body = "text" }}, 3, 200, "", "text" },
	{ "failures", 3, {{ .status = 503, .body = "sorry" }}, 3, 503, "",
	  "sorry" },
	{ "one attempt", 1, {{ .status = 500, .times = 1 },
	  { .body = "text" }}, 1, 500, "", "" },
	{ "silence", 2, {{ .times = 1, .end = SERVER_DROP },
	  { .body = "text" }}, 2, 200, "", "text" },
	{ "half, and then the whole", 2, { CUT, { .body = "text" }}, 2, 200,
	  "", "text" },
	{ "half each time", 2, { CUT, CUT }, 2, 0, NULL, NULL },
	{ "too long", 3, {{ .body = "" }}, 1, 0, "reply: over 1048576 bytes",
	  NULL },
};

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
	struct server *server;
	struct fetch fetch = {
		.headers = &header, .header_count = 1, .wait_ms = 1,
		.attempts = rows[_i].attempts,
	};
	struct buf out = {0};
	struct http *http = NULL;
	struct err err = {0};
	long status = 0;
	int rc;

	memcpy(script, rows[_i].script, sizeof(script));
	if (large)
		script[0].body = zeros;
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
}
END_TEST

int main(void)
{
	const struct check_case cases[] = { { get, ROWS(rows) } };

	return check_main("fetch", cases, ROWS(cases));
}
