/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Finds out from options such as --output and --columns how a command prints
 * its rows.  Refuses output that the command does not allow.
 */
#ifndef FORM_H
#define FORM_H

#include <stdbool.h>

#include "base/err.h"
#include "cli/opt.h"
#include "command/choice.h"
#include "output/out.h"
#include "reply/row.h"

/* The rows and settings of a command.  The caller owns everything that the
 * pointers refer to. */
struct form_plan {
	const struct settings *settings;
	const struct opt_args *args;
	const struct row *rows;
	bool document;		/* the command's only row is a document */
	const char *sent_once;	/* a column that the command must print
				 * completely, because EC2 sends it only once;
				 * or NULL */
};

/* Sets OUT's format and fills in CHOICE.  OUT then points to CHOICE.  The
 * caller must have set CHOICE's labels.  Fails if the command does not allow
 * the output, or lacks a type of rows or a column that the user chose. */
int form_find(struct out *out, struct choice *choice,
	      const struct form_plan *plan, struct err *err);

#endif
