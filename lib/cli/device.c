/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/device.h"

#include <stdbool.h>
#include <string.h>

#include "base/str.h"
#include "cli/value.h"

/* The fields that follow DEVICE= in a mapping, in the order of the syntax. */
static const struct {
	const char *name;
	bool number, boolean;
	const char *word;	/* the only valid value, which is sent as
				 * "true"; NULL for other fields */
} mapping_fields[] = {
	{ .name = "SnapshotId" },
	{ .name = "VolumeSize",          .number = true },
	{ .name = "DeleteOnTermination", .boolean = true },
	{ .name = "VolumeType" },
	{ .name = "Iops",                .number = true },
	{ .name = "Encrypted",           .word = "encrypted" },
};

enum { MAPPING_FIELDS = sizeof(mapping_fields) / sizeof(*mapping_fields) };

static bool mapping_field_fits(size_t i, const char *text)
{
	if (i >= MAPPING_FIELDS)
		return false;
	if (mapping_fields[i].word)
		return strcmp(text, mapping_fields[i].word) == 0;
	if (!*text)
		return true;
	if (mapping_fields[i].number)
		return value_is_number(text);
	if (mapping_fields[i].boolean)
		return strcmp(text, "true") == 0 || strcmp(text, "false") == 0;
	return true;
}

/* Adds an EBS mapping.  Writes NULs into TEXT.  Returns 1 if TEXT is not
 * valid. */
static int add_ebs_mapping(struct params *p, const char *param, size_t number,
			   char *text, struct err *err)
{
	bool any = false;

	for (size_t i = 0; text; i++) {
		char *end = strchr(text, ':');

		if (end)
			*end++ = '\0';
		if (!mapping_field_fits(i, text))
			return 1;
		if (*text && params_addf(p, mapping_fields[i].word ? "true"
					 : text, err, "%s.%zu.Ebs.%s", param,
					 number, mapping_fields[i].name))
			return -1;
		any = any || *text;
		text = end;
	}
	return any ? 0 : 1;
}

/* Adds a mapping.  Writes NULs into TEXT.  Returns 1 if TEXT is not a valid
 * mapping. */
static int add_mapping(struct params *p, const char *param, char *text,
		       struct err *err)
{
	size_t number = params_next(p, param);
	char *target = strchr(text, '=');

	if (!target || target == text || !target[1])
		return 1;
	*target++ = '\0';
	if (params_addf(p, text, err, "%s.%zu.DeviceName", param, number))
		return -1;
	if (strcmp(target, "none") == 0)
		return params_addf(p, "", err, "%s.%zu.NoDevice", param,
				   number);
	if (str_begins(target, "ephemeral") && value_is_number(target + 9))
		return params_addf(p, target, err, "%s.%zu.VirtualName", param,
				   number);
	return add_ebs_mapping(p, param, number, target, err);
}

int device_mapping(struct params *p, const char *param, const char *value,
		  struct err *err)
{
	struct buf text = { 0 };
	int rc;

	buf_puts(&text, value);
	rc = buf_check(&text, "mapping", err);
	if (!rc)
		rc = add_mapping(p, param, text.data, err);
	buf_release(&text);
	if (rc != 1)
		return rc;
	err_usage(err, "'%s' is not DEVICE=none, DEVICE=ephemeralN or "
		  "DEVICE=[SNAPSHOT][:SIZE[:DELETE[:TYPE[:IOPS"
		  "[:encrypted]]]]]", value);
	return err_hint(err, "at least one part must follow =; SIZE and IOPS "
			"are numbers, and DELETE is true or false");
}

/* Copies the device's name first, because adding a parameter may move the
 * strings of the other parameters in memory. */
int device_root_snapshot(struct params *p, const char *param,
			const char *value, struct err *err)
{
	const char *name = params_get(p, "RootDeviceName");
	size_t number = params_next(p, param);
	struct buf device = { 0 };
	int rc;

	buf_puts(&device, name ? name : "");
	rc = buf_check(&device, "root device", err);
	if (!rc)
		rc = params_addf(p, buf_str(&device), err, "%s.%zu.DeviceName",
				 param, number);
	buf_release(&device);
	if (rc)
		return -1;
	return params_addf(p, value, err, "%s.%zu.Ebs.SnapshotId", param,
			   number);
}

int device_deletion(struct params *p, const char *param, const char *value,
		   struct err *err)
{
	size_t device = strcspn(value, "=");
	const char *volume = value[device] ? value + device + 1 : "";
	size_t len = strcspn(volume, ":");
	const char *flag = volume + len + (volume[len] == ':');
	const size_t n = params_next(p, param);
	struct buf name = { 0 }, id = { 0 };
	int rc;

	/* Also accept DEVICE=[VOLUME]::FLAG, the syntax of a mapping with an
	 * empty size. */
	flag += *flag == ':';
	if (!device || (strcmp(flag, "true") != 0 && strcmp(flag, "false") != 0))
		return err_usage(err, "'%s' is not DEVICE=[VOLUME]:true|false",
				 value);
	buf_append(&name, value, device);
	buf_append(&id, volume, len);
	rc = buf_check(&name, "device", err) || buf_check(&id, "volume", err)
		? -1 : params_addf(p, buf_str(&name), err, "%s.%zu.DeviceName",
				   param, n);
	if (!rc && len)
		rc = params_addf(p, buf_str(&id), err, "%s.%zu.Ebs.VolumeId",
				 param, n);
	if (!rc)
		rc = params_addf(p, flag, err, "%s.%zu.Ebs.DeleteOnTermination",
				 param, n);
	buf_release(&name);
	buf_release(&id);
	return rc;
}
