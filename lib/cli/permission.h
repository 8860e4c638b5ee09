/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Converts options to a permission of a security group.  A permission allows a
 * kind of traffic from or to certain addresses or groups.  Most functions add
 * parameters under PERMISSION_LIST.  The functions with a parameter VALUE have
 * the type opt_feed, like those in value.h.
 */
#ifndef PERMISSION_H
#define PERMISSION_H

#include "base/err.h"
#include "base/params.h"
#include "cli/entity.h"

#define PERMISSION_LIST "IpPermissions.1"

/* Values for `choice` in struct opt.  Ports and ICMP types exclude each other,
 * and so do addresses and groups. */
enum { PERMISSION_TRAFFIC = 1, PERMISSION_PEERS = 2 };

/* Accepts tcp, udp, icmp, icmpv6, all, or a number from -1 to 255.  Sets PARAM
 * to the protocol, or to -1 for all. */
int permission_protocol(struct params *p, const char *param,
			const char *value, struct err *err);

/* permission_ports accepts PORT or MIN-MAX, from 0 to 65535, or -1 for all
 * ports.  permission_icmp accepts TYPE:CODE, each from -1 to 255, and sets the
 * protocol to icmp if P has no protocol.  Both functions set PARAM.FromPort and
 * .ToPort.  If the protocol in P has no ports, permission_ports fails with a
 * usage error.  If it has no ICMP types, permission_icmp fails.  But
 * permission_ports accepts -1 for a protocol that has neither, and then sets
 * nothing. */
int permission_ports(struct params *p, const char *param, const char *value,
		     struct err *err);
int permission_icmp(struct params *p, const char *param, const char *value,
		    struct err *err);

/* Accepts an IPv4 or IPv6 network, ADDRESS/BITS.  Adds the next
 * PARAM.IpRanges.N.CidrIp or PARAM.Ipv6Ranges.N.CidrIpv6.  Clears the host
 * bits, as EC2 does. */
int permission_cidr(struct params *p, const char *param, const char *value,
		    struct err *err);

/* permission_group accepts a group id (sg-...) or name, and adds the next
 * PARAM.Groups.N.GroupId or .GroupName.  permission_owner accepts an account
 * number or amazon-elb.  Its N-th call adds PARAM.Groups.N.UserId. */
int permission_group(struct params *p, const char *param, const char *value,
		     struct err *err);
int permission_owner(struct params *p, const char *param, const char *value,
		     struct err *err);

/* Fails unless P has GroupId, because EC2 accepts a rule for outgoing traffic
 * only with the id of the group.  Does not add parameters. */
int permission_egress(struct params *p, const char *param, const char *value,
		      struct err *err);

/* Adds defaults for missing options.  The protocol is tcp, or all protocols if
 * groups are given without ports.  Without groups and addresses, the permission
 * is for all IPv4 addresses.  Fails with a usage error if the protocol needs
 * ports or ICMP types and the user has not given them.  Also fails if accounts
 * are given and their number differs from the number of groups. */
int permission_finish(struct params *p, struct err *err);

/* The options of all commands that add or remove a permission. */
#define PERMISSION_ALIAS(name, value, ...) \
	{ 0, name, value, PERMISSION_LIST, .use = OPT_MANY, .alias = true, \
	  __VA_ARGS__ }
#define PERMISSION_OPTIONS \
	{ 'P', "protocol", "PROTOCOL", PERMISSION_LIST ".IpProtocol", \
	  .feed = permission_protocol, \
	  .help = "tcp, udp, icmp, icmpv6, a number or all (tcp)" }, \
	{ 'p', "port-range", "PORT[-PORT]", PERMISSION_LIST, \
	  .feed = permission_ports, .choice = PERMISSION_TRAFFIC, \
	  .help = "ports; -1 means all" }, \
	{ 't', "icmp-type-code", "TYPE:CODE", PERMISSION_LIST, \
	  .feed = permission_icmp, .choice = PERMISSION_TRAFFIC, \
	  .help = "type and code of ICMP; -1 means any" }, \
	{ 's', "source-or-dest-cidr", "CIDR", PERMISSION_LIST, \
	  .feed = permission_cidr, .use = OPT_MANY, \
	  .choice = PERMISSION_PEERS, \
	  .help = "addresses, ADDRESS/BITS (0.0.0.0/0)" }, \
	PERMISSION_ALIAS("cidr", "CIDR", .feed = permission_cidr, \
			 .choice = PERMISSION_PEERS, \
			 .help = "like -s"), \
	PERMISSION_ALIAS("source-subnet", "CIDR", .feed = permission_cidr, \
			 .choice = PERMISSION_PEERS, \
			 .help = "old name of -s"), \
	{ 'o', "source-or-dest-group", "GROUP", PERMISSION_LIST, \
	  .feed = permission_group, .use = OPT_MANY, \
	  .choice = PERMISSION_PEERS, \
	  .help = "members of a group, by name or id" }, \
	PERMISSION_ALIAS("source-group", "GROUP", .feed = permission_group, \
			 .choice = PERMISSION_PEERS, \
			 .help = "old name of -o"), \
	{ 'u', "source-or-dest-group-owner", "ACCOUNT", PERMISSION_LIST, \
	  .feed = permission_owner, .use = OPT_MANY, \
	  .help = "account of each -o, in the same order (yours)" }, \
	PERMISSION_ALIAS("source-or-dest-group-user", "ACCOUNT", \
			 .feed = permission_owner, .help = "like -u"), \
	PERMISSION_ALIAS("source-group-user", "ACCOUNT", \
			 .feed = permission_owner, \
			 .help = "old name of -u"), \
	{ 0, "egress", .param = "GroupId", .fixed = "true", \
	  .feed = permission_egress, \
	  .help = "rule for outgoing traffic instead of incoming" }

#endif
