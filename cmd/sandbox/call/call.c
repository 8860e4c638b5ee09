/* SPDX-License-Identifier: BSD-2-Clause */
#include "call/call.h"

#include <stdlib.h>
#include <string.h>

#include "aws/canon.h"
#include "base/codec.h"
#include "base/num.h"

/* The largest number of digits in a list element's number. */
enum { DIGITS_MAX = 6 };

/* Reads a number without leading zeros, and moves *AT past it. */
static bool read_number(const char **at, long *out)
{
	size_t digits = strspn(*at, "0123456789");

	if (!digits || digits > DIGITS_MAX || (**at == '0' && digits > 1))
		return false;
	for (*out = 0; digits; digits--)
		*out = *out * 10 + (*(*at)++ - '0');
	return true;
}

bool call_matches(const char *pattern, const char *name, long *n, long *m)
{
	const char *start = pattern;
	long numbers[2] = { 0, 0 };
	size_t count = 0;

	while (*pattern && *pattern != ':' && *pattern != '=') {
		bool number = *pattern == 'N' && pattern > start &&
			      pattern[-1] == '.' &&
			      (!pattern[1] || pattern[1] == '.');

		if (!*name && strcmp(pattern, ".N") == 0)
			break;
		if (!number) {
			if (*pattern++ != *name++)
				return false;
			continue;
		}
		if (count == 2 || !read_number(&name, &numbers[count++]))
			return false;
		pattern++;
	}
	*n = numbers[0];
	if (m)
		*m = numbers[1];
	return !*name;
}

static int by_number(const void *a, const void *b)
{
	const struct call_item *x = a, *y = b;

	if (x->n != y->n)
		return x->n > y->n ? 1 : -1;
	return (x->m > y->m) - (x->m < y->m);
}

int call_list(const struct call *c, const char *pattern,
	      struct call_list *out, struct fault *fault)
{
	bool keeps_empty = strncmp(pattern, "Filter.", strlen("Filter.")) == 0;

	*out = (struct call_list){ 0 };
	for (size_t i = 0; i < c->params->len; i++) {
		const char *value = params_value(c->params, i);
		long n, m;

		if (!call_matches(pattern, params_name(c->params, i), &n, &m) ||
		    (!*value && !keeps_empty))
			continue;
		if (!out->items)
			out->items = calloc(c->params->len - i,
					    sizeof(*out->items));
		if (!out->items)
			return fault_set(fault, FAULT_INTERNAL,
					 "out of memory");
		out->items[out->len++] = (struct call_item){ n, m, value };
	}
	if (out->len)
		qsort(out->items, out->len, sizeof(*out->items), by_number);
	return 0;
}

void call_list_release(struct call_list *list)
{
	free(list->items);
	*list = (struct call_list){ 0 };
}

bool call_list_has(const struct call_list *list, size_t n, const char *value)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list->items[i].value, value) == 0)
			return true;
	return false;
}

int call_need(const struct call *c, const char *name, const char **out,
	      struct fault *fault)
{
	*out = params_get(c->params, name);
	if (*out && **out)
		return 0;
	return fault_set(fault, FAULT_MISSING_PARAMETER,
			 "The request must contain the parameter %s", name);
}

const char *call_text(const struct call *c, const char *name,
		      const char *fallback)
{
	const char *value = params_get(c->params, name);

	return value && *value ? value : fallback;
}

int call_number(const struct call *c, const char *name, long min, long max,
		long *out, struct fault *fault)
{
	const char *value = params_get(c->params, name);
	struct err err;

	if (!value || !*value || num_parse(value, min, max, out, &err) == 0)
		return 0;
	return fault_set(fault, FAULT_PARAMETER_VALUE, "Value ( %s ) for "
			 "parameter %s is invalid. Expecting a number from "
			 "%ld to %ld.", value, name, min, max);
}

static const char *const common[] = {
	"Action", "Version", "DryRun", "AWSAccessKeyId", "SignatureVersion",
	"SignatureMethod", "Signature", "Timestamp", "Expires",
	"SecurityToken", "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date",
	"X-Amz-Expires", "X-Amz-SignedHeaders", "X-Amz-Signature",
	"X-Amz-Security-Token", NULL,
};

bool call_is_common(const char *name)
{
	for (const char *const *one = common; *one; one++)
		if (strcmp(*one, name) == 0)
			return true;
	return false;
}

static int hash(const struct call *c, const struct params *params,
		char out[CALL_HASH_SIZE], struct err *err)
{
	unsigned char raw[DIGEST_SHA256_SIZE];
	struct buf text = { 0 };
	int rc = -1;

	buf_printf(&text, "%s\n", c->account);
	if (canon_query(&text, params, err) == 0 &&
	    buf_check(&text, "parameters", err) == 0 &&
	    digest_sha256(c->digest, text.data, text.len, raw, err) == 0) {
		codec_hex(raw, sizeof(raw), out);
		rc = 0;
	}
	buf_release(&text);
	return rc;
}

int call_hash(const struct call *c, char out[CALL_HASH_SIZE],
	      struct fault *fault)
{
	struct params params = { 0 };
	struct err err;
	int rc = params_add(&params, "Action",
			    params_get(c->params, "Action"), &err);

	for (size_t i = 0; i < c->params->len && !rc; i++) {
		const char *name = params_name(c->params, i);

		if (!call_is_common(name) && strcmp(name, "MaxResults") != 0 &&
		    strcmp(name, "NextToken") != 0)
			rc = params_add(&params, name,
					params_value(c->params, i), &err);
	}
	if (!rc)
		rc = hash(c, &params, out, &err);
	params_release(&params);
	return rc ? fault_internal(fault, &err) : 0;
}

int call_bool(const struct call *c, const char *name, bool *out,
	      struct fault *fault)
{
	const char *value = params_get(c->params, name);

	*out = value && strcmp(value, "true") == 0;
	if (!value || !*value || *out || strcmp(value, "false") == 0)
		return 0;
	return fault_set(fault, FAULT_PARAMETER_VALUE, "Value (%s) for "
			 "parameter %s is invalid. It must be true or false",
			 value, name);
}

int call_new_id(const char *prefix, char out[ID_SIZE], struct fault *fault)
{
	struct err err;

	return id_new(prefix, out, &err) ? fault_internal(fault, &err) : 0;
}

int call_sql_end(struct sql *q, int rc, struct fault *fault)
{
	struct err err;

	if (sql_end(q, &err) && !rc)
		return fault_internal(fault, &err);
	return rc;
}

int call_exists(const struct call *c, const char *text,
		const char *const *values, bool *found, struct fault *fault)
{
	struct err err;

	return sql_exists(c->state, text, values, found, &err) ?
	       fault_internal(fault, &err) : 0;
}

int call_sql(const struct call *c, const char *text,
	     const char *const *values, struct fault *fault)
{
	struct err err;

	return sql_run(c->state, text, values, &err) ?
	       fault_internal(fault, &err) : 0;
}

int call_rules(const struct call *c, const struct rule *rules,
	       const char *const *values, struct fault *fault)
{
	for (; rules->sql; rules++) {
		struct sql q;
		int rc = 0;

		sql_start(&q, c->state, rules->sql, values);
		if (sql_next(&q))
			rc = fault_set(fault, rules->code, "%s",
				       sql_column(&q, 0));
		if (call_sql_end(&q, rc, fault))
			return -1;
	}
	return 0;
}
