/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Takes lines `LETTERVALUE` as the network options of a launch.  The letter a
 * is for an attachment, and the other letters are for options.  An accepted
 * attachment must be the same after it is written as an option and read again.
 * If the launch has an interface, each network parameter must move into an
 * interface.
 */
#include "fuzz.h"

#include "cli/nic.h"

#define LIST "NetworkInterface"

static const struct {
	char letter;
	const char *name;
	bool many;
} options[] = {
	{ 's', "SubnetId", false },
	{ 'i', "PrivateIpAddress", false },
	{ 'p', "AssociatePublicIpAddress", false },
	{ 'c', "SecondaryPrivateIpAddressCount", false },
	{ 'g', "SecurityGroupId", true },
	{ 'n', "SecurityGroup", true },
	{ 'x', "SecondaryPrivateIpAddress", true },
	{ 'm', "Monitoring.Enabled", false },
};

enum { OPTIONS = sizeof(options) / sizeof(*options), LINES_MAX = 32 };

/* Appends the elements of the list NAME, beginning with number FROM, with
 * commas between them.  The elements' names end with END. */
static void put_list(struct buf *out, const struct params *p,
		     const char *name, const char *end, size_t from)
{
	char text[96];
	const char *value;

	for (size_t n = from;; n++) {
		(void)snprintf(text, sizeof(text), "%s.%zu%s", name, n, end);
		value = params_get(p, text);
		if (!value)
			return;
		if (n > from)
			buf_putc(out, ',');
		buf_puts(out, value);
	}
}

static void put_part(struct buf *out, const struct params *p, const char *name)
{
	const char *value = params_get(p, name);

	buf_puts(out, value ? value : "");
}

/* Writes the only attachment in P with all of its parts. */
static void write_attachment(struct buf *out, const struct params *p)
{
	const char *primary = params_get(p, LIST ".1.PrivateIpAddresses.1"
					 ".Primary");
	const char *index = params_get(p, LIST ".1.DeviceIndex");

	MUST(index && strspn(index, "0123456789") == strlen(index) && *index);
	put_part(out, p, LIST ".1.NetworkInterfaceId");
	buf_putc(out, ':');
	buf_puts(out, index);
	buf_putc(out, ':');
	put_part(out, p, LIST ".1.SubnetId");
	buf_putc(out, ':');
	put_part(out, p, LIST ".1.Description");
	buf_putc(out, ':');
	if (primary)
		put_part(out, p, LIST ".1.PrivateIpAddresses.1"
			 ".PrivateIpAddress");
	buf_putc(out, ':');
	put_list(out, p, LIST ".1.SecurityGroupId", "", 1);
	buf_putc(out, ':');
	put_part(out, p, LIST ".1.DeleteOnTermination");
	buf_putc(out, ':');
	put_part(out, p, LIST ".1.SecondaryPrivateIpAddressCount");
	buf_putc(out, ':');
	put_list(out, p, LIST ".1.PrivateIpAddresses", ".PrivateIpAddress",
		 primary ? 2 : 1);
}

/* Reads VALUE as the only attachment, writes it as an option, and reads that
 * option.  Both readings must give the same parameters. */
static void check_attachment(const char *value)
{
	struct params one = { 0 }, again = { 0 };
	struct buf text = { 0 };
	struct err err;

	MUST(nic_attachment(&one, LIST, value, &err) == 0);
	fuzz_check_names(&one);
	write_attachment(&text, &one);
	MUST(nic_attachment(&again, LIST, buf_str(&text), &err) == 0);
	MUST(fuzz_same(&one, &again));
	params_release(&one);
	params_release(&again);
	buf_release(&text);
}

static int feed(struct params *p, const char *line, struct err *err)
{
	if (line[0] == 'a') {
		if (nic_attachment(p, LIST, line + 1, err))
			return -1;
		check_attachment(line + 1);
		return 0;
	}
	for (int i = 0; i < OPTIONS; i++) {
		if (line[0] != options[i].letter || !line[1])
			continue;
		if (!options[i].many)
			return params_set(p, options[i].name, line + 1, err);
		return params_addf(p, line + 1, err, "%s.%zu", options[i].name,
				   params_next(p, options[i].name));
	}
	return 0;
}

static size_t count_value(const struct params *p, const char *value)
{
	size_t n = 0;

	for (size_t i = 0; i < p->len; i++)
		n += strcmp(params_value(p, i), value) == 0;
	return n;
}

static int has_prefix(const struct params *p, const char *prefix)
{
	for (size_t i = 0; i < p->len; i++)
		if (strncmp(params_name(p, i), prefix, strlen(prefix)) == 0)
			return 1;
	return 0;
}

/* Checks that each network parameter of BEFORE is in an interface of AFTER. */
static void check_moved(struct params *before, struct params *after)
{
	size_t made = params_next(after, LIST) - params_next(before, LIST);
	size_t primary = made + after->len - before->len - 2 * made;

	MUST(made <= 1 && primary <= 1);
	MUST(primary == (params_get(before, "PrivateIpAddress") != NULL));
	for (size_t i = 0; i < before->len; i++) {
		const char *value = params_value(before, i);

		MUST(count_value(after, value) >= count_value(before, value));
	}
	MUST(!has_prefix(after, "S") && !has_prefix(after, "P") &&
	     !has_prefix(after, "A"));
}

static void check(struct params *p, const struct params *given)
{
	struct params before = { 0 }, after = { 0 };
	struct err err;

	fuzz_check_names(p);
	MUST(params_copy(&before, given, &err) == 0);
	MUST(params_copy(&after, p, &err) == 0);
	if (has_prefix(p, LIST))
		check_moved(&before, p);
	else
		MUST(fuzz_same(p, given));
	MUST(nic_finish(&after, &err) == 0);
	MUST(fuzz_same(p, &after));
	params_release(&before);
	params_release(&after);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *at = data;
	struct params p = { 0 }, given = { 0 };
	struct err err = { 0 };
	char *line;
	int rc = 0;

	for (int i = 0; i < LINES_MAX && !rc &&
			(line = fuzz_line(&at, data + size)); i++) {
		rc = feed(&p, line, &err);
		free(line);
	}
	if (!rc) {
		MUST(params_copy(&given, &p, &err) == 0);
		rc = nic_finish(&p, &err);
	}
	if (rc)
		MUST(err.kind == ERR_USAGE);
	else
		check(&p, &given);
	params_release(&p);
	params_release(&given);
	return 0;
}
