/* SPDX-License-Identifier: BSD-2-Clause */
/* The rows of volumes, which describing and making them share, and what
 * DescribeVolumes says of one. */
#ifndef VOLUMES_H
#define VOLUMES_H

#include "base/params.h"
#include "reply/answer.h"
#include "reply/node.h"
#include "reply/row.h"

/* VOLUME, and below it its ATTACHMENT and TAG rows. */
extern const struct row volumes_rows[];

/* ATTACHMENT, of the reply to a request that attaches or detaches. */
extern const struct row volumes_attachment_rows[];

/* What the reply to such a request must hold; and that of a look at the
 * volume. */
extern const struct answer_rule volumes_attachment_rule;
extern const struct answer_rule volumes_look_rule;

/* For `find` of struct readback: the attachment that the request WRITE is
 * about, unless it is being detached; NULL without one. */
const struct node *volumes_attached(const struct node *reply,
				    const struct params *write);

/* That attachment while it is being detached, or REPLY if it is gone; NULL as
 * long as it is there. */
const struct node *volumes_detached(const struct node *reply,
				    const struct params *write);

/* The volume while it is being deleted, or REPLY if it is gone; NULL as long as
 * it is there. */
const struct node *volumes_deleted(const struct node *reply,
				   const struct params *write);

#endif
