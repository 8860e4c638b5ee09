/* SPDX-License-Identifier: BSD-2-Clause */
/* Finds the filter of a Describe action that the user probably meant by a
 * mistyped name. */
#ifndef FILTERNAME_H
#define FILTERNAME_H

#include "base/buf.h"

/* Appends the filter of ACTION that NAME probably means.  Appends nothing if
 * NAME is a filter of ACTION, if NAME resembles no filter, or if we know no
 * filters of ACTION. */
void filtername_meant(struct buf *out, const char *action, const char *name);

#endif
