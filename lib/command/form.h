/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The form in which a command prints its rows: --output, --rows, --columns, and
 * what a command's own nature rules out.
 */
#ifndef FORM_H
#define FORM_H

#include <stdbool.h>

#include "base/err.h"
#include "cli/opt.h"
#include "command/choice.h"
#include "output/out.h"
#include "reply/row.h"

/* What is printed.  Borrowed. */
struct form_plan {
	const struct settings *settings;
	const struct opt_args *args;
	const struct row *rows;
	bool document;		/* the one row is a document: see struct out */
	const char *keeps;	/* a column that cannot be asked for again: it
				 * must be printed whole; or NULL */
};

/* Sets OUT's format and what CHOICE holds, to which OUT points from then on.
 * CHOICE's labels are set before.  A form that does not fit is a usage
 * error. */
int form_find(struct out *out, struct choice *choice,
	      const struct form_plan *plan, struct err *err);

#endif
