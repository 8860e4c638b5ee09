/* SPDX-License-Identifier: BSD-2-Clause */
#include "credentials/provider_imds.h"

#include <string.h>
#include <time.h>

#include "aws/imds.h"
#include "aws/profile.h"
#include "credentials/provider.h"
#include "credentials/provider_json.h"
#include "http/jsondoc.h"

#define ROLES "/latest/meta-data/iam/security-credentials/"

static const struct provider_json names = {
	.access_key = "AccessKeyId", .secret_key = "SecretAccessKey",
	.token = "Token", .expires = "Expiration", .temporary = true,
	.may_be_late = true,
};

/* If the service returns expired keys, we treat them as valid for this many
 * seconds.  identity.c asks for new keys after half of this time. */
enum { LATE_SECONDS = 300 };

/* Adds to `lacks` the reason why the service does not answer.  Returns 0,
 * because this machine need not be an EC2 instance. */
static int no_service(struct cred *cred, const struct err *err)
{
	buf_puts(&cred->lacks, err->text);
	if (err->hint[0])
		buf_printf(&cred->lacks, "; %s", err->hint);
	return 0;
}

static bool is_role_list(const struct buf *body)
{
	return strspn(buf_str(body), " \t\r\n") < body->len;
}

static bool is_json(const struct buf *body)
{
	struct jsondoc *doc = NULL;
	struct err ignored;
	bool ok = jsondoc_parse(&doc, buf_str(body), body->len, &ignored) == 0;

	jsondoc_free(doc);
	return ok;
}

static int find_role_name(struct imds *imds, struct buf *path, bool *found,
			  struct err *err)
{
	struct buf list = { 0 };
	int rc = imds_get_checked(imds, ROLES, is_role_list, &list, found, err);

	if (rc == 0 && *found) {
		buf_puts(path, ROLES);
		buf_append(path, buf_str(&list),
			   strcspn(buf_str(&list), "\r\n"));
		*found = path->len > strlen(ROLES);
		rc = buf_check(path, "path", err);
	}
	buf_release(&list);
	return rc;
}

static int take_role(const struct provider *p, struct imds *imds,
		     const char *path, struct cred *cred, struct err *err)
{
	struct buf reply = { .secret = true };
	bool found;
	int rc = imds_get_checked(imds, path, is_json, &reply, &found, err);
	const char *words = imds_error_text(imds);

	if (rc == 0 && !found)
		rc = err_set(err, "the metadata service has no keys under %s%s%s",
			     path, *words ? ": " : "", words);
	if (rc == 0 && provider_json_take(&names, p, &reply, cred, err))
		rc = err_prefix(err, "the metadata service's reply");
	if (rc == 0)
		buf_printf(&cred->source, "instance role %s",
			   path + strlen(ROLES));
	buf_release(&reply);
	return rc;
}

/* If the keys have expired, extends their expiry, so that we use them as the
 * SDKs do.  The metadata service is sometimes late with new keys, and the old
 * keys may work beyond their expiry. */
static void extend_expiry(const struct provider *p, struct cred *cred)
{
	time_t now = provider_now(p);

	if (!cred->expires || cred->expires > now)
		return;
	cred->expires = now + LATE_SECONDS;
	/* Warn only once, because each renewal until new keys arrive would
	 * cause the same warning. */
	p->note(p->ctx, !(p->said_late && *p->said_late), "the metadata "
		"service gives keys that have expired: trying them anyway");
	if (p->said_late)
		*p->said_late = true;
}

static int find_instance_keys(const struct provider *p, struct imds *imds,
			      struct cred *cred, bool *found, struct err *err)
{
	struct buf path = { 0 };
	struct err words;
	int rc;

	if (find_role_name(imds, &path, found, &words)) {
		buf_release(&path);
		*found = false;
		if (!imds_is_there(imds))
			return no_service(cred, &words);
		*err = words;
		return err_prefix(err, "instance role");
	}
	if (!*found) {
		buf_release(&path);
		buf_puts(&cred->lacks, "the instance has no role");
		if (*imds_error_text(imds))
			buf_printf(&cred->lacks, ": %s", imds_error_text(imds));
		return 0;
	}
	rc = take_role(p, imds, buf_str(&path), cred, err);
	if (rc)
		err_prefix(err, "instance role %s",
			   buf_str(&path) + strlen(ROLES));
	buf_release(&path);
	return rc;
}

int provider_imds_find(const void *self, struct cred *cred, bool *found,
		       struct err *err)
{
	const struct provider *p = self;
	const struct settings *s = p->settings;
	struct imds_settings settings = {
		.confine = s->confine, .stop = p->stop,
	};
	struct imds *imds = NULL;
	int rc;

	*found = false;
	imds_settings_read(&settings, s, p->files, profile_name(p->files));
	if (imds_settings_disabled(&settings)) {
		buf_puts(&cred->lacks, "disabled by "
			 "AWS_EC2_METADATA_DISABLED");
		return 0;
	}
	if (imds_new(&imds, &settings, err))
		return -1;
	rc = find_instance_keys(p, imds, cred, found, err);
	if (!rc && *found)
		extend_expiry(p, cred);
	imds_free(imds);
	return rc;
}
