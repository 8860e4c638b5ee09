/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Runs jobs, and hands out their results in the order of the jobs.
 *
 * Several requests are under way at once, over one HTTP handle.  The run takes
 * jobs from their source as earlier ones end.  The first unfinished job's rows
 * go out when its reply is whole, or once there are too many to hold.  The rows
 * of later jobs wait for their turn.  The number of these jobs is bounded, and
 * so is the memory that they hold: a reply that finds no room is dropped, and
 * requested again later.  A single call takes the same path, as a list of one
 * job for one target.
 *
 * Each target has a pace of its own.  With several targets none may have all of
 * the requests under way, so that a silent target does not stop the others.
 */
#ifndef API_H
#define API_H

#include "base/err.h"
#include "request/runplan.h"

/* Runs all jobs.  Closes a target, so that its other jobs end as "not tried",
 * once
 *  - its credentials are refused or have expired, or
 *  - no job has ever connected to it, and as many of its jobs as may be under
 *    way, at least four, have failed within at least two seconds.
 * When all targets are closed, reads no more of standard input.  When *STOP is
 * set, ends early and counts the jobs that are left.  A job's failure is in its
 * result.  api_run itself fails when memory or the sink fails; and when the
 * source fails, after the begun jobs are done. */
int api_run(struct api *api, struct err *err);

#endif
