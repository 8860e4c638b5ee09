/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Says why a value is wrong that a user pasted from an email, a spreadsheet or
 * a ticket, or wrote down during a telephone call.  Such a value may have
 * quotes, brackets or words around it, unusual dashes and spaces in it, or the
 * letter O in place of a zero.
 *
 * The result serves only to explain an error and to suggest the value that the
 * user probably meant.
 */
#ifndef PASTED_H
#define PASTED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "base/buf.h"

/* Initialize this struct with `= { 0 }`. */
struct pasted {
	struct buf text;	/* the value in ASCII.  White space becomes
				 * spaces.  A character outside ASCII becomes a
				 * similar ASCII character, or PASTED_OTHER if
				 * no ASCII character is similar.  Invisible
				 * characters are removed. */
	struct buf why;		/* reasons why the value is wrong, joined by
				 * " and ", or empty */
};

#define PASTED_OTHER	'\x1a'

/* The range of `text` in struct pasted from offset `from` up to, but not
 * including, offset `to`. */
struct pasted_part {
	size_t from, to;
};

/* pasted_read converts VALUE and appends the result to `text`.  It adds a
 * reason for the first unusual character.  Unusual characters are invisible
 * characters, dashes other than `-`, and all other characters outside ASCII
 * that do not resemble white space or punctuation.  pasted_release frees the
 * memory. */
void pasted_read(struct pasted *p, const char *value);
void pasted_release(struct pasted *p);

/* Returns the range from the first to the last letter, digit or PASTED_OTHER of
 * `text`: the text without the punctuation and spaces at both ends. */
struct pasted_part pasted_core(const struct pasted *p);

/* Appends the letters, digits and PASTED_OTHER characters of PART to OUT and
 * skips all other characters. */
void pasted_squeeze(const struct pasted *p, struct pasted_part part,
		    struct buf *out);

/* Adds a formatted reason to `why`, for example "ends with '.'". */
void pasted_because(struct pasted *p, const char *format, ...)
	ATTR_PRINTF(2, 3);

/* If the text has other characters before or after PART, adds a reason that
 * quotes or describes them.  NOUN is the word for PART in the message, for
 * example "id". */
void pasted_around(struct pasted *p, struct pasted_part part, const char *noun);

/* Returns the digit (0 to 9, a to f) that C is or resembles, for example 0 for
 * the letter O.  Returns '\0' if C does not resemble a digit. */
char pasted_digit(char c);

/* Adds a reason that names the first character of PART that is not in DIGITS,
 * but is a | or a word character (see pasted_is_word).  Returns false if PART
 * has no such character. */
bool pasted_misread(struct pasted *p, struct pasted_part part,
		    const char *digits);

/* Returns whether C is an ASCII letter, a digit or PASTED_OTHER. */
bool pasted_is_word(char c);

/* Appends "'VALUE' REASONS; did you mean MEANT?" to OUT, or only "'VALUE'
 * REASONS" if MEANT is NULL.  Truncates a long VALUE.  If there is no reason,
 * appends nothing and returns false. */
bool pasted_tell(const struct pasted *p, const char *value, const char *meant,
		 struct buf *out);

#endif
