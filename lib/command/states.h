/* SPDX-License-Identifier: BSD-2-Clause */
/* The states that commands with --wait wait for. */
#ifndef STATES_H
#define STATES_H

#include "request/until.h"

/* The states for the image, snapshot or volume whose id is in the write's
 * reply. */
extern const struct until states_image_available;
extern const struct until states_snapshot_completed;
extern const struct until states_volume_available;

/* The states for the instances of a reservation that a write made. */
extern const struct until states_instance_running;

/* The states for the instances that a write was asked to start, stop or
 * terminate. */
extern const struct until states_instance_started;
extern const struct until states_instance_stopped;
extern const struct until states_instance_terminated;

#endif
