/* SPDX-License-Identifier: BSD-2-Clause */
#include "state/seed_kinds.h"

#include <string.h>

#include "base/codec.h"
#include "base/num.h"
#include "values/id.h"

#define ACCOUNT "SELECT 1 FROM account WHERE id = ?1"
#define PRODUCT "SELECT 1 FROM product WHERE code = ?1"
#define IMAGE "SELECT 1 FROM image WHERE id = ?1"
#define FLAG "true|false"

/* A field that must be there, and one that has a default. */
#define NEED(field) .name = field
#define MAY(field, default) .name = field, .otherwise = default

#define TAGS \
	{ MAY("tags", ""), .parts = SEED_PAIR, \
	  .insert = "INSERT INTO tag VALUES (?1, ?2, ?3)", .select = \
"SELECT key, value FROM tag WHERE resource = ?1 ORDER BY rowid" }

const struct seed_kind seed_kinds[] = {
	{ .name = "account", .insert =
"INSERT INTO account (id, name, access_key, secret_key) "
"VALUES (?1, ?2, nullif(?3, ''), nullif(?4, ''))",
	  .select =
"SELECT id, name, access_key, secret_key FROM account ORDER BY rowid",
	  .fields = {
		{ NEED("id"), .form = "#12", .refers = ACCOUNT,
		  .is_new = true },
		{ NEED("name"), .form = "name",
		  .refers = "SELECT 1 FROM account WHERE name = ?1",
		  .is_new = true },
		{ MAY("access-key", ""), .form = "key",
		  .refers = "SELECT 1 FROM account WHERE access_key = ?1",
		  .is_new = true },
		{ MAY("secret-key", ""), .form = "secret" },
	  } },
	{ .name = "product",
	  .insert = "INSERT INTO product VALUES (?1, ?2, ?3)",
	  .select = "SELECT code, owner, purchase_url FROM product "
		    "ORDER BY rowid",
	  .fields = {
		{ NEED("code"), .form = "word", .refers = PRODUCT,
		  .is_new = true },
		{ NEED("owner"), .form = "#12", .refers = ACCOUNT },
		{ MAY("url", "") },
		{ MAY("platforms", "Linux/UNIX"), .form = "Linux/UNIX|Windows",
		  .insert =
"INSERT INTO product_platform VALUES (?1, ?2)", .select =
"SELECT platform FROM product_platform WHERE code = ?1 ORDER BY rowid" },
		{ MAY("types", "m1.small"), .form = "word", .insert =
"INSERT INTO product_type VALUES (?1, ?2)", .select =
"SELECT instance_type FROM product_type WHERE code = ?1 ORDER BY rowid" },
	  } },
	{ .name = "signup", .insert = "INSERT INTO signup VALUES (?1, ?2)",
	  .select = "SELECT account, code FROM signup ORDER BY rowid",
	  .fields = {
		{ NEED("account"), .form = "#12", .refers = ACCOUNT },
		{ NEED("code"), .refers = PRODUCT },
	  } },
	{ .name = "image", .insert =
"INSERT INTO image (id, owner, name, location, description, state, "
"root_device, root_name, platform, architecture, kernel, ramdisk, "
"virtualization, created) VALUES (?1, ?2, ?3, "
"CASE ?4 WHEN '' THEN ?2 || '/' || ?3 ELSE ?4 END, "
"?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
	  .select =
"SELECT id, owner, name, location, description, state, root_device, "
"root_name, platform, architecture, kernel, ramdisk, virtualization, created "
"FROM image ORDER BY rowid",
	  .fields = {
		{ NEED("id"), .form = "ami-", .refers = IMAGE, .is_new = true },
		{ NEED("owner"), .form = "#12", .refers = ACCOUNT },
		{ NEED("name") },
		{ MAY("location", "") },
		{ MAY("description", "") },
		{ MAY("state", "available"),
		  .form = "available|deregistered" },
		{ MAY("root", "instance-store"), .form = "instance-store|ebs" },
		{ MAY("root-device", "/dev/sda1"), .form = "word" },
		{ MAY("platform", ""), .form = "windows|" },
		{ MAY("architecture", "i386"), .form = "word" },
		{ MAY("kernel", "") },
		{ MAY("ramdisk", "") },
		{ MAY("virtualization", "paravirtual"),
		  .form = "paravirtual|hvm" },
		{ MAY("created", "2010-03-01T00:00:00.000Z"), .form = "time" },
		{ MAY("code", ""), .refers = PRODUCT, .insert =
"INSERT INTO image_code VALUES (?1, ?2)", .select =
"SELECT code FROM image_code WHERE image = ?1" },
		{ MAY("permissions", ""), .form = "entity", .insert =
"INSERT INTO launch_permission VALUES (?1, CASE "
"WHEN ?2 NOT LIKE 'arn:%' THEN CASE ?2 WHEN 'all' THEN 'group' "
"ELSE 'userId' END WHEN ?2 LIKE '%:ou/%' THEN 'organizationalUnitArn' "
"ELSE 'organizationArn' END, ?2)", .select =
"SELECT value FROM launch_permission WHERE image = ?1 ORDER BY rowid" },
		{ MAY("devices", ""), .parts = SEED_DEVICE, .insert =
"INSERT INTO image_device VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", .select =
"SELECT device, CASE virtual_name WHEN '' THEN snapshot || ':' || size || ':' "
"|| delete_on_termination || ':' || volume_type || ':' || iops "
"ELSE virtual_name END FROM image_device WHERE image = ?1 ORDER BY rowid" },
		TAGS,
	  } },
	{ .name = "instance", .before =
"INSERT OR IGNORE INTO reservation VALUES (CASE ?4 WHEN '' THEN 'r-' || "
"substr(?1, 3) ELSE ?4 END, ?2, ?25, ?26)", .insert =
"INSERT INTO instance (id, owner, image, reservation, type, state, launched, "
"ended, launch_index, zone, key_name, user_data, kernel, ramdisk, monitoring, "
"subnet, private_ip, public_ip, tenancy, placement_group, profile, "
"ebs_optimized, protected, shutdown) VALUES (?1, ?2, ?3, "
"CASE ?4 WHEN '' THEN 'r-' || substr(?1, 3) ELSE ?4 END, ?5, ?6, ?7, ?8, ?9, "
"?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24)",
	  .select =
"SELECT instance.id, instance.owner, image, reservation, type, state, "
"launched, ended, launch_index, zone, key_name, user_data, kernel, ramdisk, "
"monitoring, subnet, private_ip, public_ip, tenancy, placement_group, "
"profile, ebs_optimized, protected, shutdown, token, request FROM instance "
"JOIN reservation ON reservation.id = reservation ORDER BY instance.rowid",
	  .fields = {
		{ NEED("id"), .form = "i-",
		  .refers = "SELECT 1 FROM instance WHERE id = ?1",
		  .is_new = true },
		{ NEED("owner"), .form = "#12", .refers = ACCOUNT },
		{ NEED("image"), .form = "ami-", .refers = IMAGE },
		{ MAY("reservation", ""), .form = "r-" },
		{ MAY("type", "m1.small"), .form = "word" },
		{ MAY("state", "running"),
		  .form = "pending|running|shutting-down|terminated|stopping|stopped" },
		{ MAY("launched", "2010-03-01T00:00:00.000Z"), .form = "time" },
		{ MAY("ended", ""), .form = "time" },
		{ MAY("index", "0"), .form = "number" },
		{ MAY("zone", "us-east-1a"), .form = "word" },
		{ MAY("key", "") },
		{ MAY("user-data", ""), .form = "base64" },
		{ MAY("kernel", "") },
		{ MAY("ramdisk", "") },
		{ MAY("monitoring", "disabled"), .form = "enabled|disabled" },
		{ MAY("subnet", ""), .form = "subnet-" },
		{ MAY("private-ip", ""), .form = "word" },
		{ MAY("public-ip", ""), .form = "word" },
		{ MAY("tenancy", "default"), .form = "default|dedicated" },
		{ MAY("placement-group", "") },
		{ MAY("profile", "") },
		{ MAY("ebs-optimized", "false"), .form = FLAG },
		{ MAY("protected", "false"), .form = FLAG },
		{ MAY("shutdown", "stop"), .form = "stop|terminate" },
		{ MAY("token", "") },
		{ MAY("request", "") },
		{ MAY("codes", ""), .refers = PRODUCT, .insert =
"INSERT INTO instance_code VALUES (?1, ?2)", .select =
"SELECT code FROM instance_code WHERE instance = ?1 ORDER BY rowid" },
		{ MAY("groups", "sg-37a8eec1=default"), .parts = SEED_PAIR,
		  .insert =
"INSERT INTO instance_group VALUES (?1, ?2, ?3)", .select =
"SELECT id, name FROM instance_group WHERE instance = ?1 ORDER BY rowid" },
		{ MAY("devices", ""), .parts = SEED_DEVICE, .insert =
"INSERT INTO instance_device VALUES (?1, ?2, ?3, ?4, ?5)", .select =
"SELECT device, CASE virtual_name WHEN '' THEN volume || ':' || "
"delete_on_termination ELSE virtual_name END FROM instance_device "
"WHERE instance = ?1 ORDER BY rowid" },
		TAGS,
	  } },
	{ .name = NULL },
};

static bool is_one_of(const char *words, const char *value)
{
	size_t len = strlen(value);

	for (;;) {
		size_t n = strcspn(words, "|");

		if (n == len && memcmp(words, value, n) == 0)
			return true;
		if (!words[n])
			return false;
		words += n + 1;
	}
}

static bool is_base64(const char *value)
{
	struct buf out = {0};
	struct err err;
	bool ok = codec_base64_decode(&out, value, strlen(value), &err) == 0;

	buf_release(&out);
	return ok;
}

static bool is_of(const char *value, const char *more, size_t min)
{
	static const char letters[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		"0123456789";
	size_t len = strlen(value);

	for (size_t i = 0; i < len; i++)
		if (!strchr(letters, value[i]) && !strchr(more, value[i]))
			return false;
	return len >= min && len <= 128;
}

static bool is_launch_entity(const char *value)
{
	return strcmp(value, "all") == 0 || seed_kinds_form("#12", value) ||
	       strncmp(value, "arn:aws", strlen("arn:aws")) == 0;
}

static bool is_time(const char *value)
{
	struct err err;
	time_t t;

	return codec_time_parse(value, &t, &err) == 0;
}

static bool is_number(const char *value)
{
	struct err err;
	long n;

	return num_parse(value, 0, 1000000, &n, &err) == 0;
}

static bool is_name(const char *value)
{
	return is_of(value, "-_", 1);
}

static bool is_key(const char *value)
{
	return is_of(value, "", 16);
}

static bool is_secret(const char *value)
{
	return is_of(value, "/+=-_.", 1);
}

static bool is_word(const char *value)
{
	return is_of(value, "/+=-_.:", 1);
}

static const struct {
	const char *name;
	bool (*test)(const char *value);
	const char *words;
} forms[] = {
	{ "base64", is_base64, "is not base64" },
	{ "entity", is_launch_entity, "is not all, an account or an ARN" },
	{ "key", is_key, "is not 16 to 128 letters and digits" },
	{ "name", is_name, "is not letters, digits, - and _" },
	{ "number", is_number, "is not a number" },
	{ "secret", is_secret, "is not up to 128 letters, digits and /+=-_." },
	{ "time", is_time, "is not a time like 2010-03-02T08:15:30.000Z" },
	{ "word", is_word, "is not one word" },
};

bool seed_kinds_form(const char *form, const char *value)
{
	size_t len = strlen(form);

	if (strcmp(form, "#12") == 0)
		return strlen(value) == 12 &&
		       strspn(value, "0123456789") == 12;
	if (strchr(form, '|'))
		return is_one_of(form, value);
	if (form[len - 1] == '-')
		return id_is_valid(value, form);
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (strcmp(forms[i].name, form) == 0)
			return forms[i].test(value);
	return false;
}

const char *seed_kinds_words(const char *form)
{
	if (strcmp(form, "#12") == 0)
		return "is not an account's 12 digits";
	if (strchr(form, '|'))
		return "is not one of the allowed values";
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (strcmp(forms[i].name, form) == 0)
			return forms[i].words;
	return "is not an id: a prefix and 8 or 17 hex digits";
}

static bool is_last(const struct seed_field *f)
{
	return !f[1].name;
}

/* Optional fields are in brackets. */
void seed_kinds_help(struct buf *out)
{
	for (const struct seed_kind *k = seed_kinds; k->name; k++) {
		size_t width = 0;

		for (const struct seed_field *f = k->fields; f->name; f++) {
			size_t len = strlen(f->name) + 4;

			if (f == k->fields || width + len > 76) {
				buf_printf(out, "%s  %-9s", f == k->fields ?
					   "" : "\n",
					   f == k->fields ? k->name : "");
				width = 11;
			}
			buf_printf(out, f->otherwise ? " [%s]" : " %s",
				   f->name);
			width += len;
			if (is_last(f))
				buf_putc(out, '\n');
		}
	}
}
