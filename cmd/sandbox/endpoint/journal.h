/* SPDX-License-Identifier: BSD-2-Clause */
/* Writes the log, which has a JSON line for each complete API request. */
#ifndef JOURNAL_H
#define JOURNAL_H

#include <stdio.h>
#include <time.h>

#include "base/err.h"
#include "message/request.h"

/* Opens FILE for appending.  If FILE is "-", sets *OUT to stdout.  The caller
 * closes *OUT with fclose, unless it is stdout. */
int journal_open(FILE **out, const char *file, struct err *err);

/* Writes a line, with "(hidden)" for a parameter that may hold a secret, and
 * without the parameters of the signature.  A line that cannot be written is
 * lost. */
void journal_write(FILE *journal, const struct request *request,
		   const struct response *answer, time_t now);

#endif
