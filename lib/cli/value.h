/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Values that have a syntax of their own, and the request parameters they
 * become.  Every function has the type that an option table's `feed` wants:
 * it adds to P under PARAM, or fails as a usage error.  Nothing is sent
 * before every value of the command line has been understood.
 */
#ifndef VALUE_H
#define VALUE_H

#include <stdbool.h>

#include "base/err.h"
#include "base/params.h"

/* A time, 2027-03-01T12:00:00Z, or a date, which is its first second.  Becomes
 * PARAM in the first form. */
int value_time(struct params *p, const char *param, const char *value,
	       struct err *err);

/* NAME=VALUE[,VALUE...]; a backslash keeps a comma in a value.  Becomes
 * PARAM.N.Name and PARAM.N.Value.M; a name given before gets more values. */
int value_filter(struct params *p, const char *param, const char *value,
		 struct err *err);

/* true or false, in any case. */
int value_boolean(struct params *p, const char *param, const char *value,
		  struct err *err);

/* Whether TEXT is digits, and nothing else. */
bool value_is_number(const char *text);

/* Such a number. */
int value_number(struct params *p, const char *param, const char *value,
		 struct err *err);

/* The same, 1 at least. */
int value_positive(struct params *p, const char *param, const char *value,
		   struct err *err);

/* KEY[=VALUE], a tag for what is made; PARAM has its types of resource, as in
 * "image snapshot".  Becomes, for the M-th of them,
 * TagSpecification.M.ResourceType, and .Tag.N.Key and .Value. */
int value_tag(struct params *p, const char *param, const char *value,
	      struct err *err);

/* MIN[-MAX].  Becomes MinCount and MaxCount. */
int value_count(struct params *p, const char *param, const char *value,
		struct err *err);

/* An instance profile.  Becomes PARAM.Arn or PARAM.Name. */
int value_profile(struct params *p, const char *param, const char *value,
		  struct err *err);

/* User data as given, or from a file (`-`: standard input, byte for
 * byte); at most 16 KiB.  Becomes PARAM, in base64. */
int value_user_data(struct params *p, const char *param, const char *value,
		    struct err *err);
int value_user_file(struct params *p, const char *param, const char *value,
		    struct err *err);

/* A file, or standard input for `-`, byte for byte and not empty.  Becomes
 * PARAM, in base64. */
int value_file(struct params *p, const char *param, const char *value,
	       struct err *err);

#endif
