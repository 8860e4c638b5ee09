/* SPDX-License-Identifier: BSD-2-Clause */
/* What is wrong with a product code, by its form. */
#ifndef CODEFORM_H
#define CODEFORM_H

#include <stdbool.h>

#include "base/buf.h"

/* Whether VALUE is a product code of Amazon's, in upper or lower case. */
bool codeform_is(const char *value);

/* Appends to OUT what is wrong with VALUE as a product code of DevPay (8 hex
 * digits in upper case) or of AWS Marketplace (25 letters and digits in lower
 * case), and what was probably meant.  Returns false if it has a good form.
 * Other clouds have codes of other lengths and letters, which are wrong only if
 * STRICT. */
bool codeform_explain(const char *value, bool strict, struct buf *out);

#endif
