/* SPDX-License-Identifier: BSD-2-Clause */
/* Account numbers, and what is wrong with those that people mistype. */
#ifndef ACCOUNTID_H
#define ACCOUNTID_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

/* Digits of an account number, and its bytes with a NUL. */
enum { ACCOUNTID_DIGITS = 12, ACCOUNTID_SIZE = ACCOUNTID_DIGITS + 1 };

/* Copies the digits of VALUE to OUT if VALUE is an account number of the form
 * 111122223333 or 1111-2222-3333.  Returns false for other text. */
bool accountid_read(const char *value, char out[ACCOUNTID_SIZE]);

/* Whether VALUE is an account number.  It may have hyphens and blanks between
 * its digits. */
bool accountid_is(const char *value);

/* Whether VALUE may name an account: it is an account number, or a name or hex
 * number such as other clouds use.  A mistyped account number may not. */
bool accountid_may_be(const char *value);

/* Whether both name the same account.  An account number may have hyphens and
 * blanks. */
bool accountid_same(const char *a, const char *b);

/* Appends to OUT what is wrong with VALUE as an account number, and what was
 * probably meant; false if there is nothing to say. */
bool accountid_explain(const char *value, struct buf *out);

/* Sets the hint of ERR to what accountid_explain says of VALUE.  Returns -1. */
int accountid_hint(const char *value, struct err *err);

#endif
