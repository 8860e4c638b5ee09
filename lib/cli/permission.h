/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A permission of a security group: which traffic from or to whom.  The
 * functions are feeds and a finish of option tables, as in value.h; they add
 * parameters under PERMISSION_LIST.
 */
#ifndef PERMISSION_H
#define PERMISSION_H

#include "base/err.h"
#include "base/params.h"
#include "cli/entity.h"

#define PERMISSION_LIST "IpPermissions.1"

/* Options of one choice: ports or ICMP types; addresses or groups. */
enum { PERMISSION_WHAT = 1, PERMISSION_WHO = 2 };

/* tcp, udp, icmp, icmpv6, a number up to 255, or all, which is -1.  Becomes
 * PARAM. */
int permission_protocol(struct params *p, const char *param,
			const char *value, struct err *err);

/* PORT or MIN-MAX, from 0 to 65535; -1 is all of them.  And TYPE:CODE of ICMP,
 * each from -1 to 255.  Either becomes PARAM.FromPort and .ToPort, and is
 * refused where P has a protocol that has none. */
int permission_ports(struct params *p, const char *param, const char *value,
		     struct err *err);
int permission_icmp(struct params *p, const char *param, const char *value,
		    struct err *err);

/* ADDRESS/BITS of IPv4 or IPv6.  Becomes the next PARAM.IpRanges.N.CidrIp or
 * PARAM.Ipv6Ranges.N.CidrIpv6 in the form that EC2 shows: the bits of the host
 * are clear. */
int permission_cidr(struct params *p, const char *param, const char *value,
		    struct err *err);

/* A group, by id, sg-..., or by name; and the account of the first group that
 * has none yet.  Become PARAM.Groups.N.GroupId or .GroupName, and .UserId. */
int permission_group(struct params *p, const char *param, const char *value,
		     struct err *err);
int permission_owner(struct params *p, const char *param, const char *value,
		     struct err *err);

/* Adds nothing; traffic to others needs a group by id, in P as GroupId. */
int permission_egress(struct params *p, const char *param, const char *value,
		      struct err *err);

/* Adds what the options left out: protocol tcp, or all of them where only
 * groups are given, and any IPv4 address.  Ports that the protocol needs, and
 * accounts without groups, are usage errors. */
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
			 .help = "the same"), \
	PERMISSION_ALIAS("source-subnet", "CIDR", .feed = permission_cidr, \
			 .choice = PERMISSION_WHO, \
			 .help = "the same, by its old name"), \
	{ 'o', "source-or-dest-group", "GROUP", PERMISSION_LIST, \
	  .feed = permission_group, .use = OPT_MANY, \
	  .choice = PERMISSION_WHO, \
	  .help = "members of a group, by name or id" }, \
	PERMISSION_ALIAS("source-group", "GROUP", .feed = permission_group, \
			 .choice = PERMISSION_WHO, \
			 .help = "the same, by its old name"), \
	{ 'u', "source-or-dest-group-owner", "ACCOUNT", PERMISSION_LIST, \
	  .feed = permission_owner, .use = OPT_MANY, \
	  .help = "account of each -o, in their order (yours)" }, \
	PERMISSION_ALIAS("source-or-dest-group-user", "ACCOUNT", \
			 .feed = permission_owner, .help = "the same"), \
	PERMISSION_ALIAS("source-group-user", "ACCOUNT", \
			 .feed = permission_owner, \
			 .help = "the same, by its old name"), \
	{ 0, "egress", .param = "GroupId", .fixed = "true", \
	  .feed = permission_egress, \
	  .help = "rule for outgoing traffic instead of incoming" }

#endif
