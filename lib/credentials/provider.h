/* SPDX-License-Identifier: BSD-2-Clause */
/* The arguments of the providers of credentials. */
#ifndef PROVIDER_H
#define PROVIDER_H

#include <signal.h>
#include <stdbool.h>
#include <time.h>

#include "aws/profile.h"
#include "cli/opt.h"
#include "system/child.h"

/* The caller owns everything that the pointers refer to.  The function `find`
 * of each provider except provider_env_find gets this struct as SELF. */
struct provider {
	const struct settings *settings;
	struct profile *files;
	const char *profile;	/* the profile to search */
	bool named;		/* an option or source_profile named the
				 * profile, so ignore keys and web identities of
				 * the environment */
	const char *region;	/* the region of EC2, and so of STS */
	const volatile sig_atomic_t *stop;	/* flag that ends the search
						 * when non-zero, or NULL */
	bool attended;		/* standard error is a terminal; otherwise some
				 * warnings are only remarks for -v */
	struct child **child;	/* the process that runs credential_process;
				 * *child is NULL before the process starts; if
				 * `child` is NULL, each search starts its own
				 * process */
	long *clock_off;	/* seconds by which the services' clock is ahead
				 * of this machine's; replies of STS update this
				 * number; NULL if unknown */
	bool *said_late;	/* points to true if this run has warned that
				 * the metadata service gives expired keys; NULL
				 * means to warn each time */
	/* Reports a warning if LOUD is true, or else a remark for -v. */
	void (*note)(void *ctx, bool loud, const char *text);
	void *ctx;
};

/* Returns the time on the services' clock, or on this machine's clock if the
 * difference is unknown. */
static inline time_t provider_now(const struct provider *p)
{
	return time(NULL) + (p->clock_off ? *p->clock_off : 0);
}

#endif
