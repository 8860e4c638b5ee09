/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of secgroup: whether a group has the requested permissions. */
#include "reply/secgroup.h"

#include "check_main.h"

#define GROUP(permissions) \
	"<r><securityGroupInfo><item>" permissions "</item>" \
	"</securityGroupInfo></r>"
#define INGRESS(items) GROUP("<ipPermissions>" items "</ipPermissions>")
#define TCP(port, rest) \
	"<item><ipProtocol>tcp</ipProtocol><fromPort>" port "</fromPort>" \
	"<toPort>" port "</toPort>" rest "</item>"
#define RANGES(items) "<ipRanges>" items "</ipRanges>"
#define CIDR(cidr) "<item><cidrIp>" cidr "</cidrIp></item>"
#define L "IpPermissions.1."
#define PORT_22 L "IpProtocol=tcp&" L "FromPort=22&" L "ToPort=22&"

/* `has` is true if the group has all requested permissions.  `lacks` is true if
 * the group certainly has none of the requested permissions. */
static const struct {
	const char *what, *doc, *request;
	bool has, lacks, egress;
} groups[] = {
	{ "the requested rule", INGRESS(TCP("22", RANGES(CIDR("10.0.0.0/8")))),
	  PORT_22 L "IpRanges.1.CidrIp=10.0.0.0/8&", true, false },
	{ "another network", INGRESS(TCP("22", RANGES(CIDR("10.0.0.0/9")))),
	  PORT_22 L "IpRanges.1.CidrIp=10.128.0.0/9&", false, true },
	{ "another prefix length", INGRESS(TCP("22",
	  RANGES(CIDR("10.0.0.0/9")))),
	  PORT_22 L "IpRanges.1.CidrIp=10.0.0.0/8&", false, true },
	{ "another port", INGRESS(TCP("23", RANGES(CIDR("10.0.0.0/8")))),
	  PORT_22 L "IpRanges.1.CidrIp=10.0.0.0/8&", false, true },
	{ "one of two requested networks", INGRESS(TCP("22",
	  RANGES(CIDR("10.0.0.0/8")))), PORT_22 L
	  "IpRanges.1.CidrIp=10.0.0.0/8&" L "IpRanges.2.CidrIp=11.0.0.0/8&",
	  false, false },
	{ "both requested networks, in two items",
	  INGRESS(TCP("22", RANGES(CIDR("10.0.0.0/8")))
		  TCP("22", RANGES(CIDR("11.0.0.0/8")))),
	  PORT_22 L "IpRanges.1.CidrIp=10.0.0.0/8&"
	  L "IpRanges.2.CidrIp=11.0.0.0/8&", true, false },
	{ "no rules in the group", INGRESS(""),
	  PORT_22 L "IpRanges.1.CidrIp=10.0.0.0/8&", false, true },
	{ "an IPv6 network",
	  INGRESS(TCP("22", "<ipv6Ranges><item><cidrIpv6>2001:db8::/32"
		      "</cidrIpv6></item></ipv6Ranges>")),
	  PORT_22 L "Ipv6Ranges.1.CidrIpv6=2001:db8::/32&", true, false },
	{ "a source group, requested by id",
	  INGRESS(TCP("22", "<groups><item><groupId>sg-1</groupId>"
		      "<groupName>a</groupName></item></groups>")),
	  PORT_22 L "Groups.1.GroupId=sg-1&" L "Groups.1.UserId=1&", true,
	  false },
	{ "a source group, requested by name",
	  INGRESS(TCP("22", "<groups><item><groupId>sg-1</groupId>"
		      "<groupName>a</groupName></item></groups>")),
	  PORT_22 L "Groups.1.GroupName=a&", true, false },
	{ "another source group",
	  INGRESS(TCP("22", "<groups><item><groupId>sg-1</groupId>"
		      "</item></groups>")),
	  PORT_22 L "Groups.1.GroupId=sg-2&", false, true },
	{ "a source group of another account",
	  INGRESS(TCP("22", "<groups><item><userId>2</userId><groupName>a"
		      "</groupName></item></groups>")),
	  PORT_22 L "Groups.1.UserId=1&" L "Groups.1.GroupName=a&", false,
	  true },
	{ "a source group of the requested account",
	  INGRESS(TCP("22", "<groups><item><userId>2</userId><groupName>a"
		      "</groupName></item><item><userId>1</userId><groupName>a"
		      "</groupName></item></groups>")),
	  PORT_22 L "Groups.1.UserId=1&" L "Groups.1.GroupName=a&", true,
	  false },
	{ "a source group whose account is empty",
	  INGRESS(TCP("22", "<groups><item><userId/><groupName>a</groupName>"
		      "</item></groups>")),
	  PORT_22 L "Groups.1.UserId=1&" L "Groups.1.GroupName=a&", false,
	  false },
	{ "a source group without an account",
	  INGRESS(TCP("22", "<groups><item><groupName>a</groupName></item>"
		      "</groups>")),
	  PORT_22 L "Groups.1.UserId=1&" L "Groups.1.GroupName=a&", false,
	  false },
	{ "another protocol", INGRESS(TCP("22", RANGES(CIDR("1.0.0.0/8")))),
	  L "IpProtocol=udp&" L "FromPort=22&" L "ToPort=22&"
	  L "IpRanges.1.CidrIp=1.0.0.0/8&", false, true },
	{ "a request with more ports than the rule", INGRESS(TCP("22",
	  RANGES(CIDR("1.0.0.0/8")))), L "IpProtocol=tcp&" L "FromPort=21&" L
	  "ToPort=22&" L "IpRanges.1.CidrIp=1.0.0.0/8&", false, true },
	{ "a protocol requested by number", INGRESS(TCP("22",
	  RANGES(CIDR("1.0.0.0/8")))), L "IpProtocol=6&" L "FromPort=22&" L
	  "ToPort=22&" L "IpRanges.1.CidrIp=1.0.0.0/8&", true, false },
	{ "all protocols, without ports",
	  INGRESS("<item><ipProtocol>-1</ipProtocol><fromPort>-1</fromPort>"
		  RANGES(CIDR("0.0.0.0/0")) "</item>"),
	  L "IpProtocol=-1&" L "IpRanges.1.CidrIp=0.0.0.0/0&", true, false },
	{ "egress requested, ingress found",
	  INGRESS(TCP("22", RANGES(CIDR("10.0.0.0/8")))),
	  PORT_22 L "IpRanges.1.CidrIp=10.0.0.0/8&", false, true, true },
	{ "the requested egress rule",
	  GROUP("<ipPermissionsEgress>" TCP("22", RANGES(CIDR("10.0.0.0/8")))
		"</ipPermissionsEgress>"),
	  PORT_22 L "IpRanges.1.CidrIp=10.0.0.0/8&", true, false, true },
	{ "a reply without the group", "<r><securityGroupInfo/></r>",
	  PORT_22 L "IpRanges.1.CidrIp=10.0.0.0/8&", false, false },
};

/* Adds the parameters in TEXT, written as "NAME=VALUE&...", to PARAMS. */
static void add(struct params *params, const char *text)
{
	struct err err;
	char name[64], value[64];

	while (*text) {
		size_t n = strcspn(text, "="), v = strcspn(text, "&");

		(void)snprintf(name, sizeof(name), "%.*s", (int)n, text);
		(void)snprintf(value, sizeof(value), "%.*s", (int)(v - n - 1),
			       text + n + 1);
		ck_assert_int_eq(params_add(params, name, value, &err), 0);
		text += v + (text[v] == '&');
	}
}

struct asking {
	int row;
	struct params params;
};

static int on_item(void *ctx, const struct node *item, struct err *err)
{
	const struct asking *a = ctx;
	const char *what = groups[a->row].what;
	bool egress = groups[a->row].egress;

	ck_assert_msg((egress ? secgroup_has_egress
			      : secgroup_has_ingress)(item, &a->params) ==
		      groups[a->row].has, "%s: has", what);
	ck_assert_msg((egress ? secgroup_lacks_egress
			      : secgroup_lacks_ingress)(item, &a->params) ==
		      groups[a->row].lacks, "%s: lacks", what);
	return 0;
}

START_TEST(permissions)
{
	struct asking a = { .row = _i };
	struct item *it = NULL;
	struct err err = { 0 };

	add(&a.params, groups[_i].request);
	ck_assert_int_eq(item_new(&it, "", on_item, &a, &err), 0);
	ck_assert_msg(item_feed(it, groups[_i].doc, strlen(groups[_i].doc),
				&err) == 0 && item_finish(it, &err) == 0,
		      "%s: %s", groups[_i].what, err.text);
	item_free(it);
	params_release(&a.params);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ permissions, ROWS(groups) },
	};

	return check_main("secgroup", cases, ROWS(cases));
}
