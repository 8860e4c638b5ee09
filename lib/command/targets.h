/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The targets of a run: every wanted region of every wanted profile.  All
 * regions of the first profile come first, then those of the second.
 *
 * Regions of one profile share its credentials (tenant.h).  A profile or region
 * that cannot be used is reported and left out.  If it is the only one wanted,
 * targets_open fails instead.
 *
 * A program opens the targets once and asks them any number of questions with
 * ask.h:
 *
 *     struct wanted wanted = {0};
 *     struct targets targets = {0};
 *
 *     wanted_find(&wanted, &settings, &err);
 *     targets_open(&targets, &wanted, &plan, &err);
 *     ...
 *     targets_release(&targets);
 *     wanted_release(&wanted);
 */
#ifndef TARGETS_H
#define TARGETS_H

#include <stdbool.h>
#include <stddef.h>

#include "command/tenant.h"
#include "command/wanted.h"
#include "output/cell.h"
#include "request/target.h"

/* A region of an account. */
struct place {
	struct target target;
	struct tenant *tenant;
	struct endpoint endpoint;
	bool shared;		/* another region of the account has the same
				 * endpoint */
	struct signer *signer;
	unsigned signer_times;	/* see struct identity */
	struct buf name;	/* the name in messages */
};

/* What targets are made from.  Borrowed as long as the targets live, except
 * `extras`, of which each target gets a copy. */
struct targets_plan {
	const struct settings *settings;
	bool attempts_given;	/* an option or an environment variable sets
				 * the number of attempts */
	const char *api_version;
	struct extras extras;
	struct tenant_voice voice;
	/* Called for a profile or region that is left out; ERR says why.  NAME
	 * is NULL if the error names it.  CTX is that of `voice`. */
	void (*complain)(void *ctx, const char *name, const struct err *err);
};

/* Start as `= {0}`. */
struct targets {
	struct tenant *tenants;
	size_t tenants_count;
	struct place **places;
	struct target **list;	/* the targets of `places` */
	size_t len, cap;
	bool many;		/* rows name their region */
	bool profiles;		/* rows name their profile */
	bool partial;		/* a wanted profile or region is left out */
	bool everywhere;	/* all regions are wanted */
	struct http *http;
};

/* Finds endpoints and credentials, and confines the process.  If all regions
 * are wanted, asks each account for its regions.  W is borrowed. */
int targets_open(struct targets *t, const struct wanted *w,
		 const struct targets_plan *plan, struct err *err);
void targets_release(struct targets *t);

/* The name of PLACE's profile. */
const char *targets_profile(const struct place *place);

/* The columns that name a row's region and profile. */
extern const struct column targets_region_column, targets_profile_column;

#endif
