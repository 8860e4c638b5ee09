/* SPDX-License-Identifier: BSD-2-Clause */
#include "aws/canon.h"

#include <stdlib.h>
#include <string.h>

#include "base/codec.h"

struct pair {
	const char *name, *value;
};

/* Compares two texts in the order of their percent-encoded forms, without
 * encoding them.  An encoded byte begins with %, which sorts before all bytes
 * that are not encoded. */
static int compare_encoded(const char *x, const char *y)
{
	static const char unreserved[] = "-.0123456789"
		"ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~";
	bool x_unreserved, y_unreserved;

	for (; *x && *x == *y; y++)
		x++;
	if (!*x || !*y)
		return (*x != '\0') - (*y != '\0');
	x_unreserved = strchr(unreserved, *x);
	y_unreserved = strchr(unreserved, *y);
	if (x_unreserved != y_unreserved)
		return x_unreserved - y_unreserved;
	return (unsigned char)*x - (unsigned char)*y;
}

static int compare_pairs(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;
	int order = compare_encoded(x->name, y->name);

	return order ? order : compare_encoded(x->value, y->value);
}

int canon_query(struct buf *out, const struct params *params, struct err *err)
{
	struct pair *pairs;

	if (!params->len)
		return 0;
	pairs = calloc(params->len, sizeof(*pairs));
	if (!pairs)
		return err_memory(err);
	for (size_t i = 0; i < params->len; i++) {
		pairs[i].name = params_name(params, i);
		pairs[i].value = params_value(params, i);
	}
	qsort(pairs, params->len, sizeof(*pairs), compare_pairs);
	for (size_t i = 0; i < params->len; i++) {
		if (i)
			buf_putc(out, '&');
		codec_uri(out, pairs[i].name, strlen(pairs[i].name), "");
		buf_putc(out, '=');
		codec_uri(out, pairs[i].value, strlen(pairs[i].value), "");
	}
	free(pairs);
	return buf_check(out, "request body", err);
}

void canon_v4_signed_headers(struct buf *out,
			     const struct canon_header *headers, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (i)
			buf_putc(out, ';');
		buf_puts(out, headers[i].name);
	}
}

static void header_value(struct buf *out, const char *value)
{
	static const char space[] = " \t";

	value += strspn(value, space);
	while (*value) {
		size_t len = strcspn(value, space);

		buf_append(out, value, len);
		value += len;
		value += strspn(value, space);
		if (*value)
			buf_putc(out, ' ');
	}
}

int canon_v4_request(struct buf *out, const struct canon_request *request,
		     struct err *err)
{
	const char *path = *request->path ? request->path : "/";

	buf_puts(out, request->method);
	buf_putc(out, '\n');
	codec_uri(out, path, strlen(path), "/");
	buf_putc(out, '\n');
	if (request->query && canon_query(out, request->query, err))
		return -1;
	buf_putc(out, '\n');
	for (size_t i = 0; i < request->header_count; i++) {
		buf_puts(out, request->headers[i].name);
		buf_putc(out, ':');
		header_value(out, request->headers[i].value);
		buf_putc(out, '\n');
	}
	buf_putc(out, '\n');
	canon_v4_signed_headers(out, request->headers, request->header_count);
	buf_putc(out, '\n');
	buf_puts(out, request->payload_hash);
	return buf_check(out, "canonical request", err);
}

void canon_v4_scope(struct buf *out, const char *day, const char *region,
		    const char *service)
{
	buf_append(out, day, 8);
	buf_putc(out, '/');
	buf_puts(out, region);
	buf_putc(out, '/');
	buf_puts(out, service);
	buf_puts(out, "/aws4_request");
}

void canon_v4_string(struct buf *out, const char *stamp, const char *scope,
		     const char *request_hash)
{
	buf_puts(out, "AWS4-HMAC-SHA256\n");
	buf_puts(out, stamp);
	buf_putc(out, '\n');
	buf_puts(out, scope);
	buf_putc(out, '\n');
	buf_puts(out, request_hash);
}

void canon_v2_string(struct buf *out, const char *method, const char *host,
		     const char *path, const char *query)
{
	buf_puts(out, method);
	buf_putc(out, '\n');
	buf_puts(out, host);
	buf_putc(out, '\n');
	buf_puts(out, *path ? path : "/");
	buf_putc(out, '\n');
	buf_puts(out, query);
}
