/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Turns a parsed command line, and standard input, into jobs.  A job is one
 * request to make.  Jobs are made one by one, so that a list of any length
 * needs little memory.
 *
 * Every value of an OPT_EACH option or operand is a job of its own.  The values
 * of an OPT_LIST one are cut into portions of JOB_PORTION, or of the size that
 * its option sets, and each portion is a job.  With both, every value of the
 * first is combined with every portion of the second.  A repeated value of an
 * operand makes no job; values that differ only in case count as the same,
 * unless the operand is exact.
 *
 * With several targets, each gets every job: see job_spread.
 */
#ifndef JOB_H
#define JOB_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/params.h"
#include "cli/opt.h"
#include "request/jobplan.h"
#include "system/lines.h"

/* Most values of a list in one request, unless its option sets fewer. */
enum { JOB_PORTION = 1000 };

/* One request to make.  Start as `= {0}`, release with job_release. */
struct job {
	struct params params;
	struct buf name;	/* the OPT_EACH value, for messages; or "" */
	unsigned long line;	/* the line of standard input with that value;
				 * 0: unknown, or the value was not on standard
				 * input */
	size_t target;		/* place of the job's target in the run's
				 * list */
	size_t number;		/* place of the job among those of its target */
	bool follows;		/* the job follows from the success of another;
				 * every message names it */
	struct params later;	/* what jobs that follow this one need */
};

void job_release(struct job *job);

struct job_source;

/* Reads every value of the command line, so that a usage error comes before the
 * first job. */
int job_source_new(struct job_source **out, const struct job_plan *plan,
		   struct err *err);
void job_source_free(struct job_source *s);

/* How jobs are given to several targets. */
struct job_spread {
	size_t targets;
	bool by_value;		/* true: each job for every target in turn;
				 * false: all jobs of one target, then all of
				 * the next, for which all values are read and
				 * kept before the first job */
	size_t portion;		/* most values of a list in one request, unless
				 * its option sets fewer; 1: the value is the
				 * job's name */
};

/* To be called before the first job_next.  Without it there is one target. */
int job_spread(struct job_source *s, const struct job_spread *how,
	       struct err *err);

/* Replaces the contents of JOB by the next job.  Sets *STATE as lines_next
 * does: LINES_WAIT means that the next job needs a line that is not there
 * yet. */
int job_next(struct job_source *s, enum lines_state *state, struct job *job,
	     struct err *err);

/* How many jobs there are in all; 0 when unknown, as with a pipe.  To be called
 * before the first job_next. */
unsigned long job_count(const struct job_source *s);

/* Whether more jobs may come from standard input. */
bool job_reads(const struct job_source *s);

/* Reads no more of standard input.  The jobs that are left come from the
 * command line and from lines read before. */
void job_skip_lines(struct job_source *s);

/* Whether messages should name the job: several values were given, or they
 * come from standard input. */
bool job_named(const struct job_source *s);

/* Whether the command line gives an OPT_LIST value, or `-` for it. */
bool job_lists(const struct opt_args *args);

#endif
