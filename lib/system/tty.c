/* SPDX-License-Identifier: BSD-2-Clause */
#include "system/tty.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

/* The maximum length of an answer in bytes; the rest of the line is dropped. */
enum { ANSWER_MAX = 256 };

/* Milliseconds between two checks for an answer or a signal. */
enum { LOOK_MS = 50 };

struct prompt {
	int fd;
	const char *question;
	const volatile sig_atomic_t *stop;
	bool asked;		/* the terminal shows the question */
	bool known;		/* `shown` has the terminal's settings */
	struct termios shown;	/* settings from before we turned echo off */
	sigset_t before;	/* the signal mask before block_signals */
	sigset_t blocked;	/* the signals that block_signals blocked */
};

/* These signals end or stop the program, so we must restore the terminal before
 * they are delivered.  A signal handler that restores the terminal would need a
 * writable global variable.  Instead we block the signals, check for pending
 * ones, restore the terminal and unblock them. */
static const int signals[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP };
enum { SIGNALS = sizeof(signals) / sizeof(*signals) };

/* Blocks `signals`, except those that the program already ignores or blocks. */
static void block_signals(struct prompt *p)
{
	struct sigaction action;

	(void)sigprocmask(SIG_SETMASK, NULL, &p->before);
	(void)sigemptyset(&p->blocked);
	for (int i = 0; i < SIGNALS; i++)
		if (sigaction(signals[i], NULL, &action) == 0 &&
		    action.sa_handler != SIG_IGN &&
		    !sigismember(&p->before, signals[i]))
			(void)sigaddset(&p->blocked, signals[i]);
	(void)sigprocmask(SIG_BLOCK, &p->blocked, NULL);
}

static void unblock_signals(const struct prompt *p)
{
	(void)sigprocmask(SIG_SETMASK, &p->before, NULL);
}

/* Turns echo off, because an MFA code is valid for half a minute and another
 * person may be watching.  While the program was stopped, the shell may have
 * turned echo on again and changed other settings.  hide_typing keeps the other
 * settings. */
static void hide_typing(struct prompt *p)
{
	struct termios now;

	if (!p->known || tcgetattr(p->fd, &now) || !(now.c_lflag & ECHO))
		return;
	p->shown = now;
	now.c_lflag &= ~(tcflag_t)ECHO;
	(void)tcsetattr(p->fd, TCSAFLUSH, &now);
}

/* Prints a newline and restores the terminal's settings.  A second call does
 * nothing, because another program may use the terminal by then. */
static void show_typing(struct prompt *p)
{
	if (!p->asked)
		return;
	p->asked = false;
	(void)!write(p->fd, "\n", 1);
	if (p->known)
		(void)tcsetattr(p->fd, TCSAFLUSH, &p->shown);
}

/* Turns echo off and prints the question.  Does not wait if the user has
 * stopped the terminal's output with control-S. */
static int put_question(struct prompt *p, struct err *err)
{
	p->asked = true;
	hide_typing(p);
	if (write(p->fd, p->question, strlen(p->question)) < 0 &&
	    errno != EAGAIN)
		return err_errno(err, errno, "terminal");
	return 0;
}

/* If signals are pending, restores the terminal and delivers them.  After a
 * stop (SIGTSTP), prints the question again.  Fails after any other signal, if
 * the program is still running.  A signal that arrived during the stop is no
 * longer pending here, so this function also checks *stop. */
static int handle_signals(struct prompt *p, struct err *err)
{
	sigset_t pending;
	bool stopped = false, ended = false;

	(void)sigpending(&pending);
	for (int i = 0; i < SIGNALS; i++) {
		if (!sigismember(&p->blocked, signals[i]) ||
		    !sigismember(&pending, signals[i]))
			continue;
		stopped = stopped || signals[i] == SIGTSTP;
		ended = ended || signals[i] != SIGTSTP;
	}
	if (stopped || ended) {
		show_typing(p);
		unblock_signals(p);
		(void)sigprocmask(SIG_BLOCK, &p->blocked, NULL);
	}
	if (ended || (p->stop && *p->stop))
		return err_set(err, "interrupted");
	return stopped ? put_question(p, err) : 0;
}

static int read_answer(struct prompt *p, struct buf *out, struct err *err)
{
	const struct timespec look = { .tv_nsec = LOOK_MS * 1000000L };
	char line[ANSWER_MAX];
	ssize_t n;

	while ((n = read(p->fd, line, sizeof(line))) < 0) {
		if (errno != EAGAIN && errno != EINTR)
			return err_errno(err, errno, "terminal");
		(void)nanosleep(&look, NULL);
		if (handle_signals(p, err))
			return -1;
		hide_typing(p);
	}
	while (n && strchr(" \t\r\n", line[n - 1]))
		n--;
	if (!n)
		return err_set(err, "nothing was typed");
	buf_append(out, line, (size_t)n);
	return buf_check(out, "answer", err);
}

int tty_ask(struct buf *out, const char *question,
	    const volatile sig_atomic_t *stop, struct err *err)
{
	struct prompt p = {
		.fd = open("/dev/tty",
			   O_RDWR | O_CLOEXEC | O_NOCTTY | O_NONBLOCK),
		.question = question, .stop = stop,
	};
	int rc;

	if (p.fd < 0)
		return err_set(err, "there is no terminal to prompt on");
	block_signals(&p);
	p.known = tcgetattr(p.fd, &p.shown) == 0;
	rc = put_question(&p, err);
	if (rc == 0)
		rc = read_answer(&p, out, err);
	show_typing(&p);
	unblock_signals(&p);
	(void)close(p.fd);
	return rc;
}
