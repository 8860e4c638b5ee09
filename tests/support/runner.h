/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Runs jobs through api and exchange with a scripted server, and records the
 * results.
 */
#ifndef RUNNER_H
#define RUNNER_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "request/exchange.h"
#include "support/server.h"

struct runner {
	/* The settings of a run.  A word `-` means that values come from
	 * `input`. */
	const struct exchange_call *call;
	const char *const *words;	/* arguments up to a NULL: images, -p
					 * CODE, -a ENTITY */
	const struct server_reply *script;
	size_t script_count;
	const char *input;
	int input_fd;			/* descriptor to read instead of
					 * `input`, or 0 */
	const char *url;		/* URL to use instead of the server's,
					 * or NULL */
	int attempts_max;		/* largest number of attempts; 0 means
					 * 3 */
	int under_way_max;		/* largest number of requests under way;
					 * 0 means 4 */
	size_t buffered_max;		/* buffered_max of struct api */
	bool dry_run, no_read_back, version_2;
	int wait_seconds;		/* 0 means not to wait */
	bool fail_at_begin;		/* the sink fails at the first job */
	int fail_at_row;		/* row at which the sink fails, or 0 */
	int fail_at_done;		/* job at whose end the sink fails, or
					 * 0 */
	int stop_at_done;		/* number of jobs after which the stop
					 * flag is set, or 0 */
	int stop_after_ms;		/* time after which the stop flag is
					 * set, or 0 */
	bool traced;			/* record `trace`, as with --debug */
	long clock_off;			/* seconds that the service's clock is
					 * ahead, according to an earlier run */

	/* The result of a run. */
	int rc;
	struct err err;
	unsigned long untried;
	bool unread;
	struct buf log;		/* the events: begin, row, done, failed, no,
				 * warning */
	struct buf quiet;	/* the notes that only -v shows */
	struct buf trace;
	size_t rows, done, idle;	/* numbers of calls of the sink */
	long long ms;		/* duration of the run in milliseconds */
	struct server *server;	/* the stopped server, or NULL */

	volatile sig_atomic_t stop;	/* the run's stop flag */
};

/* Runs R.  Fields that the test does not set must be 0. */
void runner_run(struct runner *r);
void runner_release(struct runner *r);

#endif
