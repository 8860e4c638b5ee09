/* SPDX-License-Identifier: BSD-2-Clause */
#include "rehearsal/ready.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "http/fetch.h"
#include "http/http.h"

enum { ANSWER_SECONDS = 5 };

static int write_line(int fd, const char *url, struct err *err)
{
	struct buf line = { 0 };
	int rc;

	buf_printf(&line, "%s\n", url);
	rc = buf_check(&line, "line", err);
	if (!rc && write(fd, line.data, line.len) != (ssize_t)line.len)
		rc = err_errno(err, errno, "--ready-fd %d", fd);
	if (close(fd) < 0 && !rc)
		rc = err_errno(err, errno, "--ready-fd %d", fd);
	buf_release(&line);
	return rc;
}

/* If NAME begins with @, it is in Linux's abstract name space. */
static int notify(const char *name, struct err *err)
{
	static const char state[] = "READY=1";
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	size_t len = strlen(name);
	int fd, rc = 0;

	if (len >= sizeof(to.sun_path))
		return err_set(err, "NOTIFY_SOCKET: the path is too long");
	memcpy(to.sun_path, name, len);
	if (*name == '@')
		to.sun_path[0] = '\0';
	fd = socket(AF_UNIX, SOCK_DGRAM, 0);
	if (fd < 0 || sendto(fd, state, strlen(state), 0,
			     (const struct sockaddr *)&to,
			     (socklen_t)(offsetof(struct sockaddr_un, sun_path)
					 + len)) < 0)
		rc = err_errno(err, errno, "NOTIFY_SOCKET %s", name);
	if (fd >= 0)
		(void)close(fd);
	return rc;
}

int ready_tell(int fd, const char *url, struct err *err)
{
	const char *socket_name = getenv("NOTIFY_SOCKET");

	if (fd >= 0 && write_line(fd, url, err))
		return -1;
	return socket_name && *socket_name ? notify(socket_name, err) : 0;
}

int ready_ask(const char *url, const char *cert, struct err *err)
{
	const volatile sig_atomic_t stop = 0;
	const struct http_settings settings = {
		.connect_seconds = ANSWER_SECONDS,
		.idle_seconds = ANSWER_SECONDS,
		.reply_seconds = ANSWER_SECONDS, .ca_bundle = cert,
		.user_agent = "ec2-sandbox/" EC2_VERSION,
	};
	struct buf health = { 0 }, body = { 0 };
	struct fetch fetch = { .attempts = 1, .stop = &stop };
	struct http *http = NULL;
	long status = 0;
	int rc;

	buf_printf(&health, "%.*s/health", (int)(strlen(url) -
		   (*url && url[strlen(url) - 1] == '/')), url);
	fetch.url = buf_str(&health);
	rc = buf_check(&health, "URL", err);
	if (!rc)
		rc = http_new(&http, &settings, err);
	if (!rc)
		rc = fetch_get(http, &fetch, &body, &status, err);
	if (!rc && status != 200)
		rc = err_set(err, "answers with HTTP status %ld, not 200", status);
	http_free(http);
	buf_release(&health);
	buf_release(&body);
	return rc ? err_prefix(err, "%s", url) : 0;
}
