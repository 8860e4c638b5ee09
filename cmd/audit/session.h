/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Asks targets, each a region with one set of credentials, in this process.
 * Results come as data.
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

/* A call, and the values that it is made for. */
struct session_question {
	const struct exchange_call *call;
	const struct job_param *params;		/* parameters of every
						 * request */
	const char *each;	/* the parameter that takes the values, each in
				 * a request of its own; NULL: one request */
	const char *const *values;
	size_t count;
	/* See struct api_sink. */
	row_fn *row;
	int (*done)(void *ctx, const struct job *job,
		    const struct exchange_result *result, struct err *err);
	void *ctx;
};

/* Finds endpoints and credentials for all regions and profiles in SETTINGS, and
 * confines the process.  SETTINGS and all that they point to are borrowed.
 * NAME is the program's.  With ONE_PROFILE several profiles are a usage error.
 * The caller closes. */
int session_open(struct session_set **out, const char *name,
		 const struct settings *settings, bool one_profile,
		 struct err *err);
void session_close(struct session_set *s);

/* session_count: the number of targets; 0 if S is NULL.  session_get: the I-th
 * target; I must be less.  session_is_partial: whether a wanted target is
 * missing, since it cannot be asked. */
size_t session_count(const struct session_set *s);
struct session *session_get(const struct session_set *s, size_t i);
bool session_is_partial(const struct session_set *s);

/* Sends the requests, and calls `done` for each. */
int session_ask(struct session *s, const struct session_question *q,
		struct err *err);

/* Finds the account of the credentials with GetCallerIdentity; asks another
 * region if this one does not answer.  If no region answers, the account is
 * OTHERWISE, or the access key id if OTHERWISE is NULL; WHY then has the
 * reason. */
int session_identify(struct session *s, const char *otherwise,
		     struct err *why, struct err *err);

/* What session_identify found, and where requests go. */
const char *session_account(const struct session *s);
const char *session_name(const struct session *s);	/* region, or PROFILE
							 * REGION */
const char *session_region(const struct session *s);
const char *session_endpoint(const struct session *s);

/* Appends why a job failed, without secrets; the hint goes to ERR. */
void session_words(const struct session *s, const struct job *job,
		   const struct exchange_result *result, struct buf *out,
		   struct err *err);

/* Prints a remark on standard error, with -v only. */
void session_remark(const struct session *s, const char *text);

#endif
