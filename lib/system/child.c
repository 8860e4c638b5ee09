/* SPDX-License-Identifier: BSD-2-Clause */
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
#include "system/file.h"
#include "system/spawn.h"

/* The maximum size in bytes of the program's output. */
enum { OUTPUT_MAX = 64 * 1024 };

/* Milliseconds between two checks for a signal while the program runs. */
enum { LOOK_MS = 100 };

struct child {
	int fd;		/* socket to the helper process */
	pid_t pid;	/* the helper process */
	char name[];	/* name or path of the program */
};

/* The header of the helper process's answer.  `len` bytes follow: the program's
 * output, or an error message if `failed` is set. */
struct answer {
	bool failed;
	size_t len;
};

static bool read_fully(int fd, void *data, size_t len)
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

static bool run_once(int fd, char **argv, const struct spawn_limits *limits,
		     const sigset_t *defaults)
{
	struct buf out = { .secret = true };
	struct answer answer;
	bool ok, canceled;
	const char *text;
	struct err err;

	memset(&answer, 0, sizeof(answer));
	answer.failed = spawn_run(argv, limits, defaults, fd, &canceled,
				  &out, &err) != 0;
	/* Send the error message without copying it, because the error may be
	 * that memory ran out. */
	text = answer.failed ? err.text : buf_str(&out);
	answer.len = answer.failed ? strlen(err.text) : out.len;
	ok = !canceled && !file_put(fd, &answer, sizeof(answer)) &&
	     !file_put(fd, text, answer.len);
	buf_release(&out);
	return ok;
}

/* Makes the helper process ignore the signals that end the command.  The
 * terminal sends these signals to the helper process too, but the helper
 * process must run until it has ended the program.  Sets *DEFAULTS to the
 * signals for which the program gets the default action: (1) SIGPIPE and
 * SIGXFSZ, which the command ignores, and (2) the signals that end the command,
 * except those that were ignored when the command started. */
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

/* The main loop of the helper process.  The helper process first replaces its
 * copy of standard output by /dev/null.  Otherwise, a program that reads the
 * command's output would wait until the helper process ends. */
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
	while (read_fully(fd, &asked, 1) &&
	       run_once(fd, argv, &limits, &defaults))
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
	/* Helper processes that were started later have copies of this socket,
	 * so close alone would not end the connection. */
	(void)shutdown(c->fd, SHUT_RDWR);
	(void)close(c->fd);
	while (waitpid(c->pid, NULL, 0) < 0 && errno == EINTR)
		;
	free(c);
}

static int child_ended(const struct child *c, struct err *err)
{
	return err_set(err, "%s: the process that runs it has ended", c->name);
}

static int fail_with_words(struct child *c, size_t len, struct err *err)
{
	char text[ERR_TEXT_MAX];

	if (len >= sizeof(text) || !read_fully(c->fd, text, len))
		return child_ended(c, err);
	text[len] = '\0';
	return err_set(err, "%s", text);
}

/* Skips LEN bytes of output that are too long for the caller's buffer, so that
 * the caller can read the next answer. */
static int skip_output(struct child *c, size_t len, struct err *err)
{
	char chunk[4096];
	bool ok = true;

	for (size_t n; ok && len; len -= n) {
		n = len < sizeof(chunk) ? len : sizeof(chunk);
		ok = read_fully(c->fd, chunk, n);
	}
	buf_wipe(chunk, sizeof(chunk));
	return ok ? 0 : child_ended(c, err);
}

/* Waits until the helper process answers or ends, and returns true.  If *STOP
 * becomes non-zero first, shuts the connection down and returns false.  The
 * helper process notices the shutdown and ends the program. */
static bool await_answer(struct child *c, const volatile sig_atomic_t *stop)
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
	if (file_put(c->fd, "", 1))
		return child_ended(c, err);
	if (!await_answer(c, stop))
		return err_set(err, "%s: interrupted", c->name);
	if (!read_fully(c->fd, &answer, sizeof(answer)))
		return child_ended(c, err);
	if (answer.failed)
		return fail_with_words(c, answer.len, err);
	if (!buf_extend(out, answer.len)) {
		if (skip_output(c, answer.len, err))
			return -1;
		(void)buf_check(out, "its output", err);
		return err_prefix(err, "%s", c->name);
	}
	if (!read_fully(c->fd, out->data, answer.len)) {
		buf_wipe(out->data, answer.len);
		return child_ended(c, err);
	}
	out->len = answer.len;
	out->data[out->len] = '\0';
	return 0;
}
