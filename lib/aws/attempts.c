/* SPDX-License-Identifier: BSD-2-Clause */
#include "aws/attempts.h"

#include <string.h>

#include "base/num.h"
#include "cli/general.h"

static int check_mode(const char *mode, struct err *err)
{
	static const char *const modes[] = { "legacy", "standard",
					     "adaptive" };

	for (size_t i = 0; i < sizeof(modes) / sizeof(*modes); i++)
		if (strcmp(mode, modes[i]) == 0)
			return 0;
	return err_set(err, "'%s' is not legacy, standard or adaptive", mode);
}

int attempts_find(struct settings *settings, struct profile *files, bool given,
		  struct err *err)
{
	const char *value;
	struct err ignored;
	long attempts;

	if (settings->env_retry_mode &&
	    check_mode(settings->env_retry_mode, err)) {
		err_prefix(err, "AWS_RETRY_MODE");
		err->kind = ERR_USAGE;
		return -1;
	}
	if (given || profile_load(files, &ignored))
		return 0;
	value = settings->env_retry_mode ? NULL
					 : profile_own(files, "retry_mode");
	if (value && check_mode(value, err))
		return err_prefix(err, "profile %s: retry_mode",
				  profile_name(files));
	value = profile_own(files, "max_attempts");
	if (value && num_parse(value, 1, ATTEMPTS_MAX, &attempts, err))
		return err_prefix(err, "profile %s: max_attempts",
				  profile_name(files));
	if (value)
		settings->max_attempts = attempts;
	return 0;
}
