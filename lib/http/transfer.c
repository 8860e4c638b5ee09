/* SPDX-License-Identifier: BSD-2-Clause */
#include "http/transfer.h"

#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include "base/now.h"
#include "http/authorities.h"
#include "http/outcome.h"
#include "http/proxy.h"
#include "http/trust.h"

/* The time in seconds for which libcurl caches the address of a host. */
enum { NAME_KEPT_SECONDS = 60 };

/* The maximum number of header lines that we add to a request. */
enum { HEADERS_SENT_MAX = 8 };

static int reject_reply(struct transfer *t)
{
	t->rejected = true;
	return -1;
}

static size_t on_header(char *data, size_t size, size_t count, void *ctx)
{
	struct transfer *t = ctx;
	size_t len = size * count;

	if (head_line(&t->reply.head, data, len, &t->reply.err)) {
		reject_reply(t);
		return 0;
	}
	return len;
}

static size_t on_reply_body(char *data, size_t size, size_t count, void *ctx)
{
	struct transfer *t = ctx;
	size_t len = size * count;
	long status = 0;

	t->body_bytes += (long long)len;
	if (t->body_bytes > HTTP_BODY_MAX) {
		err_limit(&t->reply.err, "reply: more than %lld GiB",
			  HTTP_BODY_MAX >> 30);
		reject_reply(t);
		return 0;
	}
	(void)curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
	if (t->on_body(t->ctx, status, data, len, &t->reply.err)) {
		reject_reply(t);
		return 0;
	}
	return len;
}

/* libcurl calls this function for each new TLS connection.  CONTEXT is an
 * SSL_CTX of OpenSSL, because we set this callback only if libcurl uses the
 * OpenSSL that we are built with (see trust_can_limit_reads). */
static CURLcode on_tls(CURL *easy, void *context, void *ctx)
{
	trust_limit_reads(context);
	return CURLE_OK;
}

/* Passes the next part of the body to libcurl.  We do not give libcurl a seek
 * function, so that it cannot send the body twice. */
static size_t on_send(char *data, size_t size, size_t count, void *ctx)
{
	struct transfer *t = ctx;
	size_t n = size * count < t->body_left ? size * count : t->body_left;

	memcpy(data, t->body, n);
	t->body += n;
	t->body_left -= n;
	return n;
}

void transfer_free(struct transfer *t)
{
	curl_easy_cleanup(t->easy);
	buf_release(&t->lines);
	free(t->headers);
	free(t->words);
	free(t);
}

/* Sets an option of the easy handle.  Sets OK to false if libcurl rejects the
 * option.  Does nothing if OK is already false. */
#define SET(ok, easy, option, value) \
	((ok) = (ok) && curl_easy_setopt((easy), (option), (value)) == CURLE_OK)

/* Sets the options that are the same for all requests.  The protocols need no
 * restriction, because url_parse accepts only http and https, and libcurl does
 * not follow redirects. */
static bool set_options(CURL *easy, const struct http_settings *s)
{
	bool ok = true;

	SET(ok, easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	SET(ok, easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	SET(ok, easy, CURLOPT_NOSIGNAL, 1L);
	SET(ok, easy, CURLOPT_READFUNCTION, on_send);
	SET(ok, easy, CURLOPT_USERAGENT, s->user_agent);
	SET(ok, easy, CURLOPT_CONNECTTIMEOUT, s->connect_seconds);
	SET(ok, easy, CURLOPT_TIMEOUT, s->reply_seconds ? s->reply_seconds
			: (long)HTTP_REPLY_SECONDS);
#if CURL_AT_LEAST_VERSION(7, 87, 0)
	/* Do not wait for a canceled DNS lookup.  Older versions of libcurl
	 * always wait, so a slow DNS server delays our reaction to timeouts and
	 * signals.  We ignore a failure, because a libcurl without threads does
	 * not support this option. */
	(void)curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
#endif
	if (trust_can_limit_reads(
		    curl_version_info(CURLVERSION_NOW)->ssl_version))
		SET(ok, easy, CURLOPT_SSL_CTX_FUNCTION, on_tls);
	SET(ok, easy, CURLOPT_HEADERFUNCTION, on_header);
	SET(ok, easy, CURLOPT_WRITEFUNCTION, on_reply_body);
	ok = ok && authorities_set(easy, s->ca_bundle);
	SET(ok, easy, CURLOPT_NOPROXY, "");
	return ok;
}

struct transfer *transfer_new(const struct http_settings *settings)
{
	struct transfer *t = calloc(1, sizeof(*t));
	bool ok = true;

	if (!t)
		return NULL;
	t->lines.secret = true;
	t->easy = curl_easy_init();
	t->headers = calloc(HEADERS_SENT_MAX, sizeof(*t->headers));
	t->words = calloc(1, CURL_ERROR_SIZE);
	if (!t->easy || !t->headers || !t->words) {
		transfer_free(t);
		return NULL;
	}
	SET(ok, t->easy, CURLOPT_PRIVATE, t);
	SET(ok, t->easy, CURLOPT_HEADERDATA, t);
	SET(ok, t->easy, CURLOPT_WRITEDATA, t);
	SET(ok, t->easy, CURLOPT_READDATA, t);
	SET(ok, t->easy, CURLOPT_ERRORBUFFER, t->words);
	if (!ok || !set_options(t->easy, settings)) {
		transfer_free(t);
		return NULL;
	}
	return t;
}

/* Appends a header line and returns its offset in `lines`. */
static size_t add_header_line(struct transfer *t,
			      const struct http_header *header)
{
	size_t at = t->lines.len;

	buf_puts(&t->lines, header->name);
	buf_putc(&t->lines, ':');
	if (header->value) {
		buf_putc(&t->lines, ' ');
		buf_puts(&t->lines, header->value);
	}
	buf_putc(&t->lines, '\0');
	return at;
}

/* Builds libcurl's list of header lines in our own memory.  curl_slist_append
 * would copy each line for each request and would not wipe the copy.  The empty
 * Expect header prevents libcurl from waiting for status 100 before it sends a
 * large body. */
static int set_headers(struct transfer *t, const struct http_request *request,
		       struct err *err)
{
	static const struct http_header no_wait = { "Expect", NULL };
	size_t starts[HEADERS_SENT_MAX], n = 0;

	buf_clear(&t->lines);
	for (size_t i = 0; i < request->header_count; i++)
		if (n < HEADERS_SENT_MAX - 1)
			starts[n++] = add_header_line(t, &request->headers[i]);
	if (n < request->header_count)
		return err_set(err, "more than %d request headers",
			       HEADERS_SENT_MAX - 1);
	starts[n++] = add_header_line(t, &no_wait);
	if (buf_check(&t->lines, "request header", err))
		return -1;
	for (size_t i = 0; i < n; i++) {
		t->headers[i].data = t->lines.data + starts[i];
		t->headers[i].next = i + 1 < n ? &t->headers[i + 1] : NULL;
	}
	return 0;
}

static int prepare_transfer(struct transfer *t,
			    const struct http_request *request, bool look_up,
			    struct err *err)
{
	bool ok = true;

	if (!proxy_is_usable(t->reply.proxy))
		return err_set(err, "proxy: the user or the password has an "
			       "encoded control character such as %%0A");
	if (set_headers(t, request, err))
		return -1;
	/* After a failed connection, the host may have a new address. */
	SET(ok, t->easy, CURLOPT_DNS_CACHE_TIMEOUT,
	    look_up ? 0L : (long)NAME_KEPT_SECONDS);
	SET(ok, t->easy, CURLOPT_PROXY, t->reply.proxy);
	SET(ok, t->easy, CURLOPT_URL, request->url);
	SET(ok, t->easy, CURLOPT_PATH_AS_IS, 1L);
	if (strcmp(request->method, "POST") == 0) {
		SET(ok, t->easy, CURLOPT_POST, 1L);
		SET(ok, t->easy, CURLOPT_CUSTOMREQUEST, NULL);
		SET(ok, t->easy, CURLOPT_POSTFIELDS,
		    request->may_repeat ? request->body : NULL);
		SET(ok, t->easy, CURLOPT_POSTFIELDSIZE_LARGE,
		    (curl_off_t)request->body_len);
	} else {
		SET(ok, t->easy, CURLOPT_HTTPGET, 1L);
		SET(ok, t->easy, CURLOPT_CUSTOMREQUEST, request->method);
	}
	SET(ok, t->easy, CURLOPT_HTTPHEADER, t->headers);
	return ok ? 0 : err_set(err, "libcurl: cannot set up a request");
}

int transfer_begin(struct transfer *t, const struct http_request *request,
		   bool look_up, struct err *err)
{
	t->body = request->body;
	t->body_left = t->body_len = request->body_len;
	t->bytes = 0;
	t->moved_ms = now_ms();
	t->on_body = request->on_body;
	t->ctx = request->ctx;
	t->body_bytes = 0;
	t->rejected = false;
	t->words[0] = '\0';
	t->reply.failure = HTTP_WHOLE;
	t->reply.status = t->reply.proxy_status = 0;
	t->reply.kept = false;
	head_begin(&t->reply.head);
	err_clear(&t->reply.err);
	return prepare_transfer(t, request, look_up, err);
}

bool transfer_sent_whole(const struct transfer *t)
{
	curl_off_t sent = 0;

	(void)curl_easy_getinfo(t->easy, CURLINFO_SIZE_UPLOAD_T, &sent);
	return sent >= (curl_off_t)t->body_len;
}

bool transfer_is_silent(struct transfer *t, long long read_ms,
			long idle_seconds)
{
	curl_off_t down = 0, up = 0, bytes;

	(void)curl_easy_getinfo(t->easy, CURLINFO_SIZE_DOWNLOAD_T, &down);
	(void)curl_easy_getinfo(t->easy, CURLINFO_SIZE_UPLOAD_T, &up);
	bytes = down + up + (curl_off_t)t->reply.head.bytes;
	if (bytes != t->bytes || !outcome_connected(t->easy)) {
		t->bytes = bytes;
		if (t->moved_ms < read_ms)
			t->moved_ms = read_ms;
	}
	return read_ms - t->moved_ms >= idle_seconds * 1000LL;
}
