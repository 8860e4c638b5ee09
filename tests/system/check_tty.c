/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of tty: questions at a pseudo-terminal, and signals during them. */
#define _XOPEN_SOURCE 700	/* for posix_openpt */
#include "system/tty.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "check_main.h"

static const struct {
	const char *what;
	const char *typed;	/* text that the user types; NULL: there is no
				 * terminal; "": a signal comes first */
	const char *outcome;	/* the answer in <>, or the error message */
} rows[] = {
	{ "a code of six digits", "123456\n", "<123456>" },
	{ "white space after the answer", "12 34 \t\n", "<12 34>" },
	{ "two lines, of which the first counts", "12\n34\n", "<12>" },
	{ "an empty line", "\n", "nothing was typed" },
	{ "a line of white space", "  \n", "nothing was typed" },
	{ "control-D", "\4", "nothing was typed" },
	{ "a signal before the text", "", "interrupted" },
	{ "a process without a terminal", NULL,
	  "there is no terminal to prompt on" },
};

static volatile sig_atomic_t stop;

static void on_signal(int number)
{
	stop = number;
}

/* Asks the question, writes the result to FD, and exits. */
static void ask_here(int fd, const volatile sig_atomic_t *flag)
{
	struct buf out = { 0 };
	struct err err = { 0 };

	if (tty_ask(&out, "what? ", flag, &err) == 0)
		(void)dprintf(fd, "<%s>", buf_str(&out));
	else
		(void)dprintf(fd, "%s", err.text);
	buf_release(&out);
	_exit(0);
}

/* Starts a session whose controlling terminal is PATH, and asks there.  If PATH
 * is NULL, the session has no terminal. */
static void ask(const char *path, int fd, const volatile sig_atomic_t *flag)
{
	int tty;

	(void)setsid();
	tty = path ? open(path, O_RDWR) : -1;
	if (tty >= 0)
		(void)ioctl(tty, TIOCSCTTY, 0);
	ask_here(fd, flag);
}

static bool echoes(int fd)
{
	struct termios t;

	return tcgetattr(fd, &t) == 0 && (t.c_lflag & ECHO);
}

/* A shell or stty may change settings while the job is stopped. */
static void change_settings(int fd)
{
	struct termios t;

	ck_assert_int_eq(tcgetattr(fd, &t), 0);
	t.c_lflag |= ECHO;
	t.c_iflag &= ~(tcflag_t)IXON;
	ck_assert_int_eq(tcsetattr(fd, TCSANOW, &t), 0);
}

static bool is_changed(int fd)
{
	struct termios t;

	return tcgetattr(fd, &t) == 0 && !(t.c_iflag & IXON);
}

/* Reads from FD into SEEN until SEEN contains TEXT, or the input ends. */
static void await(int fd, struct buf *seen, const char *text)
{
	char chunk[256];
	ssize_t n;

	while (!strstr(buf_str(seen), text) &&
	       (n = read(fd, chunk, sizeof(chunk))) > 0)
		buf_append(seen, chunk, (size_t)n);
}

/* Makes a terminal.  Returns its master, and sets *PATH to its slave. */
static int terminal(const char **path)
{
	int master = posix_openpt(O_RDWR | O_NOCTTY);

	ck_assert_int_eq(grantpt(master), 0);
	ck_assert_int_eq(unlockpt(master), 0);
	*path = ptsname(master);
	return master;
}

START_TEST(answer)
{
	const char *typed = rows[_i].typed, *path;
	int master = terminal(&path), slave = -1, fds[2];
	struct buf seen = { 0 }, got = { 0 };
	pid_t pid;

	ck_assert_int_eq(pipe(fds), 0);
	if (typed) {
		/* The settings last as long as a process has the terminal
		 * open. */
		slave = open(path, O_RDWR | O_NOCTTY);
		ck_assert(echoes(slave));
	}
	pid = fork();
	ck_assert_int_ge(pid, 0);
	if (!pid) {
		/* The child closes its copy of the master, so that the terminal
		 * hangs up when the parent closes the master. */
		(void)close(master);
		(void)close(slave);
		stop = SIGTERM;
		ask(typed ? path : NULL, fds[1],
		    typed && !*typed ? &stop : NULL);
	}
	(void)close(fds[1]);
	if (typed) {
		await(master, &seen, "what? ");
		ck_assert_msg(!*typed || !echoes(slave),
			      "%s: echo is on during the question",
			      rows[_i].what);
		ck_assert_int_eq(write(master, typed, strlen(typed)),
				 (ssize_t)strlen(typed));
		await(master, &seen, "\n");
		check_text(rows[_i].what, buf_str(&seen), "what? \r\n");
	}
	await(fds[0], &got, "never");
	ck_assert_int_eq(waitpid(pid, NULL, 0), pid);
	check_text(rows[_i].what, buf_str(&got), rows[_i].outcome);
	if (typed)
		ck_assert_msg(echoes(slave), "%s: echo is still off at the end",
			      rows[_i].what);
	(void)close(fds[0]);
	(void)close(slave);
	(void)close(master);
	buf_release(&seen);
	buf_release(&got);
}
END_TEST

static const struct {
	const char *what;
	int number;
	const char *typed;	/* key with which the terminal sends `number` or
				 * SIGTSTP; NULL if the test sends `number` */
	void (*action)(int);	/* the job's action for the signal */
	const char *outcome;
} signals[] = {
	{ "control-C", SIGINT, "\3", SIG_DFL, "ended by the signal" },
	{ "control-\\", SIGQUIT, "\34", SIG_DFL, "ended by the signal" },
	{ "SIGTERM", SIGTERM, NULL, SIG_DFL, "ended by the signal" },
	{ "SIGHUP", SIGHUP, NULL, SIG_DFL, "ended by the signal" },
	{ "a control-C that is caught", SIGINT, "\3", on_signal,
	  "interrupted" },
	{ "a SIGHUP that is ignored", SIGHUP, NULL, SIG_IGN, "<123>" },
	{ "control-Z", SIGTSTP, "\32", SIG_DFL, "stopped<123>" },
	{ "a SIGTSTP from another process", SIGTSTP, NULL, SIG_DFL,
	  "stopped<123>" },
	{ "a SIGSTOP", SIGSTOP, NULL, SIG_DFL, "stopped<123>" },
	{ "a SIGTERM that arrives while stopped", SIGTERM, "\32", on_signal,
	  "stoppedinterrupted" },
};

/* Acts like a shell.  Runs a job in its own process group, in the foreground of
 * the terminal.  Writes to FD the process id of the job, and reports there when
 * the job stops, and when a signal ends the job.  Reads from FD how to continue
 * the job: 'f' in the foreground, 'k' in the background with a pending signal
 * NUMBER. */
static void watch(const char *path, int fd, int number, void (*action)(int))
{
	int tty, status = 0;
	char byte;
	pid_t pid;

	(void)setsid();
	tty = open(path, O_RDWR);
	(void)ioctl(tty, TIOCSCTTY, 0);
	(void)signal(SIGTTOU, SIG_IGN);
	pid = fork();
	if (!pid) {
		(void)setpgid(0, 0);
		(void)tcsetpgrp(tty, getpid());
		(void)signal(SIGTTOU, SIG_DFL);
		/* The Check library sets actions for some signals. */
		(void)signal(number, action);
		(void)alarm(60);
		pid = getpid();
		(void)!write(fd, &pid, sizeof(pid));
		ask_here(fd, &stop);
	}
	while (waitpid(pid, &status, WUNTRACED) == pid && WIFSTOPPED(status)) {
		(void)tcsetpgrp(tty, getpid());
		(void)dprintf(fd, "stopped");
		if (read(fd, &byte, 1) != 1)
			(void)kill(pid, SIGKILL);
		else if (byte == 'f')
			(void)tcsetpgrp(tty, pid);
		else
			(void)kill(pid, number);
		(void)kill(pid, SIGCONT);
	}
	if (WIFSIGNALED(status))
		(void)dprintf(fd, WTERMSIG(status) == number
			      ? "ended by the signal" : "ended");
	_exit(0);
}

/* Waits up to five seconds until the terminal does not echo, because a
 * continued job does not turn echo off at once.  Returns whether echo is
 * off. */
static bool echo_ends(int fd)
{
	for (int i = 0; i < 500 && echoes(fd); i++)
		(void)usleep(10000);
	return !echoes(fd);
}

/* Changes the terminal's settings, and tells `watch` on FD to continue the job
 * of row I. */
static void resume_job(int i, int fd, int slave)
{
	const char *what = signals[i].what;
	bool answered = strchr(signals[i].outcome, '<');

	if (signals[i].number != SIGSTOP)
		ck_assert_msg(echoes(slave), "%s: echo is off while stopped",
			      what);
	change_settings(slave);
	ck_assert_int_eq(write(fd, answered ? "f" : "k", 1), 1);
	/* If the job stops a second time, the read in `watch` fails, and
	 * `watch` kills the job. */
	ck_assert_int_eq(shutdown(fd, SHUT_WR), 0);
	if (answered)
		ck_assert_msg(echo_ends(slave),
			      "%s: echo is on after the stop", what);
}

/* The terminal must have its old settings again after the question, and while
 * the job is stopped by a signal other than SIGSTOP.  Settings that change
 * during the stop are kept.  When the job continues the question, echo is off
 * again. */
START_TEST(signaled)
{
	const char *what = signals[_i].what, *typed = signals[_i].typed, *path;
	const char *outcome = signals[_i].outcome, *wrap = getenv("WRAP");
	int master = terminal(&path), slave = open(path, O_RDWR | O_NOCTTY);
	bool stops = strncmp(outcome, "stopped", 7) == 0;
	struct buf seen = { 0 }, got = { 0 };
	pid_t pid, job;
	int fds[2];

	/* Under valgrind, SIGTSTP does not stop a process. */
	if (wrap && *wrap && stops && signals[_i].number != SIGSTOP)
		goto out;
	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
	pid = fork();
	ck_assert_int_ge(pid, 0);
	if (!pid) {
		(void)close(fds[0]);
		(void)close(master);
		(void)close(slave);
		watch(path, fds[1], signals[_i].number, signals[_i].action);
	}
	(void)close(fds[1]);
	ck_assert_int_eq(recv(fds[0], &job, sizeof(job), MSG_WAITALL),
			 (ssize_t)sizeof(job));
	await(master, &seen, "what? ");
	ck_assert_msg(!echoes(slave), "%s: echo is on during the question",
		      what);
	if (typed)
		ck_assert_int_eq(write(master, typed, 1), 1);
	else
		ck_assert_int_eq(kill(job, signals[_i].number), 0);
	if (stops) {
		await(fds[0], &got, "stopped");
		resume_job(_i, fds[0], slave);
	}
	if (strchr(outcome, '<'))
		ck_assert_int_eq(write(master, "123\n", 4), 4);
	await(fds[0], &got, "never");
	check_text(what, buf_str(&got), outcome);
	ck_assert_int_eq(waitpid(pid, NULL, 0), pid);
	ck_assert_msg(echoes(slave), "%s: echo is still off at the end", what);
	ck_assert_msg(is_changed(slave) == stops, "%s: the settings are wrong",
		      what);
	(void)close(fds[0]);
out:
	(void)close(slave);
	/* The terminal's output ends now, because the slave is closed. */
	await(master, &seen, "never");
	ck_assert_msg(!strstr(buf_str(&seen), "\n\r\n"),
		      "%s: an empty line: %s", what, buf_str(&seen));
	(void)close(master);
	buf_release(&seen);
	buf_release(&got);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ answer, ROWS(rows) }, { signaled, ROWS(signals) },
	};

	return check_main("tty", cases, ROWS(cases));
}
