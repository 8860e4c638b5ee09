/* SPDX-License-Identifier: BSD-2-Clause */
/* The fields of a state as text: their forms, and a list of them. */
#ifndef SEED_KINDS_H
#define SEED_KINDS_H

#include <stdbool.h>

#include "base/buf.h"

/* Returns whether VALUE has the form FORM.  A form is "#12" for 12 digits,
 * "ami-" for an id, "a|b" for one of these words, or one of the words base64,
 * entity, key, name, number, secret, time and word. */
bool seed_kinds_form(const char *form, const char *value);

/* Returns the end of a message about a value without that form. */
const char *seed_kinds_words(const char *form);

/* Appends a list of all kinds and their fields, for -h.  Optional fields are in
 * brackets. */
void seed_kinds_help(struct buf *out);

#endif
