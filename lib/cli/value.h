/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Values that have a syntax of their own, and the request parameters that they
 * become.  Every function has the type opt_feed: it adds to P under PARAM, or
 * fails with a usage error.  A command sends no request before it has read
 * every value of the command line.
 */
#ifndef VALUE_H
#define VALUE_H

#include <stdbool.h>

#include "base/err.h"
#include "base/params.h"

/* A time such as 2027-03-01T12:00:00Z, or a date, which means the first second
 * of that day.  Becomes PARAM, as a time. */
int value_time(struct params *p, const char *param, const char *value,
	       struct err *err);

/* NAME=VALUE[,VALUE...]; a backslash keeps a comma in a value.  Becomes
 * PARAM.N.Name and PARAM.N.Value.M; a name given before gets more values. */
int value_filter(struct params *p, const char *param, const char *value,
		 struct err *err);

/* true or false, in any case. */
int value_boolean(struct params *p, const char *param, const char *value,
		  struct err *err);

/* Whether TEXT consists of digits. */
bool value_is_number(const char *text);

/* A number of digits only. */
int value_number(struct params *p, const char *param, const char *value,
		 struct err *err);

/* A number of at least 1. */
int value_positive(struct params *p, const char *param, const char *value,
		   struct err *err);

/* KEY[=VALUE], a tag for new things.  PARAM lists their types of resource, as
 * in "image snapshot".  For the M-th of them, it becomes
 * TagSpecification.M.ResourceType, .Tag.N.Key and .Tag.N.Value. */
int value_tag(struct params *p, const char *param, const char *value,
	      struct err *err);

/* MIN[-MAX].  Becomes MinCount and MaxCount. */
int value_count(struct params *p, const char *param, const char *value,
		struct err *err);

/* An instance profile.  Becomes PARAM.Arn or PARAM.Name. */
int value_profile(struct params *p, const char *param, const char *value,
		  struct err *err);

/* User data of at most 16 KiB: the value itself, or (value_user_file) the
 * content of a file, where `-` is standard input.  Becomes PARAM, in base64. */
int value_user_data(struct params *p, const char *param, const char *value,
		    struct err *err);
int value_user_file(struct params *p, const char *param, const char *value,
		    struct err *err);

/* The content of a file, or of standard input for `-`, byte for byte; it must
 * not be empty.  Becomes PARAM, in base64. */
int value_file(struct params *p, const char *param, const char *value,
	       struct err *err);

#endif
