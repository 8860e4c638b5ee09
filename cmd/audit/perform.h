/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Runs an audit, in these steps: checks the command line; opens the database
 * and takes the audit's lock; compares the list with the list of the last run;
 * asks the targets; writes the rows, the page and the metrics; saves the run.
 * With --check, an audit uses no database, and writes one line for a monitor.
 */
#ifndef PERFORM_H
#define PERFORM_H

#include "audit.h"

/* Runs the program.  Returns the exit status. */
int perform_audit(int argc, char **argv, const struct audit_program *program);

#endif
