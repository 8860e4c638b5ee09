/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of extras: which parameters are too new or refused, and which of them
 * are left out. */
#include "request/extras.h"

#include "check_main.h"

enum { P = EXTRAS_PAGE, T = EXTRAS_TOKEN, D = EXTRAS_DRY_RUN };

static const struct {
	const char *action, *version;
	unsigned too_new;
} versions[] = {
	{ "RunInstances", "2006-06-26", T | D },
	{ "RunInstances", "2010-06-15", T | D },
	{ "RunInstances", "2010-08-31", D },
	{ "RunInstances", "2013-02-01", D },
	{ "RunInstances", "2013-06-15", 0 },
	{ "DescribeInstances", "2012-12-01", P | D },
	{ "DescribeInstances", "2013-10-01", P },
	{ "DescribeInstances", "2013-10-15", 0 },
	{ "DescribeImages", "2016-09-15", P },
	{ "DescribeImages", "2016-11-15", 0 },
	{ "DescribeImages", "2030-01-01", 0 },
	{ "DescribeVolumes", "2012-12-01", D },
	{ "CreateVolume", "2016-09-15", T },
	{ "CreateVolume", "2016-11-15", 0 },
	{ "RunInstances", "", 0 },
	{ "RunInstances", "latest", 0 },
	{ "RunInstances", "2006-06-2", 0 },
	{ "RunInstances", "2006-06-266", 0 },
};

START_TEST(too_new)
{
	ck_assert_msg(extras_too_new(versions[_i].action,
				     versions[_i].version) ==
		      versions[_i].too_new, "%s %s", versions[_i].action,
		      versions[_i].version);
}
END_TEST

#define PYTHON(name) "describe_instances() got an unexpected keyword " \
	"argument '" name "'"

static const struct {
	const char *what;
	long status;
	const char *code, *words;
	unsigned refused;
} refusals[] = {
	{ "MaxResults, refused by Amazon", 400, "UnknownParameter",
	  "The parameter MaxResults is not recognized", P },
	{ "ClientToken, refused by Amazon", 400, "UnknownParameter",
	  "The parameter ClientToken is not recognized", T },
	{ "MaxResults, refused by Eucalyptus", 400, "400 Bad Request",
	  "Failed to bind the following fields:\nMaxResults = 1000\n", P },
	{ "ClientToken, refused by Eucalyptus in plain text", 400, "",
	  "Failure: 400 Bad Request\n"
	  "Failed to bind the following fields:\nClientToken = 1\n", T },
	{ "two fields that cannot be bound", 412, "",
	  "Failed to bind the following fields:\n"
	  "ClientToken = 1\nMaxResults = 1\n", P | T },
	{ "MaxResults, refused by OpenStack", 500, "TypeError",
	  PYTHON("max_results"), P },
	{ "ClientToken, refused by OpenStack", 500, "UnknownError",
	  PYTHON("client_token"), T },
	{ "another parameter, refused by OpenStack", 500, "TypeError",
	  PYTHON("filter"), 0 },
	{ "DryRun, refused by OpenStack", 500, "TypeError", PYTHON("dry_run"),
	  D },
	{ "MaxResults, spelled maxResults", 400, "InvalidParameterValue",
	  "Value (1000) for parameter maxResults is invalid", P },
	{ "MaxResults, refused beside filters", 400,
	  "InvalidParameterCombination",
	  "The parameter 'maxResults' cannot be used with tag filters", P },
	{ "an unknown parameter without a name", 400, "UnknownParameter",
	  "not recognized", P | T | D },
	{ "an unknown parameter with a name", 400, "UnknownParameter",
	  "The parameter Filter.1.Name is not recognized", 0 },
	{ "another field that cannot be bound", 400, "",
	  "Failed to bind the following fields:\nFilter.1.Name = x\n", 0 },
	{ "a failure that names a parameter", 500, "InternalError",
	  "could not store client_token", 0 },
	{ "status 200 that names MaxResults", 200, "UnknownParameter",
	  "MaxResults", 0 },
	{ "status 429 that names MaxResults", 429, "", "unknown MaxResults",
	  0 },
	{ "status 503 that names MaxResults", 503, "Throttling",
	  "MaxResults not supported", 0 },
	{ "an unknown security token", 403, "InvalidClientTokenId",
	  "the security token is unknown", 0 },
	{ "a name that begins with ClientToken", 400, "X",
	  "unknown ClientTokenId", 0 },
	{ "a name that ends with ClientToken", 400, "X", "unknown XClientToken",
	  0 },
	{ "names that contain the parameters' names", 400, "X",
	  "unknown MaxResults2, my_ClientToken, DryRun_", 0 },
	{ "a reused client token", 400, "IdempotentParameterMismatch",
	  "ClientToken was used with other parameters", 0 },
	{ "a dry run that would have succeeded", 412, "DryRunOperation",
	  "would have succeeded, but DryRun is set", 0 },
	{ "an error that names no parameter", 400, "InvalidInstanceID.NotFound",
	  "i-1", 0 },
};

static void fill(struct params *p)
{
	struct err err = { 0 };

	ck_assert_int_eq(params_add(p, "MaxResults", "1000", &err), 0);
	ck_assert_int_eq(params_add(p, "ClientToken", "1", &err), 0);
	ck_assert_int_eq(params_add(p, "DryRun", "true", &err), 0);
	ck_assert_int_eq(params_add(p, "Filter.1.Name", "x", &err), 0);
}

START_TEST(refused)
{
	const struct extras_refusal r = {
		refusals[_i].status, refusals[_i].code, refusals[_i].words,
	};
	struct params p = { 0 }, none = { 0 };
	unsigned set;

	fill(&p);
	set = extras_refused(&r, P | T | D, &p);
	ck_assert_msg(set == refusals[_i].refused, "%s: %u", refusals[_i].what,
		      set);
	/* The result is 0 for an empty set, or if the request has no
	 * parameters. */
	ck_assert_uint_eq(extras_refused(&r, 0, &p), 0);
	ck_assert_uint_eq(extras_refused(&r, P | T | D, &none), 0);
	params_release(&p);
}
END_TEST

START_TEST(to_drop)
{
	const struct extras_refusal value = {
		400, "InvalidParameterValue", "maxResults is too large",
	};
	const struct extras_refusal both = {
		400, "X", "unknown MaxResults, ClientToken, DryRun",
	};
	struct extras e = { .optional = P };
	struct params p = { 0 };

	fill(&p);
	ck_assert_uint_eq(extras_to_drop(&e, &value, &p), P);
	ck_assert_uint_eq(extras_to_drop(&e, &both, &p), P);
	e.page_given = true;
	ck_assert_uint_eq(extras_to_drop(&e, &value, &p), 0);
	ck_assert_uint_eq(extras_to_drop(&e, &both, &p), P);
	e.optional = P | T;
	e.left_out = P;
	ck_assert_uint_eq(extras_to_drop(&e, &both, &p), T);
	params_release(&p);
}
END_TEST

static const struct {
	unsigned left_out;
	const char *names;
} copies[] = {
	{ 0, "MaxResults ClientToken DryRun Filter.1.Name " },
	{ P, "ClientToken DryRun Filter.1.Name " },
	{ T, "MaxResults DryRun Filter.1.Name " },
	{ P | T, "DryRun Filter.1.Name " },
};

START_TEST(copied)
{
	struct extras e = { .left_out = copies[_i].left_out };
	struct params from = { 0 }, to = { 0 };
	struct buf names = { 0 };
	struct err err = { 0 };

	fill(&from);
	ck_assert_int_eq(extras_copy(&e, &from, &to, &err), 0);
	for (size_t i = 0; i < to.len; i++)
		buf_printf(&names, "%s ", params_name(&to, i));
	check_text("names", buf_str(&names), copies[_i].names);
	params_release(&from);
	params_release(&to);
	buf_release(&names);
}
END_TEST

START_TEST(listed_names)
{
	check_text("MaxResults", extras_names(P), "MaxResults");
	check_text("ClientToken", extras_names(T), "ClientToken");
	check_text("two", extras_names(P | T), "MaxResults and ClientToken");
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ too_new, ROWS(versions) },
		{ refused, ROWS(refusals) },
		{ to_drop, 1 },
		{ copied, ROWS(copies) },
		{ listed_names, 1 },
	};

	return check_main("extras", cases, ROWS(cases));
}
