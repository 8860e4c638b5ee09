/* SPDX-License-Identifier: BSD-2-Clause */
#include "survey.h"

#include <stdlib.h>
#include <string.h>

#include "judge.h"

/* The Marketplace may read what its sellers publish. */
static const char marketplace[] = "679593333241";

enum { IMAGE_ID, IMAGE_NAME, IMAGE_OWNER, IMAGE_PUBLIC, IMAGE_CODES,
       IMAGE_SNAPSHOTS };

static const struct row image_rows[] = {
	{ "", .columns = {
		COLUMN("ImageID", PATH("imageId")),
		COLUMN("ImageLocation", PATH("imageLocation")),
		COLUMN("Owner", PATH("imageOwnerId")),
		BOOL("Public", BOOLEAN("isPublic")),
		CODE_LIST("ProductCodes", CODES("productCodes/item")),
		STRINGS("Snapshots",
			JOINED("blockDeviceMapping/item/ebs/snapshotId")),
	  } },
	ROW_END
};

static const struct answer_rule images_rule = {
	.set = "imagesSet", .things = "", .id = "imageId",
};

static const struct exchange_call images_call = {
	.action = "DescribeImages", .items = "imagesSet/item",
	.rows = image_rows, .pages = true, .rule = &images_rule,
};

#define PERMISSION_ROWS(name) \
	{ name "/item", .columns = { \
		COLUMN("ItemType", NAME), COLUMN("ItemValue", VALUE) } }

static const struct row launch_rows[] = {
	PERMISSION_ROWS("launchPermission"), ROW_END
};

static const struct row volume_rows[] = {
	PERMISSION_ROWS("createVolumePermission"), ROW_END
};

static const struct answer_rule launch_rule = {
	.attribute = true, .echoes = { { "imageId", "ImageId" } },
};

static const struct answer_rule volume_rule = {
	.attribute = true, .echoes = { { "snapshotId", "SnapshotId" } },
};

static const struct exchange_call launch_call = {
	.action = "DescribeImageAttribute", .items = "", .rows = launch_rows,
	.rule = &launch_rule,
};

static const struct exchange_call volume_call = {
	.action = "DescribeSnapshotAttribute", .items = "",
	.rows = volume_rows, .rule = &volume_rule,
};

/* A snapshot of an AMI that is not public. */
struct part {
	const char *snapshot;
	struct image *image;
};

/* The state of asking one target. */
struct survey {
	struct audit *audit;
	struct session *session;
	struct item **items;	/* of this target, in the order of their jobs */
	size_t count, cap, at;
	struct buf entities;	/* of the job under way, each with a NUL */
	const char **ids;	/* of AMIs, then of snapshots, each once */
	size_t ids_count;
	struct part *parts;	/* by snapshot */
	size_t parts_count, part;
	bool failed;		/* the AMIs could not be listed */
};

static int on_survey_begin(void *ctx, const struct job *job, struct err *err)
{
	return 0;
}

static int on_survey_idle(void *ctx, struct err *err)
{
	return 0;
}

static const char *keep_cell(struct audit *a, const struct cell *cell)
{
	return list_keep(&a->list, cell->text, cell->len);
}

/* Keeps the codes: every second element, since a type precedes each. */
static int keep_codes(struct audit *a, struct image *image,
		      const struct cell *cell, struct err *err)
{
	struct buf codes = {0};
	bool is_code = false;

	for (size_t at = 0; at < cell->len; is_code = !is_code) {
		size_t len = strlen(cell->text + at) + 1;

		if (is_code && len > 1)
			buf_append(&codes, cell->text + at, len);
		at += len;
	}
	image->codes_len = codes.len;
	image->codes = codes.failed ? NULL
		     : list_keep(&a->list, buf_str(&codes), codes.len);
	buf_release(&codes);
	return image->codes ? 0 : err_memory(err);
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
		.is_public = cells[IMAGE_PUBLIC].len == 4,
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
			  const struct exchange_result *result,
			  struct err *err)
{
	struct survey *s = ctx;

	if (!result->failed)
		return 0;
	s->failed = true;
	audit_fail(s->audit, s->session, job, result, "");
	return 0;
}

/* Takes an entity: "all" for a group, otherwise an account or an ARN. */
static int on_entity(void *ctx, const struct row *row,
		     const struct cell *cells, size_t count, struct err *err)
{
	struct survey *s = ctx;

	if (count < 2)
		return 0;
	buf_append(&s->entities, cells[1].text, cells[1].len);
	buf_putc(&s->entities, '\0');
	return buf_check(&s->entities, "permissions", err);
}

/* Keeps the entities that may launch an AMI, without its owner. */
static int keep_entities(struct survey *s, struct image *image,
			 struct err *err)
{
	struct buf kept = {0};
	const char *p = buf_str(&s->entities), *end = p + s->entities.len;

	for (; p < end; p += strlen(p) + 1) {
		if (strcmp(p, image->owner) == 0)
			continue;
		image->is_public = image->is_public || strcmp(p, "all") == 0;
		image->to_unit = image->to_unit || strncmp(p, "arn:", 4) == 0;
		buf_append(&kept, p, strlen(p) + 1);
		image->shared_count++;
	}
	if (image->is_public && !image->shared_count) {
		buf_append(&kept, "all", 4);
		image->shared_count = 1;
	}
	image->shared_len = kept.len;
	image->shared = kept.failed ? NULL
		: list_keep(&s->audit->list, buf_str(&kept), kept.len);
	buf_release(&kept);
	return image->shared ? 0 : err_memory(err);
}

static int on_launch_done(void *ctx, const struct job *job,
			  const struct exchange_result *result,
			  struct err *err)
{
	struct survey *s = ctx;
	struct item *item = s->items[s->at++];
	int rc = 0;

	if (!result->failed) {
		rc = keep_entities(s, item->image, err);
	} else if (strncmp(result->code, "InvalidAMIID.", 13) == 0) {
		item->image->withdrawn = true;
	} else {
		item->image->unread = true;
		audit_fail(s->audit, s->session, job, result, item->id);
	}
	buf_clear(&s->entities);
	return rc;
}

static bool has_entity(const char *list, size_t len, const char *one)
{
	for (const char *p = list; p < list + len; p += strlen(p) + 1)
		if (strcmp(p, one) == 0)
			return true;
	return false;
}

/* Whether someone may use the snapshot under way but not launch the AMI. */
static bool is_leak(const struct survey *s, const struct image *image)
{
	const char *p = buf_str(&s->entities), *end = p + s->entities.len;

	if (image->is_public || image->to_unit)
		return false;
	for (; p < end; p += strlen(p) + 1)
		if (strcmp(p, marketplace) != 0 &&
		    strcmp(p, image->owner) != 0 &&
		    !has_entity(image->shared, image->shared_len, p))
			return true;
	return false;
}

/* Whether a failure means that there are no permissions to read: the snapshot
 * is gone, or is another account's, or the endpoint has no such permissions. */
static bool is_no_snapshot(const struct exchange_result *result)
{
	static const char *const codes[] = {
		"InvalidSnapshot.NotFound", "InvalidAction", "UnknownAction",
		"Unsupported", "UnsupportedOperation", "NotImplemented",
	};

	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++)
		if (strcmp(result->code, codes[i]) == 0)
			return true;
	return strcmp(result->code, "AuthFailure") == 0 && !result->refused;
}

static int on_volume_done(void *ctx, const struct job *job,
			  const struct exchange_result *result,
			  struct err *err)
{
	struct survey *s = ctx;
	const char *id = s->ids[s->at++];
	bool unread = result->failed && !is_no_snapshot(result);

	for (; s->part < s->parts_count &&
	       strcmp(s->parts[s->part].snapshot, id) == 0; s->part++) {
		struct image *image = s->parts[s->part].image;

		image->unread = image->unread || unread;
		image->leaked = image->leaked ||
				(!result->failed && is_leak(s, image));
		if (image->to_unit && s->entities.len)
			session_say(s->session, false, "an AMI is shared with "
				    "an organization, whose members are not "
				    "known: its snapshots are not compared");
	}
	if (unread)
		audit_fail(s->audit, s->session, job, result, id);
	buf_clear(&s->entities);
	return 0;
}

static int list_images(struct survey *s, struct err *err)
{
	static const struct job_param params[] = {
		{ "Owner.1", "self" }, { "MaxResults", "1000" },
		{ NULL, NULL },
	};
	const struct api_sink sink = { on_survey_begin, on_image,
				       on_images_done, on_survey_idle, s };
	const struct session_question q = {
		.call = &images_call, .params = params, .sink = &sink,
	};
	struct list *list = &s->audit->list;

	if (session_ask(s->session, &q, err))
		return -1;
	if (s->failed && s->audit->sessions_count < 2)
		return err_set(err, "the AMIs in %s could not be listed",
			       session_region(s->session));
	s->audit->partial = s->audit->partial || s->failed;
	s->items = calloc(list->len + 1, sizeof(struct item *));
	s->ids = calloc(list->len + 1, sizeof(*s->ids));
	if (!s->items || !s->ids)
		return err_memory(err);
	if (list_sort(list, err))
		return -1;
	/* An endpoint may list one twice. */
	for (size_t i = 1; i < list->len; i++)
		if (strcmp(list->items[list->by_id[i]].id,
			   list->items[list->by_id[i - 1]].id) == 0)
			list->items[list->by_id[i]].listed = false;
	for (size_t i = 0; i < list->len; i++) {
		struct item *item = &list->items[i];

		if (!item->listed || item->image->session != s->session)
			continue;
		s->ids[s->count] = item->id;
		s->items[s->count++] = item;
	}
	/* A wrong profile or region would look as if all were well. */
	if (!s->count && s->audit->sessions_count < 2)
		return err_set(err, "this account owns no AMI in %s",
			       session_region(s->session));
	return 0;
}

static int ask_launch(struct survey *s, struct err *err)
{
	static const struct job_param params[] = {
		{ "Attribute", "launchPermission" }, { NULL, NULL },
	};
	const struct api_sink sink = { on_survey_begin, on_entity,
				       on_launch_done, on_survey_idle, s };
	const struct session_question q = {
		.call = &launch_call, .params = params, .each = "ImageId",
		.values = s->ids, .count = s->count, .sink = &sink,
	};

	s->at = 0;
	return s->count ? session_ask(s->session, &q, err) : 0;
}

static int by_snapshot(const void *a, const void *b)
{
	const struct part *one = a, *two = b;

	return strcmp(one->snapshot, two->snapshot);
}

/* Adds the snapshots of an AMI to the parts; only counts them where there is
 * no room yet. */
static void add_parts(struct survey *s, struct image *image)
{
	const char *p = image->snapshots, *end = p + image->snapshots_len;

	if (image->is_public || image->withdrawn)
		return;
	for (; p < end; p += strlen(p) + 1, s->parts_count++)
		if (s->parts)
			s->parts[s->parts_count] = (struct part){ p, image };
}

static int list_parts(struct survey *s, struct err *err)
{
	for (size_t i = 0; i < s->count; i++)
		add_parts(s, s->items[i]->image);
	s->parts = calloc(s->parts_count + 1, sizeof(*s->parts));
	if (!s->parts)
		return err_memory(err);
	s->parts_count = 0;
	for (size_t i = 0; i < s->count; i++)
		add_parts(s, s->items[i]->image);
	if (s->parts_count)
		qsort(s->parts, s->parts_count, sizeof(*s->parts),
		      by_snapshot);
	return 0;
}

/* Lists the snapshots of AMIs that are not public, each once. */
static int list_snapshots(struct survey *s, struct err *err)
{
	if (list_parts(s, err))
		return -1;
	free(s->ids);
	s->ids = calloc(s->parts_count + 1, sizeof(*s->ids));
	if (!s->ids)
		return err_memory(err);
	for (size_t i = 0; i < s->parts_count; i++)
		if (!i || by_snapshot(&s->parts[i - 1], &s->parts[i]) != 0)
			s->ids[s->ids_count++] = s->parts[i].snapshot;
	return 0;
}

static int ask_snapshots(struct survey *s, struct err *err)
{
	static const struct job_param params[] = {
		{ "Attribute", "createVolumePermission" }, { NULL, NULL },
	};
	const struct api_sink sink = { on_survey_begin, on_entity,
				       on_volume_done, on_survey_idle, s };
	struct session_question q = {
		.call = &volume_call, .params = params, .each = "SnapshotId",
		.sink = &sink,
	};

	if (list_snapshots(s, err))
		return -1;
	s->at = 0;
	q.values = s->ids;
	q.count = s->ids_count;
	return q.count ? session_ask(s->session, &q, err) : 0;
}

/* Whether CODE is one of those wanted, which commas separate. */
static bool has_code(const char *wanted, const char *code)
{
	size_t len = strlen(code);

	for (const char *p = wanted; *p; p += *p == ',') {
		size_t n = strcspn(p, ",");

		if (n == len && memcmp(p, code, n) == 0)
			return true;
		p += n;
	}
	return false;
}

/* Whether it has a code that is none of those asked for; any will do where none
 * is. */
static bool is_foreign(const struct audit *a, const struct image *image)
{
	const char *p = image->codes, *end = p + image->codes_len;

	while (p < end && (!a->code.len || has_code(buf_str(&a->code), p)))
		p += strlen(p) + 1;
	return p < end;
}

static const char *verdict_of(const struct audit *a, const struct image *image)
{
	bool shared = image->is_public || image->shared_count;

	if (image->unread)
		return "UNKNOWN";
	if (!image->codes_len && shared)
		return "FREE";
	if (image->leaked)
		return "LEAKED";
	if (is_foreign(a, image))
		return "FOREIGN";
	if (!image->codes_len)
		return "PRIVATE";
	return shared ? "OK" : "UNSOLD";
}

/* Keeps all that the item's row shows, to compare it with the next run's. */
static int keep_detail(struct audit *a, struct item *item, struct err *err)
{
	struct buf detail = {0};
	const struct image *image = item->image;

	buf_append(&detail, image->codes, image->codes_len);
	buf_putc(&detail, '\n');
	buf_append(&detail, image->shared, image->shared_len);
	for (size_t i = 0; i < detail.len; i++)
		if (!detail.data[i])
			detail.data[i] = ' ';
	item->now.detail = detail.failed ? NULL
		: list_keep(&a->list, buf_str(&detail), detail.len);
	buf_release(&detail);
	return item->now.detail ? 0 : err_memory(err);
}

static int judge_image(struct audit *a, struct item *item, struct err *err)
{
	const struct finding *before = &item->before;

	if (item->listed && item->image->withdrawn)
		item->listed = false;
	if (!item->listed) {
		/* "SAME" if the AMI may be at a target that was not asked, or
		 * was not known before. */
		item->change = item->dropped || a->partial || !*before->state
			       ? "SAME" : "DROPPED";
		item->now = item->before;
		return 0;
	}
	item->now.state = verdict_of(a, item->image);
	item->answered = !item->image->unread;
	if (!item->answered) {
		item->change = "UNKNOWN";
		item->now.detail = before->detail;
		item->now.since = before->since;
		return 0;
	}
	if (keep_detail(a, item, err))
		return -1;
	if (!*before->state)
		item->change = "NEW";
	else if (item->dropped)
		item->change = "BACK";
	else if (strcmp(before->state, item->now.state) == 0 &&
		 strcmp(before->detail, item->now.detail) == 0)
		item->change = "SAME";
	else
		item->change = item->now.state;
	item->now.since = strcmp(before->state, item->now.state) == 0
			  ? before->since : a->now;
	return 0;
}

/* The order of ec2-describe-images: by location, then id. */
static int by_name(const void *a, const void *b)
{
	const struct item *one = a, *two = b;
	int order = strcmp(one->label, two->label);

	return order ? order : strcmp(one->id, two->id);
}

int survey_ask(struct audit *a, struct err *err)
{
	int rc = 0;

	for (size_t i = 0; i < a->sessions_count && !rc; i++) {
		struct survey s = { .audit = a, .session = a->sessions[i] };

		rc = list_images(&s, err) || ask_launch(&s, err) ||
		     ask_snapshots(&s, err) ? -1 : 0;
		free(s.items);
		free(s.ids);
		free(s.parts);
		buf_release(&s.entities);
	}
	for (size_t i = 0; i < a->list.len && !rc; i++)
		rc = judge_image(a, &a->list.items[i], err);
	if (!rc && a->list.len)
		qsort(a->list.items, a->list.len, sizeof(*a->list.items),
		      by_name);
	return rc ? rc : list_sort(&a->list, err);
}
