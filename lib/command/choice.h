/* SPDX-License-Identifier: BSD-2-Clause */
/* --rows and --columns: which of a command's rows and columns are printed. */
#ifndef CHOICE_H
#define CHOICE_H

#include "base/buf.h"
#include "base/err.h"
#include "cli/opt.h"
#include "output/out.h"
#include "reply/row.h"

/* Most types of rows of one command, and most columns of all types together. */
enum { CHOICE_TYPES_MAX = 32, CHOICE_COLUMNS_MAX = 512 };

/* Most columns that a run adds to every row. */
enum { CHOICE_LABELS_MAX = 2 };

/* Start as `= {0}`, or with labels. */
struct choice {
	struct out_choice out;	/* points into the arrays below */
	const char *types[CHOICE_TYPES_MAX];
	const struct column *columns[OUT_CELLS_MAX];
	struct buf headings;	/* what -H prints; empty: the command's own
				 * headings */
	/* Columns that are added to every row, after its own.  The caller sets
	 * them before choice_make. */
	const struct column *labels[CHOICE_LABELS_MAX];
	size_t labels_count;
};

/* Finds what the settings choose among ROWS, in a request for ATTRIBUTE (NULL:
 * none).  The word "all" in place of a list chooses everything.  A type or
 * column that no row has is a usage error.  If rows of several types are left,
 * csv is a usage error too, and so is -H with chosen rows or columns.  More
 * types or columns than the arrays hold are an error only if something is
 * chosen, or for csv. */
int choice_make(struct choice *c, const struct settings *settings,
		enum out_format format, const struct row *rows,
		const char *attribute, struct err *err);
void choice_release(struct choice *c);

#endif
