/* SPDX-License-Identifier: BSD-2-Clause */
/* The tables of the state, and the marks that identify its files. */
#ifndef SCHEMA_H
#define SCHEMA_H

#include "base/buf.h"

/* "EC2S" in ASCII, in the header of every file that we made. */
#define SCHEMA_APPLICATION 1162031699

/* Changes with every change of the tables. */
#define SCHEMA_VERSION 5

/* Statements that make the table `given`, of this process alone: the lists of a
 * request, so that the rules and statements of an action read them in SQL.  A
 * row is a parameter: its pattern, the numbers in the place of the pattern's N,
 * and the value, which may be empty.  The views given_tag and given_device show
 * its structures. */
extern const char schema_given[];

/* Appends all statements that make the tables, with the marks. */
void schema_write(struct buf *out);

#endif
