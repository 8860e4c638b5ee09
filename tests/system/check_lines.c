/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of lines: trimming, limits, and descriptors that deliver slowly. */
#include "system/lines.h"

#include <fcntl.h>
#include <signal.h>
#include <strings.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "check_main.h"

/* Returns the descriptor of a file that contains DATA. */
static int file_of(const char *data, size_t len)
{
	FILE *file = tmpfile();
	int fd;

	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(data, 1, len, file), len);
	ck_assert_int_eq(fflush(file), 0);
	fd = dup(fileno(file));
	ck_assert_int_ge(fd, 0);
	(void)fclose(file);
	ck_assert_int_eq(lseek(fd, 0, SEEK_SET), 0);
	return fd;
}

/* Appends each line to OUT as NUMBER:LINE|. */
static int read_all(struct lines *l, struct buf *out, struct err *err)
{
	enum lines_state state;
	const char *line;

	for (;;) {
		if (lines_wait(l, &state, &line, err))
			return -1;
		ck_assert_int_ne(state, LINES_WAIT);
		if (state == LINES_END)
			return 0;
		buf_printf(out, "%lu:%s|", l->number, line);
	}
}

#define DATA(text) text, sizeof(text) - 1

static const struct {
	const char *what;
	const char *data;
	size_t len;
	const char *lines, *words;
} contents[] = {
	{ "an empty input", DATA(""), "", "" },
	{ "one line", DATA("a\n"), "1:a|", "" },
	{ "a last line without a newline", DATA("a\nb"), "1:a|2:b|", "" },
	{ "one line without a newline", DATA("a"), "1:a|", "" },
	{ "lines that end with CRLF", DATA("a\r\nb\r\n"), "1:a|2:b|", "" },
	{ "a last line that ends with CR only", DATA("a\r\nb\r"), "1:a|2:b|",
	  "" },
	{ "a carriage return within a line", DATA("a\rb\n"), "1:a\rb|", "" },
	{ "two carriage returns before a newline", DATA("a\r\r\n"), "1:a|",
	  "" },
	{ "blank lines", DATA("\n\na\n\n\nb\n\n"), "3:a|6:b|", "" },
	{ "blank lines only", DATA("\n\n\n"), "", "" },
	{ "lines of white space", DATA(" \n\t\n\r\na\n \t \r\n  "), "4:a|",
	  "" },
	{ "white space around lines", DATA("  a b \t\n\tc\v\f\n"), "1:a b|2:c|",
	  "" },
	{ "white space at the end of input", DATA("a\n   "), "1:a|", "" },
	{ "a line of one hyphen", DATA("-\n"), "1:-|", "" },
	{ "a line that begins with a hash", DATA("# a\n"), "1:# a|", "" },
	{ "text in UTF-8", DATA("\xc3\xa9\n\xc2\xa0x\n"),
	  "1:\xc3\xa9|2:\xc2\xa0x|", "" },
	{ "a byte order mark", DATA("\xef\xbb\xbf" "a\n"), "1:a|", "" },
	{ "a byte order mark and white space",
	  DATA("\xef\xbb\xbf \r\na"), "2:a|", "" },
	{ "a byte order mark alone", DATA("\xef\xbb\xbf"), "", "" },
	{ "two byte order marks", DATA("\xef\xbb\xbf\xef\xbb\xbf" "a"),
	  "1:\xef\xbb\xbf" "a|", "" },
	{ "part of a byte order mark", DATA("\xef\xbb\na"),
	  "1:\xef\xbb|2:a|", "" },
	{ "a byte order mark on line 2", DATA("a\n\xef\xbb\xbf" "b"),
	  "1:a|2:\xef\xbb\xbf" "b|", "" },
	{ "bytes that are not UTF-8", DATA("\xff\x01\n"), "1:\xff\x01|", "" },
	{ "a NUL within a line", DATA("a\nb\0c\nd\n"), "1:a|",
	  "standard input: line 2 contains a NUL byte" },
	{ "a NUL alone", DATA("\0\n"), "",
	  "standard input: line 1 contains a NUL byte" },
	{ "a NUL at the start of a line", DATA("\0a\n"), "",
	  "standard input: line 1 contains a NUL byte" },
	{ "a NUL at the end of a line", DATA("a\0\n"), "",
	  "standard input: line 1 contains a NUL byte" },
	{ "a NUL before white space", DATA("a\0 \r\n"), "",
	  "standard input: line 1 contains a NUL byte" },
	{ "a NUL after white space", DATA("\n \0a\n"), "",
	  "standard input: line 2 contains a NUL byte" },
	{ "UTF-16, little-endian", DATA("\xff\xfei\0-\0\n\0"), "",
	  "standard input: line 1 contains a NUL byte" },
	{ "UTF-16, big-endian", DATA("\xfe\xff\0i\0-\0\n"), "",
	  "standard input: line 1 contains a NUL byte" },
	{ "a NUL at the end of input", DATA("a\nb\0"), "1:a|",
	  "standard input: line 2 contains a NUL byte" },
};

START_TEST(content)
{
	struct lines l;
	struct buf got = { 0 };
	struct err err = { 0 };
	int fd = file_of(contents[_i].data, contents[_i].len);
	int rc;

	lines_init(&l, fd);
	rc = read_all(&l, &got, &err);
	check_text(contents[_i].what, buf_str(&got), contents[_i].lines);
	check_text(contents[_i].what, err.text, contents[_i].words);
	ck_assert_int_eq(strstr(err.hint, "iconv -f UTF-16") != NULL,
			 strstr(contents[_i].what, "UTF-16") != NULL);
	ck_assert_int_eq(rc, *contents[_i].words ? -1 : 0);
	ck_assert_int_eq(fcntl(fd, F_GETFD) < 0, 0);
	lines_release(&l);
	lines_release(&l);
	(void)close(fd);
	buf_release(&got);
}
END_TEST

/* Starts a child process that writes DATA to the pipe FD in pieces of SIZE
 * bytes, with pauses. */
static pid_t write_slowly(int fd[2], const char *data, size_t len, size_t size)
{
	struct timespec pause = { 0, 2000000 };
	pid_t pid;

	ck_assert_int_eq(pipe(fd), 0);
	pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		for (size_t i = 0; i < len; i += size) {
			size_t n = len - i < size ? len - i : size;

			if (write(fd[1], data + i, n) != (ssize_t)n)
				_exit(1);
			(void)nanosleep(&pause, NULL);
		}
		_exit(0);
	}
	(void)close(fd[1]);
	return pid;
}

/* Runs the rows of contents[] again.  A child process writes the data to a pipe
 * byte by byte, so lines_wait must wait for more data. */
START_TEST(slowly)
{
	struct lines l;
	struct buf got = { 0 };
	struct err err = { 0 };
	int fd[2], status, rc;
	pid_t pid = write_slowly(fd, contents[_i].data, contents[_i].len, 1);

	lines_init(&l, fd[0]);
	rc = read_all(&l, &got, &err);
	check_text(contents[_i].what, buf_str(&got), contents[_i].lines);
	check_text(contents[_i].what, err.text, contents[_i].words);
	ck_assert_int_eq(strstr(err.hint, "iconv -f UTF-16") != NULL,
			 strstr(contents[_i].what, "UTF-16") != NULL);
	ck_assert_int_eq(rc, *contents[_i].words ? -1 : 0);
	lines_release(&l);
	ck_assert_int_eq(kill(pid, SIGKILL), 0);
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	(void)close(fd[0]);
	buf_release(&got);
}
END_TEST

/* The results of lines_next while a pipe is filled step by step. */
static const struct {
	const char *what;
	const char *steps[8];	/* text to write; "^" closes the pipe, "" writes
				 * nothing */
	const char *said;	/* the lines after each step, and then W for
				 * wait or E for end */
} pipes[] = {
	{ "an open pipe without data", { "" }, "W" },
	{ "a pipe that is closed at once", { "^" }, "E" },
	{ "a whole line", { "a\n" }, "a W" },
	{ "a line in two writes", { "a", "b\n" }, "W ab W" },
	{ "half a line before the end", { "a", "^" }, "W a E" },
	{ "two lines in one write", { "a\nb\n", "c\n", "^" }, "a b W c W E" },
	{ "one and a half lines in one write", { "a\nb", "c\n" }, "a W bc W" },
	{ "blank lines are skipped", { "\n \n", "\n", "^" }, "W W E" },
	{ "a CRLF in two writes", { "a\r", "\nb\r\n", "^" }, "W a b W E" },
	{ "calls after the end", { "a\n^", "", "" }, "a E E E" },
};

START_TEST(waiting)
{
	struct lines l;
	struct buf said = { 0 };
	struct err err = { 0 };
	int fd[2];

	ck_assert_int_eq(pipe(fd), 0);
	lines_init(&l, fd[0]);
	for (size_t i = 0; pipes[_i].steps[i]; i++) {
		const char *step = pipes[_i].steps[i];
		size_t n = strcspn(step, "^");
		enum lines_state state;
		const char *line;

		if (n)
			ck_assert_int_eq(write(fd[1], step, n), (ssize_t)n);
		if (step[n])
			(void)close(fd[1]);
		do {
			ck_assert_msg(lines_next(&l, &state, &line, &err) ==
				      0, "%s: %s", pipes[_i].what, err.text);
			buf_printf(&said, "%s%s", said.len ? " " : "",
				   state == LINES_ONE ? line
				   : state == LINES_WAIT ? "W" : "E");
		} while (state == LINES_ONE);
	}
	check_text(pipes[_i].what, buf_str(&said), pipes[_i].said);
	lines_release(&l);
	(void)close(fd[0]);
	buf_release(&said);
}
END_TEST

static const struct {
	const char *what;
	const char *before;	/* text before the long line */
	size_t length;
	const char *after;
	const char *words;
} longs[] = {
	{ "a line of the largest size", "", LINES_MAX, "\n", "" },
	{ "a line of the largest size, with CRLF", "", LINES_MAX, "\r\n", "" },
	{ "a line of the largest size, without a newline", "", LINES_MAX, "",
	  "" },
	{ "a line of the largest size, after other lines", "a\n\nb\n",
	  LINES_MAX, "\nc\n", "" },
	{ "a line of the largest size, with blanks around it", " ", LINES_MAX,
	  " \n", "" },
	{ "a line one byte too long", "", LINES_MAX + 1, "\n",
	  "standard input: line 1 is longer than 65536 bytes" },
	{ "a line one byte too long, without a newline", "", LINES_MAX + 1, "",
	  "standard input: line 1 is longer than 65536 bytes" },
	{ "a line one byte too long, after other lines", "a\n\nb\n",
	  LINES_MAX + 1, "\nc\n",
	  "standard input: line 4 is longer than 65536 bytes" },
	{ "a line that is far too long", "a\n", 10 * LINES_MAX, "\n",
	  "standard input: line 2 is longer than 65536 bytes" },
};

/* Reads the data of each row from a file, and then from a pipe that gets the
 * data in two writes.  The first write ends one byte after the long line, so
 * that the LF of a CRLF comes alone. */
START_TEST(longest)
{
	char *x = check_repeat('x', longs[_i].length);
	struct buf data = { 0 };

	buf_printf(&data, "%s%s%s", longs[_i].before, x, longs[_i].after);
	for (int piped = 0; piped < 2; piped++) {
		size_t size = strlen(longs[_i].before) + longs[_i].length;
		struct buf got = { 0 };
		struct err err = { 0 };
		struct lines l;
		int fd[2], rc, status;
		pid_t pid = 0;

		if (piped)
			pid = write_slowly(fd, data.data, data.len, size + 1);
		else
			fd[0] = file_of(data.data, data.len);
		lines_init(&l, fd[0]);
		rc = read_all(&l, &got, &err);
		check_text(longs[_i].what, err.text, longs[_i].words);
		ck_assert_int_eq(rc, *longs[_i].words ? -1 : 0);
		if (!rc)
			ck_assert_msg(strstr(buf_str(&got), x), "%s",
				      longs[_i].what);
		lines_release(&l);
		(void)close(fd[0]);
		if (pid) {
			(void)kill(pid, SIGKILL);
			ck_assert_int_eq(waitpid(pid, &status, 0), pid);
		}
		buf_release(&got);
	}
	buf_release(&data);
	free(x);
}
END_TEST

/* Some lines begin in one read and end in the next. */
START_TEST(many)
{
	struct buf data = { 0 };
	struct err err = { 0 };
	enum lines_state state;
	const char *line;
	char want[32];
	struct lines l;
	int fd;

	for (int i = 0; i < 100000; i++)
		buf_printf(&data, "i-%d%s", i, i % 3 ? "\n" : "\r\n\r\n");
	fd = file_of(data.data, data.len);
	lines_init(&l, fd);
	for (int i = 0; i < 100000; i++) {
		(void)snprintf(want, sizeof(want), "i-%d", i);
		ck_assert_int_eq(lines_next(&l, &state, &line, &err), 0);
		ck_assert_int_eq(state, LINES_ONE);
		check_text("line", line, want);
	}
	ck_assert_int_eq(lines_next(&l, &state, &line, &err), 0);
	ck_assert_int_eq(state, LINES_END);
	ck_assert_uint_lt(l.buf.cap, 256 * 1024);
	lines_release(&l);
	(void)close(fd);
	buf_release(&data);
}
END_TEST

static const struct {
	const char *what;
	const char *path;	/* NULL means a closed descriptor */
	int mode;
	const char *words;
} broken[] = {
	{ "a closed descriptor", NULL, 0,
	  "standard input: bad file descriptor" },
	{ "a directory", "/", O_RDONLY, "standard input: is a directory" },
	{ "a descriptor for writing only", "/dev/null", O_WRONLY,
	  "standard input: bad file descriptor" },
};

/* A failure to read does not count as the end of input. */
START_TEST(failure)
{
	struct lines l;
	struct err err = { 0 };
	enum lines_state state;
	const char *line;
	int fd = 999;

	if (broken[_i].path)
		fd = open(broken[_i].path, broken[_i].mode);
	lines_init(&l, fd);
	ck_assert_int_eq(lines_next(&l, &state, &line, &err), -1);
	ck_assert_msg(strcasecmp(err.text, broken[_i].words) == 0, "%s: %s",
		      broken[_i].what, err.text);
	ck_assert_int_eq(lines_wait(&l, &state, &line, &err), -1);
	lines_release(&l);
	(void)close(fd);
}
END_TEST

static void on_alarm(int number)
{
}

/* A signal ends the wait for a line. */
START_TEST(interrupted)
{
	const struct sigaction action = { .sa_handler = on_alarm };
	const struct timespec pause = { .tv_nsec = 20 * 1000000L };
	enum lines_state state;
	const char *line;
	struct lines l;
	struct err err;
	int fd[2], status;
	pid_t pid;

	ck_assert_int_eq(pipe(fd), 0);
	ck_assert_int_eq(sigaction(SIGALRM, &action, NULL), 0);
	pid = fork();
	ck_assert_int_ge(pid, 0);
	while (!pid) {
		(void)nanosleep(&pause, NULL);
		(void)kill(getppid(), SIGALRM);
	}
	lines_init(&l, fd[0]);
	ck_assert_int_eq(lines_wait(&l, &state, &line, &err), -1);
	ck_assert_str_eq(err.text, "interrupted");
	ck_assert_int_eq(kill(pid, SIGKILL), 0);
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	lines_release(&l);
	(void)close(fd[0]);
	(void)close(fd[1]);
}
END_TEST

START_TEST(keeps_secrets)
{
	struct lines l;

	lines_init(&l, 0);
	ck_assert(l.buf.secret);
	lines_release(&l);
}
END_TEST

static const struct {
	const char *data;
	off_t at;		/* offset of the descriptor */
	unsigned long count;
} unread[] = {
	{ "", 0, 0 }, { "a", 0, 1 }, { "a\n", 0, 1 }, { "a\n\nb", 0, 3 },
	{ "a\n\nb", 2, 2 }, { "a\nb\n", 4, 0 }, { "a\n", 9, 0 },
};

START_TEST(ahead)
{
	int fd = file_of(unread[_i].data, strlen(unread[_i].data)), pipe_fd[2];
	struct lines l;

	lines_init(&l, fd);
	ck_assert_int_eq(lseek(fd, unread[_i].at, SEEK_SET), unread[_i].at);
	ck_assert_uint_eq(lines_ahead(&l), unread[_i].count);
	ck_assert_int_eq(lseek(fd, 0, SEEK_CUR), unread[_i].at);
	lines_release(&l);
	(void)close(fd);
	ck_assert_int_eq(pipe(pipe_fd), 0);
	ck_assert_int_eq(write(pipe_fd[1], "a\n", 2), 2);
	lines_init(&l, pipe_fd[0]);
	ck_assert_uint_eq(lines_ahead(&l), 0);
	lines_release(&l);
	(void)close(pipe_fd[0]);
	(void)close(pipe_fd[1]);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ content, ROWS(contents) },
		{ slowly, ROWS(contents) },
		{ waiting, ROWS(pipes) },
		{ longest, ROWS(longs) },
		{ many, 1 },
		{ failure, ROWS(broken) },
		{ interrupted, 1 },
		{ keeps_secrets, 1 },
		{ ahead, ROWS(unread) },
	};

	return check_main("lines", cases, ROWS(cases));
}
