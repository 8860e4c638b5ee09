/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Rows of security groups that several commands print, and checks of a group's
 * permissions.
 */
#ifndef SECGROUP_H
#define SECGROUP_H

#include <stdbool.h>

#include "reply/answer.h"
#include "reply/item.h"
#include "reply/row.h"

/* The rows of a request that adds or removes the permission IpPermissions.1.
 * The group has one row, and each source or destination has one. */
extern const struct row secgroup_ingress_rows[];
extern const struct row secgroup_egress_rows[];

/* Rules for a reply to DescribeSecurityGroups.  Use secgroup_root_rule if the
 * whole reply is one item, and secgroup_rule if each group is an item. */
extern const struct answer_rule secgroup_root_rule, secgroup_rule;

/* Compare the first group of a reply to DescribeSecurityGroups with the request
 * P.  The functions with `has` in their names return whether the group has all
 * permissions of P.  The functions with `lacks` in their names return whether
 * the group has none of these permissions.  All these functions return false if
 * the reply has no group. */
bool secgroup_has_ingress(const struct node *reply, const struct params *p);
bool secgroup_has_egress(const struct node *reply, const struct params *p);
bool secgroup_lacks_ingress(const struct node *reply, const struct params *p);
bool secgroup_lacks_egress(const struct node *reply, const struct params *p);

/* Prints protocol -1 as "all". */
#define SECGROUP_PROTOCOL(source, path) \
	{ source, path, .when = "-1", .shown = "all" }
#define SECGROUP_NAME(path) { ROW_PATH, path, .before = "NAME " }
#define SECGROUP_ID(path) { ROW_PATH, path, .before = "ID " }

/* The columns of the peer's group for a peer that is not a group.  JSON output
 * has null in these columns. */
#define SECGROUP_NO_GROUP \
	HIDDEN("PeerGroupName", EMPTY), HIDDEN("PeerGroupID", EMPTY)

#endif
