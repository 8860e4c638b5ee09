/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A state as text, as -s reads it and --dump writes it.
 *
 * One thing a line: its kind, then its fields as NAME=VALUE, separated by
 * tabs, in any order; empty lines and lines that begin with # say nothing.
 * In a value \t, \n, \r stand for what they do in C, and a backslash before
 * anything else for that character.  Elements of a list are separated by
 * commas; some are KEY=VALUE themselves.  A field that is left out has its
 * default.  The tables in seed_kinds.c say which fields there are.
 */
#ifndef SEED_H
#define SEED_H

#include "base/buf.h"
#include "base/err.h"
#include "state.h"

/* The state that a rehearsal begins with. */
extern const char seed_text[];

/* Adds what TEXT says, within the caller's transaction.  An error names the
 * line and the field, behind NAME. */
int seed_load(struct state *s, const char *text, const char *name,
	      struct err *err);

/* Reads a file of that form. */
int seed_read(struct buf *out, const char *file, struct err *err);

/* Appends the state; loading it makes the same one. */
int seed_dump(struct state *s, struct buf *out, struct err *err);

/* Appends an explanation of the form, for -h. */
void seed_help(struct buf *out);

#endif
