/* SPDX-License-Identifier: BSD-2-Clause */
/* The states that --wait waits for. */
#ifndef STATES_H
#define STATES_H

#include "request/until.h"

/* States of a new image, snapshot or volume.  The reply to the request that
 * makes the resource has the resource's id. */
extern const struct until states_image_available;
extern const struct until states_snapshot_completed;
extern const struct until states_volume_available;

/* The state of the instances that a request launches. */
extern const struct until states_instance_running;

/* States of the instances that a request starts, stops or terminates. */
extern const struct until states_instance_started;
extern const struct until states_instance_stopped;
extern const struct until states_instance_terminated;

#endif
