/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The profiles of a user: AWS's config and credentials files, merged.
 *
 * In the config file a profile is [default] or [profile NAME], the name
 * perhaps in quotes; [sso-session NAME] and [services NAME] are what profiles
 * refer to.  In the credentials file every section is a profile, named as it
 * stands.  A setting that is in both files counts as the credentials file has
 * it.  No file is touched before profile_load.
 */
#ifndef PROFILE_H
#define PROFILE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

/* Where to look, from options and the environment; NULL is unset.  The files
 * are as expand_path takes them.  All borrowed. */
struct profile_places {
	const char *name;	/* the chosen profile; NULL: default */
	const char *config_file, *credentials_file;	/* NULL: in home */
	const char *home;	/* NULL: the password database's */
};

enum profile_file { PROFILE_CREDENTIALS, PROFILE_CONFIG, PROFILE_FILES };

struct profile;

/* Reads nothing.  The caller frees, which wipes. */
int profile_new(struct profile **out, const struct profile_places *places,
		struct err *err);
void profile_free(struct profile *p);

/* Reads both files, once; later calls have the same outcome.  Fails when one
 * cannot be read or understood, and when the chosen profile does not exist
 * though it was named. */
int profile_load(struct profile *p, struct err *err);

/* The chosen profile's name, and whether it was named. */
const char *profile_name(const struct profile *p);

/* What follows needs a profile_load that went well; strings live as long as
 * P.  A setting that is not there is NULL, one without a value "". */

bool profile_exists(const struct profile *p, const char *name);

/* Words for one that does not: where it should be.  Returns -1. */
int profile_missing(const struct profile *p, const char *name,
		    struct err *err);

/* A setting of a profile; of one file, or of both as they are merged. */
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

/* Appends words for each file that counts as empty though somebody may rely
 * on it: one that a variable names and that is not there, and any in whose
 * place something else is.  Nothing when all is well. */
void profile_gaps(const struct profile *p, struct buf *out);

/* Appends PATH as expand_path has it; a ~ without a home is an error. */
int profile_expand(const struct profile *p, const char *path,
		   struct buf *out, struct err *err);

#endif
