/* SPDX-License-Identifier: BSD-2-Clause */
#include "actions/register.h"

#include <string.h>

#include "actions/images.h"
#include "call/mapping.h"
#include "call/tagging.h"
#include "values/text.h"

enum { DESCRIPTION_MAX = 255 };

/* The first version in which images have names. */
#define VERSION_WITH_NAMES "2009-11-30"

/* The image that a request describes. */
struct entry {
	char id[ID_SIZE];
	const char *name, *location, *root_name;
	bool is_ebs;
	struct mappings mappings;
	struct buf made_location;
};

static const struct rule name_form[] = {
	IMAGES_NAME_FORM("?4"), { .sql = NULL }
}, name_taken[] = {
	IMAGES_NAME_TAKEN("?4"), { .sql = NULL }
};

static int check_name(const struct entry *e, const struct call *c,
		      const struct rule *rules, struct fault *fault)
{
	return call_rules(c, rules, SQL_VALUES("", c->account, c->region,
			  e->name), fault);
}

static int read_name(struct entry *e, const struct call *c,
		     struct fault *fault)
{
	e->name = call_text(c, "Name", "");
	if (!*e->name && strcmp(c->version, VERSION_WITH_NAMES) < 0)
		e->name = e->location;
	if (!*e->name)
		return call_need(c, "Name", &e->name, fault);
	return check_name(e, c, name_form, fault);
}

static int check_word(const struct call *c, const char *name,
		      const char *choices, struct fault *fault)
{
	const char *value = call_text(c, name, NULL);

	if (!value || text_is_one_of(choices, value))
		return 0;
	return fault_set(fault, FAULT_PARAMETER_VALUE, "Value (%s) for "
			 "parameter %s is invalid.", value, name);
}

/* Reads the source of the root device.  A manifest makes an instance-store
 * image, a snapshot an EBS-backed one. */
static int read_root(struct entry *e, const struct call *c,
		     struct fault *fault)
{
	bool is_snapshot = false;

	e->root_name = call_text(c, "RootDeviceName", "/dev/sda1");
	for (size_t i = 0; i < e->mappings.len; i++)
		if (strcmp(e->mappings.all[i].device, e->root_name) == 0)
			is_snapshot = *e->mappings.all[i].snapshot != '\0';
	if (*e->location && is_snapshot)
		return fault_set(fault, FAULT_PARAMETER_COMBINATION,
				 "An image is made of a manifest or of a "
				 "snapshot of its root device %s, not of both",
				 e->root_name);
	if (!*e->location && !is_snapshot)
		return fault_set(fault, FAULT_BLOCK_DEVICE_MAPPING,
				 "No root snapshot specified in device "
				 "mapping.");
	e->is_ebs = is_snapshot;
	if (*e->location)
		return 0;
	buf_printf(&e->made_location, "%s/%s", c->account, e->name);
	e->location = buf_str(&e->made_location);
	return 0;
}

static int read_entry(struct entry *e, const struct call *c,
		      struct fault *fault)
{
	e->location = call_text(c, "ImageLocation", "");
	if (mappings_read(&e->mappings, c, fault) ||
	    read_name(e, c, fault) ||
	    check_word(c, "Architecture", "i386|x86_64|arm64", fault) ||
	    check_word(c, "VirtualizationType", "paravirtual|hvm", fault))
		return -1;
	if (strlen(call_text(c, "Description", "")) > DESCRIPTION_MAX)
		return fault_set(fault, FAULT_PARAMETER_VALUE, "The "
				 "description is longer than %d bytes",
				 DESCRIPTION_MAX);
	return tagging_check(c, "image|snapshot", fault) ||
	       read_root(e, c, fault) ||
	       mappings_check_snapshots(&e->mappings, c, fault) ||
	       check_name(e, c, name_taken, fault) ? -1 : 0;
}

/* Takes the platform from the first image of the same bundle, since a bundle
 * always holds the same. */
static const char insert_sql[] =
"INSERT INTO image (id, owner, name, location, description, root_device, "
"root_name, platform, architecture, kernel, ramdisk, virtualization, created, "
"region, ena, sriov, boot, tpm, imds) "
"SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ifnull(old.platform, ''), "
"ifnull(nullif(?8, ''), ifnull(old.architecture, 'i386')), "
"ifnull(nullif(?9, ''), ifnull(old.kernel, '')), "
"ifnull(nullif(?10, ''), ifnull(old.ramdisk, '')), ?11, ?12, "
"?13, ?14, ?15, ?16, ?17, ?18 "
"FROM (SELECT 1) LEFT JOIN image AS old ON old.id = (SELECT id FROM image "
"WHERE owner = ?2 AND region = ?13 AND location = ?4 AND "
"root_device = 'instance-store' "
"ORDER BY rowid LIMIT 1)";

static const char device_sql[] =
"INSERT INTO image_device (image, device, virtual_name, snapshot, size, "
"delete_on_termination, volume_type, iops, encrypted, throughput) "
"SELECT ?1, ?2, ?3, ?4, coalesce(nullif(?5, ''), (SELECT size FROM snapshot "
"WHERE id = ?4), ''), ?6, ?7, ?8, ?9, ?10";

/* The codes of the root device's snapshot. */
static const char codes_sql[] =
"INSERT INTO code SELECT ?1, code.code FROM image_device JOIN code "
"ON resource = snapshot WHERE image = ?1 AND device = ?2";

/* Copies the devices of the manifest from the first image that was registered
 * from it.  The request's mappings replace them. */
static const char manifest_sql[] =
"INSERT INTO image_device SELECT ?1, device, virtual_name, snapshot, size, "
"delete_on_termination, volume_type, iops, encrypted, throughput "
"FROM image_device WHERE image = (SELECT id FROM image WHERE owner = ?2 AND "
"region = ?3 AND location = ?4 AND root_device = 'instance-store' AND "
"id <> ?1 ORDER BY rowid LIMIT 1) ORDER BY rowid";

static const char drop_sql[] =
"DELETE FROM image_device WHERE image = ?1 AND device = ?2";

static int keep_image_mappings(const struct entry *e, const struct call *c,
			struct fault *fault)
{
	if (!e->is_ebs &&
	    call_sql(c, manifest_sql, SQL_VALUES(e->id, c->account, c->region,
		     e->location), fault))
		return -1;
	for (size_t i = 0; i < e->mappings.len; i++) {
		const struct mapping *m = &e->mappings.all[i];
		bool is_volume = !*m->virtual_name;

		if (call_sql(c, drop_sql, SQL_VALUES(e->id, m->device), fault))
			return -1;
		if (m->is_none)
			continue;
		if (call_sql(c, device_sql, SQL_VALUES(e->id, m->device,
			     m->virtual_name, m->snapshot, m->size,
			     is_volume ? m->delete_on_termination : "",
			     !is_volume ? "" : *m->type ? m->type : "standard",
			     m->iops, m->encrypted, m->throughput), fault))
			return -1;
	}
	return call_sql(c, codes_sql, SQL_VALUES(e->id, e->root_name), fault);
}

static int keep_image(struct entry *e, const struct call *c,
		      struct fault *fault)
{
	if (e->made_location.failed)
		return fault_set(fault, FAULT_INTERNAL, "out of memory");
	if (call_new_id("ami-", e->id, fault) ||
	    call_sql(c, insert_sql, SQL_VALUES(e->id, c->account, e->name,
		     e->location, call_text(c, "Description", ""),
		     e->is_ebs ? "ebs" : "instance-store", e->root_name,
		     call_text(c, "Architecture", ""),
		     call_text(c, "KernelId", ""),
		     call_text(c, "RamdiskId", ""),
		     call_text(c, "VirtualizationType", "paravirtual"),
		     c->time, c->region, call_text(c, "EnaSupport", ""),
		     call_text(c, "SriovNetSupport", ""),
		     call_text(c, "BootMode", ""),
		     call_text(c, "TpmSupport", ""),
		     call_text(c, "ImdsSupport", "")), fault))
		return -1;
	return keep_image_mappings(e, c, fault) ? -1 :
	       tagging_keep(c, "image", e->id, fault);
}

int register_image(struct call *c, struct fault *fault)
{
	struct entry entry = { .name = NULL };
	int rc = read_entry(&entry, c, fault);

	if (!rc)
		rc = keep_image(&entry, c, fault);
	if (!rc)
		markup_text(c->out, "imageId", entry.id);
	mappings_release(&entry.mappings);
	buf_release(&entry.made_location);
	return rc;
}
