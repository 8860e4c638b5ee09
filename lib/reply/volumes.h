/* SPDX-License-Identifier: BSD-2-Clause */
/* The rows of volumes and their attachments, and functions that read one
 * volume's state from a reply to DescribeVolumes. */
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

/* The rule for the reply to a request that attaches or detaches, and the rule
 * for the reply to a DescribeVolumes request for one volume. */
extern const struct answer_rule volumes_attachment_rule;
extern const struct answer_rule volumes_readback_rule;

/* A function for the field `find` of struct readback.  Returns the attachment
 * that the request WRITE names.  Returns NULL if the volume has no such
 * attachment, or if its state is "detaching" or "detached". */
const struct node *volumes_attached(const struct node *reply,
				    const struct params *write);

/* A function for the field `find` of struct readback.  If the attachment that
 * the request WRITE names has the state "detaching" or "detached", returns the
 * attachment.  If the volume has no such attachment, returns REPLY.  Returns
 * NULL if the attachment has another state, or if the reply does not list the
 * volume. */
const struct node *volumes_detached(const struct node *reply,
				    const struct params *write);

/* A function for the field `find` of struct readback.  Returns the volume if
 * its state is "deleting" or "deleted", and NULL if it has another state.
 * Returns REPLY if the volume is gone. */
const struct node *volumes_deleted(const struct node *reply,
				   const struct params *write);

#endif
