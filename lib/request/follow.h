/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Changes that follow from an earlier change in the same run.
 *
 * After a write has succeeded, a read lists the things that belong to the
 * changed thing, such as the snapshots of an image.  Each of them then gets a
 * write of its own.  These requests are jobs like any other, with their own
 * attempts.  A dry run sends the read as usual, since it changes nothing; the
 * writes after it are dry runs too.
 */
#ifndef FOLLOW_H
#define FOLLOW_H

#include <stddef.h>

#include "base/err.h"
#include "request/state.h"

struct follow {
	const struct exchange_call *read;	/* makes one row for the list of
						 * things, and below it a row
						 * for each thing, which begins
						 * with the thing's id */
	const char *subject;	/* the parameter of the first write that names
				 * the changed thing */
	const char *as;		/* the name of that parameter in the read */
	const struct exchange_call *write;
	const char *id;		/* the parameter of `write` that names the
				 * thing */
	const char *from, *to;	/* FROM.LIST.N.FIELD of the first write becomes
				 * TO.LIST.N.FIELD of `write` */
	size_t portion;		/* most entities in one request */
	const char *unfit;	/* the last part of fields that `write` cannot
				 * have */
	const char *unfit_words;	/* the warning that such fields were
					 * left out */
	const char *none_words;	/* the warning that the list of things is
				 * empty */
	const char *unread_words;	/* prefix of the read's error */
};

/* The requests that follow in one run.  Start as `= {0}`. */
struct follow_run {
	const struct follow *follow;	/* NULL: nothing follows */
	struct exchange_run read, write;
};

/* Prepares what follows the calls of RUN.  RUN is copied; what it points to is
 * borrowed. */
void follow_init(struct follow_run *f, const struct exchange_run *run);

/* Takes a job for RUN; it moves the contents out of JOB. */
typedef int follow_fn(void *ctx, struct exchange_run *run, struct job *job,
		      struct err *err);

/* Gives FN the jobs that follow X, which is done, in order.  No job follows one
 * that failed.  Removes the rows of a read: they are not for printing. */
int follow_make(struct follow_run *f, struct exchange *x, follow_fn *fn,
		void *ctx, struct err *err);

#endif
