/* SPDX-License-Identifier: BSD-2-Clause */
/* The rules of security groups: authorized and revoked. */
#ifndef GROUP_RULES_H
#define GROUP_RULES_H

#include "call/call.h"

/* The parameters of a permission, in IpPermissions and in the old form. */
#define GROUP_RULES_PARAMETERS "GroupId", "GroupName", \
	"IpPermissions.N.IpProtocol", "IpPermissions.N.FromPort", \
	"IpPermissions.N.ToPort", "IpPermissions.N.IpRanges.N.CidrIp", \
	"IpPermissions.N.IpRanges.N.Description", \
	"IpPermissions.N.Ipv6Ranges.N.CidrIpv6", \
	"IpPermissions.N.Ipv6Ranges.N.Description", \
	"IpPermissions.N.PrefixListIds.N.PrefixListId", \
	"IpPermissions.N.PrefixListIds.N.Description", \
	"IpPermissions.N.Groups.N.GroupId", \
	"IpPermissions.N.Groups.N.GroupName", \
	"IpPermissions.N.Groups.N.UserId", \
	"IpPermissions.N.Groups.N.Description", \
	"IpProtocol", "FromPort", "ToPort", "CidrIp", \
	"SourceSecurityGroupName", "SourceSecurityGroupOwnerId"

int group_rules_authorize_ingress(struct call *c, struct fault *fault);
int group_rules_authorize_egress(struct call *c, struct fault *fault);
int group_rules_revoke_ingress(struct call *c, struct fault *fault);
int group_rules_revoke_egress(struct call *c, struct fault *fault);

#endif
