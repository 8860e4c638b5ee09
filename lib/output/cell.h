/* SPDX-License-Identifier: BSD-2-Clause */
/* One value of a row, as it came. */
#ifndef CELL_H
#define CELL_H

#include <stdbool.h>
#include <stddef.h>

struct cell {
	const char *text;	/* NULL, or len 0: the column is empty */
	size_t len;
	bool extra;		/* not in text, only in JSON and tables */
};

#endif
