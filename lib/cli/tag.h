/* SPDX-License-Identifier: BSD-2-Clause */
/* Converts option values for the tags of existing resources to request
 * parameters.  tag_set and tag_delete have the type opt_feed, like the
 * functions in value.h. */
#ifndef TAG_H
#define TAG_H

#include <stdbool.h>

#include "base/err.h"
#include "base/params.h"

/* Parses KEY[=VALUE].  Adds the next PARAM.N.Key and PARAM.N.Value.  The
 * default for VALUE is the empty string. */
int tag_set(struct params *p, const char *param, const char *value,
	    struct err *err);

/* Does the same as tag_set for tags to delete.  For KEY without =, does not add
 * PARAM.N.Value, so that EC2 ignores the tag's value.  KEY= means an empty
 * value. */
int tag_delete(struct params *p, const char *param, const char *value,
	       struct err *err);

/* Returns whether TEXT has the syntax of the AWS CLI: Key=K,Value=V or
 * Value=V,Key=K.  Callers reject this syntax with tag_refuse_long, because
 * KEY[=VALUE] would mean a tag with the key "Key" or "Value". */
bool tag_is_long(const char *text);
int tag_refuse_long(const char *text, struct err *err);

#endif
