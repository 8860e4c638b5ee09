/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * All unit tests in one program:
 *
 *     check_NAME           is a link to check, and runs the test check_NAME
 *     check check_NAME...  runs these tests one after another, each in its own
 *                          child process, so that no test affects another
 *
 * The status is 0 if all these tests exist and pass.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* make writes checks.h, which has a line CHECK(NAME) for each test. */
#define CHECK(name) int main_of_##name(void);
#include "checks.h"
#undef CHECK

static const struct check {
	const char *name;
	int (*run)(void);
} checks[] = {
#define CHECK(name) { #name, main_of_##name },
#include "checks.h"
#undef CHECK
};

enum { CHECKS = sizeof(checks) / sizeof(*checks) };

static int run(const char *name)
{
	for (size_t i = 0; i < CHECKS; i++)
		if (strcmp(checks[i].name, name) == 0)
			return checks[i].run();
	(void)fprintf(stderr, "check: there is no test %s\n", name);
	return EXIT_FAILURE;
}

static bool passes(const char *name)
{
	int status = -1;
	pid_t child;

	(void)printf("== %s\n", name);
	(void)fflush(stdout);
	child = fork();
	if (child == 0)
		exit(run(name));
	if (child < 0 || waitpid(child, &status, 0) != child)
		perror(name);
	return status == 0;
}

int main(int argc, char **argv)
{
	const char *slash = strrchr(argv[0], '/');
	const char *self = slash ? slash + 1 : argv[0];
	int status = EXIT_SUCCESS;

	if (strcmp(self, "check") != 0)
		return run(self);
	for (int i = 1; i < argc; i++)
		if (!passes(argv[i]))
			status = EXIT_FAILURE;
	return status;
}
