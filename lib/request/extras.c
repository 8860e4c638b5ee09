/* SPDX-License-Identifier: BSD-2-Clause */
#include "request/extras.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/ascii.h"
#include "base/str.h"
#include "http/retry.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Some endpoints are written in Python.  Their messages call a parameter by its
 * `python_name`. */
static const struct {
	unsigned bit;
	const char *name, *python_name;
} known[] = {
	{ EXTRAS_PAGE,    "MaxResults",  "max_results" },
	{ EXTRAS_TOKEN,   "ClientToken", "client_token" },
	{ EXTRAS_DRY_RUN, "DryRun",      "dry_run" },
};

/* The version of the API in which an action got a parameter.  We send a
 * parameter that is not in the table to every version.  The source for
 * 2010-08-31 is the "What's New" page of EC2's API reference of that version.
 * The source for 2013 is the change log of the AWS SDK for PHP, releases 2.4.2
 * and 2.4.11.  Version 2016-11-15 got pages for DescribeImages and a token for
 * CreateVolume years after its release.  The source for the token is the change
 * log of aws-sdk-ruby's EC2 client, release 1.250.0 of July 2021. */
static const struct {
	unsigned bit;
	const char *action;	/* action, or NULL for every action */
	const char *version;
} firsts[] = {
	{ EXTRAS_TOKEN,   "RunInstances",      "2010-08-31" },
	{ EXTRAS_DRY_RUN, NULL,                "2013-06-15" },
	{ EXTRAS_PAGE,    "DescribeInstances", "2013-10-15" },
	{ EXTRAS_PAGE,    "DescribeTags",      "2013-10-15" },
	{ EXTRAS_PAGE,    "DescribeImages",    "2016-11-15" },
	{ EXTRAS_TOKEN,   "CreateVolume",      "2016-11-15" },
};

/* Returns whether TEXT has the form 2010-08-31. */
static bool is_date(const char *text)
{
	static const char form[] = "0000-00-00";

	for (size_t i = 0; i < sizeof(form) - 1; i++)
		if (form[i] == '0' ? !ascii_is_digit(text[i])
				   : text[i] != form[i])
			return false;
	return !text[sizeof(form) - 1];
}

unsigned extras_too_new(const char *action, const char *version)
{
	unsigned set = 0;

	if (!is_date(version))
		return 0;
	for (size_t i = 0; i < COUNT(firsts); i++)
		if ((!firsts[i].action ||
		     strcmp(action, firsts[i].action) == 0) &&
		    strcmp(version, firsts[i].version) < 0)
			set |= firsts[i].bit;
	return set;
}

static bool is_name_byte(char c)
{
	return ascii_is_letter(c) || ascii_is_digit(c) || c == '_';
}

/* Returns whether TEXT contains NAME as a whole word, in upper or lower case.
 * InvalidClientTokenId does not contain ClientToken in this sense. */
static bool contains_word(const char *text, const char *name)
{
	size_t len = strlen(name);

	for (const char *p = text; *p; p++)
		if (strncasecmp(p, name, len) == 0 && !is_name_byte(p[len]) &&
		    (p == text || !is_name_byte(p[-1])))
			return true;
	return false;
}

/* Returns whether the message WORDS may say that a parameter is unknown. */
static bool says_unknown(const char *words)
{
	static const char *const phrases[] = {
		"failed to bind", "unexpected keyword", "unexpected parameter",
		"unknown", "unrecognized", "not recognized", "unsupported",
		"not supported", "invalid parameter", "not a valid parameter",
	};

	for (size_t i = 0; i < COUNT(phrases); i++)
		if (str_contains_nocase(words, phrases[i]))
			return true;
	return false;
}

/* Returns whether the refusal clearly has another reason than an unknown
 * parameter, for example throttling, even if its message names a parameter. */
static bool is_other_matter(const struct extras_refusal *r)
{
	return retry_throttled(r->status, r->code) ||
	       retry_refused(r->status, r->code, r->words) ||
	       str_begins(r->code, "Idempotent") ||
	       strcmp(r->code, "DryRunOperation") == 0;
}

/* Returns whether the message WORDS names one of the parameters PARAMS. */
static bool names_any(const char *words, const struct params *params)
{
	for (size_t i = 0; i < params->len; i++)
		if (contains_word(words, params_name(params, i)))
			return true;
	return false;
}

/* Returns whether the refusal says that a parameter is unknown, but names none
 * of PARAMS. */
static bool is_nameless(const struct extras_refusal *r,
			const struct params *params)
{
	return (strcmp(r->code, "UnknownParameter") == 0 ||
		str_contains_nocase(r->words, "failed to bind")) &&
	       !names_any(r->words, params);
}

/* An error of the service (5xx) may have another reason, even if its message
 * names a parameter. */
unsigned extras_refused(const struct extras_refusal *r, unsigned set,
			const struct params *params)
{
	bool nameless = is_nameless(r, params);
	unsigned refused = 0;

	if (r->status < 400 || is_other_matter(r) ||
	    (r->status >= 500 && !says_unknown(r->words)))
		return 0;
	for (size_t i = 0; i < COUNT(known); i++)
		if ((set & known[i].bit) && params_get(params, known[i].name) &&
		    (nameless || contains_word(r->words, known[i].name) ||
		     contains_word(r->words, known[i].python_name)))
			refused |= known[i].bit;
	return refused;
}

unsigned extras_to_drop(const struct extras *extras,
			const struct extras_refusal *refusal,
			const struct params *params)
{
	unsigned set = extras->optional & ~extras->left_out;

	/* An endpoint with this error knows MaxResults and refuses only the
	 * user's value. */
	if (extras->page_given &&
	    strcmp(refusal->code, "InvalidParameterValue") == 0)
		set &= ~(unsigned)EXTRAS_PAGE;
	return extras_refused(refusal, set, params);
}

const char *extras_names(unsigned set)
{
	if (set == EXTRAS_PAGE)
		return "MaxResults";
	return set == EXTRAS_TOKEN ? "ClientToken"
				   : "MaxResults and ClientToken";
}

static bool is_left_out(const struct extras *extras, const char *name)
{
	for (size_t i = 0; i < COUNT(known); i++)
		if ((extras->left_out & known[i].bit) &&
		    strcmp(name, known[i].name) == 0)
			return true;
	return false;
}

int extras_copy(const struct extras *extras, const struct params *from,
		struct params *to, struct err *err)
{
	if (!extras->left_out)
		return params_copy(to, from, err);
	for (size_t i = 0; i < from->len; i++) {
		const char *name = params_name(from, i);

		if (!is_left_out(extras, name) &&
		    params_add(to, name, params_value(from, i), err))
			return -1;
	}
	return 0;
}
