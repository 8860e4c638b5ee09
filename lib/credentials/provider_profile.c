/* SPDX-License-Identifier: BSD-2-Clause */
#include "credentials/provider_profile.h"

#include "credentials/provider.h"

/* Warns that other users can read the file.  Without a terminal, only -v prints
 * the warning, so that a nightly job does not send mail every night. */
static void warn_exposed(const struct provider *p, const char *path)
{
	struct buf text = { 0 };

	buf_printf(&text, "%s contains keys, and other users may read it: "
		   "chmod 600", path);
	p->note(p->ctx, p->attended, buf_str(&text));
	buf_release(&text);
}

static int find_in_file(const struct provider *p, enum profile_file file,
			struct cred *cred, bool *found, struct err *err)
{
	const char *path = profile_path(p->files, file);
	struct cred_triple t = {
		.access_key = profile_get_from(p->files, file, p->profile,
					       "aws_access_key_id"),
		.access_name = "aws_access_key_id",
		.secret_key = profile_get_from(p->files, file, p->profile,
					       "aws_secret_access_key"),
		.secret_name = "aws_secret_access_key",
		.token = profile_get_from(p->files, file, p->profile,
					  "aws_security_token"),
	};

	/* The old name, aws_security_token, comes first, as in botocore. */
	if (!t.token)
		t.token = profile_get_from(p->files, file, p->profile,
					   "aws_session_token");
	if (cred_take(cred, &t, found, err))
		return err_prefix(err, "%s: profile %s", path, p->profile);
	if (!*found)
		return 0;
	buf_printf(&cred->source, "profile %s in %s", p->profile, path);
	if (profile_exposed(p->files, file))
		warn_exposed(p, path);
	return 0;
}

int provider_profile_credentials(const void *self, struct cred *cred,
				 bool *found, struct err *err)
{
	return find_in_file(self, PROFILE_CREDENTIALS, cred, found, err);
}

int provider_profile_config(const void *self, struct cred *cred, bool *found,
			    struct err *err)
{
	return find_in_file(self, PROFILE_CONFIG, cred, found, err);
}
