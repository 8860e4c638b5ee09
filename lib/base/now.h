/* SPDX-License-Identifier: BSD-2-Clause */
/* A monotonic clock for timeouts and delays: it never runs backwards, and an
 * administrator cannot set it. */
#ifndef NOW_H
#define NOW_H

/* Returns the milliseconds since an arbitrary fixed moment in the past. */
long long now_ms(void);

#endif
