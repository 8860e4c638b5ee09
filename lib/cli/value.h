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

/* Bytes of an account id, 12 digits and a NUL. */
enum { VALUE_ACCOUNT_SIZE = 13 };

/* Copies the digits of an account id, as in 111122223333 or 1111-2222-3333;
 * false when VALUE is none. */
bool value_to_account(const char *value, char out[VALUE_ACCOUNT_SIZE]);

/* Who may launch an image: `all`, an account's 12 digits (hyphens dropped),
 * or the ARN of an organization or organizational unit.  Becomes the next
 * PARAM.N.Group, .UserId, .OrganizationArn or .OrganizationalUnitArn.
 * Anything else is refused: an endpoint may read a mistyped group as
 * "everyone". */
int value_entity(struct params *p, const char *param, const char *value,
		 struct err *err);

/* The same without ARNs, where the API has none. */
int value_account(struct params *p, const char *param, const char *value,
		  struct err *err);

/* A time, 2027-03-01T12:00:00Z, or a date, which is its first second.  Becomes
 * PARAM in the first form. */
int value_time(struct params *p, const char *param, const char *value,
	       struct err *err);

/* NAME=VALUE[,VALUE...]; a backslash keeps a comma in a value.  Becomes
 * PARAM.N.Name and PARAM.N.Value.M; a name given before gets more values. */
int value_filter(struct params *p, const char *param, const char *value,
		 struct err *err);

/* DEVICE=none, DEVICE=ephemeralN, or
 * DEVICE=[SNAPSHOT][:SIZE[:DELETE[:TYPE[:IOPS[:encrypted]]]]].  Becomes
 * PARAM.N. and DeviceName with NoDevice, VirtualName or Ebs. and a field. */
int value_mapping(struct params *p, const char *param, const char *value,
		  struct err *err);

/* The snapshot of the root device, whose name P has as RootDeviceName.
 * Becomes a mapping. */
int value_root_snapshot(struct params *p, const char *param,
			const char *value, struct err *err);

/* true or false, in any case. */
int value_boolean(struct params *p, const char *param, const char *value,
		  struct err *err);

/* A number of digits alone. */
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

/* User data as it stands, or from a file (`-`: standard input, byte for
 * byte); at most 16 KiB.  Becomes PARAM, in base64. */
int value_user_data(struct params *p, const char *param, const char *value,
		    struct err *err);
int value_user_file(struct params *p, const char *param, const char *value,
		    struct err *err);

/* A file, or standard input for `-`, byte for byte and not empty.  Becomes
 * PARAM, in base64. */
int value_file(struct params *p, const char *param, const char *value,
	       struct err *err);

/* DEVICE=[VOLUME]:true|false, whether the volume is deleted when the instance
 * ends.  Becomes the next PARAM.N.DeviceName, .Ebs.VolumeId and
 * .Ebs.DeleteOnTermination. */
int value_deletion(struct params *p, const char *param, const char *value,
		   struct err *err);

#endif
