/* SPDX-License-Identifier: BSD-2-Clause */
/* Finds images and checks who may see and change them; reads their
 * attributes. */
#ifndef IMAGES_H
#define IMAGES_H

#include <stdbool.h>

#include "call/call.h"

/* The properties of an image that rules depend on. */
struct image {
	char id[24];
	char platform[16];	/* "windows" or "" */
	bool is_available;	/* not deregistered */
	bool is_own;		/* the caller's */
	bool is_visible;	/* the caller's, or shared with the caller */
	bool is_ebs;
};

/* Looks up an image by its id; *FOUND says whether there is one.  Refuses a
 * malformed id. */
int images_read(const struct call *c, const char *id, struct image *out,
		bool *found, struct fault *fault);

/* Looks up the image that ImageId names, which must exist; the caller may not
 * be able to see it. */
int images_find(const struct call *c, struct image *out,
		struct fault *fault);

/* The same, but refuses every caller except its owner. */
int images_find_own(const struct call *c, struct image *out,
		    struct fault *fault);

int images_describe_attribute(struct call *c, struct fault *fault);
int images_reset_attribute(struct call *c, struct fault *fault);

#endif
