/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of awsregion: which hosts are Amazon's, regions in host names, the
 * domains of regions, names of regions and zones, and mistyped regions. */
#include "aws/awsregion.h"

#include "check_main.h"

static const struct {
	const char *host, *region;	/* region: "" if the host's name has no
					 * region */
	bool amazon;
} hosts[] = {
	{ "us-west-1.ec2.amazonaws.com", "us-west-1", true },
	{ "eu-west-1.EC2.amazonaws.com.", "eu-west-1", true },
	{ "EC2.Eu-West-1.AmazonAWS.com", "eu-west-1", true },
	{ "ec2.cn-north-1.amazonaws.com.cn.", "cn-north-1", true },
	{ "vpce-0a1b-2c3d.ec2.us-east-1.vpce.amazonaws.com", "us-east-1",
	  true },
	{ "vpce-0a1b-2c3d-us-east-1a.ec2.us-east-1.vpce.amazonaws.com",
	  "us-east-1", true },
	{ "ec2.us-east-1.vpce.amazonaws.com", "", true },
	{ "x.s3.us-east-1.vpce.amazonaws.com", "", true },
	{ "ec2.amazonaws.com", "", true },
	{ "a.b.ec2.amazonaws.com", "", true },
	{ "us-west-1.ec2.example.com", "", false },
	{ "FCU.eu-west-2.outscale.com.", "eu-west-2", false },
	{ "ec2.us-east-1.amazonaws.com", "us-east-1", true },
	{ "ec2-fips.us-east-1.amazonaws.com", "us-east-1", true },
	{ "ec2.cn-north-1.amazonaws.com.cn", "cn-north-1", true },
	{ "ec2.cn-north-1.api.amazonwebservices.com.cn", "cn-north-1", true },
	{ "ec2.eu-west-1.api.aws", "eu-west-1", true },
	{ "ec2.eusc-de-east-1.amazonaws.eu", "eusc-de-east-1", true },
	{ "ec2.us-iso-east-1.c2s.ic.gov", "us-iso-east-1", true },
	{ "fcu.eu-west-2.outscale.com", "eu-west-2", false },
	{ "vpce-1.ec2.eu-west-1.vpce.amazonaws.com", "eu-west-1", true },
	{ "ec2.a.b.amazonaws.com", "", true },
	{ "ec2..amazonaws.com", "", true },
	{ "amazonaws.com", "", false },
	{ "ec2.us-east-1.example-amazonaws.com", "", false },
	{ "ec2.us-east-1.amazonaws.com.example.org", "", false },
	{ "127.0.0.1", "", false },
	{ "", "", false },
};

START_TEST(host)
{
	const char *name = hosts[_i].host;
	struct buf region = { 0 };

	ck_assert_msg(awsregion_is_amazon(name) == hosts[_i].amazon, "%s", name);
	ck_assert_msg(awsregion_of_host(&region, name) == !!*hosts[_i].region,
		      "%s", name);
	check_text(name, buf_str(&region), hosts[_i].region);
	buf_release(&region);
}
END_TEST

static const struct {
	const char *region, *domain, *dualstack;
} domains[] = {
	{ "us-east-1", "amazonaws.com", "api.aws" },
	{ "us-gov-west-1", "amazonaws.com", "api.aws" },
	{ "eu-north-1", "amazonaws.com", "api.aws" },
	{ "cn-north-1", "amazonaws.com.cn", "api.amazonwebservices.com.cn" },
	{ "eusc-de-east-1", "amazonaws.eu", "api.amazonwebservices.eu" },
	{ "us-iso-west-1", "c2s.ic.gov", "api.aws.ic.gov" },
	{ "us-isob-east-1", "sc2s.sgov.gov", "api.aws.scloud" },
	{ "us-isof-south-1", "csp.hci.ic.gov", NULL },
	{ "eu-isoe-west-1", "cloud.adc-e.uk", NULL },
	{ "of-nobody-1", "amazonaws.com", "api.aws" },
	{ "", "amazonaws.com", "api.aws" },
};

START_TEST(domain)
{
	const char *region = domains[_i].region;
	const char *dualstack = awsregion_domain(region, true);

	check_text(region, awsregion_domain(region, false), domains[_i].domain);
	ck_assert_msg(!dualstack == !domains[_i].dualstack, "%s", region);
	if (dualstack)
		check_text(region, dualstack, domains[_i].dualstack);
}
END_TEST

#define FORM "a region's name contains only letters, digits, - and _"

static const struct {
	const char *name;
	bool valid;
	const char *hint;
} names[] = {
	{ "us-east-1", true, "" },
	{ "RegionOne", true, "" },
	{ "a_b", true, "" },
	{ "", false, FORM },
	{ "us-east-1.example.org", false, FORM },
	{ "us-east-1/", false, "did you mean us-east-1?" },
	{ "us east", false, FORM },
	{ "us-east-1\n", false, "did you mean us-east-1?" },
	{ "\xc3\xa9", false, FORM },
	{ "EU-WEST-1 ", false, "did you mean eu-west-1?" },
	{ "us east 1", false, "did you mean us-east-1?" },
	{ "us\xe2\x80\x91" "east\xe2\x80\x91" "1", false, "did you mean "
	  "us-east-1?" },
	{ "\xe2\x80\x9c" "eu-west-1\xe2\x80\x9d", false, "did you mean "
	  "eu-west-1?" },
	{ "ec2.eu-nowhere-7.amazonaws.com", false, "did you mean "
	  "eu-nowhere-7?" },
	{ "us-east-1;us-west-2", false, FORM },
	{ "US East (N. Virginia)", false, FORM },
};

START_TEST(check)
{
	const char *name = names[_i].name;
	struct err err = { 0 };
	char want[80];

	ck_assert_msg(awsregion_check(name, "--region", &err) ==
		      (names[_i].valid ? 0 : -1), "%s", name);
	(void)snprintf(want, sizeof(want), "--region: '%s' is not the name "
		       "of a region", name);
	check_text(name, err.text, names[_i].valid ? "" : want);
	check_text(name, err.hint, names[_i].hint);
	ck_assert_int_eq(err.kind, names[_i].valid ? ERR_FAILED : ERR_USAGE);
}
END_TEST

static const struct {
	const char *name;
	bool zone;
} zones[] = {
	{ "us-east-1a", true },
	{ "ap-southeast-10z", true },
	{ "us-gov-west-1b", true },
	{ "us-east-1", false },
	{ "us-east-1ab", false },
	{ "us-east-1A", false },
	{ "us-east-a", false },
	{ "1a", false },
	{ "a1a", false },
	{ "a", false },
	{ "", false },
};

START_TEST(zone)
{
	ck_assert_msg(awsregion_is_zone(zones[_i].name) == zones[_i].zone,
		      "%s", zones[_i].name);
}
END_TEST

static const struct {
	const char *name, *meant;	/* the region to suggest, or NULL */
} regions[] = {
	{ "us-east-1", NULL },
	{ "eu-wset-1", "eu-west-1" },
	{ "us-east1", "us-east-1" },
	{ "ap-souteast-2", "ap-southeast-2" },
	{ "us-east-1a", "us-east-1" },
	{ "US-East-1", "us-east-1" },
	{ "EU-WSET-1", "eu-west-1" },
	{ "nova", NULL },
	{ "RegionOne", NULL },
	{ "", NULL },
};

START_TEST(meant)
{
	const char *got = awsregion_meant(regions[_i].name);

	check_text(regions[_i].name, got ? got : "",
		   regions[_i].meant ? regions[_i].meant : "");
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ host, ROWS(hosts) },
		{ domain, ROWS(domains) },
		{ check, ROWS(names) },
		{ zone, ROWS(zones) },
		{ meant, ROWS(regions) },
	};

	return check_main("awsregion", cases, ROWS(cases));
}
