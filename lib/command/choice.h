/* SPDX-License-Identifier: BSD-2-Clause */
/* Finds the rows and columns that --rows and --columns choose. */
#ifndef CHOICE_H
#define CHOICE_H

#include "base/buf.h"
#include "base/err.h"
#include "cli/opt.h"
#include "output/out.h"
#include "reply/row.h"

/* The maximum number of row types of a command, and the maximum number of
 * different columns in its chosen rows. */
enum { CHOICE_TYPES_MAX = 32, CHOICE_COLUMNS_MAX = 512 };

/* The maximum number of columns that a run adds to every row. */
enum { CHOICE_LABELS_MAX = 2 };

/* Initialize this struct with `= { 0 }`.  The caller may set labels. */
struct choice {
	struct out_choice out;	/* the choice, as pointers into the arrays
				 * below */
	const char *types[CHOICE_TYPES_MAX];
	const struct column *columns[OUT_CELLS_MAX];
	struct buf headings;	/* the headings for -H, or empty to print the
				 * command's own headings */
	/* Columns that the run adds at the end of every row.  The caller sets
	 * these columns before choice_make. */
	const struct column *labels[CHOICE_LABELS_MAX];
	size_t labels_count;
};

/* Finds the rows and columns that the settings choose among ROWS.  ATTRIBUTE is
 * the attribute that the request asks for, or NULL.  The word "all" in place of
 * a list chooses everything.  A type that no row has, or a column that no
 * chosen row has, is a usage error.  If the chosen rows have several types, two
 * settings are usage errors: --output csv, and -H with --rows or --columns in
 * text output.  If ROWS have more types or columns than the maximums above,
 * csv, --rows and --columns fail. */
int choice_make(struct choice *c, const struct settings *settings,
		enum out_format format, const struct row *rows,
		const char *attribute, struct err *err);
void choice_release(struct choice *c);

#endif
