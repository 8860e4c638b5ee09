/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Asking one target, that is one region with one set of credentials, in this
 * process: results come as data.
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

/* A call, and for which values it is made. */
struct session_question {
	const struct exchange_call *call;
	const struct job_param *params;		/* of every request */
	const char *each;	/* the parameter that the values are, a request
				 * for each; NULL: one request */
	const char *const *values;
	size_t count;
	const struct api_sink *sink;
};

/* Finds endpoint and credentials for SETTINGS, which are borrowed, as all that
 * they point to; NAME is the program's.  Confines the process, unless that is
 * done.  The caller frees. */
int session_new(struct session **out, const char *name,
		const struct settings *settings, struct err *err);
void session_free(struct session *s);

/* Asks; every value comes to the sink's `done`. */
int session_ask(struct session *s, const struct session_question *q,
		struct err *err);

/* Finds out whose the credentials are, as GetCallerIdentity says.  Where that
 * is not answered, OTHERWISE, or, if that is NULL, the access key id is what
 * there is of the account; WHY says why then. */
int session_identify(struct session *s, const char *otherwise,
		     struct err *why, struct err *err);

/* What session_identify found, and where requests go. */
const char *session_account(const struct session *s);
const char *session_region(const struct session *s);
const char *session_endpoint(const struct session *s);
const char *session_credentials(const struct session *s);

/* Appends why a job failed, without secrets; the hint goes to ERR. */
void session_words(const struct session *s, const struct job *job,
		   const struct exchange_result *result, struct buf *out,
		   struct err *err);

/* A line on standard error; a remark only under -v. */
void session_say(const struct session *s, bool loud, const char *text);

#endif
