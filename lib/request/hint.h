/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Adds a hint, the second line of a message, for the most common failures.  The
 * hint says what the failure means, or what the user can do.
 */
#ifndef HINT_H
#define HINT_H

#include "aws/endpoint.h"
#include "base/err.h"
#include "cli/opt.h"
#include "request/exchange.h"
#include "request/job.h"

/* Sets the hint of ERR, the error of JOB, unless ERR already has a hint.  Also
 * names the proxy that the failed request used, unless the service answered
 * with an error code. */
void hint_add(struct err *err, const struct exchange_result *result,
	      const struct endpoint *endpoint,
	      const struct settings *settings, const struct job *job);

/* Returns whether Amazon's rules for ids and product codes apply to ENDPOINT.
 * The rules always apply to Amazon's own endpoints.  The rules do not apply to
 * another endpoint if its error code CODE ends in .NotFound, because that
 * endpoint accepted the form of the id. */
bool hint_strict(const struct endpoint *endpoint, const char *code);

/* Returns whether the error code CODE concerns the id of an instance. */
bool hint_is_instance(const char *code);

/* Returns the reasons why the service may not know an instance that JOB names,
 * such as "; it may be mistyped".  If EVERYWHERE, the command asked in all
 * regions, so the instance is not in another region. */
const char *hint_unknown(const struct job *job, bool everywhere);

#endif
