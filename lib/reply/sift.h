/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Leaves rows of some things out of a stream of rows.
 *
 * A thing has an id: it is an image or an instance, for example.  A thing's row
 * always stays if it has no column for the id.  The rows below a thing's row
 * stay or go with it.  A row above things, such as RESERVATION, goes if all of
 * its things go.
 */
#ifndef SIFT_H
#define SIFT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "reply/row.h"

/* Sets *KEEP to whether a thing's rows stay. */
typedef int sift_fn(void *ctx, const char *id, size_t len, bool *keep,
		    struct err *err);

/* Start as `= {0}`, and fill the first part. */
struct sift {
	sift_fn *keeps;
	row_fn *out;
	void *ctx;		/* passed to both functions */

	/* The fields below are private to sift.c. */
	const struct row *above;	/* the table's row above things, or
					 * NULL */
	const struct row *thing;	/* the table's row of things, or NULL */
	struct buf texts;	/* cells of the row above things, which waits */
	struct cell waiting[ROW_CELLS_MAX];
	size_t count;		/* number of the waiting row's cells; 0: no row
				 * waits */
	bool leaving_out;
};

/* THINGS is the path of the things below an item whose rows are ROWS; "" is
 * the item itself; NULL: there are none, and every row passes. */
void sift_begin(struct sift *s, const struct row *rows, const char *things);

/* Takes one row. */
int sift_row(struct sift *s, const struct row *row, const struct cell *cells,
	     size_t count, struct err *err);

/* No more rows come for now: passes on the row that waits, if there is one. */
int sift_flush(struct sift *s, struct err *err);
void sift_release(struct sift *s);

#endif
