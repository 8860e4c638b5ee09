/* SPDX-License-Identifier: BSD-2-Clause */
/* The fields of a state in text: their forms, and their list. */
#ifndef SEED_KINDS_H
#define SEED_KINDS_H

#include <stdbool.h>

#include "base/buf.h"

/* Whether VALUE has the form: "#12" digits, "ami-" an id, "a|b" one of those,
 * or one of the words time, number, name, key, secret. */
bool seed_kinds_form(const char *form, const char *value);

/* The words of an error about a value without that form: "is not ...". */
const char *seed_kinds_words(const char *form);

/* Appends a list of all kinds and their fields, for -h. */
void seed_kinds_help(struct buf *out);

#endif
