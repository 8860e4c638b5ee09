/* SPDX-License-Identifier: BSD-2-Clause */
/* A program of the user's that is run for what it prints. */
#include "system/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/attr.h"

extern char **environ;

/* The most that it may print. */
enum { OUTPUT_MAX = 64 * 1024 };

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

/* SIGPIPE and SIGXFSZ, which we ignore, are as they should be for a program
 * of no such mind. */
static int spawn(char **argv, int output, pid_t *pid)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	sigset_t signals;
	int error;

	(void)sigemptyset(&signals);
	(void)sigaddset(&signals, SIGPIPE);
	(void)sigaddset(&signals, SIGXFSZ);
	error = posix_spawn_file_actions_init(&files);
	if (error)
		return error;
	error = posix_spawnattr_init(&attributes);
	if (error) {
		(void)posix_spawn_file_actions_destroy(&files);
		return error;
	}
	error = posix_spawnattr_setsigdefault(&attributes, &signals);
	if (!error)
		error = posix_spawnattr_setflags(&attributes,
						 POSIX_SPAWN_SETSIGDEF);
	if (!error)
		error = posix_spawn_file_actions_adddup2(&files, output,
							 STDOUT_FILENO);
	if (!error && !isatty(STDIN_FILENO))
		error = posix_spawn_file_actions_addopen(&files, STDIN_FILENO,
							 "/dev/null",
							 O_RDONLY, 0);
	if (!error)
		error = posix_spawnp(pid, argv[0], &files, &attributes, argv,
				     environ);
	(void)posix_spawnattr_destroy(&attributes);
	(void)posix_spawn_file_actions_destroy(&files);
	return error;
}

/* To the end, so that the program does not meet a closed pipe; what is too
 * much is read and lost. */
static int read_output(int fd, struct buf *out, struct err *err)
{
	char chunk[4096];
	ssize_t n;

	while ((n = read(fd, chunk, sizeof(chunk))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_errno(err, errno, "its output");
		buf_append(out, chunk, (size_t)n);
	}
	buf_wipe(chunk, sizeof(chunk));
	return buf_check(out, "its output", err);
}

static int end(pid_t pid, struct err *err)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return err_errno(err, errno, "waiting for it");
	if (WIFSIGNALED(status))
		return err_set(err, "ended by signal %d", WTERMSIG(status));
	if (WEXITSTATUS(status))
		return err_set(err, "exit status %d", WEXITSTATUS(status));
	return 0;
}

static int run_here(char **argv, struct buf *out, struct err *err)
{
	struct err ended;
	int fds[2], error, rc;
	pid_t pid;

	if (pipe(fds))
		return err_errno(err, errno, "pipe");
	(void)fcntl(fds[0], F_SETFD, FD_CLOEXEC);
	(void)fcntl(fds[1], F_SETFD, FD_CLOEXEC);
	error = spawn(argv, fds[1], &pid);
	(void)close(fds[1]);
	if (error) {
		(void)close(fds[0]);
		return err_errno(err, error, "%s", argv[0]);
	}
	rc = read_output(fds[0], out, err);
	(void)close(fds[0]);
	if (end(pid, &ended)) {
		*err = ended;
		return err_prefix(err, "%s", argv[0]);
	}
	return rc ? err_prefix(err, "%s", argv[0]) : 0;
}

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

static bool serve(int fd, char **argv)
{
	struct buf out = { .secret = true, .max = OUTPUT_MAX };
	struct answer answer;
	const char *text;
	struct err err;
	bool ok;

	memset(&answer, 0, sizeof(answer));
	answer.failed = run_here(argv, &out, &err) != 0;
	/* Words are sent from where they are: memory may be what is short. */
	text = answer.failed ? err.text : buf_str(&out);
	answer.len = answer.failed ? strlen(err.text) : out.len;
	ok = put(fd, &answer, sizeof(answer)) && put(fd, text, answer.len);
	buf_release(&out);
	return ok;
}

/* Whoever reads our standard output shall not wait for this process. */
ATTR_NORETURN
static void serve_all(int fd, char **argv)
{
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
	char asked;

	if (null < 0 || dup2(null, STDOUT_FILENO) < 0)
		(void)close(STDOUT_FILENO);
	while (get(fd, &asked, 1) && serve(fd, argv))
		;
	_exit(0);
}

int child_new(struct child **out, char **argv, struct err *err)
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
		serve_all(fds[1], argv);
	}
	(void)close(fds[1]);
	*out = c;
	return 0;
}

void child_free(struct child *c)
{
	if (!c)
		return;
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

int child_run(struct child *c, struct buf *out, struct err *err)
{
	struct answer answer;

	buf_clear(out);
	if (!put(c->fd, "", 1) || !get(c->fd, &answer, sizeof(answer)))
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
