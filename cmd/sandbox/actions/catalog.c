/* SPDX-License-Identifier: BSD-2-Clause */
#include "actions/catalog.h"

#include <stdio.h>
#include <string.h>

#include "actions/images.h"
#include "call/filter.h"
#include "call/listing.h"
#include "call/paging.h"

#define IMAGE(column) "SELECT " column " FROM image WHERE id = ?1"

static const struct filter_kind filter_kinds[] = {
	{ "architecture", IMAGE("architecture") },
	{ "creation-date", IMAGE("created") },
	{ "description", IMAGE("description") },
	{ "hypervisor", IMAGE("'xen'") },
	{ "image-id", IMAGE("id") },
	{ "image-type", IMAGE("'machine'") },
	{ "is-public", IMAGE("CASE WHEN EXISTS (SELECT 1 FROM "
	  "launch_permission WHERE image = ?1 AND kind = 'group') "
	  "THEN 'true' ELSE 'false' END") },
	{ "kernel-id", IMAGE("kernel") },
	{ "manifest-location", IMAGE("location") },
	{ "name", IMAGE("name") },
	{ "owner-id", IMAGE("owner") },
	{ "platform", IMAGE("platform") },
	{ "product-code", "SELECT code FROM image_code WHERE image = ?1" },
	{ "product-code.type",
	  "SELECT 'devpay' FROM image_code WHERE image = ?1" },
	{ "ramdisk-id", IMAGE("ramdisk") },
	{ "root-device-name", IMAGE("root_name") },
	{ "root-device-type", IMAGE("root_device") },
	{ "state", IMAGE("state") },
	{ "tag:", "SELECT value FROM tag WHERE resource = ?1 AND key = ?2" },
	{ "tag-key", "SELECT key FROM tag WHERE resource = ?1" },
	{ "virtualization-type", IMAGE("virtualization") },
	{ NULL, NULL }
};

static const struct listing codes = {
	.name = "productCodes", .sql =
"SELECT code, 'devpay' FROM image_code WHERE image = ?1 ORDER BY code",
	.steps = LISTING_COLUMNS("productCode", "type"),
};

/* Does not show the device that holds the manifest's file system. */
static const struct listing devices = {
	.name = "blockDeviceMapping", .sql =
"SELECT device, virtual_name, snapshot, size, delete_on_termination, "
"volume_type, iops FROM image_device WHERE image = ?1 AND "
"virtual_name <> 'ami' ORDER BY rowid",
	.steps = LISTING_COLUMNS("deviceName", "virtualName", "<?ebs",
				 "snapshotId", "volumeSize",
				 "deleteOnTermination", "volumeType", "iops",
				 ">"),
};

static const struct listing tags = {
	.name = "tagSet",
	.sql = "SELECT key, value FROM tag WHERE resource = ?1 ORDER BY key",
	.steps = LISTING_COLUMNS("key", "!value"),
};

static const struct listing image = {
	.sql =
"SELECT id, location, state, owner, created, CASE WHEN EXISTS (SELECT 1 FROM "
"launch_permission WHERE image = ?1 AND kind = 'group') THEN 'true' "
"ELSE 'false' END, architecture, 'machine', kernel, ramdisk, platform, name, "
"description, root_device, root_name, virtualization, 'xen' "
"FROM image WHERE id = ?1",
	.steps = LISTING_STEPS(
		{ .layout = { "imageId", "imageLocation", "imageState",
			      "imageOwnerId", "creationDate", "isPublic" },
		  .list = &codes },
		{ .layout = { "architecture", "imageType", "kernelId",
			      "ramdiskId", "platform", "name", "description",
			      "rootDeviceType", "rootDeviceName" },
		  .list = &devices },
		{ .layout = { "virtualizationType" }, .list = &tags },
		{ .layout = { "hypervisor" }, .last = true }),
};

/* The images that a request asks for. */
struct question {
	struct call_list ids, owners, users;
	struct filters *filters;
	struct paging paging;
	bool is_open;		/* the page is full and there are more */
};

static void release_question(struct question *q)
{
	call_list_release(&q->ids);
	call_list_release(&q->owners);
	call_list_release(&q->users);
	filters_free(q->filters);
}

static int check_users(const struct call_list *list,
		       const char *const *words, struct fault *fault)
{
	for (size_t i = 0; i < list->len; i++) {
		const char *value = list->items[i].value;
		size_t w = 0;

		while (words[w] && strcmp(words[w], value) != 0)
			w++;
		if (!words[w] && (strlen(value) != 12 ||
				  strspn(value, "0123456789") != 12))
			return fault_set(fault, FAULT_USER_ID, "Invalid user "
					 "id: \"%s\"", value);
	}
	return 0;
}

static int read_question(struct question *q, const struct call *c,
			 struct fault *fault)
{
	static const char *const owners[] = {
		"self", "amazon", "aws-marketplace", "aws-backup-vault", NULL,
	};
	static const char *const users[] = { "self", "all", NULL };

	if (call_list(c, "ImageId.N", &q->ids, fault) ||
	    call_list(c, "Owner.N", &q->owners, fault) ||
	    call_list(c, "ExecutableBy.N", &q->users, fault) ||
	    check_users(&q->owners, owners, fault) ||
	    check_users(&q->users, users, fault) ||
	    filters_new(&q->filters, c, filter_kinds, fault))
		return -1;
	return paging_read(&q->paging, c, 1, "ImageId", fault);
}

static bool has_owner(const struct question *q, const struct call *c,
		      const char *owner)
{
	for (size_t i = 0; i < q->owners.len; i++) {
		const char *value = q->owners.items[i].value;

		if (strcmp(strcmp(value, "self") == 0 ? c->account : value,
			   owner) == 0)
			return true;
	}
	return !q->owners.len;
}

/* Only the owner of an image, and those it is shared with, may learn that it is
 * shared with them. */
static const char shared_sql[] =
"SELECT 1 FROM launch_permission JOIN image ON image.id = image "
"WHERE image = ?1 AND (?2 = 'all' AND kind = 'group' OR kind = 'userId' AND "
"value = CASE ?2 WHEN 'self' THEN ?3 ELSE ?2 END AND ?3 IN (value, owner))";

static int has_user(const struct question *question, const struct call *c,
		    const char *id, bool *has, struct fault *fault)
{
	*has = !question->users.len;
	for (size_t i = 0; i < question->users.len && !*has; i++) {
		struct sql q;

		sql_start(&q, c->state, shared_sql, SQL_VALUES(id,
			  question->users.items[i].value, c->account));
		*has = sql_next(&q);
		if (call_sql_end(&q, fault))
			return -1;
	}
	return 0;
}

/* Writes an image that the caller can see, if the request asks for it. */
static int write_if_wanted(struct question *q, struct call *c, const char *id,
			   const char *owner, const char *place,
			   struct fault *fault)
{
	bool passes;

	if (!has_owner(q, c, owner))
		return 0;
	if (has_user(q, c, id, &passes, fault))
		return -1;
	if (!passes)
		return 0;
	if (filters_pass(q->filters, c, id, &passes, fault))
		return -1;
	if (!passes)
		return 0;
	if (paging_is_full(&q->paging)) {
		q->is_open = true;
		return 0;
	}
	paging_took(&q->paging, place, 1);
	markup_open(c->out, "item");
	if (listing_write(c, &image, id, fault))
		return -1;
	markup_close(c->out);
	return 0;
}

static const char visible_sql[] =
"SELECT id, owner, rowid FROM image WHERE rowid > CAST(?1 AS INTEGER) AND "
"state = 'available' AND (owner = ?2 OR EXISTS (SELECT 1 FROM "
"launch_permission WHERE image = image.id AND (kind = 'group' OR "
"kind = 'userId' AND value = ?2))) ORDER BY rowid";

static int take_visible(struct question *question, struct call *c,
			struct fault *fault)
{
	struct fault ignored;
	char after[PAGING_PLACE_SIZE];
	struct sql q;
	int rc = 0;

	memcpy(after, question->paging.after, sizeof(after));
	sql_start(&q, c->state, visible_sql, SQL_VALUES(after, c->account));
	while (!rc && !question->is_open && sql_next(&q))
		rc = write_if_wanted(question, c, sql_column(&q, 0),
				     sql_column(&q, 1), sql_column(&q, 2),
				     fault);
	if (call_sql_end(&q, rc ? &ignored : fault))
		return -1;
	return rc;
}

/* All images that the request names must exist. */
static int check_named_images(const struct question *q, const struct call *c,
			      struct fault *fault)
{
	struct buf missing = {0};
	size_t count = 0;
	int rc = 0;

	for (size_t i = 0; i < q->ids.len && !rc; i++) {
		const char *id = q->ids.items[i].value;
		struct image one = {0};
		bool found;

		rc = images_read(c, id, &one, &found, fault);
		if (!rc && !(found && one.is_available && one.is_visible))
			buf_printf(&missing, "%s%s", count++ ? ", " : "", id);
	}
	if (!rc && count)
		rc = fault_set(fault, FAULT_AMI_NOT_FOUND, "The image id%s "
			       "'[%.900s]' do%s not exist",
			       count > 1 ? "s" : "", buf_str(&missing),
			       count > 1 ? "" : "es");
	buf_release(&missing);
	return rc;
}

static bool is_earlier(const struct call_list *ids, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(ids->items[i].value, ids->items[n].value) == 0)
			return true;
	return false;
}

static const char owner_sql[] = "SELECT owner FROM image WHERE id = ?1";

static int take_named(struct question *question, struct call *c,
		      struct fault *fault)
{
	int rc = check_named_images(question, c, fault);

	for (size_t i = 0; i < question->ids.len && !rc; i++) {
		const char *id = question->ids.items[i].value;
		char owner[16];
		struct sql q;

		if (is_earlier(&question->ids, i))
			continue;
		sql_start(&q, c->state, owner_sql, SQL_VALUES(id));
		(void)sql_next(&q);
		(void)snprintf(owner, sizeof(owner), "%s", sql_column(&q, 0));
		rc = call_sql_end(&q, fault);
		if (!rc)
			rc = write_if_wanted(question, c, id, owner, "0",
					     fault);
	}
	return rc;
}

int catalog_describe_images(struct call *c, struct fault *fault)
{
	struct question q = {0};
	int rc = read_question(&q, c, fault);

	if (!rc) {
		markup_open(c->out, "imagesSet");
		rc = q.ids.len ? take_named(&q, c, fault) :
				 take_visible(&q, c, fault);
		markup_close(c->out);
	}
	if (!rc && q.is_open)
		paging_write(&q.paging, c);
	release_question(&q);
	return rc;
}
