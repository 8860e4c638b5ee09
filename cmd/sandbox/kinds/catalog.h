/* SPDX-License-Identifier: BSD-2-Clause */
/* The kinds of resources that a seed may have, and functions that find them. */
#ifndef CATALOG_H
#define CATALOG_H

#include <stdbool.h>

#include "base/buf.h"
#include "kinds/kind.h"

/* A kind has at most this many columns. */
enum { KIND_COLUMNS = 48 };

/* catalog_column returns the name of a column in SQLite.  catalog_columns
 * appends the names of all columns of KIND's table, separated by commas. */
const char *catalog_column(const struct column *column);
void catalog_columns(struct buf *out, const struct kind *kind);

/* Returns whether resources of KIND have the field FIELD. */
bool catalog_has(const struct kind *kind, const char *field);

/* The kinds that a seed may have, up to a NULL.  A kind comes after the kinds
 * that it refers to. */
extern const struct kind *const catalog_all[];

/* catalog_named returns the kind that a seed calls NAME.  catalog_of_id returns
 * the kind of the resource ID, if that kind can have tags.  Both return NULL if
 * there is no such kind. */
const struct kind *catalog_named(const char *name);
const struct kind *catalog_of_id(const char *id);

#endif
