/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A second line for the most common failures: what the failure means here, and
 * what to do.
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

/* Whether Amazon's rules for ids and codes hold at ENDPOINT, for the service's
 * CODE: only Amazon's endpoints, and those that refuse a value by its form,
 * have them. */
bool hint_strict(const struct endpoint *endpoint, const char *code);

/* What may be the matter with ids that JOB asked for and that the service does
 * not know, after "asked in ...": "" or "; it may be mistyped ...".  CODE is
 * the service's, and EVERYWHERE says that all targets were asked. */
const char *hint_unknown(const struct job *job, const char *code,
			 bool everywhere);

#endif
