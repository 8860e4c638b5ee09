/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The profiles of a user: AWS's config and credentials files, merged.
 *
 * In the config file a profile is [default] or [profile NAME], where NAME may
 * be quoted; profiles refer to [sso-session NAME] and [services NAME].  In the
 * credentials file every section is a profile.  If a setting is in both files,
 * the credentials file wins.  No file is opened before profile_load.
 */
#ifndef PROFILE_H
#define PROFILE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

/* Where to look, from options and the environment; NULL is unset.  The files
 * are paths for expand_path.  All borrowed. */
struct profile_places {
	const char *name;	/* the chosen profile; NULL: default */
	const char *config_file, *credentials_file;	/* NULL: the files in
							 * the home directory */
	const char *home;	/* NULL: the home in the password database */
};

enum profile_file { PROFILE_CREDENTIALS, PROFILE_CONFIG, PROFILE_FILES };

struct profile;

/* Reads nothing.  The caller frees, which wipes. */
int profile_new(struct profile **out, const struct profile_places *places,
		struct err *err);
void profile_free(struct profile *p);

/* Reads both files, once; later calls return the same result.  Fails if a file
 * cannot be read or understood, or if the user named a profile that does not
 * exist. */
int profile_load(struct profile *p, struct err *err);

/* The chosen profile's name, and whether it was named. */
const char *profile_name(const struct profile *p);

/* The functions below need a successful profile_load.  Their strings live as
 * long as P.  A missing setting is NULL, one without a value "". */

bool profile_exists(const struct profile *p, const char *name);

/* The next profile, those of the config file first.  A profile that is in both
 * files comes once.  *AT starts as 0.  NULL at the end. */
const char *profile_next(const struct profile *p, size_t *at);

/* Sets an error that says where a missing profile should be.  Returns -1. */
int profile_missing(const struct profile *p, const char *name,
		    struct err *err);

/* A setting of a profile: profile_get looks in both files, merged, and
 * profile_get_from in one of them. */
const char *profile_get(const struct profile *p, const char *name,
			const char *setting);

/* A setting of the chosen profile; NULL when it is missing or empty. */
const char *profile_own(const struct profile *p, const char *setting);

const char *profile_get_from(const struct profile *p, enum profile_file file,
			     const char *name, const char *setting);

/* A setting of [sso-session NAME]. */
bool profile_sso_exists(const struct profile *p, const char *name);
const char *profile_sso(const struct profile *p, const char *name,
			const char *setting);

/* A service's setting in [services NAME]. */
bool profile_services_exist(const struct profile *p, const char *name);
const char *profile_service(const struct profile *p, const char *name,
			    const char *service, const char *setting);

/* A file's path, and whether others than its owner may read it. */
const char *profile_path(const struct profile *p, enum profile_file file);
bool profile_exposed(const struct profile *p, enum profile_file file);

/* Appends words for each file that is unexpectedly empty: it is missing but a
 * variable names it, or it is no regular file.  Appends nothing if all is
 * well. */
void profile_gaps(const struct profile *p, struct buf *out);

/* Appends PATH as expand_path expands it; a ~ without a home is an error. */
int profile_expand(const struct profile *p, const char *path,
		   struct buf *out, struct err *err);

#endif
