/* SPDX-License-Identifier: BSD-2-Clause */
#include "system/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/now.h"

extern char **environ;

/* LOOK_MS is the interval in milliseconds at which we check whether the program
 * has ended.  GRACE_MS is the time between SIGTERM and SIGKILL. */
enum { LOOK_MS = 20, GRACE_MS = 2000 };

/* The maximum depth of the process tree that signal_tree searches. */
enum { DEPTH_MAX = 16 };

struct run {
	const struct spawn_limits *limits;
	pid_t pid;
	bool grouped;		/* the program leads a process group */
	bool exited;		/* the program has ended */
	int status;		/* status from waitpid; valid if `exited` */
	int output;		/* read end of the pipe for the program's
				 * output */
	bool ended;		/* the program's output has ended */
	struct buf *out;
};

static int set_files(posix_spawn_file_actions_t *files, int output)
{
	int error = posix_spawn_file_actions_adddup2(files, output,
						     STDOUT_FILENO);

	if (!error && !isatty(STDIN_FILENO))
		error = posix_spawn_file_actions_addopen(
			files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	return error;
}

static int set_attributes(posix_spawnattr_t *attributes,
			  const sigset_t *defaults, bool grouped)
{
	short flags = POSIX_SPAWN_SETSIGDEF;
	int error = posix_spawnattr_setsigdefault(attributes, defaults);

	if (grouped)
		flags |= POSIX_SPAWN_SETPGROUP;
	if (!error)
		error = posix_spawnattr_setpgroup(attributes, 0);
	return error ? error : posix_spawnattr_setflags(attributes, flags);
}

static int spawn_program(struct run *r, char **argv, int output,
			 const sigset_t *defaults)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	int error = posix_spawn_file_actions_init(&files);

	if (error)
		return error;
	error = posix_spawnattr_init(&attributes);
	if (error) {
		(void)posix_spawn_file_actions_destroy(&files);
		return error;
	}
	error = set_files(&files, output);
	if (!error)
		error = set_attributes(&attributes, defaults, r->grouped);
	if (!error)
		error = posix_spawnp(&r->pid, argv[0], &files, &attributes,
				     argv, environ);
	(void)posix_spawnattr_destroy(&attributes);
	(void)posix_spawn_file_actions_destroy(&files);
	return error;
}

/* Sends signal NUMBER to PID and its descendants.  On systems without
 * /proc/PID/task/PID/children, sends the signal only to PID. */
static void signal_tree(pid_t pid, int number, int depth)
{
	char path[64];
	long child;
	FILE *list;

	(void)snprintf(path, sizeof(path), "/proc/%ld/task/%ld/children",
		       (long)pid, (long)pid);
	list = depth < DEPTH_MAX ? fopen(path, "re") : NULL;
	while (list && fscanf(list, "%ld", &child) == 1)
		signal_tree((pid_t)child, number, depth + 1);
	if (list)
		(void)fclose(list);
	(void)kill(pid, number);
}

/* Sends signal NUMBER to the program and its children.  At a terminal the
 * program is in our process group, so this function must not send a signal to
 * the whole group. */
static void send_signal(const struct run *r, int number)
{
	if (r->grouped)
		(void)kill(-r->pid, number);
	else if (!r->exited)
		signal_tree(r->pid, number, 0);
}

static void check_exit(struct run *r)
{
	if (!r->exited)
		r->exited = waitpid(r->pid, &r->status, WNOHANG) == r->pid;
}

static bool all_ended(const struct run *r)
{
	return r->exited && !(r->grouped && kill(-r->pid, 0) == 0);
}

static void end_program(struct run *r)
{
	long long since = now_ms();

	send_signal(r, SIGTERM);
	for (check_exit(r); !all_ended(r) && now_ms() - since < GRACE_MS;
	     check_exit(r))
		(void)poll(NULL, 0, LOOK_MS);
	if (all_ended(r))
		return;
	send_signal(r, SIGKILL);
	while (!r->exited && waitpid(r->pid, &r->status, 0) < 0 &&
	       errno == EINTR)
		;
}

static int take_output(struct run *r, struct err *err)
{
	char chunk[4096];
	ssize_t n = 1;

	while (n > 0 && !r->out->failed) {
		n = read(r->output, chunk, sizeof(chunk));
		if (n < 0 && errno == EINTR)
			n = 1;
		else if (n < 0 && errno != EAGAIN)
			return err_errno(err, errno, "its output");
		else if (n > 0)
			buf_append(r->out, chunk, (size_t)n);
		r->ended = n == 0;
	}
	buf_wipe(chunk, sizeof(chunk));
	return buf_check(r->out, "its output", err);
}

/* Reads the output until the program has ended, the time is up or CANCEL is
 * readable. */
static int read_until_end(struct run *r, int cancel, bool *canceled,
			  struct err *err)
{
	long long since = now_ms(), most = r->limits->seconds * 1000LL;

	for (;;) {
		struct pollfd fds[] = {
			{ .fd = cancel, .events = POLLIN },
			{ .fd = r->ended ? -1 : r->output, .events = POLLIN },
		};

		(void)poll(fds, 2, LOOK_MS);
		*canceled = fds[0].revents != 0;
		if (*canceled)
			return err_set(err, "interrupted");
		/* Check for the exit before reading, because the output is
		 * complete only after the exit. */
		check_exit(r);
		if (!r->ended && take_output(r, err))
			return -1;
		if (r->exited)
			return 0;
		if (most && now_ms() - since >= most)
			return err_set(err, "not done within %ld s (%s)",
				       r->limits->seconds, r->limits->variable);
	}
}

static int check_status(int status, struct err *err)
{
	if (WIFSIGNALED(status))
		return err_set(err, "ended by signal %d", WTERMSIG(status));
	if (WEXITSTATUS(status))
		return err_set(err, "exit status %d", WEXITSTATUS(status));
	return 0;
}

/* Returns whether the process has a controlling terminal.  With a controlling
 * terminal, the program must stay in the terminal's foreground process group to
 * be able to prompt the user. */
static bool has_terminal(void)
{
	int fd = open("/dev/tty", O_RDONLY | O_NOCTTY | O_CLOEXEC);

	if (fd >= 0)
		(void)close(fd);
	return fd >= 0;
}

int spawn_run(char **argv, const struct spawn_limits *limits,
	      const sigset_t *defaults, int cancel, bool *canceled,
	      struct buf *out, struct err *err)
{
	struct run r = { .limits = limits, .out = out,
			 .grouped = !has_terminal() };
	int fds[2], error, rc;

	*canceled = false;
	out->max = limits->output_max;
	if (pipe(fds))
		return err_errno(err, errno, "pipe");
	(void)fcntl(fds[0], F_SETFD, FD_CLOEXEC);
	(void)fcntl(fds[1], F_SETFD, FD_CLOEXEC);
	(void)fcntl(fds[0], F_SETFL, O_NONBLOCK);
	r.output = fds[0];
	error = spawn_program(&r, argv, fds[1], defaults);
	(void)close(fds[1]);
	if (error) {
		(void)close(fds[0]);
		return err_errno(err, error, "%s", argv[0]);
	}
	rc = read_until_end(&r, cancel, canceled, err);
	if (rc)
		end_program(&r);
	else
		rc = check_status(r.status, err);
	(void)close(fds[0]);
	return rc ? err_prefix(err, "%s", argv[0]) : 0;
}
