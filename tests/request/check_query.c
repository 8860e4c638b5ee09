/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of query: the bytes of one request. */
#include "request/query.h"

#include "aws/cred.h"
#include "check_main.h"
#include "support/server.h"

/* A server, and a query that is sent to the server. */
struct scene {
	struct server *server;
	struct endpoint endpoint;
	struct cred cred;
	struct http *http;
	struct signer *signer;
	struct query_service to;
	struct query query;
	struct buf reply;
};

static const struct {
	const char *what;
	enum sign_version version;
	bool unsigned_;
	const char *token;
	const char *has[8];	/* texts that the request must have */
	const char *lacks[4];	/* texts that the request must not have */
} queries[] = {
	{ "signature version 4", SIGN_V4, false, NULL,
	  { "\r\nX-Amz-Date: ", "\r\nAuthorization: AWS4-HMAC-SHA256 "
	    "Credential=AKIDEXAMPLE/", "SignedHeaders=content-type;host;"
	    "x-amz-date, ", "\r\n\r\nAction=List&ImageId=a%20b&Version=V" },
	  { "X-Amz-Security-Token", "\nSignature=", "&Signature=" } },
	{ "signature version 4 with a token", SIGN_V4, false, "TOKEN",
	  { "\r\nX-Amz-Security-Token: TOKEN\r\n", "SignedHeaders="
	    "content-type;host;x-amz-date;x-amz-security-token, " },
	  { "SecurityToken" } },
	{ "signature version 2", SIGN_V2, false, NULL,
	  { "AWSAccessKeyId=AKIDEXAMPLE&Action=List&ImageId=a%20b&",
	    "&Signature=", "&SignatureVersion=2&", "&Version=V" },
	  { "Authorization", "X-Amz-Date", "SecurityToken" } },
	{ "signature version 2 with a token", SIGN_V2, false, "TOKEN",
	  { "&SecurityToken=TOKEN&" }, { "X-Amz-Security-Token" } },
	{ "a request without a signature", SIGN_V4, true, NULL,
	  { "\r\n\r\nAction=List&ImageId=a%20b&Version=V" },
	  { "Authorization", "X-Amz-", "Signature" } },
};

static int on_body(void *ctx, long status, const char *data, size_t len,
		   struct err *err)
{
	struct scene *s = ctx;

	buf_append(&s->reply, data, len);
	return 0;
}

static void set_up(struct scene *s, int i)
{
	static const struct server_reply answer = { .body = "<x/>" };
	static const struct http_settings http = {
		.connect_seconds = 5, .idle_seconds = 60, .proxy = "",
		.user_agent = "tests/1",
	};
	struct settings settings = { 0 };
	struct sign_scope scope = { .version = queries[i].version,
				    .service = "ec2" };
	struct err err = { 0 };

	s->server = server_start(&answer, 1);
	settings.url = server_url(s->server);
	ck_assert_int_eq(endpoint_find(&s->endpoint, &settings, NULL, &err), 0);
	cred_init(&s->cred);
	buf_puts(&s->cred.access_key, "AKIDEXAMPLE");
	buf_puts(&s->cred.secret_key, "SECRETEXAMPLE");
	if (queries[i].token)
		buf_puts(&s->cred.token, queries[i].token);
	scope.host = buf_str(&s->endpoint.url.host);
	scope.path = buf_str(&s->endpoint.url.path);
	scope.region = buf_str(&s->endpoint.region);
	ck_assert_int_eq(http_new(&s->http, &http, &err), 0);
	ck_assert_int_eq(signer_new(&s->signer, &scope, &s->cred, &err), 0);
	s->to = (struct query_service){
		.endpoint = &s->endpoint, .api_version = "V",
		.signer = queries[i].unsigned_ ? NULL : s->signer,
		.signature = queries[i].version, .http = s->http,
	};
	s->query.on_body = on_body;
	s->query.ctx = s;
}

/* Sends the query, waits for the reply, and checks the reply. */
static void ask(struct scene *s)
{
	struct http_reply reply = { 0 };
	struct err err = { 0 };
	void *ctx = NULL;

	buf_clear(&s->reply);
	ck_assert_msg(query_send(&s->query, &s->to, true, &err) == 0, "%s",
		      err.text);
	while (!http_done(s->http, &ctx, &reply))
		ck_assert_int_eq(http_wait(s->http, -1, 100, &err), 0);
	ck_assert_ptr_eq(ctx, s);
	ck_assert_msg(reply.failure == HTTP_WHOLE, "%s", reply.err.text);
	check_text("reply", buf_str(&s->reply), "<x/>");
}

static void tear_down(struct scene *s)
{
	query_release(&s->query);
	query_release(&s->query);
	http_free(s->http);
	signer_free(s->signer);
	endpoint_release(&s->endpoint);
	cred_release(&s->cred);
	server_free(s->server);
	buf_release(&s->reply);
}

START_TEST(sent)
{
	const char *what = queries[_i].what, *request;
	struct scene s = { 0 };
	struct err err = { 0 };

	set_up(&s, _i);
	/* The second call of query_begin must drop the first parameters. */
	ck_assert_int_eq(query_begin(&s.query, &s.to, "Other", &err), 0);
	ck_assert_int_eq(params_add(&s.query.params, "x", "y", &err), 0);
	ck_assert_int_eq(query_begin(&s.query, &s.to, "List", &err), 0);
	ck_assert_int_eq(params_add(&s.query.params, "ImageId", "a b", &err),
			 0);
	ask(&s);
	server_stop(s.server);
	request = server_request(s.server, 0);
	ck_assert_msg(strncmp(request, "POST / HTTP/1.1\r\n", 17) == 0, "%s",
		      what);
	ck_assert_msg(strstr(request, "\r\nContent-Type: " SIGN_CONTENT_TYPE
			     "\r\n"), "%s", what);
	ck_assert_msg(strstr(request, "\r\nHost: 127.0.0.1:"), "%s", what);
	for (const char *const *has = queries[_i].has; *has; has++)
		ck_assert_msg(strstr(request, *has), "%s: '%s' is not in %s",
			      what, *has, request);
	for (const char *const *lacks = queries[_i].lacks; *lacks; lacks++)
		ck_assert_msg(!strstr(request, *lacks), "%s: '%s' is in %s",
			      what, *lacks, request);
	ck_assert(!strstr(request, "SECRETEXAMPLE"));
	tear_down(&s);
}
END_TEST

/* Sends one request twice.  Each signature uses the clock offset that is known
 * when the request is sent. */
START_TEST(signed_afresh)
{
	struct scene s = { 0 };
	struct err err = { 0 };
	char days[2][9];

	set_up(&s, 0);
	ck_assert_int_eq(query_begin(&s.query, &s.to, "List", &err), 0);
	ask(&s);
	s.to.clock_off = 30L * 24 * 3600;
	ask(&s);
	server_stop(s.server);
	for (size_t i = 0; i < 2; i++) {
		const char *at = strstr(server_request(s.server, i),
					"X-Amz-Date: ");

		ck_assert_ptr_nonnull(at);
		(void)snprintf(days[i], sizeof(days[i]), "%.8s", at + 12);
	}
	ck_assert_int_lt(strcmp(days[0], days[1]), 0);
	tear_down(&s);
}
END_TEST

START_TEST(text)
{
	const struct query_service to = { .api_version = "V" };
	struct query q = { 0 };
	struct buf out = { 0 };
	struct err err = { 0 };

	query_secret(&q);
	ck_assert_int_eq(query_begin(&q, &to, "List", &err), 0);
	ck_assert_int_eq(params_add(&q.params, "Name", "a b&c", &err), 0);
	query_text(&q, &out);
	check_text("text", buf_str(&out), "Action=List&Version=V&Name=a b&c");
	ck_assert(q.params.text.secret);
	query_release(&q);
	buf_release(&out);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ sent, ROWS(queries) },
		{ signed_afresh, 1 },
		{ text, 1 },
	};

	return check_main("query", cases, ROWS(cases));
}
