/* SPDX-License-Identifier: BSD-2-Clause */
/* Tags of things that are there, as values of options: feeds as in value.h. */
#ifndef TAG_H
#define TAG_H

#include "base/err.h"
#include "base/params.h"

/* KEY[=VALUE].  Becomes the next PARAM.N.Key and PARAM.N.Value, which is empty
 * where no value is given. */
int tag_set(struct params *p, const char *param, const char *value,
	    struct err *err);

/* The same for tags to delete: KEY alone has no PARAM.N.Value, and means any
 * value; KEY= means an empty one. */
int tag_delete(struct params *p, const char *param, const char *value,
	       struct err *err);

#endif
