/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Takes any bytes as the head and body of a reply.  The result must not depend
 * on how the bytes of the body are divided into pieces.  Only a reply with
 * status 200 has items.  The first byte chooses the status and the size of the
 * pieces.
 */
#include "fuzz.h"

#include "http/head.h"
#include "reply/intake.h"

/* The result of reading a reply. */
struct outcome {
	enum intake_kind kind;
	char code[128];
	size_t items;
};

static int on_item(void *ctx, const struct node *item, struct err *err)
{
	struct outcome *o = ctx;

	MUST(item);
	o->items++;
	return 0;
}

/* Passes the head line by line, as libcurl does.  Returns the number of bytes
 * in the head. */
static size_t take_head(struct head *h, const char *data, size_t size)
{
	struct err err = { 0 };
	size_t at = 0;

	head_begin(h);
	while (at < size && !h->ended) {
		const char *end = memchr(data + at, '\n', size - at);
		size_t len = end ? (size_t)(end - data) - at + 1 : size - at;
		char *line = fuzz_copy(data + at, len);

		if (head_line(h, line, len, &err))
			MUST(*err.text);
		MUST(strlen(h->date) < sizeof(h->date));
		MUST(strlen(h->type) < sizeof(h->type));
		MUST(strlen(h->encoding) < sizeof(h->encoding));
		MUST(!strpbrk(h->type, "\r\n"));
		free(line);
		at += len;
	}
	return at;
}

static void take(struct intake *in, struct outcome *o, struct http_reply *reply,
		 const char *data, size_t size, size_t piece)
{
	struct reply_error error = { 0 };
	struct err err = { 0 }, why = { 0 };

	o->items = 0;
	o->code[0] = '\0';
	reply->failure = HTTP_WHOLE;
	MUST(intake_begin(in, "List", "set/item", true, &err) == 0);
	for (size_t n; size; data += n, size -= n) {
		n = size < piece ? size : piece;
		if (intake_feed(in, reply->status, data, n, &err) == 0)
			continue;
		reply->failure = HTTP_REJECTED;
		reply->err = err;
		break;
	}
	o->kind = intake_end(in, reply, &error, &why);
	if (o->kind == INTAKE_BROKEN || o->kind == INTAKE_FOREIGN) {
		MUST(*why.text);
		/* libxml2 may notice an error one piece earlier, so both kinds
		 * count as broken. */
		o->kind = INTAKE_BROKEN;
	}
	if (o->kind != INTAKE_ERROR)
		return;
	MUST(error.code && error.message);
	(void)snprintf(o->code, sizeof(o->code), "%s", error.code);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const long statuses[] = { 200, 400, 503, 301 };
	struct intake in = { 0 };
	struct http_reply reply = { 0 };
	struct outcome whole, parts;
	size_t piece, head;
	struct err err;
	char *body;

	if (!size)
		return 0;
	reply.status = statuses[data[0] % 4];
	piece = data[0] / 4 % 16 + 1;
	head = 1 + take_head(&reply.head, (const char *)data + 1, size - 1);
	body = fuzz_copy(data + head, size - head);
	size -= head;

	MUST(intake_init(&in, on_item, &whole, &err) == 0);
	take(&in, &whole, &reply, body, size, size + 1);
	in.ctx = &parts;
	take(&in, &parts, &reply, body, size, piece);
	MUST(whole.kind == parts.kind);
	MUST(strcmp(whole.code, parts.code) == 0);
	MUST(whole.kind != INTAKE_REPLY || reply.status == 200);
	MUST(whole.kind != INTAKE_REPLY || whole.items == parts.items);
	MUST(reply.status == 200 || (!whole.items && !parts.items));
	intake_drop(&in);
	MUST(!intake_root(&in));
	intake_release(&in);
	free(body);
	return 0;
}
