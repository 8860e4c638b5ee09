/* SPDX-License-Identifier: BSD-2-Clause */
#include "credentials/identity.h"

#include "credentials/chain.h"

/* Times in seconds.  We renew credentials after half of their remaining
 * lifetime, or BEFORE_END seconds before its end, whichever is later.  After a
 * failure we wait for at most RETRY_SECONDS. */
enum { BEFORE_END = 600, RETRY_SECONDS = 60 };

static time_t renew_time(time_t expires, time_t now)
{
	time_t left = expires - now;

	if (!expires)
		return 0;
	return expires - (left / 2 < BEFORE_END ? left / 2 : BEFORE_END);
}

static time_t retry_time(time_t expires, time_t now)
{
	time_t half = (expires - now) / 2;

	if (half > RETRY_SECONDS)
		return now + RETRY_SECONDS;
	return now + (half ? half : 1);
}

/* Warns at the first failure.  Later failures usually have the same cause, so
 * they are only remarks for -v. */
static void warn_once(struct identity *i, const struct err *err)
{
	const struct provider *p = i->provider;
	struct buf text = { 0 };

	buf_printf(&text, "credentials not renewed yet: %s", err->text);
	p->note(p->ctx, !i->warned, buf_str(&text));
	i->warned = true;
	buf_release(&text);
}

/* Replaces the credentials with new ones.  The caller sets `renew_at`. */
static int find_credentials(struct identity *i, struct err *err)
{
	struct cred cred;

	cred_init(&cred);
	if (chain_find(i->provider, &cred, err)) {
		cred_release(&cred);
		return -1;
	}
	/* Keep the earlier credentials, because signers may still use them. */
	cred_move(&i->before, &i->cred);
	cred_move(&i->cred, &cred);
	i->generation++;
	i->warned = false;
	return 0;
}

int identity_find(struct identity *i, const struct provider *provider,
		  struct err *err)
{
	i->provider = provider;
	if (find_credentials(i, err))
		return -1;
	/* Read the clock after the search, which may have found that this
	 * machine's clock is wrong. */
	i->renew_at = renew_time(i->cred.expires, provider_now(provider));
	return 0;
}

int identity_renew(struct identity *i, time_t now, struct err *err)
{
	const struct provider *p = i->provider;
	struct buf text = { 0 };

	if (!i->renew_at || now < i->renew_at)
		return 0;
	if (find_credentials(i, err) == 0) {
		i->renew_at = renew_time(i->cred.expires, now);
		buf_printf(&text, "credentials renewed from %s",
			   buf_str(&i->cred.source));
		p->note(p->ctx, false, buf_str(&text));
		buf_release(&text);
		return 0;
	}
	/* A signal ended the search.  The run starts no more requests. */
	if (p->stop && *p->stop)
		return 0;
	if (now >= i->cred.expires)
		return err_prefix(err, "the credentials have expired, and "
				  "there are no new ones");
	i->renew_at = retry_time(i->cred.expires, now);
	warn_once(i, err);
	return 0;
}

void identity_release(struct identity *i)
{
	cred_release(&i->cred);
	cred_release(&i->before);
}
