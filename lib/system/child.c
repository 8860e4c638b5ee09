/* SPDX-License-Identifier: BSD-2-Clause */
/* A program of the user's that is run for what it prints. */
#include "system/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/attr.h"
#include "system/spawn.h"

/* The most that a program may print. */
enum { OUTPUT_MAX = 64 * 1024 };

/* How often a signal is looked for while the program runs. */
enum { LOOK_MS = 100 };

struct child {
	int fd;
	pid_t pid;
	char name[];	/* of the program */
};

/* What comes before the output, or before words for a failure. */
struct answer {
	bool failed;
	size_t len;
};

static bool put(int fd, const void *data, size_t len)
{
	const char *at = data;

	while (len) {
		ssize_t n = write(fd, at, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		at += n;
		len -= (size_t)n;
	}
	return true;
}

static bool get(int fd, void *data, size_t len)
{
	char *at = data;

	while (len) {
		ssize_t n = read(fd, at, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		at += n;
		len -= (size_t)n;
	}
	return true;
}

static bool serve(int fd, char **argv, const struct spawn_limits *limits,
		  const sigset_t *defaults)
{
	struct buf out = { .secret = true };
	struct answer answer;
	bool ok, cancelled;
	const char *text;
	struct err err;

	memset(&answer, 0, sizeof(answer));
	answer.failed = spawn_run(argv, limits, defaults, fd, &cancelled,
				  &out, &err) != 0;
	/* Words are sent from where they are: memory may be what is short. */
	text = answer.failed ? err.text : buf_str(&out);
	answer.len = answer.failed ? strlen(err.text) : out.len;
	ok = !cancelled && put(fd, &answer, sizeof(answer)) &&
	     put(fd, text, answer.len);
	buf_release(&out);
	return ok;
}

/* What ends the command goes to this process too where both are one group,
 * but it has to stay until it has put an end to the program.  That has these
 * signals' default action, as before, unless the command itself was started
 * with them ignored; and so for SIGPIPE and SIGXFSZ, which we ignore. */
static void ignore_signals(sigset_t *defaults)
{
	static const int numbers[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };

	(void)sigemptyset(defaults);
	(void)sigaddset(defaults, SIGPIPE);
	(void)sigaddset(defaults, SIGXFSZ);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		struct sigaction action;

		if (sigaction(numbers[i], NULL, &action) ||
		    action.sa_handler == SIG_IGN)
			continue;
		(void)sigaddset(defaults, numbers[i]);
		action.sa_handler = SIG_IGN;
		(void)sigaction(numbers[i], &action, NULL);
	}
}

/* Whoever reads our standard output shall not wait for this process. */
ATTR_NORETURN
static void serve_all(int fd, char **argv, const struct child_limit *limit)
{
	const struct spawn_limits limits = {
		limit->seconds, limit->variable, OUTPUT_MAX,
	};
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
	sigset_t defaults;
	char asked;

	if (null < 0 || dup2(null, STDOUT_FILENO) < 0)
		(void)close(STDOUT_FILENO);
	ignore_signals(&defaults);
	while (get(fd, &asked, 1) && serve(fd, argv, &limits, &defaults))
		;
	_exit(0);
}

int child_new(struct child **out, char **argv,
	      const struct child_limit *limit, struct err *err)
{
	size_t size = strlen(argv[0]) + 1;
	struct child *c = malloc(sizeof(*c) + size);
	int fds[2];

	if (!c)
		return err_memory(err);
	memcpy(c->name, argv[0], size);
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds)) {
		free(c);
		return err_errno(err, errno, "socketpair");
	}
	(void)fcntl(fds[0], F_SETFD, FD_CLOEXEC);
	(void)fcntl(fds[1], F_SETFD, FD_CLOEXEC);
	c->fd = fds[0];
	c->pid = fork();
	if (c->pid < 0) {
		err_errno(err, errno, "fork");
		(void)close(fds[0]);
		(void)close(fds[1]);
		free(c);
		return -1;
	}
	if (c->pid == 0) {
		free(c);
		(void)close(fds[0]);
		serve_all(fds[1], argv, limit);
	}
	(void)close(fds[1]);
	*out = c;
	return 0;
}

void child_free(struct child *c)
{
	if (!c)
		return;
	/* A child that began later has a copy of the socket: to close ours
	 * does not end the connection. */
	(void)shutdown(c->fd, SHUT_RDWR);
	(void)close(c->fd);
	while (waitpid(c->pid, NULL, 0) < 0 && errno == EINTR)
		;
	free(c);
}

static int ended(const struct child *c, struct err *err)
{
	return err_set(err, "%s: the process that runs it has ended", c->name);
}

static int take_words(struct child *c, size_t len, struct err *err)
{
	char text[ERR_TEXT_MAX];

	if (len >= sizeof(text) || !get(c->fd, text, len))
		return ended(c, err);
	text[len] = '\0';
	return err_set(err, "%s", text);
}

/* What there is no room for is read and lost: the next answer comes behind
 * it. */
static int pass_over(struct child *c, size_t len, struct err *err)
{
	char chunk[4096];
	bool ok = true;

	for (size_t n; ok && len; len -= n) {
		n = len < sizeof(chunk) ? len : sizeof(chunk);
		ok = get(c->fd, chunk, n);
	}
	buf_wipe(chunk, sizeof(chunk));
	return ok ? 0 : ended(c, err);
}

/* Waits for an answer.  When a signal comes first, the other process learns
 * that this one no longer waits, and ends the program. */
static bool await(struct child *c, const volatile sig_atomic_t *stop)
{
	struct pollfd fd = { .fd = c->fd, .events = POLLIN };

	while (!(stop && *stop))
		if (poll(&fd, 1, LOOK_MS) > 0)
			return true;
	(void)shutdown(c->fd, SHUT_WR);
	return false;
}

int child_run(struct child *c, const volatile sig_atomic_t *stop,
	      struct buf *out, struct err *err)
{
	struct answer answer;

	buf_clear(out);
	if (!put(c->fd, "", 1))
		return ended(c, err);
	if (!await(c, stop))
		return err_set(err, "%s: interrupted", c->name);
	if (!get(c->fd, &answer, sizeof(answer)))
		return ended(c, err);
	if (answer.failed)
		return take_words(c, answer.len, err);
	if (!buf_extend(out, answer.len)) {
		if (pass_over(c, answer.len, err))
			return -1;
		(void)buf_check(out, "its output", err);
		return err_prefix(err, "%s", c->name);
	}
	if (!get(c->fd, out->data, answer.len)) {
		buf_wipe(out->data, answer.len);
		return ended(c, err);
	}
	out->len = answer.len;
	out->data[out->len] = '\0';
	return 0;
}
