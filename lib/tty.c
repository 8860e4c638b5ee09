/* SPDX-License-Identifier: BSD-2-Clause */
/* A question to whoever sits at the terminal. */
#include "tty.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { ANSWER_MAX = 256 };

/* A terminal gives a line at a time; one that was interrupted, or ended, is
 * no answer. */
static int ask(struct buf *out, int fd, const char *question,
	       struct err *err)
{
	char line[ANSWER_MAX];
	ssize_t n;

	if (write(fd, question, strlen(question)) < 0)
		return err_errno(err, errno, "terminal");
	n = read(fd, line, sizeof(line));
	(void)!write(fd, "\n", 1);
	if (n < 0)
		return err_errno(err, errno, "terminal");
	while (n && strchr(" \t\r\n", line[n - 1]))
		n--;
	if (!n)
		return err_set(err, "nothing was typed");
	buf_append(out, line, (size_t)n);
	return buf_check(out, "answer", err);
}

int tty_ask(struct buf *out, const char *question, struct err *err)
{
	int fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY), rc;
	struct termios shown, hidden;
	bool restore;

	if (fd < 0)
		return err_set(err, "there is no terminal to ask at");
	/* A code is good for half a minute, and someone may look on. */
	restore = tcgetattr(fd, &shown) == 0;
	hidden = shown;
	hidden.c_lflag &= ~(tcflag_t)ECHO;
	if (restore)
		(void)tcsetattr(fd, TCSAFLUSH, &hidden);
	rc = ask(out, fd, question, err);
	if (restore)
		(void)tcsetattr(fd, TCSAFLUSH, &shown);
	(void)close(fd);
	return rc;
}
