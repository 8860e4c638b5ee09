/* SPDX-License-Identifier: BSD-2-Clause */
/* The filters of EC2's Describe actions, for "did you mean". */
#ifndef FILTERNAME_H
#define FILTERNAME_H

#include "base/buf.h"

/* Appends the filter of ACTION that NAME probably means.  Appends nothing when
 * NAME is a filter of ACTION or resembles none, and when we know no filters of
 * ACTION. */
void filtername_meant(struct buf *out, const char *action, const char *name);

#endif
