/* SPDX-License-Identifier: BSD-2-Clause */
/* Numbers for the textfile collector of Prometheus' node exporter. */
#ifndef METRICS_H
#define METRICS_H

#include "audit.h"

/* Appends all of them, of a run that has found something. */
int metrics_write(struct audit *a, struct buf *out, struct err *err);

/* A run has failed: rewrites those about runs alone in the file that there is,
 * as far as that works. */
void metrics_failed(struct audit *a);

/* Appends what is above a family's numbers, and one number with the label NAME
 * besides those of the run. */
void metrics_family(struct buf *out, const char *name, const char *help);
void metrics_number(struct buf *out, const char *family, const char *labels,
		    const char *name, const char *value, size_t number);

#endif
