/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of endpoint: the precedence of settings, the region of the signature,
 * partitions, URLs, and rehearsals. */
#include "aws/endpoint.h"

#include "check_files.h"

/* Makes settings from strings X=VALUE.  The character X chooses an option or an
 * environment variable. */
static struct settings settings_of(const char *const *given)
{
	struct settings s = { 0 };

	for (size_t i = 0; given[i]; i++) {
		const char *value = given[i] + 2;

		switch (given[i][0]) {
		case 'U': s.url = value; break;
		case 'R': s.region = value; break;
		case '1': s.env_endpoint_ec2 = value; break;
		case '2': s.env_endpoint = value; break;
		case '3': s.env_ec2_url = value; break;
		case 'r': s.env_region = value; break;
		case 'd': s.env_default_region = value; break;
		case 'S': s.env_sandbox = value; break;
		case 'I': s.env_ignore_endpoints = value; break;
		case 'F': s.env_fips = value; break;
		default: ck_abort_msg("%s", given[i]);
		}
	}
	return s;
}

#define EAST "https://ec2.us-east-1.amazonaws.com/"

static const struct {
	const char *what;
	const char *given[8];
	const char *url, *region;
	const char *from;	/* the setting that determined the URL */
} founds[] = {
	{ "no settings", { NULL }, EAST, "us-east-1", "the default region" },
	{ "--region", { "R=eu-west-1" },
	  "https://ec2.eu-west-1.amazonaws.com/", "eu-west-1", "--region" },
	{ "AWS_REGION overrides AWS_DEFAULT_REGION",
	  { "r=eu-west-1", "d=eu-west-2" },
	  "https://ec2.eu-west-1.amazonaws.com/", "eu-west-1",
	  "the region of the environment" },
	{ "AWS_DEFAULT_REGION", { "d=eu-west-2" },
	  "https://ec2.eu-west-2.amazonaws.com/", "eu-west-2",
	  "the region of the environment" },
	{ "--region overrides the environment's regions",
	  { "R=a-b-1", "r=c-d-1", "d=e-f-1" },
	  "https://ec2.a-b-1.amazonaws.com/", "a-b-1", "--region" },
	/* The setting that determines the endpoint. */
	{ "-U overrides all other settings", { "U=http://u", "1=http://v",
	  "2=http://w", "3=http://x", "R=re-1", "r=ri-1" }, "http://u/", "re-1",
	  "-U" },
	{ "AWS_ENDPOINT_URL_EC2 overrides all but -U",
	  { "1=http://v", "2=http://w", "3=http://x", "R=re-1", "r=ri-1" },
	  "http://v/", "re-1", "AWS_ENDPOINT_URL_EC2" },
	{ "AWS_ENDPOINT_URL overrides EC2_URL and --region",
	  { "2=http://w", "3=http://x", "R=re-1" }, "http://w/", "re-1",
	  "AWS_ENDPOINT_URL" },
	{ "--region overrides EC2_URL", { "3=http://x", "R=re-1", "r=ri-1" },
	  "https://ec2.re-1.amazonaws.com/", "re-1", "--region" },
	{ "the URL of EC2_URL and the region of AWS_REGION",
	  { "3=http://x", "r=ri-1" }, "http://x/", "ri-1", "EC2_URL" },
	{ "-U and no region", { "U=http://u" }, "http://u/", "us-east-1",
	  "-U" },
	{ "-U and AWS_DEFAULT_REGION", { "U=http://u", "d=rd-1" },
	  "http://u/", "rd-1", "-U" },
	/* The region of the signature. */
	{ "the host's region overrides AWS_REGION",
	  { "U=https://ec2.eu-west-1.amazonaws.com", "r=ri-1" },
	  "https://ec2.eu-west-1.amazonaws.com/", "eu-west-1", "-U" },
	{ "--region overrides the host's region",
	  { "U=https://ec2.eu-west-1.amazonaws.com", "R=re-1" },
	  "https://ec2.eu-west-1.amazonaws.com/", "re-1", "-U" },
	{ "the region in the host of EC2_URL",
	  { "3=https://ec2.eu-west-1.amazonaws.com", "d=rd-1" },
	  "https://ec2.eu-west-1.amazonaws.com/", "eu-west-1", "EC2_URL" },
	{ "a host in capitals", { "U=HTTPS://EC2.EU-West-1.AmazonAWS.com/" },
	  "https://ec2.eu-west-1.amazonaws.com/", "eu-west-1", "-U" },
	{ "Amazon's host with http", { "U=http://ec2.eu-west-1.amazonaws.com" },
	  "http://ec2.eu-west-1.amazonaws.com/", "eu-west-1", "-U" },
	{ "Amazon's host with a port",
	  { "U=https://ec2.eu-west-1.amazonaws.com:8443/x" },
	  "https://ec2.eu-west-1.amazonaws.com:8443/x", "eu-west-1", "-U" },
	{ "Amazon's FIPS endpoint", { "U=ec2-fips.us-west-2.amazonaws.com" },
	  "https://ec2-fips.us-west-2.amazonaws.com/", "us-west-2", "-U" },
	{ "Amazon's endpoint in China", { "U=ec2.cn-north-1.amazonaws.com.cn" },
	  "https://ec2.cn-north-1.amazonaws.com.cn/", "cn-north-1", "-U" },
	{ "Amazon's dual-stack endpoint", { "U=ec2.eu-west-1.api.aws" },
	  "https://ec2.eu-west-1.api.aws/", "eu-west-1", "-U" },
	{ "Amazon's dual-stack FIPS endpoint",
	  { "U=ec2-fips.us-east-2.api.aws" },
	  "https://ec2-fips.us-east-2.api.aws/", "us-east-2", "-U" },
	{ "Outscale's endpoint", { "U=https://fcu.eu-west-2.outscale.com" },
	  "https://fcu.eu-west-2.outscale.com/", "eu-west-2", "-U" },
	{ "no region in the host", { "U=https://ec2.amazonaws.com" },
	  "https://ec2.amazonaws.com/", "us-east-1", "-U" },
	{ "two labels in place of the region",
	  { "U=https://ec2.a.b.amazonaws.com", "r=ri-1" },
	  "https://ec2.a.b.amazonaws.com/", "ri-1", "-U" },
	{ "a host that only looks like Amazon's",
	  { "U=https://ec2.eu-west-1.amazonaws.com.example.org", "r=ri-1" },
	  "https://ec2.eu-west-1.amazonaws.com.example.org/", "ri-1", "-U" },
	{ "another service's host",
	  { "U=https://s3.eu-west-1.amazonaws.com", "r=ri-1" },
	  "https://s3.eu-west-1.amazonaws.com/", "ri-1", "-U" },
	{ "a label before Amazon's host",
	  { "U=https://x.ec2.eu-west-1.amazonaws.com", "r=ri-1" },
	  "https://x.ec2.eu-west-1.amazonaws.com/", "ri-1", "-U" },
	/* Partitions, and other regions that --region names. */
	{ "cn-", { "R=cn-north-1" },
	  "https://ec2.cn-north-1.amazonaws.com.cn/", "cn-north-1",
	  "--region" },
	{ "us-gov-", { "R=us-gov-west-1" },
	  "https://ec2.us-gov-west-1.amazonaws.com/", "us-gov-west-1",
	  "--region" },
	{ "eusc-", { "R=eusc-de-east-1" },
	  "https://ec2.eusc-de-east-1.amazonaws.eu/", "eusc-de-east-1",
	  "--region" },
	{ "us-iso-", { "R=us-iso-east-1" },
	  "https://ec2.us-iso-east-1.c2s.ic.gov/", "us-iso-east-1",
	  "--region" },
	{ "us-isob-", { "R=us-isob-east-1" },
	  "https://ec2.us-isob-east-1.sc2s.sgov.gov/", "us-isob-east-1",
	  "--region" },
	{ "us-isof-", { "R=us-isof-south-1" },
	  "https://ec2.us-isof-south-1.csp.hci.ic.gov/", "us-isof-south-1",
	  "--region" },
	{ "eu-isoe-", { "R=eu-isoe-west-1" },
	  "https://ec2.eu-isoe-west-1.cloud.adc-e.uk/", "eu-isoe-west-1",
	  "--region" },
	{ "an unknown region", { "R=moon-north-1" },
	  "https://ec2.moon-north-1.amazonaws.com/", "moon-north-1",
	  "--region" },
	{ "a zone name is used unchanged", { "R=us-east-1a" },
	  "https://ec2.us-east-1a.amazonaws.com/", "us-east-1a",
	  "--region" },
	/* The URL after normalization. */
	{ "a path and a port", { "U=http://cloud:8773/services/compute" },
	  "http://cloud:8773/services/compute", "us-east-1", "-U" },
	{ "a slash at the end", { "U=http://cloud:8773/services/Cloud/" },
	  "http://cloud:8773/services/Cloud/", "us-east-1", "-U" },
	{ "dots and double slashes in the path",
	  { "U=http://cloud/a/../b/./c//d" }, "http://cloud/b/c/d", "us-east-1",
	  "-U" },
	{ "the scheme's default port is removed", { "U=https://cloud:443/x" },
	  "https://cloud/x", "us-east-1", "-U" },
	{ "the default port of http with https",
	  { "U=https://cloud:80" }, "https://cloud:80/",
	  "us-east-1", "-U" },
	{ "a host alone", { "U=cloud" }, "https://cloud/", "us-east-1",
	  "-U" },
	{ "a host with its port", { "U=cloud:8773/x" },
	  "https://cloud:8773/x", "us-east-1", "-U" },
	/* Endpoints that a rehearsal allows, and an IPv6 address with a
	 * zone. */
	{ "localhost", { "U=http://localhost:4567", "S=1" },
	  "http://localhost:4567/", "us-east-1", "-U" },
	{ "the sandbox's host and port", { "U=http://box:8773", "S=Box:8773" },
	  "http://box:8773/", "us-east-1", "-U" },
	{ "localhost, with a sandbox elsewhere", { "U=http://localhost:4567",
	  "S=box:8773" }, "http://localhost:4567/", "us-east-1", "-U" },
	{ "127.0.0.1", { "2=http://127.0.0.1:4567", "S=1" },
	  "http://127.0.0.1:4567/", "us-east-1", "AWS_ENDPOINT_URL" },
	{ "::1", { "3=http://[::1]:4567/x", "S=1" }, "http://[::1]:4567/x",
	  "us-east-1", "EC2_URL" },
	{ "an IPv6 address with a zone", { "2=http://[fe80::1%25Eth0]:4567" },
	  "http://[fe80::1%25Eth0]:4567/", "us-east-1", "AWS_ENDPOINT_URL" },
};

START_TEST(found)
{
	struct settings s = settings_of(founds[_i].given);
	struct endpoint e = { 0 };
	struct err err = { 0 };

	ck_assert_msg(endpoint_find(&e, &s, NULL, &err) == 0, "%s: %s",
		      founds[_i].what, err.text);
	check_text(founds[_i].what, buf_str(&e.text), founds[_i].url);
	check_text(founds[_i].what, buf_str(&e.region), founds[_i].region);
	check_text(founds[_i].what, e.from, founds[_i].from);
	endpoint_release(&e);
	endpoint_release(&e);
}
END_TEST

static const struct {
	const char *what;
	const char *given[8];
	const char *words;	/* part of the error message */
} refusals[] = {
	{ "a URL without a host", { "U=http://" }, "-U: " },
	{ "an invalid AWS_ENDPOINT_URL_EC2",
	  { "1=http://" }, "AWS_ENDPOINT_URL_EC2: " },
	{ "an invalid AWS_ENDPOINT_URL", { "2=ftp://x" },
	  "AWS_ENDPOINT_URL: URL ftp://x: neither http nor https" },
	{ "an invalid EC2_URL", { "3=http://a?b" }, "EC2_URL: URL: it must not "
					      "contain a query" },
	{ "a region with a dot and a slash", { "R=evil.com/" },
	  "'evil.com/' is not the name of a region" },
	{ "a region with a slash", { "R=x/y" }, "is not the name of a region" },
	{ "a region with an at sign",
	  { "r=x@y" }, "is not the name of a region" },
	{ "a region with a space",
	  { "R=us east" }, "is not the name of a region" },
	{ "a region with a line end", { "d=us-east-1\n" },
	  "is not the name of a region" },
	{ "an invalid region with a valid URL", { "U=http://u", "R=a/b" },
	  "'a/b' is not the name of a region" },
	/* Endpoints that a rehearsal forbids. */
	{ "Amazon's default endpoint", { "S=1" }, "EC2_SANDBOX is set" },
	{ "Amazon's endpoint of a region", { "S=1", "R=eu-west-1" },
	  "neither a loopback address" },
	{ "another host", { "S=1", "U=http://cloud/" },
	  "endpoint http://cloud/: refused" },
	{ "another port than the sandbox's", { "S=box:8773",
	  "U=http://box:8774/" }, "endpoint http://box:8774/: refused" },
	{ "another host than the sandbox's", { "S=box:8773",
	  "U=http://cloud:8773/" }, "endpoint http://cloud:8773/: refused" },
	{ "Amazon, with a sandbox elsewhere", { "S=box:8773" },
	  "EC2_SANDBOX is set" },
	{ "localhost.evil.com", { "S=1", "U=http://localhost.evil.com" },
	  "neither a loopback address" },
	{ "evil-localhost", { "S=1", "U=http://evil-localhost" },
	  "neither a loopback address" },
	{ "127.0.0.1.evil.com", { "S=1", "U=http://127.0.0.1.evil.com" },
	  "neither a loopback address" },
	{ "a user name", { "S=1", "U=http://127.0.0.1@evil.com" }, "a user" },
	{ "a user name and a password",
	  { "S=1", "U=http://localhost:80@evil.com/" }, "must not contain" },
	{ "a fragment", { "S=1", "U=http://evil.com#@localhost" },
	  "a fragment" },
	{ "a query", { "S=1", "U=http://evil.com?@localhost" },
	  "must not contain" },
	{ "a backslash", { "S=1", "U=http://evil.com\\@localhost" }, "-U: " },
	{ "an encoded slash", { "S=1", "U=http://evil.com%2f.localhost" },
	  "must not contain a %" },
	{ "0.0.0.0", { "S=1", "U=http://0.0.0.0:80" },
	  "neither a loopback address" },
	{ "the host 0", { "S=1", "U=http://0" }, "neither a loopback address" },
	{ "an IPv4-mapped address", { "S=1", "U=http://[::ffff:127.0.0.1]" },
	  "neither a loopback address" },
	{ "an IPv4-compatible address", { "S=1", "U=http://[::127.0.0.1]" },
	  "neither a loopback address" },
	{ "the unspecified address", { "S=1", "U=http://[::]" },
	  "neither a loopback address" },
	{ "126.255.255.255", { "S=1", "U=http://126.255.255.255" },
	  "neither a loopback address" },
	{ "128.0.0.1", { "S=1", "U=http://128.0.0.1" },
	  "neither a loopback address" },
	{ "the metadata service", { "S=1", "U=http://169.254.169.254" },
	  "neither a loopback address" },
	{ "the number of the address 8.8.8.8", { "S=1", "U=http://134744072" },
	  "neither a loopback address" },
};

START_TEST(refused)
{
	struct settings s = settings_of(refusals[_i].given);
	struct endpoint e = { 0 };
	struct err err = { 0 };

	ck_assert_msg(endpoint_find(&e, &s, NULL, &err) == -1, "%s: %s",
		      refusals[_i].what, buf_str(&e.text));
	ck_assert_msg(strstr(err.text, refusals[_i].words), "%s: %s",
		      refusals[_i].what, err.text);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_ptr_null(e.text.data);
	ck_assert_ptr_null(e.region.data);
	ck_assert_ptr_null(e.url.host.data);
	endpoint_release(&e);
}
END_TEST

/* Other spellings of 127.0.0.1 and localhost.  In a rehearsal, endpoint_find
 * normalizes or refuses each spelling. */
static const char *const spellings[] = {
	"127.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.0.1",
	"localhost.", "LOCALHOST", "%6cocalhost",
};

START_TEST(spelling)
{
	struct settings s = { .env_sandbox = "1" };
	struct endpoint e = { 0 };
	struct err err = { 0 };
	char url[64];

	(void)snprintf(url, sizeof(url), "http://%s:4567/", spellings[_i]);
	s.url = url;
	if (endpoint_find(&e, &s, NULL, &err) == 0)
		ck_assert_msg(strcmp(buf_str(&e.text),
				     "http://127.0.0.1:4567/") == 0 ||
			      strcmp(buf_str(&e.text),
				     "http://localhost:4567/") == 0,
			      "%s: %s", spellings[_i], buf_str(&e.text));
	else
		ck_assert_msg(strstr(err.text, "neither a loopback address") ||
			      strstr(err.text, "must not contain a %"),
			      "%s: %s", spellings[_i], err.text);
	endpoint_release(&e);
}
END_TEST

static const struct {
	const char *url;
	bool amazon;
} owners[] = {
	{ "https://ec2.us-east-1.amazonaws.com", true },
	{ "https://ec2.cn-north-1.amazonaws.com.cn", true },
	{ "https://ec2.us-iso-east-1.c2s.ic.gov", true },
	{ "https://ec2.eu-west-1.api.aws", true },
	{ "https://vpce-1.ec2.eu-west-1.vpce.amazonaws.com", true },
	{ "https://amazonaws.com.example.org", false },
	{ "https://example-amazonaws.com", false },
	{ "https://fcu.eu-west-2.outscale.com", false },
	{ "http://127.0.0.1:4567", false },
};

START_TEST(owner)
{
	struct settings s = { .url = owners[_i].url };
	struct endpoint e = { 0 };
	struct err err = { 0 };

	ck_assert_int_eq(endpoint_find(&e, &s, NULL, &err), 0);
	ck_assert_msg(endpoint_is_amazon(&e) == owners[_i].amazon, "%s",
		      owners[_i].url);
	endpoint_release(&e);
}
END_TEST

/* Each row of endpoints.tsv has a service, a region, and variants (f for FIPS,
 * d for dual stack, l for legacy).  A URL and the region of the signature
 * follow, as in botocore 1.43.  Both are - if there is no endpoint. */
static struct check_table aws;

START_TEST(as_aws)
{
	const char *service = check_field(&aws, _i, 0);
	const char *region = check_field(&aws, _i, 1);
	const char *variants = check_field(&aws, _i, 2);
	const char *url = check_field(&aws, _i, 3);
	const struct settings s = {
		.region = region,
		.env_fips = strchr(variants, 'f') ? "true" : NULL,
		.env_dualstack = strchr(variants, 'd') ? "true" : NULL,
		.env_sts_regional = strchr(variants, 'l') ? "legacy" : NULL,
	};
	struct endpoint e = { 0 };
	struct err err = { 0 };
	int rc;

	if (strcmp(service, "ec2") == 0)
		rc = endpoint_find(&e, &s, NULL, &err);
	else
		rc = endpoint_of_service(&e, strcmp(service, "sts") == 0
					 ? ENDPOINT_STS : ENDPOINT_SSO, &s,
					 NULL, region, &err);
	ck_assert_msg(rc == (*url == '-' ? -1 : 0), "%s %s %s: %s", service,
		      region, variants, err.text);
	check_text(region, rc ? "-" : buf_str(&e.text), url);
	check_text(region, rc ? "-" : buf_str(&e.region),
		   check_field(&aws, _i, 4));
	endpoint_release(&e);
}
END_TEST

#define URL(u) "endpoint_url=" u "\n"
#define SERVICES "[services s]\nec2 =\n  endpoint_url=http://s\n"

/* Options, environment variables and settings of a profile, and the endpoint
 * that they determine. */
static const struct {
	const char *what;
	const char *given[6];
	const char *config;	/* settings of the default profile, and further
				 * sections */
	const char *url, *region, *from;	/* if `region` is NULL, `url` is
						 * a part of an error message */
} profiles[] = {
	{ "a profile's region", { NULL }, "region=a-b-1\n",
	  "https://ec2.a-b-1.amazonaws.com/", "a-b-1",
	  "the profile's region" },
	{ "the environment's region overrides the profile's",
	  { "d=c-d-1" }, "region=a-b-1\n",
	  "https://ec2.c-d-1.amazonaws.com/", "c-d-1",
	  "the region of the environment" },
	{ "a profile's endpoint", { NULL }, URL("http://p") "region=a-b-1\n",
	  "http://p/", "a-b-1", "the profile's endpoint_url" },
	{ "the profile's services override its endpoint_url",
	  { NULL }, URL("http://p") "services=s\n"
	  SERVICES, "http://s/", "us-east-1", "the profile's services" },
	{ "EC2_URL overrides the profile's endpoint",
	  { "3=http://x" }, URL("http://p"), "http://x/",
	  "us-east-1", "EC2_URL" },
	{ "--region overrides the profile's endpoint", { "R=a-b-1" },
	  URL("http://p"), "https://ec2.a-b-1.amazonaws.com/", "a-b-1",
	  "--region" },
	{ "AWS_ENDPOINT_URL overrides the profile's endpoint", { "2=http://w" },
	  URL("http://p"), "http://w/", "us-east-1", "AWS_ENDPOINT_URL" },
	{ "the profile names missing services", { NULL },
	  "services=t\n" SERVICES, "there is no [services t] in ", NULL, NULL },
	{ "the profile ignores its own URL", { NULL }, URL("http://p")
	  "ignore_configured_endpoint_urls=true\nregion=a-b-1\n",
	  "https://ec2.a-b-1.amazonaws.com/", "a-b-1",
	  "the profile's region" },
	{ "AWS_ENDPOINT_URL_EC2 and a region: no file is read",
	  { "1=http://v", "r=a-b-1" }, "broken",
	  "http://v/", "a-b-1", "AWS_ENDPOINT_URL_EC2" },
	{ "the environment ignores AWS_ENDPOINT_URL",
	  { "2=http://w", "I=True" }, "", EAST, "us-east-1",
	  "the default region" },
	{ "the environment's false overrides the profile's true",
	  { "2=http://w", "I=false" },
	  "ignore_configured_endpoint_urls=true\n", "http://w/",
	  "us-east-1", "AWS_ENDPOINT_URL" },
	{ "EC2_URL is not ignored", { "2=http://w", "I=true", "3=http://x" },
	  "", "http://x/", "us-east-1", "EC2_URL" },
	{ "use_fips_endpoint", { NULL }, "use_fips_endpoint=true\n",
	  "https://ec2-fips.us-east-1.amazonaws.com/", "us-east-1",
	  "the default region" },
	{ "use_fips_endpoint and the profile's URL", { NULL }, URL("http://p")
	  "use_fips_endpoint=true\n",
	  "a custom URL cannot be combined with use_fips_endpoint", NULL,
	  NULL },
	{ "use_dualstack_endpoint in a region without dual stack",
	  { "R=us-isof-south-1" },
	  "use_dualstack_endpoint=true\n", "profile default: "
	  "use_dualstack_endpoint: region us-isof-south-1 has no", NULL, NULL },
	{ "AWS_USE_FIPS_ENDPOINT and -U", { "U=http://u", "F=true" }, "",
	  "a custom URL cannot be combined with AWS_USE_FIPS_ENDPOINT", NULL,
	  NULL },
	{ "-U and a region: no file is read", { "U=http://u", "r=a-b-1" },
	  "broken", "http://u/", "a-b-1", "-U" },
	{ "EC2_URL and a region: no file is read", { "3=http://u", "r=a-b-1" },
	  "broken", "http://u/", "a-b-1", "EC2_URL" },
	{ "-U without a region: the file is read", { "U=http://u" }, "broken",
	  "/config: line 2: ", NULL, NULL },
};

START_TEST(found_in_files)
{
	struct settings s = settings_of(profiles[_i].given);
	struct buf text = { 0 };
	struct check_files f;
	struct profile *files;
	struct endpoint e = { 0 };
	struct err err = { 0 };
	int rc;

	buf_printf(&text, "[default]\n%s", profiles[_i].config);
	check_files_make(&f, text.data, NULL);
	files = check_files_open(&f, NULL);
	rc = endpoint_find(&e, &s, files, &err);
	if (profiles[_i].region) {
		ck_assert_msg(rc == 0, "%s: %s", profiles[_i].what, err.text);
		check_text(profiles[_i].what, buf_str(&e.text),
			   profiles[_i].url);
		check_text(profiles[_i].what, buf_str(&e.region),
			   profiles[_i].region);
		check_text(profiles[_i].what, e.from, profiles[_i].from);
	} else {
		ck_assert_msg(rc == -1 && strstr(err.text, profiles[_i].url),
			      "%s: %s%s", profiles[_i].what, err.text,
			      buf_str(&e.text));
	}
	endpoint_release(&e);
	profile_free(files);
	check_files_remove(&f);
	buf_release(&text);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ found, ROWS(founds) },
		{ refused, ROWS(refusals) },
		{ spelling, ROWS(spellings) },
		{ owner, ROWS(owners) },
		{ as_aws, check_load(&aws, "tests/data/endpoints.tsv", 5) },
		{ found_in_files, ROWS(profiles) },
	};

	return check_main("endpoint", cases, ROWS(cases));
}
