/* SPDX-License-Identifier: BSD-2-Clause */
/* Creates and imports key pairs. */
#ifndef KEYS_H
#define KEYS_H

#include "actions/recipe.h"
#include "message/request.h"

/* keys_take_long returns whether a request asks for a new RSA key pair.  Making
 * it takes a long time, so keys_prepare makes it before the action runs. */
bool keys_take_long(const struct params *params);
void keys_prepare(struct request *request);

#endif
