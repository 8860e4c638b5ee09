/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A value as people paste it out of a mail, a spreadsheet or a ticket, or as
 * they understood it on the telephone: with quotes, brackets or words around
 * it, with dashes and blanks of other kinds, with the letter O for a zero.
 *
 * We read such a value to explain a refusal and to suggest what was probably
 * meant.  We always send the value as it was typed.
 */
#ifndef PASTED_H
#define PASTED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "base/buf.h"

/* Start as `= {0}`. */
struct pasted {
	struct buf text;	/* the value in ASCII: a dash of any kind is -,
				 * white space a blank, a quotation mark " or ',
				 * and an unknown character PASTED_OTHER;
				 * invisible characters are left out */
	struct buf why;		/* what is wrong with the value, so far */
};

#define PASTED_OTHER	'\x1a'

/* A part of the text. */
struct pasted_part {
	size_t from, to;
};

/* Reads VALUE, and says which of its characters is not what it looks like. */
void pasted_read(struct pasted *p, const char *value);
void pasted_release(struct pasted *p);

/* The text without the blanks, quotes, brackets and punctuation at its ends. */
struct pasted_part pasted_core(const struct pasted *p);

/* Appends only the letters and digits of PART to OUT. */
void pasted_squeeze(const struct pasted *p, struct pasted_part part,
		    struct buf *out);

/* Adds a reason, such as "ends with '.'". */
void pasted_because(struct pasted *p, const char *format, ...)
	ATTR_PRINTF(2, 3);

/* Adds what stands around PART as a reason.  NOUN says what PART is, as in
 * "id". */
void pasted_around(struct pasted *p, struct pasted_part part, const char *noun);

/* The digit, 0 to 9 or a to f, that C is or is mistaken for, as O is for 0;
 * '\0' if it is like none. */
char pasted_digit(char c);

/* If PART has a letter or a | that is not one of DIGITS, adds that as a reason
 * and returns true. */
bool pasted_misread(struct pasted *p, struct pasted_part part,
		    const char *digits);

/* Whether C is an ASCII letter or digit, or PASTED_OTHER. */
bool pasted_is_word(char c);

/* Appends "'VALUE' REASONS; did you mean MEANT?" to OUT; without the question
 * if MEANT is NULL.  Returns false, and appends nothing, without a reason. */
bool pasted_tell(const struct pasted *p, const char *value, const char *meant,
		 struct buf *out);

#endif
