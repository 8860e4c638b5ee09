/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A state as text, as -s reads it and --dump writes it.
 *
 * A line has a resource's kind, and then its fields NAME=VALUE in any order.
 * Tabs separate them.  Empty lines and lines that begin with # are ignored.  In
 * a value, \t, \n and \r have the same meaning as in C, and a backslash before
 * any other character means that character.  Commas separate the elements of a
 * list.  enum kind_parts has the forms of an element.  An optional field that
 * is left out has its default.  The files in kinds/ list the fields.
 */
#ifndef SEED_H
#define SEED_H

#include "base/err.h"
#include "state/state.h"

/* The maximum size of a text in bytes. */
enum { SEED_MAX = 256 * 1024 * 1024 };

/* Opens the database FILE, or a database in memory if FILE is NULL.  If the
 * database is empty, makes the tables and loads the state in the file SEED, or
 * the first state (first_state.h) if SEED is NULL.  SEED must be NULL for a
 * database that has a state.  A message about an error in SEED names the line
 * and, if known, the field.  The caller frees the state with state_free. */
int seed_open(struct state **out, const char *file, const char *seed,
	      struct err *err);

#endif
