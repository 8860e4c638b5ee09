/* SPDX-License-Identifier: BSD-2-Clause */
/* The tables of the state, and the marks that identify its files. */
#ifndef SCHEMA_H
#define SCHEMA_H

#include "base/buf.h"

/* "EC2S" in ASCII, in the header of every file that we made. */
#define SCHEMA_APPLICATION 1162031699

/* Changes with every change of the tables. */
#define SCHEMA_VERSION 4

/* Appends all statements that make the tables, with the marks. */
void schema_write(struct buf *out);

#endif
