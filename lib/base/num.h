/* SPDX-License-Identifier: BSD-2-Clause */
/* Parses integers. */
#ifndef NUM_H
#define NUM_H

#include "base/err.h"

/* Parses TEXT, which must consist of an optional sign and decimal digits.
 * Fails if the number is not from MIN to MAX. */
int num_parse(const char *text, long min, long max, long *out, struct err *err);

#endif
