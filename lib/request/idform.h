/* SPDX-License-Identifier: BSD-2-Clause */
/* Values that cannot be the id, or the product code, that a request needs. */
#ifndef IDFORM_H
#define IDFORM_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/params.h"

/* Appends to OUT what the first wrong value among the instances, images and the
 * product code of REQUEST is, as "VALUE is ..."; returns false if all of them
 * have a good form. */
bool idform_explain(const struct params *request, struct buf *out);

#endif
