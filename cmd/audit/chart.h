/* SPDX-License-Identifier: BSD-2-Clause */
/* The trend: one drawing (SVG), a bar for each of the last runs. */
#ifndef CHART_H
#define CHART_H

#include "audit.h"
#include "output/html.h"

/* Draws a bar for each of the last runs, of which there must be two or more.
 * The upper band counts the things that are in order.  The lower band counts
 * the others: the bad, the gone and the unknown.  Each band has its own scale:
 * on one scale, two of ten thousand would be invisible. */
void chart_write(struct html *h, const struct audit *a);

/* Appends a number in the form 12,345. */
void chart_count(struct buf *out, size_t n);

/* Appends a time in the form 2026-07-01 12:34, in UTC. */
void chart_time(struct buf *out, long long t);

#endif
