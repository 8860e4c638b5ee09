/* SPDX-License-Identifier: BSD-2-Clause */
/* Key pairs that are made or imported. */
#ifndef KEYS_H
#define KEYS_H

#include "actions/recipe.h"
#include "message/request.h"

/* Whether a request asks for an RSA key pair, which takes long to make: so
 * keys_prepare makes it before the action needs it. */
bool keys_take_long(const struct params *params);
void keys_prepare(struct request *request);

#endif
