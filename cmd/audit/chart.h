/* SPDX-License-Identifier: BSD-2-Clause */
/* The trend: a drawing (SVG) with a bar for each of the last runs. */
#ifndef CHART_H
#define CHART_H

#include "audit.h"
#include "output/html.h"

/* Draws a bar for each of the last runs.  There must be at least two runs.  The
 * upper band counts the items that are in order.  The lower band counts the
 * items that are bad, gone or unknown.  Each band has its own scale, because
 * two items beside ten thousand would be invisible. */
void chart_write(struct html *h, const struct audit *a);

/* Appends a number in the form 12,345. */
void chart_count(struct buf *out, size_t n);

/* Appends a time in the form 2026-07-01 12:34, in UTC. */
void chart_time(struct buf *out, long long t);

#endif
