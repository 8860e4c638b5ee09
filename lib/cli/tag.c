/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/tag.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"

bool tag_is_long(const char *text)
{
	return (str_begins(text, "Key=") && strstr(text, ",Value=")) ||
	       (str_begins(text, "Value=") && strstr(text, ",Key="));
}

int tag_refuse_long(const char *text, struct err *err)
{
	return err_usage(err, "'%s' has the syntax of the AWS CLI: type "
			 "KEY[=VALUE]", text);
}

static int add_tag(struct params *p, const char *param, const char *text,
		   bool valued, struct err *err)
{
	size_t len = strcspn(text, "="), n = params_next(p, param);
	struct buf key = { 0 };
	int rc;

	if (!len)
		return err_usage(err, "'%s' is not KEY[=VALUE]", text);
	if (tag_is_long(text))
		return tag_refuse_long(text, err);
	buf_append(&key, text, len);
	rc = buf_check(&key, "tag", err);
	if (!rc)
		rc = params_addf(p, buf_str(&key), err, "%s.%zu.Key", param, n);
	buf_release(&key);
	if (rc || (!valued && !text[len]))
		return rc;
	return params_addf(p, text[len] ? text + len + 1 : "", err,
			   "%s.%zu.Value", param, n);
}

int tag_set(struct params *p, const char *param, const char *value,
	    struct err *err)
{
	return add_tag(p, param, value, true, err);
}

int tag_delete(struct params *p, const char *param, const char *value,
	       struct err *err)
{
	return add_tag(p, param, value, false, err);
}
