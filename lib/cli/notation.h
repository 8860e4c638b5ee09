/* SPDX-License-Identifier: BSD-2-Clause */
/* Longer notations that hold an id, an account number or a product code. */
#ifndef NOTATION_H
#define NOTATION_H

#include "base/pasted.h"

/* What TEXT is: "an ARN" or "a web address"; NULL if it is neither. */
const char *notation_of(const char *text);

/* The same as pasted_around, unless PART is a part of an ARN or a web address:
 * then it only adds which of the two the text is. */
void notation_around(struct pasted *p, struct pasted_part part,
		     const char *noun);

#endif
