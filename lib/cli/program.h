/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What every program of the suite does with its standard descriptors: that
 * they are open, that what it says is harmless, that a full disk shows and
 * that a closed pipe ends it as the signal would have.
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
	STATUS_FAILED = 1,	/* something went wrong on the way */
	STATUS_USAGE = 2,	/* the command line is wrong, nothing sent */
	STATUS_NO = 3,		/* all was answered, and some answer is no */
	STATUS_SIGNAL = 128,	/* plus the number of the signal */
};

/* First thing in main: sees to it that 0, 1 and 2 are open and that a closed
 * pipe, or a file at its limit, is an error of write; and that no core file,
 * which would hold secrets, is left. */
void program_begin(void);

/* From here on SIGINT and SIGTERM set *program_stop() to their number, so
 * that finished rows can be printed; a second one ends the program at
 * once. */
void program_catch_signals(void);
const volatile sig_atomic_t *program_stop(void);

/* One line on standard error, escaped by escape_text.  PREFIX, and ": ", go
 * before the text unless it is NULL. */
void program_say(const char *prefix, const char *text);

/* Text as it is, on standard error. */
void program_draw(const char *text, size_t len);

/* Whether someone sees what is drawn, and sees nothing else: standard error
 * is a terminal, standard output is not. */
bool program_is_watched(void);

/* How many columns the terminal at standard error has now; OTHERWISE when it
 * does not say. */
size_t program_columns(size_t otherwise);

/* How many columns the terminal at standard output has; 0 when that is no
 * terminal, or does not say. */
size_t program_width(void);

/* The same of something long or foreign: "debug: WHAT: TEXT". */
void program_trace(const char *what, const char *text, size_t len);

/* An error of ours, its hint, and, when the command line was wrong, a line
 * that points to option HELP of program NAME.  Returns the exit status that
 * goes with it: STATUS_FAILED, or STATUS_USAGE for ERR_USAGE. */
int program_complain(const char *name, const char *help,
		     const struct err *err);

/* Writes what is pending and closes the descriptor: the last place where a
 * full disk can show. */
int program_close(struct out *o, struct err *err);

/* Ends the program with STATUS, without the libraries' own tidying up at
 * exit, which takes a twentieth of a short run.  Nothing of ours may be left
 * to write.  Returns STATUS under a sanitizer, which looks for leaks then. */
int program_end(int status);

/* Ends the program by SIGPIPE, after the reader of standard output closed
 * it. */
void program_die_of_pipe(void);

#endif
