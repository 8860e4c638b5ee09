/* SPDX-License-Identifier: BSD-2-Clause */
/* The states that --wait awaits. */
#ifndef STATES_H
#define STATES_H

#include "request/until.h"

/* States of an image, snapshot or volume whose id is in the write's reply. */
extern const struct until states_image_available;
extern const struct until states_snapshot_completed;
extern const struct until states_volume_available;

/* The state of the instances of a reservation that a write made. */
extern const struct until states_instance_running;

/* States of the instances that a write starts, stops or terminates. */
extern const struct until states_instance_started;
extern const struct until states_instance_stopped;
extern const struct until states_instance_terminated;

#endif
