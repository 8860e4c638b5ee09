/* SPDX-License-Identifier: BSD-2-Clause */
/* Explains malformed ids and product codes in a request. */
#ifndef IDFORM_H
#define IDFORM_H

#include <stdbool.h>

#include "base/buf.h"
#include "request/job.h"

/* We explain at most this many values of a job. */
enum { IDFORM_MAX = 3 };

/* Appends to OUT what is wrong with the ids of instances, images, volumes and
 * snapshots in JOB, and with the product code of JOB.  Also appends what the
 * user probably meant, if we know it: "VALUE ends with '.'; did you mean ...?".
 * Adds the line number to a value from standard input.  Returns false if
 * it finds no mistake.  If STRICT, a value must also have a length and letters
 * that Amazon's rules allow.  Other clouds have other rules. */
bool idform_explain(const struct job *job, bool strict, struct buf *out);

#endif
