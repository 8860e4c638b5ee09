/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Sends requests to targets, and passes the results to callbacks.  A target is
 * a region with one set of credentials.
 */
#ifndef SESSION_H
#define SESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "cli/opt.h"
#include "request/api.h"
#include "request/job.h"

struct session;
struct session_set;

/* Describes jobs: one job with the parameters, or one job for each value. */
struct session_question {
	const struct exchange_call *call;
	const struct job_param *params;		/* parameters of every
						 * request */
	const char *each;	/* the parameter that gets a value in each job;
				 * if NULL, there is only one job */
	const char *const *values;
	size_t count;
	/* `row` receives each row of a job's replies.  `done` receives the
	 * job's result, after its rows.  `ctx` is their first argument. */
	row_fn *row;
	int (*done)(void *ctx, const struct job *job,
		    const struct exchange_result *result, struct err *err);
	void *ctx;
};

/* Finds endpoints and credentials for all regions and profiles in SETTINGS, and
 * confines the process.  Copies SETTINGS, but everything that SETTINGS points
 * to must remain valid until session_close.  NAME is the program's name.
 * ATTEMPTS_GIVEN means that the user gave --max-attempts.  With ONE_PROFILE,
 * several profiles are a usage error.  The caller closes the set with
 * session_close. */
int session_open(struct session_set **out, const char *name,
		 const struct settings *settings, bool attempts_given,
		 bool one_profile, struct err *err);
void session_close(struct session_set *s);

/* session_count returns the number of targets, or 0 if S is NULL.  session_get
 * returns the I-th target; I must be less than session_count.
 * session_has_many returns whether the user gave a list of regions or profiles,
 * or "all".  session_is_partial returns whether the set lacks a target that the
 * user wants, because we cannot ask that target. */
size_t session_count(const struct session_set *s);
struct session *session_get(const struct session_set *s, size_t i);
bool session_has_many(const struct session_set *s);
bool session_is_partial(const struct session_set *s);

/* Runs the jobs of Q, and calls `done` after each job.  Fails if a signal stops
 * the run. */
int session_ask(struct session *s, const struct session_question *q,
		struct err *err);

/* Finds the account of the credentials with GetCallerIdentity.  If this region
 * gives no account, asks other regions with the same credentials.  If no region
 * gives an account, uses FALLBACK as the account, or the access key id if
 * FALLBACK is NULL.  Call session_identify once for each target. */
int session_identify(struct session *s, const char *fallback, struct err *err);

/* Returns the reason why the account that session_identify found is uncertain,
 * or "". */
const char *session_doubt(const struct session *s);

/* session_fail marks the target as one that cannot be asked.  session_is_failed
 * returns whether session_fail was called. */
void session_fail(struct session *s);
bool session_is_failed(const struct session *s);

/* Returns the account that session_identify found. */
const char *session_account(const struct session *s);

/* Returns the target's name: the region, or the profile and the region. */
const char *session_name(const struct session *s);

/* These functions return the target's region, the id of its access key, and its
 * endpoint. */
const char *session_region(const struct session *s);
const char *session_key(const struct session *s);
const char *session_endpoint(const struct session *s);

/* Appends to OUT the reason why a job failed, without secrets.  Puts the hint
 * into ERR. */
void session_words(const struct session *s, const struct job *job,
		   const struct exchange_result *result, struct buf *out,
		   struct err *err);

/* Prints a remark on standard error, but only with -v. */
void session_remark(const struct session *s, const char *text);

#endif
