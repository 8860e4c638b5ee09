/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Lines `LETTERVALUE` as options of a security group's permission.  What is
 * taken has a protocol, ports in order and ranges that are taken again as they
 * are; what is not is a usage error.
 */
#include "fuzz.h"

#include "base/num.h"
#include "cli/opt.h"
#include "cli/permission.h"

static const struct opt options[] = { PERMISSION_OPTIONS, OPT_END };

/* The lines of the option O: a command takes its values option by option. */
static int feed(struct params *p, const struct opt *o, const uint8_t *data,
		size_t size, struct err *err)
{
	int rc = 0;

	while (size > 1 && !rc) {
		const uint8_t *end = memchr(data, '\n', size);
		size_t len = end ? (size_t)(end - data) : size;
		char *value = fuzz_string(data + 1, len ? len - 1 : 0);

		if (o->letter && data[0] == (uint8_t)o->letter && *value)
			rc = o->feed(p, o->param, value, err);
		free(value);
		data += len + (end ? 1 : 0);
		size -= len + (end ? 1 : 0);
	}
	return rc;
}

/* A range that was taken is taken again, and stays the same. */
static void check_range(const char *value)
{
	struct params again = {0};
	struct err err;

	MUST(permission_cidr(&again, PERMISSION_LIST, value, &err) == 0);
	MUST(again.len == 1 && strcmp(params_value(&again, 0), value) == 0);
	params_release(&again);
}

static long number(const char *text)
{
	struct err err;
	long n;

	MUST(num_parse(text, 0, 65535, &n, &err) == 0);
	return n;
}

static void check(const struct params *p)
{
	const char *protocol = params_get(p, PERMISSION_LIST ".IpProtocol");
	const char *from = params_get(p, PERMISSION_LIST ".FromPort");
	const char *to = params_get(p, PERMISSION_LIST ".ToPort");

	MUST(protocol && !from == !to);
	if (strcmp(protocol, "tcp") == 0 || strcmp(protocol, "udp") == 0)
		MUST(from && number(from) <= number(to));
	for (size_t i = 0; i < p->len; i++)
		if (strstr(params_name(p, i), ".CidrIp"))
			check_range(params_value(p, i));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct params p = {0};
	struct err err = {0};
	int rc = 0;

	for (const struct opt *o = options; o->name && !rc; o++)
		rc = feed(&p, o, data, size, &err);
	if (!rc)
		rc = permission_finish(&p, &err);
	if (rc)
		MUST(err.kind == ERR_USAGE);
	else
		check(&p);
	params_release(&p);
	return 0;
}
