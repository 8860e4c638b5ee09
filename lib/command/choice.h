/* SPDX-License-Identifier: BSD-2-Clause */
/* --rows and --columns: which of a command's rows and columns are printed. */
#ifndef CHOICE_H
#define CHOICE_H

#include "base/buf.h"
#include "base/err.h"
#include "cli/opt.h"
#include "output/out.h"
#include "reply/row.h"

/* Most types of rows that one command prints, and most columns of them all. */
enum { CHOICE_TYPES_MAX = 32, CHOICE_COLUMNS_MAX = 512 };

/* Most columns that a run adds to every row. */
enum { CHOICE_LABELS_MAX = 2 };

/* Start as `= {0}`, or with labels. */
struct choice {
	struct out_choice out;	/* points into the arrays below */
	const char *types[CHOICE_TYPES_MAX];
	const struct column *columns[OUT_CELLS_MAX];
	struct buf headings;	/* what -H prints; empty: the command's own */
	/* Columns that every row has after its own; set before. */
	const struct column *labels[CHOICE_LABELS_MAX];
	size_t labels_count;
};

/* Finds what the settings choose among ROWS, in a request for ATTRIBUTE (NULL:
 * none).  The word "all" in place of a list chooses everything.  A type or
 * column that no row has is a usage error.  So are csv, and -H over chosen rows
 * or columns, if rows of several types are left.  If there are more types or
 * columns than the arrays hold, this fails only when it matters: when something
 * is chosen, or for csv. */
int choice_make(struct choice *c, const struct settings *settings,
		enum out_format format, const struct row *rows,
		const char *attribute, struct err *err);
void choice_release(struct choice *c);

#endif
