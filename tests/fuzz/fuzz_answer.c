/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Drops, doubles or renames elements of a correct reply, or gives items another
 * id.  Everything that the reader accepts from the changed reply must also be
 * in the correct reply.
 *
 * The first byte chooses the request, and each later pair of bytes chooses a
 * change.  Every row of the changed reply must also be a row of the correct
 * reply, but cells may be empty or shorter.  If an item is missing or repeated
 * although the request says how many items there are, or if the list itself is
 * missing, the reader must report an error.
 */
#include "fuzz.h"

#include "reply/answer.h"
#include "reply/item.h"
#include "reply/row.h"

enum { ELEMENTS_MAX = 128, ROWS_MAX = 64, ROW_LEN = 512 };

static const struct row attribute_rows[] = {
	{ "launchPermission/item",
	  .columns = COLUMNS(
		  COLUMN("A", LITERAL("l")), COLUMN("B", REQUEST("ImageId")),
		  COLUMN("C", { ROW_NAME, NULL }), COLUMN("D", VALUE)) },
	ROW_END
};

static const struct row below_rows[] = {
	{ "instancesSet/item",
	  .columns = COLUMNS(COLUMN("A", LITERAL("i")),
			     COLUMN("B", PATH("instanceId")),
			     COLUMN("C", CODES("productCodes/item"))) },
	ROW_END
};

static const struct row reservation[] = {
	{ "", .columns = COLUMNS(
		COLUMN("A", LITERAL("r")),
		COLUMN("B", PATH("reservationId"))),
	  .rows = below_rows },
	ROW_END
};

static const struct row image_rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("A", LITERAL("m")),
		COLUMN("B", PATH("imageId")),
		COLUMN("C", PATH("imageOwnerId")),
		COLUMN("D", CODES("productCodes/item"))) },
	ROW_END
};

static const struct row answer_rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("A", REQUEST("InstanceId")),
		COLUMN("B", PATH("return")),
		COLUMN("C", PATH("ownerId"))) },
	ROW_END
};

static const struct answer_match matches[] = {
	{ "product-code", .path = ANSWER_CODES, .kind = ANSWER_CODE,
	  .called = "product code" },
	{ .filter = NULL }
};

/* A request and its correct reply. */
static const struct question {
	const char *items;	/* path of the items in the reply */
	const struct row *rows;
	struct answer_rule rule;
	const char *request[4][2];
	const char *reply;
	size_t count;		/* number of rows of the reply */
	const char *needs;	/* an element that the reply must have */
	bool named;		/* the request says which ids the reply has */
	bool counted;		/* the request says how many ids the reply
				 * has */
} questions[] = {
	{ "", attribute_rows,
	  { .attribute = true, .echoes = { { "imageId", "ImageId" } } },
	  { { "ImageId", "ami-1" }, { "Attribute", "launchPermission" } },
	  "<R><imageId>ami-1</imageId><launchPermission><item><group>all"
	  "</group></item><item><userId>111122223333</userId></item>"
	  "</launchPermission></R>", 2, "<launchPermission>", .named = true },
	{ "set/item", image_rows,
	  { .set = "set", .resources = "", .id = "imageId", .ids = "ImageId" },
	  { { "ImageId.1", "ami-1" }, { "ImageId.2", "ami-2" } },
	  "<R><set><item><imageId>ami-1</imageId><imageOwnerId>1</imageOwnerId>"
	  "</item><item><imageId>ami-2</imageId></item></set></R>", 2, "<set>",
	  .named = true, .counted = true },
	{ "set/item", image_rows,
	  { .set = "set", .resources = "", .id = "imageId", .matches = matches },
	  { { "Filter.1.Name", "product-code" }, { "Filter.1.Value.1", "A" } },
	  "<R><set><item><imageId>ami-1</imageId><productCodes><item>"
	  "<productCode>A</productCode></item></productCodes></item></set></R>",
	  1, "<set>" },
	{ "set/item", reservation,
	  { .set = "set", .resources = "instancesSet/item", .id = "instanceId",
	    .ids = "InstanceId" },
	  { { "InstanceId.1", "i-1" }, { "InstanceId.2", "i-2" } },
	  "<R><set><item><reservationId>r-1</reservationId><instancesSet><item>"
	  "<instanceId>i-1</instanceId></item><item><instanceId>i-2"
	  "</instanceId></item></instancesSet></item></set></R>", 3, "<set>",
	  .named = true, .counted = true },
	{ "", reservation,
	  { .set = "instancesSet", .resources = "instancesSet/item",
	    .id = "instanceId", .least = "MinCount", .most = "MaxCount" },
	  { { "MinCount", "2" }, { "MaxCount", "2" } },
	  "<R><reservationId>r-1</reservationId><instancesSet><item><instanceId>"
	  "i-1</instanceId></item><item><instanceId>i-2</instanceId></item>"
	  "</instancesSet></R>", 3, "<instancesSet>", .counted = true },
	{ "", answer_rows,
	  { .one_id = "return", .echoes = { { "instanceId", "InstanceId" } } },
	  { { "InstanceId", "i-1" } },
	  "<R><instanceId>i-1</instanceId><return>true</return><ownerId>1"
	  "</ownerId></R>", 1, "<return>", .named = true, .counted = true },
};

/* The result of reading a reply. */
struct outcome {
	struct answer *answer;
	const struct question *q;
	const struct params *request;
	char rows[ROWS_MAX][ROW_LEN];
	size_t count;
	int doubted;		/* the reader reported that the reply may not
				 * answer the request */
};

static int put(void *ctx, const struct row *of, const struct cell *cells,
	       size_t count, struct err *err)
{
	struct outcome *o = ctx;
	char *row;
	size_t at = 0;

	if (o->count == ROWS_MAX)
		return 0;
	row = o->rows[o->count++];
	for (size_t i = 0; i < count; i++) {
		int n = snprintf(row + at, ROW_LEN - at, "%.*s\t",
				 (int)(cells[i].text ? cells[i].len : 0),
				 cells[i].text ? cells[i].text : "");

		MUST(n >= 0 && (size_t)n < ROW_LEN - at);
		at += (size_t)n;
	}
	return 0;
}

static int on_item(void *ctx, const struct node *item, struct err *err)
{
	struct outcome *o = ctx;
	const struct row_plan plan = { o->q->rows, o->request, true };
	size_t before = o->count;
	bool keep;

	MUST(answer_item(o->answer, item, &keep, err) == 0);
	if (!keep || row_make(&plan, item, put, o, err) == 0)
		return 0;
	MUST(err->kind == ERR_DOUBT);
	o->count = before;
	o->doubted = 1;
	return 0;
}

/* Removes the rows with an id that came more than once. */
static void drop_repeated(struct outcome *o)
{
	size_t kept = 0;

	for (size_t i = 0; i < o->count; i++) {
		const char *id = strchr(o->rows[i], '\t') + 1;
		struct err err;
		bool once;

		MUST(answer_came_once(o->answer, id, strcspn(id, "\t"), &once,
				      &err) == 0);
		if (once)
			memmove(o->rows[kept++], o->rows[i], ROW_LEN);
	}
	o->count = kept;
}

static void read_reply(struct outcome *o, const struct question *q,
		  const char *reply)
{
	struct params request = { 0 };
	struct answer a = { 0 };
	struct item *it = NULL;
	struct err err = { 0 };

	for (size_t i = 0; i < 4 && q->request[i][0]; i++)
		MUST(params_add(&request, q->request[i][0], q->request[i][1],
				&err) == 0);
	*o = (struct outcome){ .answer = &a, .q = q, .request = &request };
	MUST(answer_begin(&a, &q->rule, &request, &err) == 0);
	answer_reply(&a);
	MUST(item_new(&it, q->items, on_item, o, &err) == 0);
	MUST(item_feed(it, reply, strlen(reply), &err) == 0);
	MUST(item_finish(it, &err) == 0);
	drop_repeated(o);
	if (answer_page(&a, item_root(it), &err)) {
		MUST(err.kind == ERR_DOUBT && *err.text);
		o->count = 0;
		o->doubted = 1;
	}
	MUST(answer_end(&a, &err) == 0);
	o->doubted = o->doubted || a.faults.len;
	item_free(it);
	answer_release(&a);
	params_release(&request);
}

/* Returns the end of the element that begins at P. */
static const char *end_of(const char *p)
{
	int depth = 0;

	do {
		depth += p[1] == '/' ? -1 : 1;
		p = strchr(p, '>') + 1;
		while (depth && *p != '<')
			p++;
	} while (depth);
	return p;
}

/* Changes the N-th element below the root of TEXT in the way HOW.  Changes ids
 * only if the request says which ids the reply has. */
static void change(char *text, size_t size, unsigned n, unsigned how,
		   bool named)
{
	char *copy = fuzz_string(text, strlen(text));
	const char *p = strchr(copy, '>') + 1, *end;
	size_t before, len, count = 0;

	for (const char *q = p; *q; q++)
		count += q[0] == '<' && q[1] != '/';
	if (!count) {
		free(copy);
		return;
	}
	for (n %= (unsigned)count; ; p++) {
		if (p[0] != '<' || p[1] == '/')
			continue;
		if (!n--)
			break;
	}
	end = end_of(p);
	before = (size_t)(p - copy);
	len = (size_t)(end - p);
	switch (how % 4) {
	case 0:		/* drop the element */
		(void)snprintf(text, size, "%.*s%s", (int)before, copy, end);
		break;
	case 1:		/* double the element */
		if (before + 2 * len + strlen(end) < size)
			(void)snprintf(text, size, "%.*s%.*s%s",
				       (int)(before + len), copy, (int)len, p,
				       end);
		break;
	case 2:		/* rename the element */
		if (strlen(copy) + 2 < size) {
			size_t name = strcspn(p, ">");

			(void)snprintf(text, size, "%.*s%.*sX>%.*sX>%s",
				       (int)before, copy, (int)name, p,
				       (int)(len - name - 2), p + name + 1,
				       end);
		}
		break;
	default:	/* change an id */
		p = strchr(p, '>') + 1;
		if (named && (strncmp(p, "ami-", 4) == 0 ||
			      strncmp(p, "i-", 2) == 0))
			text[p - copy] ^= 3;
	}
	free(copy);
}

/* Returns whether A equals B, except for missing characters in a cell and for
 * codes without their text. */
static int is_part(const char *a, const char *b)
{
	while (*a) {
		if (strncmp(a, ",[: ]", 5) == 0) {
			a += 5;
			continue;
		}
		if (strncmp(a, "[: ],", 5) == 0)
			a += 5;
		while (*b && *b != *a && *b != '\t')
			b++;
		if (*b != *a)
			return 0;
		a++;
		b++;
	}
	return 1;
}

/* Counts the rows, except the rows of reservations.  A reservation has two rows
 * if the reply divides it. */
static size_t count(const struct outcome *o)
{
	size_t n = 0;

	for (size_t i = 0; i < o->count; i++)
		n += strncmp(o->rows[i], "r\t", 2) != 0;
	return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct outcome whole, changed;
	const struct question *q;
	char text[4096];

	if (size < 3 || size > 9)
		return 0;
	q = &questions[data[0] % (sizeof(questions) / sizeof(*questions))];
	read_reply(&whole, q, q->reply);
	MUST(!whole.doubted && whole.count == q->count);
	(void)snprintf(text, sizeof(text), "%s", q->reply);
	for (size_t i = 1; i + 1 < size; i += 2)
		change(text, sizeof(text), data[i], data[i + 1], q->named);
	read_reply(&changed, q, text);
	for (size_t i = 0; i < changed.count; i++) {
		size_t k = 0;

		while (k < whole.count &&
		       !is_part(changed.rows[i], whole.rows[k]))
			k++;
		MUST(k < whole.count);
	}
	MUST(strstr(text, q->needs) || changed.doubted);
	MUST(!q->counted || count(&changed) == count(&whole) ||
	     changed.doubted);
	return 0;
}
