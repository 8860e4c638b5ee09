/* SPDX-License-Identifier: BSD-2-Clause */
#include "server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/num.h"

enum { CONNECTIONS_MAX = 1024, REQUESTS_MAX = 4096 };

struct connection {
	struct server *server;
	pthread_t thread;
	int fd;
};

struct server {
	const struct server_reply *script;
	size_t script_count;
	int *used;		/* number of times that each reply was used */
	int fd;
	char url[64];
	pthread_t thread;

	/* The lock guards the fields below. */
	pthread_mutex_t lock;
	bool stopping;
	struct connection connections[CONNECTIONS_MAX];
	size_t connection_count;
	char *requests[REQUESTS_MAX];
	size_t request_count;
	size_t under_way, most;
	int closed;		/* number of connections that the client
				 * closed */
};

/* Ends the test, because it cannot continue without its server. */
static void broken(const char *what)
{
	perror(what);
	abort();
}

static bool send_all(int fd, const char *data, size_t len)
{
	while (len) {
		ssize_t n = send(fd, data, len, MSG_NOSIGNAL);

		if (n <= 0)
			return false;
		data += n;
		len -= (size_t)n;
	}
	return true;
}

/* Returns the length of the request at the start of TEXT, or 0 if the request
 * is incomplete. */
static size_t whole_request(const struct buf *text)
{
	static const char length[] = "Content-Length: ";
	const char *end = strstr(buf_str(text), "\r\n\r\n");
	const char *at = strstr(buf_str(text), length);
	char digits[16] = "0";
	struct err err;
	long body = 0;

	if (!end)
		return 0;
	if (at && at < end) {
		at += strlen(length);
		(void)snprintf(digits, sizeof(digits), "%.*s",
			       (int)strcspn(at, "\r"), at);
	}
	if (num_parse(digits, 0, BUF_MAX, &body, &err))
		broken("Content-Length");
	end += 4;
	if (text->len < (size_t)(end - text->data) + (size_t)body)
		return 0;
	return (size_t)(end - text->data) + (size_t)body;
}

static const struct server_reply *choose(struct server *s, const char *request)
{
	static const struct server_reply none = { .status = 418 };

	for (size_t i = 0; i < s->script_count; i++) {
		const struct server_reply *r = &s->script[i];

		if ((r->times && s->used[i] == r->times) ||
		    (r->when && !strstr(request, r->when)))
			continue;
		s->used[i]++;
		return r;
	}
	return &none;
}

static void add_headers(struct buf *out, const struct server_reply *r)
{
	time_t now = time(NULL) + r->clock_off;
	char date[64];
	struct tm tm;

	buf_printf(out, "HTTP/1.1 %d Words\r\n", r->status ? r->status : 200);
	if (!r->dateless && gmtime_r(&now, &tm) &&
	    strftime(date, sizeof(date), "%a, %d %b %Y %H:%M:%S GMT", &tm))
		buf_printf(out, "Date: %s\r\n", date);
	buf_puts(out, r->headers ? r->headers : "");
	for (size_t start = out->len; out->len - start < r->flood;)
		buf_puts(out, "X-Flood: 0123456789012345678901234567890123456"
			 "789012345678901234567890123456789\r\n");
}

/* Delays a reply as long as the script says, or until the server stops. */
static void hold(struct server *s, const struct server_reply *r)
{
	struct timespec step = { 0, 10000000 };
	int left = r->delay_ms;
	bool early = r->after_closed || r->after_requests, stopping = false;

	while ((early || left > 0) && !stopping) {
		(void)nanosleep(&step, NULL);
		(void)pthread_mutex_lock(&s->lock);
		stopping = s->stopping;
		early = s->closed < r->after_closed ||
			s->request_count < (size_t)r->after_requests;
		(void)pthread_mutex_unlock(&s->lock);
		if (!early)
			left -= 10;
	}
}

/* Answers a request.  Returns false if the connection must be closed. */
static bool answer(struct server *s, int fd, const struct server_reply *r)
{
	size_t len = r->body ? strlen(r->body) : 0;
	struct buf out = { 0 };
	bool sent;

	hold(s, r);
	if (r->end == SERVER_DROP)
		return false;
	if (r->raw) {
		(void)send_all(fd, r->raw, strlen(r->raw));
		return false;
	}
	add_headers(&out, r);
	buf_printf(&out, "Content-Length: %zu\r\n\r\n", len);
	buf_append(&out, r->body, r->end == SERVER_CUT ? r->cut : len);
	sent = send_all(fd, out.data, out.len);
	buf_release(&out);
	return sent && r->end == SERVER_KEEP;
}

static const struct server_reply *take_request(struct server *s,
					       const char *text)
{
	const struct server_reply *r;

	(void)pthread_mutex_lock(&s->lock);
	if (s->request_count == REQUESTS_MAX)
		broken("too many requests");
	s->requests[s->request_count] = strdup(text);
	if (!s->requests[s->request_count++])
		broken("strdup");
	r = choose(s, text);
	if (++s->under_way > s->most)
		s->most = s->under_way;
	(void)pthread_mutex_unlock(&s->lock);
	return r;
}

/* Ends the server's side of the connection, and waits until the client closes
 * its side. */
static void wait_for_close(struct server *s, int fd)
{
	char rest[4096];

	(void)shutdown(fd, SHUT_WR);
	while (recv(fd, rest, sizeof(rest), 0) > 0)
		;
	(void)pthread_mutex_lock(&s->lock);
	s->closed++;
	(void)pthread_mutex_unlock(&s->lock);
}

static void *serve(void *arg)
{
	struct connection *c = arg;
	struct server *s = c->server;
	struct buf in = { 0 };
	char chunk[4096];
	bool open = true;
	ssize_t n;

	while (open && (n = recv(c->fd, chunk, sizeof(chunk), 0)) > 0) {
		size_t len;

		buf_append(&in, chunk, (size_t)n);
		len = whole_request(&in);
		if (!len)
			continue;
		open = answer(s, c->fd, take_request(s, in.data));
		(void)pthread_mutex_lock(&s->lock);
		s->under_way--;
		(void)pthread_mutex_unlock(&s->lock);
		buf_drop(&in, len);
	}
	/* server_stop closes the descriptor.  Until then, no other connection
	 * can get its number. */
	wait_for_close(s, c->fd);
	buf_release(&in);
	return NULL;
}

static void *accept_all(void *arg)
{
	struct server *s = arg;
	int fd;

	while ((fd = accept(s->fd, NULL, NULL)) >= 0) {
		struct connection *c;

		(void)pthread_mutex_lock(&s->lock);
		if (s->stopping || s->connection_count == CONNECTIONS_MAX) {
			(void)pthread_mutex_unlock(&s->lock);
			(void)close(fd);
			continue;
		}
		c = &s->connections[s->connection_count++];
		*c = (struct connection){ .server = s, .fd = fd };
		if (pthread_create(&c->thread, NULL, serve, c) != 0)
			broken("pthread_create");
		(void)pthread_mutex_unlock(&s->lock);
	}
	return NULL;
}

struct server *server_start(const struct server_reply *script, size_t count)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	struct server *s = calloc(1, sizeof(*s));
	socklen_t len = sizeof(at);

	if (!s)
		broken("calloc");
	s->script = script;
	s->script_count = count;
	s->used = calloc(count + 1, sizeof(*s->used));
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	s->fd = socket(AF_INET, SOCK_STREAM, 0);
	if (!s->used || s->fd < 0 ||
	    bind(s->fd, (struct sockaddr *)&at, sizeof(at)) < 0 ||
	    listen(s->fd, CONNECTIONS_MAX) < 0 ||
	    getsockname(s->fd, (struct sockaddr *)&at, &len) < 0)
		broken("listen");
	(void)snprintf(s->url, sizeof(s->url), "http://127.0.0.1:%d/",
		       ntohs(at.sin_port));
	if (pthread_mutex_init(&s->lock, NULL) != 0 ||
	    pthread_create(&s->thread, NULL, accept_all, s) != 0)
		broken("pthread_create");
	return s;
}

void server_stop(struct server *s)
{
	if (s->fd < 0)
		return;
	(void)pthread_mutex_lock(&s->lock);
	s->stopping = true;
	(void)pthread_mutex_unlock(&s->lock);
	(void)shutdown(s->fd, SHUT_RDWR);
	(void)pthread_join(s->thread, NULL);
	(void)close(s->fd);
	s->fd = -1;
	for (size_t i = 0; i < s->connection_count; i++) {
		struct connection *c = &s->connections[i];

		(void)shutdown(c->fd, SHUT_RDWR);
		(void)pthread_join(c->thread, NULL);
		(void)close(c->fd);
	}
}

void server_free(struct server *s)
{
	if (!s)
		return;
	server_stop(s);
	for (size_t i = 0; i < s->request_count; i++)
		free(s->requests[i]);
	(void)pthread_mutex_destroy(&s->lock);
	free(s->used);
	free(s);
}

const char *server_url(const struct server *s)
{
	return s->url;
}

size_t server_count(const struct server *s)
{
	return s->request_count;
}

const char *server_request(const struct server *s, size_t i)
{
	return s->requests[i];
}

size_t server_holding(const struct server *s, const char *text)
{
	size_t n = 0;

	for (size_t i = 0; i < s->request_count; i++)
		n += strstr(s->requests[i], text) != NULL;
	return n;
}

size_t server_connections(const struct server *s)
{
	return s->connection_count;
}

size_t server_most(const struct server *s)
{
	return s->most;
}
