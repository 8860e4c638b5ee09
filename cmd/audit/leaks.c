/* SPDX-License-Identifier: BSD-2-Clause */
#include "leaks.h"

#include <stdlib.h>
#include <string.h>

#include "ami.h"
#include "reply/snapshot.h"

/* The account of AWS Marketplace.  Sellers must let this account read their
 * snapshots, so its permission is not a leak. */
static const char marketplace[] = "679593333241";

static const struct row permission_rows[] = {
	AMI_PERMISSIONS("createVolumePermission"), ROW_END
};

static const struct exchange_call snapshot_call = {
	.action = "DescribeSnapshotAttribute", .items = "",
	.rows = permission_rows, .rule = &snapshot_attribute_rule,
};

/* An AMI that is not public, and one of its snapshots. */
struct pair {
	const char *snapshot;
	struct image *image;
};

struct leaks {
	struct buf entities;	/* accounts that may use the snapshot of the
				 * current reply, or "all" for everyone; a NUL
				 * ends each; must be the first member, because
				 * ami_on_entity fills the first member */
	struct audit *audit;
	struct session *session;
	struct pair *pairs;	/* sorted by the snapshot's id */
	size_t pairs_count, next_pair;
	const char **ids;	/* ids of the snapshots, each once */
	size_t ids_count, next_id;
};

static bool has_entity(const char *list, size_t len, const char *one)
{
	for (const char *p = list; p < list + len; p += strlen(p) + 1)
		if (strcmp(p, one) == 0)
			return true;
	return false;
}

/* s->entities are the accounts that may use a snapshot of the AMI.  Returns
 * whether one of them may not launch the AMI.  Ignores the owner and AWS
 * Marketplace.  Returns false if the AMI is public, or shared with an
 * organization or unit. */
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

/* Returns whether the request failed because this account cannot check the
 * snapshot: it does not exist, it belongs to another account, or the endpoint
 * lacks the action. */
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

static void remark_unit(const struct session *session, const char *snapshot)
{
	struct buf text = { 0 };

	buf_printf(&text, "%s: an AMI with this snapshot is shared with an "
		   "organization or unit, whose members the audit does not "
		   "know: the AMI was not checked for leaks", snapshot);
	session_remark(session, buf_str(&text));
	buf_release(&text);
}

static int on_snapshot_done(void *ctx, const struct job *job,
			    const struct exchange_result *result,
			    struct err *err)
{
	struct leaks *s = ctx;
	const char *id = s->ids[s->next_id++];
	bool unread = result->failed && !is_no_snapshot(result);

	for (; s->next_pair < s->pairs_count &&
	       strcmp(s->pairs[s->next_pair].snapshot, id) == 0;
	     s->next_pair++) {
		struct image *image = s->pairs[s->next_pair].image;

		image->unread = image->unread || unread;
		image->leaked = image->leaked ||
				(!result->failed && is_leak(s, image));
		if (image->to_unit && s->entities.len)
			remark_unit(s->session, id);
	}
	if (unread)
		audit_fail(s->audit, s->session, job, result, id);
	buf_clear(&s->entities);
	return 0;
}

static int by_snapshot(const void *a, const void *b)
{
	const struct pair *one = a, *two = b;

	return strcmp(one->snapshot, two->snapshot);
}

/* Adds a pair for each snapshot of the AMI, unless the AMI is public or
 * withdrawn.  While s->pairs is NULL, only counts the pairs. */
static void add_pairs(struct leaks *s, struct image *image)
{
	const char *p = image->snapshots, *end = p + image->snapshots_len;

	if (image->is_public || image->withdrawn)
		return;
	for (; p < end; p += strlen(p) + 1, s->pairs_count++)
		if (s->pairs)
			s->pairs[s->pairs_count] = (struct pair){ p, image };
}

static int list_pairs(struct leaks *s, struct item **items, size_t count,
		      struct err *err)
{
	for (size_t i = 0; i < count; i++)
		add_pairs(s, items[i]->image);
	s->pairs = calloc(s->pairs_count + 1, sizeof(*s->pairs));
	if (!s->pairs)
		return err_memory(err);
	s->pairs_count = 0;
	for (size_t i = 0; i < count; i++)
		add_pairs(s, items[i]->image);
	if (s->pairs_count)
		qsort(s->pairs, s->pairs_count, sizeof(*s->pairs), by_snapshot);
	return 0;
}

/* Fills s->pairs and s->ids.  s->ids has each snapshot once, even if several
 * AMIs have it. */
static int list_snapshots(struct leaks *s, struct item **items, size_t count,
			  struct err *err)
{
	if (list_pairs(s, items, count, err))
		return -1;
	s->ids = calloc(s->pairs_count + 1, sizeof(*s->ids));
	if (!s->ids)
		return err_memory(err);
	for (size_t i = 0; i < s->pairs_count; i++)
		if (!i || by_snapshot(&s->pairs[i - 1], &s->pairs[i]) != 0)
			s->ids[s->ids_count++] = s->pairs[i].snapshot;
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
		.call = &snapshot_call, .params = params, .each = "SnapshotId",
		.row = ami_on_entity, .done = on_snapshot_done, .ctx = &s,
	};
	int rc = list_snapshots(&s, items, count, err);

	q.values = s.ids;
	q.count = s.ids_count;
	if (!rc && q.count)
		rc = session_ask(session, &q, err);
	free(s.ids);
	free(s.pairs);
	buf_release(&s.entities);
	return rc;
}
