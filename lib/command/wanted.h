/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Finds the regions and profiles that a command line requests: one, several
 * with commas between them, or all.
 *
 * If there is a profile whose name is "all" or contains a comma, this name
 * requests only that profile.  The name of a region never contains a comma.
 */
#ifndef WANTED_H
#define WANTED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "cli/opt.h"

/* A list of names.  Initialize this struct with `= { 0 }`. */
struct wanted_names {
	const char **list;	/* names; a single NULL means that the user gave
				 * no name, or (if `all`) every region */
	size_t len, cap;
	bool many;		/* the user gave a list or "all", even if it has
				 * only one name */
	bool all;		/* the user requested all regions; each account
				 * has its own list of regions */
	struct buf text;
};

struct wanted {
	struct wanted_names regions, profiles;
};

/* Finds the names in SETTINGS.  If the setting for profiles is "all" or has a
 * comma, also reads the configuration files.  An invalid list, or an option
 * that does not go with a list, is a usage error.  The strings of SETTINGS must
 * outlive W. */
int wanted_find(struct wanted *w, const struct settings *settings,
		struct err *err);

/* Returns whether the run may ask several regions or profiles, so that rows
 * name their region. */
bool wanted_many(const struct wanted *w);

/* Fails with a usage error if the user requested several regions or profiles
 * and WHY is not NULL.  WHY begins the reason in the error, for example "a
 * change goes to"; the words "one region only" or "one profile only" follow. */
int wanted_check_one(const struct wanted *w, const char *why, struct err *err);
void wanted_release(struct wanted *w);

#endif
