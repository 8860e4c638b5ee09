/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of metaitem: the output for each answer of the metadata service. */
#include "command/metaitem.h"

#include <unistd.h>

#include "check_main.h"
#include "support/server.h"

enum { REPLIES_MAX = 8 };

#define TOKEN  { .when = "PUT ", .body = "T" }
#define AT(path) "GET /latest/" path " HTTP"
#define GIVES(path, text) { .when = AT(path), .body = (text) }
#define REFUSES(path, code) { .when = AT(path), .status = (code) }
#define ONCE(path, code) { .when = AT(path), .status = (code), .times = 1 }
#define V .name = "value", .path = "v"
#define L .name = "list", .path = "l/", .kind = METAITEM_LIST
#define T .name = "tags", .path = "l/", .kind = METAITEM_TAGS
#define K .name = "keys", .path = "k/", .kind = METAITEM_KEYS
#define D .letter = 'd', .name = "data", .path = "d", .kind = METAITEM_DOCUMENT

static const struct {
	const char *what;
	struct metaitem item;
	const char *path;	/* path to print instead of the item, or NULL */
	bool quiet, terminal;
	bool after;		/* the item before this one did not end with a
				 * newline */
	struct server_reply script[REPLIES_MAX];
	const char *out;
	bool absent, failed, unended;	/* fields of the run at the end */
	bool fatal;			/* the call fails */
} rows[] = {
	{ "a value", { V }, .script = { TOKEN, GIVES("v", "x\n\n") },
	  .out = "value: x\n" },
	{ "a value with its own label", { V, .label = "named" },
	  .script = { TOKEN, GIVES("v", "x") }, .out = "named: x\n" },
	{ "a value with --quiet", { V }, .quiet = true,
	  .script = { TOKEN, GIVES("v", "x\ny") }, .out = "x\ny\n" },
	{ "a value with control characters", { V },
	  .script = { TOKEN, GIVES("v", "a\tb\033\n\r") },
	  .out = "value: a\\tb\\x1B\n\\r\n" },
	{ "a value that is not found", { V }, .script = { TOKEN, REFUSES("v",
	  404) }, .out = "value: not available\n", .absent = true },
	{ "an empty value", { V }, .script = { TOKEN, GIVES("v", "\n") },
	  .out = "value: not available\n", .absent = true },
	{ "a value that is refused", { V }, .script = { TOKEN,
	  REFUSES("v", 500) }, .out = "", .failed = true },
	{ "a token that the service refuses", { V }, .script = {
	  { .when = "PUT ", .status = 418 } }, .out = "", .fatal = true },
	{ "a list", { L }, .script = { TOKEN, GIVES("l/", "a\nb\n"),
	  GIVES("l/a", "1"), GIVES("l/b", "2") },
	  .out = "list: \n\t a: 1\n\t b: 2\n" },
	{ "a list with --quiet and an empty line", { L }, .quiet = true,
	  .script = { TOKEN, GIVES("l/", "a\n\nb"), GIVES("l/a", "1"),
		      GIVES("l/b", "2") }, .out = "1\n2\n" },
	{ "an entry of a list that is not found", { L },
	  .script = { TOKEN, GIVES("l/", "a\nb"), REFUSES("l/a", 404),
		      GIVES("l/b", "2") },
	  .out = "list: \n\t a: \n\t b: 2\n", .absent = true },
	{ "an entry of a list that is refused", { L },
	  .script = { TOKEN, GIVES("l/", "a\nb"), REFUSES("l/a", 403),
		      GIVES("l/b", "2") },
	  .out = "list: \n\t b: 2\n", .failed = true },
	{ "two entries of a list that are refused", { L },
	  .script = { TOKEN, GIVES("l/", "a\nb"), REFUSES("l/a", 403),
		      REFUSES("l/b", 403) },
	  .out = "list: \n", .failed = true, .fatal = true },
	{ "tags with --quiet", { T }, .quiet = true,
	  .script = { TOKEN, GIVES("l/", "a"), GIVES("l/a", "1") },
	  .out = "\t a: 1\n" },
	{ "tags that are not found", { T }, .quiet = true,
	  .script = { TOKEN, REFUSES("l/", 404) },
	  .out = "not available\n", .absent = true },
	{ "a key", { K }, .script = { TOKEN, GIVES("k/", "7=mine"),
	  GIVES("k/7/", "ssh\nother\n"), GIVES("k/7/ssh", "AAAA\n") },
	  .out = "keys: \nkeyname:mine\nindex:7\nformat:ssh\n"
		 "key:(begins from next line)\nAAAA\n" },
	{ "a key without a name", { K }, .script = { TOKEN,
	  GIVES("k/", "7/"), GIVES("k/7/", "ssh"), GIVES("k/7/ssh", "A") },
	  .out = "keys: \nkeyname:7\nindex:7\nformat:ssh\n"
		 "key:(begins from next line)\nA\n" },
	{ "a key with --quiet", { K }, .quiet = true, .script = { TOKEN,
	  GIVES("k/", "0=a"), GIVES("k/0/", "ssh"), GIVES("k/0/ssh", "A") },
	  .out = "A\n" },
	{ "a key that is refused", { K }, .script = { TOKEN,
	  GIVES("k/", "0=a\n1=b"), GIVES("k/0/", "ssh"),
	  REFUSES("k/0/ssh", 500), GIVES("k/1/", "ssh"),
	  GIVES("k/1/ssh", "B") }, .failed = true,
	  .out = "keys: \nkeyname:b\nindex:1\nformat:ssh\n"
		 "key:(begins from next line)\nB\n" },
	{ "a document", { D }, .script = { TOKEN, GIVES("d", "\t\033\n\n") },
	  .out = "data: \t\033\n" },
	{ "a document with --quiet", { D }, .quiet = true,
	  .script = { TOKEN, GIVES("d", "\t\033\n\n") }, .out = "\t\033\n\n" },
	{ "with --quiet, a document without a newline", { D }, .quiet = true,
	  .script = { TOKEN, GIVES("d", "x\ny") }, .out = "x\ny",
	  .unended = true },
	{ "a document without a newline",
	  { D }, .script = { TOKEN, GIVES("d", "x") },
	  .out = "data: x\n" },
	{ "a value after a document without a newline",
	  { V }, .quiet = true, .after = true,
	  .script = { TOKEN, GIVES("v", "x") }, .out = "\nx\n" },
	{ "a path", .path = "l/v",
	  .script = { TOKEN, GIVES("meta-data/l/v", "x") },
	  .out = "latest/meta-data/l/v: x\n" },
	{ "a path from the root", .path = "/latest/l/v",
	  .script = { TOKEN, GIVES("l/v", "x") },
	  .out = "/latest/l/v: x\n" },
	{ "a key without a format", { K }, .script = { TOKEN,
	  GIVES("k/", "7=mine"), REFUSES("k/7/", 404) },
	  .out = "keys: \nkeyname:mine\nindex:7\nformat:\n"
		 "key:(begins from next line)\n\n", .absent = true },
	{ "a format that is refused", { K }, .script = { TOKEN,
	  GIVES("k/", "0=a\n1=b"), GIVES("k/1/", "ssh"),
	  GIVES("k/1/ssh", "B"), ONCE("k/0/", 500), GIVES("k/0/", "again") },
	  .failed = true,
	  .out = "keys: \nkeyname:b\nindex:1\nformat:ssh\n"
		 "key:(begins from next line)\nB\n" },
	{ "a document at a terminal", { D }, .terminal = true,
	  .script = { TOKEN, GIVES("d", "\t\033\n\n") },
	  .out = "data: \\t\\x1B\n" },
};

/* Prints the item or the path of row ROW into a pipe.  Appends the content of
 * the pipe to OUT. */
static struct metaitem_run print_row(int row, struct server *server,
				     struct buf *out, int *rc)
{
	struct imds_settings settings = {
		.endpoint.value = server_url(server),
	};
	struct out to = { 0 };
	struct metaitem_run r = {
		.command = "test", .out = &to, .version = "latest",
		.quiet = rows[row].quiet, .terminal = rows[row].terminal,
	};
	struct err err = { 0 };
	char text[4096];
	int ends[2];
	ssize_t n;

	ck_assert_int_eq(pipe(ends), 0);
	to.fd = ends[1];
	ck_assert_msg(imds_new(&r.imds, &settings, &err) == 0, "%s", err.text);
	r.unended = rows[row].after;
	*rc = rows[row].path ? metaitem_print_path(&r, rows[row].path, &err)
			     : metaitem_print(&r, &rows[row].item, &err);
	imds_free(r.imds);
	out_release(&to);
	(void)close(ends[1]);
	while ((n = read(ends[0], text, sizeof(text))) > 0)
		buf_append(out, text, (size_t)n);
	(void)close(ends[0]);
	return r;
}

START_TEST(print)
{
	const char *what = rows[_i].what;
	struct server *server = server_start(rows[_i].script, REPLIES_MAX);
	struct buf out = { 0 };
	struct metaitem_run r;
	int rc;

	r = print_row(_i, server, &out, &rc);
	check_text(what, buf_str(&out), rows[_i].out);
	ck_assert_msg(rc == (rows[_i].fatal ? -1 : 0), "%s: %d", what, rc);
	ck_assert_msg(r.absent == rows[_i].absent, "%s: absent", what);
	ck_assert_msg(r.failed == rows[_i].failed, "%s: failed", what);
	ck_assert_msg(r.unended == rows[_i].unended, "%s: unended", what);
	server_stop(server);
	server_free(server);
	buf_release(&out);
}
END_TEST

int main(void)
{
	const struct check_case tests[] = { { print, ROWS(rows) } };

	return check_main("metaitem", tests, ROWS(tests));
}
