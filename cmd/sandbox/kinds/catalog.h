/* SPDX-License-Identifier: BSD-2-Clause */
/* All kinds of things. */
#ifndef CATALOG_H
#define CATALOG_H

#include <stdbool.h>

#include "base/buf.h"
#include "kinds/kind.h"

/* Most columns of a kind. */
enum { KIND_COLUMNS = 48 };

/* The name of a column in SQLite; the names of all columns of a row, separated
 * by commas. */
const char *catalog_column(const struct column *column);
void catalog_columns(struct buf *out, const struct kind *kind);

/* Whether things of KIND have FIELD. */
bool catalog_has(const struct kind *kind, const char *field);

/* All kinds, in the order in which they refer to each other, up to a NULL. */
extern const struct kind *const catalog_all[];

/* The kind with that name in a seed, or an id of its form; NULL if there is
 * none. */
const struct kind *catalog_named(const char *name);
const struct kind *catalog_of_id(const char *id);

#endif
