/* SPDX-License-Identifier: BSD-2-Clause */
/* Explains what is wrong with a malformed product code. */
#ifndef CODEFORM_H
#define CODEFORM_H

#include <stdbool.h>

#include "base/buf.h"

/* Returns whether VALUE has the form of one of Amazon's product codes, in upper
 * or lower case. */
bool codeform_is(const char *value);

/* Appends to OUT what is wrong with VALUE as a product code, and the code that
 * the user probably meant, if we find one.  A code of DevPay has 8 hex digits
 * in upper case.  A code of AWS Marketplace has 25 letters and digits in lower
 * case.  Returns false if VALUE has one of these forms.  Another cloud may have
 * codes of other forms.  If STRICT is false, also returns false if VALUE may be
 * such a code. */
bool codeform_explain(const char *value, bool strict, struct buf *out);

#endif
