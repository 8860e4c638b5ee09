/* SPDX-License-Identifier: BSD-2-Clause */
/* An instance is pending in the answer to its launch, and running from then on:
 * nothing has to boot. */
#include "actions/launch.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "actions/images.h"
#include "actions/launch_request.h"
#include "actions/reservations.h"
#include "base/codec.h"
#include "call/mapping.h"

struct launch {
	struct image image;
	struct launch_request request;
	char reservation[ID_SIZE];
	char hash[CALL_HASH_SIZE];
	char now[CODEC_EXTENDED_SIZE + 4];
};

/* The code, the URL to sign up at, whether the account has signed up, and
 * whether the type fits. */
static const char rules_sql[] =
"SELECT code, purchase_url, owner = ?2 OR EXISTS (SELECT 1 FROM signup "
"WHERE signup.code = product.code AND account = ?2), EXISTS (SELECT 1 FROM "
"product_type WHERE product_type.code = product.code AND instance_type = ?3) "
"FROM image_code JOIN product USING (code) WHERE image = ?1";

static int check_product(const struct call *c, const struct launch *l,
			 struct fault *fault)
{
	const char *type = l->request.type;
	struct sql q;
	int rc = 0;

	sql_start(&q, c->state, rules_sql, SQL_VALUES(l->image.id, c->account,
		  type));
	while (!rc && sql_next(&q)) {
		if (!sql_is_true(&q, 2))
			rc = fault_set(fault, FAULT_OPT_IN, "In order to use "
				       "this image you need to sign up for the "
				       "product with code %.64s. To do so "
				       "please visit %s", sql_column(&q, 0),
				       sql_column(&q, 1));
		else if (!sql_is_true(&q, 3))
			rc = fault_set(fault, FAULT_UNSUPPORTED, "The product "
				       "with code %.64s is not configured for "
				       "the instance type %s",
				       sql_column(&q, 0), type);
	}
	if (rc) {
		struct err ignored;

		(void)sql_end(&q, &ignored);
		return -1;
	}
	return call_sql_end(&q, fault);
}

/* Refuses an image that the caller cannot see with AuthFailure, as EC2 does. */
static int check_image(const struct call *c, struct launch *l,
		       struct fault *fault)
{
	if (images_find(c, &l->image, fault))
		return -1;
	if (!l->image.is_visible)
		return fault_set(fault, FAULT_AUTH_FAILURE, "Not authorized "
				 "for images: [%s]", l->image.id);
	return check_product(c, l, fault);
}

static const char token_sql[] =
"SELECT id, request FROM reservation WHERE owner = ?1 AND token = ?2";

/* *REPEATED says whether the token's instances exist already. */
static int check_client_token(const struct call *c, struct launch *l,
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
	sql_start(&q, c->state, token_sql, SQL_VALUES(c->account, token));
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

static const char reservation_sql[] =
"INSERT INTO reservation (id, owner, token, request) VALUES (?1, ?2, ?3, ?4)";

static const char instance_sql[] =
"INSERT INTO instance (id, reservation, owner, launch_index, image, type, "
"state, launched, ended, zone, key_name, user_data, kernel, ramdisk, "
"monitoring, subnet, private_ip, public_ip, tenancy, placement_group, "
"profile, ebs_optimized, protected, shutdown) "
"SELECT ?1, ?2, ?3, ?4, ?5, ?6, 'pending', ?7, '', ?8, ?9, ?10, "
"ifnull(nullif(?11, ''), kernel), ifnull(nullif(?12, ''), ramdisk), ?13, "
"?14, ?15, '', ?16, ?17, ?18, ?19, ?20, ?21 FROM image WHERE id = ?5";

static const char code_sql[] =
"INSERT INTO instance_code (instance, code) "
"SELECT ?1, code FROM image_code WHERE image = ?2";

/* A volume gets a random id. */
static const char image_devices_sql[] =
"INSERT INTO instance_device (instance, device, virtual_name, volume, "
"delete_on_termination) SELECT ?1, device, virtual_name, "
"CASE virtual_name WHEN '' THEN 'vol-0' || lower(hex(randomblob(8))) "
"ELSE '' END, delete_on_termination FROM image_device WHERE image = ?2 "
"ORDER BY rowid";

static const char drop_device_sql[] =
"DELETE FROM instance_device WHERE instance = ?1 AND device = ?2";

static const char device_sql[] =
"INSERT INTO instance_device (instance, device, virtual_name, volume, "
"delete_on_termination) VALUES (?1, ?2, ?3, CASE ?3 WHEN '' THEN "
"'vol-0' || lower(hex(randomblob(8))) ELSE '' END, "
"CASE ?3 WHEN '' THEN ?4 ELSE '' END)";

static int keep_instance_devices(const struct call *c, const struct launch *l,
				 const char *id, struct fault *fault)
{
	const struct mappings *mappings = &l->request.mappings;

	if (call_sql(c, image_devices_sql, SQL_VALUES(id, l->image.id),
		     fault))
		return -1;
	for (size_t i = 0; i < mappings->len; i++) {
		const struct mapping *m = &mappings->all[i];

		if (call_sql(c, drop_device_sql, SQL_VALUES(id, m->device),
			     fault))
			return -1;
		if (!m->is_none &&
		    call_sql(c, device_sql, SQL_VALUES(id, m->device,
			     m->virtual_name, m->delete_on_termination),
			     fault))
			return -1;
	}
	return 0;
}

static const char group_sql[] =
"INSERT OR IGNORE INTO instance_group (instance, id, name) "
"VALUES (?1, ?2, ?3)";

static int keep_groups(const struct call *c, const struct launch *l,
		       const char *id, struct fault *fault)
{
	for (size_t i = 0; i < l->request.group_count; i++) {
		const struct launch_group *g = &l->request.groups[i];

		if (call_sql(c, group_sql, SQL_VALUES(id, g->id, g->name),
			     fault))
			return -1;
	}
	return 0;
}

static const char tag_sql[] =
"INSERT INTO tag (resource, key, value) VALUES (?1, ?2, ?3)";

static int keep_instance_tags(const struct call *c, const struct launch *l,
			      const char *id, struct fault *fault)
{
	for (size_t i = 0; i < l->request.tags.len; i++)
		if (call_sql(c, tag_sql, SQL_VALUES(id,
			     params_name(&l->request.tags, i),
			     params_value(&l->request.tags, i)), fault))
			return -1;
	return 0;
}

static int keep_instance(const struct call *c, const struct launch *l,
			 long number, struct fault *fault)
{
	const struct launch_request *r = &l->request;
	char id[ID_SIZE], index[24];

	(void)snprintf(index, sizeof(index), "%ld", number);
	if (call_new_id("i-", id, fault) ||
	    call_sql(c, instance_sql,
		     SQL_VALUES(id, l->reservation, c->account, index,
				l->image.id, r->type, l->now, r->zone, r->key,
				buf_str(&r->user_data), r->kernel, r->ramdisk,
				r->monitoring, r->subnet, r->private_ip,
				r->tenancy, r->placement_group,
				buf_str(&r->profile), r->ebs_optimized,
				r->protected, r->shutdown),
		     fault) ||
	    call_sql(c, code_sql, SQL_VALUES(id, l->image.id), fault) ||
	    keep_instance_devices(c, l, id, fault) ||
	    keep_groups(c, l, id, fault))
		return -1;
	return keep_instance_tags(c, l, id, fault);
}

static const char run_sql[] =
"UPDATE instance SET state = 'running' WHERE reservation = ?1";

static int keep_instances(struct call *c, struct launch *l, struct fault *fault)
{
	char now[CODEC_EXTENDED_SIZE];

	codec_time_extended(c->now, now);
	(void)snprintf(l->now, sizeof(l->now), "%.19s.000Z", now);
	if (call_new_id("r-", l->reservation, fault) ||
	    call_sql(c, reservation_sql, SQL_VALUES(l->reservation,
		     c->account, call_text(c, "ClientToken", ""), l->hash),
		     fault))
		return -1;
	for (long i = 0; i < l->request.count; i++)
		if (keep_instance(c, l, i, fault))
			return -1;
	if (reservations_write(c, l->reservation, fault))
		return -1;
	return call_sql(c, run_sql, SQL_VALUES(l->reservation), fault);
}

int launch_instances(struct call *c, struct fault *fault)
{
	struct launch launch = { .hash = "" };
	bool repeated;
	int rc = -1;

	if (launch_request_read(&launch.request, c, fault) ||
	    check_client_token(c, &launch, &repeated, fault))
		goto out;
	if (repeated)
		rc = reservations_write(c, launch.reservation, fault);
	else if (check_image(c, &launch, fault) == 0)
		rc = keep_instances(c, &launch, fault);
out:
	launch_request_release(&launch.request);
	return rc;
}
