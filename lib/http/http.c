/* SPDX-License-Identifier: BSD-2-Clause */
#include "http/http.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <curl/curl.h>

#include "base/now.h"
#include "http/proxy.h"
#include "http/trust.h"
#include "system/expand.h"

/* As many as the most requests that -j allows. */
enum { CONNECTIONS_KEPT = 256 };

/* Milliseconds between two looks for silent connections. */
enum { LOOK_MS = 100 };

/* Seconds for which libcurl may answer a name from its cache. */
enum { NAME_KEPT_SECONDS = 60 };

/* Most header lines of a request. */
enum { HEADERS_SENT_MAX = 8 };

/* One request, and the easy handle it keeps from one to the next. */
struct transfer {
	CURL *easy;
	struct buf lines;		/* its header lines, as strings */
	struct curl_slist headers[HEADERS_SENT_MAX];
	struct transfer *next;		/* in one of http's lists */
	http_body_fn *on_body;
	void *ctx;
	const char *body;		/* what is left to send */
	size_t body_left, body_len;
	long long moved_ms;		/* when bytes last came or went, as far
					 * as was seen */
	curl_off_t bytes;		/* in both directions so far */
	long long body_bytes;
	struct http_reply reply;
	bool rejected;			/* reply.err says why */
	char words[CURL_ERROR_SIZE];
};

struct http {
	CURLM *multi;
	struct http_settings settings;
	struct buf ca_bundle;		/* its path, expanded */
	struct transfer *idle, *busy;
	struct transfer *silent;	/* given up, not yet reported by
					 * http_done */
	long long read_ms;		/* when all that had come was read */
	long long looked_ms;		/* when end_silent last looked */
	bool reuses;			/* handles; see set_aside */
	bool look_up;			/* the last attempt to connect failed:
					 * ignore cached addresses */
};

/* What libcurl's codes mean.  After HTTP_UNVERIFIED nothing is sent again. */
static const struct {
	CURLcode code;
	enum http_failure failure;
} failures[] = {
	{ CURLE_COULDNT_RESOLVE_HOST,     HTTP_NO_HOST },
	{ CURLE_COULDNT_RESOLVE_PROXY,    HTTP_NO_HOST },
	{ CURLE_COULDNT_CONNECT,          HTTP_NO_CONNECTION },
#if CURL_AT_LEAST_VERSION(7, 73, 0)
	{ CURLE_PROXY,                    HTTP_NO_CONNECTION },
#endif
	{ CURLE_SEND_FAIL_REWIND,         HTTP_BROKEN },
	{ CURLE_PEER_FAILED_VERIFICATION, HTTP_UNVERIFIED },
	{ CURLE_SSL_ISSUER_ERROR,         HTTP_UNVERIFIED },
	{ CURLE_SSL_INVALIDCERTSTATUS,    HTTP_UNVERIFIED },
	{ CURLE_SSL_CONNECT_ERROR,        HTTP_NO_TLS },
	{ CURLE_OPERATION_TIMEDOUT,       HTTP_TIMED_OUT },
	{ CURLE_PARTIAL_FILE,             HTTP_BROKEN },
	{ CURLE_GOT_NOTHING,              HTTP_BROKEN },
	{ CURLE_RECV_ERROR,               HTTP_BROKEN },
	{ CURLE_SEND_ERROR,               HTTP_BROKEN },
	{ CURLE_HTTP2,                    HTTP_BROKEN },
	{ CURLE_WEIRD_SERVER_REPLY,       HTTP_BROKEN },
	{ CURLE_UNSUPPORTED_PROTOCOL,     HTTP_BROKEN },
	{ CURLE_BAD_CONTENT_ENCODING,     HTTP_BROKEN },
};

static int reject(struct transfer *t)
{
	t->rejected = true;
	return -1;
}

static size_t on_header(char *data, size_t size, size_t count, void *ctx)
{
	struct transfer *t = ctx;
	size_t len = size * count;

	if (head_line(&t->reply.head, data, len, &t->reply.err)) {
		reject(t);
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
		reject(t);
		return 0;
	}
	(void)curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
	if (t->on_body(t->ctx, status, data, len, &t->reply.err)) {
		reject(t);
		return 0;
	}
	return len;
}

/* CONTEXT is an SSL_CTX of OpenSSL's: see trust_can_tame. */
static CURLcode on_tls(CURL *easy, void *context, void *ctx)
{
	trust_tame(context);
	return CURLE_OK;
}

/* Gives no way back to the start of the body, so that libcurl cannot send it
 * twice. */
static size_t on_send(char *data, size_t size, size_t count, void *ctx)
{
	struct transfer *t = ctx;
	size_t n = size * count < t->body_left ? size * count : t->body_left;

	memcpy(data, t->body, n);
	t->body += n;
	t->body_left -= n;
	return n;
}

/* Whether there was a connection.  If not, nothing was sent. */
static bool connected(CURL *easy)
{
	curl_off_t us = 0;

	(void)curl_easy_getinfo(easy, CURLINFO_PRETRANSFER_TIME_T, &us);
	return us > 0;
}

static void transfer_free(struct transfer *t)
{
	curl_easy_cleanup(t->easy);
	buf_release(&t->lines);
	free(t);
}

/* Sets one option, and remembers whether any failed. */
#define SET(ok, easy, option, value) \
	((ok) = (ok) && \
	 curl_easy_setopt((easy), (option), (value)) == CURLE_OK)

/* Which authorities' certificates are used by default.  The libcurl of the
 * static file has no default of its own: see static.mk. */
static void find_default_ca(struct trust_store *out)
{
#ifdef EC2_FIND_CERTIFICATES
	trust_find(out);
#else
	*out = (struct trust_store){0};
#if CURL_AT_LEAST_VERSION(7, 70, 0)
	const curl_version_info_data *info =
		curl_version_info(CURLVERSION_NOW);

	if (info->age >= CURLVERSION_SEVENTH)
		*out = (struct trust_store){ info->cainfo, info->capath };
#endif
	if (!out->file && !out->dir)
		out->file = "the system's";
#endif
}

static const char *default_ca(void)
{
	struct trust_store ca;

	find_default_ca(&ca);
	if (ca.file)
		return ca.file;
	return ca.dir ? ca.dir : "none: no file of them was found";
}

static bool set_default_ca(CURL *easy)
{
	bool ok = true;
#ifdef EC2_FIND_CERTIFICATES
	struct trust_store ca;

	find_default_ca(&ca);
	if (ca.file)
		SET(ok, easy, CURLOPT_CAINFO, ca.file);
	if (ca.dir)
		SET(ok, easy, CURLOPT_CAPATH, ca.dir);
#else
	(void)easy;
#endif
	return ok;
}

/* Does not restrict the protocols: url_parse allows http and https alone, and
 * redirects are not followed. */
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
	/* Do not wait for an abandoned lookup.  Older versions do wait, so with
	 * them a slow name server delays timeouts and signals.  A libcurl
	 * without threads does not know the option. */
	(void)curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
#endif
	if (trust_can_tame(curl_version_info(CURLVERSION_NOW)->ssl_version))
		SET(ok, easy, CURLOPT_SSL_CTX_FUNCTION, on_tls);
	SET(ok, easy, CURLOPT_HEADERFUNCTION, on_header);
	SET(ok, easy, CURLOPT_WRITEFUNCTION, on_reply_body);
	if (s->ca_bundle) {
		SET(ok, easy, CURLOPT_CAINFO, s->ca_bundle);
		SET(ok, easy, CURLOPT_CAPATH, NULL);
	} else {
		ok = ok && set_default_ca(easy);
	}
	SET(ok, easy, CURLOPT_NOPROXY, "");
	return ok;
}

static struct transfer *transfer_new(struct http *h)
{
	struct transfer *t = calloc(1, sizeof(*t));
	bool ok = true;

	if (!t)
		return NULL;
	t->lines.secret = true;
	t->easy = curl_easy_init();
	if (!t->easy) {
		free(t);
		return NULL;
	}
	SET(ok, t->easy, CURLOPT_PRIVATE, t);
	SET(ok, t->easy, CURLOPT_HEADERDATA, t);
	SET(ok, t->easy, CURLOPT_WRITEDATA, t);
	SET(ok, t->easy, CURLOPT_READDATA, t);
	SET(ok, t->easy, CURLOPT_ERRORBUFFER, t->words);
	if (!ok || !set_options(t->easy, &h->settings)) {
		transfer_free(t);
		return NULL;
	}
	return t;
}

/* libcurl from 7.83 on remembers a reply's last header beyond the reply, until
 * 8.1.1 in memory that is no longer its own: another reply on the same handle,
 * if its first header begins with a space, had it freed twice. */
static bool may_reuse(void)
{
	unsigned version = curl_version_info(CURLVERSION_NOW)->version_num;

	return version < 0x075300 || version > 0x080101;
}

int http_new(struct http **out, const struct http_settings *settings,
	     struct err *err)
{
	struct http *h = calloc(1, sizeof(*h));

	if (!h)
		return err_memory(err);
	if (settings->confine)
		confine_apply(settings->confine);
	h->settings = *settings;
	if (!settings->proxy)
		h->settings.proxy = "";
	if (settings->ca_bundle) {
		expand_path(&h->ca_bundle, settings->ca_bundle,
			    getenv("HOME"));
		h->settings.ca_bundle = buf_str(&h->ca_bundle);
	}
	if (buf_check(&h->ca_bundle, "CA bundle", err)) {
		buf_release(&h->ca_bundle);
		free(h);
		return -1;
	}
	h->reuses = may_reuse();
	if (curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK)
		h->multi = curl_multi_init();
	/* By default libcurl keeps fewer when few requests are under way. */
	if (h->multi)
		(void)curl_multi_setopt(h->multi, CURLMOPT_MAXCONNECTS,
					(long)CONNECTIONS_KEPT);
	if (!h->multi) {
		buf_release(&h->ca_bundle);
		free(h);
		return err_set(err, "libcurl: cannot initialise");
	}
	*out = h;
	return 0;
}

/* Moves the transfer at *LINK to the list at HEAD. */
static void move_transfer(struct transfer **link, struct transfer **head)
{
	struct transfer *t = *link;

	*link = t->next;
	t->next = *head;
	*head = t;
}

/* Frees the first transfer of the list at HEAD. */
static void drop_transfer(struct transfer **head)
{
	struct transfer *t = *head;

	*head = t->next;
	transfer_free(t);
}

/* Whether the whole request was sent: a server may reply before it has read
 * all. */
static bool sent_whole(const struct transfer *t)
{
	curl_off_t sent = 0;

	(void)curl_easy_getinfo(t->easy, CURLINFO_SIZE_UPLOAD_T, &sent);
	return sent >= (curl_off_t)t->body_len;
}

/* Keeps the easy handle of the transfer at *LINK for another request only after
 * a whole request and a whole reply.  After any other end libcurl may keep
 * state that fails the next request (8.14.1 keeps a mark to rewind the
 * body). */
static void set_aside(struct http *h, struct transfer **link)
{
	if (h->reuses && (*link)->reply.failure == HTTP_WHOLE &&
	    sent_whole(*link))
		move_transfer(link, &h->idle);
	else
		drop_transfer(link);
}

void http_cancel_all(struct http *h)
{
	while (h->busy) {
		(void)curl_multi_remove_handle(h->multi, h->busy->easy);
		drop_transfer(&h->busy);
	}
	while (h->silent)
		drop_transfer(&h->silent);
}

void http_free(struct http *h)
{
	if (!h)
		return;
	http_cancel_all(h);
	while (h->idle)
		drop_transfer(&h->idle);
	(void)curl_multi_cleanup(h->multi);
	curl_global_cleanup();
	buf_release(&h->ca_bundle);
	free(h);
}

/* Adds a line, and returns where it begins. */
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

/* Makes libcurl's list of lines in our own memory: curl_slist_append would copy
 * each line for each request and not wipe it.  The empty Expect keeps libcurl
 * from waiting for a status 100 before a large body. */
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

static int prepare_transfer(const struct http *h, struct transfer *t,
			    const struct http_request *request, struct err *err)
{
	bool ok = true;

	if (set_headers(t, request, err))
		return -1;
	/* The host may have moved to another address. */
	SET(ok, t->easy, CURLOPT_DNS_CACHE_TIMEOUT,
	    h->look_up ? 0L : (long)NAME_KEPT_SECONDS);
	t->reply.proxy = request->proxy ? request->proxy : h->settings.proxy;
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

int http_start(struct http *h, const struct http_request *request,
	       struct err *err)
{
	struct transfer *t = h->idle;

	if (t)
		h->idle = t->next;
	else
		t = transfer_new(h);
	if (!t)
		return err_memory(err);
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
	if (prepare_transfer(h, t, request, err)) {
		transfer_free(t);
		return -1;
	}
	if (curl_multi_add_handle(h->multi, t->easy) != CURLM_OK) {
		transfer_free(t);
		return err_set(err, "libcurl: cannot set up a request");
	}
	t->next = h->busy;
	h->busy = t;
	return 0;
}

/* Whether T's connection has been silent for too long.  Time counts up to the
 * last read: what came while the process was stopped or busy has not been seen
 * yet. */
static bool is_silent(struct http *h, struct transfer *t)
{
	curl_off_t down = 0, up = 0, bytes;

	(void)curl_easy_getinfo(t->easy, CURLINFO_SIZE_DOWNLOAD_T, &down);
	(void)curl_easy_getinfo(t->easy, CURLINFO_SIZE_UPLOAD_T, &up);
	bytes = down + up + (curl_off_t)t->reply.head.bytes;
	if (bytes != t->bytes || !connected(t->easy)) {
		t->bytes = bytes;
		if (t->moved_ms < h->read_ms)
			t->moved_ms = h->read_ms;
	}
	return h->read_ms - t->moved_ms >= h->settings.idle_seconds * 1000LL;
}

/* Gives up requests whose connections are silent; looks ten times a second.
 * libcurl's own limit is on the average speed, which a slow but steady reply
 * can miss, and it calls its progress callback ten times a reply. */
static void end_silent(struct http *h)
{
	if (h->read_ms - h->looked_ms < LOOK_MS)
		return;
	h->looked_ms = h->read_ms;
	for (struct transfer **link = &h->busy; *link;) {
		if (!is_silent(h, *link)) {
			link = &(*link)->next;
			continue;
		}
		(void)curl_multi_remove_handle(h->multi, (*link)->easy);
		move_transfer(link, &h->silent);
	}
}

/* Starts transfers here, not in http_start: one that failed at once there would
 * stay unseen until something else happens. */
int http_wait(struct http *h, int fd, int timeout_ms, struct err *err)
{
	struct curl_waitfd extra = { .fd = fd, .events = CURL_WAIT_POLLIN };
	int running;
	CURLMcode code;

	/* Before the read: by now http_done has taken what the last one
	 * finished, which must not count as silent. */
	end_silent(h);
	code = curl_multi_poll(h->multi, fd < 0 ? NULL : &extra, fd >= 0,
			       timeout_ms, NULL);
	h->read_ms = now_ms();
	if (code == CURLM_OK)
		code = curl_multi_perform(h->multi, &running);
	if (code != CURLM_OK)
		return err_set(err, "libcurl: %s", curl_multi_strerror(code));
	return 0;
}

/* Whether CODE may mean that a header line is beyond libcurl's limit.  From 8.6
 * on that is CURLE_TOO_LARGE, here by its number, since the headers may be
 * older than the library. */
static bool is_large_header(CURLcode code)
{
	enum { TOO_LARGE = 100 };

	return (int)code == TOO_LARGE || code == CURLE_OUT_OF_MEMORY;
}

/* Whether a proxy refused CONNECT. */
static bool tunnel_refused(const struct http_reply *r)
{
	return r->proxy_status != 0 && r->proxy_status / 100 != 2;
}

/* Reads what libcurl knows of the connection. */
static void take_connection(CURL *easy, struct http_reply *r)
{
	long made = 0;

	r->proxy_status = 0;
	(void)curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &r->status);
	(void)curl_easy_getinfo(easy, CURLINFO_HTTP_CONNECTCODE,
				&r->proxy_status);
	r->kept = curl_easy_getinfo(easy, CURLINFO_NUM_CONNECTS, &made) ==
		  CURLE_OK && !made;
}

/* Whether the reply was rejected for its status line: all other rules for the
 * head are limits.  Newer versions of libcurl reject more status lines
 * themselves, as another protocol. */
static bool has_bad_status_line(const struct http_reply *r)
{
	return !r->head.ended && r->err.kind != ERR_LIMIT;
}

/* In TLS 1.3 the endpoint refuses our missing certificate only after our side
 * of the handshake has ended, so libcurl reports a failure to read. */
static bool tls_refused(CURLcode code, const char *words)
{
	if (code == CURLE_SSL_CONNECT_ERROR)
		return trust_tls_lasts(words);
	return (code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR) &&
	       trust_tls_rejects_us(words);
}

/* Whether connecting failed because too many files are open: libcurl's words
 * and codes for that differ.  Tests the limit of the process by opening one
 * more. */
static bool out_of_files(const struct transfer *t)
{
	long number = 0;
	int fd;

	(void)curl_easy_getinfo(t->easy, CURLINFO_OS_ERRNO, &number);
	if (number == EMFILE || number == ENFILE)
		return true;
	fd = dup(STDERR_FILENO);
	if (fd >= 0)
		(void)close(fd);
	return fd < 0 && (errno == EMFILE || errno == ENFILE);
}

/* Names the failure that libcurl has no code for. */
static void classify_files(struct transfer *t)
{
	struct http_reply *r = &t->reply;

	if ((r->failure != HTTP_NO_HOST && r->failure != HTTP_NO_CONNECTION &&
	     r->failure != HTTP_FAILED) || connected(t->easy) ||
	    !out_of_files(t))
		return;
	r->failure = HTTP_NO_FILES;
	err_set(&r->err, "too many open files");
	err_hint(&r->err, "fewer requests at once (-j) need fewer; ulimit -n "
		 "shows the limit of a process");
}

/* libcurl quotes a proxy that it cannot use, with its password. */
static void take_curl_words(struct transfer *t, CURLcode code)
{
	struct http_reply *r = &t->reply;
	struct buf words = {0};

	proxy_hide(&words, r->proxy, t->words[0] ? t->words
						 : curl_easy_strerror(code));
	err_set(&r->err, "%s", buf_str(&words));
	buf_release(&words);
}

static void classify(struct transfer *t, CURLcode code)
{
	struct http_reply *r = &t->reply;

	take_connection(t->easy, r);
	if (t->rejected && has_bad_status_line(r)) {
		r->failure = HTTP_BROKEN;
		r->status = 0;
		return;
	}
	if (t->rejected) {
		r->failure = HTTP_REJECTED;
		return;
	}
	if (code == CURLE_OK && r->head.ended)
		return;
	/* libcurl takes a connection that ends within the headers for a whole
	 * reply. */
	if (code == CURLE_OK) {
		r->failure = HTTP_BROKEN;
		err_set(&r->err, "the connection ended within the headers");
		return;
	}
	r->failure = HTTP_FAILED;
	if (!r->head.ended && connected(t->easy) && is_large_header(code)) {
		r->failure = HTTP_BROKEN;
		err_limit(&r->err, "reply: a header line is too long, or out "
			  "of memory");
		return;
	}
	for (size_t i = 0; i < sizeof(failures) / sizeof(*failures); i++)
		if (failures[i].code == code)
			r->failure = failures[i].failure;
	if (tunnel_refused(r))
		r->failure = HTTP_NO_TUNNEL;
	else if (tls_refused(code, t->words))
		r->failure = HTTP_TLS_REFUSED;
	take_curl_words(t, code);
	classify_files(t);
}

/* Copies FROM to TO, but the error only if there is one: it is large. */
static void hand_over(const struct http_reply *from, struct http_reply *to)
{
	to->failure = from->failure;
	to->status = from->status;
	to->proxy_status = from->proxy_status;
	to->kept = from->kept;
	to->proxy = from->proxy;
	to->head = from->head;
	if (from->failure == HTTP_WHOLE)
		err_clear(&to->err);
	else
		to->err = from->err;
}

/* Reports a request whose connection is silent. */
static void take_silent(struct http *h, void **ctx, struct http_reply *reply)
{
	struct transfer *t = h->silent;

	(void)curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE,
				&t->reply.status);
	t->reply.failure = HTTP_TIMED_OUT;
	err_set(&t->reply.err, "not a byte for %ld seconds",
		h->settings.idle_seconds);
	*ctx = t->ctx;
	hand_over(&t->reply, reply);
	drop_transfer(&h->silent);
}

/* Whether it was the proxy's certificate that was refused. */
static bool proxy_unverified(CURL *easy)
{
	long result = 0;

	(void)curl_easy_getinfo(easy, CURLINFO_PROXY_SSL_VERIFYRESULT,
				&result);
	return result != 0;
}

/* Hints belong here because a run has several struct http, which may trust
 * different authorities. */
static void hint_trust(const struct http *h, CURLcode code, CURL *easy,
		       struct http_reply *r)
{
	const char *file = h->settings.ca_bundle;

	if (code == CURLE_SSL_CACERT_BADFILE && file)
		err_hint(&r->err, "the file is named by --ca-bundle, "
			 "AWS_CA_BUNDLE, the profile's ca_bundle or "
			 "REQUESTS_CA_BUNDLE");
	else if (r->failure == HTTP_TLS_REFUSED)
		trust_hint_tls(&r->err);
	else if (r->failure == HTTP_UNVERIFIED && proxy_unverified(easy))
		trust_hint_proxy(&r->err, default_ca());
	else if (r->failure == HTTP_UNVERIFIED)
		trust_hint_certificate(&r->err, file ? file : default_ca());
}

bool http_done(struct http *h, void **ctx, struct http_reply *reply)
{
	struct transfer *t = NULL, **link;
	CURLMsg *msg;
	int left;

	if (h->silent) {
		take_silent(h, ctx, reply);
		return true;
	}
	do {
		msg = curl_multi_info_read(h->multi, &left);
		if (!msg)
			return false;
	} while (msg->msg != CURLMSG_DONE);
	(void)curl_easy_getinfo(msg->easy_handle, CURLINFO_PRIVATE, &t);
	classify(t, msg->data.result);
	hint_trust(h, msg->data.result, t->easy, &t->reply);
	if (t->reply.failure == HTTP_TIMED_OUT && !connected(t->easy))
		t->reply.failure = HTTP_NO_CONNECTION;
	if (t->reply.failure == HTTP_NO_CONNECTION)
		h->look_up = true;
	else if (t->reply.failure == HTTP_WHOLE)
		h->look_up = false;
	(void)curl_multi_remove_handle(h->multi, t->easy);
	for (link = &h->busy; *link != t; link = &(*link)->next)
		;
	*ctx = t->ctx;
	hand_over(&t->reply, reply);
	set_aside(h, link);
	return true;
}
