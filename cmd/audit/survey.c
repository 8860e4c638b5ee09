/* SPDX-License-Identifier: BSD-2-Clause */
#include "survey.h"

#include <stdlib.h>
#include <string.h>

#include "ami.h"
#include "base/str.h"
#include "leaks.h"
#include "reply/image.h"

enum { IMAGE_ID, IMAGE_NAME, IMAGE_OWNER, IMAGE_PUBLIC, IMAGE_CODES,
       IMAGE_SNAPSHOTS };

static const struct row image_rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("ImageID", PATH("imageId")),
		COLUMN("ImageLocation", PATH("imageLocation")),
		COLUMN("Owner", PATH("imageOwnerId")),
		BOOL("Public", BOOLEAN("isPublic")),
		CODE_LIST("ProductCodes", CODES("productCodes/item")),
		STRINGS("Snapshots",
			JOINED("blockDeviceMapping/item/ebs/snapshotId"))) },
	ROW_END
};

static const struct answer_rule images_rule = {
	.set = "imagesSet", .resources = "", .id = "imageId",
};

static const struct exchange_call images_call = {
	.action = "DescribeImages", .items = "imagesSet/item",
	.rows = image_rows, .pages = true, .rule = &images_rule,
};

static const struct row launch_rows[] = {
	AMI_PERMISSIONS("launchPermission"), ROW_END
};

static const struct exchange_call launch_call = {
	.action = "DescribeImageAttribute", .items = "", .rows = launch_rows,
	.rule = &image_attribute_rule,
};

/* The requests to one target, and what their replies have told so far. */
struct survey {
	struct buf entities;	/* who may launch the AMI of the current reply:
				 * accounts, ARNs, or "all" for everyone; a NUL
				 * ends each; must be the first member, because
				 * ami_on_entity fills the first member */
	struct audit *audit;
	struct session *session;
	struct item **items;	/* AMIs of this target, in the order of their
				 * jobs */
	size_t count, at;
	const char **ids;	/* the ids of `items` */
	bool failed;		/* the AMIs could not be listed */
};

static const char *keep_cell(struct audit *a, const struct cell *cell)
{
	return list_keep(&a->list, cell->text, cell->len);
}

/* Stores the product codes in IMAGE.  They are every second element of the
 * cell, because a type precedes each code. */
static int keep_codes(struct audit *a, struct image *image,
		      const struct cell *cell, struct err *err)
{
	struct buf codes = { 0 };
	bool is_code = false;

	for (size_t at = 0; at < cell->len; is_code = !is_code) {
		size_t len = strlen(cell->text + at) + 1;

		if (is_code && len > 1)
			buf_append(&codes, cell->text + at, len);
		at += len;
	}
	image->codes_len = codes.len;
	return list_keep_buf(&a->list, &codes, &image->codes, err);
}

static int keep_image(struct survey *s, struct item *item,
		      const struct cell *cells, struct err *err)
{
	struct audit *a = s->audit;
	struct image *image = arena_alloc(&a->list.texts, sizeof(*image));

	if (!image)
		return err_memory(err);
	*image = (struct image){
		.session = s->session, .shared = "",
		.owner = keep_cell(a, &cells[IMAGE_OWNER]),
		.is_public = cell_is(&cells[IMAGE_PUBLIC], "true"),
		.snapshots = keep_cell(a, &cells[IMAGE_SNAPSHOTS]),
		.snapshots_len = cells[IMAGE_SNAPSHOTS].len,
	};
	item->image = image;
	item->label = keep_cell(a, &cells[IMAGE_NAME]);
	item->listed = true;
	item->now.place = session_name(s->session);
	item->now.region = session_region(s->session);
	item->now.account = session_account(s->session);
	if (!image->owner || !image->snapshots || !item->label)
		return err_memory(err);
	return keep_codes(a, image, &cells[IMAGE_CODES], err);
}

static int on_image(void *ctx, const struct row *row, const struct cell *cells,
		    size_t count, struct err *err)
{
	struct survey *s = ctx;
	struct list *list = &s->audit->list;
	const char *id = keep_cell(s->audit, &cells[IMAGE_ID]);
	struct item *item;

	if (!id)
		return err_memory(err);
	item = list_find(list, id);
	if (!item)
		item = list_add(list, id, err);
	if (!item)
		return -1;
	return item->listed ? 0 : keep_image(s, item, cells, err);
}

static int on_images_done(void *ctx, const struct job *job,
			  const struct exchange_result *result, struct err *err)
{
	struct survey *s = ctx;

	if (!result->failed)
		return 0;
	s->failed = true;
	audit_fail(s->audit, s->session, job, result, "");
	return 0;
}

/* Stores in IMAGE who besides the owner may launch the AMI. */
static int keep_entities(struct survey *s, struct image *image, struct err *err)
{
	struct buf kept = { 0 };
	const char *p = buf_str(&s->entities), *end = p + s->entities.len;

	for (; p < end; p += strlen(p) + 1) {
		if (strcmp(p, image->owner) == 0)
			continue;
		image->is_public = image->is_public || strcmp(p, "all") == 0;
		image->to_unit = image->to_unit || str_begins(p, "arn:");
		buf_append(&kept, p, strlen(p) + 1);
		image->shared_count++;
	}
	if (image->is_public && !image->shared_count) {
		buf_append(&kept, "all", 4);
		image->shared_count = 1;
	}
	image->shared_len = kept.len;
	return list_keep_buf(&s->audit->list, &kept, &image->shared, err);
}

static int on_launch_done(void *ctx, const struct job *job,
			  const struct exchange_result *result, struct err *err)
{
	struct survey *s = ctx;
	struct item *item = s->items[s->at++];
	int rc = 0;

	if (!result->failed) {
		rc = keep_entities(s, item->image, err);
	} else if (str_begins(result->code, "InvalidAMIID.")) {
		item->image->withdrawn = true;
	} else {
		item->image->unread = true;
		audit_fail(s->audit, s->session, job, result, item->id);
	}
	buf_clear(&s->entities);
	return rc;
}

static int list_images(struct survey *s, struct err *err)
{
	static const struct job_param params[] = {
		{ "Owner.1", "self" }, { "MaxResults", "1000" },
		{ NULL, NULL },
	};
	const struct session_question q = {
		.call = &images_call, .params = params, .row = on_image,
		.done = on_images_done, .ctx = s,
	};
	struct list *list = &s->audit->list;

	if (session_ask(s->session, &q, err))
		return -1;
	if (s->failed)
		session_fail(s->session);
	if (s->failed && session_count(s->audit->set) < 2)
		return err_set(err, "the AMIs in %s could not be listed",
			       session_region(s->session));
	s->audit->partial = s->audit->partial || s->failed;
	s->items = calloc(list->len + 1, sizeof(struct item *));
	s->ids = calloc(list->len + 1, sizeof(*s->ids));
	if (!s->items || !s->ids)
		return err_memory(err);
	/* If an endpoint lists an AMI twice, list_sort sets `listed` of the
	 * second entry to false. */
	if (list_sort(list, err))
		return -1;
	for (size_t i = 0; i < list->len; i++) {
		struct item *item = &list->items[i];

		if (!item->listed || item->image->session != s->session)
			continue;
		s->ids[s->count] = item->id;
		s->items[s->count++] = item;
	}
	return 0;
}

/* Fails if no AMI was found, because a wrong profile or region would otherwise
 * look like a good result. */
static int check_any(const struct audit *a, struct err *err)
{
	const struct session *first = session_get(a->set, 0);
	struct buf names = { 0 };
	bool several;

	for (size_t i = 0; i < a->list.len; i++)
		if (a->list.items[i].image)
			return 0;
	if (a->partial)
		return err_set(err, "no AMI was found, and some regions or "
			       "accounts could not be asked");
	several = strcmp(session_name(first), session_region(first)) != 0;
	audit_targets(a, session_name, ", ", &names);
	err_set(err, "%s no AMI in %s", several ? "these accounts own"
		: "this account owns", buf_str(&names));
	buf_release(&names);
	return -1;
}

static int ask_launch(struct survey *s, struct err *err)
{
	static const struct job_param params[] = {
		{ "Attribute", "launchPermission" }, { NULL, NULL },
	};
	const struct session_question q = {
		.call = &launch_call, .params = params, .each = "ImageId",
		.values = s->ids, .count = s->count, .row = ami_on_entity,
		.done = on_launch_done, .ctx = s,
	};

	s->at = 0;
	return s->count ? session_ask(s->session, &q, err) : 0;
}

/* Compares items by location, then by id, as ec2-describe-images does. */
static int by_name(const void *a, const void *b)
{
	const struct item *one = a, *two = b;
	int order = strcmp(one->label, two->label);

	return order ? order : strcmp(one->id, two->id);
}

int survey_ask(struct audit *a, struct err *err)
{
	int rc = 0;

	for (size_t i = 0; i < session_count(a->set) && !rc; i++) {
		struct survey s = { .audit = a,
				    .session = session_get(a->set, i) };

		if (session_is_failed(s.session))
			continue;
		rc = list_images(&s, err) || ask_launch(&s, err) ||
		     leaks_ask(a, s.session, s.items, s.count, err) ? -1 : 0;
		free(s.items);
		free(s.ids);
		buf_release(&s.entities);
	}
	if (!rc)
		rc = check_any(a, err);
	for (size_t i = 0; i < a->list.len && !rc; i++)
		rc = ami_judge(a, &a->list.items[i], err);
	if (!rc && a->list.len)
		qsort(a->list.items, a->list.len, sizeof(*a->list.items),
		      by_name);
	return rc ? rc : list_sort(&a->list, err);
}
