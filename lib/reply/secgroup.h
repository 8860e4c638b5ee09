/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Security groups: the rows that commands share, and whether a group has a
 * permission.
 */
#ifndef SECGROUP_H
#define SECGROUP_H

#include <stdbool.h>

#include "reply/answer.h"
#include "reply/item.h"
#include "reply/row.h"

/* The rows of a request that changes a group's permission, IpPermissions.1: the
 * group, and a row for each source or destination. */
extern const struct row secgroup_ingress_rows[];
extern const struct row secgroup_egress_rows[];

/* What a reply to DescribeSecurityGroups must hold.  Use the first rule if the
 * reply's root is its item, and the second if its items are groups. */
extern const struct answer_rule secgroup_root_rule, secgroup_rule;

/* Whether the first group of a reply to DescribeSecurityGroups has all that the
 * request permits (has), or none of it (lacks). */
bool secgroup_has_ingress(const struct node *reply, const struct params *p);
bool secgroup_has_egress(const struct node *reply, const struct params *p);
bool secgroup_lacks_ingress(const struct node *reply, const struct params *p);
bool secgroup_lacks_egress(const struct node *reply, const struct params *p);

/* Prints protocol -1 as "all". */
#define SECGROUP_PROTOCOL(source, path) \
	{ source, path, .when = "-1", .shown = "all" }
#define SECGROUP_NAME(path) { ROW_PATH, path, .before = "NAME " }
#define SECGROUP_ID(path) { ROW_PATH, path, .before = "ID " }

/* The columns of the peer's group, if the peer is no group: JSON has null
 * there. */
#define SECGROUP_NO_GROUP \
	HIDDEN("PeerGroupName", EMPTY), HIDDEN("PeerGroupID", EMPTY)

#endif
