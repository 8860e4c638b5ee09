/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Decides by --output, --rows and --columns how a command prints its rows, and
 * refuses a form that the command does not allow.
 */
#ifndef FORM_H
#define FORM_H

#include <stdbool.h>

#include "base/err.h"
#include "cli/opt.h"
#include "command/choice.h"
#include "output/out.h"
#include "reply/row.h"

/* What a command prints.  Borrowed. */
struct form_plan {
	const struct settings *settings;
	const struct opt_args *args;
	const struct row *rows;
	bool document;		/* the command's one row is a document: see
				 * struct out */
	const char *keeps;	/* a column that EC2 sends only once: it must be
				 * printed whole; or NULL */
};

/* Sets OUT's format, and fills CHOICE, to which OUT then points.  The caller
 * has set CHOICE's labels.  A form that the command does not allow is a usage
 * error. */
int form_find(struct out *out, struct choice *choice,
	      const struct form_plan *plan, struct err *err);

#endif
