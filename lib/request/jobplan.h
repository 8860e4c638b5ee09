/* SPDX-License-Identifier: BSD-2-Clause */
/* The plan from which a source makes jobs, and the parameters that all jobs
 * have. */
#ifndef JOBPLAN_H
#define JOBPLAN_H

#include <stdbool.h>

#include "base/err.h"
#include "base/params.h"
#include "cli/opt.h"
#include "system/lines.h"

/* A parameter.  A parameter whose name is NULL ends a list. */
struct job_param {
	const char *name, *value;
};

/* Changes the parameters that every job has, after all options that do not make
 * jobs have added their parameters. */
typedef int job_finish(struct params *p, struct err *err);

/* The plan for the jobs of one command.  Everything that the plan points to,
 * except `defaults`, must stay valid until the source is freed. */
struct job_plan {
	const struct opt_args *args;
	const struct opt_spec *spec;
	const struct job_param *defaults;	/* the defaults of parameters
						 * that options may change, or
						 * NULL */
	const struct job_param *variants;	/* parameters, each for a job of
						 * its own; NULL to make one
						 * job */
	job_finish *finish;	/* changes the parameters of every job, or
				 * NULL */
	int fd;			/* descriptor for reading the values of `-`; may
				 * be -1 if the arguments have no `-` */
	bool secret;		/* a default is secret, so wipe the
				 * parameters */
};

/* Fills BASE with the parameters that every job has: the defaults, then the
 * operand and the options except those that make jobs.  Then calls
 * plan->finish.  If the user gave `-` for an OPT_MANY option, reads the
 * option's values from LINES, and waits for all lines.  Sets *EMPTY to true if
 * the user gave this `-` and LINES had no value, and otherwise to false. */
int jobplan_base(const struct job_plan *plan, struct lines *lines,
		 struct params *base, bool *empty, struct err *err);

#endif
