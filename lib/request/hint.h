/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Makes a second line for the most common failures: it says what the failure
 * means, and what to do.
 */
#ifndef HINT_H
#define HINT_H

#include "aws/endpoint.h"
#include "base/err.h"
#include "request/exchange.h"
#include "request/job.h"
#include "cli/opt.h"

/* Sets the hint of ERR, the error of JOB, unless it has one.  Appends the proxy
 * that the failed request went through. */
void hint_add(struct err *err, const struct exchange_result *result,
	      const struct endpoint *endpoint,
	      const struct settings *settings, const struct job *job);

/* Whether ENDPOINT has Amazon's rules for ids and product codes: it is one of
 * Amazon's, or its error code, CODE, may mean that the form of a value is
 * wrong. */
bool hint_strict(const struct endpoint *endpoint, const char *code);

/* Whether the service's CODE is about the id of an instance. */
bool hint_is_instance(const char *code);

/* Why the service may not know an instance that JOB asked for, to follow "asked
 * in ...": "; it may be mistyped ...".  EVERYWHERE: all targets were asked. */
const char *hint_unknown(const struct job *job, bool everywhere);

#endif
