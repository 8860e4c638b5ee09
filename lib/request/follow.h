/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Makes the jobs that follow a successful write in the same run.
 *
 * After a write has succeeded, a read lists the resources that belong to the
 * changed resource, such as the snapshots of an image.  More writes then change
 * each listed resource.  These requests are ordinary jobs with their own
 * attempts.  A dry run sends a normal read, and the writes after the read are
 * dry runs too.
 */
#ifndef FOLLOW_H
#define FOLLOW_H

#include <stddef.h>

#include "base/err.h"
#include "request/state.h"

struct follow {
	const struct exchange_call *read;	/* makes one row for the list of
						 * resources, and below that row
						 * one row for each resource; a
						 * resource's row begins with
						 * the resource's id */
	const char *subject;	/* the parameter of the first write that names
				 * the changed resource */
	const char *as;		/* the name of the parameter `subject` in the
				 * read */
	const struct exchange_call *write;
	const char *id;		/* the parameter of `write` that names the
				 * resource */
	const char *from, *to;	/* FROM.LIST.N.FIELD of the first write becomes
				 * TO.LIST.M.FIELD of `write`, where M counts
				 * from 1 */
	size_t portion;		/* the maximum number of parameters
				 * TO.LIST.M.FIELD in one request */
	const char *unfit;	/* `write` leaves out fields whose names end
				 * with this text */
	const char *unfit_words;	/* the warning that `write` left out
					 * fields */
	const char *none_words;	/* the warning that the list of resources is
				 * empty */
	const char *unread_words;	/* prefix of the read's error */
};

/* The requests of one run that follow its first writes.  Initialize this struct
 * with `= { 0 }`. */
struct follow_run {
	const struct follow *follow;	/* the requests that follow, or NULL */
	struct exchange_run read, write;
};

/* Prepares the requests that follow the calls of RUN.  Copies RUN; the caller
 * owns everything that RUN points to. */
void follow_init(struct follow_run *f, const struct exchange_run *run);

/* Receives a job that RUN must carry out, and moves the contents out of JOB. */
typedef int follow_fn(void *ctx, struct exchange_run *run, struct job *job,
		      struct err *err);

/* Passes the jobs that follow X to FN, in order.  X must be done, and f->follow
 * must not be NULL.  No jobs follow a failed job.  If X is the read, removes
 * its rows, because they are not for printing, and marks X as failed if its
 * reply has no list of resources. */
int follow_make(struct follow_run *f, struct exchange *x, follow_fn *fn,
		void *ctx, struct err *err);

#endif
