/* SPDX-License-Identifier: BSD-2-Clause */
/* Reuses freed blocks of memory. */
#ifndef STATIC_HEAP_H
#define STATIC_HEAP_H

/* From now on, keeps and reuses up to about 1 MiB of the memory that this
 * thread frees.  Only one thread of a process may call this function. */
void heap_keep(void);

#endif
