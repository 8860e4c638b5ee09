/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The long options of all commands of the suite.
 *
 * EC2_DEFAULT_ARGS is for every command, so each command must know which
 * options only the others have.  scripts/suite-options makes the table from
 * what the commands print with -h; tests/cmd/suite.test checks that it is up to
 * date.
 */
#ifndef SUITE_H
#define SUITE_H

#include <stdbool.h>
#include <stddef.h>

struct suite_option {
	const char *name;
	bool valued;		/* in some command the option has a value */
	bool flag;		/* in some command the option is a flag */
};

/* The option called by the LEN bytes at NAME, or NULL. */
const struct suite_option *suite_find(const char *name, size_t len);

#endif
