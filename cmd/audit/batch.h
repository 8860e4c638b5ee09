/* SPDX-License-Identifier: BSD-2-Clause */
/* Runs an audit for each line PROFILE CODE LIST of a file. */
#ifndef BATCH_H
#define BATCH_H

#include "audit.h"

typedef int batch_fn(void *ctx, const struct audit_line *line);

/* Calls FN for each line of the file NAME, one line after the other.  Each call
 * has a process of its own, so that no account sees data of another account.
 * FN returns an exit status.  STATUS_USAGE counts as STATUS_FAILED, since other
 * audits may have sent requests.  *STATUS becomes the worst status; from worst
 * to best, these are: the status after a signal, 1, 3, 0.
 *
 * FILES has the names of the page and the metrics; each may be NULL.  Each
 * audit writes its own files, with PROFILE.CODE before the last dot of the
 * name.  Two audits with the same files are an error. */
int batch_run(const char *name, const struct audit_line *files, batch_fn *fn,
	      void *ctx, int *status, struct err *err);

#endif
