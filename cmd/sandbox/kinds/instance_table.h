/* SPDX-License-Identifier: BSD-2-Clause */
/* The tables that store instances and their reservations. */
#ifndef INSTANCE_TABLE_H
#define INSTANCE_TABLE_H

#include "kinds/kind.h"

extern const struct column instance_table_columns[];
extern const char instance_table_extra[];

#endif
