/* SPDX-License-Identifier: BSD-2-Clause */
/* Rows and rules for the commands that make or change an image. */
#ifndef IMAGE_H
#define IMAGE_H

#include "reply/answer.h"
#include "reply/row.h"

/* The IMAGE row for a new image, and the rule for the reply to the request that
 * makes it. */
extern const struct row image_made_rows[];
extern const struct answer_rule image_made_rule;

/* The rule for a reply to DescribeImages in a readback, which asks for one
 * image. */
extern const struct answer_rule image_look_rule;

#endif
