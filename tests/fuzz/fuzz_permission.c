/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Takes lines `LETTERVALUE` as the options of a security group's permission.
 * An accepted permission must have a protocol, ports in order if it is for TCP
 * or UDP, and ranges that the parser accepts again unchanged.  The permission
 * must be the same after it is written as options and read again.  The error
 * about any other permission must be a usage error.
 */
#include "fuzz.h"

#include "base/num.h"
#include "cli/opt.h"
#include "cli/permission.h"

enum { LINES_MAX = 32 };

static const struct opt options[] = { PERMISSION_OPTIONS, OPT_END };

/* Passes the values of the option O to its function.  Like a command, reads all
 * values of one option before the next option. */
static int feed(struct params *p, const struct opt *o, const uint8_t *at,
		const uint8_t *end, struct err *err)
{
	char *line;
	int rc = 0;

	while (!rc && (line = fuzz_line(&at, end))) {
		if (o->letter && line[0] == o->letter && line[1])
			rc = o->feed(p, o->param, line + 1, err);
		free(line);
	}
	return rc;
}

static int read_options(struct params *p, const uint8_t *data, size_t size,
			struct err *err)
{
	int rc = 0;

	for (const struct opt *o = options; o->name && !rc; o++)
		rc = feed(p, o, data, data + size, err);
	return rc ? rc : permission_finish(p, err);
}

/* Checks that a range that was accepted is accepted again, unchanged. */
static void check_range(const char *value)
{
	struct params again = { 0 };
	struct err err;

	MUST(permission_cidr(&again, PERMISSION_LIST, value, &err) == 0);
	MUST(again.len == 1 && strcmp(params_value(&again, 0), value) == 0);
	params_release(&again);
}

static long number(const char *text)
{
	struct err err;
	long n;

	MUST(num_parse(text, -1, 65535, &n, &err) == 0);
	return n;
}

static int is_transport(const char *protocol)
{
	return strcmp(protocol, "tcp") == 0 || strcmp(protocol, "udp") == 0 ||
	       strcmp(protocol, "6") == 0 || strcmp(protocol, "17") == 0;
}

/* Appends LETTER, VALUE and a newline. */
static void put(struct buf *out, char letter, const char *value)
{
	buf_putc(out, letter);
	buf_puts(out, value);
	buf_putc(out, '\n');
}

/* Appends the option from which the parameter NAME came. */
static void put_source(struct buf *out, const char *name, const char *value)
{
	if (strstr(name, ".CidrIp"))
		put(out, 's', value);
	else if (strstr(name, ".Group"))
		put(out, 'o', value);
	else if (strstr(name, ".UserId"))
		put(out, 'u', value);
}

static void check_again(const struct params *p, const char *protocol,
			const char *from, const char *to)
{
	const char separator = is_transport(protocol) ? '-' : ':';
	struct params again = { 0 };
	struct buf text = { 0 };
	struct err err;

	put(&text, 'P', protocol);
	if (from) {
		buf_putc(&text, separator == '-' ? 'p' : 't');
		buf_puts(&text, from);
		put(&text, separator, to);
	}
	for (size_t i = 0; i < p->len; i++) {
		if (strstr(params_name(p, i), ".Groups."))
			put_source(&text, strrchr(params_name(p, i), '.'),
				   params_value(p, i));
		else
			put_source(&text, params_name(p, i),
				   params_value(p, i));
	}
	MUST(read_options(&again, (const uint8_t *)buf_str(&text), text.len,
			  &err) == 0);
	MUST(fuzz_same(p, &again));
	params_release(&again);
	buf_release(&text);
}

static void check(const struct params *p)
{
	const char *protocol = params_get(p, PERMISSION_LIST ".IpProtocol");
	const char *from = params_get(p, PERMISSION_LIST ".FromPort");
	const char *to = params_get(p, PERMISSION_LIST ".ToPort");

	fuzz_check_names(p);
	MUST(protocol && !from == !to);
	if (is_transport(protocol))
		MUST(from && number(from) >= 0 && number(from) <= number(to));
	else if (from)
		MUST(number(from) <= 255 && number(to) <= 255);
	for (size_t i = 0; i < p->len; i++)
		if (strstr(params_name(p, i), ".CidrIp"))
			check_range(params_value(p, i));
	check_again(p, protocol, from, to);
}

/* Returns the size of the first LINES_MAX lines of DATA. */
static size_t first_lines(const uint8_t *data, size_t size)
{
	size_t n = 0;

	for (int lines = 0; n < size && lines < LINES_MAX; n++)
		lines += data[n] == '\n';
	return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct params p = { 0 };
	struct err err = { 0 };

	if (read_options(&p, data, first_lines(data, size), &err))
		MUST(err.kind == ERR_USAGE);
	else
		check(&p);
	params_release(&p);
	return 0;
}
