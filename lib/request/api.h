/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Runs jobs, and passes their results to a sink in the order of the jobs.
 *
 * Several requests may be in progress at once, over one HTTP handle.  The run
 * limits the number of begun jobs, and takes the next job from the source when
 * an earlier job is done.  The rows of the first unfinished job go to the sink
 * when the job is done.  They go earlier if they take too much memory, or if
 * the job waits for a state (--wait).  The rows of later jobs wait until the
 * earlier jobs are done or wait for a state.  The run limits the memory that
 * later jobs take.  The run drops a later job's reply that exceeds the limit,
 * and sends the request again later; a write fails instead.
 *
 * Each target has its own pace.  With several targets, each target may have
 * only a share of the requests in progress, so that a silent target does not
 * stop the others.
 */
#ifndef API_H
#define API_H

#include "base/err.h"
#include "request/runplan.h"

/*
 * Runs all jobs.  Closes a target, so that its other jobs fail without another
 * attempt, in two cases:
 *  - the target's credentials are refused or cannot be renewed, or
 *  - the target is unreachable: after two seconds, no job has connected to it,
 *    and as many of its jobs have failed to connect as it may have requests in
 *    progress, but at least four.
 * Once all targets are closed, reads no more of standard input.  Once *STOP is
 * set, ends early and counts the remaining jobs.  A job's failure is in the
 * job's result.  api_run itself fails if memory is exhausted, or if the sink,
 * the source or libcurl fails.  If the source fails, api_run first completes
 * the begun jobs.
 */
int api_run(struct api *api, struct err *err);

#endif
