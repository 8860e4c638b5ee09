/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The run of an audit, in this order: the command line is checked; the database
 * is opened and the audit's lock taken; the list is compared with what is
 * remembered; targets are asked; rows, page and metrics are written; and last,
 * once all has been told, the run is remembered.
 */
#ifndef PERFORM_H
#define PERFORM_H

#include "audit.h"

/* Runs the program; returns the exit status. */
int perform_audit(int argc, char **argv, const struct audit_program *program);

#endif
