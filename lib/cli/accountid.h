/* SPDX-License-Identifier: BSD-2-Clause */
/* Parses account numbers and explains mistakes in account numbers. */
#ifndef ACCOUNTID_H
#define ACCOUNTID_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

/* The number of digits of an account number, and the size of its string with
 * the NUL. */
enum { ACCOUNTID_DIGITS = 12, ACCOUNTID_SIZE = ACCOUNTID_DIGITS + 1 };

/* If VALUE is an account number of the form 111122223333 or 1111-2222-3333,
 * copies its digits to OUT and returns true.  Returns false for any other text;
 * the content of OUT is then undefined. */
bool accountid_read(const char *value, char out[ACCOUNTID_SIZE]);

/* Returns whether VALUE is an account number.  An account number has 12 digits
 * and any number of hyphens and spaces, but no space at the start or end. */
bool accountid_is(const char *value);

/* Returns whether VALUE may be an account: an account number, or a name or
 * hexadecimal number that another cloud may use.  Returns false for a mistyped
 * account number. */
bool accountid_may_be(const char *value);

/* Returns whether A and B are the same account.  Ignores hyphens and spaces in
 * account numbers. */
bool accountid_same(const char *a, const char *b);

/* Appends to OUT why VALUE is not a valid account number, and the account
 * number that the user probably meant, if VALUE contains one.  Returns false
 * and appends nothing if the mistake is unknown. */
bool accountid_explain(const char *value, struct buf *out);

/* If accountid_explain knows the mistake, sets the hint of ERR to its
 * explanation.  Returns -1. */
int accountid_hint(const char *value, struct err *err);

#endif
