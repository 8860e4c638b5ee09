/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A state as text, as -s reads it and --dump writes it.
 *
 * One thing a line: its kind, then its fields as NAME=VALUE, separated by tabs,
 * in any order.  Empty lines and lines that begin with # are ignored.  In a
 * value \t, \n and \r mean what they do in C, and a backslash before any other
 * character means that character.  Elements of a list are separated by commas;
 * some are KEY=VALUE themselves.  A field that is left out has its default.
 * The tables in seed_kinds.c say which fields there are.
 */
#ifndef SEED_H
#define SEED_H

#include "base/err.h"
#include "state/state.h"

/* Most bytes of a text. */
enum { SEED_MAX = 256 * 1024 * 1024 };

/* Opens the database FILE, or one in memory if FILE is NULL.  If it is empty,
 * makes the tables and loads the state in the file SEED, or the first state
 * (first_state.h) if SEED is NULL.  SEED must be NULL for a database that has
 * a state.  An error in SEED starts with the line's number and the field.  The
 * caller frees with state_free. */
int seed_open(struct state **out, const char *file, const char *seed,
	      struct err *err);

#endif
