/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Tests of imds with a server that answers from a script.  The script has one
 * reply for each connection, in the order of the connections.
 */
#include "aws/imds.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#include "check_main.h"

enum { REPLIES_MAX = 8 };

/* Values of `status` in struct reply that are not HTTP statuses. */
enum {
	END = 0,	/* end of the script: no request may follow */
	SILENT = 1,	/* no answer; the connection stays open */
	CUT = 2,	/* fewer bytes than Content-Length says */
	ENDLESS = 3,	/* zeros until the client closes the connection */
	LARGE = 4,	/* a body of IMDS_REPLY_MAX bytes */
	GARBAGE = 5,	/* a line that is not HTTP */
};

struct reply {
	int status;
	const char *body;
};

struct server {
	const struct reply *replies;
	int listener, port;
	int silent[REPLIES_MAX];		/* connections that stay open */
	size_t silent_len;
	struct buf log;			/* request lines, each with its token or
					 * the TTL of a token, if any */
	pthread_t thread;
};

static void send_all(int fd, const char *data, size_t len)
{
	ssize_t n;

	while (len && (n = send(fd, data, len, MSG_NOSIGNAL)) > 0) {
		data += n;
		len -= (size_t)n;
	}
}

/* Sends LEN zero bytes, unless the client closes the connection. */
static void send_zeros(int fd, size_t len)
{
	static const char zeros[65536];
	size_t n;

	for (; len; len -= n) {
		n = len < sizeof(zeros) ? len : sizeof(zeros);
		if (send(fd, zeros, n, MSG_NOSIGNAL) < 0)
			return;
	}
}

static void send_reply(int fd, const struct reply *r)
{
	const char *body = r->body ? r->body : "";
	bool sized = r->status != ENDLESS;
	struct buf head = { 0 };
	size_t len = strlen(body);

	if (r->status == GARBAGE) {
		send_all(fd, "what?\r\n\r\n", 9);
		return;
	}
	len = r->status == LARGE ? IMDS_REPLY_MAX : len;
	buf_printf(&head, "HTTP/1.1 %d X\r\nConnection: close\r\n"
		   "Location: http://127.0.0.1:1/\r\n",
		   r->status < 100 ? 200 : r->status);
	if (sized)
		buf_printf(&head, "Content-Length: %zu\r\n",
			   r->status == CUT ? len + 1 : len);
	buf_puts(&head, "\r\n");
	send_all(fd, head.data, head.len);
	if (r->status == ENDLESS)
		send_zeros(fd, SIZE_MAX);
	else if (r->status == LARGE)
		send_zeros(fd, len);
	else
		send_all(fd, body, len);
	buf_release(&head);
}

/* Reads the head of a request and adds a line to the log.  Returns false if the
 * connection had no request. */
static bool take_request(struct server *s, int fd)
{
	static const char *const names[] = {
		"\r\nX-aws-ec2-metadata-token: ",
		"\r\nX-aws-ec2-metadata-token-ttl-seconds: ",
	};
	struct buf head = { 0 };
	char chunk[1024];
	ssize_t n;
	bool any;

	while (!strstr(buf_str(&head), "\r\n\r\n") &&
	       (n = read(fd, chunk, sizeof(chunk))) > 0)
		buf_append(&head, chunk, (size_t)n);
	any = head.len > 0;
	buf_append(&s->log, buf_str(&head), strcspn(buf_str(&head), "\r"));
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const char *at = strstr(buf_str(&head), names[i]);

		if (!at)
			continue;
		at += strlen(names[i]);
		buf_putc(&s->log, ' ');
		buf_append(&s->log, at, strcspn(at, "\r"));
	}
	buf_putc(&s->log, '\n');
	buf_release(&head);
	return any;
}

/* A connection without a request stops the server. */
static void *serve(void *arg)
{
	struct server *s = arg;

	for (size_t n = 0;; n++) {
		int fd = accept(s->listener, NULL, NULL);
		const struct reply none = { 599, NULL };

		if (fd < 0 || !take_request(s, fd)) {
			(void)close(fd);
			return NULL;
		}
		if (s->replies[n].status == SILENT) {
			s->silent[s->silent_len++] = fd;
			continue;
		}
		send_reply(fd, s->replies[n].status ? &s->replies[n] : &none);
		(void)close(fd);
		if (s->replies[n].status == END)
			n--;
	}
}

static void start(struct server *s, const struct reply *replies)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	socklen_t len = sizeof(at);

	memset(s, 0, sizeof(*s));
	s->replies = replies;
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	s->listener = socket(AF_INET, SOCK_STREAM, 0);
	ck_assert_int_ge(s->listener, 0);
	ck_assert_int_eq(bind(s->listener, (struct sockaddr *)&at,
			      sizeof(at)), 0);
	ck_assert_int_eq(listen(s->listener, 8), 0);
	ck_assert_int_eq(getsockname(s->listener, (struct sockaddr *)&at,
				     &len), 0);
	s->port = ntohs(at.sin_port);
	ck_assert_int_eq(pthread_create(&s->thread, NULL, serve, s), 0);
}

static void finish(struct server *s)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	at.sin_port = htons((uint16_t)s->port);
	ck_assert_int_eq(connect(fd, (struct sockaddr *)&at, sizeof(at)), 0);
	(void)close(fd);
	ck_assert_int_eq(pthread_join(s->thread, NULL), 0);
	for (size_t i = 0; i < s->silent_len; i++)
		(void)close(s->silent[i]);
	(void)close(s->listener);
	/* The last line of the log is empty, because the last connection had no
	 * request. */
	if (s->log.len)
		s->log.data[s->log.len - 1] = '\0';
}

#define PUT     "PUT /latest/api/token HTTP/1.1 300\n"
#define GET     "GET /latest/meta-data/x HTTP/1.1"
#define T1      { 200, "TOKEN1" }
#define T2      { 200, "TOKEN2" }
#define I1      { 200, "i-1" }
#define MUTE    { SILENT, NULL }
#define WITH_T1 GET " TOKEN1\n"
#define WITH_T2 GET " TOKEN2\n"
#define PLAIN   GET "\n"

#define REFUSED(status) "/latest/meta-data/x: the metadata service answered " \
			"with status " #status
#define NO_TOKEN(status) ": the request for a session token failed with " \
			 "status " #status
#define NOT_A_TOKEN ": the reply to the request for a session token is not " \
		    "a token"
#define LATE     ": no complete answer in time (timeout 1 s)"
#define X_LATE   ": /latest/meta-data/x" LATE
#define V1_HINT  "the_setting forbids requests without a token (version 1)"
#define OFF_HINT "the service may be disabled in the instance's metadata " \
		 "options"
#define HOP_HINT "the service answers, but not the request for a session " \
		 "token: in a container, the instance's hop limit must be 2 " \
		 "or more (aws ec2 modify-instance-metadata-options " \
		 "--http-put-response-hop-limit 2)"
#define PROBE    "GET / HTTP/1.1 none\n"

#define FINDS(text, asked)      .value = (text), .log = asked
#define MISSES(asked)           .log = asked
#define FAILS(asked, with)      .fails = true, .log = asked, .words = with

static const volatile sig_atomic_t stopped = SIGTERM, not_stopped;

/* `log` has the expected requests.  `words` is the expected error message.  If
 * `words` begins with a colon, the address of the service comes before `words`
 * in the message.  If `words` is NULL, the test compares only the beginning of
 * the message, because the rest is from libcurl. */
static const struct {
	const char *name;
	struct imds_settings settings;
	const struct reply replies[REPLIES_MAX];
	const char *value;		/* NULL if the read finds no value */
	const char *log;
	bool fails;
	const char *words, *hint;
	bool can_continue;	/* result of imds_can_continue */
} reads[] = {
#define NONE { .stop = NULL }
#define FORBIDDEN(value) { .v1_disabled = { value, "the_setting" } }
	{ "version 2", NONE, { T1, I1 },
	  FINDS("i-1", PUT WITH_T1) },
	{ "404 for the value", NONE, { T1, { 404, "<html>" } },
	  MISSES(PUT WITH_T1) },
	{ "an empty value", NONE, { T1, { 200, "" } },
	  FINDS("", PUT WITH_T1) },
	{ "a token with a line end", NONE, { { 200, "TOKEN1\r\n" }, I1 },
	  FINDS("i-1", PUT WITH_T1) },
	{ "version 1 after 403 to the token request", NONE, { { 403, "" }, I1 },
	  FINDS("i-1", PUT PLAIN) },
	{ "version 1 after 404 to the token request", NONE, { { 404, "" }, I1 },
	  FINDS("i-1", PUT PLAIN) },
	{ "version 1 after 405 to the token request", NONE, { { 405, "" }, I1 },
	  FINDS("i-1", PUT PLAIN) },
	{ "version 1 after a timeout of the token request", NONE, { MUTE, I1 },
	  FINDS("i-1", PUT PLAIN) },
	{ "a token request is not repeated after a timeout",
	  { .attempts = { "3" } }, { MUTE, I1 }, FINDS("i-1", PUT PLAIN) },
	{ "version 1 forbidden, 404", FORBIDDEN("true"), { { 404, "" } },
	  FAILS(PUT, ": it does not support session tokens (status 404)"),
	  .hint = V1_HINT },
	{ "version 1 forbidden, a slow service", FORBIDDEN("True"),
	  { MUTE, MUTE }, FAILS(PUT PROBE, LATE) },
	{ "version 1 forbidden, too many hops", FORBIDDEN("true"),
	  { MUTE, { 401, "" }, MUTE },
	  FAILS(PUT PROBE PUT, LATE), .hint = HOP_HINT },
	{ "version 1 forbidden, a slow token", FORBIDDEN("true"),
	  { MUTE, { 401, "" }, T1, I1 }, FINDS("i-1", PUT PROBE PUT WITH_T1) },
	{ "version 1 forbidden, 404 to the second token request",
	  FORBIDDEN("true"), { MUTE, { 401, "" }, { 404, "" } },
	  FAILS(PUT PROBE PUT, ": it does not support session tokens (status 404)"),
	  .hint = V1_HINT },
	{ "the value 1 does not forbid version 1", { .v1_disabled = { "1" } },
	  { { 404, "" }, I1 },
	  FINDS("i-1", PUT PLAIN) },
	{ "too many hops", NONE, { MUTE, { 401, "" }, MUTE, { 401, "" } },
	  FAILS(PUT PLAIN PUT PLAIN, REFUSED(401)), .hint = HOP_HINT },
	{ "the second token request succeeds", NONE,
	  { MUTE, { 401, "" }, T1, I1 }, FINDS("i-1", PUT PLAIN PUT WITH_T1) },
	{ "a slow service", NONE, { MUTE, MUTE },
	  FAILS(PUT PLAIN, X_LATE), .can_continue = true },
	{ "a timeout of the token request, then 404", NONE,
	  { MUTE, { 404, "" } }, MISSES(PUT PLAIN) },
	{ "400 to the token request", NONE, { { 400, "" } },
	  FAILS(PUT, NO_TOKEN(400)) },
	{ "401 to the token request", NONE, { { 401, "" } },
	  FAILS(PUT, NO_TOKEN(401)) },
	{ "500 to the token request", NONE, { { 500, "" } },
	  FAILS(PUT, NO_TOKEN(500)) },
	{ "a redirect of the token request", NONE, { { 307, "" } },
	  FAILS(PUT, NO_TOKEN(307)) },
	{ "500 to the token request, then a token", { .attempts = { "2" } },
	  { { 500, "" }, T1, I1 }, FINDS("i-1", PUT PUT WITH_T1) },
	{ "an empty token", NONE, { { 200, "" } },
	  FAILS(PUT, NOT_A_TOKEN) },
	{ "a token that adds a header", NONE, { { 200, "a\r\nX: y" } },
	  FAILS(PUT, NOT_A_TOKEN) },
	{ "a token that is not text", NONE, { { 200, "a\x80" } },
	  FAILS(PUT, NOT_A_TOKEN) },
	{ "an endless token", NONE, { { ENDLESS, NULL } },
	  FAILS(PUT, ": reply: over 8192 bytes") },
	{ "a truncated token", NONE, { { CUT, "TOK" } },
	  FAILS(PUT, NULL) },
	{ "an expired token is replaced", NONE, { T1, { 401, "" }, T2, I1 },
	  FINDS("i-1", PUT WITH_T1 PUT WITH_T2) },
	{ "the new token is refused too", NONE,
	  { T1, { 401, "" }, T2, { 401, "" } },
	  FAILS(PUT WITH_T1 PUT WITH_T2, REFUSED(401)), .can_continue = true },
	{ "400 to the second token request", NONE,
	  { T1, { 401, "" }, { 400, "" } },
	  FAILS(PUT WITH_T1 PUT, NO_TOKEN(400)) },
	{ "404 to the second token request", NONE,
	  { T1, { 401, "" }, { 404, "" }, I1 },
	  FINDS("i-1", PUT WITH_T1 PUT PLAIN) },
	{ "403 for the value", NONE, { T1, { 403, "" } },
	  FAILS(PUT WITH_T1, REFUSED(403)), .hint = OFF_HINT,
	  .can_continue = true },
	{ "500 for the value", NONE, { T1, { 500, "<html>" } },
	  FAILS(PUT WITH_T1, REFUSED(500)), .can_continue = true },
	{ "500, 503 and 502 for the value", { .attempts = { "3" } },
	  { T1, { 500, "" }, { 503, "" }, { 502, "" } },
	  FAILS(PUT WITH_T1 WITH_T1 WITH_T1, REFUSED(502)),
	  .can_continue = true },
	{ "500 for the value twice, then the value", { .attempts = { "3" } },
	  { T1, { 500, "" }, { 500, "" }, I1 },
	  FINDS("i-1", PUT WITH_T1 WITH_T1 WITH_T1) },
	{ "404 is not retried", { .attempts = { "3" } },
	  { T1, { 404, "" } },
	  MISSES(PUT WITH_T1) },
	{ "a redirect of the value request", NONE, { T1, { 302, "" } },
	  FAILS(PUT WITH_T1, REFUSED(302)), .can_continue = true },
	{ "a truncated value", NONE, { T1, { CUT, "i-" } },
	  FAILS(PUT WITH_T1, NULL),
	  .can_continue = true },
	{ "a truncated value, then a complete value", { .attempts = { "2" } },
	  { T1, { CUT, "i-" }, I1 }, FINDS("i-1", PUT WITH_T1 WITH_T1) },
	{ "a timeout of the value request", NONE, { T1, MUTE },
	  FAILS(PUT WITH_T1, X_LATE),
	  .can_continue = true },
	{ "a timeout of the value request, then a value",
	  { .attempts = { "2" } }, { T1, MUTE, I1 },
	  FINDS("i-1", PUT WITH_T1 WITH_T1) },
	{ "a signal before the first request", { .stop = &stopped }, { { 0 } },
	  FAILS("", "interrupted") },
	{ "a timeout, no signal, then a value",
	  { .attempts = { "2" }, .stop = &not_stopped }, { T1, MUTE, I1 },
	  FINDS("i-1", PUT WITH_T1 WITH_T1) },
	{ "an endless value", NONE, { T1, { ENDLESS, NULL } },
	  FAILS(PUT WITH_T1, ": /latest/meta-data/x: reply: over 1024 KiB"),
	  .can_continue = true },
	{ "the reply to the value request is not HTTP", NONE,
	  { T1, { GARBAGE, NULL } }, FAILS(PUT WITH_T1, NULL),
	  .can_continue = true },
	{ "the reply to the token request is not HTTP", NONE,
	  { { GARBAGE, NULL } }, FAILS(PUT, NULL) },
#undef NONE
#undef FORBIDDEN
};

/* Creates a client with SETTINGS.  The metadata service is the server S, under
 * the path BASE. */
static struct imds *reach(const struct server *s, const char *base,
			  struct imds_settings settings)
{
	struct imds *i = NULL;
	struct err err = { 0 };
	char url[64];

	(void)snprintf(url, sizeof(url), "http://127.0.0.1:%d%s", s->port,
		       base);
	settings.endpoint.value = url;
	ck_assert_msg(imds_new(&i, &settings, &err) == 0, "%s", err.text);
	return i;
}

static void check_failure(int row, const struct server *s,
			  const struct err *err)
{
	const char *name = reads[row].name, *words = reads[row].words;
	char text[256];

	ck_assert_int_eq(err->kind, ERR_FAILED);
	(void)snprintf(text, sizeof(text), "metadata service at "
		       "http://127.0.0.1:%d", s->port);
	if (words && *words == ':')
		(void)snprintf(text + strlen(text),
			       sizeof(text) - strlen(text), "%s", words);
	else if (words)
		(void)snprintf(text, sizeof(text), "%s", words);
	if (words)
		check_text(name, err->text, text);
	else
		ck_assert_msg(strncmp(err->text, text, strlen(text)) == 0,
			      "%s: %s", name, err->text);
	check_text(name, err->hint, reads[row].hint ? reads[row].hint : "");
	ck_assert_ptr_null(strstr(err->text, "TOKEN"));
}

START_TEST(read_one)
{
	const char *name = reads[_i].name;
	const char *value = reads[_i].value;
	bool fails = reads[_i].fails;
	struct buf out = { 0 };
	struct err err = { 0 };
	struct server s;
	struct imds *i;
	bool found = !value;
	int rc;

	buf_puts(&out, "from before");
	start(&s, reads[_i].replies);
	i = reach(&s, "", reads[_i].settings);
	ck_assert(!imds_is_there(i));
	rc = imds_get(i, "/latest/meta-data/x", &out, &found, &err);
	finish(&s);
	ck_assert_msg(rc == (fails ? -1 : 0), "%s: %d %s", name, rc, err.text);
	check_text(name, buf_str(&s.log), reads[_i].log);
	check_text(name, buf_str(&out), value ? value : "");
	if (fails)
		check_failure(_i, &s, &err);
	else
		ck_assert_msg(found == (value != NULL), "%s", name);
	ck_assert_msg(imds_can_continue(i) == reads[_i].can_continue, "%s",
		      name);
	imds_free(i);
	buf_release(&out);
	buf_release(&s.log);
}
END_TEST

/* One token serves many requests, and a failure does not affect later
 * requests. */
START_TEST(read_many)
{
	static const struct reply replies[REPLIES_MAX] = {
		T1, { 200, "a" }, { 500, "" }, { 404, "" }, { 200, "b" },
		{ LARGE, NULL },
	};
	struct buf out = { 0 };
	struct err err = { 0 };
	struct server s;
	struct imds *i;
	bool found;

	start(&s, replies);
	i = reach(&s, "", (struct imds_settings){ 0 });
	ck_assert_int_eq(imds_get(i, "/1", &out, &found, &err), 0);
	ck_assert(found && imds_is_there(i));
	ck_assert_int_eq(imds_get(i, "/2", &out, &found, &err), -1);
	ck_assert(imds_can_continue(i) && imds_is_there(i));
	ck_assert_int_eq(imds_get(i, "/3", &out, &found, &err), 0);
	ck_assert(!found);
	ck_assert_int_eq(imds_get(i, "/4", &out, &found, &err), 0);
	ck_assert(found);
	check_text("the last", buf_str(&out), "b");
	ck_assert_int_eq(imds_get(i, "/5", &out, &found, &err), 0);
	ck_assert_uint_eq(out.len, IMDS_REPLY_MAX);
	finish(&s);
	check_text("log", buf_str(&s.log), PUT "GET /1 HTTP/1.1 TOKEN1\n"
		   "GET /2 HTTP/1.1 TOKEN1\nGET /3 HTTP/1.1 TOKEN1\n"
		   "GET /4 HTTP/1.1 TOKEN1\nGET /5 HTTP/1.1 TOKEN1\n");
	imds_free(i);
	buf_release(&out);
	buf_release(&s.log);
}
END_TEST

/* If an answer is truncated or has the status 403, the answer for another path
 * may be good.  After two such failures in a row, imds_can_continue returns
 * false. */
START_TEST(give_up_after_two_failures)
{
	static const struct reply replies[REPLIES_MAX] = {
		T1, { 403, "" }, { 200, "a" }, { 403, "" }, { CUT, "b" },
	};
	static const bool continues[] = { true, false, true, false };
	struct buf out = { 0 };
	struct err err = { 0 };
	struct server s;
	struct imds *i;
	bool found;

	start(&s, replies);
	i = reach(&s, "", (struct imds_settings){ 0 });
	for (size_t n = 0; n < sizeof(continues) / sizeof(*continues); n++) {
		ck_assert_int_eq(imds_get(i, "/x", &out, &found, &err),
				 n == 1 ? 0 : -1);
		ck_assert_msg(imds_can_continue(i) == continues[n], "read %zu", n);
	}
	finish(&s);
	imds_free(i);
	buf_release(&out);
	buf_release(&s.log);
}
END_TEST

static const struct {
	const char *base, *path, *sent;
} paths[] = {
	{ "", "/", "/" },
	{ "/", "/latest/a", "/latest/a" },
	{ "/base//", "/latest/a/", "/base/latest/a/" },
	{ "", "/a b?c#d", "/a%20b%3Fc%23d" },
	{ "", "/a%20b", "/a%20b" },
	{ "", "/a\r\nX: y", "/a%0D%0AX:%20y" },
	{ "", "/\xc3\xa9\\\"<>[]^`{|}", "/%C3%A9%5C%22%3C%3E%5B%5D%5E%60%7B"
	  "%7C%7D" },
	{ "", "/!$&'()*+,;=:@-._~", "/!$&'()*+,;=:@-._~" },
	{ "", "/a/../b//c", "/a/../b//c" },
};

START_TEST(path)
{
	static const struct reply replies[REPLIES_MAX] = {
		{ 404, "" }, { 200, "a" },
	};
	char want[256], *at;
	struct buf out = { 0 };
	struct err err = { 0 };
	struct server s;
	struct imds *i;
	bool found;

	start(&s, replies);
	i = reach(&s, paths[_i].base, (struct imds_settings){ 0 });
	ck_assert_int_eq(imds_get(i, paths[_i].path, &out, &found, &err), 0);
	finish(&s);
	at = strchr(buf_str(&s.log), '\n');
	ck_assert_ptr_nonnull(at);
	(void)snprintf(want, sizeof(want), "GET %s HTTP/1.1\n", paths[_i].sent);
	check_text(paths[_i].path, at + 1, want);
	imds_free(i);
	buf_release(&out);
	buf_release(&s.log);
}
END_TEST

/* imds_get fails if the settings disable the service, or if no server
 * listens. */
START_TEST(not_there)
{
	struct imds_settings s = { .disabled = { "true" } };
	struct buf out = { 0 };
	struct err err = { 0 };
	struct imds *i;
	bool found;

	ck_assert_int_eq(imds_new(&i, &s, &err), 0);
	ck_assert_int_eq(imds_get(i, "/", &out, &found, &err), -1);
	check_text("disabled", err.text, "the metadata service is disabled "
		   "(AWS_EC2_METADATA_DISABLED)");
	check_text("no rehearsal", err.hint, "");
	ck_assert(!imds_is_there(i) && !imds_can_continue(i));
	imds_free(i);
	s.sandbox.value = "1";
	ck_assert_int_eq(imds_new(&i, &s, &err), 0);
	ck_assert_int_eq(imds_get(i, "/", &out, &found, &err), -1);
	check_text("a rehearsal", err.hint, "ec2-sandbox -m "
		   "INSTANCE=127.0.0.1:0 serves the data of an instance");
	imds_free(i);
	s = (struct imds_settings){ .endpoint = { "http://127.0.0.1:1" },
				    .disabled = { "1" }, .attempts = { "2" } };
	ck_assert_int_eq(imds_new(&i, &s, &err), 0);
	ck_assert_int_eq(imds_get(i, "/", &out, &found, &err), -1);
	check_text("no server", err.text, "no metadata service at "
		   "http://127.0.0.1:1 (is this an EC2 instance?)");
	ck_assert(!imds_is_there(i) && !imds_can_continue(i));
	imds_free(i);
	imds_free(NULL);
	buf_release(&out);
}
END_TEST

int main(void)
{
	const struct check_case tests[] = {
		{ read_one, ROWS(reads) },
		{ read_many, 1 },
		{ give_up_after_two_failures, 1 },
		{ path, ROWS(paths) },
		{ not_there, 1 },
	};

	/* The requests must not use a proxy.  No server listens at this proxy,
	 * so a request through it would fail. */
	(void)setenv("http_proxy", "http://127.0.0.1:1", 1);
	(void)setenv("all_proxy", "http://127.0.0.1:1", 1);
	return check_main("imds", tests, ROWS(tests));
}
