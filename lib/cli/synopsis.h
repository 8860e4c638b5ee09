/* SPDX-License-Identifier: BSD-2-Clause */
/* Derives the synopsis of a command from its option table. */
#ifndef SYNOPSIS_H
#define SYNOPSIS_H

#include "base/buf.h"
#include "cli/opt.h"

/* Appends the synopsis without the command's name: the operand, then the
 * options that the command needs, then its other options.  If there are more
 * than nine groups of other options, "[option]..." replaces them.  A tab means
 * a space at which a line must not break. */
void synopsis_text(struct buf *out, const struct opt_spec *spec);

#endif
