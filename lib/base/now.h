/* SPDX-License-Identifier: BSD-2-Clause */
/* Reads a monotonic clock for timeouts and delays.  The clock never runs
 * backwards, and an administrator cannot set the clock. */
#ifndef NOW_H
#define NOW_H

/* Returns the milliseconds since an arbitrary fixed moment in the past. */
long long now_ms(void);

#endif
