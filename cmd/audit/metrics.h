/* SPDX-License-Identifier: BSD-2-Clause */
/* Metrics for the textfile collector of Prometheus' node exporter. */
#ifndef METRICS_H
#define METRICS_H

#include "audit.h"

/* Appends all metrics of a run that got answers. */
int metrics_write(struct audit *a, struct buf *out, struct err *err);

/* After a run has failed with the exit status STATUS, replaces only the start
 * time, status and duration of the last run in the metrics file. */
void metrics_failed(struct audit *a, int status);

/* metrics_family appends the HELP and TYPE lines of a family.  metrics_number
 * appends one number with the labels LABELS and, unless NAME is NULL, the label
 * NAME="VALUE". */
void metrics_family(struct buf *out, const char *name, const char *help);
void metrics_number(struct buf *out, const char *family, const char *labels,
		    const char *name, const char *value, size_t number);

#endif
