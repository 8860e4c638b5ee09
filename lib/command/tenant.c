/* SPDX-License-Identifier: BSD-2-Clause */
#include "command/tenant.h"

#include <string.h>
#include <unistd.h>

#include "aws/attempts.h"
#include "aws/awsregion.h"
#include "cli/program.h"
#include "credentials/chain.h"

/* Opens the files of the profile.  The profile's name comes from the option, or
 * else from the environment, or else is the default. */
static int open_profiles(struct tenant *a, struct err *err)
{
	const struct settings *s = &a->settings;
	const struct profile_places places = {
		.name = s->profile ? s->profile : s->env_profile,
		.config_file = s->env_config_file,
		.credentials_file = s->env_credentials_file,
		.home = s->env_home,
	};

	return profile_new(&a->files, &places, err);
}

static void make_provider(struct tenant *a, const struct tenant_voice *voice)
{
	a->provider = (struct provider){
		.settings = &a->settings, .files = a->files,
		.profile = profile_name(a->files),
		.named = a->settings.profile,
		.region = buf_str(&a->home.region),
		.stop = program_stop(), .attended = isatty(STDERR_FILENO),
		.child = &a->child, .clock_off = &a->clock_off,
		.said_late = &a->said_late,
		.note = voice->note, .ctx = voice->ctx,
	};
}

int tenant_open(struct tenant *a, const struct settings *settings, bool given,
		const struct tenant_voice *voice, struct err *err)
{
	a->settings = *settings;
	cred_init(&a->identity.cred);
	cred_init(&a->identity.before);
	if (open_profiles(a, err) ||
	    attempts_find(&a->settings, a->files, given, err) ||
	    endpoint_find(&a->home, &a->settings, a->files, err))
		return -1;
	make_provider(a, voice);
	return 0;
}

int tenant_prepare(struct tenant *a, struct err *err)
{
	return chain_prepare(&a->provider, err);
}

/* Names the files that are unexpectedly missing.  The message is a warning if
 * the endpoint depends on these files. */
static void say_gaps(struct tenant *a)
{
	struct buf text = { 0 };

	profile_gaps(a->files, &text);
	if (text.len && a->home.guessed)
		buf_puts(&text, "; the region is " AWSREGION_DEFAULT ", as "
			 "no other is set");
	if (text.len)
		a->provider.note(a->provider.ctx, a->home.guessed,
				 buf_str(&text));
	buf_release(&text);
}

int tenant_find(struct tenant *a, struct err *err)
{
	if (identity_find(&a->identity, &a->provider, err))
		return -1;
	say_gaps(a);
	return 0;
}

/* Returns the account that a profile names, and sets *LEN to its length.
 * Returns NULL if the profile does not name an account.  The account in a
 * role's ARN, arn:aws:iam::111122223333:role/NAME, takes precedence. */
static const char *account_of(const struct tenant *a, size_t *len)
{
	const char *account = profile_own(a->files, "role_arn");

	if (!account) {
		account = profile_own(a->files, "sso_account_id");
		*len = account ? strlen(account) : 0;
		return account;
	}
	for (int colons = 0; account && colons < 4; colons++) {
		account = strchr(account, ':');
		account = account ? account + 1 : NULL;
	}
	*len = account ? strcspn(account, ":") : 0;
	return account;
}

bool tenant_is_same(const struct tenant *a, const struct tenant *b)
{
	const char *one, *other;
	size_t len = 0, other_len = 0;

	if (strcmp(buf_str(&a->identity.cred.access_key),
		   buf_str(&b->identity.cred.access_key)) == 0)
		return true;
	one = account_of(a, &len);
	other = account_of(b, &other_len);
	return len && len == other_len && memcmp(one, other, len) == 0;
}

void tenant_release(struct tenant *a)
{
	identity_release(&a->identity);
	child_free(a->child);
	endpoint_release(&a->home);
	profile_free(a->files);
	a->child = NULL;
	a->files = NULL;
}
