/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of hint: the hint for each failure. */
#include "request/hint.h"

#include "check_main.h"

static const struct {
	const char *what;
	const char *url, *region;	/* region: NULL without one */
	const char *text;		/* message of the error */
	const char *code;
	long status;
	enum http_failure failure;
	bool refused;
	long clock_off;
	long version;			/* signature version; 0 means 4 */
	const char *proxy;		/* the proxy, or NULL */
	const char *action;		/* the request's action, or NULL */
	const char *param, *value;	/* a parameter, or NULL */
	const char *image;		/* the request's ImageId, or NULL */
	const char *instance;		/* the request's InstanceId, or NULL */
	const char *hint;		/* part of the hint, or "" */
} cases[] = {
	{ "an unknown error", .code = "Weird", .status = 400, .hint = "" },
	{ "a clock that is slow", .code = "RequestExpired", .status = 400,
	  .clock_off = 1234, .hint = "1234 seconds behind the service's" },
	{ "a clock that is fast", .code = "SignatureDoesNotMatch",
	  .status = 403, .refused = true, .clock_off = -1234,
	  .hint = "1234 seconds ahead of the service's" },
	{ "AuthFailure with 401", .code = "AuthFailure", .status = 401,
	  .clock_off = 400, .refused = true, .hint = "400 seconds behind" },
	{ "a wrong clock and another error", .code = "AuthFailure",
	  .status = 400, .clock_off = 400, .hint = "" },
	{ "a zone, unknown host", .region = "us-east-1a",
	  .failure = HTTP_NO_HOST,
	  .proxy = "proxy:3128", .hint = "us-east-1a is an availability "
	  "zone; the region is us-east-1; asked through the proxy" },
	{ "a zone, refused", .region = "us-east-1a", .refused = true,
	  .code = "SignatureDoesNotMatch", .status = 403,
	  .hint = "the region is us-east-1" },
	{ "a zone, another error", .region = "us-east-1a", .code = "Weird",
	  .status = 400, .hint = "" },
	{ "an unknown host", .region = "virginia", .failure = HTTP_NO_HOST,
	  .hint = "(virginia)" },
	{ "a mistyped region", .region = "us-eest-1",
	  .failure = HTTP_NO_HOST, .hint = "did you mean us-east-1?" },
	{ "a region of another cloud", .url = "http://cloud",
	  .region = "us-eest-1", .failure = HTTP_NO_HOST,
	  .hint = "is the region (us-eest-1) or the URL right" },
	{ "a mistyped region at another cloud", .url = "http://cloud",
	  .region = "us-eest-1", .code = "SignatureDoesNotMatch",
	  .status = 403, .refused = true,
	  .text = "the Credential should be scoped to us-east-1",
	  .hint = "that region with --region; did you mean us-east-1?" },
	{ "a short id at Amazon", .status = 400,
	  .code = "InvalidInstanceID.NotFound", .instance = "i-abc12",
	  .hint = "'i-abc12' has 5 digits" },
	{ "a short id at another cloud", .url = "http://cloud", .status = 400,
	  .code = "InvalidInstanceID.NotFound",
	  .instance = "i-abc12", .hint = "asked in region" },
	{ "a short id that another cloud refuses", .url = "http://cloud",
	  .status = 400, .code = "InvalidInstanceID.Malformed",
	  .instance = "i-abc12", .hint = "'i-abc12' has 5 digits" },
	{ "a mistyped filter", .status = 400, .code = "InvalidParameterValue",
	  .action = "DescribeImages", .param = "Filter.1.Name",
	  .value = "product_code", .hint = "did you mean product-code?" },
	{ "a known filter", .status = 400,
	  .code = "InvalidParameterValue", .action = "DescribeImages",
	  .param = "Filter.1.Name", .value = "state", .hint = "" },
	{ "an error of the service", .status = 500,
	  .code = "InvalidParameterValue", .action = "DescribeImages",
	  .param = "Filter.1.Name", .value = "product_code", .hint = "" },
	{ "refused, with a mistyped filter", .status = 401, .refused = true,
	  .code = "Weird", .action = "DescribeImages",
	  .param = "Filter.1.Name", .value = "product_code", .hint = "" },
	{ "a tag with the name of a filter", .status = 400,
	  .code = "InvalidParameterValue", .action = "DescribeImages",
	  .param = "Filter.1.Value", .value = "product_code", .hint = "" },
	{ "a filter of an unknown action", .status = 400,
	  .code = "InvalidParameterValue", .param = "Filter.1.Name",
	  .value = "stat", .hint = "" },
	{ "a region as an operand", .status = 400,
	  .code = "InvalidParameterValue", .param = "RegionName.1",
	  .value = "eu-wset-1", .hint = "did you mean eu-west-1?" },
	{ "a known region", .status = 400,
	  .code = "InvalidParameterValue", .param = "RegionName.1",
	  .value = "eu-west-1", .hint = "" },
	{ "a code in lower case", .status = 403, .code = "AuthFailure",
	  .param = "ProductCode", .value = "774f4ff8",
	  .hint = "'774f4ff8' is in lower case; did you mean 774F4FF8?" },
	{ "the code, with refused keys", .status = 401, .code = "AuthFailure",
	  .refused = true, .param = "ProductCode", .value = "774f4ff8",
	  .hint = "is the access key mistyped" },
	{ "the code, with another error", .status = 400, .code = "Weird",
	  .param = "ProductCode", .value = "774f4ff8", .hint = "" },
	{ "a code with a blank", .status = 403, .code = "AuthFailure",
	  .param = "ProductCode", .value = "774F4FF8 ",
	  .hint = "'774F4FF8 ' ends with white space" },
	{ "an instance as a code, not authorized", .status = 403,
	  .code = "AuthFailure", .param = "ProductCode", .value = "i-10a64379",
	  .hint = "is an instance, not a product code" },
	{ "a well-formed code", .status = 403, .code = "AuthFailure",
	  .param = "ProductCode", .value = "774F4FF9", .instance = "i-10a64379",
	  .hint = "the product code is mistyped, or the keys are not its "
		  "owner's" },
	{ "the well-formed code, with refused keys", .status = 401,
	  .code = "AuthFailure",
	  .refused = true, .param = "ProductCode", .value = "774F4FF9",
	  .instance = "i-10a64379", .hint = "is the access key mistyped" },
	{ "an instance, without a code", .status = 401, .code = "AuthFailure",
	  .instance = "i-10a64379", .hint = "" },
	{ "unknown code or instance", .status = 400, .param = "ProductCode",
	  .value = "774F4FF8", .instance = "i-10a64379",
	  .code = "InvalidInstanceID.NotFound",
	  .hint = "; it may be in another region, mistyped, or terminated "
		  "over an hour ago" },
	{ "a byte that is not UTF-8", .status = 400, .param = "ProductCode",
	  .value = "774F4FF8", .instance = "i\x96" "10a64379",
	  .code = "MalformedQueryString",
	  .hint = "did you mean i-10a64379?" },
	{ "a resource to tag", .status = 400, .param = "ResourceId.1",
	  .value = "AMI-10A64379", .code = "InvalidID",
	  .hint = "did you mean ami-10a64379?" },
	{ "a refusal by a proxy", .failure = HTTP_NO_TUNNEL,
	  .hint = "the proxy refused" },
	{ "a certificate", .failure = HTTP_UNVERIFIED, .hint = "" },
	{ "no connection", .failure = HTTP_NO_CONNECTION, .hint = "" },
	{ "no connection to another cloud", .url = "http://cloud:8773",
	  .failure = HTTP_NO_CONNECTION,
	  .hint = "does the endpoint run there, and are host and port right?" },
	{ "no scheme", .url = "cloud:8773", .failure = HTTP_NO_CONNECTION,
	  .hint = "right?  A URL without http:// means https" },
	{ "an owner's name", .status = 400, .code = "InvalidUserID.Malformed",
	  .param = "Owner.1", .value = "me", .hint = "did you mean self?" },
	{ "an owner with hyphens", .status = 400,
	  .code = "InvalidUserID.Malformed", .param = "Owner.1",
	  .value = "1111-2222-3333", .hint = "did you mean 111122223333?" },
	{ "two owners in one value", .status = 400,
	  .code = "InvalidUserID.Malformed", .param = "Owner.2",
	  .value = "111122223333,444455556666",
	  .hint = "'111122223333,444455556666' has several account numbers" },
	{ "a user of eleven digits", .status = 400,
	  .code = "InvalidUserID.Malformed", .param = "ExecutableBy.1",
	  .value = "11112222333", .hint = "'11112222333' has 11 digits" },
	{ "a valid account number", .status = 400,
	  .code = "InvalidUserID.Malformed",
	  .param = "ExecutableBy.1", .value = "111122223333", .hint = "" },
	{ "another parameter", .status = 400,
	  .code = "InvalidUserID.Malformed", .param = "UserId.1",
	  .value = "11112222333", .hint = "" },
	{ "a valid owner", .status = 400, .code = "InvalidUserID.Malformed",
	  .param = "Owner.1", .value = "self", .hint = "" },
	{ "a key that does not exist", .url = "http://cloud", .status = 401,
	  .code = "AuthFailure", .refused = true,
	  .text = "the key 'AKIA' does not exist in this sandbox",
	  .hint = "the endpoint does not know the access key: it is mistyped" },
	{ "a key that does not exist, in Amazon's words", .url = "http://cloud",
	  .status = 401, .code = "AuthFailure", .refused = true,
	  .text = "The AWS Access Key Id you provided does not exist",
	  .hint = "the endpoint does not know the access key: it is mistyped" },
	{ "an image that does not exist", .url = "http://cloud", .status = 401,
	  .code = "AuthFailure", .refused = true,
	  .text = "Not authorized for images: ami-1 does not exist",
	  .hint = "--signature-version 2" },
	{ "an image, by a key", .url = "http://cloud", .status = 401,
	  .code = "AuthFailure", .refused = true,
	  .text = "not for this access key: ami-1 does not exist",
	  .hint = "--signature-version 2" },
	{ "a wrong signature at another cloud", .url = "http://cloud",
	  .code = "SignatureDoesNotMatch", .status = 403, .refused = true,
	  .hint = "--signature-version 2" },
	{ "a wrong signature as AuthFailure", .url = "http://cloud",
	  .code = "AuthFailure", .status = 401, .refused = true,
	  .region = "nova", .hint = "signed for region nova" },
	{ "keys that have expired by our clock", .url = "http://cloud",
	  .refused = true, .hint = "" },
	{ "a signature for another region", .url = "http://cloud",
	  .region = "eu-west-1",
	  .code = "SignatureDoesNotMatch", .status = 403, .refused = true,
	  .text = "the Credential should be scoped to us-east-1",
	  .hint = "signed for region eu-west-1, but the endpoint" },
	{ "a wrong signature with version 2", .url = "http://cloud",
	  .version = 2,
	  .code = "SignatureDoesNotMatch", .status = 403, .refused = true,
	  .hint = "is the secret key the one" },
	{ "a wrong signature at Amazon",
	  .code = "SignatureDoesNotMatch", .status = 403,
	  .refused = true, .hint = "is the secret key the one" },
	{ "an expired token at another cloud", .url = "http://cloud",
	  .code = "ExpiredToken", .status = 400, .refused = true,
	  .hint = "have expired: get new ones" },
	{ "an unknown key at another cloud", .url = "http://cloud",
	  .code = "InvalidClientTokenId", .status = 403, .refused = true,
	  .hint = "does not know the access key" },
	{ "an image not found", .code = "InvalidAMIID.NotFound", .status = 400,
	  .hint = "/; it may be in another region, deregistered, or not shared "
		  "with this account" },
	{ "not found", .region = "eu-west-1",
	  .code = "InvalidAMIID.NotFound", .status = 400,
	  .hint = "asked in region eu-west-1 at "
		  "https://ec2.eu-west-1.amazonaws.com/" },
	{ "a code in the middle of a message", .code = "Invalid.NotFound.X",
	  .status = 400, .hint = "" },
	{ "block public access", .code = "OperationNotPermitted",
	  .text = "Client.OperationNotPermitted: You can't publicly share "
		  "this image because block public access is on",
	  .status = 400, .hint = "blocks public sharing of AMIs" },
	{ "a product code, at Amazon", .code = "InvalidProductInfo",
	  .status = 400,
	  .text = "Client.InvalidProductInfo: The product code is not valid",
	  .hint = "AWS assigns product codes itself" },
	{ "a product code at another cloud", .code = "InvalidProductInfo",
	  .status = 400, .url = "http://cloud",
	  .text = "Client.InvalidProductInfo: The product code is not valid",
	  .hint = "does not accept this product code" },
	{ "an image as a product code", .code = "InvalidProductInfo",
	  .status = 400, .url = "http://cloud", .param = "ProductCode.1",
	  .value = "ami-5bae4b32", .text = "The product code is not valid",
	  .hint = "'ami-5bae4b32' is an image, not a product code" },
	{ "an image that cannot have a code", .code = "UnsupportedOperation",
	  .status = 400, .url = "http://cloud", .param = "ProductCode.1",
	  .value = "abcd1234", .text = "The product codes of this EBS image "
	  "cannot be changed", .hint = "" },
	{ "a malformed product code", .code = "InvalidProductCode.Malformed",
	  .status = 400, .url = "http://cloud", .param = "ProductCode.1",
	  .value = "abcd1234", .text = "The product code is not valid",
	  .hint = "did you mean ABCD1234?" },
	{ "an unknown product code", .code = "InvalidProductCode.NotFound",
	  .status = 400, .url = "http://cloud", .param = "ProductCode.1",
	  .value = "abcd1234", .text = "The product code is not valid",
	  .hint = "did you mean ABCD1234?" },
	{ "the code without the words", .code = "UnsupportedOperation",
	  .status = 400, .text = "no such thing", .hint = "" },
	{ "the words without the code", .code = "InvalidParameter",
	  .status = 400, .text = "The product code", .hint = "" },
	{ "a region that is not enabled", .region = "eu-south-2", .status = 401,
	  .code = "AuthFailure", .refused = true,
	  .hint = "is region eu-south-2 turned on for the account?" },
	{ "a region that is not enabled, another error", .region = "me-south-1",
	  .status = 400, .code = "UnrecognizedClientException", .refused = true,
	  .hint = "is region me-south-1 turned on" },
	{ "a region that is not enabled, a third error", .region = "af-south-1",
	  .status = 401,
	  .code = "OptInRequired", .text = "You are not subscribed to this "
	  "service.", .hint = "is region af-south-1 turned on" },
	{ "a product in such a region", .region = "af-south-1", .status = 401,
	  .code = "OptInRequired", .text = "accept the terms at the URL",
	  .hint = "sign up for the product" },
	{ "a region that is always enabled", .region = "eu-west-1",
	  .status = 401, .code = "AuthFailure", .refused = true,
	  .hint = "or the secret key not its own?" },
	{ "access denied in such a region", .region = "eu-south-2",
	  .status = 401, .code = "AuthFailure", .hint = "" },
	{ "a region name at another cloud", .url = "http://cloud",
	  .region = "eu-south-2", .status = 401, .code = "AuthFailure",
	  .refused = true, .hint = "--signature-version 2" },
	{ "a snapshot that an image needs", .status = 400,
	  .code = "InvalidSnapshot.InUse", .text = "in use by ami-1",
	  .hint = "ec2-deregister --delete-associated-snapshots does both" },
	{ "a copy without a name", .status = 400,
	  .code = "MissingParameter", .text = "words",
	  .param = "SourceImageId", .value = "ami-1",
	  .hint = "AWS wants a name: -n NAME" },
	{ "another parameter is missing", .status = 400,
	  .code = "MissingParameter", .text = "words", .hint = "" },
	{ "an account without EC2", .status = 401, .code = "OptInRequired",
	  .text = "You are not subscribed to this service.",
	  .hint = "sign-up for EC2 is not complete" },
	{ "throttled", .status = 503, .code = "RequestLimitExceeded",
	  .hint = "at each of 5 attempts: make fewer at once (-j), attempt "
		  "more often (--max-attempts), or try again later" },
	{ "throttled by a status", .status = 429, .hint = "of 5 attempts" },
	{ "an account as an id", .status = 400, .param = "ImageId",
	  .value = "111122223333", .code = "InvalidAMIID.Malformed",
	  .hint = "'111122223333' is an account number, not an id" },
	{ "an email address", .status = 400, .param = "InstanceId.2",
	  .value = "a@b.c", .code = "InvalidInstanceID.Malformed",
	  .hint = "'a@b.c' is an email address" },
	{ "upper case", .status = 400, .param = "ImageId",
	  .value = "AMI-5BAE4B32", .code = "InvalidAMIID.NotFound",
	  .hint = "'AMI-5BAE4B32' is in upper case" },
	{ "an image as an instance", .status = 400, .param = "InstanceId.1",
	  .value = "ami-1", .code = "InvalidInstanceID.Malformed",
	  .hint = "'ami-1' is an image, not an instance" },
	{ "an instance as an image", .status = 400, .param = "ImageId",
	  .value = "i-1", .code = "InvalidAMIID.Malformed",
	  .hint = "'i-1' is an instance, not an image" },
	{ "a code as an instance id", .status = 400, .param = "InstanceId",
	  .value = "774F4FF8", .code = "InvalidInstanceID.Malformed",
	  .hint = "'774F4FF8' lacks its i-; did you mean i-774f4ff8?" },
	{ "an instance as a code", .status = 400, .param = "ProductCode",
	  .value = "i-10a64379", .code = "InvalidParameterValue",
	  .hint = "is an instance, not a product code" },
	{ "a valid id", .status = 400, .param = "InstanceId",
	  .value = "i-10a64379", .code = "InvalidInstanceID.NotFound",
	  .hint = "it may be in another region, mistyped, terminated over an "
		  "hour ago, or another account's" },
	{ "the mapping of an image", .status = 401, .code = "AuthFailure",
	  .param = "Attribute", .value = "blockDeviceMapping",
	  .image = "ami-5bae4b32", .hint = "ec2-describe-images shows" },
	{ "another attribute", .status = 401, .code = "AuthFailure",
	  .param = "Attribute", .value = "launchPermission",
	  .image = "ami-5bae4b32", .hint = "" },
	{ "the mapping of an instance", .status = 401, .code = "AuthFailure",
	  .param = "Attribute", .value = "blockDeviceMapping", .hint = "" },
	{ "the mapping, with refused keys", .status = 401,
	  .code = "AuthFailure", .refused = true, .param = "Attribute",
	  .value = "blockDeviceMapping", .image = "ami-5bae4b32",
	  .hint = "is the access key mistyped" },
	{ "the mapping, with another error", .status = 400, .code = "Weird",
	  .param = "Attribute", .value = "blockDeviceMapping",
	  .image = "ami-5bae4b32", .hint = "" },
	{ "a proxy that is down", .failure = HTTP_NO_CONNECTION,
	  .proxy = "http://u:p@proxy:3128",
	  .hint = "asked through the proxy http://proxy:3128" },
	{ "a proxy without an address", .failure = HTTP_NO_HOST,
	  .proxy = "http://proxy:3128",
	  .hint = "asked through the proxy http://proxy:3128" },
	{ "a refusal by a named proxy", .failure = HTTP_NO_TUNNEL,
	  .proxy = "proxy:3128", .hint = "that need no proxy; asked through "
	  "the proxy proxy:3128" },
	{ "a proxy that wants a password", .status = 407,
	  .proxy = "proxy:3128",
	  .hint = "the proxy proxy:3128, which wants a user and password" },
	{ "a portal", .status = 200, .proxy = "proxy:3128",
	  .hint = "asked through the proxy proxy:3128" },
	{ "a reply of the service through a proxy", .status = 400,
	  .code = "Weird", .proxy = "proxy:3128", .hint = "" },
	{ "sign up", .code = "OptInRequired", .status = 401,
	  .hint = "sign up for the product" },
};

START_TEST(added)
{
	struct settings s = {
		.url = cases[_i].url, .region = cases[_i].region,
		.signature_version = cases[_i].version ? cases[_i].version
						       : 4,
	};
	struct exchange_result r = {
		.failed = true, .refused = cases[_i].refused,
		.failure = cases[_i].failure, .status = cases[_i].status,
		.clock_off = cases[_i].clock_off, .attempts = 5,
		.action = cases[_i].action,
		.proxy = cases[_i].proxy ? cases[_i].proxy : "",
	};
	struct job job = { 0 };
	struct endpoint e = { 0 };
	struct err err = { 0 };

	ck_assert_msg(endpoint_find(&e, &s, NULL, &err) == 0, "%s: %s",
		      cases[_i].what, err.text);
	(void)snprintf(r.code, sizeof(r.code), "%s",
		       cases[_i].code ? cases[_i].code : "");
	err_set(&err, "%s", cases[_i].text ? cases[_i].text : "words");
	if (cases[_i].param)
		ck_assert_int_eq(params_add(&job.params, cases[_i].param,
					    cases[_i].value, &err), 0);
	if (cases[_i].instance)
		ck_assert_int_eq(params_add(&job.params, "InstanceId",
					    cases[_i].instance, &err), 0);
	if (cases[_i].image)
		ck_assert_int_eq(params_add(&job.params, "ImageId",
					    cases[_i].image, &err), 0);
	hint_add(&err, &r, &e, &s, &job);
	if (*cases[_i].hint)
		ck_assert_msg(strstr(err.hint, cases[_i].hint), "%s: \"%s\"",
			      cases[_i].what, err.hint);
	else
		check_text(cases[_i].what, err.hint, "");
	check_text(cases[_i].what, err.text,
		   cases[_i].text ? cases[_i].text : "words");
	/* An existing hint stays. */
	err_hint(&err, "mine");
	hint_add(&err, &r, &e, &s, &job);
	ck_assert_msg(strncmp(err.hint, "mine", 4) == 0 &&
		      (cases[_i].proxy || !err.hint[4]), "%s: \"%s\"",
		      cases[_i].what, err.hint);
	job_release(&job);
	endpoint_release(&e);
}
END_TEST

int main(void)
{
	const struct check_case tests[] = {
		{ added, ROWS(cases) },
	};

	return check_main("hint", tests, ROWS(tests));
}
