/* SPDX-License-Identifier: BSD-2-Clause */
/* Blocks of memory that are used again. */
#ifndef STATIC_HEAP_H
#define STATIC_HEAP_H

/* From now on the memory that this thread frees is kept for it, 1 MiB at most.
 * One thread of a process may call it. */
void heap_keep(void);

#endif
