/* SPDX-License-Identifier: BSD-2-Clause */
/* Recognizes ARNs and web addresses. */
#ifndef NOTATION_H
#define NOTATION_H

#include "base/pasted.h"

/* Returns "an ARN", "a web address", or NULL if TEXT is neither of them. */
const char *notation_of(const char *text);

/* If PART is inside an ARN or a web address, adds the reason "is an ARN" or "is
 * a web address".  For any other PART, does the same as pasted_around. */
void notation_around(struct pasted *p, struct pasted_part part,
		     const char *noun);

#endif
