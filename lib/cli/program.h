/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What every program of the suite does with its standard descriptors.  It makes
 * sure that they are open, escapes messages, reports a full disk as an error,
 * and ends as by SIGPIPE if the reader of its output has closed the pipe.
 */
#ifndef PROGRAM_H
#define PROGRAM_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "output/out.h"

/* Exit statuses of every program of the suite. */
enum program_status {
	STATUS_OK = 0,
	STATUS_FAILED = 1,	/* a request or something else failed */
	STATUS_USAGE = 2,	/* wrong command line; nothing was sent */
	STATUS_NO = 3,		/* all requests were answered, and some answer
				 * was no */
	STATUS_SIGNAL = 128,	/* 128 plus the number of a signal */
};

/* Call this first in main.  It makes sure that descriptors 0, 1 and 2 are open,
 * that write fails on a closed pipe and at a file size limit, and that no core
 * file is left, since it would hold secrets. */
void program_begin(void);

/* From here on SIGINT and SIGTERM set *program_stop() to their number, so
 * that finished rows can be printed; a second one ends the program at
 * once. */
void program_catch_signals(void);
const volatile sig_atomic_t *program_stop(void);

/* Prints one line on standard error, escaped by escape_text.  PREFIX and ": "
 * come before the text unless PREFIX is NULL. */
void program_say(const char *prefix, const char *text);

/* Writes text to standard error, not escaped. */
void program_draw(const char *text, size_t len);

/* Whether progress can be drawn: standard error is a terminal and standard
 * output is not. */
bool program_is_watched(void);

/* The columns of the terminal at standard error; OTHERWISE if they are
 * unknown. */
size_t program_columns(size_t otherwise);

/* The columns of the terminal at standard output; 0 if it is not a terminal, or
 * if they are unknown. */
size_t program_width(void);

/* Writes "debug: WHAT: TEXT", escaped, where TEXT may be long. */
void program_trace(const char *what, const char *text, size_t len);

/* Prints an error and its hint; after a usage error also a line that names the
 * option HELP of program NAME.  Returns the exit status: STATUS_USAGE for
 * ERR_USAGE, else STATUS_FAILED. */
int program_complain(const char *name, const char *help,
		     const struct err *err);

/* Writes what is pending, and closes the descriptor: a full disk may be
 * reported only then. */
int program_close(struct out *o, struct err *err);

/* Ends the program with STATUS, without the libraries' exit handlers, which
 * take a twentieth of a short run.  All output must have been written.  Under a
 * sanitizer, which looks for leaks at exit, returns STATUS instead. */
int program_end(int status);

/* Ends the program by SIGPIPE, after the reader of standard output closed
 * it. */
void program_die_of_pipe(void);

#endif
