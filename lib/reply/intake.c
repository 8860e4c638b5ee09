/* SPDX-License-Identifier: BSD-2-Clause */
#include "reply/intake.h"

#include <string.h>

#include "base/str.h"
#include "reply/reason.h"

static int pass_item(void *ctx, const struct node *item, struct err *err)
{
	struct intake *in = ctx;

	if (!in->items || in->status != 200)
		return 0;
	return in->fn(in->ctx, item, err);
}

int intake_init(struct intake *in, item_fn *fn, void *ctx, struct err *err)
{
	in->fn = fn;
	in->ctx = ctx;
	in->page.secret = true;
	return item_new(&in->item, "", pass_item, in, err);
}

void intake_release(struct intake *in)
{
	item_free(in->item);
	in->item = NULL;
	buf_release(&in->body);
	buf_release(&in->page);
}

void intake_secret(struct intake *in)
{
	item_secret(in->item);
	in->body.secret = true;
}

int intake_begin(struct intake *in, const char *action, const char *items,
		 bool keep, struct err *err)
{
	in->action = action;
	in->items = items;
	in->keep = keep;
	in->status = 0;
	in->error_len = 0;
	in->any = in->foreign = in->unreadable = in->begun = false;
	in->blanks = 0;
	buf_clear(&in->body);
	buf_clear(&in->page);
	return item_reset(in->item, items ? items : "", err);
}

const struct node *intake_root(const struct intake *in)
{
	return item_root(in->item);
}

bool intake_is_imitated(const struct intake *in, const char *version)
{
	static const char start[] = "http://ec2.amazonaws.com/doc/";
	const char *space = item_namespace(in->item);
	size_t len;

	if (!*space)
		return false;
	if (!str_begins(space, start))
		return true;
	space += sizeof(start) - 1;
	len = strlen(version);
	return strncmp(space, version, len) != 0 ||
	       strcmp(space + len, "/") != 0;
}

/* Returns whether the reply's root element has arrived and is neither a reply
 * to the action nor an error in EC2's format. */
static bool is_foreign(const struct intake *in)
{
	const struct node *root = intake_root(in);

	return root && !reply_is_to(root, in->action) &&
	       strcmp(root->name, "Response") != 0 &&
	       strcmp(root->name, "ErrorResponse") != 0;
}

size_t intake_memory(const struct intake *in)
{
	return item_memory(in->item);
}

void intake_drop(struct intake *in)
{
	struct err again;

	/* If this reset fails, intake_begin tries again and reports a
	 * failure. */
	(void)item_reset(in->item, "", &again);
}

static void keep_body(struct intake *in, const char *data, size_t len)
{
	size_t room;

	if (in->body.len >= INTAKE_KEPT_MAX)
		return;
	room = INTAKE_KEPT_MAX - in->body.len;
	buf_append(&in->body, data, len < room ? len : room);
	if (in->body.len == INTAKE_KEPT_MAX)
		buf_puts(&in->body, "... (cut)");
}

static void keep_page(struct intake *in, const char *data, size_t len)
{
	size_t room = INTAKE_PAGE_MAX - in->page.len;

	buf_append(&in->page, data, len < room ? len : room);
}

/* Returns whether a reply with an error status was too long, so that we stopped
 * reading it. */
static bool is_cut(const struct intake *in)
{
	return in->error_len > INTAKE_KEPT_MAX;
}

/* Starts a reply when its first bytes arrive, since we then know the HTTP
 * status.  If the status is not 200, marks the reply's memory as secret,
 * because the reply may quote the session token that we sent. */
static int start_reply(struct intake *in, long status, struct err *err)
{
	in->status = status;
	if (status == 200)
		return 0;
	intake_secret(in);
	return item_reset(in->item, "", err);
}

/* Decides whether to read more of another server's page.  Returns -1, to stop,
 * if the HTTP status is 200 and we have kept INTAKE_PAGE_MAX bytes of the
 * page. */
static int go_on(const struct intake *in, struct err *err)
{
	if (in->status == 200 && in->page.len == INTAKE_PAGE_MAX)
		return err_set(err, "foreign");
	return 0;
}

/* Parses the next bytes of a reply that may still be a reply to the action or
 * an error. */
static int parse_bytes(struct intake *in, const char *data, size_t len,
		       struct err *err)
{
	bool failed = item_feed(in->item, data, len, err) != 0;

	if (failed && in->status == 200 && intake_root(in) && !is_foreign(in))
		return -1;
	/* If the HTTP status is an error, the request has failed anyway, so
	 * malformed XML does not end the reading. */
	in->unreadable = failed && (in->status != 200 || !intake_root(in));
	in->foreign = in->foreign || (failed && !intake_root(in)) ||
		      is_foreign(in);
	in->begun = in->status == 200 && intake_root(in) && !in->foreign;
	if (in->begun)
		buf_clear(&in->page);
	return in->foreign ? go_on(in, err) : 0;
}

/* Skips white space before the reply.  Some services begin with an empty line,
 * but XML allows no white space before its declaration. */
static void skip_space(struct intake *in, const char **data, size_t *len)
{
	while (!in->any && *len && in->blanks < INTAKE_BLANKS_MAX &&
	       **data && strchr(" \t\r\n", **data)) {
		(*data)++;
		(*len)--;
		in->blanks++;
	}
	in->any = in->any || *len;
}

int intake_feed(struct intake *in, long status, const char *data, size_t len,
		struct err *err)
{
	if (in->status != status && start_reply(in, status, err))
		return -1;
	if (status != 200)
		in->error_len += len;
	if (in->keep)
		keep_body(in, data, len);
	if (is_cut(in))
		return err_set(err, "cut");
	if (!in->begun)
		keep_page(in, data, len);
	if (in->unreadable || (in->foreign && status == 200))
		return go_on(in, err);
	skip_space(in, &data, &len);
	return len ? parse_bytes(in, data, len, err) : 0;
}

/* Returns whether ROOT is named ACTIONResponseType.  Eucalyptus gives a reply
 * this name if it does not know the requested version of the API. */
static bool is_unversioned(const struct intake *in, const struct node *root)
{
	size_t len = strlen(in->action);

	return strncmp(root->name, in->action, len) == 0 &&
	       strcmp(root->name + len, "ResponseType") == 0;
}

static bool is_redirect(long status)
{
	return status == 301 || status == 302 || status == 303 ||
	       status == 307 || status == 308;
}

static enum intake_kind read_foreign(const struct intake *in,
				     const struct http_reply *reply,
				     struct err *why)
{
	const struct node *root = intake_root(in);
	const char *within = *reply->head.encoding ? " in " : "";
	const char *type = reply->head.type;
	struct buf reason = { .secret = true };

	if (!*within)
		reason_find(&reason, buf_str(&in->page), in->page.len,
			    reply->status);
	if (!in->unreadable && reply_is_to(root, in->action))
		err_set(why, "answered HTTP %ld with <%.64s>, which must come "
			"with HTTP 200", reply->status, root->name);
	else if (root && !in->unreadable)
		err_set(why, "answered HTTP %ld with <%.64s>, which is not "
			"a reply to %s%s%s", reply->status, root->name,
			in->action, reason.len ? ": " : "", buf_str(&reason));
	else
		err_set(why, "answered HTTP %ld with %s%s%s, which is not "
			"a reply of EC2%s%s", reply->status,
			*type ? type : reason.len ? "a page"
			: "nothing readable", within, reply->head.encoding,
			reason.len ? ": " : "", buf_str(&reason));
	buf_release(&reason);
	if (root && !in->unreadable && is_unversioned(in, root))
		err_hint(why, "the endpoint does not know this version of the "
			 "API: choose another with EC2_API_VERSION, such "
			 "as 2011-01-01");
	if (is_redirect(reply->status))
		err_hint(why, "redirects are not followed: give the "
			 "endpoint's own URL");
	return INTAKE_FOREIGN;
}

/* Finds the kind of a reply that has an error status and is too long.  The part
 * that we have read may be an error in EC2's format. */
static enum intake_kind find_truncated(const struct intake *in,
				       const struct http_reply *reply,
				       struct reply_error *error,
				       struct err *why)
{
	const struct node *root = in->unreadable ? NULL : intake_root(in);

	if (reply_find_error(root, error))
		return INTAKE_ERROR;
	if (!root || is_foreign(in))
		return read_foreign(in, reply, why);
	err_set(why, "answered HTTP %ld with more than %d KiB", reply->status,
		INTAKE_KEPT_MAX / 1024);
	return INTAKE_FOREIGN;
}

static enum intake_kind read_whole(struct intake *in,
				   const struct http_reply *reply,
				   struct reply_error *error, struct err *why)
{
	const struct node *root = NULL;

	if (!in->status && reply->status == 200) {
		err_set(why, "answered HTTP 200 with an empty body");
		return INTAKE_BROKEN;
	}
	if (!in->unreadable) {
		in->unreadable = item_finish(in->item, why) != 0;
		if (in->unreadable && reply->status == 200)
			return INTAKE_BROKEN;
	}
	if (!in->unreadable)
		root = intake_root(in);
	if (reply_find_error(root, error))
		return INTAKE_ERROR;
	if (reply->status != 200 || !reply_is_to(root, in->action))
		return read_foreign(in, reply, why);
	return INTAKE_REPLY;
}

enum intake_kind intake_end(struct intake *in, const struct http_reply *reply,
			    struct reply_error *error, struct err *why)
{
	if (is_cut(in))
		return find_truncated(in, reply, error, why);
	if (in->foreign)
		return read_foreign(in, reply, why);
	if (reply->failure == HTTP_WHOLE)
		return read_whole(in, reply, error, why);
	*why = reply->err;
	return INTAKE_BROKEN;
}
