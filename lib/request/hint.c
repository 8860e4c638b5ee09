/* SPDX-License-Identifier: BSD-2-Clause */
#include "request/hint.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "aws/awsregion.h"
#include "base/str.h"
#include "cli/accountid.h"
#include "http/proxy.h"
#include "http/retry.h"
#include "request/codeform.h"
#include "request/filtername.h"
#include "request/idform.h"

/* The failure that needs a hint. */
struct about {
	struct err *err;
	const struct exchange_result *result;
	const struct endpoint *endpoint;
	const struct settings *settings;
	const struct job *job;
	const struct params *request;
};

/*
 * Each function in the table of hint_add looks for one kind of failure, and
 * adds the hint for this failure.
 */

static void clock_is_off(const struct about *a)
{
	long off = a->result->clock_off;

	if (!off || !retry_clock(a->result->status, a->result->code))
		return;
	err_hint(a->err, "this machine's clock is %ld seconds %s the "
		 "service's", labs(off), off > 0 ? "behind" : "ahead of");
}

static void zone_as_region(const struct about *a)
{
	const char *region = buf_str(&a->endpoint->region);

	if (!awsregion_is_zone(region) ||
	    (a->result->failure == HTTP_WHOLE && !a->result->refused))
		return;
	err_hint(a->err, "%s is an availability zone; the region is %.*s",
		 region, (int)strlen(region) - 1, region);
}

static void unknown_host(const struct about *a)
{
	const char *region = buf_str(&a->endpoint->region);
	const char *meant = awsregion_meant(region);

	if (a->result->failure != HTTP_NO_HOST ||
	    (a->result->proxy && *a->result->proxy))
		return;
	if (meant && endpoint_is_amazon(a->endpoint))
		err_hint(a->err, "there is no region %s that we know; did you "
			 "mean %s?", region, meant);
	else
		err_hint(a->err, "no address is known for that host: is the "
			 "region (%s) or the URL right, and is there a "
			 "network?", region);
}

/* The hint if the command cannot connect to an endpoint that is not
 * Amazon's. */
static void no_connection(const struct about *a)
{
	const bool proxy = a->result->proxy && *a->result->proxy;

	if (a->result->failure != HTTP_NO_CONNECTION || proxy ||
	    endpoint_is_amazon(a->endpoint))
		return;
	err_hint(a->err, "%s, and are host and port right?%s",
		 a->settings->env_sandbox ? "does the sandbox still run"
					  : "does the endpoint run there",
		 a->endpoint->url.bare ? "  A URL without http:// means "
					 "https" : "");
}

static void no_tunnel(const struct about *a)
{
	if (a->result->failure != HTTP_NO_TUNNEL)
		return;
	err_hint(a->err, "the proxy refused the connection: see https_proxy; "
		 "no_proxy lists hosts that need no proxy");
}

/* The hint if the service refused the keys.  A region that is not turned on
 * refuses keys that are valid elsewhere. */
static void region_off(const struct about *a)
{
	const char *region = buf_str(&a->endpoint->region);
	const char *code = a->result->code;

	if (!endpoint_is_amazon(a->endpoint) || !awsregion_is_opt_in(region) ||
	    !((strcmp(code, "AuthFailure") == 0 && a->result->refused) ||
	      strcmp(code, "UnrecognizedClientException") == 0 ||
	      strcmp(code, "InvalidClientTokenId") == 0 ||
	      (strcmp(code, "OptInRequired") == 0 &&
	       strstr(a->err->text, "this service"))))
		return;
	err_hint(a->err, "is region %s turned on for the account?  It is off "
		 "until the account turns it on; otherwise the keys are wrong: "
		 "-v says where they come from", region);
}

/* The hint if the last attempt got a throttling error. */
static void hint_throttled(const struct about *a)
{
	if (!retry_throttled(a->result->status, a->result->code))
		return;
	err_hint(a->err, "the service asked for fewer requests at attempt %d, "
		 "the last: send fewer at once (-j), allow more attempts "
		 "(--max-attempts), or try again later", a->result->attempts);
}

bool hint_strict(const struct endpoint *endpoint, const char *code)
{
	return endpoint_is_amazon(endpoint) || !str_ends(code, ".NotFound");
}

/* The hint if an id or a product code in the request may be malformed. */
static void no_id(const struct about *a)
{
	const char *code = a->result->code;
	struct buf text = { 0 };

	if (!str_ends(code, ".Malformed") && !str_ends(code, ".NotFound") &&
	    strcmp(code, "InvalidID") != 0 &&
	    strcmp(code, "InvalidParameterValue") != 0 &&
	    strcmp(code, "MalformedQueryString") != 0 &&
	    (strcmp(code, "AuthFailure") != 0 || a->result->refused))
		return;
	if (idform_explain(a->job, hint_strict(a->endpoint, code), &text))
		err_hint(a->err, "%s", buf_str(&text));
	buf_release(&text);
}

/* The hint if a filter, an owner or a region in the request may be mistyped. */
static void unknown_name(const struct about *a)
{
	const struct params *request = a->request;
	const char *action = a->result->action ? a->result->action : "";
	struct buf meant = { 0 };

	if (a->result->status / 100 != 4 || a->result->refused)
		return;
	for (size_t i = 0; i < request->len && !meant.len; i++) {
		const char *name = params_name(request, i);
		const char *value = params_value(request, i);
		const char *word = NULL;

		if (str_begins(name, "Filter.") && str_ends(name, ".Name"))
			filtername_meant(&meant, action, value);
		else if (str_begins(name, "RegionName."))
			word = awsregion_meant(value);
		else if (str_begins(name, "Owner.") &&
			 strcasecmp(value, "me") == 0)
			word = "self";
		if (word)
			buf_puts(&meant, word);
	}
	if (meant.len)
		err_hint(a->err, "did you mean %s?", buf_str(&meant));
	buf_release(&meant);
}

static void no_account(const struct about *a)
{
	const struct params *request = a->request;

	if (strcmp(a->result->code, "InvalidUserID.Malformed") != 0)
		return;
	for (size_t i = 0; i < request->len && !a->err->hint[0]; i++) {
		const char *name = params_name(request, i);
		const char *value = params_value(request, i);
		char number[ACCOUNTID_SIZE];

		if (!str_begins(name, "Owner.") &&
		    !str_begins(name, "ExecutableBy."))
			continue;
		if (!accountid_read(value, number))
			(void)accountid_hint(value, a->err);
		else if (strcmp(value, number) != 0)
			err_hint(a->err, "did you mean %s?", number);
	}
}

/* EC2 does not show the attribute blockDeviceMapping, even to the owner of the
 * image. */
static void mapping_of_image(const struct about *a)
{
	const char *attribute = params_get(a->request, "Attribute");

	if (!attribute || strcmp(attribute, "blockDeviceMapping") != 0 ||
	    !params_get(a->request, "ImageId") || a->result->refused ||
	    strcmp(a->result->code, "AuthFailure") != 0)
		return;
	err_hint(a->err, "EC2 does not show this attribute; "
		 "ec2-describe-images shows the mapping of an image");
}

/* The hint if the endpoint expects another region in the signature. */
static void other_region(const struct about *a)
{
	const char *region, *meant;

	if (!a->result->refused || !strstr(a->err->text, "be scoped to"))
		return;
	region = buf_str(&a->endpoint->region);
	meant = awsregion_meant(region);
	err_hint(a->err, "signed for region %s, but the endpoint belongs to "
		 "another region: name that region with --region%s%s%s", region,
		 meant ? "; did you mean " : "", meant ? meant : "",
		 meant ? "?" : "");
}

/* Returns whether the service says that it does not know the access key. */
static bool key_is_unknown(const struct about *a)
{
	const char *text = a->err->text, *key = a->settings->access_key;

	return a->result->refused && strstr(text, "does not exist") &&
	       !strstr(text, "ami-") && !strstr(text, " i-") &&
	       (str_contains_nocase(text, "access key") ||
		str_contains_nocase(text, "the key '") ||
		(key && *key && strstr(text, key)));
}

#define UNKNOWN_KEY "the endpoint does not know the access key: it is " \
		    "mistyped, deleted, or another endpoint's; -v says where " \
		    "it comes from"

/* The hint if the keys are wrong.  The hint refers to -v, which prints where
 * the keys come from. */
static void wrong_keys(const struct about *a)
{
	static const struct {
		const char *code, *hint;
	} known[] = {
		{ "AuthFailure", "is the access key mistyped, deleted or "
				 "another endpoint's, or does the "
				 "secret key belong to another access key?  "
				 "-v says where they come from" },
		{ "ExpiredToken", "the keys are temporary and have expired: "
				  "get new ones; -v says where they come "
				  "from" },
		{ "InvalidClientTokenId", UNKNOWN_KEY },
		{ "SignatureDoesNotMatch", "does the secret key belong to "
					   "the access key?  -v says where "
					   "they come from" },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known) &&
	     a->result->refused; i++)
		if (strcmp(a->result->code, known[i].code) == 0)
			err_hint(a->err, "%s", key_is_unknown(a)
				 ? UNKNOWN_KEY : known[i].hint);
}

/* The hint if the service refused the signature.  Some private clouds accept
 * only version 2. */
static void version_2(const struct about *a)
{
	if (!a->result->refused || !a->result->code[0] ||
	    a->settings->signature_version != 4 ||
	    endpoint_is_amazon(a->endpoint) ||
	    strcmp(a->result->code, "ExpiredToken") == 0 ||
	    strcmp(a->result->code, "InvalidClientTokenId") == 0 ||
	    key_is_unknown(a))
		return;
	err_hint(a->err, "signed for region %s; is the secret key right?  An "
		 "endpoint that knows only the older signatures needs "
		 "--signature-version 2", buf_str(&a->endpoint->region));
}

bool hint_is_instance(const char *code)
{
	return str_begins(code, "InvalidInstanceID");
}

const char *hint_unknown(const struct job *job, bool everywhere)
{
	bool confirms = params_get(&job->params, "ProductCode") != NULL;

	/* Only ConfirmProductInstance asks about instances of other
	 * accounts. */
	if (everywhere)
		return confirms ? "; it may be mistyped, or terminated over "
				  "an hour ago"
				: "; it may be mistyped, terminated over an "
				  "hour ago, or another account's";
	return confirms ? "; it may be in another region, mistyped, or "
			  "terminated over an hour ago"
			: "; it may be in another region, mistyped, "
			  "terminated over an hour ago, or another account's";
}

static void not_found(const struct about *a)
{
	const char *code = a->result->code;
	const char *source = params_get(a->request, "SourceRegion");

	if (!str_ends(code, ".NotFound"))
		return;
	err_hint(a->err, "asked in region %s at %s%s%s%s",
		 buf_str(&a->endpoint->region), buf_str(&a->endpoint->text),
		 source ? ", for a copy from region " : "", source ? source : "",
		 hint_is_instance(code) ? hint_unknown(a->job, false) :
		 str_begins(code, "InvalidAMIID") ? "; it may be in another "
		 "region, deregistered, or not shared with this account" : "");
}

/* The hint if the product code is well formed, but the service does not let
 * this account ask about it. */
static void not_your_code(const struct about *a)
{
	if (strcmp(a->result->code, "AuthFailure") != 0 ||
	    a->result->refused || !params_get(a->request, "ProductCode") ||
	    !params_get(a->request, "InstanceId"))
		return;
	err_hint(a->err, "the product code is mistyped, or the keys are not "
		 "its owner's: -v says where they come from");
}

static void public_access(const struct about *a)
{
	if (!strstr(a->err->text, "block public access") &&
	    !strstr(a->err->text, "BlockPublicAccess"))
		return;
	err_hint(a->err, "the account blocks public sharing of AMIs in this "
		 "region: share with account ids, or turn the block off first "
		 "(DisableImageBlockPublicAccess)");
}

/* The hint if the endpoint refuses a product code for an image.  The code is
 * unknown or malformed, or the image cannot have a product code. */
static void product_code(const struct about *a)
{
	const char *sent = params_get(a->request, "ProductCode.1");
	const char *code = a->result->code;
	bool wrong = strcmp(code, "InvalidProductInfo") == 0 ||
		     str_begins(code, "InvalidProductCode.");
	struct buf why = { 0 };

	if ((!wrong && strcmp(code, "UnsupportedOperation") != 0 &&
	     strcmp(code, "OperationNotPermitted") != 0) ||
	    (!strstr(a->err->text, "roduct code") &&
	     !strstr(a->err->text, "roductCode")))
		return;
	if (endpoint_is_amazon(a->endpoint) && (wrong || sent))
		err_hint(a->err, "AWS itself assigns product codes, only to "
			 "AMIs that are sold in AWS Marketplace");
	else if (wrong && sent && codeform_explain(sent, false, &why))
		err_hint(a->err, "%s", buf_str(&why));
	else if (wrong)
		err_hint(a->err, "the endpoint does not accept this product "
			 "code: it is mistyped, or not supported there");
	buf_release(&why);
}

static void snapshot_in_use(const struct about *a)
{
	if (strcmp(a->result->code, "InvalidSnapshot.InUse") != 0)
		return;
	err_hint(a->err, "deregister that image first; ec2-deregister "
		 "--delete-associated-snapshots does both");
}

/* The hint if the request to copy an image has no name for the new image.  Old
 * scripts may send no name. */
static void no_image_name(const struct about *a)
{
	if (strcmp(a->result->code, "MissingParameter") != 0 ||
	    !params_get(a->request, "SourceImageId") ||
	    params_get(a->request, "Name"))
		return;
	err_hint(a->err, "AWS requires a name: -n NAME");
}

static void sign_up(const struct about *a)
{
	if (strcmp(a->result->code, "OptInRequired") != 0)
		return;
	err_hint(a->err, strstr(a->err->text, "this service")
		 ? "the account's sign-up for EC2 is not complete"
		 : "sign up for the product with this account first; its "
		   "seller publishes the purchase URL");
}

/* Adds the name of the proxy, unless the service answered with an error code.
 * The proxy may have caused the failure, or may have sent a page of its own. */
static void name_proxy(const struct about *a)
{
	struct buf name = { 0 }, text = { 0 };

	if (!a->result->proxy || !*a->result->proxy || a->result->code[0] ||
	    (a->result->failure == HTTP_WHOLE && !a->result->status))
		return;
	proxy_name(&name, a->result->proxy);
	if (a->err->hint[0])
		buf_printf(&text, "%s; ", a->err->hint);
	buf_printf(&text, "asked through the proxy %s%s", buf_str(&name),
		   a->result->status == 407 ? ", which requires a user "
		   "and a password: put them in http_proxy or https_proxy" : "");
	err_hint(a->err, "%s", buf_str(&text));
	buf_release(&name);
	buf_release(&text);
}

void hint_add(struct err *err, const struct exchange_result *result,
	      const struct endpoint *endpoint,
	      const struct settings *settings, const struct job *job)
{
	static void (*const hints[])(const struct about *) = {
		clock_is_off, zone_as_region, unknown_host, no_tunnel,
		no_connection, other_region, region_off, version_2, wrong_keys,
		hint_throttled, public_access, product_code, snapshot_in_use,
		no_image_name, sign_up, no_id, not_your_code, not_found,
		unknown_name, no_account, mapping_of_image,
	};
	struct about a = { err, result, endpoint, settings, job, &job->params };

	for (size_t i = 0;
	     i < sizeof(hints) / sizeof(*hints) && !err->hint[0]; i++)
		hints[i](&a);
	name_proxy(&a);
}
