/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Turns a parsed command line and standard input into jobs.  A job has the
 * parameters of one request.  A source makes jobs one by one, so that a long
 * list usually needs little memory.
 *
 * Every value of an OPT_EACH option or operand makes one job.  The source
 * divides the values of an OPT_LIST option or operand into portions of at most
 * JOB_PORTION values.  The option or job_spread may set a smaller size.  Every
 * portion makes one job.  If the command line has values of OPT_EACH and of
 * OPT_LIST, every OPT_EACH value makes one job for each portion of the list.
 * Without such values, the source makes one job, or one job for each variant of
 * struct job_plan.  A repeated value of an operand does not make another job.
 * Values that differ only in case count as repeated, unless the operand is
 * exact.
 *
 * If the run has several targets, each target gets every job: see job_spread.
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

/* The maximum number of values of a list in one request, unless the option or
 * job_spread sets a smaller number. */
enum { JOB_PORTION = 1000 };

/* The parameters of one request.  Initialize this struct with `= { 0 }` and
 * release with job_release. */
struct job {
	struct params params;
	struct buf name;	/* the job's name in messages, usually the
				 * OPT_EACH value, or "" */
	unsigned long line;	/* the line of standard input with the OPT_EACH
				 * value, or 0 if the value is not from standard
				 * input or the line is unknown */
	size_t target;		/* index of the job's target in the run's
				 * list */
	size_t number;		/* number of the job among the jobs of its
				 * target, from 0 */
	bool follows;		/* the run made this job after another job had
				 * succeeded; every message about this job
				 * contains its name */
	struct params later;	/* parameters for the writes that follow this
				 * read; see struct follow */
};

void job_release(struct job *job);

struct job_source;

/* Makes a source, which the caller frees.  Checks the values of the command
 * line, except those of OPT_EACH, so that a usage error appears before the
 * first job runs. */
int job_source_new(struct job_source **out, const struct job_plan *plan,
		   struct err *err);
void job_source_free(struct job_source *s);

/* How to distribute jobs to several targets. */
struct job_spread {
	size_t targets;
	bool by_value;		/* true: give each job to every target in turn;
				 * false: make all jobs of one target, then all
				 * jobs of the next.  With several targets,
				 * false makes the source read and keep all
				 * values first */
	size_t portion;		/* the maximum number of values of a list in one
				 * request, unless the option sets a smaller
				 * number; if 1, the value is the job's name */
};

/* Call job_spread before the first job_next.  Without this call, the run has
 * one target. */
int job_spread(struct job_source *s, const struct job_spread *how,
	       struct err *err);

/* Sets *STATE to LINES_ONE and JOB to the next job.  Sets *STATE to LINES_WAIT
 * if the next job needs a line that has not arrived yet, or to LINES_END if
 * there are no more jobs.  Does not change the fields `follows` and `later`. */
int job_next(struct job_source *s, enum lines_state *state, struct job *job,
	     struct err *err);

/* Returns an estimate of the total number of jobs, or 0 if the number is
 * unknown, as with a pipe.  Repeated values and blank lines count too.  Call
 * job_count before the first job_next. */
unsigned long job_count(const struct job_source *s);

/* Returns whether more jobs may come from standard input. */
bool job_may_read(const struct job_source *s);

/* Stops reading standard input.  The remaining jobs come from the command line
 * and from values that the source has already taken from lines. */
void job_skip_lines(struct job_source *s);

/* Returns whether messages should name the job: each job has one value, and the
 * user gave several values or gives them on standard input. */
bool job_shows_name(const struct job_source *s);

/* Returns whether the command line has an OPT_LIST value, or `-` in place of
 * the value. */
bool job_has_list(const struct opt_args *args);

#endif
