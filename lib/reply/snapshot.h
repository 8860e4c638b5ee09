/* SPDX-License-Identifier: BSD-2-Clause */
/* The rows of a snapshot, for the commands that describe and make snapshots. */
#ifndef SNAPSHOT_H
#define SNAPSHOT_H

#include "reply/answer.h"
#include "reply/row.h"

/* The row SNAPSHOT, and its TAG rows below it. */
extern const struct row snapshot_rows[];

/* The rule for a reply that shows an attribute of a snapshot. */
extern const struct answer_rule snapshot_attribute_rule;

#endif
