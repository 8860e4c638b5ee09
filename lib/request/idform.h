/* SPDX-License-Identifier: BSD-2-Clause */
/* Finds values that cannot be the id or the product code of a request. */
#ifndef IDFORM_H
#define IDFORM_H

#include <stdbool.h>

#include "base/buf.h"
#include "request/job.h"

/* The most values of a job that are explained. */
enum { IDFORM_MAX = 3 };

/* Appends to OUT what is wrong with the instances, images and the product code
 * of JOB, and what was probably meant, as in "VALUE ends with '.'; did you mean
 * ...?".  A value that came from standard input is shown with its line number.
 * Returns false if nothing is wrong.  If STRICT, a value is wrong too if its
 * length or its letters break Amazon's rules; other clouds have other rules. */
bool idform_explain(const struct job *job, bool strict, struct buf *out);

#endif
