/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/value.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/ascii.h"
#include "base/codec.h"
#include "base/num.h"
#include "base/rsakey.h"
#include "base/str.h"
#include "cli/tag.h"
#include "system/file.h"

enum {
	COUNT_MAX = 100000,		/* maximum number of instances */
	USER_DATA_MAX = 16 * 1024,	/* EC2's limit for user data before
					 * base64 encoding */
	FILE_MAX = 64 * 1024,		/* maximum size of a key file; public
					 * keys are much smaller */
};

int value_time(struct params *p, const char *param, const char *value,
	       struct err *err)
{
	static const char day[] = "0000-00-00";
	static const char whole[] = "0000-00-00T00:00:00Z";
	bool date = strlen(value) == strlen(day);
	struct err ignored;
	char text[sizeof(whole)];
	time_t t;

	(void)snprintf(text, sizeof(text), "%s%s", value,
		       date ? whole + strlen(day) : "");
	if (strlen(value) > strlen(whole) ||
	    codec_time_parse(text, &t, &ignored))
		return err_usage(err, "'%s' is not a time such as 2027-03-01 or "
				 "2027-03-01T12:00:00Z", value);
	return params_set(p, param, text, err);
}

/* Returns the number of the filter whose name is the LEN bytes at NAME, or 0 if
 * P does not have the filter. */
static size_t filter_number(const struct params *p, const char *param,
			    const char *name, size_t len)
{
	size_t skip = strlen(param);

	for (size_t i = 0; i < p->len; i++) {
		const char *value = params_value(p, i), *key;
		size_t n = 0;

		if (strncmp(value, name, len) != 0 || value[len])
			continue;
		key = params_name(p, i);
		if (strncmp(key, param, skip) != 0 || key[skip] != '.')
			continue;
		for (key += skip + 1; ascii_is_digit(*key); key++)
			n = n * 10 + (size_t)(*key - '0');
		if (strcmp(key, ".Name") == 0)
			return n;
	}
	return 0;
}

/* Appends the first value of the comma-separated list VALUES.  A comma after a
 * backslash is part of the value.  Returns the position of the comma that ends
 * the value, or of the end of VALUES. */
static const char *filter_value(struct buf *out, const char *values)
{
	for (; *values && *values != ','; values++) {
		if (values[0] == '\\' && values[1] == ',')
			values++;
		buf_putc(out, *values);
	}
	return values;
}

/* Adds the values of a filter.  If NEW is set, the filter does not have values
 * yet, and the numbers of the values start at 1. */
static int filter_values(struct params *p, const char *param, size_t number,
			 bool new, const char *values, struct err *err)
{
	size_t n;
	struct buf value = { 0 };
	char list[64];
	int rc = 0;

	(void)snprintf(list, sizeof(list), "%s.%zu.Value", param, number);
	n = new ? 1 : params_next(p, list);
	for (;; n++) {
		buf_clear(&value);
		values = filter_value(&value, values);
		rc = buf_check(&value, "filter", err);
		if (!rc)
			rc = params_addf(p, buf_str(&value), err, "%s.%zu",
					 list, n);
		if (rc || !*values++)
			break;
	}
	buf_release(&value);
	return rc;
}

static int filter_add(struct params *p, const char *param, const char *value,
		      struct err *err)
{
	size_t len = strcspn(value, "=");
	struct buf name = { 0 };
	size_t number;
	bool new;
	int rc = 0;

	/* EC2 does not have filters called Name or Values. */
	if (str_begins(value, "Name=") || str_begins(value, "Values="))
		return err_usage(err, "'%s' has the syntax of the AWS CLI: type "
				 "NAME=VALUE[,VALUE...], as in "
				 "image-id=ami-5bae4b32", value);
	if (!len || !value[len])
		return err_usage(err, "'%s' is not NAME=VALUE[,VALUE...]",
				 value);
	number = filter_number(p, param, value, len);
	new = !number;
	if (new) {
		number = params_next(p, param);
		buf_append(&name, value, len);
		rc = buf_check(&name, "filter", err);
		if (!rc)
			rc = params_addf(p, buf_str(&name), err, "%s.%zu.Name",
					 param, number);
		buf_release(&name);
	}
	return rc ? -1 : filter_values(p, param, number, new,
				      value + len + 1, err);
}

int value_filter(struct params *p, const char *param, const char *value,
		 struct err *err)
{
	size_t len = strlen(value);
	struct buf inner = { 0 };
	int rc;

	if (len < 3 || *value != '"' ||
	    strchr(value + 1, '"') != value + len - 1)
		return filter_add(p, param, value, err);
	buf_append(&inner, value + 1, len - 2);
	rc = buf_check(&inner, "filter", err);
	if (!rc)
		rc = filter_add(p, param, buf_str(&inner), err);
	buf_release(&inner);
	return rc;
}

bool value_is_number(const char *text)
{
	return *text && strspn(text, ASCII_DIGITS) == strlen(text);
}

int value_boolean(struct params *p, const char *param, const char *value,
		  struct err *err)
{
	bool yes = strcasecmp(value, "true") == 0;

	if (!yes && strcasecmp(value, "false") != 0)
		return err_usage(err, "'%s' is neither true nor false", value);
	return params_set(p, param, yes ? "true" : "false", err);
}

int value_number(struct params *p, const char *param, const char *value,
		 struct err *err)
{
	if (!value_is_number(value))
		return err_usage(err, "'%s' is not a whole number of 0 or "
				 "more", value);
	return params_set(p, param, value, err);
}

int value_positive(struct params *p, const char *param, const char *value,
		   struct err *err)
{
	if (!value_is_number(value) || !value[strspn(value, "0")])
		return err_usage(err, "'%s' is not a whole number of 1 or "
				 "more", value);
	return params_set(p, param, value, err);
}

/* Adds a tag for the resource type NAME, which has the number TYPE in the
 * request. */
static int tag_type(struct params *p, int type, const char *name,
		    const struct buf *key, const char *value, struct err *err)
{
	char list[64], specification[64];
	size_t n;

	(void)snprintf(specification, sizeof(specification),
		       "TagSpecification.%d.ResourceType", type);
	(void)snprintf(list, sizeof(list), "TagSpecification.%d.Tag", type);
	n = params_next(p, list);
	if (params_set(p, specification, name, err) ||
	    params_addf(p, buf_str(key), err, "%s.%zu.Key", list, n))
		return -1;
	return params_addf(p, value, err, "%s.%zu.Value", list, n);
}

int value_tag(struct params *p, const char *param, const char *value,
	      struct err *err)
{
	size_t len = strcspn(value, "=");
	struct buf key = { 0 };
	char name[32];
	int rc;

	if (!len)
		return err_usage(err, "'%s' is not KEY[=VALUE]", value);
	if (tag_is_long(value))
		return tag_refuse_long(value, err);
	buf_append(&key, value, len);
	rc = buf_check(&key, "tag", err);
	value += len + (value[len] != '\0');
	for (int type = 1; !rc && *param; type++) {
		size_t n = strcspn(param, " ");

		(void)snprintf(name, sizeof(name), "%.*s", (int)n, param);
		rc = tag_type(p, type, name, &key, value, err);
		param += n + strspn(param + n, " ");
	}
	buf_release(&key);
	return rc;
}

int value_count(struct params *p, const char *param, const char *value,
		struct err *err)
{
	const char *dash = strchr(value, '-');
	char min_text[16], max_text[16];
	struct buf first = { 0 };
	long min, max;
	int rc;

	buf_append(&first, value, dash ? (size_t)(dash - value)
				       : strlen(value));
	rc = num_parse(buf_str(&first), 1, COUNT_MAX, &min, err);
	buf_release(&first);
	if (rc || num_parse(dash ? dash + 1 : value, 1, COUNT_MAX, &max, err)
	    || max < min)
		return err_usage(err, "'%s' is not a count MIN[-MAX] from 1 "
				 "to %d", value, COUNT_MAX);
	(void)param;
	(void)snprintf(min_text, sizeof(min_text), "%ld", min);
	(void)snprintf(max_text, sizeof(max_text), "%ld", max);
	if (params_set(p, "MinCount", min_text, err))
		return -1;
	return params_set(p, "MaxCount", max_text, err);
}

int value_profile(struct params *p, const char *param, const char *value,
		  struct err *err)
{
	return params_addf(p, value, err, "%s.%s", param,
			   str_begins(value, "arn:") ? "Arn" : "Name");
}

static int user_data(struct params *p, const char *param,
		     const struct buf *data, struct err *err)
{
	struct buf text = { 0 };
	int rc;

	if (data->len > USER_DATA_MAX)
		return err_usage(err, "the user data is longer than %d bytes",
				 USER_DATA_MAX);
	codec_base64(&text, buf_str(data), data->len);
	rc = buf_check(&text, "user data", err);
	if (!rc)
		rc = params_set(p, param, buf_str(&text), err);
	buf_release(&text);
	return rc;
}

int value_user_data(struct params *p, const char *param, const char *value,
		    struct err *err)
{
	struct buf data = { 0 };
	int rc;

	if (strcmp(value, "-") == 0)
		return err_usage(err, "- does not read standard input here; "
				 "use --user-data-file - to send standard "
				 "input");
	buf_puts(&data, value);
	rc = buf_check(&data, "user data", err);
	if (!rc)
		rc = user_data(p, param, &data, err);
	buf_release(&data);
	return rc;
}

int value_user_file(struct params *p, const char *param, const char *value,
		    struct err *err)
{
	struct buf data = { 0 };
	int rc = file_read_input(&data, value, USER_DATA_MAX, err);

	if (!rc)
		rc = user_data(p, param, &data, err);
	else
		err->kind = ERR_USAGE;
	buf_release(&data);
	return rc;
}

static int check_public_key(const struct buf *data, struct err *err)
{
	if (!data->len)
		return err_set(err, "it is empty");
	if (data->len > FILE_MAX)
		return err_set(err, "it is too large to be a key");
	if (!rsakey_is_private(buf_str(data), data->len))
		return 0;
	err_set(err, "it contains a private key");
	return err_hint(err, "the public key is in another file, such as "
			"id_rsa.pub");
}

int value_file(struct params *p, const char *param, const char *value,
	       struct err *err)
{
	struct buf data = { .secret = true }, text = { 0 };
	int rc = file_read_input(&data, value, FILE_MAX, err);

	if (!rc && check_public_key(&data, err))
		rc = strcmp(value, "-") == 0
			     ? err_prefix(err, "standard input")
			     : err_prefix(err, "file %s", value);
	if (!rc) {
		codec_base64(&text, buf_str(&data), data.len);
		rc = buf_check(&text, "file", err);
	}
	if (rc)
		err->kind = ERR_USAGE;
	else
		rc = params_set(p, param, buf_str(&text), err);
	buf_release(&data);
	buf_release(&text);
	return rc;
}
