/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Parses option values with a special syntax and converts them to request
 * parameters.  Except for value_is_number, all functions have the type
 * opt_feed.  They add parameters to P, most of them under the name PARAM.  A
 * wrong value is a usage error.
 */
#ifndef VALUE_H
#define VALUE_H

#include <stdbool.h>

#include "base/err.h"
#include "base/params.h"

/* Accepts a time such as 2027-03-01T12:00:00Z, or a date, which means 00:00:00
 * UTC on that day.  Sets PARAM to the time. */
int value_time(struct params *p, const char *param, const char *value,
	       struct err *err);

/* Parses NAME=VALUE[,VALUE...].  A backslash before a comma makes the comma a
 * part of the value.  Drops double quotes around the whole text, as Amazon's
 * parser did.  Such quotes reach the command if a program runs the command
 * without a shell.  Adds PARAM.N.Name and PARAM.N.Value.M.  If an
 * earlier filter has the same NAME, adds the values to that filter. */
int value_filter(struct params *p, const char *param, const char *value,
		 struct err *err);

/* Accepts true or false in upper or lower case. */
int value_boolean(struct params *p, const char *param, const char *value,
		  struct err *err);

/* Returns whether TEXT consists of one or more digits. */
bool value_is_number(const char *text);

/* Accepts a number that consists only of digits. */
int value_number(struct params *p, const char *param, const char *value,
		 struct err *err);

/* Accepts a number that is at least 1. */
int value_positive(struct params *p, const char *param, const char *value,
		   struct err *err);

/* Parses KEY[=VALUE], a tag for new resources.  PARAM is a space-separated list
 * of resource types, for example "image snapshot".  For the M-th type, adds
 * TagSpecification.M.ResourceType, .Tag.N.Key and .Tag.N.Value. */
int value_tag(struct params *p, const char *param, const char *value,
	      struct err *err);

/* Parses MIN[-MAX].  Sets MinCount and MaxCount, and ignores PARAM. */
int value_count(struct params *p, const char *param, const char *value,
		struct err *err);

/* Accepts the ARN or the name of an instance profile.  Adds PARAM.Arn or
 * PARAM.Name. */
int value_profile(struct params *p, const char *param, const char *value,
		  struct err *err);

/* Both functions set PARAM to user data in base64.  The data has at most 16 KiB
 * before encoding.  For value_user_data, VALUE is the data.  For
 * value_user_file, VALUE is the name of a file with the data, or `-` for
 * standard input.  value_user_data refuses `-`. */
int value_user_data(struct params *p, const char *param, const char *value,
		    struct err *err);
int value_user_file(struct params *p, const char *param, const char *value,
		    struct err *err);

/* Sets PARAM to the unchanged content of the file VALUE, or of standard input
 * for `-`, in base64.  Refuses a file that is empty, is larger than 64 KiB, or
 * contains a private key. */
int value_file(struct params *p, const char *param, const char *value,
	       struct err *err);

#endif
