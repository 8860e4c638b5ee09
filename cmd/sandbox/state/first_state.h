/* SPDX-License-Identifier: BSD-2-Clause */
/* The state of a new sandbox, unless -s names another state. */
#ifndef FIRST_STATE_H
#define FIRST_STATE_H

/* The state, in the form that seed.h describes. */
extern const char first_state_text[];

#endif
