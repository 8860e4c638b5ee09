/* SPDX-License-Identifier: BSD-2-Clause */
/* Rows and rules for the commands that make or change an image. */
#ifndef IMAGE_H
#define IMAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/params.h"
#include "output/cell.h"
#include "reply/answer.h"
#include "reply/item.h"
#include "reply/row.h"

/* The IMAGE row for a new image, and the rule for the reply to the request that
 * makes the image. */
extern const struct row image_made_rows[];
extern const struct answer_rule image_made_rule;

/* The rule for the reply to a DescribeImages request for one image. */
extern const struct answer_rule image_readback_rule;

/* The IMAGE row for an image that was deregistered, and SNAPSHOT rows for its
 * snapshots.  image_left_snapshot returns whether a row with COUNT cells is
 * about a snapshot that the service failed to delete.  Returns false if the
 * service kept the snapshot because another image uses it. */
extern const struct row image_deregistered_rows[];
bool image_left_snapshot(const struct cell *cells, size_t count);

/* Returns whether REPLY has the product code that the request WRITE sets.
 * REPLY is a reply to DescribeImageAttribute. */
bool image_has_code(const struct node *reply, const struct params *write);

/* These two rules reject a reply that names an image other than the request's.
 * image_attribute_rule also requires the attribute that the request names. */
extern const struct answer_rule image_echo_rule;
extern const struct answer_rule image_attribute_rule;

#endif
