/* SPDX-License-Identifier: BSD-2-Clause */
#include "actions/launch.h"

#include <stdio.h>
#include <string.h>

#include "actions/images.h"
#include "actions/launch_request.h"
#include "actions/new_volume.h"
#include "actions/reservations.h"
#include "call/describe.h"
#include "call/tagging.h"
#include "kinds/image_kind.h"
#include "kinds/network_kind.h"
#include "kinds/shared_kind.h"

/* What tags of a launch are for. */
#define TAGGED "instance|volume|network-interface|spot-instances-request"

struct launch {
	const char *image;
	struct launch_request request;
	char reservation[ID_SIZE];
	char hash[CALL_HASH_SIZE];
};

/* ?1 is the image, ?7 the type.  Who cannot see an image is told that it is not
 * his, as EC2 does. */
#define CODED "FROM code JOIN product USING (code) WHERE resource = ?1 AND "

static const struct rule image_rules[] = {
	IMAGES_EXISTS("?1"),
	{ FAULT_AUTH_FAILURE,
"SELECT 'Not authorized for images: [' || ?1 || ']' FROM image WHERE id = ?1 "
"AND NOT " SHARED_VISIBLE("image") },
	{ FAULT_OPT_IN,
"SELECT 'In order to use this image you need to sign up for the product with "
"code ' || code || '. To do so please visit ' || purchase_url " CODED
"owner <> ?2 AND NOT EXISTS (SELECT 1 FROM signup WHERE "
"signup.code = product.code AND account = ?2)" },
	{ FAULT_UNSUPPORTED,
"SELECT 'The product with code ' || code || ' is not configured for the "
"instance type ' || ?7 " CODED "NOT EXISTS (SELECT 1 FROM product_type WHERE "
"product_type.code = product.code AND instance_type = ?7)" },
	{ .sql = NULL }
};

/* Things that a launch names besides its image, by name or by id. */
static const struct named {
	const char *pattern;
	const struct kind *kind;
	bool by_name;
} group_lists[] = {
	{ "SecurityGroup.N", &network_kind_group, true },
	{ "SecurityGroupId.N", &network_kind_group, false },
	{ "NetworkInterface.N.SecurityGroupId.N", &network_kind_group, false },
}, key = { "KeyName", &network_kind_key, true };

enum { GROUP_LISTS = sizeof(group_lists) / sizeof(group_lists[0]) };

static int check_named(const struct call *c, const struct named *named,
		       bool form_only, struct fault *fault)
{
	struct call_list list;
	int rc = call_list(c, named->pattern, &list, fault);

	for (size_t i = 0; i < list.len && !rc && !named->by_name; i++)
		rc = describe_check_id(named->kind, list.items[i].value,
				       fault);
	if (!rc && !form_only)
		rc = describe_check_named(c, named->kind, &list,
					  named->by_name, fault);
	call_list_release(&list);
	return rc;
}

static int check_all_named(const struct call *c, bool form_only,
			   struct fault *fault)
{
	for (size_t i = 0; i < GROUP_LISTS; i++)
		if (check_named(c, &group_lists[i], form_only, fault))
			return -1;
	return check_named(c, &key, form_only, fault);
}

static const char token_sql[] =
"SELECT id, request FROM reservation WHERE owner = ?1 AND token = ?2 AND "
"region = ?3";

/* Sets *REPEATED if an earlier launch with this token made the instances. */
static int check_token(const struct call *c, struct launch *l,
		       bool *repeated, struct fault *fault)
{
	static const char *const except[] = { NULL };
	const char *token = call_text(c, "ClientToken", "");
	bool same = false;
	struct sql q;

	*repeated = false;
	if (!*token)
		return 0;
	if (call_hash(c, except, l->hash, fault))
		return -1;
	sql_start(&q, c->state, token_sql, SQL_VALUES(c->account, token,
		  c->region));
	*repeated = sql_next(&q);
	if (*repeated) {
		same = strcmp(sql_column(&q, 1), l->hash) == 0;
		(void)snprintf(l->reservation, sizeof(l->reservation), "%s",
			       sql_column(&q, 0));
	}
	if (call_sql_end(&q, fault))
		return -1;
	if (!*repeated || same)
		return 0;
	return fault_set(fault, FAULT_IDEMPOTENT_MISMATCH, "The client token "
			 "'%s' was used with other parameters", token);
}

static const char instance_sql[] =
"INSERT INTO instance (id, reservation, owner, launch_index, image, type, "
"state, launched, ended, zone, key_name, user_data, kernel, ramdisk, "
"monitoring, subnet, private_ip, public_ip, tenancy, placement_group, "
"profile, ebs_optimized, protected, shutdown, region, token, request, ena, "
"sriov, stop_protected, next, due, metadata_tags) "
"SELECT ?1, ?2, ?3, ?4, ?5, ?6, 'pending', ?7, '', ?8, ?9, ?10, "
"ifnull(nullif(?11, ''), kernel), ifnull(nullif(?12, ''), ramdisk), ?13, "
"?14, ?15, '', ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ena, sriov, ?25, "
"'running', ?26 + 1000, ?27 FROM image WHERE id = ?5";

static const char code_sql[] =
"INSERT INTO code (resource, code) "
"SELECT ?1, code FROM code WHERE resource = ?2";

static const char device_sql[] =
"INSERT INTO instance_device (instance, device, virtual_name, volume, "
"delete_on_termination, attached) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

/* Stores a device of the instance, and makes its volume if it has one. */
static int keep_device(const struct call *c, const struct launch *l,
		       const char *id, const struct mapping *m,
		       struct fault *fault)
{
	const struct new_volume plan = {
		.zone = l->request.zone, .snapshot = m->snapshot,
		.size = m->size, .type = m->type, .iops = m->iops,
		.throughput = m->throughput, .encrypted = m->encrypted,
	};
	bool is_volume = !*m->virtual_name;
	char volume[ID_SIZE] = "";

	if (is_volume && (new_volume_make(c, &plan, volume, fault) ||
			  tagging_keep(c, "volume", volume, fault)))
		return -1;
	return call_sql(c, device_sql, SQL_VALUES(id, m->device,
			m->virtual_name, volume, is_volume ?
			m->delete_on_termination : "", is_volume ? c->time :
			""), fault);
}

static bool is_mapped(const struct mappings *mappings, const char *device)
{
	for (size_t i = 0; i < mappings->len; i++)
		if (strcmp(mappings->all[i].device, device) == 0)
			return true;
	return false;
}

static const char image_devices_sql[] =
"SELECT device, virtual_name, snapshot, size, delete_on_termination, "
"volume_type, iops, throughput, encrypted FROM image_device "
"WHERE image = ?1 ORDER BY rowid";

static int keep_image_devices(const struct call *c, const struct launch *l,
			      const char *id, struct fault *fault)
{
	struct fault ignored;
	struct sql q;
	int rc = 0;

	sql_start(&q, c->state, image_devices_sql, SQL_VALUES(l->image));
	while (!rc && sql_next(&q)) {
		const struct mapping m = {
			.device = sql_column(&q, 0),
			.virtual_name = sql_column(&q, 1),
			.snapshot = sql_column(&q, 2),
			.size = sql_column(&q, 3),
			.delete_on_termination = sql_column(&q, 4),
			.type = sql_column(&q, 5), .iops = sql_column(&q, 6),
			.throughput = sql_column(&q, 7),
			.encrypted = sql_column(&q, 8),
		};

		if (!is_mapped(&l->request.mappings, m.device))
			rc = keep_device(c, l, id, &m, fault);
	}
	if (call_sql_end(&q, rc ? &ignored : fault))
		return -1;
	return rc;
}

static int keep_devices(const struct call *c, const struct launch *l,
			const char *id, struct fault *fault)
{
	const struct mappings *mappings = &l->request.mappings;

	if (keep_image_devices(c, l, id, fault))
		return -1;
	for (size_t i = 0; i < mappings->len; i++)
		if (!mappings->all[i].is_none &&
		    keep_device(c, l, id, &mappings->all[i], fault))
			return -1;
	return 0;
}

/* The groups that the request names, or the default group.  Names and ids
 * cannot be mistaken for each other: no name begins with sg-. */
static const char group_sql[] =
"INSERT OR IGNORE INTO instance_group SELECT ?1, id, name "
"FROM security_group WHERE owner = ?2 AND region = ?3 AND ?4 IN (id, name) "
"ORDER BY vpc LIMIT 1";

static int keep_groups(const struct call *c, const char *id,
		       struct fault *fault)
{
	size_t count = 0;

	for (size_t i = 0; i < GROUP_LISTS; i++) {
		struct call_list list;
		int rc = call_list(c, group_lists[i].pattern, &list, fault);

		count += list.len;
		for (size_t k = 0; k < list.len && !rc; k++)
			rc = call_sql(c, group_sql, SQL_VALUES(id, c->account,
				      c->region, list.items[k].value), fault);
		call_list_release(&list);
		if (rc)
			return -1;
	}
	return count ? 0 : call_sql(c, group_sql, SQL_VALUES(id, c->account,
				    c->region, "default"), fault);
}

static int keep_instance(const struct call *c, const struct launch *l,
			 long number, struct fault *fault)
{
	const struct launch_request *r = &l->request;
	char id[ID_SIZE], index[24], now[24];

	(void)snprintf(index, sizeof(index), "%ld", number);
	(void)snprintf(now, sizeof(now), "%lld", c->now_ms);
	if (call_new_id("i-", id, fault) ||
	    call_sql(c, instance_sql, SQL_VALUES(id, l->reservation,
		     c->account, index, l->image, r->type, c->time, r->zone,
		     r->key, buf_str(&r->user_data), r->kernel, r->ramdisk,
		     r->monitoring, r->subnet, r->private_ip, r->tenancy,
		     r->placement_group, buf_str(&r->profile),
		     r->ebs_optimized, r->protected, r->shutdown, c->region,
		     call_text(c, "ClientToken", ""), l->hash,
		     call_text(c, "DisableApiStop", "false"), now,
		     r->metadata_tags), fault) ||
	    call_sql(c, code_sql, SQL_VALUES(id, l->image), fault) ||
	    keep_devices(c, l, id, fault) || keep_groups(c, id, fault))
		return -1;
	return tagging_keep(c, "instance", id, fault);
}

static int keep_launch(struct call *c, struct launch *l, struct fault *fault)
{
	if (call_new_id("r-", l->reservation, fault))
		return -1;
	for (long i = 0; i < l->request.count; i++)
		if (keep_instance(c, l, i, fault))
			return -1;
	return reservations_write(c, l->reservation, fault);
}

static int check_launch(const struct call *c, const struct launch *l,
			struct fault *fault)
{
	if (call_rules(c, image_rules, SQL_VALUES(l->image, c->account,
		       c->region, "", "", "", l->request.type), fault) ||
	    check_all_named(c, false, fault))
		return -1;
	return mappings_check_snapshots(&l->request.mappings, c, fault);
}

int launch_instances(struct call *c, struct fault *fault)
{
	struct launch launch = { .hash = "" };
	bool repeated;
	int rc = -1;

	if (describe_need(c, &image_kind, &launch.image, fault) ||
	    launch_request_read(&launch.request, c, fault) ||
	    check_all_named(c, true, fault) ||
	    tagging_check(c, TAGGED, fault) ||
	    check_token(c, &launch, &repeated, fault))
		goto out;
	if (repeated)
		rc = reservations_write(c, launch.reservation, fault);
	else if (check_launch(c, &launch, fault) == 0)
		rc = keep_launch(c, &launch, fault);
out:
	launch_request_release(&launch.request);
	return rc;
}
