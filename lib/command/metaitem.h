/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One item of the metadata service, printed as Amazon's ec2-metadata prints
 * it.
 *
 * A failure that concerns one path alone is reported on standard error and
 * remembered, and the caller goes on with the next item.
 */
#ifndef METAITEM_H
#define METAITEM_H

#include <stdbool.h>

#include "aws/imds.h"
#include "base/err.h"
#include "output/out.h"

/* What lies at an item's path. */
enum metaitem_kind {
	METAITEM_VALUE,		/* a value of one line or several */
	METAITEM_DOCUMENT,	/* bytes, which go as they are to a file or a
				 * pipe */
	METAITEM_LIST,		/* names of values */
	METAITEM_TAGS,		/* the same, and --quiet keeps the names */
	METAITEM_KEYS,		/* INDEX=NAME of directories, with a key in
				 * each */
};

/* An item and the option that asks for it. */
struct metaitem {
	int letter;		/* of the option */
	const char *name;	/* of the option; NULL ends a table */
	const char *label;	/* printed before the value; NULL: `name` */
	const char *path;	/* below the version, unless it begins with a
				 * slash */
	enum metaitem_kind kind;
	const char *help;
};

/* How items are printed, and how it went. */
struct metaitem_run {
	const char *command;	/* names itself in messages */
	struct imds *imds;
	struct out *out;
	const char *version;	/* of the service: "latest" or a date */
	bool quiet;		/* values without labels */
	bool terminal;		/* a document is escaped, as it could take a
				 * terminal over */
	bool unended;		/* what was printed last has no newline */
	bool absent;		/* something was not there */
	bool failed;		/* something could not be read */
};

/* Prints ITEM and writes it out, so that the reader need not wait for the next
 * one.  Fails when nothing further can be read or written. */
int metaitem_print(struct metaitem_run *r, const struct metaitem *item,
		   struct err *err);

/* Prints what lies at PATH, which is understood as metapath.h says. */
int metaitem_print_path(struct metaitem_run *r, const char *path,
			struct err *err);

#endif
