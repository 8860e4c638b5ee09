/* SPDX-License-Identifier: BSD-2-Clause */
#include "rehearsal/run.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <spawn.h>
#include <stdbool.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Signals that ask us to end. */
static const struct {
	int number;
	bool keyboard;	/* a key of the terminal sends this signal */
} ending[] = {
	{ SIGINT, true }, { SIGQUIT, true }, { SIGTERM, false },
	{ SIGHUP, false },
};

enum { ENDING = sizeof(ending) / sizeof(ending[0]) };

static void on_child(int number)
{
}

int run_block(struct run *r, struct err *err)
{
	/* SIGCHLD has a handler for two reasons.  With the default action, a
	 * system may drop the signal.  Our parent may have made us ignore the
	 * signal, and the kernel would then drop the exit status. */
	struct sigaction child = { .sa_handler = on_child }, now;
	sigset_t all;

	(void)sigemptyset(&r->wanted);
	for (size_t i = 0; i < ENDING; i++) {
		if (sigaction(ending[i].number, NULL, &now) < 0)
			return err_errno(err, errno, "sigaction");
		if (now.sa_handler != SIG_IGN)
			(void)sigaddset(&r->wanted, ending[i].number);
	}
	(void)sigaddset(&r->wanted, SIGCHLD);
	(void)sigemptyset(&child.sa_mask);
	if (sigaction(SIGCHLD, &child, NULL) < 0)
		return err_errno(err, errno, "sigaction");
	(void)sigfillset(&all);
	errno = pthread_sigmask(SIG_SETMASK, &all, &r->before);
	return errno ? err_errno(err, errno, "pthread_sigmask") : 0;
}

/* SIGPIPE would end us and leave files behind.  While SIGPIPE is blocked,
 * writing to a closed pipe is an error, which we report. */
int run_narrow(const struct run *r, struct err *err)
{
	sigset_t mask = r->wanted;

	(void)sigaddset(&mask, SIGPIPE);
	errno = pthread_sigmask(SIG_SETMASK, &mask, NULL);
	return errno ? err_errno(err, errno, "pthread_sigmask") : 0;
}

int run_wait(const struct run *r, struct err *err)
{
	int number;

	do {
		errno = sigwait(&r->wanted, &number);
		if (errno && errno != EINTR)
			return err_errno(err, errno, "sigwait");
	} while (errno || number == SIGCHLD);
	return 0;
}

/* Returns whether our process group is in the terminal's foreground.  The
 * command is in the same group, so it then gets the signals of keys too. */
static bool in_foreground(void)
{
	int fd = open("/dev/tty", O_RDONLY | O_NOCTTY | O_CLOEXEC);
	bool yes;

	if (fd < 0)
		return false;
	yes = tcgetpgrp(fd) == getpgrp();
	(void)close(fd);
	return yes;
}

static void forward(pid_t pid, int number)
{
	for (size_t i = 0; i < ENDING; i++)
		if (ending[i].number == number && ending[i].keyboard &&
		    in_foreground())
			return;
	(void)kill(pid, number);
}

static int spawn(const struct run *r, char **argv, char **environment,
		 pid_t *pid, int *status, struct err *err)
{
	posix_spawnattr_t attributes;
	int rc;

	rc = posix_spawnattr_init(&attributes);
	if (rc)
		return err_errno(err, rc, "%s", argv[0]);
	rc = posix_spawnattr_setsigmask(&attributes, &r->before);
	if (!rc)
		rc = posix_spawnattr_setflags(&attributes,
					      POSIX_SPAWN_SETSIGMASK);
	if (!rc)
		rc = posix_spawnp(pid, argv[0], NULL, &attributes, argv,
				  environment);
	(void)posix_spawnattr_destroy(&attributes);
	if (!rc)
		return 0;
	*status = rc == ENOENT ? 127 : 126;
	if (rc == ENOENT && !strchr(argv[0], '/'))
		return err_set(err, "%s: not in PATH, or a script whose first "
			       "line names a missing program", argv[0]);
	return err_errno(err, rc, "%s", argv[0]);
}

int run_command(const struct run *r, char **argv, char **environment,
		int *status, struct err *err)
{
	int number, how;
	pid_t pid, ended;

	if (spawn(r, argv, environment, &pid, status, err))
		return -1;
	for (;;) {
		if (sigwait(&r->wanted, &number))
			continue;
		if (number != SIGCHLD) {
			forward(pid, number);
			continue;
		}
		ended = waitpid(pid, &how, WNOHANG);
		if (ended < 0)
			return err_errno(err, errno, "%s", argv[0]);
		if (ended == pid)
			break;
	}
	*status = WIFSIGNALED(how) ? 128 + WTERMSIG(how) : WEXITSTATUS(how);
	return 0;
}
