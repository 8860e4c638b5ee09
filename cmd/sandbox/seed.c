/* SPDX-License-Identifier: BSD-2-Clause */
/* The first state of a rehearsal, and the reader of its form. */
#include "seed.h"

#include <string.h>

#include "buf.h"

enum { FIELDS_MAX = 14, LISTS_MAX = 3 };

/* The keys open nothing anywhere but here. */
const char seed_text[] =
"account\tseller\t999988887777\tAKIASANDBOXSELLER000\t"
	"sandbox-seller-secret-not-a-real-one\n"
"account\tcustomer\t111122223333\tAKIASANDBOXCUSTOMER0\t"
	"sandbox-customer-secret-not-a-real-one\n"
"account\tstranger\t444455556666\tAKIASANDBOXSTRANGER0\t"
	"sandbox-stranger-secret-not-a-real-one\n"
/* Owns the public image that the stranger runs; nobody can sign as it. */
"account\tpublisher\t777766665555\t\t\n"
"product\t774F4FF8\t999988887777\tLinux/UNIX\tm1.small,m1.large\t"
	"https://aws-portal.amazon.com/gp/aws/user/subscription/index.html"
	"?productCode=774F4FF8\n"
"signup\t111122223333\t774F4FF8\n"
"image\tami-5bae4b32\t999988887777\tpaid-image\t"
	"seller-bucket/paid.manifest.xml\tinstance-store\t\ti386\t"
	"aki-a71cf9ce\tari-a51cf9cc\t/dev/sda1\t\t\t"
	"sda1=ami,sda2=ephemeral0\n"
"image\tami-6ba54002\t999988887777\tebs-image\t"
	"999988887777/ebs-image\tebs\t\ti386\taki-a71cf9ce\t\t/dev/sda1\t\t\t"
	"/dev/sda1=snap-a08912c9:15:true:standard\n"
"image\tami-4ca33a25\t999988887777\tpaid-image-shared\t"
	"seller-bucket/shared.manifest.xml\tinstance-store\t\ti386\t"
	"aki-a71cf9ce\tari-a51cf9cc\t/dev/sda1\t774F4FF8\tall\t"
	"sda1=ami,sda2=ephemeral0\n"
"image\tami-2bb65342\t111122223333\tsupported-image\t"
	"customer-bucket/supported.manifest.xml\tinstance-store\t\ti386\t"
	"aki-a71cf9ce\tari-a51cf9cc\t/dev/sda1\t774F4FF8\t\t"
	"sda1=ami,sda2=ephemeral0\n"
"image\tami-3cc76453\t111122223333\twindows-image\t"
	"customer-bucket/windows.manifest.xml\tinstance-store\twindows\ti386\t"
	"\t\t/dev/sda1\t\t\tsda1=ami,sda2=ephemeral0\n"
"image\tami-1dd85564\t777766665555\tfree-image\t"
	"publisher-bucket/free.manifest.xml\tinstance-store\t\ti386\t"
	"aki-a71cf9ce\tari-a51cf9cc\t/dev/sda1\t\tall\t"
	"sda1=ami,sda2=ephemeral0\n"
"instance\ti-10a64379\tr-0ace4f63\t111122223333\tami-2bb65342\tm1.small\t"
	"running\t2010-03-02T08:15:30.000Z\t774F4FF8\n"
"instance\ti-7c1dab08\tr-1bdf5074\t111122223333\tami-4ca33a25\tm1.small\t"
	"running\t2010-03-03T10:20:40.000Z\t774F4FF8\n"
"instance\ti-2b64a93e\tr-2ce06185\t444455556666\tami-1dd85564\tm1.small\t"
	"running\t2010-03-04T12:25:50.000Z\t\n";

static const char reservation_sql[] =
"INSERT OR IGNORE INTO reservation (id, owner) VALUES (?2, ?3)";

/* A kind of line: SQL takes its fields as ?1, ?2, …; the SQL of a list takes
 * the first field as ?1 and an element as ?2. */
struct kind {
	const char *name;
	size_t fields;
	const char *before, *sql;
	struct {
		size_t field;
		const char *sql;
	} lists[LISTS_MAX];
};

static const struct kind kinds[] = {
	{ .name = "account", .fields = 4, .sql =
"INSERT INTO account (name, id, access_key, secret_key) "
"VALUES (?1, ?2, nullif(?3, ''), nullif(?4, ''))" },
	{ .name = "product", .fields = 5, .sql =
"INSERT INTO product (code, owner, purchase_url) VALUES (?1, ?2, ?5)",
	  .lists = {
		{ 2, "INSERT INTO product_platform VALUES (?1, ?2)" },
		{ 3, "INSERT INTO product_type VALUES (?1, ?2)" },
	  } },
	{ .name = "signup", .fields = 2, .sql =
"INSERT INTO signup (account, code) VALUES (?1, ?2)" },
	{ .name = "image", .fields = 13, .sql =
"INSERT INTO image (id, owner, name, location, root_device, platform, "
"architecture, kernel, ramdisk, root_name) "
"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
	  .lists = {
		{ 10, "INSERT INTO image_code VALUES (?1, ?2)" },
		{ 11,
"INSERT INTO launch_permission VALUES (?1, CASE "
"WHEN ?2 NOT LIKE 'arn:%' THEN CASE ?2 WHEN 'all' THEN 'group' "
"ELSE 'userId' END WHEN ?2 LIKE '%:ou/%' THEN 'organizationalUnitArn' "
"ELSE 'organizationArn' END, ?2)" },
		{ 12, NULL },
	  } },
	{ .name = "instance", .fields = 8, .before = reservation_sql, .sql =
"INSERT INTO instance (id, reservation, owner, image, type, state, launched) "
"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
	  .lists = {
		{ 7, "INSERT INTO instance_code VALUES (?1, ?2)" },
	  } },
};

static const char virtual_sql[] =
"INSERT INTO image_device (image, device, virtual_name) VALUES (?1, ?2, ?3)";

static const char snapshot_sql[] =
"INSERT INTO image_device (image, device, snapshot, size, "
"delete_on_termination, volume_type) "
"VALUES (?1, ?2, ?3, nullif(?4, ''), ?5, ?6)";

/* Cuts TEXT at each SEPARATOR, up to MAX pieces; the last has the rest. */
static size_t cut(char *text, char separator, const char **pieces, size_t max)
{
	size_t n = 0;

	while (n < max) {
		char *end = strchr(text, separator);

		pieces[n++] = text;
		if (!end || n == max)
			break;
		*end = '\0';
		text = end + 1;
	}
	return n;
}

static int load_device(struct state *s, const char *image, char *element,
		       struct err *err)
{
	char *mapping = strchr(element, '=');
	const char *parts[5] = { "", "", "", "", NULL };

	if (!mapping)
		return err_set(err, "'%s' is not DEVICE=MAPPING", element);
	*mapping++ = '\0';
	if (!strchr(mapping, ':'))
		return sql_run(s, virtual_sql,
			       SQL_VALUES(image, element, mapping), err);
	(void)cut(mapping, ':', parts, 4);
	return sql_run(s, snapshot_sql, SQL_VALUES(image, element, parts[0],
			parts[1], parts[2], parts[3]), err);
}

static int load_list(struct state *s, const char *sql, const char *owner,
		     const char *list, struct err *err)
{
	struct buf copy = {0};
	char *next, *element;
	int rc = -1;

	buf_puts(&copy, list);
	if (buf_check(&copy, "list", err))
		goto out;
	for (next = copy.data; next && *next;) {
		element = next;
		next = strchr(next, ',');
		if (next)
			*next++ = '\0';
		if (sql ? sql_run(s, sql, SQL_VALUES(owner, element), err)
			: load_device(s, owner, element, err))
			goto out;
	}
	rc = 0;
out:
	buf_release(&copy);
	return rc;
}

static int load_fields(struct state *s, const struct kind *kind,
		       const char *const *fields, struct err *err)
{
	if (kind->before && sql_run(s, kind->before, fields, err))
		return -1;
	if (sql_run(s, kind->sql, fields, err))
		return -1;
	for (size_t i = 0; i < LISTS_MAX && kind->lists[i].field; i++)
		if (load_list(s, kind->lists[i].sql, fields[0],
			      fields[kind->lists[i].field], err))
			return -1;
	return 0;
}

static int load_line(struct state *s, char *line, struct err *err)
{
	const char *pieces[FIELDS_MAX + 2] = {0};
	size_t n;

	if (!*line || *line == '#')
		return 0;
	n = cut(line, '\t', pieces, FIELDS_MAX + 1);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (strcmp(kinds[i].name, pieces[0]) != 0)
			continue;
		if (n - 1 != kinds[i].fields)
			return err_set(err, "%s has %zu fields, not %zu",
				       pieces[0], n - 1, kinds[i].fields);
		return load_fields(s, &kinds[i], pieces + 1, err);
	}
	return err_set(err, "'%s' is no kind of line", pieces[0]);
}

int seed_load(struct state *s, const char *text, struct err *err)
{
	struct buf line = {0};
	size_t number = 1;
	int rc = -1;

	for (; *text; number++) {
		size_t len = strcspn(text, "\n");

		buf_clear(&line);
		buf_append(&line, text, len);
		buf_putc(&line, '\0');
		if (buf_check(&line, "state", err))
			goto out;
		if (load_line(s, line.data, err)) {
			(void)err_prefix(err, "state, line %zu", number);
			goto out;
		}
		text += len + (text[len] == '\n');
	}
	rc = 0;
out:
	buf_release(&line);
	return rc;
}
