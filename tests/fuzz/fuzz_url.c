/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Takes any text as an endpoint's URL.  An accepted URL must be the same after
 * it is written and read again.  The characters of the URL must be valid in the
 * head of a request.  In a rehearsal, the C library must resolve the host of an
 * accepted URL to this machine.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "fuzz.h"

#include "aws/endpoint.h"
#include "http/url.h"

static int is_clean(const struct buf *b)
{
	for (size_t i = 0; i < b->len; i++)
		if ((unsigned char)b->data[i] <= ' ' || b->data[i] == 0x7f)
			return 0;
	return strlen(buf_str(b)) == b->len;
}

static int same(const struct buf *a, const struct buf *b)
{
	return strcmp(buf_str(a), buf_str(b)) == 0;
}

static void check_again(const struct url *url)
{
	struct url again = { 0 };
	struct buf text = { 0 };
	struct err err;

	url_put(&text, url);
	MUST(is_clean(&text));
	MUST(url_parse(buf_str(&text), &again, &err) == 0);
	MUST(again.tls == url->tls);
	MUST(same(&again.host, &url->host));
	MUST(same(&again.zone, &url->zone));
	MUST(same(&again.name, &url->name));
	MUST(same(&again.path, &url->path));
	url_release(&again);
	buf_release(&text);
}

static int is_here(const char *name)
{
	static const struct addrinfo hints = {
		.ai_flags = AI_NUMERICHOST, .ai_socktype = SOCK_STREAM,
	};
	const struct sockaddr_in6 *v6;
	const struct sockaddr_in *v4;
	struct addrinfo *found;
	int here;

	if (strcmp(name, "localhost") == 0)
		return 1;
	if (getaddrinfo(name, NULL, &hints, &found))
		return 0;
	v4 = (const void *)found->ai_addr;
	v6 = (const void *)found->ai_addr;
	here = found->ai_family == AF_INET
		? ntohl(v4->sin_addr.s_addr) >> 24 == 127
		: IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr);
	freeaddrinfo(found);
	return here;
}

static void check_rehearsal(const char *text)
{
	const struct settings settings = { .url = text, .env_sandbox = "1" };
	struct endpoint endpoint = { 0 };
	struct err err = { 0 };

	if (endpoint_find(&endpoint, &settings, NULL, &err) == 0) {
		MUST(is_here(buf_str(&endpoint.url.name)));
		MUST(buf_str(&endpoint.region)[0]);
		MUST(is_clean(&endpoint.region) && is_clean(&endpoint.text));
	} else {
		MUST(err.text[0]);
	}
	endpoint_release(&endpoint);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_string(data, size);
	struct url url = { 0 };
	struct err err = { 0 };

	if (url_parse(text, &url, &err) == 0) {
		MUST(url.name.len && url.host.len);
		MUST(is_clean(&url.host) && is_clean(&url.name));
		MUST(is_clean(&url.path) && url.path.data[0] == '/');
		MUST(!strpbrk(buf_str(&url.host), "/?#@\\"));
		MUST(!strpbrk(buf_str(&url.path), "?#"));
		check_again(&url);
	} else {
		MUST(err.text[0]);
	}
	url_release(&url);
	check_rehearsal(text);
	free(text);
	return 0;
}
