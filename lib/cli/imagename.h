/* SPDX-License-Identifier: BSD-2-Clause */
/* Suggests the name of an image that the user registers without a name. */
#ifndef IMAGENAME_H
#define IMAGENAME_H

#include <stdbool.h>

#include "base/buf.h"
#include "cli/opt.h"

/* Appends NAME if the operand of ARGS is the manifest bucket/NAME.manifest.xml.
 * Replaces each character that a name may not contain by a hyphen.  Returns
 * false if ARGS has no operand. */
bool imagename_suggest(const struct opt_args *args, struct buf *out);

#endif
