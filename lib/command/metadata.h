/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ec2-metadata as data, and its run.
 *
 * Each item is an option.  The other options are the same for every table of
 * items; metadata.c declares them.
 */
#ifndef METADATA_H
#define METADATA_H

#include "command/metaitem.h"
#include "reply/row.h"

/* The most items of a table. */
enum { METADATA_ITEMS_MAX = 40 };

struct metadata {
	const char *name;		/* name of the command */
	const char *purpose;		/* what the command does, in one
					 * sentence */
	const struct metaitem *items;	/* the table's items, in the order in
					 * which --all prints them */
	const struct row *rows;		/* the rows of --verify; see verify.h */
};

/* Runs the command; returns the exit status. */
int metadata_run(int argc, char **argv, const struct metadata *command);

#endif
