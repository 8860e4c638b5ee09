/* SPDX-License-Identifier: BSD-2-Clause */
#include "request/idfilter.h"

#include <string.h>

#include "reply/requested.h"

bool idfilter_has(const struct answer_rule *rule)
{
	return rule && rule->ids && rule->id_filter;
}

static int add_value(struct params *to, size_t number, size_t count,
		     const char *value, struct err *err)
{
	struct buf escaped = { 0 };
	int rc;

	for (const char *p = value; *p; p++) {
		if (strchr("*?\\", *p))
			buf_putc(&escaped, '\\');
		buf_putc(&escaped, *p);
	}
	rc = buf_check(&escaped, "filter", err);
	if (rc == 0)
		rc = params_addf(to, buf_str(&escaped), err,
				 "Filter.%zu.Value.%zu", number, count);
	buf_release(&escaped);
	return rc;
}

/* Appends the values of LIST as the filter NAME. */
static int put_filter(const char *list, const char *name,
		      const struct params *from, struct params *to,
		      struct err *err)
{
	const size_t number = params_next(to, "Filter");
	size_t count = 0;

	for (size_t i = 0; i < from->len; i++) {
		if (!requested_is_element(params_name(from, i), list, ""))
			continue;
		if (!count &&
		    params_addf(to, name, err, "Filter.%zu.Name", number))
			return -1;
		if (add_value(to, number, ++count, params_value(from, i), err))
			return -1;
	}
	return 0;
}

static bool is_in(const char *name, const char *list)
{
	return list && requested_is_element(name, list, "");
}

int idfilter_copy(const struct answer_rule *rule, const struct params *from,
		  struct params *to, struct err *err)
{
	for (size_t i = 0; i < from->len; i++) {
		const char *name = params_name(from, i);

		if (!is_in(name, rule->ids) && !is_in(name, rule->names) &&
		    params_add(to, name, params_value(from, i), err))
			return -1;
	}
	if (put_filter(rule->ids, rule->id_filter, from, to, err))
		return -1;
	return rule->names ? put_filter(rule->names, rule->name_filter, from,
					to, err) : 0;
}
