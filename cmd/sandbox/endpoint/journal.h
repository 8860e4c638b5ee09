/* SPDX-License-Identifier: BSD-2-Clause */
/* Writes the log, which has a JSON line for each request to the API. */
#ifndef JOURNAL_H
#define JOURNAL_H

#include <stdio.h>
#include <time.h>

#include "base/err.h"
#include "message/request.h"

/* Opens FILE for appending, or uses standard output for "-".  The caller closes
 * *OUT with fclose, unless it is standard output. */
int journal_open(FILE **out, const char *file, struct err *err);

/* Writes a line with the time, account, region, action, parameters, status,
 * code and request id.  Writes "(hidden)" for a parameter that may hold a
 * secret.  Omits signatures.  A line that cannot be written is lost. */
void journal_write(FILE *journal, const struct request *request,
		   const struct response *answer, time_t now);

#endif
