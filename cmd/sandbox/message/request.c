/* SPDX-License-Identifier: BSD-2-Clause */
#include "message/request.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/codec.h"
#include "base/digest.h"
#include "base/num.h"
#include "values/text.h"

int request_id(char id[REQUEST_ID_SIZE], struct err *err)
{
	/* The number of digits in each group of a UUID. */
	static const size_t groups[] = { 8, 4, 4, 4, 12 };
	unsigned char random[16];
	char hex[2 * sizeof(random) + 1];
	const char *from = hex;

	if (digest_random(random, sizeof(random), err))
		return -1;
	random[6] = (random[6] & 0x0f) | 0x40;	/* version 4 */
	random[8] = (random[8] & 0x3f) | 0x80;
	codec_hex(random, sizeof(random), hex);
	for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++) {
		memcpy(id, from, groups[i]);
		from += groups[i];
		id += groups[i];
		*id++ = '-';
	}
	id[-1] = '\0';
	return 0;
}

/* Replaces a header's value by making a new list of headers.  params_set may
 * keep the old value in memory, so a header that is repeated many times would
 * take quadratic memory. */
static int replace_header(struct request *r, const char *name,
			  const char *value, struct err *err)
{
	struct params all = { 0 };

	for (size_t i = 0; i < r->headers.len; i++) {
		const char *old = params_name(&r->headers, i);
		bool is_it = strcmp(old, name) == 0;

		if (params_add(&all, old, is_it ? value :
			       params_value(&r->headers, i), err)) {
			params_release(&all);
			return -1;
		}
	}
	params_release(&r->headers);
	r->headers = all;
	return 0;
}

int request_header(struct request *r, const char *name, const char *value,
		   struct err *err)
{
	struct buf lower = { 0 }, joined = { 0 };
	const char *earlier;
	int rc = -1;

	text_lower(&lower, name);
	if (buf_check(&lower, "header", err))
		goto out;
	earlier = params_get(&r->headers, buf_str(&lower));
	if (!earlier) {
		rc = params_add(&r->headers, buf_str(&lower), value, err);
		goto out;
	}
	buf_printf(&joined, "%s,%s", earlier, value);
	if (buf_check(&joined, "header", err))
		goto out;
	rc = replace_header(r, buf_str(&lower), buf_str(&joined), err);
out:
	buf_release(&lower);
	buf_release(&joined);
	return rc;
}

int request_too_large(struct fault *fault)
{
	return fault_set(fault, FAULT_BODY_TOO_LARGE, "The request's body is "
			 "longer than %d bytes", REQUEST_BODY_MAX);
}

static bool announces_too_much(const struct request *r)
{
	const char *length = params_get(&r->headers, "content-length");
	struct err err;
	long n;

	return length && num_parse(length, 0, REQUEST_BODY_MAX, &n, &err);
}

/* Returns whether the head has both Content-Length and Transfer-Encoding.  If a
 * proxy used one of these headers and we used the other header, we could read a
 * part of a body as the next request. */
static bool has_two_lengths(const struct request *r)
{
	return params_get(&r->headers, "content-length") &&
	       params_get(&r->headers, "transfer-encoding");
}

/* Returns whether a header's name has a space or a tab.  A proxy may drop them,
 * and so read another name. */
static bool has_space_in_name(const struct request *r)
{
	for (size_t i = 0; i < r->headers.len; i++)
		if (strpbrk(params_name(&r->headers, i), " \t"))
			return true;
	return false;
}

static bool is_known(const char *const *methods, const char *method)
{
	for (; *methods; methods++)
		if (strcmp(*methods, method) == 0)
			return true;
	return false;
}

int request_check_head(const struct request *r, const char *const *methods,
		       struct fault *fault)
{
	const char *method = buf_str(&r->method);

	if (r->head > REQUEST_HEADERS_MAX)
		return fault_set(fault, FAULT_HEADERS_TOO_LARGE, "The "
				 "request's head is longer than %d bytes",
				 REQUEST_HEADERS_MAX);
	if (r->lines > REQUEST_HEADER_LINES_MAX)
		return fault_set(fault, FAULT_HEADERS_TOO_LARGE, "The "
				 "request has more than %d headers",
				 REQUEST_HEADER_LINES_MAX);
	if (!is_known(methods, method))
		return fault_set(fault, FAULT_METHOD, "The method %.32s is "
				 "not supported", method);
	if (has_two_lengths(r))
		return fault_set(fault, FAULT_INVALID_REQUEST, "The request "
				 "has both Content-Length and "
				 "Transfer-Encoding");
	if (has_space_in_name(r))
		return fault_set(fault, FAULT_INVALID_REQUEST, "The name of a "
				 "header has a space or a tab");
	if (announces_too_much(r))
		return request_too_large(fault);
	return 0;
}

static int decode(struct buf *out, const char *text, size_t len,
		  struct fault *fault)
{
	struct err err;

	buf_clear(out);
	if (codec_form_decode(out, text, len, &err))
		return fault_set(fault, FAULT_MALFORMED_QUERY,
				 "The query string is malformed: %s", err.text);
	if (text_is_clean(buf_str(out), out->len))
		return 0;
	return fault_set(fault, FAULT_MALFORMED_QUERY, "The query string is "
			 "malformed: it has bytes that are not UTF-8, or a "
			 "control character");
}

struct pair {
	struct buf name, value;
};

static int add_field(struct params *params, const char *text, size_t len,
		     struct pair *scratch, struct fault *fault)
{
	const char *equals = memchr(text, '=', len);
	size_t name_len = equals ? (size_t)(equals - text) : len;
	size_t value_at = equals ? name_len + 1 : len;
	struct err err;

	if (decode(&scratch->name, text, name_len, fault) ||
	    decode(&scratch->value, text + value_at, len - value_at, fault))
		return -1;
	if (params->len >= REQUEST_PARAMS_MAX)
		return fault_set(fault, FAULT_MALFORMED_QUERY,
				 "The request has more than %d parameters",
				 REQUEST_PARAMS_MAX);
	if (params_add(params, buf_str(&scratch->name),
		       buf_str(&scratch->value), &err))
		return fault_internal(fault, &err);
	return 0;
}

static int parse_form(struct params *params, const char *text, size_t len,
		      struct fault *fault)
{
	struct pair scratch = { 0 };
	int rc = -1;

	while (len) {
		const char *end = memchr(text, '&', len);
		size_t field = end ? (size_t)(end - text) : len;

		if (field && add_field(params, text, field, &scratch, fault))
			goto out;
		text += field + (end ? 1 : 0);
		len -= field + (end ? 1 : 0);
	}
	rc = 0;
out:
	buf_release(&scratch.name);
	buf_release(&scratch.value);
	return rc;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Refuses a repeated parameter, because a proxy, the signer and we might each
 * use a different value of it. */
static int refuse_repeated(const struct params *params, struct fault *fault)
{
	const char **names;
	int rc = 0;

	if (params->len < 2)
		return 0;
	names = calloc(params->len, sizeof(*names));
	if (!names)
		return fault_set(fault, FAULT_INTERNAL, "out of memory");
	for (size_t i = 0; i < params->len; i++)
		names[i] = params_name(params, i);
	qsort(names, params->len, sizeof(*names), by_text);
	for (size_t i = 1; i < params->len && !rc; i++)
		if (strcmp(names[i - 1], names[i]) == 0)
			rc = fault_set(fault, FAULT_MALFORMED_QUERY,
				       "The parameter %s is given twice",
				       names[i]);
	free(names);
	return rc;
}

int request_parse(struct request *r, struct fault *fault)
{
	const char *target = buf_str(&r->target);
	size_t path = strcspn(target, "?");
	struct err err;

	buf_append(&r->path, target, path);
	if (buf_check(&r->path, "path", &err))
		return fault_internal(fault, &err);
	target += path;
	if (*target &&
	    parse_form(&r->query, target + 1, strlen(target + 1), fault))
		return -1;
	if (params_copy(&r->params, &r->query, &err))
		return fault_internal(fault, &err);
	if (strcmp(buf_str(&r->method), "POST") == 0 &&
	    parse_form(&r->params, buf_str(&r->body), r->body.len, fault))
		return -1;
	return refuse_repeated(&r->params, fault);
}

void request_release(struct request *r)
{
	buf_release(&r->method);
	buf_release(&r->target);
	params_release(&r->headers);
	buf_release(&r->body);
	buf_release(&r->path);
	params_release(&r->query);
	params_release(&r->params);
	keypair_release(&r->key);
}

void request_release_answer(struct response *answer)
{
	params_release(&answer->headers);
	buf_release(&answer->body);
}
