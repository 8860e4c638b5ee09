/* SPDX-License-Identifier: BSD-2-Clause */
/* The one clock for waits: it never goes back, and cannot be set. */
#ifndef NOW_H
#define NOW_H

/* Milliseconds since some moment in the past. */
long long now_ms(void);

#endif
