/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The targets of a run.  A target is a requested region of a requested profile.
 * The first profile's regions come first.
 *
 * The regions of one profile share its credentials (login.h).  The function
 * targets_open reports an unusable profile and leaves it out.  If the run has
 * no other profile, or if the failure is a usage error, targets_open fails
 * instead.  targets_open usually skips a profile with the account and endpoint
 * of an earlier one.
 *
 * A program opens the targets once and asks them any number of questions with
 * ask.h:
 *
 *     struct wanted wanted = { 0 };
 *     struct targets targets = { 0 };
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

#include "command/login.h"
#include "command/wanted.h"
#include "output/cell.h"
#include "request/target.h"

/* A target: a requested region of a profile. */
struct place {
	struct target target;
	struct login *login;
	struct endpoint endpoint;
	bool shared;		/* another region of the login has the same
				 * endpoint */
	struct signer *signer;
	unsigned signer_generation;	/* `generation` of the login's identity
					 * when the signer was made */
	struct buf name;	/* the name in messages, or empty if messages
				 * need not name the target */
};

/* The arguments of targets_open.  Everything that the pointers refer to must
 * stay valid until the targets are released.  Each target gets a copy of
 * `extras`. */
struct targets_plan {
	const struct settings *settings;
	bool attempts_given;	/* an option or an environment variable sets the
				 * number of attempts */
	const char *api_version;
	struct extras extras;
	struct login_notes notes;
	/* targets_open calls this function for each unusable profile that it
	 * leaves out.  ERR holds the reason.  NAME is the profile's name in
	 * messages, or NULL if the error already names the profile.  CTX is the
	 * `ctx` of `notes`. */
	void (*complain)(void *ctx, const char *name, const struct err *err);
};

/* Initialize this struct with `= { 0 }`. */
struct targets {
	struct login *logins;
	size_t logins_count;
	struct place **places;
	struct target **list;	/* the targets of `places` */
	size_t len, cap;
	bool many;		/* rows have a column for their region */
	bool profiles;		/* rows have a column for their profile */
	bool partial;		/* an unusable profile was left out */
	bool everywhere;	/* the user requested all regions */
	struct http *http;
};

/* Finds endpoints and credentials, and confines the process.  If the user
 * requested all regions, asks each login's endpoint for the login's regions.
 * The caller owns W, which must outlive T. */
int targets_open(struct targets *t, const struct wanted *w,
		 const struct targets_plan *plan, struct err *err);
void targets_release(struct targets *t);

/* Returns the name of PLACE's profile. */
const char *targets_profile(const struct place *place);

/* The columns with a row's region and profile. */
extern const struct column targets_region_column, targets_profile_column;

#endif
