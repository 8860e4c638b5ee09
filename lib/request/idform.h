/* SPDX-License-Identifier: BSD-2-Clause */
/* Finds values that cannot be the id or the product code of a request. */
#ifndef IDFORM_H
#define IDFORM_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/params.h"

/* Looks at the instances, the images and the product code of REQUEST.  Appends
 * "VALUE is ..." for the first one of a wrong form to OUT; returns false if
 * there is none. */
bool idform_explain(const struct params *request, struct buf *out);

#endif
