/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reads a user's profiles from AWS's config and credentials files, and merges
 * them.
 *
 * In the config file, the section of a profile is [default] or [profile NAME],
 * where NAME may be quoted.  Profiles can refer to sections [sso-session NAME]
 * and [services NAME].  In the credentials file, every section except [DEFAULT]
 * is a profile.  In both files, [DEFAULT] has the default settings for all
 * sections of the file.  If both files have a setting, the credentials file
 * takes precedence.  Only profile_load opens the files.
 */
#ifndef PROFILE_H
#define PROFILE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

/* The chosen profile and the paths of the files, from options and the
 * environment.  expand_path expands the paths.  The caller owns the strings,
 * which must remain valid until profile_free. */
struct profile_places {
	const char *name;	/* chosen profile, or NULL for "default" */
	const char *config_file, *credentials_file;	/* paths, or NULL for
							 * the files in
							 * ~/.aws */
	const char *home;	/* HOME, or NULL for the home directory from the
				 * password database */
};

enum profile_file { PROFILE_CREDENTIALS, PROFILE_CONFIG, PROFILE_FILES };

struct profile;

/* Creates a struct profile without reading the files.  The caller frees *OUT
 * with profile_free, which wipes the text of the files. */
int profile_new(struct profile **out, const struct profile_places *places,
		struct err *err);
void profile_free(struct profile *p);

/* Reads both files at the first call.  Later calls return the same result.
 * Fails if a file is unreadable or invalid, or if `name` in struct
 * profile_places is set and this profile does not exist. */
int profile_load(struct profile *p, struct err *err);

/* Returns the name of the chosen profile. */
const char *profile_name(const struct profile *p);

/* Call the functions below after profile_load.  The strings that they return
 * are valid until profile_free.  The result is NULL for a missing setting, and
 * "" for a setting without a value. */

bool profile_exists(const struct profile *p, const char *name);

/* Returns the name of the next profile, or NULL after the last one.  The caller
 * sets *AT to 0 before the first call.  The profiles of the config file come
 * first.  A profile that is in both files is returned only once. */
const char *profile_next(const struct profile *p, size_t *at);

/* Sets the error for a missing profile, with the paths of the files.  Returns
 * -1. */
int profile_missing(const struct profile *p, const char *name, struct err *err);

/* Returns a setting of the profile NAME from the credentials file, or else from
 * the config file. */
const char *profile_get(const struct profile *p, const char *name,
			const char *setting);

/* Does the same as profile_get for the chosen profile, but also returns NULL if
 * the setting is empty. */
const char *profile_own(const struct profile *p, const char *setting);

/* Returns a setting of the profile NAME from one file. */
const char *profile_get_from(const struct profile *p, enum profile_file file,
			     const char *name, const char *setting);

/* profile_sso_exists returns whether the section [sso-session NAME] exists.
 * profile_sso returns a setting of the section. */
bool profile_sso_exists(const struct profile *p, const char *name);
const char *profile_sso(const struct profile *p, const char *name,
			const char *setting);

/* profile_services_exist returns whether the section [services NAME] exists.
 * profile_service returns the setting SETTING that is nested in the setting
 * SERVICE of the section. */
bool profile_services_exist(const struct profile *p, const char *name);
const char *profile_service(const struct profile *p, const char *name,
			    const char *service, const char *setting);

/* profile_path returns the path of FILE.  profile_exposed returns whether users
 * other than the owner of FILE can read it. */
const char *profile_path(const struct profile *p, enum profile_file file);
bool profile_exposed(const struct profile *p, enum profile_file file);

/* Appends an explanation for each absent file.  Skips a file that does not
 * exist if no environment variable names it. */
void profile_gaps(const struct profile *p, struct buf *out);

/* Expands PATH with expand_path and appends the result.  Fails if PATH is ~ or
 * begins with ~/ and the home directory is unknown. */
int profile_expand(const struct profile *p, const char *path,
		   struct buf *out, struct err *err);

#endif
