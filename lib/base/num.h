/* SPDX-License-Identifier: BSD-2-Clause */
/* The one integer parser. */
#ifndef NUM_H
#define NUM_H

#include "base/err.h"

/* Reads TEXT, decimal digits with an optional sign and nothing else, as a
 * number from MIN to MAX.  Fails with words that name the text and the
 * range. */
int num_parse(const char *text, long min, long max, long *out,
	      struct err *err);

#endif
