/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Prints one item of the metadata service as Amazon's ec2-metadata does.
 *
 * If a failure concerns only one path, metaitem_print reports it on standard
 * error and sets `failed`.  The caller then continues with the next item.
 */
#ifndef METAITEM_H
#define METAITEM_H

#include <stdbool.h>

#include "aws/imds.h"
#include "base/err.h"
#include "output/out.h"

/* The kind of data at an item's path. */
enum metaitem_kind {
	METAITEM_VALUE,		/* a value of one or more lines */
	METAITEM_DOCUMENT,	/* bytes; in a file or a pipe, we do not escape
				 * them */
	METAITEM_LIST,		/* a list of names; each name has a value */
	METAITEM_TAGS,		/* a list of tag keys; each key has a value;
				 * --quiet also prints the keys */
	METAITEM_KEYS,		/* a list of INDEX=NAME; each index is a
				 * directory with a key */
};

/* An item and its option. */
struct metaitem {
	int letter;		/* letter of the option, or 0 */
	const char *name;	/* long name of the option; NULL ends a table */
	const char *label;	/* the text before the value, or NULL for the
				 * long name */
	const char *path;	/* path below the version, or a complete path
				 * with a leading slash */
	enum metaitem_kind kind;
	const char *help;
};

/* The settings and the state for printing items. */
struct metaitem_run {
	const char *command;	/* name of the program, for messages */
	struct imds *imds;
	struct out *out;
	const char *version;	/* version of the service: "latest", "1.0" or a
				 * date */
	bool quiet;		/* print values without labels */
	bool terminal;		/* standard output is a terminal, which the
				 * bytes of a document could control, so escape
				 * documents */
	bool unended;		/* the output does not end in a newline */
	bool absent;		/* an item does not exist or is empty */
	bool failed;		/* an item could not be read */
};

/* Prints ITEM and flushes the output, so that the reader need not wait for the
 * next item.  Fails if we cannot read or write any further items. */
int metaitem_print(struct metaitem_run *r, const struct metaitem *item,
		   struct err *err);

/* Prints the data at PATH.  PATH may be short, such as "ami-id" for
 * "/latest/meta-data/ami-id". */
int metaitem_print_path(struct metaitem_run *r, const char *path,
			struct err *err);

#endif
