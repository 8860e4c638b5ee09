/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of file: which files are read, which count as absent, which fail, and
 * slow terminals and pipes. */
#define _XOPEN_SOURCE 700	/* for posix_openpt */
#include "system/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "check_main.h"

/* The test makes a directory for each row.  `path` comes after the name of this
 * directory. */
static const struct {
	const char *what, *path;
	const char *content;	/* content of the file; NULL if there is no
				 * file */
	mode_t mode;
	bool exposed;
	const char *words;	/* words after the path in file_read's error, or
				 * "" */
	const char *absent;	/* why file_read_settings finds no file; NULL if
				 * it finds one */
} files[] = {
	{ "a file for its owner only", "/f", "abc\n", 0600, false, "", NULL },
	{ "a file that its group may read", "/f", "abc", 0640, true, "", NULL },
	{ "a file that everyone may read", "/f", "abc", 0604, true, "", NULL },
	{ "an empty file", "/f", "", 0600, false, "", NULL },
	{ "a missing file", "/f", NULL, 0, false, ": No such file or directory",
	  FILE_NOT_THERE },
	{ "a missing directory", "/d/f", NULL, 0, false,
	  ": No such file or directory", FILE_NOT_THERE },
	{ "a directory", "/", NULL, 0, false, ": Is a directory",
	  "it is a directory" },
	{ "a file that is too long", "/f", "more than that", 0600, false,
	  ": over 10 bytes", NULL },
};

static void put(const char *path, const char *content, mode_t mode)
{
	FILE *file = fopen(path, "w");

	ck_assert_ptr_nonnull(file);
	ck_assert_int_ge(fputs(content, file), 0);
	ck_assert_int_eq(fclose(file), 0);
	ck_assert_int_eq(chmod(path, mode), 0);
}

/* RC and ERR must show success if WORDS is "", and otherwise a failure with
 * WORDS after PATH. */
static void check_outcome(int i, const char *path, const char *words, int rc,
			  const struct err *err)
{
	char want[4200];

	ck_assert_msg(rc == (*words ? -1 : 0), "%s: %d %s", files[i].what, rc,
		      err->text);
	if (!*words)
		return;
	(void)snprintf(want, sizeof(want), "%s%s", path, words);
	check_text(files[i].what, err->text, want);
}

static void check_whole(int i, const char *path)
{
	struct buf out = { .max = 10 };
	struct err err = { 0 };
	int rc;

	buf_puts(&out, "+");
	rc = file_read(&out, path, &err);
	check_outcome(i, path, files[i].words, rc, &err);
	if (rc == 0)
		check_text(files[i].what, buf_str(&out) + 1, files[i].content);
	buf_release(&out);
}

static void check_settings(int i, const char *path)
{
	const char *words = files[i].absent ? "" : files[i].words;
	struct buf out = { .max = 10 };
	struct file_state state;
	struct err err = { 0 };
	int rc;

	buf_puts(&out, "+");
	rc = file_read_settings(&out, path, &state, &err);
	check_outcome(i, path, words, rc, &err);
	ck_assert_msg(state.there == !files[i].absent, "%s", files[i].what);
	ck_assert_msg(state.exposed == files[i].exposed, "%s", files[i].what);
	if (files[i].absent)
		check_text(files[i].what, state.absent, files[i].absent);
	else if (rc == 0)
		check_text(files[i].what, buf_str(&out) + 1, files[i].content);
	buf_release(&out);
}

START_TEST(read_whole)
{
	const char *tmp = getenv("TMP");
	char dir[2048], path[4096];

	(void)snprintf(dir, sizeof(dir), "%s/file.XXXXXX", tmp ? tmp : "/tmp");
	ck_assert_ptr_nonnull(mkdtemp(dir));
	(void)snprintf(path, sizeof(path), "%s%s", dir, files[_i].path);
	if (files[_i].content)
		put(path, files[_i].content, files[_i].mode);
	check_whole(_i, path);
	check_settings(_i, path);
	(void)unlink(path);
	ck_assert_int_eq(rmdir(dir), 0);
}
END_TEST

/* file_read stops at the maximum, because a device may never end. */
START_TEST(endless)
{
	struct buf out = { .max = 100000 };
	struct err err = { 0 };

	ck_assert_int_eq(file_read(&out, "/dev/zero", &err), -1);
	check_text("words", err.text, "/dev/zero: over 100000 bytes");
	buf_release(&out);
}
END_TEST

/* file_read waits for a silent terminal without a busy loop.  The terminal must
 * not become this process's controlling terminal. */
START_TEST(terminal)
{
	int master = posix_openpt(O_RDWR | O_NOCTTY);
	struct buf out = { 0 };
	struct err err = { 0 };
	struct timespec cpu;

	ck_assert_int_ge(master, 0);
	ck_assert_int_eq(grantpt(master), 0);
	ck_assert_int_eq(unlockpt(master), 0);
	/* The Check library has made this process the leader of a process
	 * group, so only its child can start a session. */
	if (fork()) {
		int status;

		ck_assert_int_gt(wait(&status), 0);
		ck_assert_msg(status == 0, "status %#x", (unsigned)status);
		(void)close(master);
		return;
	}
	if (setsid() < 0 || file_read(&out, ptsname(master), &err) || out.len)
		_exit(1);
	if (open("/dev/tty", O_RDONLY | O_NOCTTY) >= 0)
		_exit(2);
	if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu) || cpu.tv_sec > 0)
		_exit(3);
	_exit(0);
}
END_TEST

/* Reading a pipe without data ends after the timeout for the first byte, even
 * if the buffer already has content. */
START_TEST(silent_pipe)
{
	char path[64];
	struct buf out = { 0 };
	struct err err = { 0 };
	int fds[2];

	ck_assert_int_eq(pipe(fds), 0);
	(void)snprintf(path, sizeof(path), "/dev/fd/%d", fds[0]);
	buf_puts(&out, "+");
	ck_assert_msg(file_read(&out, path, &err) == 0, "%s", err.text);
	check_text("silent", buf_str(&out), "+");
	(void)close(fds[0]);
	(void)close(fds[1]);
	buf_release(&out);
}
END_TEST

/* Standard input is non-blocking and has no data yet.  file_read_input waits
 * for data. */
START_TEST(input_without_data)
{
	const struct timespec pause = { .tv_nsec = 50 * 1000000L };
	struct buf out = { 0 };
	struct err err;
	int fd[2], before = dup(STDIN_FILENO), status;
	pid_t pid;

	ck_assert_int_eq(pipe(fd), 0);
	ck_assert_int_eq(fcntl(fd[0], F_SETFL, O_NONBLOCK), 0);
	pid = fork();
	ck_assert_int_ge(pid, 0);
	if (!pid) {
		(void)nanosleep(&pause, NULL);
		_exit(write(fd[1], "a\n", 2) != 2);
	}
	(void)close(fd[1]);
	ck_assert_int_eq(dup2(fd[0], STDIN_FILENO), STDIN_FILENO);
	ck_assert_msg(file_read_input(&out, "-", 100, &err) == 0, "%s",
		      err.text);
	ck_assert_str_eq(buf_str(&out), "a\n");
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_int_eq(status, 0);
	ck_assert_int_eq(dup2(before, STDIN_FILENO), STDIN_FILENO);
	(void)close(before);
	(void)close(fd[0]);
	buf_release(&out);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ read_whole, ROWS(files) },
		{ endless, 1 },
		{ terminal, 1 },
		{ silent_pipe, 1 },
		{ input_without_data, 1 },
	};

	return check_main("file", cases, ROWS(cases));
}
