/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The environment of a rehearsal.
 *
 * The environment keeps AWS clients away from real accounts.  We set or unset
 * the variables that give a client an account, an endpoint or a proxy.  Some of
 * them name our files, in a directory that only its owner can enter.
 */
#ifndef ENVIRONMENT_H
#define ENVIRONMENT_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/params.h"
#include "state/state.h"

/* Initialize this struct with `= { 0 }`. */
struct environment {
	struct params set;	/* variables that the sandbox sets */
	struct buf directory;
	/* The paths of the files in `directory`. */
	struct buf credentials, config, certificates, boto, audits;
	char **vector;		/* the result of environment_vector */
	struct buf text;	/* the strings of `vector` */
};

/* The sandbox's URLs and its certificate's file.  Only `url` must be set. */
struct environment_config {
	const char *url, *cert, *metadata_url;
	const char *advertised;		/* HOST:PORT for other machines, which
					 * cannot read our files; or NULL */
	const char *reset_token;	/* token of /reset, or NULL */
};

/* Fills E->set and, unless `advertised` is set, writes the files.  The caller
 * must call environment_release, even after a failure. */
int environment_make(struct environment *e, struct state *state,
		     const struct environment_config *config, struct err *err);

/* Removes the files and frees the struct's memory. */
void environment_release(struct environment *e);

/* Appends `unset NAME` and `export NAME=VALUE` lines for a shell.  EC2_SANDBOX
 * comes last, so that a reader can tell that it has read all lines. */
int environment_print(const struct environment *e, struct buf *out,
		      struct err *err);

/* Sets *OUT to an environment for exec, with this process's variables and
 * E->set.  E owns *OUT.  Leaves out variables that environment_print unsets. */
int environment_vector(struct environment *e, char ***out, struct err *err);

#endif
