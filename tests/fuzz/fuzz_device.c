/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Takes lines as block devices.  The first letter is b for a mapping, s for the
 * snapshot of a root device without a name, or d for the choice whether a
 * volume is deleted with its instance.  Each part of an accepted value must
 * have the right syntax.  The value must be the same after it is written as an
 * option and read again.  The error about any other value must be a usage
 * error.
 */
#include "fuzz.h"

#include "cli/device.h"

#define LIST "BlockDeviceMapping"

enum { LINES_MAX = 32 };

static int feed(struct params *p, const char *line, struct err *err)
{
	switch (line[0]) {
	case 'b':
		return device_mapping(p, LIST, line + 1, err);
	case 's':
		return device_root_snapshot(p, LIST, line + 1, err);
	case 'd':
		return device_deletion(p, LIST, line + 1, err);
	default:
		return 0;
	}
}

/* Returns the part NAME of the mapping N. */
static const char *part(const struct params *p, size_t n, const char *name)
{
	char text[64];

	(void)snprintf(text, sizeof(text), LIST ".%zu.%s", n, name);
	return params_get(p, text);
}

static void check_number(const char *text)
{
	MUST(!text || (*text && strspn(text, "0123456789") == strlen(text)));
}

/* Appends a colon and TEXT. */
static void put(struct buf *out, const char *text)
{
	buf_putc(out, ':');
	buf_puts(out, text ? text : "");
}

/* Appends the disk of the mapping N in the form of -b.  Returns the number of
 * parts that are not empty. */
static size_t put_disk(struct buf *out, const struct params *p, size_t n)
{
	static const char *const names[] = {
		"Ebs.VolumeSize", "Ebs.DeleteOnTermination", "Ebs.VolumeType",
		"Ebs.Iops",
	};
	const char *snapshot = part(p, n, "Ebs.SnapshotId");
	const char *encrypted = part(p, n, "Ebs.Encrypted");
	size_t parts = snapshot != NULL;

	check_number(part(p, n, "Ebs.VolumeSize"));
	check_number(part(p, n, "Ebs.Iops"));
	buf_puts(out, snapshot ? snapshot : "");
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		parts += part(p, n, names[i]) != NULL;
		put(out, part(p, n, names[i]));
	}
	if (encrypted) {
		MUST(strcmp(encrypted, "true") == 0);
		put(out, "encrypted");
		parts++;
	}
	return parts;
}

/* Appends the mapping N as an option.  Returns the number of the mapping's
 * parameters. */
static size_t put_mapping(struct buf *out, const struct params *p, size_t n)
{
	const char *name = part(p, n, "DeviceName");
	const char *nothing = part(p, n, "NoDevice");
	const char *virtual = part(p, n, "VirtualName");
	const char *volume = part(p, n, "Ebs.VolumeId");
	const char *deletion = part(p, n, "Ebs.DeleteOnTermination");

	MUST(name && !strchr(name, '='));
	MUST(!deletion || strcmp(deletion, "true") == 0 ||
	     strcmp(deletion, "false") == 0);
	if (!*name) {
		buf_putc(out, 's');
		buf_puts(out, part(p, n, "Ebs.SnapshotId"));
		return 2;
	}
	buf_putc(out, volume ? 'd' : 'b');
	buf_puts(out, name);
	buf_putc(out, '=');
	if (nothing || virtual) {
		MUST(!nothing || !*nothing);
		buf_puts(out, nothing ? "none" : virtual);
		return 2;
	}
	if (!volume)
		return 1 + put_disk(out, p, n);
	MUST(deletion);
	buf_puts(out, volume);
	put(out, deletion);
	return 3;
}

static void check(struct params *p)
{
	struct params again = { 0 };
	struct buf line = { 0 };
	struct err err;
	size_t count = params_next(p, LIST) - 1, parts = 0;

	fuzz_check_names(p);
	for (size_t n = 1; n <= count; n++) {
		buf_clear(&line);
		parts += put_mapping(&line, p, n);
		MUST(feed(&again, buf_str(&line), &err) == 0);
	}
	MUST(parts == p->len && fuzz_same(p, &again));
	params_release(&again);
	buf_release(&line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *at = data;
	struct params p = { 0 };
	struct err err = { 0 };
	char *line;
	int rc = 0;

	for (int i = 0; i < LINES_MAX && !rc &&
			(line = fuzz_line(&at, data + size)); i++) {
		rc = feed(&p, line, &err);
		free(line);
	}
	if (rc)
		MUST(err.kind == ERR_USAGE);
	else
		check(&p);
	params_release(&p);
	return 0;
}
