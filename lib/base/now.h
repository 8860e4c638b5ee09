/* SPDX-License-Identifier: BSD-2-Clause */
/* The clock that measures every wait.  The clock never runs backwards, and an
 * administrator cannot set it. */
#ifndef NOW_H
#define NOW_H

/* Returns the milliseconds since an arbitrary fixed moment in the past. */
long long now_ms(void);

#endif
