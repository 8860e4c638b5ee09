/* SPDX-License-Identifier: BSD-2-Clause */
/* The arguments of the providers of credentials. */
#ifndef PROVIDER_H
#define PROVIDER_H

#include <signal.h>
#include <stdbool.h>
#include <time.h>

#include "system/child.h"
#include "cli/opt.h"
#include "aws/profile.h"

/* All borrowed.  A provider's find has one of these as its SELF. */
struct provider {
	const struct settings *settings;
	struct profile *files;
	const char *profile;	/* the chosen profile */
	bool named;		/* the user named the profile: variables for the
				 * same settings do not count */
	const char *region;	/* the region of EC2, and so of STS */
	const volatile sig_atomic_t *stop;
	bool attended;		/* a user reads the messages; some remarks need
				 * that */
	struct child **child;	/* the process that runs credential_process,
				 * once it is started; NULL: start one each
				 * time */
	long *clock_off;	/* how many seconds the services' clock is ahead
				 * of this machine's, which STS's replies
				 * update; NULL: unknown */
	bool *said_late;	/* whether this run has said that the metadata
				 * service gives expired keys; NULL: say it each
				 * time */
	/* A warning (LOUD), or a remark for -v. */
	void (*note)(void *ctx, bool loud, const char *text);
	void *ctx;
};

/* The time by the services' clock, as far as it is known. */
static inline time_t provider_now(const struct provider *p)
{
	return time(NULL) + (p->clock_off ? *p->clock_off : 0);
}

#endif
