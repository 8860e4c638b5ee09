/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of program: the standard descriptors that the parent process has
 * closed. */
#include "cli/program.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check_main.h"

/* Closes each descriptor whose bit is set in CLOSED, and calls program_begin.
 * Returns 0 if these descriptors are then open and cannot be used, and if no
 * other descriptor was opened.  Otherwise returns 1 plus the first descriptor
 * that is wrong. */
static int begin_without(int closed)
{
	static const int modes[] = { O_WRONLY, O_RDONLY, O_RDONLY };
	int next = fcntl(0, F_DUPFD, 3);

	(void)close(next);
	for (int fd = 0; fd <= 2; fd++)
		if (closed & 1 << fd)
			(void)close(fd);
	program_begin();
	for (int fd = 0; fd <= 2; fd++) {
		int flags = closed & 1 << fd ? fcntl(fd, F_GETFL) : modes[fd];

		if (flags < 0 || (flags & O_ACCMODE) != modes[fd])
			return 1 + fd;
	}
	return fcntl(next, F_GETFD) < 0 ? 0 : 1 + next;
}

/* Each row is a set of closed descriptors. */
START_TEST(descriptors)
{
	pid_t pid = fork();
	int status;

	ck_assert_int_ge(pid, 0);
	if (!pid)
		_exit(begin_without(_i));
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_msg(WIFEXITED(status) && !WEXITSTATUS(status),
		      "closed: %x, status: %x", (unsigned)_i,
		      (unsigned)status);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ descriptors, 1 << 3 },
	};

	return check_main("program", cases, ROWS(cases));
}
