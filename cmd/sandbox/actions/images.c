/* SPDX-License-Identifier: BSD-2-Clause */
#include "actions/images.h"

#include <stdio.h>
#include <string.h>

#include "call/describe.h"
#include "kinds/image_kind.h"
#include "kinds/shared_kind.h"

static const char find_sql[] =
"SELECT platform, state = 'available', root_device = 'ebs', "
"owner = ?2, " SHARED_VISIBLE("image")
" FROM image WHERE id = ?1 AND region = ?3";

int images_read(const struct call *c, const char *id, struct image *out,
		bool *found, struct fault *fault)
{
	struct sql q;

	if (describe_check_id(&image_kind, id, fault))
		return -1;
	sql_start(&q, c->state, find_sql, SQL_VALUES(id, c->account,
		  c->region));
	*found = sql_next(&q);
	if (*found) {
		(void)snprintf(out->id, sizeof(out->id), "%s", id);
		(void)snprintf(out->platform, sizeof(out->platform), "%s",
			       sql_column(&q, 0));
		out->is_available = sql_is_true(&q, 1);
		out->is_ebs = sql_is_true(&q, 2);
		out->is_own = sql_is_true(&q, 3);
		out->is_visible = sql_is_true(&q, 4);
	}
	return call_sql_end(&q, fault);
}

int images_find(const struct call *c, struct image *out, struct fault *fault)
{
	const char *id;
	bool found;

	*out = (struct image){ .is_own = false };
	if (call_need(c, "ImageId", &id, fault) ||
	    images_read(c, id, out, &found, fault))
		return -1;
	if (!found)
		return describe_missing(&image_kind, id, 1, fault);
	if (!out->is_available)
		return fault_set(fault, FAULT_AMI_UNAVAILABLE, "The image id "
				 "'[%s]' is no longer available", id);
	return 0;
}

static int refuse_image(struct fault *fault, const struct image *image)
{
	return fault_set(fault, FAULT_AUTH_FAILURE,
			 "Not authorized for image:%s", image->id);
}

int images_find_own(const struct call *c, struct image *out,
		    struct fault *fault)
{
	if (images_find(c, out, fault))
		return -1;
	return out->is_own ? 0 : refuse_image(fault, out);
}

static int unknown_attribute(struct fault *fault, const char *name)
{
	return fault_set(fault, FAULT_PARAMETER_VALUE, "Value (%s) for "
			 "parameter attribute is invalid. Unknown attribute.",
			 name);
}

int images_describe_attribute(struct call *c, struct fault *fault)
{
	struct image image;
	struct subject subject = { .id = image.id, .owner = c->account };
	const char *name;
	bool found;

	if (images_find(c, &image, fault) ||
	    call_need(c, "Attribute", &name, fault))
		return -1;
	if (!image.is_visible)
		return describe_missing(&image_kind, image.id, 1, fault);
	if (!image.is_own)
		return refuse_image(fault, &image);
	markup_text(c->out, "imageId", image.id);
	if (listing_attribute(c, image_kind_attributes, name, &subject,
			      &found, fault))
		return -1;
	return found ? 0 : unknown_attribute(fault, name);
}

static const char reset_sql[] =
"DELETE FROM permission WHERE resource = ?1";

int images_reset_attribute(struct call *c, struct fault *fault)
{
	struct image image;
	const char *name;

	if (images_find_own(c, &image, fault) ||
	    call_need(c, "Attribute", &name, fault))
		return -1;
	if (strcmp(name, "productCodes") == 0)
		return fault_set(fault, FAULT_AMI_ATTRIBUTE_ITEM,
				 "The product code of an image cannot be "
				 "changed or removed. Register the image again "
				 "to obtain a new AMI ID without it.");
	if (strcmp(name, "launchPermission") != 0)
		return unknown_attribute(fault, name);
	if (call_sql(c, reset_sql, SQL_VALUES(image.id), fault))
		return -1;
	markup_text(c->out, "return", "true");
	return 0;
}
