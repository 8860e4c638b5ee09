/* SPDX-License-Identifier: BSD-2-Clause */
/* The trend: one drawing (SVG), a bar for each of the last runs. */
#ifndef CHART_H
#define CHART_H

#include "audit.h"
#include "output/html.h"

/* Draws a bar for each of the last runs; there must be more than one.  The
 * upper row counts confirmed instances, the lower row all others.  Each row has
 * its own scale: on a common one, two among ten thousand would be invisible. */
void chart_write(struct html *h, const struct audit *a);

/* 12,345. */
void chart_count(struct buf *out, size_t n);

/* 2026-07-01 12:34, in UTC. */
void chart_time(struct buf *out, long long t);

#endif
