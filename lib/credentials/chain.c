/* SPDX-License-Identifier: BSD-2-Clause */
#include "credentials/chain.h"

#include <string.h>

#include "credentials/provider_container.h"
#include "credentials/provider_env.h"
#include "credentials/provider_imds.h"
#include "credentials/provider_process.h"
#include "credentials/provider_profile.h"
#include "credentials/provider_role.h"
#include "credentials/provider_sso.h"
#include "credentials/provider_web.h"

/* A profile that the search has visited.  `before` leads to the profile whose
 * role uses this profile as source, or is NULL for the chosen profile. */
struct visit {
	const char *profile;
	const struct visit *before;
};

static int find_options(const void *self, struct cred *cred, bool *found,
			struct err *err)
{
	const struct settings *s = ((const struct provider *)self)->settings;
	struct cred_triple triple = {
		.access_key = s->access_key, .access_name = "-O",
		.secret_key = s->secret_key, .secret_name = "-W",
		.token = s->token,
	};

	if (s->token && !s->access_key && !s->secret_key)
		return err_usage(err, "-T needs -O and -W");
	if (!s->access_key != !s->secret_key)
		return err_usage(err, s->access_key ? "-O needs -W"
						    : "-W needs -O");
	if (cred_take(cred, &triple, found, err)) {
		err->kind = ERR_USAGE;
		return -1;
	}
	buf_puts(*found ? &cred->source : &cred->lacks,
		 *found ? "options (-O, -W)" : "not given");
	return 0;
}

/* This last provider never finds credentials.  If the user gave a certificate
 * or its private key, it fails, because requests need other keys. */
static int find_certificate(const void *self, struct cred *cred, bool *found,
			    struct err *err)
{
	const struct settings *s = ((const struct provider *)self)->settings;

	*found = false;
	if (!s->private_key && !s->cert)
		return 0;
	err_set(err, "no credentials found");
	return err_hint(err, "-K and -C (EC2_PRIVATE_KEY, EC2_CERT) belonged "
			"to the SOAP API, which endpoints have dropped: use -O "
			"and -W");
}

/* Fails for a profile of `aws login`, which stores its tokens in another
 * format. */
static int find_login(const void *self, struct cred *cred, bool *found,
		      struct err *err)
{
	const struct provider *p = self;

	*found = false;
	if (!profile_get(p->files, p->profile, "login_session"))
		return 0;
	err_set(err, "profile %s: login_session is not supported",
		p->profile);
	return err_hint(err, "a profile with credential_process = aws "
			"configure export-credentials --profile %s can be "
			"used instead", p->profile);
}

/* Appends the reason why an existing profile has no credentials. */
static void say_lack(struct buf *lacks, const struct provider *p)
{
	static const char *const of_role[] = { "source_profile",
					       "credential_source" };

	if (profile_get(p->files, p->profile, "sso_session") ||
	    profile_get(p->files, p->profile, "sso_start_url")) {
		buf_printf(lacks, "%s has neither sso_account_id nor "
			   "sso_role_name; single sign-on needs both",
			   p->profile);
		return;
	}
	for (size_t i = 0; i < sizeof(of_role) / sizeof(*of_role); i++)
		if (profile_get(p->files, p->profile, of_role[i])) {
			buf_printf(lacks, "%s has %s without role_arn, and no "
				   "keys", p->profile, of_role[i]);
			return;
		}
	buf_printf(lacks, "%s has neither keys nor a setting that leads to "
			  "keys", p->profile);
}

/* Looks for keys in the config file, the last source of a profile.  If there
 * are no keys, reports what the profile lacks. */
static int find_config_keys(const void *self, struct cred *cred, bool *found,
			    struct err *err)
{
	const struct provider *p = self;
	struct buf gaps = { 0 };

	if (provider_profile_config(p, cred, found, err))
		return -1;
	if (*found)
		return 0;
	if (!profile_exists(p->files, p->profile))
		buf_printf(&cred->lacks, "%s is neither in %s nor in %s",
			   p->profile, profile_path(p->files, PROFILE_CONFIG),
			   profile_path(p->files, PROFILE_CREDENTIALS));
	else
		say_lack(&cred->lacks, p);
	profile_gaps(p->files, &gaps);
	if (gaps.len)
		buf_printf(&cred->lacks, "; %s", buf_str(&gaps));
	buf_release(&gaps);
	return 0;
}

enum { PROFILE_SOURCES = 6 };

/* Fills OUT with the sources in a profile, except a role that the profile
 * assumes with other credentials. */
static void fill_profile(struct cred_provider out[PROFILE_SOURCES],
			 const struct provider *p)
{
	const struct cred_provider list[PROFILE_SOURCES] = {
		{ p->named ? NULL : "a web identity", provider_web_find, p },
		{ NULL, provider_sso_find, p },
		{ NULL, provider_profile_credentials, p },
		{ NULL, find_login, p },
		{ NULL, provider_process_find, p },
		{ "the profile", find_config_keys, p },
	};

	memcpy(out, list, sizeof(list));
}

static bool has_keys(const struct provider *p)
{
	return profile_get(p->files, p->profile, "aws_access_key_id") ||
	       profile_get(p->files, p->profile, "aws_secret_access_key");
}

static int find_source(const struct provider *p, const char *source,
		       struct cred *cred, struct err *err)
{
	const struct provider_env env = { &provider_env_families[0], p };
	const struct cred_provider sources[] = {
		{ "Environment", provider_env_find, &env },
		{ "Ec2InstanceMetadata", provider_imds_find, p },
		{ "EcsContainer", provider_container_find, p },
	};
	bool found;

	for (size_t i = 0; i < sizeof(sources) / sizeof(*sources); i++) {
		if (strcmp(source, sources[i].name) != 0)
			continue;
		if (sources[i].find(sources[i].self, cred, &found, err))
			return -1;
		return found ? 0 : err_set(err, "no credentials there (%s)",
					   buf_str(&cred->lacks));
	}
	return err_set(err, "it must be Environment, Ec2InstanceMetadata or "
		       "EcsContainer");
}

/* Fails if the profile SOURCE does not exist, or if the search has visited
 * SOURCE before.  A profile may be its own source if it has keys. */
static int check_source(const struct provider *source,
			const struct visit *visit, struct err *err)
{
	if (!profile_exists(source->files, source->profile))
		return profile_missing(source->files, source->profile, err);
	if (strcmp(source->profile, visit->profile) == 0)
		return has_keys(source) ? 0 :
			err_set(err, "it is this profile itself, which has "
				"no keys");
	for (; visit; visit = visit->before)
		if (strcmp(source->profile, visit->profile) == 0)
			return err_set(err, "the profiles form a circle");
	return 0;
}

static int find_role_keys(const struct provider *p, const struct visit *visit,
			  struct cred *cred, struct err *err);

static int find_in_source(const struct provider *p, const char *name,
			  const struct visit *visit, struct cred *cred,
			  struct err *err)
{
	const struct visit next = { name, visit };
	struct cred_provider list[PROFILE_SOURCES];
	struct provider source = *p;
	bool found = false;

	source.profile = name;
	source.named = true;
	if (check_source(&source, visit, err))
		return -1;
	if (provider_role_is(&source) && !has_keys(&source))
		return find_role_keys(&source, &next, cred, err);
	fill_profile(list, &source);
	for (int i = 0; i < PROFILE_SOURCES && !found; i++)
		if (list[i].find(list[i].self, cred, &found, err))
			return -1;
	return found ? 0 : err_set(err, "%s", buf_str(&cred->lacks));
}

/* Assumes the role of a profile with the credentials of its source. */
static int find_role_keys(const struct provider *p, const struct visit *visit,
			  struct cred *cred, struct err *err)
{
	const char *profile = profile_get(p->files, p->profile,
					  "source_profile");
	const char *source = profile_get(p->files, p->profile,
					 "credential_source");
	struct cred with;
	int rc;

	if (!profile == !source)
		return err_set(err, "profile %s: role_arn needs %s",
			       p->profile, profile
			       ? "source_profile or credential_source, not "
				 "both"
			       : "a source_profile or a credential_source");
	cred_init(&with);
	rc = profile ? find_in_source(p, profile, visit, &with, err)
		     : find_source(p, source, &with, err);
	if (rc)
		err_prefix(err, "profile %s: %s %s", p->profile, profile
			   ? "source_profile" : "credential_source",
			   profile ? profile : source);
	else
		rc = provider_role_assume(p, &with, cred, err);
	cred_release(&with);
	return rc;
}

/* Finds the chosen profile's credentials, if the profile assumes a role.  Also
 * loads the profile's files for later providers. */
static int find_chosen_role(const void *self, struct cred *cred, bool *found,
			    struct err *err)
{
	const struct provider *p = self;
	const struct visit visit = { p->profile, NULL };

	*found = false;
	if (profile_load(p->files, err))
		return -1;
	if (!provider_role_is(p))
		return 0;
	*found = true;
	return find_role_keys(p, &visit, cred, err);
}

/* Warns if CRED is from AWS_ACCESS_KEY_ID and AWS_ACCESS_KEY is different.
 * Amazon's own EC2 tools read only AWS_ACCESS_KEY. */
static void say_other_key(const struct provider *p, const struct cred *cred)
{
	if (p->note && provider_env_other_key(cred))
		p->note(p->ctx, true, "AWS_ACCESS_KEY_ID and AWS_ACCESS_KEY "
			"name different keys: AWS_ACCESS_KEY_ID is used");
}

int chain_find(const struct provider *p, struct cred *cred, struct err *err)
{
	static const char *const families[PROVIDER_ENV_FAMILIES] = {
		"AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
		"AWS_ACCESS_KEY and AWS_SECRET_KEY",
		"EC2_ACCESS_KEY and EC2_SECRET_KEY",
	};
	struct cred_provider list[PROVIDER_ENV_FAMILIES + PROFILE_SOURCES + 5];
	struct provider_env env[PROVIDER_ENV_FAMILIES];
	size_t n = 0;

	list[n++] = (struct cred_provider){ "-O and -W", find_options, p };
	for (int i = 0; !p->named && i < PROVIDER_ENV_FAMILIES; i++) {
		env[i] = (struct provider_env){ &provider_env_families[i], p };
		list[n++] = (struct cred_provider){
			families[i], provider_env_find, &env[i] };
	}
	list[n++] = (struct cred_provider){ NULL, find_chosen_role, p };
	fill_profile(list + n, p);
	n += PROFILE_SOURCES;
	list[n++] = (struct cred_provider){
		"a container's agent", provider_container_find, p };
	list[n++] = (struct cred_provider){
		"the instance's role", provider_imds_find, p };
	list[n++] = (struct cred_provider){ NULL, find_certificate, p };
	if (cred_walk(cred, list, n, err))
		return -1;
	say_other_key(p, cred);
	return 0;
}

/* The maximum number of profiles that chain_prepare visits. */
enum { SOURCES_MAX = 32 };

int chain_prepare(const struct provider *p, struct err *err)
{
	struct provider end = *p;
	struct err ignored;

	/* The search for credentials reports errors in the files later. */
	if (profile_load(p->files, &ignored))
		return 0;
	/* Find the profile whose credentials the search will use.  If a profile
	 * assumes a role with the credentials of another profile, the search
	 * does not run the program of the profile with the role. */
	for (int i = 0; end.profile && i < SOURCES_MAX; i++) {
		if (!provider_role_is(&end) || (i && has_keys(&end)))
			return provider_process_prepare(&end, end.profile,
							err) ||
			       provider_sso_prepare(&end, end.profile, err)
			       ? -1 : 0;
		end.profile = profile_get(p->files, end.profile,
					  "source_profile");
	}
	return 0;
}
