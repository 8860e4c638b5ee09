/* SPDX-License-Identifier: BSD-2-Clause */
/* Parses integers. */
#ifndef NUM_H
#define NUM_H

#include "base/err.h"

/* Parses TEXT, which must consist of an optional sign and decimal digits.
 * Fails if the number is not from MIN to MAX.  The error quotes TEXT.  If TEXT
 * is a number outside the range, the error also names the range. */
int num_parse(const char *text, long min, long max, long *out, struct err *err);

#endif
