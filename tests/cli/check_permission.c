/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of permission: the options for a permission of a security group. */
#include "cli/permission.h"

#include "check_main.h"
#include "cli/opt.h"

static const struct opt options[] = { PERMISSION_OPTIONS, OPT_END };

static const struct {
	const char *what;
	const char *group;	/* the group's id, or NULL if the command has
				 * the group's name */
	const char *given[12];	/* pairs of a long name and a value */
	const char *params;	/* the parameters, without the prefix
				 * IpPermissions.1.; NULL if an option is
				 * refused */
	const char *words;	/* part of the error message, or NULL */
} sets[] = {
	{ "only a port", NULL, { "port-range", "22" },
	  "FromPort=22;ToPort=22;IpProtocol=tcp;IpRanges.1.CidrIp=0.0.0.0/0;" },
	{ "ports of UDP", NULL,
	  { "protocol", "UDP", "port-range", "53-55" },
	  "IpProtocol=udp;FromPort=53;ToPort=55;IpRanges.1.CidrIp=0.0.0.0/0;" },
	{ "port -1", NULL, { "port-range", "-1", "cidr", "10.0.0.0/8" },
	  "FromPort=0;ToPort=65535;IpRanges.1.CidrIp=10.0.0.0/8;"
	  "IpProtocol=tcp;" },
	{ "the first and the last port",
	  NULL, { "port-range", "0-65535", "cidr", "::/0" },
	  "FromPort=0;ToPort=65535;Ipv6Ranges.1.CidrIpv6=::/0;"
	  "IpProtocol=tcp;" },
	{ "all types of ICMP", NULL, { "icmp-type-code", "-1:-1" },
	  "IpProtocol=icmp;FromPort=-1;ToPort=-1;"
	  "IpRanges.1.CidrIp=0.0.0.0/0;" },
	{ "protocol 58, which is ICMP of IPv6", NULL,
	  { "protocol", "58", "icmp-type-code", "128:0", "cidr",
	    "2001:db8::/32" },
	  "IpProtocol=58;FromPort=128;ToPort=0;"
	  "Ipv6Ranges.1.CidrIpv6=2001:db8::/32;" },
	{ "all protocols", NULL, { "protocol", "all" },
	  "IpProtocol=-1;IpRanges.1.CidrIp=0.0.0.0/0;" },
	{ "all ports of all protocols", NULL,
	  { "protocol", "-1", "port-range", "-1" },
	  "IpProtocol=-1;IpRanges.1.CidrIp=0.0.0.0/0;" },
	{ "a protocol by its number", NULL, { "protocol", "50" },
	  "IpProtocol=50;IpRanges.1.CidrIp=0.0.0.0/0;" },
	{ "two address ranges", NULL, { "port-range", "1",
	  "source-or-dest-cidr", "192.0.2.0/24", "source-or-dest-cidr",
	  "198.51.100.7/32" },
	  "FromPort=1;ToPort=1;IpRanges.1.CidrIp=192.0.2.0/24;"
	  "IpRanges.2.CidrIp=198.51.100.7/32;IpProtocol=tcp;" },
	{ "bits of the host become zero", NULL,
	  { "port-range", "1", "cidr", "10.255.2.3/9", "cidr",
	    "2001:0DB8:F:0::1/35" },
	  "FromPort=1;ToPort=1;IpRanges.1.CidrIp=10.128.0.0/9;"
	  "Ipv6Ranges.1.CidrIpv6=2001:db8::/35;IpProtocol=tcp;" },
	{ "two groups", NULL, { "port-range", "1", "source-or-dest-group",
	  "web", "source-or-dest-group", "sg-1" },
	  "FromPort=1;ToPort=1;Groups.1.GroupName=web;Groups.2.GroupId=sg-1;"
	  "IpProtocol=tcp;" },
	{ "groups of other accounts",
	  NULL, { "port-range", "1", "source-group", "web",
			       "source-group", "sg-1", "source-group-user",
			       "1111-2222-3333", "source-group-user",
			       "444455556666" },
	  "FromPort=1;ToPort=1;Groups.1.GroupName=web;Groups.1.UserId=111122223333;"
	  "Groups.2.GroupId=sg-1;Groups.2.UserId=444455556666;"
	  "IpProtocol=tcp;" },
	{ "a group, but no port and no protocol", NULL,
	  { "source-or-dest-group", "web", "source-or-dest-group-owner",
	  "111122223333" },
	  "Groups.1.GroupName=web;Groups.1.UserId=111122223333;"
	  "IpProtocol=-1;" },
	{ "the group of a load balancer",
	  NULL, { "port-range", "80", "source-group",
				       "amazon-elb-sg", "source-group-user",
				       "amazon-elb" },
	  "FromPort=80;ToPort=80;Groups.1.GroupName=amazon-elb-sg;"
	  "Groups.1.UserId=amazon-elb;IpProtocol=tcp;" },
	{ "a group, and UDP without a port", NULL,
	  { "protocol", "udp", "source-or-dest-group", "web" }, NULL,
	  "-p is missing" },
	{ "an outgoing permission",
	  "sg-1", { "port-range", "1", "egress", "true" },
	  "GroupId=sg-1;FromPort=1;ToPort=1;IpProtocol=tcp;"
	  "IpRanges.1.CidrIp=0.0.0.0/0;" },
	{ "an outgoing permission of a group by name",
	  NULL, { "egress", "true" }, NULL,
	  "give the group's id" },
	{ "no option", NULL, { NULL }, NULL, "-p is missing" },
	{ "TCP without a port", NULL, { "protocol", "6" }, NULL,
	  "-p is missing" },
	{ "ICMP without a type", NULL, { "protocol", "icmp" }, NULL,
	  "-t is missing" },
	{ "a port of ICMP", NULL, { "protocol", "icmp", "port-range", "80" },
	  NULL, "protocol icmp has no ports" },
	{ "a port of all protocols", NULL,
	  { "protocol", "all", "port-range", "80" }, NULL,
	  "EC2 supports ports only for the protocols tcp and udp" },
	{ "a port of a protocol without ports", NULL,
	  { "protocol", "50", "port-range", "80" }, NULL,
	  "EC2 supports ports only for the protocols tcp and udp" },
	{ "an ICMP type for TCP", NULL,
	  { "protocol", "tcp", "icmp-type-code", "8:0" }, NULL,
	  "protocol tcp has no ICMP types" },
	{ "more owners than groups", NULL, { "port-range", "1",
				       "source-group-user", "111122223333" },
	  NULL, "found 1 -u and 0 -o: give one" },
	{ "more groups than owners", NULL,
	  { "port-range", "1", "source-group", "a", "source-group", "b",
	    "source-group-user", "111122223333" }, NULL,
	  "found 1 -u and 2 -o: give one" },
	{ "a mistyped protocol", NULL, { "protocol", "tpc" }, NULL,
	  "'tpc' is not" },
	{ "a protocol number that is too large", NULL, { "protocol", "256" },
	  NULL, "'256' is not" },
	{ "a port that is not a number", NULL, { "port-range", "ssh" }, NULL,
	  "'ssh' is not" },
	{ "a port range in descending order", NULL, { "port-range", "2-1" },
	  NULL, "is not PORT" },
	{ "a port that is too large", NULL, { "port-range", "65536" }, NULL,
	  "is not PORT" },
	{ "a port range without an end", NULL, { "port-range", "1-" }, NULL,
	  "is not PORT" },
	{ "a port range without a beginning", NULL, { "port-range", "-2" },
	  NULL, "is not PORT" },
	{ "a port range of three ports", NULL, { "port-range", "1-2-3" }, NULL,
	  "is not PORT" },
	{ "a port of too many digits", NULL, { "port-range",
	  "00000000000000000000001" }, NULL, "is not PORT" },
	{ "a port of 16 digits", NULL,
	  { "port-range", "0000000000000001" }, NULL, "is not PORT" },
	{ "an ICMP type without a code", NULL, { "icmp-type-code", "8" }, NULL,
	  "is not TYPE:CODE" },
	{ "an ICMP type that is too large", NULL, { "icmp-type-code", "256:0" },
	  NULL, "is not TYPE:CODE" },
	{ "an ICMP code that is too small", NULL, { "icmp-type-code", "8:-2" },
	  NULL, "is not TYPE:CODE" },
	{ "an address without a prefix length", NULL, { "cidr", "192.0.2.1" },
	  NULL, "is not ADDRESS" },
	{ "a prefix length that is too large", NULL, { "cidr", "192.0.2.1/33" },
	  NULL, "is not ADDRESS" },
	{ "an IPv6 prefix length that is too large", NULL, { "cidr", "::/129" },
	  NULL, "is not ADDRESS" },
	{ "an invalid address", NULL, { "cidr", "192.0.2/24" }, NULL,
	  "is not ADDRESS" },
	{ "an invalid address of IPv6", NULL, { "cidr", "2001:db8/32" }, NULL,
	  "is not ADDRESS" },
	{ "a prefix length without an address", NULL, { "cidr", "/0" }, NULL,
	  "is not ADDRESS" },
	{ "an address that is too long", NULL,
	  { "cidr", "0000:0000:0000:0000:0000:0000:0000:0000:0000:0000/0" },
	  NULL, "is not ADDRESS" },
	{ "a group's owner that is not an account", NULL,
	  { "source-group-user", "me" }, NULL,
	  "is neither an account of 12 digits nor amazon-elb" },
};

static const struct opt *find(const char *name)
{
	for (const struct opt *o = options; o->name; o++)
		if (strcmp(o->name, name) == 0)
			return o;
	ck_abort_msg("no option %s", name);
	return NULL;
}

START_TEST(set)
{
	const char *const *given = sets[_i].given;
	static const char list[] = PERMISSION_LIST ".";
	struct params p = { 0 };
	struct buf got = { 0 };
	struct err err = { 0 };
	int rc = 0;

	if (sets[_i].group)
		ck_assert_int_eq(params_add(&p, "GroupId", sets[_i].group,
					    &err), 0);
	for (; *given && !rc; given += 2) {
		const struct opt *o = find(given[0]);

		rc = o->feed(&p, o->param, given[1], &err);
	}
	if (!rc)
		rc = permission_finish(&p, &err);
	ck_assert_msg(!rc == !sets[_i].words, "%s: %s", sets[_i].what,
		      err.text);
	for (size_t i = 0; i < p.len; i++) {
		const char *name = params_name(&p, i);

		if (strncmp(name, list, strlen(list)) == 0)
			name += strlen(list);
		buf_printf(&got, "%s=%s;", name, params_value(&p, i));
	}
	if (rc) {
		ck_assert_int_eq(err.kind, ERR_USAGE);
		ck_assert_msg(strstr(err.text, sets[_i].words) != NULL,
			      "%s: %s", sets[_i].what, err.text);
	} else {
		check_text(sets[_i].what, buf_str(&got), sets[_i].params);
	}
	params_release(&p);
	buf_release(&got);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ set, ROWS(sets) },
	};

	return check_main("permission", cases, ROWS(cases));
}
