/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Lists the long options of all commands of the suite.
 *
 * EC2_DEFAULT_ARGS applies to every command, so each command must recognize the
 * options that only other commands have.  scripts/suite-options generates the
 * table from the -h output of the commands.  tests/cmd/suite.test checks that
 * the table is up to date.
 */
#ifndef SUITE_H
#define SUITE_H

#include <stdbool.h>
#include <stddef.h>

struct suite_option {
	const char *name;
	bool valued;		/* the option has a value in at least one
				 * command */
	bool flag;		/* the option is a flag in at least one
				 * command */
};

/* Returns the option whose name is the LEN bytes at NAME, or NULL. */
const struct suite_option *suite_find(const char *name, size_t len);

#endif
