/* SPDX-License-Identifier: BSD-2-Clause */
/* Credentials, and the walk along the chain of providers. */
#include "aws/cred.h"

#include <string.h>

void cred_init(struct cred *cred)
{
	*cred = (struct cred){
		.access_key = { .secret = true },
		.secret_key = { .secret = true },
		.token = { .secret = true },
	};
}

void cred_release(struct cred *cred)
{
	buf_release(&cred->access_key);
	buf_release(&cred->secret_key);
	buf_release(&cred->token);
	buf_release(&cred->source);
	buf_release(&cred->lacks);
}

void cred_move(struct cred *to, struct cred *from)
{
	cred_release(to);
	*to = *from;
	cred_init(from);
}

static bool present(const char *text)
{
	return text && *text;
}

/* An access key travels in a header: a byte that would end the line there,
 * or a space, is a copying mistake best said before anything is sent. */
static bool plausible(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text <= ' ' || *text == 0x7f)
			return false;
	return true;
}

int cred_take(struct cred *cred, const struct cred_triple *triple, bool *found,
	      struct err *err)
{
	*found = false;
	if (!present(triple->access_key) && !present(triple->secret_key))
		return 0;
	if (!present(triple->access_key))
		return err_set(err, "%s is set but %s is not",
			       triple->secret_name, triple->access_name);
	if (!present(triple->secret_key))
		return err_set(err, "%s is set but %s is not",
			       triple->access_name, triple->secret_name);
	if (!plausible(triple->access_key))
		return err_set(err, "%s holds white space or a control "
			       "character", triple->access_name);
	if (!plausible(triple->secret_key))
		return err_set(err, "%s holds white space or a control "
			       "character", triple->secret_name);
	if (present(triple->token) && !plausible(triple->token))
		return err_set(err, "the session token beside %s holds "
			       "white space or a control character",
			       triple->access_name);
	buf_puts(&cred->access_key, triple->access_key);
	buf_puts(&cred->secret_key, triple->secret_key);
	if (present(triple->token))
		buf_puts(&cred->token, triple->token);
	if (buf_check(&cred->access_key, "access key", err) ||
	    buf_check(&cred->secret_key, "secret key", err) ||
	    buf_check(&cred->token, "session token", err))
		return -1;
	*found = true;
	return 0;
}

/* Adds one to the list of what was tried. */
static void note_tried(struct buf *tried, const char *name,
		       struct cred *cred)
{
	if (name)
		buf_printf(tried, "%s%s", tried->len ? ", " : "", name);
	if (name && cred->lacks.len)
		buf_printf(tried, " (%s)", buf_str(&cred->lacks));
	buf_clear(&cred->lacks);
}

int cred_walk(struct cred *cred, const struct cred_provider *providers,
	      size_t count, struct err *err)
{
	struct buf tried = {0};
	bool found = false;
	int rc = 0;

	for (size_t i = 0; i < count && !rc && !found; i++) {
		rc = providers[i].find(providers[i].self, cred, &found, err);
		if (!rc && !found)
			note_tried(&tried, providers[i].name, cred);
	}
	if (!rc && !found) {
		err_set(err, "no credentials found");
		rc = err_hint(err, "tried: %s", buf_str(&tried));
	}
	buf_release(&tried);
	return rc;
}
