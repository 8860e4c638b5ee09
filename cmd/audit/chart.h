/* SPDX-License-Identifier: BSD-2-Clause */
/* Draws the recent runs of an audit as an SVG bar chart. */
#ifndef CHART_H
#define CHART_H

#include "audit.h"
#include "output/html.h"

/* Draws a bar for each run in A, which must have at least one run.  The upper
 * band shows the number of good items.  The lower band shows the number of bad,
 * gone and unknown items.  Each band has its own scale, because a few bad items
 * would be hard to see beside ten thousand good ones. */
void chart_write(struct html *h, const struct audit *a);

/* Appends a number in the form 12,345. */
void chart_count(struct buf *out, size_t n);

/* Appends a time in the form 2026-07-01 12:34, in UTC. */
void chart_time(struct buf *out, long long t);

#endif
