/* SPDX-License-Identifier: BSD-2-Clause */
#include "server/server.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include <microhttpd.h>

#include "server/delay.h"
#include "server/places.h"
#include "system/file.h"

enum {
	/* Bytes that libmicrohttpd may use for the head of a request. */
	HEAD_MEMORY = 3 * REQUEST_HEADERS_MAX,
	PEM_MAX = 1024 * 1024,
	/* We still read up to this many bytes of a body that is too long,
	 * because a client that is still sending does not read the answer. */
	DISCARD_MAX = 16 * REQUEST_BODY_MAX,
};

struct server {
	struct MHD_Daemon *daemon;
	struct site site;
	struct delay *delay;	/* delays answers; NULL if there is no delay */
	struct delay *aside;	/* runs the site's `prepare`, or NULL */
	struct places places;
	struct buf cert, key;
	atomic_bool running, ending;
	char reason[256];	/* why libmicrohttpd cannot start */
};

/* A request and its answer. */
struct exchange {
	struct request request;
	struct response answer;
	size_t discarded;	/* dropped bytes of a body that is too long */
	bool begun;		/* begin_exchange was called */
	bool failed;		/* memory ran out for the target or a header */
	bool is_delayed;	/* the delay of the answer has begun or ended */
	struct server *server;
	struct MHD_Connection *connection;
	struct delayed delayed;
};

static struct place *place_of(struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
		connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	return info ? info->socket_context : NULL;
}

static void on_connection(void *cls, struct MHD_Connection *connection,
			  void **context,
			  enum MHD_ConnectionNotificationCode what)
{
	const union MHD_ConnectionInfo *info;
	struct server *s = cls;

	if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
		places_leave(&s->places, *context);
		*context = NULL;
		return;
	}
	info = MHD_get_connection_info(connection,
				       MHD_CONNECTION_INFO_CONNECTION_FD);
	*context = info ? places_enter(&s->places, info->connect_fd) : NULL;
}

static void *on_target(void *cls, const char *target,
		       struct MHD_Connection *connection)
{
	struct exchange *x = calloc(1, sizeof(*x));
	struct server *s = cls;

	if (!x)
		return NULL;
	places_renew(&s->places, place_of(connection));
	x->server = s;
	x->connection = connection;
	x->request.head = strlen(target);
	x->request.body.max = REQUEST_BODY_MAX;
	buf_puts(&x->request.target, target);
	x->failed = x->request.target.failed;
	return x;
}

static void on_completed(void *cls, struct MHD_Connection *connection,
			 void **context, enum MHD_RequestTerminationCode why)
{
	struct exchange *x = *context;
	struct server *s = cls;

	places_renew(&s->places, place_of(connection));
	if (x) {
		request_release(&x->request);
		request_release_answer(&x->answer);
	}
	free(x);
	*context = NULL;
}

static enum MHD_Result on_header(void *cls, enum MHD_ValueKind kind,
				 const char *name, const char *value)
{
	struct exchange *x = cls;
	struct err err;

	x->request.head += strlen(name) + (value ? strlen(value) : 0) +
		   strlen(": \r\n");
	if (x->request.head > REQUEST_HEADERS_MAX ||
	    ++x->request.lines > REQUEST_HEADER_LINES_MAX)
		return MHD_NO;
	if (request_header(&x->request, name, value ? value : "", &err))
		x->failed = true;
	return x->failed ? MHD_NO : MHD_YES;
}

static int add_headers(struct MHD_Response *response,
		       const struct params *headers)
{
	for (size_t i = 0; i < headers->len; i++)
		if (MHD_add_response_header(response, params_name(headers, i),
					    params_value(headers, i)) !=
		    MHD_YES)
			return -1;
	return 0;
}

/* The first half of the body of an answer that is cut on purpose. */
struct half {
	size_t len;
	char data[];
};

static ssize_t read_half(void *cls, uint64_t at, char *out, size_t max)
{
	const struct half *half = cls;
	size_t n = at < half->len ? half->len - (size_t)at : 0;

	if (!n)
		return MHD_CONTENT_READER_END_WITH_ERROR;
	if (n > max)
		n = max;
	memcpy(out, half->data + at, n);
	return (ssize_t)n;
}

static struct MHD_Response *make_response(const struct response *answer)
{
	const struct buf *body = &answer->body;
	struct MHD_Response *response;
	struct half *half;

	if (answer->fate != RESPONSE_TRUNCATED)
		return MHD_create_response_from_buffer(body->len, body->data,
						MHD_RESPMEM_MUST_COPY);
	half = malloc(sizeof(*half) + body->len / 2);
	if (!half)
		return NULL;
	half->len = body->len / 2;
	if (half->len)
		memcpy(half->data, body->data, half->len);
	response = MHD_create_response_from_callback(body->len, 4096,
						     read_half, half, free);
	if (!response)
		free(half);
	return response;
}

static enum MHD_Result send_answer(struct MHD_Connection *connection,
				   const struct response *answer)
{
	struct MHD_Response *response = make_response(answer);
	enum MHD_Result rc = MHD_NO;

	if (!response)
		return MHD_NO;
	if (add_headers(response, &answer->headers) == 0)
		rc = MHD_queue_response(connection, answer->status, response);
	MHD_destroy_response(response);
	return rc;
}

/* Resets the connection, so that the client sees an abrupt end.  On Linux, a
 * call of connect() with AF_UNSPEC resets the connection at once.  Other
 * systems reset the connection when it is closed. */
static enum MHD_Result reset_connection(struct MHD_Connection *connection)
{
	struct linger now = { .l_onoff = 1, .l_linger = 0 };
	const struct sockaddr none = { .sa_family = AF_UNSPEC };
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
		connection, MHD_CONNECTION_INFO_CONNECTION_FD);

	if (info) {
		(void)setsockopt(info->connect_fd, SOL_SOCKET, SO_LINGER,
				 &now, sizeof(now));
		(void)connect(info->connect_fd, &none, sizeof(none));
	}
	return MHD_NO;
}

/* Refuses a request, and lets libmicrohttpd close the connection. */
static enum MHD_Result refuse_request(struct server *s,
				      struct MHD_Connection *connection,
				      const struct fault *fault)
{
	struct response answer = { 0 };
	enum MHD_Result rc = MHD_NO;
	struct err err;

	if (s->site.refuse(s->site.ctx, fault, &answer) == 0 &&
	    params_add(&answer.headers, "Connection", "close", &err) == 0)
		rc = send_answer(connection, &answer);
	request_release_answer(&answer);
	return rc;
}

static enum MHD_Result begin_exchange(struct server *s, struct exchange *x,
				      struct MHD_Connection *connection,
				      const char *method)
{
	struct fault fault;

	x->begun = true;
	buf_puts(&x->request.method, method);
	(void)MHD_get_connection_values(connection, MHD_HEADER_KIND,
					on_header, x);
	if (x->failed || x->request.method.failed)
		return MHD_NO;
	if (request_check_head(&x->request, s->site.methods, &fault))
		return refuse_request(s, connection, &fault);
	return MHD_YES;
}

/* Stores a piece of the body, or drops the piece if the body is too long. */
static enum MHD_Result receive_body(struct server *s, struct exchange *x,
				    struct MHD_Connection *connection,
				    const char *data, size_t *size)
{
	buf_append(&x->request.body, data, *size);
	if (x->request.body.failed)
		x->discarded += *size;
	else
		places_add_body(&s->places, place_of(connection), *size);
	*size = 0;
	return x->discarded > DISCARD_MAX ? MHD_NO : MHD_YES;
}

static void resume(void *ctx)
{
	const struct exchange *x = ctx;

	MHD_resume_connection(x->connection);
}

/* Does the site's slow work, and resumes the request.  If the server is
 * stopping, only resumes the request. */
static void prepare(void *ctx)
{
	struct exchange *x = ctx;
	const struct site *site = &x->server->site;

	if (!atomic_load(&x->server->ending))
		site->prepare(site->ctx, &x->request);
	resume(x);
}

/* Suspends the request until DELAY calls GO, which resumes it.  Until then, the
 * server's thread can serve other requests. */
static enum MHD_Result wait_first(struct delay *delay, void (*go)(void *ctx),
				  struct exchange *x)
{
	x->delayed.go = go;
	x->delayed.ctx = x;
	places_keep(&x->server->places, place_of(x->connection));
	MHD_suspend_connection(x->connection);
	delay_add(delay, &x->delayed);
	return MHD_YES;
}

/* Answers a request that was read completely. */
static enum MHD_Result finish_exchange(struct server *s, struct exchange *x,
				       struct MHD_Connection *connection)
{
	struct response *answer = &x->answer;
	enum MHD_Result rc = MHD_NO;
	struct fault fault;
	int made;

	places_complete(&s->places, place_of(connection));
	if (x->request.body.failed) {
		(void)request_too_large(&fault);
		return refuse_request(s, connection, &fault);
	}
	if (s->delay && !x->is_delayed &&
	    strcmp(buf_str(&x->request.target), "/health") != 0) {
		x->is_delayed = true;
		return wait_first(s->delay, resume, x);
	}
	/* A request that was set aside may still need a key pair.  Making the
	 * key pair now would delay the end of the server. */
	if (x->request.is_set_aside && atomic_load(&s->ending))
		return MHD_NO;
	made = s->site.answer(s->site.ctx, &x->request, answer);
	if (made == SITE_ASIDE)
		return wait_first(s->aside, prepare, x);
	if (made == 0)
		rc = answer->fate == RESPONSE_RESET
			     ? reset_connection(connection)
			     : send_answer(connection, answer);
	request_release_answer(answer);
	/* The client may read slowly, so keep only libmicrohttpd's copy of the
	 * answer in memory. */
	request_release(&x->request);
	return rc;
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *connection,
				  const char *url, const char *method,
				  const char *version, const char *data,
				  size_t *size, void **context)
{
	struct server *s = cls;
	struct exchange *x = *context;

	if (!x || x->failed)
		return MHD_NO;
	if (!x->begun)
		return begin_exchange(s, x, connection, method);
	if (*size)
		return receive_body(s, x, connection, data, size);
	return finish_exchange(s, x, connection);
}

/* Until the server runs, keeps libmicrohttpd's newest message, which says why
 * it cannot start.  Ignores later messages, which are usually about clients
 * that went away. */
static void on_log(void *cls, const char *format, va_list ap)
	ATTR_PRINTF(2, 0);

static void on_log(void *cls, const char *format, va_list ap)
{
	struct server *s = cls;

	if (atomic_load(&s->running))
		return;
	(void)vsnprintf(s->reason, sizeof(s->reason), format, ap);
	s->reason[strcspn(s->reason, ".\r\n")] = '\0';
}

static int read_pem(struct buf *out, const char *name, struct err *err)
{
	if (file_read_input(out, name, PEM_MAX, err))
		return -1;
	return out->len <= PEM_MAX ? 0 : err_set(err, "%s is longer than %d "
						 "bytes", name, PEM_MAX);
}

static int start_daemon(struct server *s, const struct server_config *config,
			struct err *err)
{
	char priorities[] = "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2";
	/* We use poll, not epoll.  With epoll, libmicrohttpd 0.9.75 does not
	 * notice a client that leaves in the middle of a request, and keeps the
	 * connection until the idle limit. */
	unsigned int flags = MHD_USE_POLL | MHD_USE_INTERNAL_POLLING_THREAD |
			     MHD_USE_ERROR_LOG;
	struct MHD_OptionItem tls[] = {
		{ MHD_OPTION_HTTPS_MEM_CERT, 0, s->cert.data },
		{ MHD_OPTION_HTTPS_MEM_KEY, 0, s->key.data },
		{ MHD_OPTION_HTTPS_PRIORITIES, 0, priorities },
		{ MHD_OPTION_END, 0, NULL },
	};
	struct MHD_OptionItem none[] = { { MHD_OPTION_END, 0, NULL } };

	if (config->cert &&
	    MHD_is_feature_supported(MHD_FEATURE_TLS) != MHD_YES)
		return err_set(err, "-c: the libmicrohttpd of this build has "
			       "no TLS");
	if (config->cert)
		flags |= MHD_USE_TLS;
	if (s->delay || s->aside)
		flags |= MHD_ALLOW_SUSPEND_RESUME;
	if (config->address->is_ipv6)
		flags |= MHD_USE_IPv6;
	s->places.max = places_room(config->servers);
	s->daemon = MHD_start_daemon(flags, 0, NULL, NULL, on_request, s,
		MHD_OPTION_EXTERNAL_LOGGER, on_log, s,
		MHD_OPTION_LISTEN_SOCKET, config->address->fd,
		MHD_OPTION_URI_LOG_CALLBACK, on_target, s,
		MHD_OPTION_NOTIFY_COMPLETED, on_completed, s,
		MHD_OPTION_NOTIFY_CONNECTION, on_connection, s,
		MHD_OPTION_CONNECTION_TIMEOUT, (unsigned int)PLACES_SECONDS,
		MHD_OPTION_CONNECTION_LIMIT,
		(unsigned int)(s->places.max + PLACES_LEAVING),
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEAD_MEMORY,
		MHD_OPTION_ARRAY, config->cert ? tls : none, MHD_OPTION_END);
	if (s->daemon) {
		atomic_store(&s->running, true);
		return 0;
	}
	if (config->cert)
		return err_set(err, "certificate %s and key %s cannot be used "
			       "(%s)", config->cert, config->key, s->reason);
	return err_set(err, "cannot serve: %s", s->reason);
}

int server_start(struct server **out, const struct server_config *config,
		 struct err *err)
{
	struct server *s = calloc(1, sizeof(*s));

	if (!s)
		return err_memory(err);
	s->site = config->site;
	s->key.secret = true;
	if (config->cert && (read_pem(&s->cert, config->cert, err) ||
			     read_pem(&s->key, config->key, err)))
		goto fail;
	if ((config->delay_ms && delay_new(&s->delay, config->delay_ms, err)) ||
	    (s->site.prepare && delay_new(&s->aside, 0, err)) ||
	    start_daemon(s, config, err))
		goto fail;
	*out = s;
	return 0;
fail:
	server_stop(s);
	return -1;
}

void server_stop(struct server *server)
{
	if (!server)
		return;
	atomic_store(&server->ending, true);
	delay_end(server->delay);
	delay_end(server->aside);
	if (server->daemon)
		MHD_stop_daemon(server->daemon);
	delay_free(server->delay);
	delay_free(server->aside);
	buf_release(&server->cert);
	buf_release(&server->key);
	free(server);
}
