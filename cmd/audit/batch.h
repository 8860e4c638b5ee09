/* SPDX-License-Identifier: BSD-2-Clause */
/* Runs an audit for each line PROFILE CODE LIST of a file. */
#ifndef BATCH_H
#define BATCH_H

#include "audit.h"

typedef int batch_fn(void *ctx, const struct audit_line *line);

/* Calls FN for each audit in the file NAME, in order, until a signal stops the
 * run.  Each call has a process of its own, so that data of different accounts
 * cannot mix.  FN returns an exit status.  STATUS_USAGE counts as
 * STATUS_FAILED, since other audits may have sent requests.  *STATUS becomes
 * the worst status.  From worst to best: a signal's status, 1, 3 and 0.
 *
 * FILES has the values of --html and --metrics, or NULL.  Each audit writes its
 * own files: their names get PROFILE.CODE before the last dot, or at the end.
 * It is an error if two audits would write the same file. */
int batch_run(const char *name, const struct audit_line *files, batch_fn *fn,
	      void *ctx, int *status, struct err *err);

#endif
