/* SPDX-License-Identifier: BSD-2-Clause */
/* Reads a clock for timeouts and delays.  The clock never runs backwards, even
 * if someone sets the time of the system. */
#ifndef NOW_H
#define NOW_H

/* Returns the milliseconds since a moment in the past that stays the same while
 * the program runs. */
long long now_ms(void);

#endif
