/* SPDX-License-Identifier: BSD-2-Clause */
#include "leaks.h"

#include <stdlib.h>
#include <string.h>

#include "ami.h"

/* The Marketplace may read what its sellers publish. */
static const char marketplace[] = "679593333241";

static const struct row volume_rows[] = {
	AMI_PERMISSIONS("createVolumePermission"), ROW_END
};

static const struct answer_rule volume_rule = {
	.attribute = true, .echoes = { { "snapshotId", "SnapshotId" } },
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

struct leaks {
	struct buf entities;	/* of the job under way; the first member, for
				 * ami_on_entity */
	struct audit *audit;
	struct session *session;
	struct part *parts;	/* by snapshot */
	size_t parts_count, part;
	const char **ids;	/* of snapshots, each once */
	size_t ids_count, at;
};

static bool has_entity(const char *list, size_t len, const char *one)
{
	for (const char *p = list; p < list + len; p += strlen(p) + 1)
		if (strcmp(p, one) == 0)
			return true;
	return false;
}

/* Whether the snapshot under way is open to someone that the AMI is not. */
static bool is_leak(const struct leaks *s, const struct image *image)
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

/* Whether a failure says that there is nothing to find out: the snapshot is
 * gone or another's, or the endpoint has no such permissions. */
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
	struct leaks *s = ctx;
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

static int by_snapshot(const void *a, const void *b)
{
	const struct part *one = a, *two = b;

	return strcmp(one->snapshot, two->snapshot);
}

/* Adds the snapshots of an AMI to the parts; only counts them where there is
 * no room yet. */
static void add_parts(struct leaks *s, struct image *image)
{
	const char *p = image->snapshots, *end = p + image->snapshots_len;

	if (image->is_public || image->withdrawn)
		return;
	for (; p < end; p += strlen(p) + 1, s->parts_count++)
		if (s->parts)
			s->parts[s->parts_count] = (struct part){ p, image };
}

static int list_parts(struct leaks *s, struct item **items, size_t count,
		      struct err *err)
{
	for (size_t i = 0; i < count; i++)
		add_parts(s, items[i]->image);
	s->parts = calloc(s->parts_count + 1, sizeof(*s->parts));
	if (!s->parts)
		return err_memory(err);
	s->parts_count = 0;
	for (size_t i = 0; i < count; i++)
		add_parts(s, items[i]->image);
	if (s->parts_count)
		qsort(s->parts, s->parts_count, sizeof(*s->parts),
		      by_snapshot);
	return 0;
}

/* Lists the snapshots of AMIs that are not public, each once. */
static int list_snapshots(struct leaks *s, struct item **items, size_t count,
			  struct err *err)
{
	if (list_parts(s, items, count, err))
		return -1;
	s->ids = calloc(s->parts_count + 1, sizeof(*s->ids));
	if (!s->ids)
		return err_memory(err);
	for (size_t i = 0; i < s->parts_count; i++)
		if (!i || by_snapshot(&s->parts[i - 1], &s->parts[i]) != 0)
			s->ids[s->ids_count++] = s->parts[i].snapshot;
	return 0;
}

int leaks_ask(struct audit *a, struct session *session, struct item **items,
	      size_t count, struct err *err)
{
	static const struct job_param params[] = {
		{ "Attribute", "createVolumePermission" }, { NULL, NULL },
	};
	struct leaks s = { .audit = a, .session = session };
	struct session_question q = {
		.call = &volume_call, .params = params, .each = "SnapshotId",
		.row = ami_on_entity, .done = on_volume_done, .ctx = &s,
	};
	int rc = list_snapshots(&s, items, count, err);

	q.values = s.ids;
	q.count = s.ids_count;
	if (!rc && q.count)
		rc = session_ask(session, &q, err);
	free(s.ids);
	free(s.parts);
	buf_release(&s.entities);
	return rc;
}
