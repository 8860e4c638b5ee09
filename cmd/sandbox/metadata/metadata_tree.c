/* SPDX-License-Identifier: BSD-2-Clause */
#include "metadata/metadata_tree.h"

#include <stdio.h>
#include <string.h>

#include "base/codec.h"
#include "kinds/instance_kind.h"
#include "kinds/shared_kind.h"
#include "metadata/document_signature.h"

static const char *const versions[] = {
	"2007-03-01", "2007-08-29", "2007-10-10", "2007-12-15", "2008-02-01",
	"2008-09-01", "2009-04-04", "2011-01-01", "2011-05-01", "2012-01-12",
	"2014-02-25", "2014-11-05", "2015-10-20", "2016-04-19", "2016-06-30",
	"2016-09-02", "2018-03-28", "2018-08-17", "2018-09-24", "2019-10-01",
	"2020-10-27", "2021-01-03", "2021-03-23", "2021-07-15", "2022-09-24",
	"2024-04-11", "latest",
};

enum { NAME_SIZE = 256, VERSIONS = sizeof(versions) / sizeof(versions[0]) };

#define COLUMN(column) \
	"SELECT " column " FROM shown_instance WHERE id = ?1 AND " \
	column " <> ''"

#define CONSTANT(value) \
	"SELECT " value " FROM shown_instance WHERE id = ?1"

#define MAC INSTANCE_KIND_MAC
#define MACS COLUMN(MAC)
#define OF_MAC(name, column) \
	{ "meta-data/network/interfaces/macs/*/" name, COLUMN(column) \
	  " AND " MAC " = ?2", MACS }

/* A path whose value has a line for each row of `sql`.  If `make` is set, it
 * turns the row into the value.  Without a row, the path does not exist.  A `*`
 * in the path stands for a row of `names`, which is ?2 in `sql`. */
struct leaf {
	const char *path;
	const char *sql;
	const char *names;
	void (*make)(const struct metadata_tree *t, const struct leaf *leaf,
		     const char *value, struct buf *out);
	enum document_signature form;	/* the form that `sign` makes */
};

/* Appends a public key made of a hash of NAME.  Its private key is unknown. */
static void make_key(const struct metadata_tree *t, const struct leaf *leaf,
		     const char *name, struct buf *out)
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

static void make_bytes(const struct metadata_tree *t, const struct leaf *leaf,
		       const char *value, struct buf *out)
{
	struct err ignored;

	if (codec_base64_decode(out, value, strlen(value), &ignored))
		out->failed = true;
}

/* Appends a signature of the document, or marks OUT as failed. */
static void sign(const struct metadata_tree *t, const struct leaf *leaf,
		 const char *document, struct buf *out)
{
	struct err ignored;

	if (document_signature_make(out, leaf->form, document, &ignored))
		out->failed = true;
}

/* JSON is SQL for a JSON string, or for null if TEXT is empty.  NEXT is SQL for
 * a line that has the JSON member NAME with this value, and a comma. */
#define JSON(text) "json_quote(nullif(" text ", ''))"
#define NEXT(name, text) "'  \"" name "\" : ' || " JSON(text) " || ',' || char(10)"

/* SQL for the identity document, with its members in EC2's order and form. */
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

#define NOW "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')"
#define CODE "SELECT '{' || char(10) || " NEXT("Code", "'Success'") " || " \
	NEXT("LastUpdated", NOW) " || "

/* SQL for the credentials of the instance's role. */
#define CREDENTIALS CODE \
	NEXT("Type", "'AWS-HMAC'") " || " \
	NEXT("AccessKeyId", INSTANCE_KIND_ROLE_KEY) " || " \
	NEXT("SecretAccessKey", INSTANCE_KIND_ROLE_SECRET) " || " \
	NEXT("Token", INSTANCE_KIND_ROLE_TOKEN) " || " \
	"'  \"Expiration\" : \"' || strftime('%Y-%m-%dT%H:%M:%SZ', 'now', " \
	"'+6 hours') || '\"' || char(10) || '}' FROM shown_instance " \
	"WHERE id = ?1 AND profile <> '' AND " INSTANCE_KIND_ROLE " = ?2"

#define PROFILE CODE \
	NEXT("InstanceProfileArn", "profile") " || " \
	"'  \"InstanceProfileId\" : \"AIPASANDBOXPROFILE00\"' || char(10) || " \
	"'}' FROM shown_instance WHERE id = ?1 AND profile <> ''"

#define TAGS(column, which) "SELECT " column " FROM tag JOIN shown_instance " \
	"ON id = resource WHERE resource = ?1 AND metadata_tags = 'enabled'" which

#define GROUPS(column) "SELECT " column " FROM instance_group " \
	"WHERE instance = ?1 ORDER BY rowid"

/* SQL for the instance's devices, with their names in block-device-mapping. */
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
	{ "dynamic/instance-identity/document", DOCUMENT },
	{ "dynamic/instance-identity/pkcs7", DOCUMENT,
	  .make = sign, .form = DOCUMENT_SIGNATURE_PKCS7 },
	{ "dynamic/instance-identity/rsa2048", DOCUMENT,
	  .make = sign, .form = DOCUMENT_SIGNATURE_RSA2048 },
	{ "dynamic/instance-identity/signature", DOCUMENT,
	  .make = sign, .form = DOCUMENT_SIGNATURE_PLAIN },
	{ "meta-data/ami-id", COLUMN("image") },
	{ "meta-data/ami-launch-index", COLUMN("launch_index") },
	{ "meta-data/ami-manifest-path",
	  "SELECT CASE root_device WHEN 'ebs' THEN '(unknown)' ELSE location "
	  "END FROM shown_instance WHERE id = ?1" },
	{ "meta-data/block-device-mapping/*",
	  "SELECT device FROM (" DEVICES ") WHERE name = ?2",
	  "SELECT name FROM (" DEVICES ") ORDER BY n, name" },
	{ "meta-data/events/maintenance/history", CONSTANT("'[]'") },
	{ "meta-data/events/maintenance/scheduled", CONSTANT("'[]'") },
	{ "meta-data/hostname", COLUMN("private_dns") },
	{ "meta-data/iam/info", PROFILE },
	{ "meta-data/iam/security-credentials/*", CREDENTIALS,
	  "SELECT " INSTANCE_KIND_ROLE " FROM shown_instance WHERE id = ?1 "
	  "AND profile <> ''" },
	{ "meta-data/instance-action", CONSTANT("'none'") },
	{ "meta-data/instance-id", COLUMN("id") },
	{ "meta-data/instance-life-cycle", CONSTANT("'on-demand'") },
	{ "meta-data/instance-type", COLUMN("type") },
	{ "meta-data/kernel-id", COLUMN("kernel") },
	{ "meta-data/local-hostname", COLUMN("private_dns") },
	{ "meta-data/local-ipv4", COLUMN("private_ip") },
	{ "meta-data/mac", COLUMN(MAC) },
	OF_MAC("device-number", "'0'"),
	OF_MAC("interface-id", "('eni-' || substr(id, 3))"),
	OF_MAC("local-hostname", "private_dns"),
	OF_MAC("local-ipv4s", "private_ip"),
	OF_MAC("mac", MAC),
	OF_MAC("owner-id", "owner"),
	OF_MAC("public-hostname", "public_dns"),
	OF_MAC("public-ipv4s", "public_ip"),
	{ "meta-data/network/interfaces/macs/*/security-group-ids",
	  GROUPS("id"), MACS },
	{ "meta-data/network/interfaces/macs/*/security-groups",
	  GROUPS("name"), MACS },
	OF_MAC("subnet-id", "subnet"),
	OF_MAC("vpc-id", "vpc"),
	{ "meta-data/placement/availability-zone", COLUMN("zone") },
	{ "meta-data/placement/availability-zone-id",
	  COLUMN(SHARED_ZONE_ID("zone")) },
	{ "meta-data/placement/group-name", COLUMN("placement_group") },
	{ "meta-data/placement/region", COLUMN("region") },
	{ "meta-data/product-codes",
	  "SELECT code FROM code WHERE resource = ?1 ORDER BY rowid" },
	{ "meta-data/public-hostname", COLUMN("public_dns") },
	{ "meta-data/public-ipv4", COLUMN("public_ip") },
	{ "meta-data/public-keys/0/openssh-key", COLUMN("key_name"),
	  .make = make_key },
	{ "meta-data/ramdisk-id", COLUMN("ramdisk") },
	{ "meta-data/reservation-id", COLUMN("reservation") },
	{ "meta-data/security-groups", GROUPS("name") },
	{ "meta-data/services/domain", CONSTANT("'amazonaws.com'") },
	{ "meta-data/services/partition", CONSTANT("'aws'") },
	{ "meta-data/tags/instance/*", TAGS("value", " AND key = ?2"),
	  TAGS("key", " ORDER BY key") },
	{ "user-data", COLUMN("user_data"), .make = make_bytes },
};

enum { LEAVES = sizeof(leaves) / sizeof(leaves[0]) };

/* The directory of public keys lists NUMBER=NAME for each key. */
static const char keys_list[] = "meta-data/public-keys/";

static const char keys_sql[] =
"SELECT '0=' || key_name FROM shown_instance WHERE id = ?1 AND key_name <> ''";

static void add_line(struct buf *out, const char *text, size_t len)
{
	if (out->len)
		buf_putc(out, '\n');
	buf_append(out, text, len);
}

/* Appends the rows of SQL as lines, or as LEAF's `make` does.  LEAF may be
 * NULL.  Sets *FOUND if there is a row. */
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
			leaf->make(t, leaf, text, out);
		else
			add_line(out, text, strlen(text));
	}
	return sql_end(&q, err);
}

/* Returns whether OUT ends with the line TEXT. */
static bool ends_with_line(const struct buf *out, const char *text, size_t len)
{
	return out->len >= len &&
	       memcmp(out->data + out->len - len, text, len) == 0 &&
	       (out->len == len || out->data[out->len - len - 1] == '\n');
}

/* Returns what follows PATH in PATTERN, the path of a leaf, or NULL if PATTERN
 * does not begin with PATH.  NAME gets the text of PATH for a `*`, or "". */
static const char *follow(const char *pattern, const char *path,
			  char name[NAME_SIZE])
{
	name[0] = '\0';
	while (*path) {
		if (*pattern == '*') {
			size_t n = strcspn(path, "/");

			if (!n || n >= NAME_SIZE)
				return NULL;
			(void)snprintf(name, NAME_SIZE, "%.*s", (int)n, path);
			path += n;
			pattern++;
		} else if (*pattern++ != *path++) {
			return NULL;
		}
	}
	return pattern;
}

/* Appends LEAF's entry in the directory PATH, if it has one.  The entry of a
 * directory ends with a slash, except if PATH is "". */
static int list_leaf(const struct metadata_tree *t, const struct leaf *leaf,
		     const char *path, struct buf *out, struct err *err)
{
	char name[NAME_SIZE];
	const char *rest = follow(leaf->path, path, name);
	struct buf value = { 0 };
	bool found = false;
	size_t n;
	int rc;

	if (!rest || !*rest)
		return 0;
	rc = read_rows(t, leaf->names && !*name ? leaf->names : leaf->sql,
		       name, NULL, &value, &found, err);
	n = strcspn(rest, "/");
	if (*rest == '*') {
		buf_puts(&value, rest[n] ? "/" : "");
		rest = buf_str(&value);
		n = value.len;
	} else {
		n += rest[n] == '/' && *path;
	}
	if (!rc && found && !ends_with_line(out, rest, n))
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

static int get(const struct metadata_tree *t, const char *path,
	       struct buf *out, bool *found, struct err *err)
{
	struct buf directory = { 0 };
	char name[NAME_SIZE];
	int rc;

	for (size_t i = 0; i < LEAVES; i++) {
		const char *rest = follow(leaves[i].path, path, name);

		if (rest && !*rest)
			return read_rows(t, leaves[i].sql, name, &leaves[i],
					 out, found, err);
	}
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

int metadata_tree_get(const struct metadata_tree *t, const char *path,
		      struct buf *out, bool *found, struct err *err)
{
	size_t len = strcspn(path, "/"), i = 0;

	*found = false;
	if (sql_exists(t->state, alive_sql, SQL_VALUES(t->instance), found,
		       err))
		return -1;
	if (!*found)
		return 0;
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
