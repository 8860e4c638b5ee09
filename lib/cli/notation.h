/* SPDX-License-Identifier: BSD-2-Clause */
/* Longer notations that hold an id, an account number or a product code. */
#ifndef NOTATION_H
#define NOTATION_H

#include "base/pasted.h"

/* What TEXT is: "an ARN", "a web address"; or NULL. */
const char *notation_of(const char *text);

/* As pasted_around; but of text in such a notation, adds only its name. */
void notation_around(struct pasted *p, struct pasted_part part,
		     const char *noun);

#endif
