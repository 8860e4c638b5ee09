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

/* TAG, for each ResourceId.N of a request each of its Tag.N. */
extern const struct row tagset_rows[];

/* What a reply of DescribeTags must hold. */
extern const struct answer_rule tagset_rule;

/* Whether every ResourceId.N of the request WRITE has each of its Tag.N in a
 * reply of DescribeTags; and whether no resource has any of them, where a
 * Tag.N without a value means any value.  Both are false while a page
 * follows. */
bool tagset_has_all(const struct node *reply, const struct params *write);
bool tagset_has_none(const struct node *reply, const struct params *write);

#endif
