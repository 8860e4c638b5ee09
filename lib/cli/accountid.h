/* SPDX-License-Identifier: BSD-2-Clause */
/* Account numbers, and what is wrong with those that people mistype. */
#ifndef ACCOUNTID_H
#define ACCOUNTID_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

/* Bytes of an account number: 12 digits and a NUL. */
enum { ACCOUNTID_SIZE = 13 };

/* Copies the digits of an account number, as in 111122223333 or
 * 1111-2222-3333; false if VALUE is none. */
bool accountid_read(const char *value, char out[ACCOUNTID_SIZE]);

/* Whether VALUE is an account number, with blanks in place of the hyphens
 * perhaps. */
bool accountid_is(const char *value);

/* Whether VALUE may name an account: it is an account number, or a name or hex
 * number as clouds other than Amazon's have, and no account number that is
 * mistyped. */
bool accountid_may_be(const char *value);

/* Whether both name the same account.  An account number may have hyphens and
 * blanks. */
bool accountid_same(const char *a, const char *b);

/* Appends to OUT what is wrong with VALUE as an account number, and what was
 * probably meant; false if there is nothing to say. */
bool accountid_explain(const char *value, struct buf *out);

/* The same as the hint of ERR.  Returns -1. */
int accountid_hint(const char *value, struct err *err);

#endif
