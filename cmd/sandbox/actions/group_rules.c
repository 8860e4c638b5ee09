/* SPDX-License-Identifier: BSD-2-Clause */
#include "actions/group_rules.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "call/describe.h"
#include "kinds/network_kind.h"
#include "values/text.h"

enum { PORT_MAX = 65535, NAME_SIZE = 96 };

/* What one request changes.  As long as the group is not known, all is checked
 * and nothing is changed. */
struct change {
	struct call *call;
	const char *direction;		/* ingress or egress */
	bool adds;
	char group[ID_SIZE];
	size_t count;
};

/* The protocol and ports of a permission. */
struct permission {
	const char *protocol, *from, *to;
};

static const char find_sql[] =
"SELECT id FROM security_group WHERE owner = ?1 AND region = ?2 AND "
"(?3 <> '' AND id = ?3 OR ?3 = '' AND name = ?4)";

/* The group of that id or name, which must be the caller's. */
static int find_group(const struct call *c, const char *id, const char *name,
		      char out[ID_SIZE], struct fault *fault)
{
	struct sql q;
	bool found;

	if (!*id && !*name)
		return fault_set(fault, FAULT_MISSING_PARAMETER, "The request "
				 "must contain the parameter groupName or "
				 "groupId");
	sql_start(&q, c->state, find_sql, SQL_VALUES(c->account, c->region,
		  id, name));
	found = sql_next(&q);
	(void)snprintf(out, ID_SIZE, "%s", sql_column(&q, 0));
	if (call_sql_end(&q, fault))
		return -1;
	return found ? 0 : describe_missing(&network_kind_group,
					    *id ? id : name, 1, fault);
}

static int wrong_rule(struct fault *fault, const char *what, const char *value)
{
	return fault_set(fault, FAULT_PARAMETER_VALUE, "%s '%s' is not valid",
			 what, value);
}

static bool is_protocol(const char *text)
{
	struct err err;
	long n;

	return text_is_one_of("tcp|udp|icmp|icmpv6|-1|all", text) ||
	       num_parse(text, 0, 255, &n, &err) == 0;
}

/* Checks the ports, for protocols that have them: a range for tcp and udp, type
 * and code for icmp. */
static int check_permission(struct permission *p, struct fault *fault)
{
	bool is_icmp = text_is_one_of("icmp|icmpv6|1", p->protocol);
	bool has_ports = is_icmp ||
			 text_is_one_of("tcp|udp|6|17", p->protocol);
	long from = 0, to = 0, min = is_icmp ? -1 : 0;
	struct err err;

	if (!*p->protocol)
		return fault_set(fault, FAULT_MISSING_PARAMETER, "The request "
				 "must contain the parameter ipProtocol");
	if (!is_protocol(p->protocol))
		return wrong_rule(fault, "IP protocol", p->protocol);
	if (strcmp(p->protocol, "all") == 0)
		p->protocol = "-1";
	if (!has_ports) {
		p->from = p->to = "";
		return 0;
	}
	if (num_parse(p->from, min, PORT_MAX, &from, &err) ||
	    num_parse(p->to, min, PORT_MAX, &to, &err) ||
	    (!is_icmp && from > to))
		return fault_set(fault, FAULT_PARAMETER_VALUE, "Invalid port "
				 "range: '%s' to '%s'", p->from, p->to);
	return 0;
}

static bool is_cidr(int family, const char *text)
{
	unsigned char address[16];
	char host[64];
	size_t len = strcspn(text, "/");
	struct err err;
	long bits;

	(void)snprintf(host, sizeof(host), "%.*s", (int)(len < 63 ? len : 63),
		       text);
	return text[len] && inet_pton(family, host, address) == 1 &&
	       num_parse(text + len + 1, 0, family == AF_INET ? 32 : 128,
			 &bits, &err) == 0;
}

#define RULE "group_rule WHERE group_id = ?1 AND direction = ?2 AND " \
	"protocol = ?3 AND from_port = ?4 AND to_port = ?5 AND kind = ?6 AND " \
	"value = ?7"

static const struct rule new[] = {
	{ FAULT_PERMISSION_DUPLICATE, "SELECT 'the specified rule \"peer: ' || "
	  "?7 || ', ' || ?3 || ', from port: ' || ?4 || ', to port: ' || ?5 "
	  "|| ', ALLOW\" already exists' FROM " RULE },
	{ .sql = NULL }
}, there[] = {
	{ FAULT_PERMISSION_NOT_FOUND, "SELECT 'The specified rule does not "
	  "exist in this security group.' WHERE NOT EXISTS (SELECT 1 FROM "
	  RULE ")" },
	{ .sql = NULL }
};

static const char add_sql[] =
"INSERT INTO group_rule VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";

static const char remove_sql[] = "DELETE FROM " RULE;

static int apply(struct change *change, const struct permission *p,
		 const char *kind, const char *value, const char *user,
		 const char *description, struct fault *fault)
{
	const char *const values[] = {
		change->group, change->direction, p->protocol, p->from, p->to,
		kind, value, user, description, NULL,
	};

	change->count++;
	if (!*change->group)
		return 0;
	if (call_rules(change->call, change->adds ? new : there, values,
		       fault))
		return -1;
	return call_sql(change->call, change->adds ? add_sql : remove_sql,
			values, fault);
}

/* A part of IpPermissions.N. */
static const char *permission_part(const struct call *c, long n,
				   const char *name)
{
	char text[NAME_SIZE + 40];

	(void)snprintf(text, sizeof(text), "IpPermissions.%ld.%s", n, name);
	return call_text(c, text, "");
}

/* A part of IpPermissions.N.LIST.M. */
static const char *inner(const struct call *c, long n, const char *list,
			 long m, const char *name)
{
	char text[NAME_SIZE];

	(void)snprintf(text, sizeof(text), "%s.%ld.%s", list, m, name);
	return permission_part(c, n, text);
}

/* Ranges and prefix lists: the list, the field of its elements, their kind. */
static const struct peer {
	const char *list, *name, *kind;
	int family;			/* 0: no network */
} peers[] = {
	{ "IpRanges", "CidrIp", "cidr", AF_INET },
	{ "Ipv6Ranges", "CidrIpv6", "cidr6", AF_INET6 },
	{ "PrefixListIds", "PrefixListId", "prefix", 0 },
};

static int apply_peers(struct change *change, const struct permission *p,
		       long n, const struct peer *peer, struct fault *fault)
{
	const struct call *c = change->call;
	char pattern[NAME_SIZE];
	struct call_list list;
	int rc;

	(void)snprintf(pattern, sizeof(pattern), "IpPermissions.N.%s.N.%s",
		       peer->list, peer->name);
	rc = call_list(c, pattern, &list, fault);
	for (size_t i = 0; i < list.len && !rc; i++) {
		const struct call_item *item = &list.items[i];

		if (item->n != n)
			continue;
		if (peer->family && !is_cidr(peer->family, item->value))
			rc = wrong_rule(fault, "CIDR block", item->value);
		else
			rc = apply(change, p, peer->kind, item->value, "",
				   inner(c, n, peer->list, item->m,
					 "Description"), fault);
	}
	call_list_release(&list);
	return rc;
}

/* Applies a rule about a group.  The caller's own group must exist; another
 * account's is not checked. */
static int apply_group(struct change *change, const struct permission *p,
		       const char *id, const char *name, const char *user,
		       const char *description, struct fault *fault)
{
	const struct call *c = change->call;
	bool is_own = !*user || strcmp(user, c->account) == 0;
	char own[ID_SIZE] = "";

	if (is_own && *id && describe_check_id(&network_kind_group, id, fault))
		return -1;
	if (is_own && *change->group && find_group(c, id, name, own, fault))
		return -1;
	return apply(change, p, "group", is_own ? own : *id ? id : name,
		     is_own ? c->account : user, description, fault);
}

static int apply_groups(struct change *change, const struct permission *p,
			long n, const char *by, struct fault *fault)
{
	const struct call *c = change->call;
	char pattern[NAME_SIZE];
	struct call_list list;
	bool by_id = strcmp(by, "GroupId") == 0;
	int rc;

	(void)snprintf(pattern, sizeof(pattern), "IpPermissions.N.Groups.N.%s",
		       by);
	rc = call_list(c, pattern, &list, fault);
	for (size_t i = 0; i < list.len && !rc; i++) {
		const struct call_item *item = &list.items[i];

		if (item->n != n ||
		    (!by_id && *inner(c, n, "Groups", item->m, "GroupId")))
			continue;
		rc = apply_group(change, p, by_id ? item->value : "",
				 by_id ? "" : item->value,
				 inner(c, n, "Groups", item->m, "UserId"),
				 inner(c, n, "Groups", item->m,
				       "Description"), fault);
	}
	call_list_release(&list);
	return rc;
}

static int apply_permission(struct change *change, long n,
			    struct fault *fault)
{
	const struct call *c = change->call;
	struct permission p = {
		.protocol = permission_part(c, n, "IpProtocol"),
		.from = permission_part(c, n, "FromPort"),
		.to = permission_part(c, n, "ToPort"),
	};

	if (check_permission(&p, fault))
		return -1;
	for (size_t i = 0; i < sizeof(peers) / sizeof(peers[0]); i++)
		if (apply_peers(change, &p, n, &peers[i], fault))
			return -1;
	return apply_groups(change, &p, n, "GroupId", fault) ||
	       apply_groups(change, &p, n, "GroupName", fault) ? -1 : 0;
}

/* Applies one permission in the old form, with parameters outside
 * IpPermissions. */
static int apply_flat(struct change *change, struct fault *fault)
{
	const struct call *c = change->call;
	const char *cidr = call_text(c, "CidrIp", "");
	const char *source = call_text(c, "SourceSecurityGroupName", "");
	const char *user = call_text(c, "SourceSecurityGroupOwnerId", "");
	struct permission p = {
		.protocol = call_text(c, "IpProtocol", *source ? "-1" : ""),
		.from = call_text(c, "FromPort", ""),
		.to = call_text(c, "ToPort", ""),
	};

	if (!*cidr && !*source)
		return 0;
	if (check_permission(&p, fault))
		return -1;
	if (*cidr && !is_cidr(AF_INET, cidr))
		return wrong_rule(fault, "CIDR block", cidr);
	if (*cidr && apply(change, &p, "cidr", cidr, "", "", fault))
		return -1;
	return *source ? apply_group(change, &p, "", source, user, "",
				     fault) : 0;
}

static int apply_all(struct change *change, struct fault *fault)
{
	struct call_list list;
	int rc = apply_flat(change, fault);

	if (rc)
		return -1;
	rc = call_list(change->call, "IpPermissions.N.IpProtocol", &list,
		       fault);
	for (size_t i = 0; i < list.len && !rc; i++)
		rc = apply_permission(change, list.items[i].n, fault);
	call_list_release(&list);
	return rc;
}

static int change_rules(struct call *c, const char *direction, bool adds,
			struct fault *fault)
{
	struct change change = {
		.call = c, .direction = direction, .adds = adds,
	};
	const char *id = call_text(c, "GroupId", "");

	if ((*id && describe_check_id(&network_kind_group, id, fault)) ||
	    apply_all(&change, fault))
		return -1;
	if (!change.count)
		return fault_set(fault, FAULT_MISSING_PARAMETER, "The request "
				 "must contain the parameter ipPermissions");
	if (find_group(c, id, call_text(c, "GroupName", ""), change.group,
		       fault) ||
	    apply_all(&change, fault))
		return -1;
	markup_text(c->out, "return", "true");
	return 0;
}

int group_rules_authorize_ingress(struct call *c, struct fault *fault)
{
	return change_rules(c, "ingress", true, fault);
}

int group_rules_authorize_egress(struct call *c, struct fault *fault)
{
	return change_rules(c, "egress", true, fault);
}

int group_rules_revoke_ingress(struct call *c, struct fault *fault)
{
	return change_rules(c, "ingress", false, fault);
}

int group_rules_revoke_egress(struct call *c, struct fault *fault)
{
	return change_rules(c, "egress", false, fault);
}
