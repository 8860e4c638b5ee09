/* SPDX-License-Identifier: BSD-2-Clause */
#include "aws/endpoint.h"

#include <string.h>
#include <strings.h>

#include "aws/awsregion.h"
#include "base/str.h"
#include "http/proxy.h"

/* The names of a service in hosts and settings. */
struct service {
	const char *label;	/* first part of the service's host names */
	const char *section;	/* name of the service in a [services] section
				 * of the config file */
	const char *variable;	/* environment variable for the service's
				 * endpoint */
	size_t offset;		/* offset of the variable's value in struct
				 * settings */
};

#define SERVICE(label, section, variable, field) \
	{ label, section, variable, offsetof(struct settings, field) }

static const struct service ec2 =
	SERVICE("ec2", "ec2", "AWS_ENDPOINT_URL_EC2", env_endpoint_ec2);

static const struct service credential_services[] = {
	[ENDPOINT_STS] = SERVICE("sts", "sts", "AWS_ENDPOINT_URL_STS",
				 env_endpoint_sts),
	[ENDPOINT_SSO] = SERVICE("portal.sso", "sso", "AWS_ENDPOINT_URL_SSO",
				 env_endpoint_sso),
	[ENDPOINT_OIDC] = SERVICE("oidc", "sso_oidc",
				  "AWS_ENDPOINT_URL_SSO_OIDC",
				  env_endpoint_oidc),
};

/* The regions for which AWS_STS_REGIONAL_ENDPOINTS=legacy selects the old
 * global endpoint of STS. */
static const char *const legacy_regions[] = {
	"ap-northeast-1", "ap-south-1", "ap-southeast-1", "ap-southeast-2",
	"ca-central-1", "eu-central-1", "eu-north-1", "eu-west-1",
	"eu-west-2", "eu-west-3", "sa-east-1", "us-east-1", "us-east-2",
	"us-west-1", "us-west-2",
};

struct search {
	struct endpoint *out;
	const struct settings *settings;
	struct profile *files;
	const struct service *service;
	bool from_profile;		/* the URL is from the profile */
};

enum { DUALSTACK, FIPS, VARIANTS };

static const struct {
	const char *variable, *setting;
	size_t offset;
} variants[VARIANTS] = {
	[DUALSTACK] = { "AWS_USE_DUALSTACK_ENDPOINT",
			"use_dualstack_endpoint",
			offsetof(struct settings, env_dualstack) },
	[FIPS] = { "AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint",
		   offsetof(struct settings, env_fips) },
};

bool endpoint_is_amazon(const struct endpoint *e)
{
	return awsregion_is_amazon(buf_str(&e->url.name));
}

/* Adds the name of the profile to ERR.  Changes the kind to ERR_FAILED, because
 * an error in a file is not a usage error. */
static int blame_file(const struct profile *files, struct err *err)
{
	err_prefix(err, "profile %s", profile_name(files));
	err->kind = ERR_FAILED;
	return -1;
}

static bool is_switched_on(const char *value)
{
	return value && strcasecmp(value, "true") == 0;
}

/* Sets *VALUE to a setting of the chosen profile, or to NULL if the setting is
 * unset or FILES is NULL.  Reads the files at the first call. */
static int profile_setting(struct profile *files, const char *name,
			   const char **value, struct err *err)
{
	*value = NULL;
	if (!files)
		return 0;
	if (profile_load(files, err))
		return -1;
	*value = profile_own(files, name);
	return 0;
}

/* Sets *VALUE to ENVIRONMENT, or to the profile's setting NAME if ENVIRONMENT
 * is NULL. */
static int environment_or_profile(const char *environment,
				  struct profile *files, const char *name,
				  const char **value, struct err *err)
{
	*value = environment;
	return environment ? 0 : profile_setting(files, name, value, err);
}

/* Finds the service's endpoint in the profile's services section.  Sets *URL to
 * NULL if the profile has no such endpoint. */
static int services_url(const struct search *s, const char **url,
			struct err *err)
{
	const char *name;

	*url = NULL;
	if (profile_setting(s->files, "services", &name, err))
		return -1;
	if (!name)
		return 0;
	if (!profile_services_exist(s->files, name))
		return err_set(err, "profile %s: there is no [services %s] "
			       "in %s", profile_name(s->files), name,
			       profile_path(s->files, PROFILE_CONFIG));
	*url = profile_service(s->files, name, s->service->section,
			       "endpoint_url");
	if (*url && !**url)
		*url = NULL;
	return 0;
}

static int profile_url(const struct search *s, const char **url,
		       const char **from, struct err *err)
{
	*from = "the profile's services";
	if (services_url(s, url, err))
		return -1;
	if (*url)
		return 0;
	*from = "the profile's endpoint_url";
	return profile_setting(s->files, "endpoint_url", url, err);
}

static const char *setting_at(const struct search *s, size_t offset)
{
	return *(const char *const *)(const void *)
	       ((const char *)s->settings + offset);
}

static const char *environment_url(const struct search *s, const char **from)
{
	const char *url = setting_at(s, s->service->offset);

	*from = s->service->variable;
	if (url)
		return url;
	*from = "AWS_ENDPOINT_URL";
	return s->settings->env_endpoint;
}

/* Sets *OUT to whether the user wants us to ignore AWS_ENDPOINT_URL and similar
 * settings.  FROM_PROFILE says whether the URL is from the profile.  If it is
 * from the environment, must_ignore does not read the profile, because the URL
 * must work even if the files are invalid. */
static int must_ignore(const struct search *s, bool from_profile, bool *out,
		       struct err *err)
{
	const char *value = s->settings->env_ignore_endpoints;

	if (from_profile &&
	    environment_or_profile(value, s->files,
				   "ignore_configured_endpoint_urls", &value,
				   err))
		return -1;
	*out = is_switched_on(value);
	return 0;
}

/* Finds the URL by the rules of AWS's SDKs: first in the environment and then,
 * if READ_PROFILE is set, in the profile.  Sets *URL to NULL if neither the
 * environment nor the profile contains a URL, or if a setting says to ignore
 * such URLs. */
static int sdk_url(struct search *s, bool read_profile, const char **url,
		   struct err *err)
{
	bool ignored = false, profile;
	const char *from;

	*url = environment_url(s, &from);
	profile = !*url;
	if (!*url && read_profile && profile_url(s, url, &from, err))
		return -1;
	if (!*url)
		return 0;
	if (must_ignore(s, profile, &ignored, err))
		return -1;
	s->from_profile = profile && !ignored;
	s->out->from = from;
	if (ignored)
		*url = NULL;
	return 0;
}

/* Sets *URL to the URL that the user has configured for EC2, or to NULL if the
 * URL must be built from the region. */
static int configured_url(struct search *s, const char **url, struct err *err)
{
	const struct settings *set = s->settings;

	s->out->from = "-U";
	*url = set->url;
	if (*url)
		return 0;
	if (sdk_url(s, false, url, err))
		return -1;
	if (*url || set->region)
		return 0;
	s->out->from = "EC2_URL";
	*url = set->env_ec2_url;
	if (*url)
		return 0;
	return sdk_url(s, true, url, err);
}

/* Sets *NAME to the setting that requests the variant, or to NULL if the
 * variant is not requested.  Reads the profile only if READ_PROFILE is set. */
static int variant_wanted(const struct search *s, int variant,
			  bool read_profile, const char **name,
			  struct err *err)
{
	const char *value = setting_at(s, variants[variant].offset);

	*name = variants[variant].variable;
	if (!value && read_profile) {
		*name = variants[variant].setting;
		if (profile_setting(s->files, *name, &value, err))
			return -1;
	}
	if (!is_switched_on(value))
		*name = NULL;
	return 0;
}

static int parse_endpoint(const struct search *s, const char *text,
			  struct err *err)
{
	const char *from = s->from_profile ? "endpoint_url" : s->out->from;
	struct endpoint *e = s->out;
	const char *name;

	for (int i = 0; i < VARIANTS; i++) {
		if (variant_wanted(s, i, s->from_profile, &name, err))
			return -1;
		if (name)
			return err_usage(err, "%s: a custom URL cannot be "
					 "combined with %s", from, name);
	}
	if (url_parse(text, &e->url, err))
		return err_prefix(err, "%s", from);
	url_put(&e->text, &e->url);
	return buf_check(&e->text, "endpoint", err);
}

static int take_url(const struct search *s, const char *text, struct err *err)
{
	if (parse_endpoint(s, text, err) == 0)
		return 0;
	return s->from_profile ? blame_file(s->files, err) : -1;
}

static int find_region(struct search *s, struct err *err)
{
	const struct settings *set = s->settings;
	struct endpoint *e = s->out;
	const char *region = set->region, *from = "--region";
	bool built = !e->url.name.len, profile = false;

	if (built)
		e->from = region ? "--region" : "the region of the environment";
	if (!region && awsregion_of_host(&e->region, buf_str(&e->url.name)))
		return buf_check(&e->region, "region", err);
	if (!region) {
		region = set->env_region;
		from = "AWS_REGION";
	}
	if (!region) {
		region = set->env_default_region;
		from = "AWS_DEFAULT_REGION";
	}
	if (!region) {
		if (profile_setting(s->files, "region", &region, err))
			return -1;
		from = "region";
		profile = region;
		if (built)
			e->from = region ? "the profile's region"
					 : "the default region";
		e->guessed = built && !region;
	}
	buf_puts(&e->region, region ? region : AWSREGION_DEFAULT);
	if (buf_check(&e->region, "region", err))
		return -1;
	if (awsregion_check(buf_str(&e->region), from, err))
		return profile ? blame_file(s->files, err) : -1;
	return 0;
}

/* Builds the URL of AWS's endpoint.  In GovCloud, the endpoints that are not
 * dual-stack are FIPS endpoints without "-fips" in their names. */
static int build_url(const struct search *s, const char *region,
		     struct err *err)
{
	const char *names[VARIANTS] = { 0 }, *domain;
	struct endpoint *e = s->out;
	bool has_suffix;

	for (int i = 0; i < VARIANTS; i++)
		if (variant_wanted(s, i, true, &names[i], err))
			return -1;
	domain = awsregion_domain(region, names[DUALSTACK]);
	if (!domain) {
		err_usage(err, "%s: region %s has no dual-stack endpoints",
			  names[DUALSTACK], region);
		return names[DUALSTACK] == variants[DUALSTACK].setting
			       ? blame_file(s->files, err) : -1;
	}
	has_suffix = names[FIPS] && (names[DUALSTACK] ||
				     !str_begins(region, "us-gov-"));
	buf_printf(&e->text, "https://%s%s.%s.%s/", s->service->label,
		   has_suffix ? "-fips" : "", region, domain);
	if (buf_check(&e->text, "endpoint", err))
		return -1;
	return url_parse(buf_str(&e->text), &e->url, err);
}

/* A rehearsal must never send a request to a real account. */
bool endpoint_in_sandbox(const char *sandbox, const struct url *url)
{
	return !sandbox || !*sandbox || url_is_loopback(buf_str(&url->name)) ||
	       url_is_at(url, sandbox);
}

int endpoint_check(const struct settings *settings, const struct url *url,
		   const char *text, struct err *err)
{
	if (endpoint_in_sandbox(settings->env_sandbox, url))
		return 0;
	return err_usage(err, "endpoint %s: refused, since this is a "
			 "rehearsal in ec2-sandbox (EC2_SANDBOX is set) and "
			 "the host is neither a loopback address nor the "
			 "sandbox", text);
}

static int find_endpoint(struct search *s, struct err *err)
{
	struct endpoint *e = s->out;
	const char *text;

	if (configured_url(s, &text, err) || (text && take_url(s, text, err)) ||
	    find_region(s, err) ||
	    (!text && build_url(s, buf_str(&e->region), err)))
		return -1;
	return endpoint_check(s->settings, &e->url, buf_str(&e->text), err);
}

/* Returns the proxy for URL, or "" in a rehearsal, which never uses a proxy. */
static const char *proxy_of(const struct settings *settings,
			    const struct url *url)
{
	return settings->env_sandbox ? "" : proxy_for(url);
}

int endpoint_find(struct endpoint *out, const struct settings *settings,
		  struct profile *files, struct err *err)
{
	struct search s = { out, settings, files, &ec2, false };

	if (find_endpoint(&s, err) == 0) {
		out->proxy = proxy_of(settings, &out->url);
		return 0;
	}
	endpoint_release(out);
	return -1;
}

/* Sets *OUT to whether the settings select the global endpoint of STS for
 * REGION.  The global endpoint is in us-east-1. */
static int is_global(const struct search *s, const char *region, bool *out,
		     struct err *err)
{
	const char *value, *name;
	bool has_variant = false;

	*out = false;
	if (environment_or_profile(s->settings->env_sts_regional, s->files,
				   "sts_regional_endpoints", &value, err))
		return -1;
	if (!value || strcmp(value, "legacy") != 0)
		return 0;
	for (int i = 0; i < VARIANTS; i++) {
		if (variant_wanted(s, i, true, &name, err))
			return -1;
		has_variant = has_variant || name;
	}
	for (size_t i = 0; !has_variant && i < sizeof(legacy_regions) /
					   sizeof(*legacy_regions); i++)
		*out = *out || strcmp(legacy_regions[i], region) == 0;
	return 0;
}

static int find_credential_endpoint(struct search *s, const char *region,
				    struct err *err)
{
	struct endpoint *e = s->out;
	const char *text;
	bool global = false;

	if (awsregion_check(region, "sso_region", err)) {
		err->kind = ERR_FAILED;
		return -1;
	}
	if (sdk_url(s, true, &text, err))
		return -1;
	if (!text && s->service == &credential_services[ENDPOINT_STS] &&
	    is_global(s, region, &global, err))
		return -1;
	buf_puts(&e->region, global ? AWSREGION_DEFAULT : region);
	if (global)
		text = "https://sts.amazonaws.com/";
	if (text ? take_url(s, text, err) : build_url(s, region, err))
		return -1;
	return endpoint_check(s->settings, &e->url, buf_str(&e->text), err);
}

int endpoint_of_service(struct endpoint *out, enum endpoint_service service,
			const struct settings *settings, struct profile *files,
			const char *region, struct err *err)
{
	struct search s = { out, settings, files,
			    &credential_services[service], false };

	out->from = "the region";
	if (find_credential_endpoint(&s, region, err) == 0)
		return 0;
	endpoint_release(out);
	return -1;
}

int endpoint_http(struct http_settings *out, const struct settings *settings,
		  struct profile *files, const struct url *url, struct err *err)
{
	*out = (struct http_settings){
		.connect_seconds = settings->connect_seconds,
		.idle_seconds = settings->request_seconds,
		.user_agent = "ec2-product-tools/" EC2_VERSION,
		.confine = settings->confine,
	};
	out->proxy = proxy_of(settings, url);
	if (!url->tls)
		return 0;
	if (environment_or_profile(settings->ca_bundle, files, "ca_bundle",
				   &out->ca_bundle, err))
		return -1;
	if (!out->ca_bundle)
		out->ca_bundle = settings->env_requests_ca;
	return 0;
}

void endpoint_release(struct endpoint *e)
{
	url_release(&e->url);
	buf_release(&e->text);
	buf_release(&e->region);
}
