/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A second line for the failures that people meet most: what it means here,
 * and what to do.
 */
#ifndef HINT_H
#define HINT_H

#include "aws/endpoint.h"
#include "base/err.h"
#include "request/exchange.h"
#include "cli/opt.h"

/* Sets ERR's hint, unless it has one, by how a job with the parameters REQUEST
 * ended; and names the proxy that a failure came through. */
void hint_add(struct err *err, const struct exchange_result *result,
	      const struct endpoint *endpoint,
	      const struct settings *settings, const struct params *request);

#endif
