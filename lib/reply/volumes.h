/* SPDX-License-Identifier: BSD-2-Clause */
/* The rows of volumes, which describing and making them share; and what a reply
 * of DescribeVolumes says of one volume. */
#ifndef VOLUMES_H
#define VOLUMES_H

#include "base/params.h"
#include "reply/answer.h"
#include "reply/node.h"
#include "reply/row.h"

/* The row VOLUME, and its ATTACHMENT and TAG rows below it. */
extern const struct row volumes_rows[];

/* The row ATTACHMENT, for a request that attaches or detaches. */
extern const struct row volumes_attachment_rows[];

/* What the reply to such a request must hold, and what the reply to a read of
 * the volume must hold. */
extern const struct answer_rule volumes_attachment_rule;
extern const struct answer_rule volumes_look_rule;

/* For `find` of struct readback: the attachment that the request WRITE is
 * about; NULL if there is none, or if it is being detached. */
const struct node *volumes_attached(const struct node *reply,
				    const struct params *write);

/* For `find` of struct readback: the same attachment while it is being
 * detached, or REPLY once it is gone; NULL as long as it is attached. */
const struct node *volumes_detached(const struct node *reply,
				    const struct params *write);

/* For `find` of struct readback: the volume while it is being deleted, or REPLY
 * once it is gone; NULL as long as it exists. */
const struct node *volumes_deleted(const struct node *reply,
				   const struct params *write);

#endif
