/* SPDX-License-Identifier: BSD-2-Clause */
/* Makes the jobs of a command, with the parameters that the command adds
 * itself. */
#ifndef CMDJOBS_H
#define CMDJOBS_H

#include "base/buf.h"
#include "base/err.h"
#include "cli/opt.h"
#include "request/exchange.h"
#include "request/extras.h"
#include "request/job.h"

/* The maximum number of default parameters of a command. */
enum { CMDJOBS_DEFAULTS_MAX = 4 };

/* The arguments of cmdjobs_make.  The caller owns everything that the pointers
 * refer to. */
struct cmdjobs_plan {
	const struct job_param *defaults;	/* parameters of every job, at
						 * most CMDJOBS_DEFAULTS_MAX */
	/* Each of these parameters makes one job if the command line has
	 * neither an operand nor an option with one of the letters in
	 * `selectors`.  Both fields may be NULL. */
	const struct job_param *default_requests;
	const char *selectors;
	job_finish *finish;	/* changes the parameters of each job, or
				 * NULL */
	const char *token;	/* the parameter of the idempotency token, or
				 * NULL */
	const struct exchange_call *call;
	const struct opt_args *args;
	const struct opt_spec *spec;
	const struct settings *settings;
};

/* Initialize this struct with `= { 0 }`. */
struct cmdjobs {
	struct job_source *source;
	struct extras extras;
	struct buf page_size, token;	/* default values of MaxResults and of
					 * the idempotency token, or empty for
					 * no such parameter */
};

/* Returns the API version in SETTINGS, or the default version. */
const char *cmdjobs_version(const struct settings *settings);

/* Makes the source of the jobs from the command line.  Also fails if the user
 * requests a dry run and the API version has no DryRun.  Everything that PLAN
 * points to must outlive J. */
int cmdjobs_make(struct cmdjobs *j, const struct cmdjobs_plan *plan,
		 struct err *err);
void cmdjobs_release(struct cmdjobs *j);

#endif
