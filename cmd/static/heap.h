/* SPDX-License-Identifier: BSD-2-Clause */
/* Blocks of memory that are used again. */
#ifndef STATIC_HEAP_H
#define STATIC_HEAP_H

/* From now on, up to 1 MiB of the memory that this thread frees is kept for it.
 * One thread of a process may call it. */
void heap_keep(void);

#endif
