/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/permission.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/cidr.h"
#include "base/num.h"
#include "base/str.h"
#include "cli/accountid.h"

static const char protocol_name[] = PERMISSION_LIST ".IpProtocol";
static const char from_name[] = PERMISSION_LIST ".FromPort";
static const char groups[] = PERMISSION_LIST ".Groups";

enum { PORT_MAX = 65535, ICMP_MAX = 255, PROTOCOL_MAX = 255 };

static bool is_any_of(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (strcmp(text, *words) == 0)
			return true;
	return false;
}

static bool has_ports(const char *protocol)
{
	static const char *const words[] = { "tcp", "udp", "6", "17", NULL };

	return is_any_of(protocol, words);
}

static bool has_types(const char *protocol)
{
	static const char *const words[] = {
		"icmp", "1", "icmpv6", "58", NULL
	};

	return is_any_of(protocol, words);
}

int permission_protocol(struct params *p, const char *param,
			const char *value, struct err *err)
{
	static const char *const names[] = {
		"all", "tcp", "udp", "icmp", "icmpv6", NULL
	};
	long number;

	for (const char *const *n = names; *n; n++)
		if (strcasecmp(value, *n) == 0)
			return params_set(p, param, n == names ? "-1" : *n,
					  err);
	if (strcmp(value, "-1") != 0 &&
	    num_parse(value, 0, PROTOCOL_MAX, &number, err))
		return err_usage(err, "'%s' is not tcp, udp, icmp, icmpv6, all "
				 "or a number from -1 to %d", value, PROTOCOL_MAX);
	return params_set(p, param, value, err);
}

/* Parses two numbers from MIN to MAX with SEPARATOR between them.  A single
 * number means two equal numbers, but is invalid if SEPARATOR is a colon. */
static bool read_pair(const char *value, char separator, long min, long max,
		      long pair[2])
{
	const char *end = strchr(value + (*value == '-'), separator);
	size_t len = end ? (size_t)(end - value) : strlen(value);
	struct err ignored;
	char first[16];

	if (len >= sizeof(first))
		return false;
	memcpy(first, value, len);
	first[len] = '\0';
	if (!end && separator == ':')
		return false;
	return num_parse(first, min, max, &pair[0], &ignored) == 0 &&
	       num_parse(end ? end + 1 : value, min, max, &pair[1],
			 &ignored) == 0;
}

static int set_pair(struct params *p, const char *param, const long pair[2],
		    struct err *err)
{
	char name[64], text[16];

	for (int i = 0; i < 2; i++) {
		(void)snprintf(name, sizeof(name), "%s.%s", param,
			       i ? "ToPort" : "FromPort");
		(void)snprintf(text, sizeof(text), "%ld", pair[i]);
		if (params_set(p, name, text, err))
			return -1;
	}
	return 0;
}

int permission_ports(struct params *p, const char *param, const char *value,
		     struct err *err)
{
	const char *protocol = params_get(p, protocol_name);
	const bool all = strcmp(value, "-1") == 0;
	long pair[2] = { 0, PORT_MAX };

	if (!all && (!read_pair(value, '-', 0, PORT_MAX, pair) ||
		     pair[1] < pair[0]))
		return err_usage(err, "'%s' is not PORT or MIN-MAX, from 0 to "
				 "%d, or -1", value, PORT_MAX);
	if (!protocol || has_ports(protocol))
		return set_pair(p, param, pair, err);
	if (has_types(protocol))
		return err_usage(err, "protocol %s has no ports; use -t "
				 "TYPE:CODE", protocol);
	/* For a protocol without ports, EC2 would ignore the given ports and
	 * allow all traffic. */
	return all ? 0 : err_usage(err, "EC2 supports ports only for the "
				   "protocols tcp and udp");
}

int permission_icmp(struct params *p, const char *param, const char *value,
		    struct err *err)
{
	const char *protocol = params_get(p, protocol_name);
	long pair[2];

	if (!read_pair(value, ':', -1, ICMP_MAX, pair))
		return err_usage(err, "'%s' is not TYPE:CODE, each from -1 to "
				 "%d", value, ICMP_MAX);
	if (protocol && !has_types(protocol))
		return err_usage(err, "protocol %s has no ICMP types",
				 protocol);
	if (!protocol && params_set(p, protocol_name, "icmp", err))
		return -1;
	return set_pair(p, param, pair, err);
}

int permission_cidr(struct params *p, const char *param, const char *value,
		    struct err *err)
{
	char block[CIDR_SIZE], list[64];
	bool six;

	if (!cidr_parse(value, block, &six))
		return err_usage(err, "'%s' is not ADDRESS/BITS, as in "
				 "192.0.2.0/24 or 2001:db8::/32", value);
	(void)snprintf(list, sizeof(list), "%s.%s", param,
		       six ? "Ipv6Ranges" : "IpRanges");
	return params_addf(p, block, err, "%s.%zu.%s", list,
			   params_next(p, list), six ? "CidrIpv6" : "CidrIp");
}

int permission_group(struct params *p, const char *param, const char *value,
		     struct err *err)
{
	(void)param;
	return params_addf(p, value, err, "%s.%zu.%s", groups,
			   params_next(p, groups),
			   str_begins(value, "sg-") ? "GroupId" : "GroupName");
}

/* Returns the number of group parameters whose name has PREFIX after its last
 * dot. */
static size_t count_parts(const struct params *p, const char *prefix)
{
	size_t n = 0;

	for (size_t i = 0; i < p->len; i++) {
		const char *name = params_name(p, i);
		const char *dot = strrchr(name, '.');

		n += str_begins(name, groups) && dot &&
		     str_begins(dot + 1, prefix);
	}
	return n;
}

int permission_owner(struct params *p, const char *param, const char *value,
		     struct err *err)
{
	/* The API uses amazon-elb in place of the account number of Amazon's
	 * load balancers outside a VPC. */
	const bool balancers = strcmp(value, "amazon-elb") == 0;
	char id[ACCOUNTID_SIZE];

	(void)param;
	if (!balancers && !accountid_read(value, id)) {
		err_usage(err, "'%s' is neither an account of %d digits nor "
			  "amazon-elb", value, ACCOUNTID_DIGITS);
		return accountid_hint(value, err);
	}
	return params_addf(p, balancers ? value : id, err, "%s.%zu.UserId",
			   groups, count_parts(p, "UserId") + 1);
}

int permission_egress(struct params *p, const char *param, const char *value,
		      struct err *err)
{
	(void)value;
	if (params_get(p, param))
		return 0;
	return err_usage(err, "give the group's id (sg-...), which "
			 "ec2-describe-group shows");
}

/* Moves the UserId of each group next to the group's other parameter.  The code
 * that makes rows from request parameters requires the parameters of a list
 * element to be adjacent. */
static int join_owners(struct params *p, struct err *err)
{
	struct params joined = { 0 };
	int rc = 0;

	for (size_t i = 0; i < p->len && !rc; i++) {
		const char *name = params_name(p, i);
		const char *dot = strrchr(name, '.');
		const char *owner = NULL;
		char of[sizeof(groups) + 32];

		if (str_begins(name, groups) && dot) {
			if (strcmp(dot, ".UserId") == 0)
				continue;
			(void)snprintf(of, sizeof(of), "%.*s.UserId",
				       (int)(dot - name), name);
			owner = params_get(p, of);
		}
		rc = params_add(&joined, name, params_value(p, i), err);
		if (!rc && owner)
			rc = params_add(&joined, of, owner, err);
	}
	if (!rc) {
		params_clear(p);
		rc = params_copy(p, &joined, err);
	}
	params_release(&joined);
	return rc;
}

int permission_finish(struct params *p, struct err *err)
{
	size_t sources = count_parts(p, "Group"), owners = count_parts(p, "UserId");
	const char *protocol, *from;

	if (owners && owners != sources)
		return err_usage(err, "found %zu -u and %zu -o: give one -u for "
				 "each -o, or no -u", owners, sources);
	if (owners && join_owners(p, err))
		return -1;
	protocol = params_get(p, protocol_name);
	from = params_get(p, from_name);
	/* If groups are given without a protocol and ports, allow all of their
	 * traffic, as Amazon's tools do. */
	if (sources && !protocol && !from)
		return params_add(p, protocol_name, "-1", err);
	if (!from && (!protocol || has_ports(protocol)))
		return err_usage(err, "-p is missing: give the ports");
	if (!from && has_types(protocol))
		return err_usage(err, "-t is missing: give the ICMP types; "
				 "-1:-1 means all");
	if (!protocol && params_add(p, protocol_name, "tcp", err))
		return -1;
	if (sources || params_get(p, PERMISSION_LIST ".IpRanges.1.CidrIp") ||
	    params_get(p, PERMISSION_LIST ".Ipv6Ranges.1.CidrIpv6"))
		return 0;
	return permission_cidr(p, PERMISSION_LIST, "0.0.0.0/0", err);
}
