/* SPDX-License-Identifier: BSD-2-Clause */
/* Tags of resources: the rows of a request that adds or removes tags, and
 * checks of a reply to DescribeTags. */
#ifndef TAGSET_H
#define TAGSET_H

#include <stdbool.h>

#include "base/params.h"
#include "reply/answer.h"
#include "reply/node.h"
#include "reply/row.h"

/* A TAG row for each Tag.N of each ResourceId.N of a request. */
extern const struct row tagset_rows[];

/* The rule for a reply to DescribeTags. */
extern const struct answer_rule tagset_rule;

/* Compare a reply to DescribeTags with the request WRITE.  tagset_has_all
 * returns whether every ResourceId.N has each Tag.N.  tagset_has_none returns
 * whether no ResourceId.N has any Tag.N.  A Tag.N without a value means any
 * value.  Both functions return false if another page follows. */
bool tagset_has_all(const struct node *reply, const struct params *write);
bool tagset_has_none(const struct node *reply, const struct params *write);

#endif
