/* SPDX-License-Identifier: BSD-2-Clause */
#include "http/outcome.h"

#include <errno.h>
#include <unistd.h>

#include <curl/curl.h>

#include "base/str.h"
#include "http/authorities.h"
#include "http/proxy.h"
#include "http/trust.h"

/* The http_failure for libcurl's error codes.  A code that is not in the table
 * means HTTP_FAILED. */
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

bool outcome_connected(void *easy)
{
	curl_off_t us = 0;

	(void)curl_easy_getinfo(easy, CURLINFO_PRETRANSFER_TIME_T, &us);
	return us > 0;
}

/* Returns whether CODE and libcurl's message WORDS may mean that a header line
 * exceeds libcurl's limit.  libcurl 8.6 and later then return CURLE_TOO_LARGE,
 * and older versions CURLE_OUT_OF_MEMORY.  We use the number of
 * CURLE_TOO_LARGE, because curl.h may be older than the library.  For a header
 * line after a chunked body, old versions return CURLE_RECV_ERROR and say "Out
 * of memory in chunked-encoding". */
static bool is_large_header(CURLcode code, const char *words)
{
	enum { TOO_LARGE = 100 };

	return (int)code == TOO_LARGE || code == CURLE_OUT_OF_MEMORY ||
	       (code == CURLE_RECV_ERROR && str_begins(words, "Out of memory"));
}

static bool tunnel_refused(const struct http_reply *r)
{
	return r->proxy_status != 0 && r->proxy_status / 100 != 2;
}

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

/* Returns whether we rejected the reply because of its status line.  We reject
 * a head for another reason only if the head exceeds a limit. */
static bool has_bad_status_line(const struct http_reply *r)
{
	return !r->head.ended && r->err.kind != ERR_LIMIT;
}

/* Returns whether the TLS handshake failed in a way that a retry would repeat.
 * In TLS 1.3, an endpoint that requires a client certificate rejects us only
 * after our side of the handshake is complete.  libcurl then reports that it
 * cannot receive or send. */
static bool tls_refused(CURLcode code, const char *words)
{
	if (code == CURLE_SSL_CONNECT_ERROR)
		return trust_tls_is_permanent(words);
	return (code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR) &&
	       trust_tls_rejects_us(words);
}

/* Returns whether connecting failed because of too many open files.  libcurl's
 * messages and codes for this case differ between versions, so we test whether
 * this process can open one more file. */
static bool out_of_files(CURL *easy)
{
	long number = 0;
	int fd;

	(void)curl_easy_getinfo(easy, CURLINFO_OS_ERRNO, &number);
	if (number == EMFILE || number == ENFILE)
		return true;
	fd = dup(STDERR_FILENO);
	if (fd >= 0)
		(void)close(fd);
	return fd < 0;
}

/* Changes the failure to HTTP_NO_FILES if there is no connection because too
 * many files are open.  libcurl does not have an error code for this case. */
static void classify_files(CURL *easy, struct http_reply *r)
{
	if ((r->failure != HTTP_NO_HOST && r->failure != HTTP_NO_CONNECTION &&
	     r->failure != HTTP_FAILED) || outcome_connected(easy) ||
	    !out_of_files(easy))
		return;
	r->failure = HTTP_NO_FILES;
	err_set(&r->err, "too many open files");
	err_hint(&r->err, "make fewer requests at once (-j); ulimit -n "
		 "shows the limit of a process");
}

/* Sets the error to libcurl's message.  If libcurl cannot use the proxy, its
 * message may quote the proxy's URL with the password, so this function removes
 * the password. */
static void take_curl_words(struct http_reply *r, CURLcode code,
			    const char *text)
{
	struct buf words = { 0 };

	proxy_hide(&words, r->proxy, *text ? text : curl_easy_strerror(code));
	err_set(&r->err, "%s", buf_str(&words));
	buf_release(&words);
}

static void classify(CURL *easy, CURLcode code,
		     const struct outcome_facts *facts, struct http_reply *r)
{
	take_connection(easy, r);
	if (facts->rejected && has_bad_status_line(r)) {
		r->failure = HTTP_BROKEN;
		r->status = 0;
		return;
	}
	if (facts->rejected) {
		r->failure = HTTP_REJECTED;
		return;
	}
	if (code == CURLE_OK && r->head.ended)
		return;
	/* libcurl can report success if the connection ends within headers. */
	if (code == CURLE_OK) {
		r->failure = HTTP_BROKEN;
		err_set(&r->err, "the connection ended within the headers");
		return;
	}
	r->failure = HTTP_FAILED;
	if (outcome_connected(easy) && is_large_header(code, facts->words)) {
		r->failure = HTTP_BROKEN;
		err_limit(&r->err, "reply: a header line is too long, or out "
			  "of memory");
		return;
	}
	if (!r->head.ended && outcome_connected(easy) &&
	    code == CURLE_BAD_FUNCTION_ARGUMENT) {
		r->failure = HTTP_BROKEN;
		err_set(&r->err, "reply: malformed header line");
		return;
	}
	for (size_t i = 0; i < sizeof(failures) / sizeof(*failures); i++)
		if (failures[i].code == code)
			r->failure = failures[i].failure;
	if (tunnel_refused(r))
		r->failure = HTTP_NO_TUNNEL;
	else if (tls_refused(code, facts->words))
		r->failure = HTTP_TLS_REFUSED;
	take_curl_words(r, code, facts->words);
	classify_files(easy, r);
}

/* Returns whether the untrusted certificate belongs to the proxy. */
static bool proxy_unverified(CURL *easy)
{
	long result = 0;

	(void)curl_easy_getinfo(easy, CURLINFO_PROXY_SSL_VERIFYRESULT, &result);
	return result != 0;
}

/* Sets the hint after a failure that concerns certificates or TLS.  FILE is the
 * transfer's CA bundle, or NULL for the system's authorities. */
static void hint_trust(CURL *easy, CURLcode code, const char *file,
		       struct http_reply *r)
{
	if (code == CURLE_SSL_CACERT_BADFILE && file)
		err_hint(&r->err, "the file is named by --ca-bundle, "
			 "AWS_CA_BUNDLE, the profile's ca_bundle or "
			 "REQUESTS_CA_BUNDLE");
	else if (r->failure == HTTP_TLS_REFUSED)
		trust_hint_tls(&r->err);
	else if (r->failure == HTTP_UNVERIFIED && proxy_unverified(easy))
		trust_hint_proxy(&r->err, authorities_default());
	else if (r->failure == HTTP_UNVERIFIED)
		trust_hint_certificate(&r->err, file ? file
					    : authorities_default());
}

static bool is_about_reply(enum http_failure failure)
{
	return failure == HTTP_TIMED_OUT || failure == HTTP_BROKEN ||
	       failure == HTTP_REJECTED;
}

void outcome_find(void *easy, int code, const struct outcome_facts *facts,
		  struct http_reply *r)
{
	classify(easy, (CURLcode)code, facts, r);
	hint_trust(easy, (CURLcode)code, facts->ca_bundle, r);
	/* Before the endpoint is connected, such a failure is a timeout or
	 * comes from the proxy, and the endpoint has not received the
	 * request. */
	if (is_about_reply(r->failure) && !outcome_connected(easy))
		r->failure = HTTP_NO_CONNECTION;
}
