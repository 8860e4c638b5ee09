/* SPDX-License-Identifier: BSD-2-Clause */
/* The trend: one drawing (SVG), a bar for each of the last runs. */
#ifndef CHART_H
#define CHART_H

#include "audit.h"
#include "output/html.h"

/* Above what is confirmed, below what is not or could not be told, each with a
 * scale of its own: two among ten thousand would not be seen. */
void chart_write(struct html *h, const struct audit *a);

/* 2026-07-01 12:34, in UTC. */
void chart_time(struct buf *out, long long t);

#endif
