/* SPDX-License-Identifier: BSD-2-Clause */
/* Writes reservations and their instances into replies. */
#ifndef RESERVATIONS_H
#define RESERVATIONS_H

#include "actions/recipe.h"

/* Writes the content of a reservation's element, with all instances of the
 * reservation. */
int reservations_write(struct call *c, const char *id, struct fault *fault);

#endif
