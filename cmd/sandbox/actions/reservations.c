/* SPDX-License-Identifier: BSD-2-Clause */
#include "actions/reservations.h"

#include <stdio.h>
#include <string.h>

#include "call/filter.h"
#include "call/listing.h"
#include "call/paging.h"

#define INSTANCE(column) "SELECT " column " FROM shown_instance WHERE id = ?1"

static const struct filter_kind filter_kinds[] = {
	{ "architecture", INSTANCE("architecture") },
	{ "availability-zone", INSTANCE("zone") },
	{ "client-token", INSTANCE("token") },
	{ "dns-name", INSTANCE("public_dns") },
	{ "group-id", "SELECT id FROM instance_group WHERE instance = ?1" },
	{ "group-name",
	  "SELECT name FROM instance_group WHERE instance = ?1" },
	{ "image-id", INSTANCE("image") },
	{ "instance-id", INSTANCE("id") },
	{ "instance-state-code", INSTANCE("state_code") },
	{ "instance-state-name", INSTANCE("state") },
	{ "instance-type", INSTANCE("type") },
	{ "ip-address", INSTANCE("public_ip") },
	{ "is-public", INSTANCE("CASE WHEN EXISTS (SELECT 1 FROM "
	  "launch_permission WHERE launch_permission.image = "
	  "shown_instance.image AND kind = 'group') THEN 'true' "
	  "ELSE 'false' END") },
	{ "kernel-id", INSTANCE("kernel") },
	{ "key-name", INSTANCE("key_name") },
	{ "launch-index", INSTANCE("launch_index") },
	{ "launch-time", INSTANCE("launched") },
	{ "name", "SELECT value FROM tag WHERE resource = ?1 AND "
	  "key = 'Name'" },
	{ "owner-id", INSTANCE("owner") },
	{ "placement-group-name", INSTANCE("placement_group") },
	{ "platform", INSTANCE("platform") },
	{ "private-dns-name", INSTANCE("private_dns") },
	{ "private-ip-address", INSTANCE("private_ip") },
	{ "product-code",
	  "SELECT code FROM instance_code WHERE instance = ?1" },
	{ "product-code.type",
	  "SELECT 'devpay' FROM instance_code WHERE instance = ?1" },
	{ "ramdisk-id", INSTANCE("ramdisk") },
	{ "reservation-id", INSTANCE("reservation") },
	{ "root-device-name", INSTANCE("root_name") },
	{ "root-device-type", INSTANCE("root_device") },
	{ "state", INSTANCE("state") },
	{ "subnet-id", INSTANCE("subnet") },
	{ "tag:", "SELECT value FROM tag WHERE resource = ?1 AND key = ?2" },
	{ "tag-key", "SELECT key FROM tag WHERE resource = ?1" },
	{ "tenancy", INSTANCE("tenancy") },
	{ "virtualization-type", INSTANCE("virtualization") },
	{ "vpc-id", INSTANCE("vpc") },
	{ NULL, NULL }
};

static const struct listing codes = {
	.name = "productCodes", .sql =
"SELECT code, 'devpay' FROM instance_code WHERE instance = ?1 ORDER BY code",
	.steps = LISTING_COLUMNS("productCode", "type"),
};

static const struct listing groups = {
	.name = "groupSet", .sql =
"SELECT id, name FROM instance_group WHERE instance = ?1 ORDER BY rowid",
	.steps = LISTING_COLUMNS("groupId", "groupName"),
};

static const struct listing devices = {
	.name = "blockDeviceMapping", .sql =
"SELECT device, volume, 'attached', launched, delete_on_termination "
"FROM instance_device JOIN instance ON instance.id = instance "
"WHERE instance = ?1 AND volume <> '' AND state <> 'terminated' "
"ORDER BY instance_device.rowid",
	.steps = LISTING_COLUMNS("deviceName", "<ebs", "volumeId", "status",
				 "attachTime", "deleteOnTermination", ">"),
};

static const struct listing tags = {
	.name = "tagSet",
	.sql = "SELECT key, value FROM tag WHERE resource = ?1 ORDER BY key",
	.steps = LISTING_COLUMNS("key", "!value"),
};

static const struct listing addresses = {
	.name = "privateIpAddressesSet", .sql =
"SELECT private_ip, private_dns, 'true' FROM shown_instance WHERE id = ?1",
	.steps = LISTING_COLUMNS("privateIpAddress", "privateDnsName",
				 "primary"),
};

/* Derives the ids of an instance's interfaces from the instance's id. */
static const struct listing interfaces = {
	.name = "networkInterfaceSet", .sql =
"SELECT 'eni-' || substr(id, 3), subnet, vpc, '', owner, 'in-use', "
"private_ip, private_dns, 'true', "
"'eni-attach-' || substr(id, 3), '0', 'attached', launched, 'true' "
"FROM shown_instance WHERE id = ?1 AND subnet <> '' AND state <> 'terminated'",
	.steps = LISTING_STEPS(
		{ .layout = { "networkInterfaceId", "subnetId", "vpcId",
			      "!description", "ownerId", "status",
			      "privateIpAddress", "privateDnsName",
			      "sourceDestCheck" },
		  .list = &groups },
		{ .layout = { "<attachment", "attachmentId", "deviceIndex",
			      "status", "attachTime", "deleteOnTermination",
			      ">" },
		  .list = &addresses, .last = true }),
};

static const struct listing shown = {
	.sql =
"SELECT id, image, state_code, state, private_dns, public_dns, "
"CASE state WHEN 'terminated' THEN 'User initiated (' || "
"replace(substr(ended, 1, 19), 'T', ' ') || ' GMT)' ELSE '' END, key_name, "
"launch_index, type, launched, zone, placement_group, tenancy, kernel, "
"ramdisk, platform, monitoring, subnet, vpc, private_ip, public_ip, "
"CASE subnet WHEN '' THEN '' ELSE 'true' END, "
"CASE state WHEN 'terminated' THEN 'Client.UserInitiatedShutdown' ELSE '' END, "
"CASE state WHEN 'terminated' THEN 'Client.UserInitiatedShutdown: "
"User initiated shutdown' ELSE '' END, architecture, root_device, "
"root_name, virtualization, token, 'xen', profile, "
"CASE profile WHEN '' THEN '' ELSE 'AIPASANDBOXPROFILE00' END, ebs_optimized "
"FROM shown_instance WHERE id = ?1",
	.steps = LISTING_STEPS(
		{ .layout = { "instanceId", "imageId", "<instanceState",
			      "code", "name", ">", "!privateDnsName",
			      "!dnsName", "!reason", "keyName",
			      "amiLaunchIndex" },
		  .list = &codes },
		{ .layout = { "instanceType", "launchTime", "<placement",
			      "availabilityZone", "!groupName", "tenancy", ">",
			      "kernelId", "ramdiskId", "platform",
			      "<monitoring", "state", ">", "subnetId", "vpcId",
			      "privateIpAddress", "ipAddress",
			      "sourceDestCheck" },
		  .list = &groups },
		{ .layout = { "<?stateReason", "code", "message", ">",
			      "architecture", "rootDeviceType",
			      "rootDeviceName" },
		  .list = &devices },
		{ .layout = { "virtualizationType", "!clientToken" },
		  .list = &tags },
		{ .layout = { "hypervisor" }, .list = &interfaces },
		{ .layout = { "<?iamInstanceProfile", "arn", "id", ">",
			      "ebsOptimized" },
		  .last = true }),
};

/* In a VPC, reservations have no groups, only instances do. */
static const struct listing reservation_groups = {
	.name = "groupSet", .sql =
"SELECT DISTINCT instance_group.id, name FROM instance_group "
"JOIN instance ON instance.id = instance WHERE reservation = ?1 AND "
"subnet = '' ORDER BY instance_group.rowid",
	.steps = LISTING_COLUMNS("groupId", "groupName"),
};

static const struct listing head = {
	.sql = "SELECT id, owner FROM reservation WHERE id = ?1",
	.steps = LISTING_STEPS(
		{ .layout = { "reservationId", "ownerId" },
		  .list = &reservation_groups, .last = true }),
};

/* The instances that a request asks for. */
struct question {
	struct call_list ids;
	struct filters *filters;	/* NULL: all */
	struct paging paging;
};

static bool is_named(const struct question *q, const char *id)
{
	for (size_t i = 0; i < q->ids.len; i++)
		if (strcmp(q->ids.items[i].value, id) == 0)
			return true;
	return !q->ids.len;
}

static int is_wanted(const struct question *q, const struct call *c,
		     const char *id, bool *wanted, struct fault *fault)
{
	*wanted = is_named(q, id);
	if (!*wanted || !q->filters)
		return 0;
	return filters_pass(q->filters, c, id, wanted, fault);
}

static int write_instance(struct call *c, const char *id,
			  struct fault *fault)
{
	int rc;

	markup_open(c->out, "item");
	rc = listing_write(c, &shown, id, fault);
	markup_close(c->out);
	return rc;
}

static const char members_sql[] =
"SELECT id FROM instance WHERE reservation = ?1 ORDER BY launch_index";

/* *COUNT becomes how many of a reservation's instances the request asks for;
 * writes them if WRITE. */
static int each_wanted(struct call *c, const struct question *question,
		       const char *id, bool write, long *count,
		       struct fault *fault)
{
	struct fault ignored;
	bool wanted;
	struct sql q;
	int rc = 0;

	*count = 0;
	sql_start(&q, c->state, members_sql, SQL_VALUES(id));
	while (!rc && sql_next(&q)) {
		rc = is_wanted(question, c, sql_column(&q, 0), &wanted,
			       fault);
		if (rc || !wanted)
			continue;
		(*count)++;
		if (write)
			rc = write_instance(c, sql_column(&q, 0), fault);
	}
	if (call_sql_end(&q, rc ? &ignored : fault))
		return -1;
	return rc;
}

static int write_wanted(struct call *c, const struct question *question,
			const char *id, struct fault *fault)
{
	long count;
	int rc;

	if (listing_write(c, &head, id, fault))
		return -1;
	markup_open(c->out, "instancesSet");
	rc = each_wanted(c, question, id, true, &count, fault);
	markup_close(c->out);
	return rc;
}

int reservations_write(struct call *c, const char *id, struct fault *fault)
{
	const struct question all = { .filters = NULL };

	return write_wanted(c, &all, id, fault);
}

static const char own_sql[] =
"SELECT 1 FROM instance WHERE id = ?1 AND owner = ?2";

static int check_named_instances(const struct call *c,
				 const struct question *question,
				 struct fault *fault)
{
	struct buf missing = {0};
	size_t count = 0;
	int rc = 0;

	for (size_t i = 0; i < question->ids.len && !rc; i++) {
		const char *id = question->ids.items[i].value;
		struct sql q;
		bool found;

		if (!id_is_valid(id, "i-")) {
			rc = fault_set(fault, FAULT_INSTANCE_MALFORMED,
				       "Invalid id: \"%s\"", id);
			continue;
		}
		sql_start(&q, c->state, own_sql, SQL_VALUES(id, c->account));
		found = sql_next(&q);
		rc = call_sql_end(&q, fault);
		if (!found)
			buf_printf(&missing, "%s%s", count++ ? ", " : "", id);
	}
	if (!rc && count)
		rc = fault_set(fault, FAULT_INSTANCE_NOT_FOUND,
			       "The instance ID%s '%.900s' do%s not exist",
			       count > 1 ? "s" : "", buf_str(&missing),
			       count > 1 ? "" : "es");
	buf_release(&missing);
	return rc;
}

static const char reservations_sql[] =
"SELECT id, rowid FROM reservation WHERE owner = ?1 AND "
"rowid > CAST(?2 AS INTEGER) ORDER BY rowid";

static int write_all(struct call *c, struct question *question, bool *more,
		     struct fault *fault)
{
	struct paging *paging = &question->paging;
	char after[PAGING_PLACE_SIZE];
	struct fault ignored;
	struct sql q;
	long count;
	int rc = 0;

	memcpy(after, paging->after, sizeof(after));
	sql_start(&q, c->state, reservations_sql,
		  SQL_VALUES(c->account, after));
	while (!rc && !*more && sql_next(&q)) {
		const char *id = sql_column(&q, 0);

		rc = each_wanted(c, question, id, false, &count, fault);
		*more = !rc && count && paging_is_full(paging);
		if (rc || !count || *more)
			continue;
		markup_open(c->out, "item");
		rc = write_wanted(c, question, id, fault);
		markup_close(c->out);
		paging_took(paging, sql_column(&q, 1), count);
	}
	if (call_sql_end(&q, rc ? &ignored : fault))
		return -1;
	return rc;
}

/* A reservation is never cut in two: a page ends with the one that fills
 * it. */
int reservations_describe(struct call *c, struct fault *fault)
{
	struct question q = { .filters = NULL };
	bool more = false;
	int rc = -1;

	if (call_list(c, "InstanceId.N", &q.ids, fault) ||
	    filters_new(&q.filters, c, filter_kinds, fault) ||
	    paging_read(&q.paging, c, 5, "InstanceId", fault) ||
	    check_named_instances(c, &q, fault))
		goto out;
	markup_open(c->out, "reservationSet");
	rc = write_all(c, &q, &more, fault);
	markup_close(c->out);
	if (!rc && more)
		paging_write(&q.paging, c);
out:
	call_list_release(&q.ids);
	filters_free(q.filters);
	return rc;
}
