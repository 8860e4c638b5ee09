/* SPDX-License-Identifier: BSD-2-Clause */
#include "command/login.h"

#include <string.h>
#include <unistd.h>

#include "aws/attempts.h"
#include "aws/awsregion.h"
#include "cli/program.h"
#include "credentials/chain.h"

static int open_profiles(struct login *l, struct err *err)
{
	const struct settings *s = &l->settings;
	const struct profile_places places = {
		.name = s->profile ? s->profile : s->env_profile,
		.config_file = s->env_config_file,
		.credentials_file = s->env_credentials_file,
		.home = s->env_home,
	};

	return profile_new(&l->files, &places, err);
}

static void make_provider(struct login *l, const struct login_notes *notes)
{
	l->provider = (struct provider){
		.settings = &l->settings, .files = l->files,
		.profile = profile_name(l->files),
		.named = l->settings.profile,
		.region = buf_str(&l->home.region),
		.stop = program_stop(), .attended = isatty(STDERR_FILENO),
		.child = &l->child, .clock_off = &l->clock_off,
		.said_late = &l->said_late,
		.note = notes->note, .ctx = notes->ctx,
	};
}

int login_open(struct login *l, const struct settings *settings,
	       bool attempts_given, const struct login_notes *notes,
	       struct err *err)
{
	l->settings = *settings;
	cred_init(&l->identity.cred);
	cred_init(&l->identity.before);
	if (open_profiles(l, err) ||
	    attempts_find(&l->settings, l->files, attempts_given, err) ||
	    endpoint_find(&l->home, &l->settings, l->files, err))
		return -1;
	make_provider(l, notes);
	return 0;
}

int login_prepare(struct login *l, struct err *err)
{
	return chain_prepare(&l->provider, err);
}

/* Explains which configuration files are absent.  The message is a warning if
 * the user has set neither an endpoint nor a region, and otherwise a remark for
 * -v. */
static void say_gaps(struct login *l)
{
	struct buf text = { 0 };

	profile_gaps(l->files, &text);
	if (text.len && l->home.guessed)
		buf_puts(&text, "; the region is " AWSREGION_DEFAULT
			 ", because no other region is set");
	if (text.len)
		l->provider.note(l->provider.ctx, l->home.guessed,
				 buf_str(&text));
	buf_release(&text);
}

int login_find(struct login *l, struct err *err)
{
	if (identity_find(&l->identity, &l->provider, err))
		return -1;
	say_gaps(l);
	return 0;
}

/* Returns the account that a profile names, and sets *LEN to its length.
 * Returns NULL if the profile does not name an account.  The account in a
 * role's ARN, arn:aws:iam::111122223333:role/NAME, takes precedence over
 * sso_account_id. */
static const char *account_of(const struct login *l, size_t *len)
{
	const char *account = profile_own(l->files, "role_arn");

	if (!account) {
		account = profile_own(l->files, "sso_account_id");
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

bool login_is_same(const struct login *a, const struct login *b)
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

void login_release(struct login *l)
{
	identity_release(&l->identity);
	child_free(l->child);
	endpoint_release(&l->home);
	profile_free(l->files);
	l->child = NULL;
	l->files = NULL;
}
