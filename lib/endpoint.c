/* SPDX-License-Identifier: BSD-2-Clause */
/* Where requests go, and for which region they are signed. */
#include "endpoint.h"

#include <string.h>

static const char default_region[] = "us-east-1";
static const char region_letters[] =
	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";

/* The domain of a region's endpoints, by how its name starts; the last row
 * is for all others. */
static const struct {
	const char *region;
	const char *domain;
} partitions[] = {
	{ "cn-",       "amazonaws.com.cn" },
	{ "eusc-",     "amazonaws.eu" },
	{ "us-isob-",  "sc2s.sgov.gov" },
	{ "us-isof-",  "csp.hci.ic.gov" },
	{ "eu-isoe-",  "cloud.adc-e.uk" },
	{ "us-iso-",   "c2s.ic.gov" },
	{ "",          "amazonaws.com" },
};

/* Hosts that name their region, the name between both parts. */
static const struct {
	const char *before, *behind;
} named[] = {
	{ "ec2-fips.", ".amazonaws.com" },
	{ "ec2-fips.", ".amazonaws.com.cn" },
	{ "ec2-fips.", ".api.aws" },
	{ "ec2.",      ".amazonaws.com" },
	{ "ec2.",      ".amazonaws.com.cn" },
	{ "ec2.",      ".amazonaws.eu" },
	{ "ec2.",      ".api.aws" },
	{ "ec2.",      ".api.amazonwebservices.com.cn" },
	{ "ec2.",      ".sc2s.sgov.gov" },
	{ "ec2.",      ".csp.hci.ic.gov" },
	{ "ec2.",      ".cloud.adc-e.uk" },
	{ "ec2.",      ".c2s.ic.gov" },
	{ "fcu.",      ".outscale.com" },
};

/* Whether a host lies in a domain. */
static bool in_domain(const char *name, const char *domain)
{
	size_t n = strlen(name), m = strlen(domain);

	return n > m && name[n - m - 1] == '.' &&
	       strcmp(name + n - m, domain) == 0;
}

bool endpoint_is_amazon(const struct endpoint *e)
{
	const char *name = buf_str(&e->url.name);

	for (size_t i = 0; i < sizeof(partitions) / sizeof(*partitions); i++)
		if (in_domain(name, partitions[i].domain))
			return true;
	return in_domain(name, "api.aws") ||
	       in_domain(name, "api.amazonwebservices.com.cn");
}

/* A zone is a region and one letter more. */
bool endpoint_is_zone(const char *name)
{
	size_t n = strlen(name);

	return n > 2 && name[n - 1] >= 'a' && name[n - 1] <= 'z' &&
	       name[n - 2] >= '0' && name[n - 2] <= '9' && strchr(name, '-');
}

static int region_of_host(struct buf *out, const char *name)
{
	for (size_t i = 0; i < sizeof(named) / sizeof(*named); i++) {
		size_t before = strlen(named[i].before);
		const char *end = strstr(name, named[i].behind);
		const char *start = name + before;

		if (strncmp(name, named[i].before, before) != 0 || !end ||
		    end[strlen(named[i].behind)] || end <= start)
			continue;
		if (strspn(start, region_letters) != (size_t)(end - start))
			continue;
		buf_append(out, start, (size_t)(end - start));
		return 0;
	}
	return -1;
}

/* A region becomes part of a host name and of a signature. */
static int check_region(const char *region, struct err *err)
{
	if (strspn(region, region_letters) == strlen(region))
		return 0;
	return err_usage(err, "'%s' is not the name of a region", region);
}

static const char *first(const char *a, const char *b)
{
	return a ? a : b;
}

static int build_url(struct endpoint *e, const char *region, struct err *err)
{
	size_t i = 0;

	while (strncmp(region, partitions[i].region,
		       strlen(partitions[i].region)) != 0)
		i++;
	buf_printf(&e->text, "https://ec2.%s.%s/", region,
		   partitions[i].domain);
	return buf_check(&e->text, "endpoint", err);
}

/* The URL that was configured, or NULL. */
static const char *configured(const struct settings *s, const char **from)
{
	*from = "-U";
	if (s->url)
		return s->url;
	*from = "AWS_ENDPOINT_URL_EC2";
	if (s->env_endpoint_ec2)
		return s->env_endpoint_ec2;
	*from = "AWS_ENDPOINT_URL";
	if (s->env_endpoint)
		return s->env_endpoint;
	*from = "--region";
	if (s->region)
		return NULL;
	*from = "EC2_URL";
	if (s->env_ec2_url)
		return s->env_ec2_url;
	*from = s->env_region || s->env_default_region
			? "the region of the environment"
			: "the default region";
	return NULL;
}

static int find_region(struct endpoint *e, const struct settings *s,
		       struct err *err)
{
	const char *environment = first(s->env_region, s->env_default_region);

	if (!s->region && e->url.name.len &&
	    region_of_host(&e->region, buf_str(&e->url.name)) == 0)
		return buf_check(&e->region, "region", err);
	buf_puts(&e->region, first(first(s->region, environment),
				   default_region));
	if (buf_check(&e->region, "region", err))
		return -1;
	return check_region(buf_str(&e->region), err);
}

/* A rehearsal can never reach a real account. */
static int check_sandbox(const struct endpoint *e, const struct settings *s,
			 struct err *err)
{
	if (!s->env_sandbox || http_is_loopback(buf_str(&e->url.name)))
		return 0;
	return err_usage(err, "endpoint %s: refused, since this is a "
			 "rehearsal in ec2-sandbox (EC2_SANDBOX is set) and "
			 "the endpoint is not on this machine",
			 buf_str(&e->text));
}

static int find(struct endpoint *e, const struct settings *s,
		struct err *err)
{
	const char *text = configured(s, &e->from);

	if (text && http_url_parse(text, &e->url, err))
		return err_prefix(err, "%s", e->from);
	if (find_region(e, s, err))
		return -1;
	if (!text) {
		if (build_url(e, buf_str(&e->region), err) ||
		    http_url_parse(buf_str(&e->text), &e->url, err))
			return -1;
		return check_sandbox(e, s, err);
	}
	buf_printf(&e->text, "%s://%s%s", e->url.tls ? "https" : "http",
		   buf_str(&e->url.host), buf_str(&e->url.path));
	if (buf_check(&e->text, "endpoint", err))
		return -1;
	return check_sandbox(e, s, err);
}

int endpoint_find(struct endpoint *out, const struct settings *settings,
		  struct err *err)
{
	if (find(out, settings, err) == 0)
		return 0;
	err->kind = ERR_USAGE;
	endpoint_release(out);
	return -1;
}

void endpoint_release(struct endpoint *e)
{
	http_url_release(&e->url);
	buf_release(&e->text);
	buf_release(&e->region);
}
