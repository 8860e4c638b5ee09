/* SPDX-License-Identifier: BSD-2-Clause */
/* Finds values that cannot be the id or the product code of a request. */
#ifndef IDFORM_H
#define IDFORM_H

#include <stdbool.h>

#include "base/buf.h"
#include "request/job.h"

/* Appends to OUT what is wrong with the instances, images and the product code
 * of JOB, and what was probably meant, as "VALUE ends with '.'; did you mean
 * ...?"; with its line if it came from standard input.  Says nothing of more
 * than IDFORM_MAX values.  Returns false if all of them have a good form.
 * STRICT: also of a value that only Amazon's rules speak against, by its length
 * or its letters: other clouds have other ids and codes. */
bool idform_explain(const struct job *job, bool strict, struct buf *out);

enum { IDFORM_MAX = 3 };

#endif
