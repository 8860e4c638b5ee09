/* SPDX-License-Identifier: BSD-2-Clause */
#include "aws/awsregion.h"

#include <string.h>

#include "base/ascii.h"
#include "base/pasted.h"
#include "base/similar.h"
#include "base/str.h"

static const char name_characters[] =
	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";

/* The partitions, identified by the prefix of their regions' names.  The last
 * row applies to all other regions. */
static const struct partition {
	const char *prefix;
	const char *domain;
	const char *dualstack;	/* domain of dual-stack endpoints, or NULL */
} partitions[] = {
	{ "cn-",      "amazonaws.com.cn", "api.amazonwebservices.com.cn" },
	{ "eusc-",    "amazonaws.eu",     "api.amazonwebservices.eu" },
	{ "us-isob-", "sc2s.sgov.gov",    "api.aws.scloud" },
	{ "us-isof-", "csp.hci.ic.gov",   NULL },
	{ "eu-isoe-", "cloud.adc-e.uk",   NULL },
	{ "us-iso-",  "c2s.ic.gov",       "api.aws.ic.gov" },
	{ "",         "amazonaws.com",    "api.aws" },
};

enum { PARTITIONS = sizeof(partitions) / sizeof(*partitions) };

const char *awsregion_domain(const char *region, bool dualstack)
{
	const struct partition *p = partitions;

	while (!str_begins(region, p->prefix))
		p++;
	return dualstack ? p->dualstack : p->domain;
}

/* A host name in lower case without a dot at the end, or "" if the host name is
 * longer than 255 bytes. */
struct host {
	char name[256];
};

static struct host lower_host(const char *name)
{
	struct host h = { { 0 } };
	size_t len = strlen(name);

	while (len && name[len - 1] == '.')
		len--;
	for (size_t i = 0; len < sizeof(h.name) && i < len; i++)
		h.name[i] = ascii_lower(name[i]);
	return h;
}

static bool in_domain(const char *host, const char *domain)
{
	size_t n = strlen(host), m = domain ? strlen(domain) : 0;

	return m && n > m && host[n - m - 1] == '.' &&
	       strcmp(host + n - m, domain) == 0;
}

bool awsregion_is_amazon(const char *host)
{
	struct host h = lower_host(host);

	for (int i = 0; i < PARTITIONS; i++)
		if (in_domain(h.name, partitions[i].domain) ||
		    in_domain(h.name, partitions[i].dualstack))
			return true;
	return false;
}

/* If HOST has the form BEFORE + region + AFTER + "." + DOMAIN, appends the
 * region and returns true. */
static bool take_region(struct buf *out, const char *host, const char *before,
			const char *after, const char *domain)
{
	size_t skip = strlen(before), end = strlen(after), len;

	if (strncmp(host, before, skip) != 0 || !in_domain(host, domain))
		return false;
	len = strlen(host) - strlen(domain) - 1;
	if (len <= skip + end || memcmp(host + len - end, after, end) != 0)
		return false;
	len -= end;
	if (strspn(host + skip, name_characters) != len - skip)
		return false;
	buf_append(out, host + skip, len - skip);
	return true;
}

/* If HOST is an interface endpoint in a VPC, NAME.ec2.REGION.vpce.DOMAIN,
 * appends its region and returns true. */
static bool take_vpc_region(struct buf *out, const char *host,
			    const char *domain)
{
	const char *dot = strchr(host, '.');

	return dot && take_region(out, dot + 1, "ec2.", ".vpce", domain);
}

/* Appends the region of HOST if HOST is an EC2 endpoint in DOMAIN.  Also
 * accepts REGION.ec2.DOMAIN, the form that EC2 used in its first years. */
static bool take_any_region(struct buf *out, const char *host,
			    const char *domain)
{
	return take_region(out, host, "ec2.", "", domain) ||
	       take_region(out, host, "ec2-fips.", "", domain) ||
	       take_region(out, host, "", ".ec2", domain) ||
	       take_vpc_region(out, host, domain);
}

bool awsregion_of_host(struct buf *out, const char *host)
{
	struct host h = lower_host(host);

	for (int i = 0; i < PARTITIONS; i++)
		if (take_any_region(out, h.name, partitions[i].domain) ||
		    take_any_region(out, h.name, partitions[i].dualstack))
			return true;
	return take_region(out, h.name, "fcu.", "", "outscale.com");
}

/* In the partition of amazonaws.com, regions that opened after March 2019 are
 * disabled until an account enables them.  `always_on` lists the older
 * regions. */
bool awsregion_is_opt_in(const char *region)
{
	static const char *const always_on[] = {
		"us-east-1", "us-east-2", "us-west-1", "us-west-2",
		"ap-northeast-1", "ap-northeast-2", "ap-northeast-3",
		"ap-south-1", "ap-southeast-1", "ap-southeast-2",
		"ca-central-1", "eu-central-1", "eu-north-1", "eu-west-1",
		"eu-west-2", "eu-west-3", "sa-east-1",
	};
	const char *domain = awsregion_domain(region, false);

	for (size_t i = 0; i < sizeof(always_on) / sizeof(*always_on); i++)
		if (strcmp(region, always_on[i]) == 0)
			return false;
	return strcmp(domain, "amazonaws.com") == 0 &&
	       !str_begins(region, "us-gov-") && strchr(region, '-');
}

/* Returns the region whose name is most like NAME, or NULL.  The list serves
 * only for suggestions, so the newest regions may be missing. */
static const char *similar_region(const char *name)
{
	static const char *const regions[] = {
		"us-east-1", "us-east-2", "us-west-1", "us-west-2",
		"af-south-1", "ap-east-1", "ap-east-2", "ap-northeast-1",
		"ap-northeast-2", "ap-northeast-3", "ap-south-1",
		"ap-south-2", "ap-southeast-1", "ap-southeast-2",
		"ap-southeast-3", "ap-southeast-4", "ap-southeast-5",
		"ap-southeast-6", "ap-southeast-7", "ca-central-1",
		"ca-west-1", "eu-central-1", "eu-central-2", "eu-north-1",
		"eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2",
		"eu-west-3", "il-central-1", "me-central-1", "me-south-1",
		"mx-central-1", "sa-east-1", "cn-north-1", "cn-northwest-1",
		"us-gov-east-1", "us-gov-west-1",
	};
	const struct host lower = lower_host(name);
	struct similar s = { .word = lower.name, .len = strlen(lower.name) };

	for (size_t i = 0; i < sizeof(regions) / sizeof(*regions); i++)
		similar_offer(&s, regions[i]);
	return s.best;
}

const char *awsregion_meant(const char *name)
{
	const char *best = similar_region(name);

	return best && strcmp(best, name) != 0 ? best : NULL;
}

/* Sets a hint with the region that the user probably meant by TEXT, if known.
 * TEXT may be a region with blanks or quotes around it or with wrong dashes in
 * it, or the host name of an endpoint. */
static void hint_meant(const char *text, struct err *err)
{
	struct pasted p = { 0 };
	struct buf name = { 0 };
	struct pasted_part core;
	const char *meant;

	pasted_read(&p, text);
	core = pasted_core(&p);
	if (awsregion_of_host(&name, text)) {
		meant = buf_str(&name);
	} else {
		buf_append(&name, buf_str(&p.text) + core.from,
			   core.to - core.from);
		meant = similar_region(buf_str(&name));
	}
	if (meant)
		err_hint(err, "did you mean %s?", meant);
	else
		err_hint(err, "a region's name contains only letters, digits, "
			 "- and _");
	buf_release(&name);
	pasted_release(&p);
}

int awsregion_check(const char *region, const char *from, struct err *err)
{
	if (*region && strspn(region, name_characters) == strlen(region))
		return 0;
	err_usage(err, "%s: '%s' is not the name of a region", from, region);
	hint_meant(region, err);
	return -1;
}

/* The name of an availability zone is a region followed by one letter. */
bool awsregion_is_zone(const char *name)
{
	size_t n = strlen(name);

	return n > 2 && ascii_is_lower(name[n - 1]) &&
	       ascii_is_digit(name[n - 2]) && strchr(name, '-');
}
