/* SPDX-License-Identifier: BSD-2-Clause */
/* Suggests a name for an image that the user registers without a name. */
#ifndef IMAGENAME_H
#define IMAGENAME_H

#include <stdbool.h>

#include "base/buf.h"
#include "cli/opt.h"

/* The operand of ARGS is the path of a manifest.  Appends the file name from
 * this path, without .manifest.xml or .xml at the end.  Puts a hyphen in place
 * of each space and of each character that a name may not contain.  Truncates a
 * name that is too long, and appends hyphens to a name that is too short.
 * Returns false if ARGS has no operand. */
bool imagename_suggest(const struct opt_args *args, struct buf *out);

#endif
