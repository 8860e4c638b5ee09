/* SPDX-License-Identifier: BSD-2-Clause */
/* What the jobs of a command are made of, and the parameters that all of them
 * have. */
#ifndef JOBPLAN_H
#define JOBPLAN_H

#include <stdbool.h>

#include "base/err.h"
#include "base/params.h"
#include "cli/opt.h"
#include "system/lines.h"

/* A parameter; a list of them ends with a NULL name. */
struct job_param {
	const char *name, *value;
};

/* Changes the parameters that every job has, after all options have added
 * theirs. */
typedef int job_finish(struct params *p, struct err *err);

/* What jobs are made of.  All is borrowed for the source's life. */
struct job_plan {
	const struct opt_args *args;
	const struct opt_spec *spec;
	const struct job_param *defaults;	/* names the options that may
						 * change a default; or NULL */
	const struct job_param *variants;	/* each makes a job, in a
						 * command whose values make
						 * none; or NULL */
	job_finish *finish;	/* changes the parameters of every job; or
				 * NULL */
	int fd;			/* descriptor from which `-` is read */
	bool secret;		/* a default is secret: wipe parameters */
};

/* Fills BASE with the parameters that every job has: the defaults, and all
 * options but those that make jobs.  Reads values from LINES for an option that
 * was given as `-`; sets *EMPTY if there are none. */
int jobplan_base(const struct job_plan *plan, struct lines *lines,
		 struct params *base, bool *empty, struct err *err);

#endif
