/* SPDX-License-Identifier: BSD-2-Clause */
/* Numbers for the textfile collector of Prometheus' node exporter. */
#ifndef METRICS_H
#define METRICS_H

#include "audit.h"

/* Appends all of them, of a run that has found something. */
int metrics_write(struct audit *a, struct buf *out, struct err *err);

/* A run has failed and ends with STATUS: rewrites those about runs alone, and
 * keeps the others of the file. */
void metrics_failed(struct audit *a, int status);

/* Appends what is above a family's numbers, and one number with the label NAME
 * besides those of the run. */
void metrics_family(struct buf *out, const char *name, const char *help);
void metrics_number(struct buf *out, const char *family, const char *labels,
		    const char *name, const char *value, size_t number);

#endif
