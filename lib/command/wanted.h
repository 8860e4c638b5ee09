/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The regions and profiles that a command line asks for: one, a list with
 * commas between, or all.
 *
 * If there is a profile with commas in its name, the name means that profile
 * and not a list.  No region has a comma in its name.
 */
#ifndef WANTED_H
#define WANTED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "cli/opt.h"

/* Names.  Start as `= {0}`. */
struct wanted_names {
	const char **list;	/* a single NULL: the region or profile in the
				 * settings */
	size_t len, cap;
	bool many;		/* a list or "all" was given, even if it has
				 * only one name */
	bool all;		/* all regions: each account has its own list */
	struct buf text;
};

struct wanted {
	struct wanted_names regions, profiles;
};

/* Reads SETTINGS.  Also reads the files with profiles if the setting for
 * profiles is "all" or has a comma.  A mistake is a usage error. */
int wanted_find(struct wanted *w, const struct settings *settings,
		struct err *err);

/* Whether several regions may be asked, so that rows name their region. */
bool wanted_many(const struct wanted *w);

/* A usage error if several are wanted and WHY is not NULL.  WHY says why the
 * command can ask only one of them. */
int wanted_check_one(const struct wanted *w, const char *why,
		     struct err *err);
void wanted_release(struct wanted *w);

#endif
