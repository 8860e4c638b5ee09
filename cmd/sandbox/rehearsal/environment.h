/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The environment of a rehearsal.
 *
 * A rehearsal can never reach a real account: we set or unset every variable
 * that names an account, an endpoint or a proxy to an AWS client.  Clients that
 * read files get files of ours, in a directory that only its owner can enter.
 */
#ifndef ENVIRONMENT_H
#define ENVIRONMENT_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/params.h"
#include "state/state.h"

/* Starts as `= {0}`. */
struct environment {
	struct params set;	/* variables that the sandbox sets */
	struct buf directory;
	struct buf credentials, config;	/* paths of the files */
	struct buf certificates, boto, audits;
	char **vector;		/* see environment_vector */
	struct buf text;	/* the strings of `vector` */
};

/* The sandbox's URLs, and the file with its certificate.  All but the first may
 * be NULL. */
struct environment_config {
	const char *url, *cert, *metadata_url;
	const char *advertised;		/* HOST:PORT for other machines; then no
					 * variable names a file of ours */
	const char *reset_token;	/* token of /reset, or NULL */
};

/* Writes the files, and sets the variables.  Call environment_release also
 * after a failure. */
int environment_make(struct environment *e, struct state *state,
		     const struct environment_config *config,
		     struct err *err);

/* Removes the files and frees. */
void environment_release(struct environment *e);

/* Appends `unset NAME` and `export NAME=VALUE` lines for a shell.  EC2_SANDBOX
 * comes last, so that a reader knows that it has read all of them. */
int environment_print(const struct environment *e, struct buf *out,
		      struct err *err);

/* Makes an environment for exec: this process's variables without those that
 * COMMAND must not get, and with ours.  It belongs to E. */
int environment_vector(struct environment *e, char ***out, struct err *err);

#endif
