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

enum { ANSWER_MAX = 256 };

/* Milliseconds between two looks for an answer or a signal. */
enum { LOOK_MS = 50 };

/* A question at a terminal. */
struct prompt {
	int fd;
	const char *question;
	const volatile sig_atomic_t *stop;
	bool asked;		/* the question is on the terminal */
	bool known;		/* `shown` has the terminal's settings */
	struct termios shown;
	sigset_t before, held;	/* see hold_signals */
};

/* These signals end or stop the program, so they are delivered only while the
 * terminal is restored.  A handler would need writable data, so we block the
 * signals instead, check for them, and then let them be delivered. */
static const int signals[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP };
enum { SIGNALS = sizeof(signals) / sizeof(*signals) };

/* Blocks the signals, except those that were ignored or blocked when we
 * started. */
static void hold_signals(struct prompt *p)
{
	struct sigaction action;

	(void)sigprocmask(SIG_SETMASK, NULL, &p->before);
	(void)sigemptyset(&p->held);
	for (int i = 0; i < SIGNALS; i++)
		if (sigaction(signals[i], NULL, &action) == 0 &&
		    action.sa_handler != SIG_IGN &&
		    !sigismember(&p->before, signals[i]))
			(void)sigaddset(&p->held, signals[i]);
	(void)sigprocmask(SIG_BLOCK, &p->held, NULL);
}

static void let_signals_in(const struct prompt *p)
{
	(void)sigprocmask(SIG_SETMASK, &p->before, NULL);
}

/* Turns echo off, because a code is valid for half a minute and someone may be
 * watching.  While the program was stopped, a shell may have turned echo on
 * again and changed other settings; those must stay. */
static void hide_typing(struct prompt *p)
{
	struct termios now;

	if (!p->known || tcgetattr(p->fd, &now) || !(now.c_lflag & ECHO))
		return;
	p->shown = now;
	now.c_lflag &= ~(tcflag_t)ECHO;
	(void)tcsetattr(p->fd, TCSAFLUSH, &now);
}

/* Ends the line on which the user typed unseen, and restores echo.  Does so
 * once: later the terminal may belong to another program. */
static void show_typing(struct prompt *p)
{
	if (!p->asked)
		return;
	p->asked = false;
	(void)!write(p->fd, "\n", 1);
	if (p->known)
		(void)tcsetattr(p->fd, TCSAFLUSH, &p->shown);
}

/* Does not wait for output that control-S has stopped. */
static int put_question(struct prompt *p, struct err *err)
{
	p->asked = true;
	hide_typing(p);
	if (write(p->fd, p->question, strlen(p->question)) < 0 &&
	    errno != EAGAIN)
		return err_errno(err, errno, "terminal");
	return 0;
}

/* Delivers the pending signals.  Asks again after a stop, and fails after any
 * other signal that has not ended the program.  A signal that came during the
 * stop is delivered with it; only *stop shows that it came. */
static int heed_signals(struct prompt *p, struct err *err)
{
	sigset_t pending;
	bool stopped = false, ended = false;

	(void)sigpending(&pending);
	for (int i = 0; i < SIGNALS; i++) {
		if (!sigismember(&p->held, signals[i]) ||
		    !sigismember(&pending, signals[i]))
			continue;
		stopped = stopped || signals[i] == SIGTSTP;
		ended = ended || signals[i] != SIGTSTP;
	}
	if (stopped || ended) {
		show_typing(p);
		let_signals_in(p);
		(void)sigprocmask(SIG_BLOCK, &p->held, NULL);
	}
	if (ended || (p->stop && *p->stop))
		return err_set(err, "interrupted");
	return stopped ? put_question(p, err) : 0;
}

/* A terminal delivers a line at a time.  End of file is not an answer. */
static int read_answer(struct prompt *p, struct buf *out, struct err *err)
{
	const struct timespec look = { .tv_nsec = LOOK_MS * 1000000L };
	char line[ANSWER_MAX];
	ssize_t n;

	while ((n = read(p->fd, line, sizeof(line))) < 0) {
		if (errno != EAGAIN && errno != EINTR)
			return err_errno(err, errno, "terminal");
		(void)nanosleep(&look, NULL);
		if (heed_signals(p, err))
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
		return err_set(err, "there is no terminal to ask at");
	hold_signals(&p);
	p.known = tcgetattr(p.fd, &p.shown) == 0;
	rc = put_question(&p, err);
	if (rc == 0)
		rc = read_answer(&p, out, err);
	show_typing(&p);
	let_signals_in(&p);
	(void)close(p.fd);
	return rc;
}
