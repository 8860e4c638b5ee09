/* SPDX-License-Identifier: BSD-2-Clause */
/* Tags of resources: the rows that a request for them makes, and whether a
 * reply of DescribeTags has them. */
#ifndef TAGSET_H
#define TAGSET_H

#include <stdbool.h>

#include "base/params.h"
#include "reply/answer.h"
#include "reply/node.h"
#include "reply/row.h"

/* A TAG row for each Tag.N of each ResourceId.N of a request. */
extern const struct row tagset_rows[];

/* What a reply of DescribeTags must hold. */
extern const struct answer_rule tagset_rule;

/* Compare a reply of DescribeTags with the request WRITE.  tagset_has_all:
 * whether every ResourceId.N has each Tag.N.  tagset_has_none: whether no
 * ResourceId.N has any Tag.N; a Tag.N without a value means any value.  Both
 * are false if another page follows. */
bool tagset_has_all(const struct node *reply, const struct params *write);
bool tagset_has_none(const struct node *reply, const struct params *write);

#endif
