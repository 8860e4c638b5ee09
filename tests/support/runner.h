/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Runs jobs through api and exchange against a scripted server, and writes down
 * the results.
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
	/* What to run.  `-` among the words is read from INPUT. */
	const struct exchange_call *call;
	const char *const *words;	/* images, -p CODE, -a ENTITY; ended
					 * by NULL */
	const struct server_reply *script;
	size_t script_count;
	const char *input;
	int input_fd;			/* descriptor to read in place of INPUT,
					 * unless it is 0 */
	const char *url;		/* URL to use in place of the server's,
					 * unless it is NULL */
	int attempts_max;		/* most attempts; 0: 3 */
	int under_way_max;		/* requests under way; 0: 4 */
	size_t held_max;		/* see api.h */
	bool dry_run, no_read_back, version_2;
	int wait_seconds;		/* 0: do not wait */
	int fail_at_row;		/* row at which the sink fails; 0:
					 * never */
	int stop_at_done;		/* the stop flag is set after this many
					 * jobs; 0: never */
	int stop_after_ms;		/* the stop flag is set after this time;
					 * 0: never */
	bool traced;
	long clock_off;			/* seconds that the service's clock is
					 * ahead, as an earlier run learnt */

	/* The result of a run. */
	int rc;
	struct err err;
	unsigned long untried;
	bool unread;
	struct buf log;		/* the events: begin, row, done, failed, no,
				 * warning */
	struct buf quiet;	/* the notes that only -v shows */
	struct buf trace;
	size_t rows, done, idle;
	long long ms;		/* milliseconds that the run took */
	struct server *server;	/* the server, stopped; or NULL */

	volatile sig_atomic_t stop;
};

/* Fields that the test does not set start as 0. */
void runner_run(struct runner *r);
void runner_release(struct runner *r);

#endif
