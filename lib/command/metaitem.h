/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Prints one item of the metadata service as Amazon's ec2-metadata does.
 *
 * A failure that concerns only one path is reported on standard error and
 * remembered; the caller goes on with the next item.
 */
#ifndef METAITEM_H
#define METAITEM_H

#include <stdbool.h>

#include "aws/imds.h"
#include "base/err.h"
#include "output/out.h"

/* What is at an item's path. */
enum metaitem_kind {
	METAITEM_VALUE,		/* a value of one line or several */
	METAITEM_DOCUMENT,	/* bytes, printed unchanged to a file or a
				 * pipe */
	METAITEM_LIST,		/* a list of names of values */
	METAITEM_TAGS,		/* a list of names of values; --quiet prints the
				 * names too */
	METAITEM_KEYS,		/* a list of INDEX=NAME; each index is a
				 * directory with a key */
};

/* An item and the option that asks for it. */
struct metaitem {
	int letter;		/* letter of the option */
	const char *name;	/* long name of the option; NULL ends a table */
	const char *label;	/* printed before the value; NULL: the long
				 * name */
	const char *path;	/* path below the version; a path with a leading
				 * slash is whole */
	enum metaitem_kind kind;
	const char *help;
};

/* How items are printed, and whether any failed. */
struct metaitem_run {
	const char *command;	/* name of the program, for messages */
	struct imds *imds;
	struct out *out;
	const char *version;	/* version of the service: "latest" or a date */
	bool quiet;		/* print values without labels */
	bool terminal;		/* escape documents: their bytes could control
				 * the terminal */
	bool unended;		/* the output does not end in a newline */
	bool absent;		/* the service lacks an item */
	bool failed;		/* an item could not be read */
};

/* Prints ITEM, and flushes the output, so that its reader need not wait for the
 * next item.  Fails when nothing further can be read or written. */
int metaitem_print(struct metaitem_run *r, const struct metaitem *item,
		   struct err *err);

/* Prints what is at PATH; metapath.h says what PATH means. */
int metaitem_print_path(struct metaitem_run *r, const char *path,
			struct err *err);

#endif
