/* SPDX-License-Identifier: BSD-2-Clause */
/* The trend: one drawing (SVG), a bar for each of the last runs. */
#ifndef CHART_H
#define CHART_H

#include "audit.h"
#include "output/html.h"

/* Draws the last runs, of which there are several, a bar each: the upper row
 * counts what was confirmed, the lower one what was not or could not be told.
 * Each row has a scale of its own, since two among ten thousand would not be
 * seen. */
void chart_write(struct html *h, const struct audit *a);

/* 12,345. */
void chart_count(struct buf *out, size_t n);

/* 2026-07-01 12:34, in UTC. */
void chart_time(struct buf *out, long long t);

#endif
