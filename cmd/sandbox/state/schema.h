/* SPDX-License-Identifier: BSD-2-Clause */
/* The tables of the state, and the numbers that identify its files. */
#ifndef SCHEMA_H
#define SCHEMA_H

#include "base/buf.h"

/* "EC2S" in ASCII, which marks a database file as one of ec2-sandbox. */
#define SCHEMA_APPLICATION 1162031699

/* The version of the tables.  Increase SCHEMA_VERSION if a table changes. */
#define SCHEMA_VERSION 5

/* Statements that make the table `given`, which only this process sees.  The
 * table holds the list parameters of a request, so that the rules and
 * statements of an action can read them in SQL.  Each row is a parameter: its
 * pattern, the first two numbers in its name, and the value, which may be "".
 * The view given_tag has a row for each tag, given_device for each device. */
extern const char schema_given[];

/* Appends the statements that make the tables and mark the database file. */
void schema_write(struct buf *out);

#endif
