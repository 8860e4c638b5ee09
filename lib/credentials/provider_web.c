/* SPDX-License-Identifier: BSD-2-Clause */
#include "credentials/provider_web.h"

#include <string.h>

#include "credentials/provider.h"
#include "credentials/sts.h"
#include "system/file.h"

/* The maximum size of a token in bytes.  STS accepts tokens of at most 20,000
 * characters. */
enum { TOKEN_MAX = 64 * 1024 };

/* Returns the value of a setting, from the environment or else from the
 * profile.  If an option or source_profile named the profile, ignores the
 * environment. */
static const char *web_setting(const struct provider *p,
			       const char *environment, const char *setting)
{
	const char *value = p->named ? NULL : environment;

	if (!value)
		value = profile_get(p->files, p->profile, setting);
	return value && *value ? value : NULL;
}

static int read_web_token(struct buf *out, const char *path, struct err *err)
{
	out->secret = true;
	out->max = TOKEN_MAX;
	if (file_read(out, path, err))
		return -1;
	while (out->len && strchr(" \t\r\n", out->data[out->len - 1]))
		out->data[--out->len] = '\0';
	if (!out->len)
		return err_set(err, "%s: it is empty", path);
	return 0;
}

static int ask_as_web_identity(const struct provider *p, const char *role,
			       const struct buf *token, struct cred *cred,
			       struct err *err)
{
	const char *name = web_setting(p, p->settings->env_role_session,
				       "role_session_name");
	char session[STS_SESSION_SIZE];
	const struct job_param params[] = {
		{ "RoleArn", role },
		{ "RoleSessionName", name ? name : session },
		{ "WebIdentityToken", buf_str(token) },
		{ NULL, NULL },
	};
	const struct sts_request request = {
		"AssumeRoleWithWebIdentity", params, NULL,
	};

	sts_session(session);
	if (sts_ask(p, &request, cred, err))
		return err_prefix(err, "role %s", role);
	return 0;
}

static int assume_as_web_identity(const struct provider *p, const char *role,
				  const char *path, struct cred *cred,
				  struct err *err)
{
	struct buf token = { 0 };
	int rc;

	if (!role && p->named)
		return err_set(err, "role_arn is missing");
	if (!role)
		return err_set(err, "AWS_ROLE_ARN is not set, and profile %s "
			       "has no role_arn", p->profile);
	rc = read_web_token(&token, path, err);
	if (rc == 0)
		rc = ask_as_web_identity(p, role, &token, cred, err);
	buf_release(&token);
	if (rc == 0)
		buf_printf(&cred->source, "role %s for the web identity in "
			   "%s", role, path);
	return rc;
}

int provider_web_find(const void *self, struct cred *cred, bool *found,
		      struct err *err)
{
	const struct provider *p = self;
	const char *path = web_setting(p, p->settings->env_token_file,
				       "web_identity_token_file");
	const char *role = web_setting(p, p->settings->env_role, "role_arn");

	*found = false;
	if (!path) {
		if (!p->named)
			buf_puts(&cred->lacks, "AWS_WEB_IDENTITY_TOKEN_FILE "
				 "is not set");
		return 0;
	}
	*found = assume_as_web_identity(p, role, path, cred, err) == 0;
	if (*found)
		return 0;
	if (!p->named && p->settings->env_token_file)
		return err_prefix(err, "AWS_WEB_IDENTITY_TOKEN_FILE");
	return err_prefix(err, "profile %s: web_identity_token_file",
			  p->profile);
}
