/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * From a parsed command line, and standard input, to jobs: one request to
 * make each, lazily, so that a list of any length needs no memory.
 *
 * Every value of an OPT_EACH option or operand is a job of its own; the
 * values of an OPT_LIST one go JOB_PORTION at a time, or as many as its option
 * says.  With both, every value of the first is combined with every portion of
 * the second.  A value of an operand that was given before makes no job; upper
 * and lower case are the same there, unless the operand is exact.
 *
 * Of several targets each gets every job: see job_spread.
 */
#ifndef JOB_H
#define JOB_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "system/lines.h"
#include "cli/opt.h"
#include "base/params.h"


/* Most values of a list that go in one request, where its option does not have
 * fewer. */
enum { JOB_PORTION = 1000 };

/* Bytes of operands that are remembered, to ask for each once; what comes
 * after may be asked for twice. */
enum { JOB_REMEMBERED_MAX = 16 * 1024 * 1024 };

/* One request to make.  Start as `= {0}`, release with job_release. */
struct job {
	struct params params;
	struct buf name;	/* the OPT_EACH value, for messages; or "" */
	unsigned long line;	/* of standard input that the value was on; 0:
				 * it was not, or that is unknown */
	size_t target;		/* the place of its target in the run's list */
	size_t number;		/* its place among the jobs of that target */
	bool follows;		/* another job's success made it: it is named
				 * in every message */
	struct params later;	/* what jobs that follow this one need */
};

void job_release(struct job *job);

struct job_source;

/* A parameter; a list of them ends with a NULL name. */
struct job_param {
	const char *name, *value;
};

/* Changes the parameters that every job has, once all options are among
 * them. */
typedef int job_finish(struct params *p, struct err *err);

/* What jobs are made of.  All is borrowed for the source's life. */
struct job_plan {
	const struct opt_args *args;
	const struct opt_spec *spec;
	const struct job_param *defaults;	/* an option may set them
						 * otherwise; or NULL */
	const struct job_param *variants;	/* a job for each, when no
						 * value is one; or NULL */
	job_finish *finish;	/* or NULL */
	int fd;			/* where `-` is read from */
	bool secret;		/* a default is: wipe it */
};

/* Everything on the command line is understood here, so that a usage error
 * comes before any job. */
int job_source_new(struct job_source **out, const struct job_plan *plan,
		   struct err *err);
void job_source_free(struct job_source *s);

/* How the jobs go to several targets. */
struct job_spread {
	size_t targets;
	bool by_value;		/* the first job for every target, then the
				 * second: nothing is kept.  Else all jobs of
				 * the first target, then those of the second:
				 * the values are read and kept before the first
				 * job. */
	size_t portion;		/* most values of a list in one request, where
				 * its option does not have fewer; 1: the value
				 * is the job's name */
};

/* Call it before the first job is taken; without it there is one target. */
int job_spread(struct job_source *s, const struct job_spread *how,
	       struct err *err);

/* Fills JOB, emptied first, with the next one.  *STATE as of lines_next:
 * LINES_WAIT means that standard input has nothing yet. */
int job_next(struct job_source *s, enum lines_state *state, struct job *job,
	     struct err *err);

/* How many jobs there are in all, before the first was taken; 0 when that is
 * not known, as with a pipe. */
unsigned long job_count(const struct job_source *s);

/* Whether more jobs may come from standard input. */
bool job_reads(const struct job_source *s);

/* From here on standard input is left where it is: what comes is what the
 * command line names, and what was read before. */
void job_skip_lines(struct job_source *s);

/* Whether messages should name the job: several values were given, or they
 * come from standard input. */
bool job_named(const struct job_source *s);

/* Whether something besides the values of OPT_EACH and OPT_LIST selects: a
 * parameter of one of these LISTS (ended by NULL; or NULL). */
bool job_selects(const struct job_source *s, const char *const *lists);

/* Whether the command line names values to be listed, or standard input is
 * to. */
bool job_lists(const struct opt_args *args);

#endif
