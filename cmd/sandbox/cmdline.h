/* SPDX-License-Identifier: BSD-2-Clause */
/* Reads the command line of ec2-sandbox. */
#ifndef CMDLINE_H
#define CMDLINE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

enum { CMDLINE_METADATA_MAX = 16 };

/* The argument of -m, INSTANCE=ADDRESS:PORT. */
struct cmdline_metadata {
	char instance[32];
	const char *address;
};

/* The options' values.  The pointers point into the arguments, or are NULL if
 * the option is missing; `listen` then has a default. */
struct cmdline {
	const char *listen, *database, *seed, *cert, *key, *faults;
	struct cmdline_metadata metadata[CMDLINE_METADATA_MAX];
	size_t metadata_count;
	const char *log, *advertise, *reset_token, *is_ready;
	long ready_fd;			/* -1 without --ready-fd */
	bool anywhere, needs_token, dump, help, version;
	bool identity_certificate, instant;
	char **command;			/* COMMAND and its arguments, or NULL */
};

int cmdline_parse(struct cmdline *out, int argc, char **argv, struct err *err);

void cmdline_help(struct buf *out);

#endif
