/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The regions and profiles that a command line asks for: one, a list with
 * commas between, or all.
 *
 * A name that exists as it is written, comma and all, is that one profile.  No
 * region has a comma in its name.
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
	const char **list;	/* one NULL: the one that settings choose */
	size_t len, cap;
	bool many;		/* a list was given, or all, even if it comes
				 * to one */
	bool all;		/* all regions: each account says which */
	struct buf text;
};

struct wanted {
	struct wanted_names regions, profiles;
};

/* Reads SETTINGS, and the files with profiles where commas or the word "all"
 * stand for profiles.  A mistake is a usage error. */
int wanted_find(struct wanted *w, const struct settings *settings,
		struct err *err);

/* Whether rows name their region, as several may be asked. */
bool wanted_many(const struct wanted *w);

/* A usage error if several are wanted, and WHY is not NULL: the reason why the
 * command asks only one. */
int wanted_check_one(const struct wanted *w, const char *why,
		     struct err *err);
void wanted_release(struct wanted *w);

#endif
