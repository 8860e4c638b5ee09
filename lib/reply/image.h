/* SPDX-License-Identifier: BSD-2-Clause */
/* What commands that make or change an image share. */
#ifndef IMAGE_H
#define IMAGE_H

#include "reply/answer.h"
#include "reply/row.h"

/* The IMAGE row of a request that makes an image, and what the reply to the
 * request must hold. */
extern const struct row image_made_rows[];
extern const struct answer_rule image_made_rule;

/* What the reply to DescribeImages must hold when a readback asks for one
 * image. */
extern const struct answer_rule image_look_rule;

#endif
