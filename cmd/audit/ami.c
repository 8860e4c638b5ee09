/* SPDX-License-Identifier: BSD-2-Clause */
#include "ami.h"

#include <string.h>

#include "reply/row.h"

int ami_on_entity(void *ctx, const struct row *row, const struct cell *cells,
		  size_t count, struct err *err)
{
	struct buf *entities = ctx;

	if (count < 2)
		return 0;
	buf_append(entities, cells[1].text, cells[1].len);
	buf_putc(entities, '\0');
	return buf_check(entities, "permissions", err);
}

/* Returns whether CODE is in CODES, a comma-separated list. */
static bool has_code(const char *codes, const char *code)
{
	size_t len = strlen(code);

	for (const char *p = codes; *p; p += *p == ',') {
		size_t n = strcspn(p, ",");

		if (n == len && memcmp(p, code, n) == 0)
			return true;
		p += n;
	}
	return false;
}

/* Returns whether the AMI has a product code that the user did not give.  If
 * the user gave no product code, returns false. */
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

/* Stores one text with the AMI's product codes and launch permissions.  Later
 * runs compare this text with their own, to find changes. */
static int keep_detail(struct audit *a, struct item *item, struct err *err)
{
	struct buf detail = { 0 };
	const struct image *image = item->image;

	buf_append(&detail, image->codes, image->codes_len);
	buf_putc(&detail, '\n');
	buf_append(&detail, image->shared, image->shared_len);
	for (size_t i = 0; i < detail.len; i++)
		if (!detail.data[i])
			detail.data[i] = ' ';
	return list_keep_buf(&a->list, &detail, &item->now.detail, err);
}

int ami_judge(struct audit *a, struct item *item, struct err *err)
{
	const struct finding *before = &item->before;

	if (item->listed && item->image->withdrawn)
		item->listed = false;
	if (!item->listed) {
		/* An AMI gets the change DROPPED if an earlier run found it and
		 * no later run gave it this change.  If this run could not ask
		 * every target, no AMI gets this change, because the AMI may
		 * still exist. */
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
