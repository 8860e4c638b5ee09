/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Describes ec2-metadata as data (struct metadata), and runs it.
 *
 * Each item of the metadata has an option.  metadata.c declares the other
 * options.
 */
#ifndef METADATA_H
#define METADATA_H

#include "command/metaitem.h"
#include "reply/row.h"

/* The maximum number of items in a table. */
enum { METADATA_ITEMS_MAX = 40 };

struct metadata {
	const char *name;		/* name of the command */
	const char *purpose;		/* the purpose of the command, in one
					 * sentence */
	const char *examples[OPT_EXAMPLES];	/* arguments of the examples
						 * that -h shows; an unused
						 * string is NULL */
	const struct metaitem *items;	/* the items, in the order of --all */
	const struct row *rows;		/* for --verify: a table whose only row
					 * shows a signed document */
};

/* Runs the command and ends the program.  Returns the exit status only in a
 * build with a sanitizer, and main then returns it. */
int metadata_run(int argc, char **argv, const struct metadata *command);

#endif
