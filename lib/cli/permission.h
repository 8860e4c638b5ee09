/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A permission of a security group: which traffic may come from whom, or go to
 * whom.  The functions add parameters under PERMISSION_LIST.  Those that take a
 * value have the type opt_feed, as in value.h.
 */
#ifndef PERMISSION_H
#define PERMISSION_H

#include "base/err.h"
#include "base/params.h"
#include "cli/entity.h"

#define PERMISSION_LIST "IpPermissions.1"

/* For struct opt's `choice`: ports exclude ICMP types, and addresses exclude
 * groups. */
enum { PERMISSION_WHAT = 1, PERMISSION_WHO = 2 };

/* tcp, udp, icmp, icmpv6, a number up to 255, or all, which is -1.  Becomes
 * PARAM. */
int permission_protocol(struct params *p, const char *param,
			const char *value, struct err *err);

/* permission_ports takes PORT or MIN-MAX, from 0 to 65535, or -1 for all.
 * permission_icmp takes TYPE:CODE, each from -1 to 255.  Either becomes
 * PARAM.FromPort and .ToPort, and is a usage error if P has a protocol without
 * them. */
int permission_ports(struct params *p, const char *param, const char *value,
		     struct err *err);
int permission_icmp(struct params *p, const char *param, const char *value,
		    struct err *err);

/* ADDRESS/BITS of IPv4 or IPv6.  Becomes the next PARAM.IpRanges.N.CidrIp or
 * PARAM.Ipv6Ranges.N.CidrIpv6, with the host's bits cleared, as EC2 shows
 * it. */
int permission_cidr(struct params *p, const char *param, const char *value,
		    struct err *err);

/* permission_group takes a group, by id (sg-...) or by name.  It becomes
 * PARAM.Groups.N.GroupId or .GroupName.  permission_owner takes the account of
 * the first group that has none yet.  It becomes .UserId. */
int permission_group(struct params *p, const char *param, const char *value,
		     struct err *err);
int permission_owner(struct params *p, const char *param, const char *value,
		     struct err *err);

/* Adds nothing.  Fails unless P has GroupId, since a rule for outgoing traffic
 * needs its group by id. */
int permission_egress(struct params *p, const char *param, const char *value,
		      struct err *err);

/* Adds defaults if options are missing: protocol tcp (or all protocols if only
 * groups are given), and any IPv4 address.  Missing ports that the protocol
 * needs, and accounts without groups, are usage errors. */
int permission_finish(struct params *p, struct err *err);

/* The options of the commands that add or remove a permission. */
#define PERMISSION_ALIAS(name, value, ...) \
	{ 0, name, value, PERMISSION_LIST, .use = OPT_MANY, __VA_ARGS__ }
#define PERMISSION_OPTIONS \
	{ 'P', "protocol", "PROTOCOL", PERMISSION_LIST ".IpProtocol", \
	  .feed = permission_protocol, \
	  .help = "tcp, udp, icmp, a number or all (tcp)" }, \
	{ 'p', "port-range", "PORT[-PORT]", PERMISSION_LIST, \
	  .feed = permission_ports, .choice = PERMISSION_WHAT, \
	  .help = "ports; -1 is all of them" }, \
	{ 't', "icmp-type-code", "TYPE:CODE", PERMISSION_LIST, \
	  .feed = permission_icmp, .choice = PERMISSION_WHAT, \
	  .help = "type and code of ICMP; -1 is any" }, \
	{ 's', "source-or-dest-cidr", "CIDR", PERMISSION_LIST, \
	  .feed = permission_cidr, .use = OPT_MANY, \
	  .choice = PERMISSION_WHO, \
	  .help = "addresses, ADDRESS/BITS (0.0.0.0/0)" }, \
	PERMISSION_ALIAS("cidr", "CIDR", .feed = permission_cidr, \
			 .choice = PERMISSION_WHO, \
			 .help = "like -s"), \
	PERMISSION_ALIAS("source-subnet", "CIDR", .feed = permission_cidr, \
			 .choice = PERMISSION_WHO, \
			 .help = "old name of -s"), \
	{ 'o', "source-or-dest-group", "GROUP", PERMISSION_LIST, \
	  .feed = permission_group, .use = OPT_MANY, \
	  .choice = PERMISSION_WHO, \
	  .help = "members of a group, by name or id" }, \
	PERMISSION_ALIAS("source-group", "GROUP", .feed = permission_group, \
			 .choice = PERMISSION_WHO, \
			 .help = "old name of -o"), \
	{ 'u', "source-or-dest-group-owner", "ACCOUNT", PERMISSION_LIST, \
	  .feed = permission_owner, .use = OPT_MANY, \
	  .help = "account of each -o, in their order (yours)" }, \
	PERMISSION_ALIAS("source-or-dest-group-user", "ACCOUNT", \
			 .feed = permission_owner, .help = "like -u"), \
	PERMISSION_ALIAS("source-group-user", "ACCOUNT", \
			 .feed = permission_owner, \
			 .help = "old name of -u"), \
	{ 0, "egress", .param = "GroupId", .fixed = "true", \
	  .feed = permission_egress, \
	  .help = "rule for outgoing traffic instead of incoming" }

#endif
