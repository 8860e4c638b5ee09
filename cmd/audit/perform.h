/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Runs an audit, in these steps: checks the command line; opens the database
 * and takes the audit's lock; compares the list, if any, with the last run's;
 * asks the targets; writes the rows and the page; saves the run; writes the
 * metrics.  With --check, an audit uses no database, and writes one line for a
 * monitor.
 */
#ifndef PERFORM_H
#define PERFORM_H

#include "audit.h"

/* Runs the program, and returns the exit status for main. */
int perform_audit(int argc, char **argv, const struct audit_program *program);

#endif
