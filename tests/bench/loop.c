/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * loop: what libcurl alone can do.
 *
 *     loop URL REQUESTS CONNECTIONS [CA]
 *
 * Posts the same body REQUESTS times over a multi handle, CONNECTIONS at
 * once, each easy handle used again and again, and throws the replies away:
 * nothing is signed, parsed or printed.  Status 1 when any is not a 200.
 */
#include <stdio.h>
#include <stdlib.h>

#include <curl/curl.h>

#include "err.h"
#include "num.h"

enum { REQUESTS_MAX = 100000000, CONNECTIONS_MAX = 1024 };

static const char body[] =
	"Action=ConfirmProductInstance&InstanceId=i-000000001"
	"&ProductCode=774F4FF8&Version=2016-11-15";

static size_t on_body(char *data, size_t size, size_t count, void *ctx)
{
	(void)data;
	(void)ctx;
	return size * count;
}

static CURL *make(const char *url, const char *ca)
{
	CURL *easy = curl_easy_init();

	if (!easy)
		exit(1);
	curl_easy_setopt(easy, CURLOPT_URL, url);
	curl_easy_setopt(easy, CURLOPT_HTTP_VERSION,
			 (long)CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
	if (ca)
		curl_easy_setopt(easy, CURLOPT_CAINFO, ca);
	return easy;
}

/* Takes what has ended, and starts as many again while there are LEFT. */
static long next(CURLM *multi, long *left)
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
		if (*left > 0) {
			--*left;
			curl_multi_add_handle(multi, easy);
		}
	}
	return ended;
}

int main(int argc, char **argv)
{
	long requests, left, connections, done = 0;
	struct err err;
	CURLM *multi;
	int running;

	if (argc < 4 || num_parse(argv[2], 1, REQUESTS_MAX, &requests, &err) ||
	    num_parse(argv[3], 1, CONNECTIONS_MAX, &connections, &err)) {
		fputs("usage: loop URL REQUESTS CONNECTIONS [CA]\n", stderr);
		return 2;
	}
	if (curl_global_init(CURL_GLOBAL_DEFAULT))
		return 1;
	multi = curl_multi_init();
	if (!multi)
		return 1;
	curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, connections);
	for (left = requests; connections > 0 && left > 0; connections--) {
		curl_multi_add_handle(multi, make(argv[1], argv[4]));
		left--;
	}
	while (done < requests) {
		curl_multi_perform(multi, &running);
		done += next(multi, &left);
		if (done < requests)
			curl_multi_poll(multi, NULL, 0, 1000, NULL);
	}
	return 0;
}
