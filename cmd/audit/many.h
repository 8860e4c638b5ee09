/* SPDX-License-Identifier: BSD-2-Clause */
/* Many audits in one run: a file with a line PROFILE CODE LIST for each. */
#ifndef MANY_H
#define MANY_H

#include "audit.h"

typedef int many_fn(void *ctx, const struct audit_line *line);

/* Calls FN in a process of its own for each line of the file NAME, one after
 * the other, so that no account sees anything of another.  FN returns an exit
 * status.  *STATUS becomes the worst status; from worst to best, these are:
 * that of a signal, 1, 2, 3, 0. FILES has the names of the page and the
 * metrics, or NULLs.  Each audit has files of its own, with PROFILE.CODE before
 * the last dot; two audits with the same files are an error. */
int many_run(const char *name, const struct audit_line *files, many_fn *fn,
	     void *ctx, int *status, struct err *err);

#endif
