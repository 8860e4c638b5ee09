/* SPDX-License-Identifier: BSD-2-Clause */
/* Runs an audit for each line PROFILE CODE LIST of a file. */
#ifndef BATCH_H
#define BATCH_H

#include "audit.h"

typedef int batch_fn(void *ctx, const struct audit_line *line);

/* Calls FN for each audit in the file NAME, one after the other.  Each call has
 * a process of its own, so that data of different accounts cannot mix.  FN
 * returns an exit status.  STATUS_USAGE counts as STATUS_FAILED, since other
 * audits may have sent requests.  *STATUS becomes the worst status.  From worst
 * to best, the statuses are those of signals, 1, 3 and 0.
 *
 * FILES has the names of the page and of the metrics.  A name may be NULL.
 * Each audit writes its own files, with PROFILE.CODE before the last dot or at
 * the end of the name.  Two audits with the same files are an error. */
int batch_run(const char *name, const struct audit_line *files, batch_fn *fn,
	      void *ctx, int *status, struct err *err);

#endif
