/* SPDX-License-Identifier: BSD-2-Clause */
#include "credentials/provider_role.h"

#include "base/num.h"
#include "credentials/sts.h"
#include "system/tty.h"

/* The longest duration in seconds.  STS allows half a day, and some private
 * clouds allow a week. */
enum { DURATION_MAX = 7 * 24 * 3600 };

static const char *role_setting(const struct provider *p, const char *setting)
{
	const char *value = profile_get(p->files, p->profile, setting);

	return value && *value ? value : NULL;
}

bool provider_role_is(const struct provider *p)
{
	return profile_get(p->files, p->profile, "role_arn") &&
	       !profile_get(p->files, p->profile, "web_identity_token_file");
}

static int ask_code(const struct provider *p, const char *serial,
		    struct buf *out, struct err *err)
{
	struct buf question = { 0 };
	int rc;

	buf_printf(&question, "code of %s: ", serial);
	rc = buf_check(&question, "mfa_serial", err);
	if (rc == 0)
		rc = tty_ask(out, buf_str(&question), p->stop, err);
	buf_release(&question);
	return rc ? err_prefix(err, "code of %s (mfa_serial)", serial) : 0;
}

static void fill_params(struct job_param *out, const struct job_param *all,
			size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (all[i].value)
			*out++ = all[i];
	*out = (struct job_param){ NULL, NULL };
}

static int assume_as_source(const struct provider *p, const struct cred *source,
			    struct cred *out, struct err *err)
{
	const char *role = role_setting(p, "role_arn");
	const char *serial = role_setting(p, "mfa_serial");
	const char *name = role_setting(p, "role_session_name");
	const char *duration = role_setting(p, "duration_seconds");
	char session[STS_SESSION_SIZE];
	struct buf code = { 0 };
	struct job_param params[8];
	struct sts_request request = { "AssumeRole", params, source };
	long seconds;
	int rc;

	if (!role)
		return err_set(err, "role_arn has no value");
	if (duration && num_parse(duration, 1, DURATION_MAX, &seconds, err))
		return err_prefix(err, "duration_seconds");
	if (serial && ask_code(p, serial, &code, err))
		return -1;
	sts_session(session);
	fill_params(params, (const struct job_param[]){
		{ "RoleArn", role },
		{ "RoleSessionName", name ? name : session },
		{ "ExternalId", role_setting(p, "external_id") },
		{ "DurationSeconds", duration },
		{ "SerialNumber", serial },
		{ "TokenCode", serial ? buf_str(&code) : NULL },
	}, 6);
	rc = sts_ask(p, &request, out, err);
	buf_release(&code);
	if (rc)
		return err_prefix(err, "role %s", role);
	buf_printf(&out->source, "role %s of profile %s, assumed with the "
		   "credentials from %s", role, p->profile, buf_str(&source->source));
	return 0;
}

int provider_role_assume(const struct provider *p, const struct cred *source,
			 struct cred *out, struct err *err)
{
	if (assume_as_source(p, source, out, err))
		return err_prefix(err, "profile %s", p->profile);
	return 0;
}
