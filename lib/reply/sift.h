/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Removes the rows of some resources from a stream of rows.
 *
 * A resource is an image or an instance, for example, and has an id.  A
 * callback decides by the id which resources to keep.  A resource whose row has
 * no column for the id always stays.  If a resource's row is removed, the rows
 * below that row are removed too.  A row such as RESERVATION waits until a
 * resource below it stays.  If all these resources are removed, it is removed
 * too.
 */
#ifndef SIFT_H
#define SIFT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "reply/row.h"

/* Sets *KEEP to whether to keep a resource's rows. */
typedef int sift_fn(void *ctx, const char *id, size_t len, bool *keep,
		    struct err *err);

/* Initialize this struct with `= { 0 }`, then set `keeps`, `out` and `ctx`. */
struct sift {
	sift_fn *keeps;
	row_fn *out;
	void *ctx;		/* passed to `keeps` and `out` */

	/* Only sift.c uses the fields below. */
	const struct row *above;	/* table entry of rows that have
					 * resources below them, such as
					 * RESERVATION, or NULL */
	const struct row *resource;	/* table entry of the resources' rows,
					 * or NULL */
	struct buf texts;	/* texts of the waiting row's cells */
	struct cell waiting[ROW_CELLS_MAX];
	size_t count;		/* number of the waiting row's cells, or 0 if no
				 * row waits */
	bool leaving_out;	/* the latest resource was removed, so remove
				 * the rows below that resource too */
};

/* Begins a stream of rows that row_make makes from the table ROWS.  RESOURCES
 * is the path of the resources below an item; "" means the item itself.  If
 * RESOURCES is NULL, every row stays. */
void sift_begin(struct sift *s, const struct row *rows, const char *resources);

/* Takes the next row of the stream.  Passes the row to `out`, keeps it as the
 * waiting row, or drops it. */
int sift_row(struct sift *s, const struct row *row, const struct cell *cells,
	     size_t count, struct err *err);

/* Passes on the waiting row, unless all resources below that row were removed.
 * Call sift_flush at the end of the rows. */
int sift_flush(struct sift *s, struct err *err);
void sift_release(struct sift *s);

#endif
