/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Takes any bytes as the answers of a metadata service, over a real connection.
 * Each request must be valid, and must contain no part of an answer except a
 * token.  A value must come with status 200.
 *
 * Lines of three hyphens separate the answers, which have a head and a body as
 * the service sends them.  Each answer ends its connection.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "fuzz.h"

#include "aws/imds.h"

#define ITEM  "/latest/meta-data/instance-id"
#define TOKEN "/latest/api/token"

static const char separator[] = "\n---\n";

/* imds_get makes at most four requests: for a token and the item, and for both
 * again. */
enum { REQUESTS_MAX = 4 };

static struct {
	int listener;
	struct sockaddr_in address;
	char url[64];
	pthread_t thread;
	const char *at, *end;	/* the answers that were not sent yet */
	int requests;
} service;

static bool starts(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

/* Checks that the head of a request has only lines that imds or libcurl
 * writes. */
static void check_request(const char *head)
{
	static const char *const known[] = {
		"Host: 127.0.0.1:", "User-Agent: ec2-product-tools/",
		"Accept: */*\r\n", "Content-Length: 0\r\n",
		"X-aws-ec2-metadata-token-ttl-seconds: 300\r\n",
		"X-aws-ec2-metadata-token: ",
	};
	bool put = starts(head, "PUT " TOKEN " HTTP/1.1\r\n");

	MUST(put || starts(head, "GET " ITEM " HTTP/1.1\r\n"));
	MUST(!strstr(head, "-token-ttl-seconds: ") == !put);
	for (head = strchr(head, '\n') + 1; *head != '\r';
	     head = strchr(head, '\n') + 1) {
		size_t i = 0, len = strcspn(head, "\r\n");

		while (i < sizeof(known) / sizeof(*known) &&
		       !starts(head, known[i]))
			i++;
		MUST(i < sizeof(known) / sizeof(*known));
		MUST(starts(head + len, "\r\n"));
		for (size_t k = 0; k < len; k++)
			MUST(head[k] >= ' ' && head[k] <= '~');
	}
}

/* Reads a request.  Returns false if the connection has no request, like the
 * connection of wait_for_service. */
static bool read_request(int fd)
{
	char head[4096];
	size_t len = 0;
	ssize_t n;

	do {
		MUST(len < sizeof(head) - 1);
		n = recv(fd, head + len, sizeof(head) - 1 - len, 0);
		if (n <= 0)
			return false;
		len += (size_t)n;
		head[len] = '\0';
	} while (!strstr(head, "\r\n\r\n"));
	MUST(++service.requests <= REQUESTS_MAX);
	check_request(head);
	return true;
}

static void send_answer(int fd)
{
	const size_t skip = strlen(separator);
	const char *stop = service.at;

	while (stop < service.end && ((size_t)(service.end - stop) < skip ||
				      memcmp(stop, separator, skip) != 0))
		stop++;
	for (ssize_t n; service.at < stop; service.at += n) {
		n = send(fd, service.at, (size_t)(stop - service.at),
			 MSG_NOSIGNAL);
		if (n <= 0)
			break;
	}
	service.at = stop == service.end ? stop : stop + skip;
}

static void *serve(void *ctx)
{
	for (;;) {
		int fd = accept(service.listener, NULL, NULL);
		char rest[256];

		if (fd < 0)
			return NULL;
		if (read_request(fd))
			send_answer(fd);
		(void)shutdown(fd, SHUT_WR);
		/* Waits until the client has closed the connection, because the
		 * client may still be reading. */
		while (recv(fd, rest, sizeof(rest), 0) > 0)
			;
		(void)close(fd);
	}
}

static int holds(const char *text, size_t size, const char *what)
{
	for (size_t n = strlen(what); size >= n; text++, size--)
		if (memcmp(text, what, n) == 0)
			return 1;
	return 0;
}

/* Blocks signals, because the fuzzer's own timer would interrupt calls here and
 * in the service. */
static void block_signals(sigset_t *before)
{
	sigset_t all;

	(void)sigfillset(&all);
	MUST(pthread_sigmask(SIG_SETMASK, &all, before) == 0);
}

/* Waits until the service has closed all connections.  The service serves one
 * connection at a time, so when this function's own connection ends, all
 * earlier connections have ended. */
static void wait_for_service(void)
{
	const struct timeval hang = { .tv_sec = 60 };
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	sigset_t before;
	char c;

	block_signals(&before);
	MUST(fd >= 0);
	MUST(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &hang, sizeof(hang)) == 0);
	MUST(connect(fd, (const void *)&service.address,
		     sizeof(service.address)) == 0);
	(void)shutdown(fd, SHUT_WR);
	MUST(recv(fd, &c, 1, 0) == 0);
	(void)close(fd);
	MUST(pthread_sigmask(SIG_SETMASK, &before, NULL) == 0);
}

static void begin_service(void)
{
	sigset_t before;

	block_signals(&before);
	MUST(pthread_create(&service.thread, NULL, serve, NULL) == 0);
	MUST(pthread_sigmask(SIG_SETMASK, &before, NULL) == 0);
}

static void set_up(void)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_addr = { htonl(INADDR_LOOPBACK) },
	};
	socklen_t len = sizeof(address);

	service.listener = socket(AF_INET, SOCK_STREAM, 0);
	MUST(service.listener >= 0);
	MUST(bind(service.listener, (const void *)&address, len) == 0);
	MUST(listen(service.listener, 16) == 0);
	MUST(getsockname(service.listener, (void *)&address, &len) == 0);
	service.address = address;
	(void)snprintf(service.url, sizeof(service.url),
		       "http://127.0.0.1:%d", ntohs(address.sin_port));
	begin_service();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct imds_settings settings = {
		.endpoint.value = service.url,
		.v1_disabled.value = size % 2 ? "true" : NULL,
	};
	char *text = fuzz_copy(data, size);
	struct buf out = { 0 };
	struct imds *imds;
	struct err err = { 0 };
	bool found = false;

	if (!service.url[0])
		set_up();
	service.at = text;
	service.end = text + size;
	service.requests = 0;
	MUST(imds_new(&imds, &settings, &err) == 0);
	if (imds_get(imds, ITEM, &out, &found, &err)) {
		MUST(err.text[0] && !found && !out.len);
	} else {
		MUST(found || !out.len);
		MUST(out.len <= IMDS_REPLY_MAX);
		/* A successful imds_get makes a request for a token, and then a
		 * request for the item. */
		MUST(service.requests >= 2 && imds_is_there(imds));
		MUST(!found || holds(text, size, " 200"));
	}
	imds_free(imds);
	wait_for_service();
	buf_release(&out);
	free(text);
	return 0;
}
