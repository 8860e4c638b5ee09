/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The run of an audit, in this order: check the command line; open the database
 * and take the audit's lock; compare the list with that of the last run; ask
 * the targets; write rows, page and metrics; and last, save the run.
 */
#ifndef PERFORM_H
#define PERFORM_H

#include "audit.h"

/* Runs the program; returns the exit status. */
int perform_audit(int argc, char **argv, const struct audit_program *program);

#endif
