/* SPDX-License-Identifier: BSD-2-Clause */
/* CreateTags and DeleteTags, for things of all kinds. */
#ifndef TAGS_H
#define TAGS_H

#include "actions/recipe.h"

extern const struct recipe *const tags_actions[];

#endif
