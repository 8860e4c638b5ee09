/* SPDX-License-Identifier: BSD-2-Clause */
#include "credentials/provider_process.h"

#include <limits.h>
#include <string.h>

#include "base/num.h"
#include "base/words.h"
#include "credentials/provider.h"
#include "credentials/provider_json.h"
#include "http/jsondoc.h"
#include "system/child.h"

static const struct provider_json names = {
	.access_key = "AccessKeyId", .secret_key = "SecretAccessKey",
	.token = "SessionToken", .expires = "Expiration",
};

#define LIMIT_VARIABLE "EC2_CREDENTIAL_PROCESS_TIMEOUT"

/* The time limit is long, since the user may have to log in with a browser. */
enum { LIMIT_SECONDS = 300 };

int provider_process_take(const struct provider *p, const struct buf *text,
			  struct cred *cred, struct err *err)
{
	struct jsondoc *doc = NULL;
	long long version = 0;
	bool known;

	if (jsondoc_parse(&doc, buf_str(text), text->len, err))
		return err_prefix(err, "its output");
	known = jsondoc_integer(doc, "Version", &version);
	jsondoc_free(doc);
	if (!known)
		return err_set(err, "its output: it has no \"Version\": 1");
	if (version != 1)
		return err_set(err, "its output: Version is %lld, not 1",
			       version);
	if (provider_json_take(&names, p, text, cred, err))
		return err_prefix(err, "its output");
	return 0;
}

static int start_process(const struct provider *p, char **argv,
			 struct child **out, struct err *err)
{
	struct child_limit limit = { LIMIT_SECONDS, LIMIT_VARIABLE };
	const char *seconds = p->settings->env_process_timeout;

	if (seconds && num_parse(seconds, 0, INT_MAX / 1000, &limit.seconds,
				 err))
		return err_prefix(err, LIMIT_VARIABLE);
	return child_new(out, argv, &limit, err);
}

/* Runs the program in the helper process *p->child.  Starts this process if it
 * does not exist.  If p->child is NULL, uses a helper process for this run
 * only.  chain_prepare starts *p->child only for the program that the search
 * runs. */
static int run_process(const struct provider *p, char **argv, struct buf *out,
		       struct err *err)
{
	struct child *own = NULL, **child = p->child ? p->child : &own;
	int rc = 0;

	if (!*child)
		rc = start_process(p, argv, child, err);
	if (rc == 0)
		rc = child_run(*child, p->stop, out, err);
	child_free(own);
	return rc;
}

int provider_process_prepare(const struct provider *p, const char *profile,
			     struct err *err)
{
	const char *command = profile_get(p->files, profile,
					  "credential_process");
	struct words words = { 0 };
	struct err ignored;
	int rc = 0;

	/* The search for credentials reports a malformed command later. */
	if (!command || !p->child || *p->child ||
	    words_split(&words, command, &ignored))
		goto out;
	if (words.len)
		rc = start_process(p, words.list, p->child, err);
out:
	words_release(&words);
	return rc;
}

static int find_by_process(const struct provider *p, const char *command,
			   struct cred *cred, struct err *err)
{
	struct buf out = { .secret = true };
	struct words words = { 0 };
	int rc = words_split(&words, command, err);

	if (rc == 0 && !words.len)
		rc = err_set(err, "it has no value");
	if (rc == 0)
		rc = run_process(p, words.list, &out, err);
	if (rc == 0 && provider_process_take(p, &out, cred, err))
		rc = err_prefix(err, "%s", words.list[0]);
	words_release(&words);
	buf_release(&out);
	return rc;
}

int provider_process_find(const void *self, struct cred *cred, bool *found,
			  struct err *err)
{
	const struct provider *p = self;
	const char *command = profile_get(p->files, p->profile,
					  "credential_process");

	*found = false;
	if (!command)
		return 0;
	if (find_by_process(p, command, cred, err))
		return err_prefix(err, "profile %s: credential_process",
				  p->profile);
	buf_printf(&cred->source, "credential_process of profile %s",
		   p->profile);
	*found = true;
	return 0;
}
