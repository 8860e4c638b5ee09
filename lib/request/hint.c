/* SPDX-License-Identifier: BSD-2-Clause */
/* A second line for the failures that people meet most. */
#include "request/hint.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "aws/awsregion.h"
#include "http/retry.h"

/* What a hint is made from. */
struct about {
	struct err *err;
	const struct exchange_result *result;
	const struct endpoint *endpoint;
	const struct settings *settings;
};

static bool ends(const char *text, const char *end)
{
	size_t n = strlen(text), m = strlen(end);

	return n >= m && strcmp(text + n - m, end) == 0;
}

static bool clock_is_off(const struct about *a)
{
	long off = a->result->clock_off;

	if (!off || !retry_clock(a->result->status, a->result->code))
		return false;
	err_hint(a->err, "this machine's clock is %ld seconds %s the "
		 "service's", labs(off), off > 0 ? "behind" : "ahead of");
	return true;
}

static bool zone_as_region(const struct about *a)
{
	const char *region = buf_str(&a->endpoint->region);

	if (!awsregion_is_zone(region) ||
	    (a->result->failure == HTTP_WHOLE && !a->result->refused))
		return false;
	err_hint(a->err, "%s is an availability zone; the region is %.*s",
		 region, (int)strlen(region) - 1, region);
	return true;
}

static bool unknown_host(const struct about *a)
{
	if (a->result->failure != HTTP_NO_HOST)
		return false;
	err_hint(a->err, "no address is known for that host: is the region "
		 "(%s) or the URL right, and is there a network?",
		 buf_str(&a->endpoint->region));
	return true;
}

static bool no_tunnel(const struct about *a)
{
	if (a->result->failure != HTTP_NO_TUNNEL)
		return false;
	err_hint(a->err, "it is the proxy that refused: see https_proxy, and "
		 "no_proxy for what needs none");
	return true;
}

/* An endpoint that is not Amazon's may have a region of its own. */
static bool other_region(const struct about *a)
{
	if (!a->result->refused || !strstr(a->err->text, "be scoped to"))
		return false;
	err_hint(a->err, "signed for region %s, and the endpoint is of "
		 "another one: --region names it",
		 buf_str(&a->endpoint->region));
	return true;
}

/* The keys themselves: what -v would say of them is not known here. */
static bool keys(const struct about *a)
{
	static const struct {
		const char *code, *hint;
	} known[] = {
		{ "ExpiredToken", "the keys are temporary and have expired: "
				  "get new ones; -v says where they come "
				  "from" },
		{ "InvalidClientTokenId", "the service does not know the "
					  "access key; -v says where it comes "
					  "from" },
		{ "SignatureDoesNotMatch", "is the secret key the one of the "
					   "access key?  -v says where they "
					   "come from" },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		if (strcmp(a->result->code, known[i].code) != 0)
			continue;
		err_hint(a->err, "%s", known[i].hint);
		return true;
	}
	return false;
}

/* Many private clouds know version 2 only. */
static bool version_2(const struct about *a)
{
	if (!a->result->refused || !a->result->code[0] ||
	    a->settings->signature_version != 4 ||
	    endpoint_is_amazon(a->endpoint) ||
	    strcmp(a->result->code, "ExpiredToken") == 0 ||
	    strcmp(a->result->code, "InvalidClientTokenId") == 0)
		return false;
	err_hint(a->err, "signed for region %s; is the secret key right?  An "
		 "endpoint that knows only the older signatures needs "
		 "--signature-version 2", buf_str(&a->endpoint->region));
	return true;
}

static bool not_found(const struct about *a)
{
	if (!ends(a->result->code, ".NotFound"))
		return false;
	err_hint(a->err, "asked in region %s at %s",
		 buf_str(&a->endpoint->region), buf_str(&a->endpoint->text));
	return true;
}

static bool public_access(const struct about *a)
{
	if (!strstr(a->err->text, "block public access") &&
	    !strstr(a->err->text, "BlockPublicAccess"))
		return false;
	err_hint(a->err, "the account blocks public sharing of AMIs in this "
		 "region: share with account ids, or turn the block off first "
		 "(DisableImageBlockPublicAccess)");
	return true;
}

static bool product_code(const struct about *a)
{
	static const char *const codes[] = {
		"InvalidProductInfo", "UnsupportedOperation",
		"InvalidProductCode.Malformed", "OperationNotPermitted",
	};

	if (!strstr(a->err->text, "roduct code") &&
	    !strstr(a->err->text, "roductCode"))
		return false;
	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++)
		if (strcmp(a->result->code, codes[i]) == 0) {
			err_hint(a->err, endpoint_is_amazon(a->endpoint)
				 ? "AWS assigns product codes itself, through "
				   "the Marketplace"
				 : "the endpoint does not take this product "
				   "code: mistyped, or not supported there");
			return true;
		}
	return false;
}

static bool sign_up(const struct about *a)
{
	if (strcmp(a->result->code, "OptInRequired") != 0)
		return false;
	err_hint(a->err, "sign up for the product with this account first; "
		 "its seller publishes the purchase URL");
	return true;
}

void hint_add(struct err *err, const struct exchange_result *result,
	      const struct endpoint *endpoint,
	      const struct settings *settings)
{
	static bool (*const hints[])(const struct about *) = {
		clock_is_off, zone_as_region, unknown_host, no_tunnel,
		other_region, version_2, keys, public_access, product_code,
		sign_up, not_found,
	};
	struct about a = { err, result, endpoint, settings };

	if (err->hint[0])
		return;
	for (size_t i = 0; i < sizeof(hints) / sizeof(*hints); i++)
		if (hints[i](&a))
			return;
}
