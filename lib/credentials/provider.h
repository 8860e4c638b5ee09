/* SPDX-License-Identifier: BSD-2-Clause */
/* What the providers of credentials look at. */
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
	const char *profile;	/* the one whose settings count */
	bool named;		/* it alone: not what the environment says
				 * on the same matter */
	const char *region;	/* of EC2, and so of STS */
	const volatile sig_atomic_t *stop;
	bool attended;		/* someone reads along: what is no matter of
				 * this run is said to them alone */
	struct child **child;	/* what runs credential_process, once it has
				 * been started; NULL: each time anew */
	long *clock_off;	/* seconds that the services' clock is ahead
				 * of this machine's, as far as is known: STS
				 * learns it too; NULL: not known */
	bool *said_late;	/* whether this run has said that the metadata
				 * service gives expired keys; NULL: said each
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
