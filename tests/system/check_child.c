/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of child: the output of a program, limits, signals and confinement. */
#include "system/child.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check_main.h"
#include "system/confine.h"

static struct child *start(char *script)
{
	char program[] = "sh", minus_c[] = "-c";
	char *argv[] = { program, minus_c, script, NULL };
	static const struct child_limit limit = { 2, "LIMIT" };
	struct child *c = NULL;
	struct err err;

	ck_assert_msg(child_new(&c, argv, &limit, &err) == 0, "%s", err.text);
	return c;
}

static struct {
	const char *what;
	char script[64];
	const char *out;	/* the output; "x" means 65536 bytes; NULL if
				 * the run fails */
	const char *words;	/* the error message, or NULL */
} runs[] = {
	{ "a word of output", "echo word", "word\n", NULL },
	{ "a program without output", ":", "", NULL },
	{ "an exit status that is not 0", "echo word; exit 3", NULL,
	  "sh: exit status 3" },
	{ "a program that a signal ends", "kill -9 $$", NULL,
	  "sh: ended by signal 9" },
	{ "more output than the limit", "yes | head -c 1000000", NULL,
	  "sh: its output: over 65536 bytes" },
	{ "output without an end", "exec yes", NULL,
	  "sh: its output: over 65536 bytes" },
	{ "a program that runs too long", "sleep 60", NULL,
	  "sh: not done within 2 s (LIMIT)" },
	{ "a program that ignores SIGTERM", "trap '' TERM; sleep 60", NULL,
	  "sh: not done within 2 s (LIMIT)" },
	{ "a program that closes its output early", "exec >&-; sleep 60", NULL,
	  "sh: not done within 2 s (LIMIT)" },
	{ "a program whose child keeps the output open", "sleep 60 & echo word",
	  "word\n", NULL },
	{ "output as long as the limit", "head -c 65536 /dev/zero | tr '\\0' x",
	  "x", NULL },
};

/* The same helper process runs each program twice. */
START_TEST(run)
{
	const char *what = runs[_i].what;
	struct child *c = start(runs[_i].script);

	for (int i = 0; i < 2; i++) {
		struct buf out = { .secret = true };
		struct err err = { 0 };
		int rc = child_run(c, NULL, &out, &err);

		if (runs[_i].words)
			check_text(what, rc ? err.text : "no error",
				   runs[_i].words);
		else if (strcmp(runs[_i].out, "x") == 0)
			ck_assert_msg(!rc && out.len == 65536, "%s: %zu bytes",
				      what, out.len);
		else
			check_text(what, rc ? err.text : buf_str(&out),
				   runs[_i].out);
		buf_release(&out);
	}
	child_free(c);
}
END_TEST

/* Runs a program from a confined process.  Returns 0 if the program, which is
 * not confined, has written a file. */
static int run_confined(void)
{
	static const char path[] = "/tmp/check_child.XXXXXX";
	char name[sizeof(path)], script[128];
	struct confine confined = { 0 };
	struct buf out = { .secret = true };
	struct child *c;
	struct err err;
	int fd, rc;

	memcpy(name, path, sizeof(name));
	fd = mkstemp(name);
	if (fd < 0)
		return 1;
	(void)close(fd);
	(void)snprintf(script, sizeof(script), "echo x >%s && cat %s && rm %s",
		       name, name, name);
	c = start(script);
	confine_apply(&confined);
	rc = child_run(c, NULL, &out, &err);
	rc = rc || strcmp(buf_str(&out), "x\n") != 0;
	buf_release(&out);
	child_free(c);
	return rc;
}

START_TEST(confined)
{
	int status = -1;
	pid_t pid = fork();

	if (pid == 0)
		_exit(run_confined());
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_int_eq(status, 0);
}
END_TEST

/* The helper process does not keep our standard output open.  A reader of this
 * output therefore does not wait for the helper process. */
START_TEST(output_closed)
{
	int fds[2], saved = dup(STDOUT_FILENO);
	char byte, script[] = "echo word";
	struct child *c;

	(void)fflush(stdout);
	ck_assert_int_eq(pipe(fds), 0);
	(void)dup2(fds[1], STDOUT_FILENO);
	(void)fcntl(fds[1], F_SETFD, FD_CLOEXEC);
	(void)close(fds[1]);
	c = start(script);
	(void)dup2(saved, STDOUT_FILENO);
	(void)close(saved);
	ck_assert_int_eq(read(fds[0], &byte, 1), 0);
	child_free(c);
	(void)close(fds[0]);
}
END_TEST

/* If the output is larger than the caller's buffer, the error names the
 * program.  The output of the next run is complete. */
START_TEST(no_room)
{
	char script[] = "yes | head -c 10000";
	struct child *c = start(script);
	struct buf small = { .secret = true, .max = 10 };
	struct buf out = { .secret = true };
	struct err err;

	ck_assert_int_eq(child_run(c, NULL, &small, &err), -1);
	check_text("too small", err.text, "sh: its output: over 10 bytes");
	ck_assert_int_eq(child_run(c, NULL, &out, &err), 0);
	ck_assert_uint_eq(out.len, 10000);
	buf_release(&small);
	buf_release(&out);
	child_free(c);
}
END_TEST

START_TEST(helper_killed)
{
	char script[] = "kill -9 $PPID";
	struct child *c = start(script);
	struct buf out = { .secret = true };
	struct err err;

	ck_assert_int_eq(child_run(c, NULL, &out, &err), -1);
	check_text("killed", err.text,
		   "sh: the process that runs it has ended");
	buf_release(&out);
	child_free(c);
}
END_TEST

/* A signal ends the wait. */
START_TEST(interrupted)
{
	char script[] = "exec sleep 60";
	static const volatile sig_atomic_t stop = 1;
	struct child *c = start(script);
	struct buf out = { .secret = true };
	struct err err;

	ck_assert_int_eq(child_run(c, &stop, &out, &err), -1);
	check_text("stopped", err.text, "sh: interrupted");
	buf_release(&out);
	child_free(c);
}
END_TEST

/* The program does not read our standard input, which may have values. */
START_TEST(input_not_read)
{
	int fds[2], saved = dup(STDIN_FILENO);
	char script[] = "cat && echo word";
	struct buf out = { .secret = true };
	struct child *c;
	struct err err;

	ck_assert_int_eq(pipe(fds), 0);
	ck_assert_int_eq(write(fds[1], "a\n", 2), 2);
	(void)close(fds[1]);
	(void)dup2(fds[0], STDIN_FILENO);
	(void)close(fds[0]);
	c = start(script);
	(void)dup2(saved, STDIN_FILENO);
	(void)close(saved);
	ck_assert_int_eq(child_run(c, NULL, &out, &err), 0);
	check_text("output", buf_str(&out), "word\n");
	buf_release(&out);
	child_free(c);
}
END_TEST

/* The second child inherits a copy of the first child's socket. */
START_TEST(two_children)
{
	char first[] = "echo first", second[] = "echo second";
	struct child *children[] = { start(first), start(second) };
	struct buf out = { .secret = true };
	struct err err;

	for (int i = 0; i < ROWS(children); i++) {
		ck_assert_int_eq(child_run(children[i], NULL, &out, &err), 0);
		check_text("output", buf_str(&out), i ? "second\n" : "first\n");
	}
	buf_release(&out);
	for (int i = 0; i < ROWS(children); i++)
		child_free(children[i]);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ run, ROWS(runs) }, { confined, 1 }, { output_closed, 1 },
		{ no_room, 1 }, { helper_killed, 1 }, { interrupted, 1 },
		{ input_not_read, 1 }, { two_children, 1 },
	};

	return check_main("child", cases, ROWS(cases));
}
