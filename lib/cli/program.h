/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Handles the standard descriptors, messages, signals and exit statuses of the
 * programs of the suite.
 */
#ifndef PROGRAM_H
#define PROGRAM_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "output/out.h"

/* The exit statuses of the programs, except of an audit with --check. */
enum program_status {
	STATUS_OK = 0,
	STATUS_FAILED = 1,	/* a request failed, or another error
				 * occurred */
	STATUS_USAGE = 2,	/* wrong command line or environment variable;
				 * EC2 got no request */
	STATUS_NO = 3,		/* all requests succeeded, but the answer to a
				 * question was "no", or an audit raised an
				 * alert */
	STATUS_SIGNAL = 128,	/* 128 + N: ended by signal number N */
};

/* main calls program_begin first.  program_begin opens descriptors 0, 1 and 2
 * if they are closed, and disables core files, which would contain secrets.
 * After program_begin, a closed pipe or a file size limit makes `write` fail
 * instead of ending the program with a signal. */
void program_begin(void);

/* program_catch_signals installs handlers for SIGHUP, SIGINT and SIGTERM.  The
 * first signal sets *program_stop() to its number, so that the program can
 * still print finished rows.  After the first signal, SIGINT or SIGTERM ends
 * the program immediately.  A signal that the parent process made us ignore
 * stays ignored. */
void program_catch_signals(void);
const volatile sig_atomic_t *program_stop(void);

/* Prints "PREFIX: TEXT" as one line on standard error, with escape_text.
 * Prints only TEXT if PREFIX is NULL. */
void program_say(const char *prefix, const char *text);

/* Writes TEXT to standard error without escaping. */
void program_draw(const char *text, size_t len);

/* Returns whether the program may draw a progress line: standard error is a
 * terminal and standard output is not. */
bool program_is_watched(void);

/* Returns the number of columns of the terminal on standard error, or FALLBACK
 * if the number is unknown. */
size_t program_columns(size_t fallback);

/* Returns the number of columns of the terminal on standard output.  Returns 0
 * if standard output is not a terminal or if the number is unknown. */
size_t program_width(void);

/* Prints "debug: WHAT: TEXT" on standard error with escaping.  TEXT has LEN
 * bytes. */
void program_trace(const char *what, const char *text, size_t len);

/* Prints an error and its hint on standard error.  After a usage error, also
 * prints "try 'NAME HELP'", where HELP is the help option.  Returns the exit
 * status: STATUS_USAGE for ERR_USAGE, else STATUS_FAILED. */
int program_complain(const char *name, const char *help, const struct err *err);

/* Writes pending output and closes the descriptor.  Some file systems report a
 * full disk only when a program closes the file. */
int program_close(struct out *o, struct err *err);

/* Ends the program with STATUS without running the libraries' exit handlers,
 * which take time.  The caller must have written all output.  In a build with a
 * sanitizer, which searches for leaks at exit, returns STATUS instead. */
int program_end(int status);

/* Ends the program with SIGPIPE.  Callers use program_die_of_pipe if the reader
 * of standard output has closed the pipe. */
void program_die_of_pipe(void);

#endif
