/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * timer: measures the times of two commands.
 *
 *     timer RUNS WARMUP NAME COMMAND [ARG...] -- NAME COMMAND [ARG...]
 *
 * Runs both commands WARMUP times without timing them, and then RUNS times.
 * Their standard output goes to /dev/null.  Prints a row for each command: the
 * median, minimum and maximum time, and the largest memory of any of the
 * command's processes.  The last row has the first command's median divided by
 * the second command's median.  The commands run in turn, so that other load on
 * the machine slows both commands about equally.  Medians ignore single slow
 * runs.  If a command fails, timer fails too, since the time of a failure means
 * nothing.
 */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"
#include "base/num.h"

extern char **environ;

enum { RUNS_MAX = 1000000 };

struct contender {
	const char *name;
	char **argv;
	double *ms;	/* the time of each run in milliseconds */
	long peak;	/* largest memory in KiB */
};

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Runs C once.  Sets *MS to the time from before the process is created until
 * wait4 returns. */
static bool run(struct contender *c, posix_spawn_file_actions_t *quiet,
		double *ms)
{
	double start = now_ms();
	struct rusage used;
	int status, error;
	pid_t pid;

	error = posix_spawnp(&pid, c->argv[0], quiet, NULL, c->argv, environ);
	if (error) {
		fprintf(stderr, "timer: %s: %s\n", c->argv[0], strerror(error));
		return false;
	}
	while (wait4(pid, &status, 0, &used) < 0)
		if (errno != EINTR)
			return false;
	*ms = now_ms() - start;
	if (used.ru_maxrss > c->peak)
		c->peak = used.ru_maxrss;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return true;
	fprintf(stderr, "timer: %s: failed\n", c->argv[0]);
	return false;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Sorts the times and returns the median.  After that, the first time is the
 * minimum, and the last time is the maximum. */
static double median(double *ms, size_t runs)
{
	qsort(ms, runs, sizeof(*ms), compare);
	return (ms[(runs - 1) / 2] + ms[runs / 2]) / 2;
}

static void report(struct contender c[2], size_t runs)
{
	double medians[2];

	printf("%-30s %9s %9s %9s %9s\n", "", "median ms", "min", "max",
	       "peak KiB");
	for (size_t i = 0; i < 2; i++) {
		medians[i] = median(c[i].ms, runs);
		printf("%-30s %9.2f %9.2f %9.2f %9ld\n", c[i].name,
		       medians[i], c[i].ms[0], c[i].ms[runs - 1], c[i].peak);
	}
	printf("%-30s %9.2f\n", "ratio of medians", medians[0] / medians[1]);
}

static bool measure(struct contender c[2], size_t runs, size_t warmup)
{
	posix_spawn_file_actions_t quiet;
	bool ok = true;

	if (posix_spawn_file_actions_init(&quiet))
		return false;
	posix_spawn_file_actions_addopen(&quiet, STDOUT_FILENO, "/dev/null",
					 O_WRONLY, 0);
	for (size_t i = 0; ok && i < warmup + runs; i++)
		for (size_t j = 0; ok && j < 2; j++)
			ok = run(&c[j], &quiet,
				 &c[j].ms[i < warmup ? 0 : i - warmup]);
	posix_spawn_file_actions_destroy(&quiet);
	return ok;
}

/* Reads the words that follow RUNS and WARMUP on the command line. */
static bool split(char **argv, struct contender c[2])
{
	char **word = argv;

	c[0].name = *word;
	c[0].argv = *word ? ++word : word;
	while (*word && strcmp(*word, "--") != 0)
		word++;
	if (word == c[0].argv || !word[0] || !word[1] || !word[2])
		return false;
	*word++ = NULL;
	c[1].name = *word++;
	c[1].argv = word;
	return true;
}

int main(int argc, char **argv)
{
	struct contender c[2] = { 0 };
	long runs, warmup;
	struct err err;
	bool ok = false;

	if (argc < 4 || num_parse(argv[1], 1, RUNS_MAX, &runs, &err) ||
	    num_parse(argv[2], 0, RUNS_MAX, &warmup, &err) ||
	    !split(argv + 3, c)) {
		fputs("usage: timer RUNS WARMUP NAME COMMAND [ARG...] -- "
		      "NAME COMMAND [ARG...]\n", stderr);
		return 2;
	}
	c[0].ms = calloc((size_t)runs, sizeof(double));
	c[1].ms = calloc((size_t)runs, sizeof(double));
	if (c[0].ms && c[1].ms)
		ok = measure(c, (size_t)runs, (size_t)warmup);
	if (ok)
		report(c, (size_t)runs);
	free(c[0].ms);
	free(c[1].ms);
	return ok ? 0 : 1;
}
