/* SPDX-License-Identifier: BSD-2-Clause */
/* Longer notations that hold an id, an account number or a product code. */
#ifndef NOTATION_H
#define NOTATION_H

#include "base/pasted.h"

/* What TEXT is: "an ARN", "a web address"; or NULL. */
const char *notation_of(const char *text);

/* As pasted_around; but if PART is only a part of such a notation, adds just
 * what the notation is. */
void notation_around(struct pasted *p, struct pasted_part part,
		     const char *noun);

#endif
