/* SPDX-License-Identifier: BSD-2-Clause */
/* Options for the tags of existing things.  The functions have the type
 * opt_feed, as in value.h. */
#ifndef TAG_H
#define TAG_H

#include <stdbool.h>

#include "base/err.h"
#include "base/params.h"

/* KEY[=VALUE].  Becomes the next PARAM.N.Key and PARAM.N.Value, which is empty
 * if there is no value. */
int tag_set(struct params *p, const char *param, const char *value,
	    struct err *err);

/* Like tag_set, for tags to delete: KEY alone has no PARAM.N.Value, and means
 * any value; KEY= means an empty value. */
int tag_delete(struct params *p, const char *param, const char *value,
	       struct err *err);

/* Whether TEXT is in the form of Amazon's own command line, Key=K,Value=V or
 * Value=V,Key=K.  Here it would silently mean something else. */
bool tag_is_long(const char *text);

#endif
