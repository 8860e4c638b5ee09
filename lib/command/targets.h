/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The targets of a run: every wanted region of every wanted profile, in that
 * order: all regions of the first profile, then those of the second.
 *
 * Regions of one profile share its credentials (tenant.h).  A profile or
 * region that cannot be asked is said and left out, unless it is the only one
 * wanted: then targets_open fails.
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
	bool shared;		/* the endpoint is another region's of the
				 * account too */
	struct signer *signer;
	unsigned signer_times;	/* see struct identity */
	struct buf name;	/* for messages */
};

/* What targets are made from.  Borrowed for the targets' life, but for EXTRAS,
 * which each target gets a copy of. */
struct targets_plan {
	const struct settings *settings;
	bool attempts_given;	/* an option or a variable sets the number */
	const char *api_version;
	struct extras extras;
	struct tenant_voice voice;
	/* A profile or region cannot be asked, as ERR says, and others can.
	 * NAME is NULL where the words name it.  CTX is the voice's. */
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
	bool profiles;		/* and their profile */
	bool partial;		/* something wanted is left out */
	bool everywhere;	/* all regions are wanted */
	struct http *http;
};

/* Finds endpoints and credentials, confines the process, and asks for the
 * regions of each account where all are wanted.  W is borrowed. */
int targets_open(struct targets *t, const struct wanted *w,
		 const struct targets_plan *plan, struct err *err);
void targets_release(struct targets *t);

/* The name of the profile of PLACE. */
const char *targets_profile(const struct place *place);

/* The columns that name a row's region and profile. */
extern const struct column targets_region_column, targets_profile_column;

#endif
