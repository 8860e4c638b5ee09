/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * loop: sends requests with libcurl alone, for comparison.
 *
 *     loop [-s] URL REQUESTS CONNECTIONS [CA]
 *
 * Posts the same body REQUESTS times over a multi handle, CONNECTIONS at once,
 * and reuses each easy handle.  Drops the replies: nothing is signed, parsed or
 * printed.  The exit status is 1 if a transfer fails or a reply's status is not
 * 200.  CA is a file with certificate authorities to trust.
 *
 * With -s, each request has the header lines of a signed request.  With libcurl
 * 7.83 to 8.1.1, each request then also gets a new handle, as in our commands.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include "base/err.h"
#include "base/num.h"

enum { REQUESTS_MAX = 100000000, CONNECTIONS_MAX = 1024 };

static const char body[] =
	"Action=ConfirmProductInstance&InstanceId=i-000000001"
	"&ProductCode=774F4FF8&Version=2016-11-15";

static const char *const signed_lines[] = {
	"Content-Type: application/x-www-form-urlencoded; charset=utf-8",
	"X-Amz-Date: 20261122T030000Z",
	"Authorization: AWS4-HMAC-SHA256 "
	"Credential=AKIDEXAMPLE/20261122/us-east-1/ec2/aws4_request, "
	"SignedHeaders=content-type;host;x-amz-date, Signature="
	"ad51f3c2d8a9a3bb2d3f9b2c0c2f5a5a7c1c2a3f4e5d6c7b8a99887766554433",
};

struct load {
	const char *url, *ca;
	struct curl_slist *lines;	/* header lines for -s, or NULL */
	bool new_handles;		/* use an easy handle only once */
};

static size_t on_body(char *data, size_t size, size_t count, void *ctx)
{
	(void)data;
	(void)ctx;
	return size * count;
}

/* Returns whether each request needs a new handle, as in our commands.  libcurl
 * 7.83 to 8.1.1 may free a header twice if a handle is reused. */
static bool needs_new_handles(void)
{
	unsigned version = curl_version_info(CURLVERSION_NOW)->version_num;

	return version >= 0x075300 && version <= 0x080101;
}

static void add_lines(struct load *w)
{
	for (size_t i = 0; i < sizeof(signed_lines) / sizeof(*signed_lines);
	     i++)
		w->lines = curl_slist_append(w->lines, signed_lines[i]);
	w->new_handles = needs_new_handles();
}

static CURL *make_handle(const struct load *w)
{
	CURL *easy = curl_easy_init();

	if (!easy)
		exit(1);
	curl_easy_setopt(easy, CURLOPT_URL, w->url);
	curl_easy_setopt(easy, CURLOPT_HTTP_VERSION,
			 (long)CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(easy, CURLOPT_HTTPHEADER, w->lines);
	if (w->ca)
		curl_easy_setopt(easy, CURLOPT_CAINFO, w->ca);
	return easy;
}

/* Removes the transfers that have ended, and returns their number.  Starts a
 * new transfer for each of them until *LEFT is 0. */
static long next(CURLM *multi, const struct load *w, long *left)
{
	long ended = 0, status;
	CURLMsg *msg;
	int queued;

	while ((msg = curl_multi_info_read(multi, &queued))) {
		CURL *easy = msg->easy_handle;

		curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
		if (msg->data.result != CURLE_OK || status != 200) {
			fprintf(stderr, "loop: %s, HTTP %ld\n",
				curl_easy_strerror(msg->data.result), status);
			exit(1);
		}
		curl_multi_remove_handle(multi, easy);
		ended++;
		if (w->new_handles) {
			curl_easy_cleanup(easy);
			easy = NULL;
		}
		if (*left > 0) {
			--*left;
			curl_multi_add_handle(multi,
					      easy ? easy : make_handle(w));
		}
	}
	return ended;
}

int main(int argc, char **argv)
{
	long requests, left, connections, done = 0;
	struct load w = { 0 };
	struct err err;
	CURLM *multi;
	int running;

	if (argc > 1 && strcmp(argv[1], "-s") == 0) {
		add_lines(&w);
		argv++;
		argc--;
	}
	if (argc < 4 || num_parse(argv[2], 1, REQUESTS_MAX, &requests, &err) ||
	    num_parse(argv[3], 1, CONNECTIONS_MAX, &connections, &err)) {
		fputs("usage: loop [-s] URL REQUESTS CONNECTIONS [CA]\n", stderr);
		return 2;
	}
	w.url = argv[1];
	w.ca = argv[4];
	if (curl_global_init(CURL_GLOBAL_DEFAULT))
		return 1;
	multi = curl_multi_init();
	if (!multi)
		return 1;
	curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, connections);
	for (left = requests; connections > 0 && left > 0; connections--) {
		curl_multi_add_handle(multi, make_handle(&w));
		left--;
	}
	while (done < requests) {
		curl_multi_perform(multi, &running);
		done += next(multi, &w, &left);
		if (done < requests)
			curl_multi_poll(multi, NULL, 0, 1000, NULL);
	}
	return 0;
}
