/* SPDX-License-Identifier: BSD-2-Clause */
#include "server/address.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/num.h"

union sockets {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

/* The size of a buffer for a host and its NUL. */
enum { HOST_SIZE = 64 };

/* Splits TEXT, "HOST:PORT" or "[HOST]:PORT".  HOST gets no brackets. */
static int split_address(const char *text, char host[HOST_SIZE], long *port,
			 bool *bracketed, struct err *err)
{
	const char *colon = strrchr(text, ':');
	const char *from = text;
	size_t len = colon ? (size_t)(colon - text) : 0;
	struct err ignored;

	*bracketed = len >= 2 && text[0] == '[' && text[len - 1] == ']';
	if (*bracketed) {
		from++;
		len -= 2;
	}
	if (!len || len >= HOST_SIZE || (!*bracketed && memchr(from, ':', len)))
		return err_usage(err, "'%s' is not ADDRESS:PORT (write an "
				 "IPv6 address in brackets)", text);
	if (num_parse(colon + 1, 0, 65535, port, &ignored))
		return err_usage(err, "'%s': the port is not from 0 to 65535",
				 text);
	memcpy(host, from, len);
	host[len] = '\0';
	return 0;
}

static bool is_loopback(const union sockets *s)
{
	if (s->any.sa_family == AF_INET6)
		return IN6_IS_ADDR_LOOPBACK(&s->v6.sin6_addr);
	return ntohl(s->v4.sin_addr.s_addr) >> 24 == 127;
}

static bool is_wildcard(const union sockets *s)
{
	if (s->any.sa_family == AF_INET6)
		return IN6_IS_ADDR_UNSPECIFIED(&s->v6.sin6_addr);
	return s->v4.sin_addr.s_addr == htonl(INADDR_ANY);
}

static int resolve(const char *text, union sockets *out,
		   char host[HOST_SIZE], struct err *err)
{
	const char *numeric = host;
	bool bracketed;
	long port;

	if (split_address(text, host, &port, &bracketed, err))
		return -1;
	memset(out, 0, sizeof(*out));
	if (strcmp(host, "localhost") == 0)
		numeric = "127.0.0.1";
	if (bracketed && inet_pton(AF_INET6, host, &out->v6.sin6_addr) == 1) {
		out->v6.sin6_family = AF_INET6;
		out->v6.sin6_port = htons((unsigned short)port);
		return 0;
	}
	if (!bracketed && inet_pton(AF_INET, numeric, &out->v4.sin_addr) == 1) {
		out->v4.sin_family = AF_INET;
		out->v4.sin_port = htons((unsigned short)port);
		return 0;
	}
	return err_usage(err, "'%s' is neither an IP address nor localhost",
			 host);
}

/* Returns a listening socket that child processes do not inherit, or -1. */
static int listen_on(const union sockets *s, struct err *err)
{
	bool v6 = s->any.sa_family == AF_INET6;
	socklen_t len = v6 ? sizeof(s->v6) : sizeof(s->v4);
	int fd = socket(s->any.sa_family, SOCK_STREAM, 0);
	int on = 1;

	if (fd < 0)
		return err_errno(err, errno, "socket");
	if (fcntl(fd, F_SETFD, FD_CLOEXEC) < 0 ||
	    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) < 0 ||
	    (v6 && setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on,
			      sizeof(on)) < 0) ||
	    bind(fd, &s->any, len) < 0 || listen(fd, SOMAXCONN) < 0) {
		(void)err_errno(err, errno, "cannot listen");
		(void)close(fd);
		return -1;
	}
	return fd;
}

/* Sets OUT->authority from HOST and the socket's port.  A loopback address
 * replaces a wildcard address, because clients use the authority. */
static int name_socket(struct address *out, const char *host,
		       const union sockets *asked, struct err *err)
{
	union sockets bound;
	socklen_t len = sizeof(bound);
	unsigned int port;

	if (getsockname(out->fd, &bound.any, &len) < 0)
		return err_errno(err, errno, "cannot listen");
	port = ntohs(out->is_ipv6 ? bound.v6.sin6_port : bound.v4.sin_port);
	if (is_wildcard(asked))
		host = out->is_ipv6 ? "::1" : "127.0.0.1";
	(void)snprintf(out->authority, sizeof(out->authority),
		       out->is_ipv6 ? "[%s]:%u" : "%s:%u", host, port);
	return 0;
}

int address_listen(struct address *out, const char *text, bool anywhere,
		   struct err *err)
{
	char host[HOST_SIZE];
	union sockets s;

	if (resolve(text, &s, host, err))
		return -1;
	if (!anywhere && !is_loopback(&s))
		return err_usage(err, "%s is not a loopback address; to serve "
				 "other machines, add --listen-anywhere", host);
	out->is_ipv6 = s.any.sa_family == AF_INET6;
	out->fd = listen_on(&s, err);
	if (out->fd < 0)
		return err_prefix(err, "%s", text);
	if (name_socket(out, host, &s, err)) {
		(void)close(out->fd);
		return err_prefix(err, "%s", text);
	}
	return 0;
}

bool address_is_loopback(const char *host)
{
	size_t len = *host == '[' ? strcspn(host, "]") + 1 : strcspn(host, ":");
	char name[HOST_SIZE], text[HOST_SIZE + 8];
	union sockets s;
	struct err ignored;

	if (len >= sizeof(name) || len > strlen(host) ||
	    (host[len] && (host[len] != ':' ||
			   host[len + 1 + strspn(host + len + 1,
						 "0123456789")])))
		return false;
	(void)snprintf(text, sizeof(text), "%.*s:0", (int)len, host);
	return resolve(text, &s, name, &ignored) == 0 && is_loopback(&s);
}
