/* SPDX-License-Identifier: BSD-2-Clause */
#include "request/idform.h"

#include <string.h>

/* A short id has 8 hex digits, a long one 17. */
enum { SHORT_ID = 8, LONG_ID = 17 };

enum { DEVPAY_CODE = 8, MARKETPLACE_CODE = 25 };

static bool starts_with(const char *value, const char *prefix)
{
	return strncmp(value, prefix, strlen(prefix)) == 0;
}

/* "i-" or "I-". */
static bool is_instance(const char *value)
{
	return (value[0] == 'i' || value[0] == 'I') && value[1] == '-';
}

static bool is_image(const char *value)
{
	return starts_with(value, "ami-") || starts_with(value, "AMI-");
}

/* The hex digits of an id without the letters before it. */
static bool is_bare(const char *value)
{
	size_t len = strlen(value);

	return (len == SHORT_ID || len == LONG_ID) &&
	       strspn(value, "0123456789abcdefABCDEF") == len;
}

static bool has_upper_case(const char *value)
{
	return strpbrk(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != NULL;
}

/* With or without the hyphens of 1111-2222-3333. */
static bool looks_like_account(const char *value)
{
	size_t len = strlen(value);

	if (len == 14 && value[4] == '-' && value[9] == '-')
		return strspn(value, "0123456789-") == len;
	return len == 12 && strspn(value, "0123456789") == len;
}

/* Says which character of VALUE no id and no code has; copied text may have
 * one.  NULL if there is none. */
static const char *foreign_byte(const char *value)
{
	for (const char *p = value; *p; p++) {
		if (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\n')
			return "written with white space";
		if (*p < 0x21 || *p > 0x7e)
			return "written with a character that is not ASCII, "
			       "perhaps an invisible one";
	}
	return NULL;
}

/* DevPay's codes have 8 hex digits in upper case, those of the Marketplace 25
 * letters and digits in lower case. */
static const char *why_no_code(const char *value)
{
	size_t len = strlen(value);

	if (is_instance(value))
		return "an instance: are product code and instance in the "
		       "wrong order?";
	if (is_image(value))
		return "an image, not a product code";
	if (len == DEVPAY_CODE && is_bare(value) && strpbrk(value, "abcdef"))
		return "in lower case; DevPay's product codes are in upper "
		       "case";
	return len == MARKETPLACE_CODE && has_upper_case(value)
	       ? "in upper case; the Marketplace's product codes are in lower "
		 "case" : NULL;
}

/* CODE is the product code in the same request, or NULL. */
static const char *why_no_instance(const char *value, const char *code)
{
	if (is_image(value))
		return "an image, not an instance";
	if (strchr(value, '-'))
		return NULL;
	if (code && is_instance(code))
		return "not an instance id: are product code and instance in "
		       "the wrong order?";
	if (!is_bare(value))
		return "not an instance id; ids begin with i-";
	return has_upper_case(value)
	       ? "an instance id without its i-, in upper case; or a product "
		 "code" : "an instance id without its i-";
}

static const char *why_no_image(const char *value)
{
	if (is_instance(value))
		return "an instance, not an image";
	return is_bare(value) ? "an image id without its ami-" : NULL;
}

/* Says why VALUE cannot be a value of the parameter NAME; NULL if it can. */
static const char *why_not(const char *name, const char *value,
			   const char *code)
{
	const char *why = foreign_byte(value);

	if (why)
		return why;
	if (strchr(value, '@'))
		return "a mail address, not an id";
	if (looks_like_account(value))
		return "an account number, not an id";
	if (strcmp(name, "ProductCode") == 0)
		return why_no_code(value);
	why = starts_with(name, "InstanceId") ? why_no_instance(value, code)
					      : why_no_image(value);
	if (why)
		return why;
	return has_upper_case(value) && strchr(value, '-')
	       ? "in upper case; ids are in lower case" : NULL;
}

static bool is_judged(const char *name)
{
	return starts_with(name, "InstanceId") ||
	       starts_with(name, "ImageId") || strcmp(name, "ProductCode") == 0;
}

bool idform_explain(const struct params *request, struct buf *out)
{
	const char *code = params_get(request, "ProductCode");

	for (size_t i = 0; i < request->len; i++) {
		const char *name = params_name(request, i);
		const char *value = params_value(request, i);
		const char *why = is_judged(name)
			? why_not(name, value, code) : NULL;

		if (!why)
			continue;
		buf_printf(out, "'%.64s' is %s", value, why);
		return true;
	}
	return false;
}
