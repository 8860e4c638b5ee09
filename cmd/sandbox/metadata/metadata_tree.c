/* SPDX-License-Identifier: BSD-2-Clause */
#include "metadata/metadata_tree.h"

#include <string.h>

#include "base/codec.h"
#include "metadata/document_signature.h"

static const char *const versions[] = {
	"2007-03-01", "2007-08-29", "2007-10-10", "2007-12-15", "2008-02-01",
	"2008-09-01", "2009-04-04", "2011-01-01", "2011-05-01", "2012-01-12",
	"2014-02-25", "2014-11-05", "2015-10-20", "2016-04-19", "2016-06-30",
	"2016-09-02", "2018-03-28", "2018-08-17", "2018-09-24", "2019-10-01",
	"2020-10-27", "2021-01-03", "2021-03-23", "2021-07-15", "2022-09-24",
	"2024-04-11", "latest",
};

enum { VERSIONS = sizeof(versions) / sizeof(versions[0]) };

#define COLUMN(column) \
	"SELECT " column " FROM shown_instance WHERE id = ?1 AND " \
	column " <> ''"

/* Leaves, in the order in which directories list them.  A statement's rows are
 * the lines; without a row the name does not exist.  A `*` in a name matches
 * one of the rows of `names`, which becomes ?2 of `sql`. */
struct leaf {
	const char *path;
	const char *sql;
	const char *names;
	void (*make)(const struct metadata_tree *t, const char *value,
		     struct buf *out);
};

/* The bytes of this key are a hash, so no private key belongs to it. */
static void make_key(const struct metadata_tree *t, const char *name,
		     struct buf *out)
{
	static const unsigned char prefix[] = {
		0, 0, 0, 11, 's', 's', 'h', '-', 'e', 'd', '2', '5', '5',
		'1', '9', 0, 0, 0, DIGEST_SHA256_SIZE,
	};
	unsigned char blob[sizeof(prefix) + DIGEST_SHA256_SIZE];
	struct err ignored;

	memcpy(blob, prefix, sizeof(prefix));
	if (digest_sha256(t->digest, name, strlen(name),
			  blob + sizeof(prefix), &ignored))
		out->failed = true;
	buf_puts(out, "ssh-ed25519 ");
	codec_base64(out, blob, sizeof(blob));
	buf_printf(out, " %s", name);
}

static void make_bytes(const struct metadata_tree *t, const char *value,
		       struct buf *out)
{
	struct err ignored;

	if (codec_base64_decode(out, value, strlen(value), &ignored))
		out->failed = true;
}

/* Words for a failure have nowhere to go: the answer fails. */
static void sign_rsa2048(const struct metadata_tree *t, const char *document,
			 struct buf *out)
{
	struct err ignored;

	if (document_signature_rsa2048(out, document, &ignored))
		out->failed = true;
}

static void sign_pkcs7(const struct metadata_tree *t, const char *document,
		       struct buf *out)
{
	struct err ignored;

	if (document_signature_pkcs7(out, document, &ignored))
		out->failed = true;
}

static void sign_plain(const struct metadata_tree *t, const char *document,
		       struct buf *out)
{
	struct err ignored;

	if (document_signature_plain(out, document, &ignored))
		out->failed = true;
}

/* JSON of a text that may be empty, and a member with it. */
#define JSON(text) \
	"CASE " text " WHEN '' THEN 'null' ELSE '\"' || replace(replace(" text \
	", '\\', '\\\\'), '\"', '\\\"') || '\"' END"
#define NEXT(name, text) "'  \"" name "\" : ' || " JSON(text) " || ',' || char(10)"

/* The identity document, its members in EC2's order and form. */
#define DOCUMENT \
	"SELECT '{' || char(10) || " \
	NEXT("accountId", "owner") " || " \
	NEXT("architecture", "architecture") " || " \
	NEXT("availabilityZone", "zone") " || " \
	"'  \"billingProducts\" : null,' || char(10) || " \
	"'  \"devpayProductCodes\" : ' || coalesce((SELECT '[ ' || " \
	"group_concat(" JSON("code") ", ', ') || ' ]' FROM " \
	"(SELECT code FROM code WHERE resource = ?1 " \
	"ORDER BY rowid)), 'null') || ',' || char(10) || " \
	"'  \"marketplaceProductCodes\" : null,' || char(10) || " \
	NEXT("imageId", "image") " || " \
	NEXT("instanceId", "id") " || " \
	NEXT("instanceType", "type") " || " \
	NEXT("kernelId", "kernel") " || " \
	NEXT("pendingTime", "(substr(launched, 1, 19) || 'Z')") " || " \
	NEXT("privateIp", "private_ip") " || " \
	NEXT("ramdiskId", "ramdisk") " || " \
	NEXT("region", "substr(zone, 1, length(zone) - 1)") " || " \
	"'  \"version\" : \"2017-09-30\"' || char(10) || '}' " \
	"FROM shown_instance WHERE id = ?1"

/* The instance's devices, with their names in block-device-mapping. */
#define DEVICES \
	"SELECT 'ami' AS name, replace(root_name, '/dev/', '') AS device, 0 AS n " \
	"FROM shown_instance WHERE id = ?1 UNION ALL " \
	"SELECT 'ebs' || row_number() OVER (ORDER BY rowid), " \
	"replace(device, '/dev/', ''), 1 FROM instance_device " \
	"WHERE instance = ?1 AND volume <> '' AND device <> (SELECT root_name " \
	"FROM shown_instance WHERE id = ?1) UNION ALL " \
	"SELECT virtual_name, replace(device, '/dev/', ''), 2 FROM " \
	"instance_device WHERE instance = ?1 AND virtual_name NOT IN " \
	"('', 'ami') UNION ALL SELECT 'root', root_name, 3 FROM " \
	"shown_instance WHERE id = ?1"

static const struct leaf leaves[] = {
	{ "dynamic/instance-identity/document", DOCUMENT, NULL, NULL },
	{ "dynamic/instance-identity/pkcs7", DOCUMENT, NULL, sign_pkcs7 },
	{ "dynamic/instance-identity/rsa2048", DOCUMENT, NULL, sign_rsa2048 },
	{ "dynamic/instance-identity/signature", DOCUMENT, NULL, sign_plain },
	{ "meta-data/ami-id", COLUMN("image"), NULL, NULL },
	{ "meta-data/ami-launch-index", COLUMN("launch_index"), NULL, NULL },
	{ "meta-data/ami-manifest-path",
	  "SELECT CASE root_device WHEN 'ebs' THEN '(unknown)' ELSE location "
	  "END FROM shown_instance WHERE id = ?1", NULL, NULL },
	{ "meta-data/block-device-mapping/*",
	  "SELECT device FROM (" DEVICES ") WHERE name = ?2",
	  "SELECT name FROM (" DEVICES ") ORDER BY n, name", NULL },
	{ "meta-data/hostname", COLUMN("private_dns"), NULL, NULL },
	{ "meta-data/instance-action",
	  "SELECT 'none' FROM shown_instance WHERE id = ?1", NULL, NULL },
	{ "meta-data/instance-id", COLUMN("id"), NULL, NULL },
	{ "meta-data/instance-type", COLUMN("type"), NULL, NULL },
	{ "meta-data/kernel-id", COLUMN("kernel"), NULL, NULL },
	{ "meta-data/local-hostname", COLUMN("private_dns"), NULL, NULL },
	{ "meta-data/local-ipv4", COLUMN("private_ip"), NULL, NULL },
	{ "meta-data/placement/availability-zone", COLUMN("zone"), NULL,
	  NULL },
	{ "meta-data/product-codes",
	  "SELECT code FROM code WHERE resource = ?1 ORDER BY rowid",
	  NULL, NULL },
	{ "meta-data/public-hostname", COLUMN("public_dns"), NULL, NULL },
	{ "meta-data/public-ipv4", COLUMN("public_ip"), NULL, NULL },
	{ "meta-data/public-keys/0/openssh-key", COLUMN("key_name"), NULL,
	  make_key },
	{ "meta-data/ramdisk-id", COLUMN("ramdisk"), NULL, NULL },
	{ "meta-data/reservation-id", COLUMN("reservation"), NULL, NULL },
	{ "meta-data/security-groups",
	  "SELECT name FROM instance_group WHERE instance = ?1 "
	  "ORDER BY rowid", NULL, NULL },
	{ "user-data", COLUMN("user_data"), NULL, make_bytes },
};

enum { LEAVES = sizeof(leaves) / sizeof(leaves[0]) };

/* The list of keys names them, unlike other lists. */
static const char keys_list[] = "meta-data/public-keys/";

static const char keys_sql[] =
"SELECT '0=' || key_name FROM shown_instance WHERE id = ?1 AND "
"key_name <> ''";

static void add_line(struct buf *out, const char *text, size_t len)
{
	if (out->len)
		buf_putc(out, '\n');
	buf_append(out, text, len);
}

/* Appends the rows as lines, or what `make` makes of the only one. */
static int read_rows(const struct metadata_tree *t, const char *sql,
		     const char *name, const struct leaf *leaf,
		     struct buf *out, bool *found, struct err *err)
{
	struct sql q;

	sql_start(&q, t->state, sql, SQL_VALUES(t->instance, name));
	while (sql_next(&q)) {
		const char *text = sql_column(&q, 0);

		*found = true;
		if (leaf && leaf->make)
			leaf->make(t, text, out);
		else
			add_line(out, text, strlen(text));
	}
	return sql_end(&q, err);
}

/* Whether OUT ends with that line. */
static bool has_line(const struct buf *out, const char *text, size_t len)
{
	return out->len >= len &&
	       memcmp(out->data + out->len - len, text, len) == 0 &&
	       (out->len == len || out->data[out->len - len - 1] == '\n');
}

/* Adds LEAF's entry to the list of the directory PATH.  At the top, the names
 * of directories have no slash at their end. */
static int list_leaf(const struct metadata_tree *t, const struct leaf *leaf,
		     const char *path, struct buf *out, struct err *err)
{
	size_t len = strlen(path), n;
	struct buf value = {0};
	bool found = false;
	const char *rest;
	int rc;

	if (strncmp(leaf->path, path, len) != 0 || !leaf->path[len])
		return 0;
	rest = leaf->path + len;
	rc = read_rows(t, leaf->names ? leaf->names : leaf->sql, "", NULL,
		       &value, &found, err);
	n = strcspn(rest, "/");
	n += rest[n] == '/' && len;
	if (!rc && found && *rest == '*')
		add_line(out, buf_str(&value), value.len);
	else if (!rc && found && !has_line(out, rest, n))
		add_line(out, rest, n);
	buf_release(&value);
	return rc;
}

static int list(const struct metadata_tree *t, const char *path,
		struct buf *out, bool *found, struct err *err)
{
	if (strcmp(path, keys_list) == 0)
		return read_rows(t, keys_sql, "", NULL, out, found, err);
	for (size_t i = 0; i < LEAVES; i++)
		if (list_leaf(t, &leaves[i], path, out, err))
			return -1;
	*found = out->len > 0;
	return 0;
}

/* Whether PATH is that of LEAF; *NAME becomes what its `*` matches. */
static bool is_leaf(const struct leaf *leaf, const char *path,
		    const char **name)
{
	size_t len = strcspn(leaf->path, "*");

	*name = "";
	if (!leaf->names)
		return strcmp(leaf->path, path) == 0;
	*name = path + len;
	return strncmp(leaf->path, path, len) == 0 && **name;
}

static int get(const struct metadata_tree *t, const char *path,
	       struct buf *out, bool *found, struct err *err)
{
	struct buf directory = {0};
	const char *name;
	int rc;

	for (size_t i = 0; i < LEAVES; i++)
		if (is_leaf(&leaves[i], path, &name))
			return read_rows(t, leaves[i].sql, name, &leaves[i],
					 out, found, err);
	buf_puts(&directory, path);
	if (directory.len && path[directory.len - 1] != '/')
		buf_putc(&directory, '/');
	rc = buf_check(&directory, "path", err);
	if (!rc)
		rc = list(t, buf_str(&directory), out, found, err);
	buf_release(&directory);
	return rc;
}

static const char alive_sql[] =
"SELECT 1 FROM instance WHERE id = ?1 AND state <> 'terminated'";

static int is_alive(const struct metadata_tree *t, bool *alive,
		    struct err *err)
{
	struct sql q;

	sql_start(&q, t->state, alive_sql, SQL_VALUES(t->instance));
	*alive = sql_next(&q);
	return sql_end(&q, err);
}

int metadata_tree_get(const struct metadata_tree *t, const char *path,
		      struct buf *out, bool *found, struct err *err)
{
	size_t len = strcspn(path, "/"), i = 0;

	*found = false;
	if (is_alive(t, found, err) || !*found)
		return *found ? -1 : 0;
	*found = !*path;
	if (*found) {
		for (; i < VERSIONS; i++)
			add_line(out, versions[i], strlen(versions[i]));
		return 0;
	}
	while (i < VERSIONS && (strlen(versions[i]) != len ||
				memcmp(versions[i], path, len) != 0))
		i++;
	if (i == VERSIONS)
		return 0;
	path += len;
	return get(t, path + (*path == '/'), out, found, err);
}
