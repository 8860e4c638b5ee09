/* SPDX-License-Identifier: BSD-2-Clause */
/* The forms of the fields in a seed, and a list of these fields. */
#ifndef SEED_KINDS_H
#define SEED_KINDS_H

#include <stdbool.h>

#include "base/buf.h"

/* Returns whether VALUE has the form FORM.  A form is "#12" for 12 digits,
 * "ami-" for an id with this prefix, "a|b" for one of these words, or one of
 * the words base64, entity, key, name, number, secret, time and word. */
bool seed_kinds_form(const char *form, const char *value);

/* Appends the end of an error message about a value without the form FORM. */
void seed_kinds_words(struct buf *out, const char *form);

/* Appends all kinds and their fields, optional fields in brackets, for -h. */
void seed_kinds_help(struct buf *out);

#endif
