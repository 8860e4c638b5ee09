/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of tty: a question at a terminal of the test's own. */
#define _XOPEN_SOURCE 700	/* posix_openpt and the like */
#include "tty.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "check_main.h"

static const struct {
	const char *what;
	const char *typed;	/* NULL: there is no terminal */
	const char *outcome;	/* the answer in <>, or words */
} rows[] = {
	{ "a code", "123456\n", "<123456>" },
	{ "space behind it", "12 34 \t\n", "<12 34>" },
	{ "two lines", "12\n34\n", "<12>" },
	{ "nothing", "\n", "nothing was typed" },
	{ "space alone", "  \n", "nothing was typed" },
	{ "the end", "\4", "nothing was typed" },
	{ "no terminal", NULL, "there is no terminal to ask at" },
};

/* Asks in a session of its own, whose terminal is PATH, and writes what comes
 * of it to FD. */
static void ask(const char *path, int fd)
{
	struct buf out = {0};
	struct err err = {0};
	int tty;

	(void)setsid();
	tty = path ? open(path, O_RDWR) : -1;
	if (tty >= 0)
		(void)ioctl(tty, TIOCSCTTY, 0);
	if (tty_ask(&out, "what? ", &err) == 0)
		(void)dprintf(fd, "<%s>", buf_str(&out));
	else
		(void)dprintf(fd, "%s", err.text);
	buf_release(&out);
	_exit(0);
}

static bool echoes(int fd)
{
	struct termios t;

	return tcgetattr(fd, &t) == 0 && (t.c_lflag & ECHO);
}

/* Reads on until TEXT has come. */
static void await(int fd, struct buf *seen, const char *text)
{
	char chunk[256];
	ssize_t n;

	while (!strstr(buf_str(seen), text) &&
	       (n = read(fd, chunk, sizeof(chunk))) > 0)
		buf_append(seen, chunk, (size_t)n);
}

START_TEST(answer)
{
	const char *typed = rows[_i].typed, *path = NULL;
	int master = posix_openpt(O_RDWR | O_NOCTTY), slave = -1, fds[2];
	struct buf seen = {0}, got = {0};
	pid_t pid;

	ck_assert_int_eq(grantpt(master), 0);
	ck_assert_int_eq(unlockpt(master), 0);
	ck_assert_int_eq(pipe(fds), 0);
	if (typed) {
		path = ptsname(master);
		/* Its settings stay while someone has it open. */
		slave = open(path, O_RDWR | O_NOCTTY);
		ck_assert(echoes(slave));
	}
	pid = fork();
	ck_assert_int_ge(pid, 0);
	if (!pid) {
		/* The terminal ends with the test, whatever comes. */
		(void)close(master);
		(void)close(slave);
		ask(path, fds[1]);
	}
	(void)close(fds[1]);
	if (typed) {
		await(master, &seen, "what? ");
		ck_assert_msg(!echoes(slave), "%s: it is shown",
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
		ck_assert_msg(echoes(slave), "%s: left hidden",
			      rows[_i].what);
	(void)close(fds[0]);
	(void)close(slave);
	(void)close(master);
	buf_release(&seen);
	buf_release(&got);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = { { answer, ROWS(rows) } };

	return check_main("tty", cases, ROWS(cases));
}
