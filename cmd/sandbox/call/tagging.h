/* SPDX-License-Identifier: BSD-2-Clause */
/* The tags that a request gives to new things, and their limits. */
#ifndef TAGGING_H
#define TAGGING_H

#include "call/call.h"

#define TAGGING_PARAMETERS "TagSpecification.N.ResourceType", \
	"TagSpecification.N.Tag.N.Key", "TagSpecification.N.Tag.N.Value"

/* Refuses a key or a value that no tag can have. */
int tagging_check_tag(const char *key, const char *value,
		      struct fault *fault);

/* Sets a tag; one of that key gets the value. */
int tagging_set(const struct call *c, const char *id, const char *key,
		const char *value, struct fault *fault);

/* Checks the form of the tags in the request.  Tags for other types than those
 * of TYPES, separated by `|`, are refused. */
int tagging_check(const struct call *c, const char *types,
		  struct fault *fault);

/* Sets the tags that the request gives to things of that type. */
int tagging_keep(const struct call *c, const char *type, const char *id,
		 struct fault *fault);

#endif
