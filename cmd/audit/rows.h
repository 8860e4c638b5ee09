/* SPDX-License-Identifier: BSD-2-Clause */
/* Prints the rows of an audit. */
#ifndef ROWS_H
#define ROWS_H

#include "audit.h"

/* Prints the findings of this run.  If there is no row to print, prints no
 * headings either. */
int rows_print(struct audit *a, struct err *err);

/* Prints the changes of earlier runs. */
int rows_history(struct audit *a, struct err *err);

#endif
