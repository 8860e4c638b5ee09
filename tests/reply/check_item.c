/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of item: which elements are items, their trees, limits, and reuse. */
#include "reply/item.h"

#include "check_main.h"

/* Appends a tree as name=text or as name(children), and checks the pointers of
 * its nodes. */
static void render(struct buf *out, const struct node *node)
{
	ck_assert_uint_eq(node->text_len, strlen(node->text));
	buf_printf(out, "%s", node->name);
	if (!node->first) {
		buf_printf(out, "=%s", node->text);
		return;
	}
	check_text(node->name, node->text, "");
	for (const struct node *n = node->first; n; n = n->next) {
		ck_assert_ptr_eq(n->parent, node);
		if (!n->next)
			ck_assert_ptr_eq(n, node->last);
		buf_puts(out, n == node->first ? "(" : " ");
		render(out, n);
	}
	buf_puts(out, ")");
}

struct log {
	struct buf text;
	int count;
	int stop_at;		/* number of the item to refuse, or 0 */
};

static int on_item(void *ctx, const struct node *item, struct err *err)
{
	struct log *log = ctx;

	render(&log->text, item);
	buf_putc(&log->text, ';');
	if (++log->count == log->stop_at)
		return err_set(err, "no more items");
	return 0;
}

static struct item *fresh(const char *path, struct log *log)
{
	struct item *it = NULL;
	struct err err = { 0 };

	ck_assert_msg(item_new(&it, path, on_item, log, &err) == 0, "%s",
		      err.text);
	return it;
}

static int parse(struct item *it, const char *doc, size_t chunk,
		 struct err *err)
{
	size_t len = strlen(doc);

	for (size_t i = 0; i < len; i += chunk)
		if (item_feed(it, doc + i, len - i < chunk ? len - i : chunk,
			      err))
			return -1;
	return item_finish(it, err);
}

static const struct {
	const char *what;
	const char *path;
	const char *doc;
	const char *items;	/* items, with a `;` after each item */
	const char *root;	/* the tree of the root at the end */
} trees[] = {
	{ "the root is the item", "", "<r><a>1</a><b/></r>",
	  "r(a=1 b=);", "r(a=1 b=)" },
	{ "a root with text is the item", "", "<r>1</r>", "r=1;", "r=1" },
	{ "an empty root is the item", "", "<r/>", "r=;", "r=" },
	{ "an item below the root", "a", "<r><a>1</a></r>", "a=1;", "r=" },
	{ "several items", "a", "<r><a>1</a><a><b>2</b></a><a/></r>",
	  "a=1;a(b=2);a=;", "r=" },
	{ "a reply without items", "a", "<r><b>1</b></r>", "", "r(b=1)" },
	{ "items two levels below the root", "s/item",
	  "<r><s><item>1</item><item>2</item></s></r>", "item=1;item=2;",
	  "r(s=)" },
	{ "items three levels below the root", "a/b/c",
	  "<r><a><b><c>1</c></b><b><c>2</c></b></a>"
	  "<a><b><c>3</c></b></a></r>", "c=1;c=2;c=3;", "r(a(b= b=) a(b=))" },
	{ "an empty list", "s/item", "<r><s/></r>", "", "r(s=)" },
	{ "a reply without the list", "s/item", "<r><x>1</x></r>", "",
	  "r(x=1)" },
	{ "elements beside the list", "s/item",
	  "<r><id>7</id><s><item>1</item></s><nextToken>t</nextToken></r>",
	  "item=1;", "r(id=7 s= nextToken=t)" },
	{ "other elements within the list", "s/item",
	  "<r><s><x>1</x><item>2</item><y>3</y><item>4</item></s></r>",
	  "item=2;item=4;", "r(s(x=1 y=3))" },
	{ "the list's name within an item", "s/item",
	  "<r><s><item><s><item>1</item></s><item>2</item></item></s></r>",
	  "item(s(item=1) item=2);", "r(s=)" },
	{ "the item's name outside the list", "s/item",
	  "<r><item>1</item><s><item>2</item></s></r>", "item=2;",
	  "r(item=1 s=)" },
	{ "the list at another path", "s/item",
	  "<r><t><item>1</item></t><t><s><item>2</item></s></t></r>", "",
	  "r(t(item=1) t(s(item=2)))" },
	{ "elements of one name on each level", "a/a",
	  "<a><a><a>1</a></a><a><a>2</a></a></a>", "a=1;a=2;", "a(a= a=)" },
	{ "names that end like those of the path", "s/item",
	  "<r><xs><item>1</item></xs><s><xitem>2</xitem></s></r>", "",
	  "r(xs(item=1) s(xitem=2))" },
	{ "names that begin like the item's", "s/item",
	  "<r><s><it>1</it><items>2</items></s></r>", "",
	  "r(s(it=1 items=2))" },
	{ "names that together form the item's name", "s/item",
	  "<r><s><i><em>1</em></i></s></r>", "", "r(s(i(em=1)))" },
	{ "case matters", "s/item", "<r><S><item>1</item></S></r>", "",
	  "r(S(item=1))" },
	{ "the root is not part of the path", "r/item",
	  "<r><item>1</item><r><item>2</item></r></r>", "item=2;",
	  "r(item=1 r=)" },
	{ "text around items is dropped", "s/item",
	  "<r>x<s>\n <item>1</item>\n <item>2</item>\n</s>y</r>",
	  "item=1;item=2;", "r(s=)" },
	{ "text around elements is dropped", "", "<r>x<a> 1 </a>y<b>2</b>z</r>",
	  "r(a=1 b=2);", "r(a=1 b=2)" },
	{ "text around an element's child is dropped", "",
	  "<r><a>1<b/>2</a></r>", "r(a(b=));", "r(a(b=))" },
	{ "white space without text is dropped", "", "<r><a>\n\t </a></r>",
	  "r(a=);", "r(a=)" },
	{ "white space in a tag's key is kept", "", "<r><key>\n\t </key></r>",
	  "r(key=\n\t );", "r(key=\n\t )" },
	{ "a list with its old name", "regionEndpoint/a",
	  "<r><regionUrl><a>1</a></regionUrl></r>", "a=1;",
	  "r(regionEndpoint=)" },
	{ "pieces of text are joined", "", "<r><a>1<!-- -->2<![CDATA[3]]>&amp;"
					"&#52;</a></r>",
	  "r(a=123&4);", "r(a=123&4)" },
	{ "fields after a list", "s/item",
	  "<r><s><item><tags><item>1</item></tags><id>2</id></item></s></r>",
	  "item(tags(item=1) id=2);", "r(s=)" },
	{ "two lists of one name", "s/item",
	  "<r><s><item>1</item></s><s><item>2</item></s></r>",
	  "item=1;item=2;", "r(s= s=)" },
	{ "names with a namespace prefix", "s/item",
	  "<p:r xmlns:p='u'><p:s><p:item>1</p:item></p:s></p:r>", "item=1;",
	  "r(s=)" },
};

START_TEST(tree)
{
	static const size_t chunks[] = { 4096, 1, 2, 5 };
	struct log log = { 0 };
	struct item *it = fresh(trees[_i].path, &log);
	struct buf root = { 0 };
	struct err err = { 0 };

	for (size_t i = 0; i < sizeof(chunks) / sizeof(*chunks); i++) {
		ck_assert_ptr_null(item_root(it));
		ck_assert_msg(parse(it, trees[_i].doc, chunks[i], &err) == 0,
			      "%s: %s", trees[_i].what, err.text);
		check_text(trees[_i].what, buf_str(&log.text), trees[_i].items);
		buf_clear(&root);
		render(&root, item_root(it));
		check_text(trees[_i].what, buf_str(&root), trees[_i].root);
		buf_clear(&log.text);
		ck_assert_int_eq(item_reset(it, trees[_i].path, &err), 0);
	}
	item_free(it);
	buf_release(&root);
	buf_release(&log.text);
}
END_TEST

static const char found_in[] =
	"<r><a>1</a><a>2</a><b><c>3</c><a>4</a><c>5</c></b><b><c>6</c><d/></b>"
	"</r>";

static const struct {
	const char *path;
	const char *text;	/* the element's text, or NULL if no element is
				 * found */
} finds[] = {
	{ "a", "1" },
	{ "b/c", "3" },
	{ "b/a", "4" },
	{ "b", "" },
	{ "", "" },
	{ "b/d", NULL },	/* item_text searches only the first b */
	{ "x", NULL },
	{ "a/b", NULL },
	{ "a/x/y", NULL },
	{ "aa", NULL },
	{ "b/c/", "3" },
};

START_TEST(find)
{
	struct log log = { 0 };
	struct item *it = fresh("", &log);
	struct err err = { 0 };
	const char *got;

	ck_assert_int_eq(parse(it, found_in, 4096, &err), 0);
	got = item_text(item_root(it), finds[_i].path);
	if (finds[_i].text)
		check_text(finds[_i].path, got, finds[_i].text);
	else
		ck_assert_msg(!got, "%s: %s", finds[_i].path, got);
	ck_assert_ptr_null(item_find(NULL, finds[_i].path));
	ck_assert_ptr_null(item_text(NULL, finds[_i].path));
	item_free(it);
	buf_release(&log.text);
}
END_TEST

/* item_next finds the next element that has the same name and parent. */
START_TEST(next)
{
	struct log log = { 0 };
	struct item *it = fresh("", &log);
	struct err err = { 0 };
	const struct node *n;

	ck_assert_int_eq(parse(it, found_in, 4096, &err), 0);
	n = item_find(item_root(it), "b/c");
	n = item_next(n);
	check_text("the second c", n ? n->text : NULL, "5");
	ck_assert_ptr_null(item_next(n));
	n = item_next(item_find(item_root(it), "a"));
	check_text("the second a", n ? n->text : NULL, "2");
	ck_assert_ptr_null(item_next(n));
	ck_assert_ptr_null(item_next(item_root(it)));
	item_free(it);
	buf_release(&log.text);
}
END_TEST

static const struct {
	const char *what;
	const char *path;
	const char *before, *each, *after;
	size_t count;		/* number of copies of `each` */
	const char *words;	/* words of the error, or "" */
	int items;
	bool many;		/* check_many reduces `count` under valgrind */
} bounds[] = {
	{ "a text of the largest size", "", "<r><a>", "x", "</a></r>",
	  ITEM_TEXT_MAX, "", 1 },
	{ "a text that is too long", "", "<r><a>", "x", "</a></r>",
	  ITEM_TEXT_MAX + 1, "reply: text of an element", 0 },
	{ "too much text beside items", "a", "<r><a/>", "y", "</r>",
	  ITEM_TEXT_MAX + 1, "reply: text of an element", 1 },
	{ "many items", "s/i", "<r><s>", "<i><a>1</a><b>2</b></i>",
	  "</s></r>", 200000, "", 200000, true },
	{ "too many elements beside items", "s/i", "<r><s>", "<j>1</j>",
	  "</s></r>", 40000, "larger than 1 MiB", 0 },
	{ "a large item within the limit", "s/i", "<r><s><i>", "<j>1</j>",
	  "</i></s></r>", 100000, "", 1, true },
	{ "an item that is too large", "s/i", "<r><s><i>", "<j>1</j>",
	  "</i></s></r>", 1800000, "one item larger than 64 MiB", 0 },
};

START_TEST(limits)
{
	struct log log = { .stop_at = 0 };
	struct item *it = fresh(bounds[_i].path, &log);
	struct err err = { 0 };
	struct buf piece = { 0 };
	size_t left = bounds[_i].count;
	int items = bounds[_i].items, rc;

	if (bounds[_i].many) {
		left = (size_t)check_many((int)left);
		items = items > 1 ? (int)left : items;
	}

	rc = item_feed(it, bounds[_i].before, strlen(bounds[_i].before), &err);
	while (rc == 0 && left) {
		buf_clear(&piece);
		for (int i = 0; i < 1000 && left; i++, left--)
			buf_puts(&piece, bounds[_i].each);
		rc = item_feed(it, piece.data, piece.len, &err);
		buf_clear(&log.text);
	}
	if (rc == 0)
		rc = parse(it, bounds[_i].after, 4096, &err);
	ck_assert_msg(rc == (*bounds[_i].words ? -1 : 0), "%s: %d %s",
		      bounds[_i].what, rc, err.text);
	ck_assert_msg(strstr(err.text, bounds[_i].words), "%s: %s",
		      bounds[_i].what, err.text);
	ck_assert_msg((err.kind == ERR_LIMIT) == (rc != 0), "%s",
		      bounds[_i].what);
	ck_assert_msg(log.count == items, "%s: %d items",
		      bounds[_i].what, log.count);
	/* After a success or a failure, the reader can read another reply. */
	ck_assert_int_eq(item_reset(it, "a", &err), 0);
	buf_clear(&log.text);
	ck_assert_msg(parse(it, "<r><a>1</a></r>", 1, &err) == 0, "%s: %s",
		      bounds[_i].what, err.text);
	check_text(bounds[_i].what, buf_str(&log.text), "a=1;");
	item_free(it);
	buf_release(&piece);
	buf_release(&log.text);
}
END_TEST

static const struct {
	const char *what;
	const char *doc;
	int stop_at;
	const char *items, *words;
} failures[] = {
	{ "a callback that fails", "<r><i>1</i><i>2</i><i>3</i></r>", 2,
	  "i=1;i=2;", "no more items" },
	{ "a callback that fails at the first item", "<r><i>1</i><i>2</i></r>",
	  1, "i=1;", "no more items" },
	{ "a reply that is malformed after an item", "<r><i>1</i><i>2</j></r>",
	  0, "i=1;", "reply: broken XML" },
	{ "a reply that is truncated within an item", "<r><i>1</i><i>2", 0,
	  "i=1;", "reply: broken XML" },
	{ "a reply that is truncated after an item", "<r><i>1</i>", 0, "i=1;",
	  "reply: broken XML" },
	{ "a DOCTYPE", "<!DOCTYPE r><r><i>1</i></r>", 0, "", "DOCTYPE" },
	{ "an empty reply", "", 0, "", "reply: broken XML" },
};

/* A failure does not affect the next reply. */
START_TEST(failure)
{
	for (size_t chunk = 1; chunk < 100; chunk += 33) {
		struct log log = { .stop_at = failures[_i].stop_at };
		struct item *it = fresh("i", &log);
		struct err err = { 0 };
		int rc = parse(it, failures[_i].doc, chunk, &err);

		ck_assert_msg(rc == -1, "%s", failures[_i].what);
		check_text(failures[_i].what, buf_str(&log.text),
			   failures[_i].items);
		ck_assert_msg(strstr(err.text, failures[_i].words), "%s: %s",
			      failures[_i].what, err.text);
		ck_assert_int_eq(item_reset(it, "s/i", &err), 0);
		ck_assert_ptr_null(item_root(it));
		buf_clear(&log.text);
		log.stop_at = 0;
		ck_assert_int_eq(parse(it, "<q>7<s><i>8</i></s></q>", chunk,
				       &err), 0);
		check_text(failures[_i].what, buf_str(&log.text), "i=8;");
		check_text(failures[_i].what, item_root(it)->name, "q");
		ck_assert_ptr_null(item_find(item_root(it), "i"));
		item_free(it);
		buf_release(&log.text);
	}
}
END_TEST

/* The callback may read the parents of its item. */
static int look_up(void *ctx, const struct node *item, struct err *err)
{
	struct buf *seen = ctx;

	buf_printf(seen, "%s<%s<%s %s;", item->name, item->parent->name,
		   item->parent->parent->name,
		   item_text(item->parent->parent, "id"));
	return 0;
}

START_TEST(parents)
{
	struct buf seen = { 0 };
	struct item *it = NULL;
	struct err err = { 0 };

	ck_assert_int_eq(item_new(&it, "s/i", look_up, &seen, &err), 0);
	ck_assert_int_eq(parse(it, "<r><id>7</id><s><i/><i/></s></r>", 3,
			       &err), 0);
	check_text("parents", buf_str(&seen), "i<s<r 7;i<s<r 7;");
	item_free(it);
	item_free(NULL);
	buf_release(&seen);
}
END_TEST

static const struct {
	const char *path, *doubled;	/* `doubled` is the name of the element
					 * that comes twice, or NULL */
} doubles[] = {
	{ "a", NULL }, { "b", "b" }, { "c/d", "d" }, { "c/e", NULL },
	{ "s/item/x", NULL }, { "s/item/y", "y" },
	{ "none", NULL }, { "none/b", NULL }, { "a/none", NULL }, { "", NULL },
};

/* Checks the name that item_doubled returns for a path. */
static int look_for_doubles(void *ctx, const struct node *item, struct err *err)
{
	const int *row = ctx;
	const char *got = item_doubled(item, doubles[*row].path);

	(void)err;
	check_text(doubles[*row].path, got ? got : "nothing",
		   doubles[*row].doubled ? doubles[*row].doubled : "nothing");
	return 0;
}

START_TEST(doubled)
{
	struct item *it = NULL;
	struct err err = { 0 };
	int row = _i;

	ck_assert_int_eq(item_new(&it, "", look_for_doubles, &row, &err), 0);
	ck_assert_int_eq(parse(it, "<r><a/><b/><b/><c><d/><d/><e/></c>"
			       "<s><item><x/><y/><y/></item><item/></s></r>",
			       9, &err), 0);
	item_free(it);
}
END_TEST

static const struct {
	const char *list, *kept;
} lists[] = {
	{ "<i>a</i><i>no</i><i>b</i>", "s(i=a i=b)" },
	{ "<i>no</i><i>a</i><i>no</i>", "s(i=a)" },
	{ "<i>no</i><i>no</i>", "s=" },
	{ "<x>no</x><i>no</i><y>no</y><i>a</i><z>no</z>",
	  "s(x=no y=no i=a z=no)" },
};

static int keep_unless_no(void *ctx, const struct node *node, bool *keep,
			  struct err *err)
{
	*keep = strcmp(node->text, "no") != 0;
	return 0;
}

static int keep_some(void *ctx, const struct node *item, struct err *err)
{
	if (item_keep(item_find(item, "i"), keep_unless_no, NULL, err))
		return -1;
	render(ctx, item);
	return 0;
}

/* item_keep removes elements of one name, and keeps all other elements. */
START_TEST(kept)
{
	struct item *it = NULL;
	struct buf doc = { 0 }, got = { 0 };
	struct err err = { 0 };

	buf_printf(&doc, "<r><s>%s</s></r>", lists[_i].list);
	ck_assert_int_eq(item_new(&it, "s", keep_some, &got, &err), 0);
	ck_assert_int_eq(parse(it, buf_str(&doc), 9, &err), 0);
	check_text(lists[_i].list, buf_str(&got), lists[_i].kept);
	item_free(it);
	buf_release(&doc);
	buf_release(&got);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ tree, ROWS(trees) },
		{ find, ROWS(finds) },
		{ next, 1 },
		{ limits, ROWS(bounds) },
		{ failure, ROWS(failures) },
		{ parents, 1 },
		{ doubled, ROWS(doubles) },
		{ kept, ROWS(lists) },
	};

	return check_main("item", cases, ROWS(cases));
}
