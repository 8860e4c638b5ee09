/* SPDX-License-Identifier: BSD-2-Clause */
#include "page/page.h"

#include <stdio.h>
#include <string.h>

#include "base/codec.h"
#include "message/markup.h"

enum { COLUMNS_MAX = 10, ROWS_FOLDED = 12 };

/* The style must not have characters that XML escapes: a browser does not
 * decode them there, and the policy has the style's hash. */
static const char style[] =
":root{color-scheme:light dark;--ink:#1d2530;--dim:#5b6675;--paper:#f6f7f9;"
"--card:#fff;--line:#dfe3e8;--accent:#0b5fa5;--good:#1b6e3c;--bad:#a3291f}"
"@media (prefers-color-scheme:dark){:root{--ink:#e4e8ee;--dim:#98a3b3;"
"--paper:#12161c;--card:#1a2029;--line:#2c3542;--accent:#74b4f0;"
"--good:#7fd09b;--bad:#f0968c}}"
"*{box-sizing:border-box}"
"body{margin:0;background:var(--paper);color:var(--ink);"
"font:15px/1.5 system-ui,sans-serif}"
"header,main{max-width:76rem;margin:0 auto;padding:0 1.25rem}"
"header{padding-top:1.75rem}"
"h1{font-size:1.5rem;margin:0}"
"header p{margin:.25rem 0 0;color:var(--dim)}"
"h2{font-size:1.05rem;margin:1.9rem 0 .6rem}"
"h2 span{color:var(--dim);font-weight:400}"
".card{background:var(--card);border:1px solid var(--line);"
"border-radius:.6rem;overflow-x:auto}"
"table{border-collapse:collapse;width:100%}"
"th,td{text-align:left;padding:.45rem .85rem;vertical-align:baseline}"
"th{color:var(--dim);font-size:.8rem;font-weight:600;white-space:nowrap;"
"border-bottom:1px solid var(--line)}"
"tr+tr td{border-top:1px solid var(--line)}"
"td{overflow-wrap:anywhere}"
"td.id{font-family:ui-monospace,monospace;font-size:.87em;"
"overflow-wrap:normal}"
".good{color:var(--good)}.bad{color:var(--bad)}.code{color:var(--accent);"
"font-weight:600}"
".none{padding:.7rem .85rem;margin:0;color:var(--dim)}"
"a{color:var(--accent)}nav{margin:.6rem 0 0}"
"nav a{margin-right:1rem;white-space:nowrap}"
"section{scroll-margin-top:1rem}"
"footer{height:3rem}"
"@media (max-width:46rem){thead{display:none}"
"table,tbody,tr,td{display:block}"
"tr{padding:.5rem 0}tr+tr{border-top:1px solid var(--line)}"
"tr+tr td{border-top:0}"
"td{display:flex;gap:.75rem;padding:.15rem .85rem}"
"td:empty{display:none}"
"td::before{content:attr(data-label);flex:0 0 6.5rem;color:var(--dim);"
"font:13px/1.7 system-ui,sans-serif}}";

static const char policy[] =
"default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; "
"form-action 'none'; frame-ancestors 'none'";

/* A column: its heading, and the class of its cells. */
struct column {
	const char *head, *class;
};

struct section {
	const char *id, *title, *sql;
	struct column columns[COLUMNS_MAX];
};

static const struct section sections[] = {
	{ "accounts", "Accounts",
"SELECT name, id, access_key, (SELECT group_concat(code, ', ') FROM product "
"WHERE owner = account.id), (SELECT group_concat(code, ', ') FROM signup "
"WHERE account = account.id) FROM account ORDER BY rowid LIMIT 1000",
	  { { "Name", "" }, { "Account", "id" }, { "Access key", "id" },
	    { "Sells", "code" }, { "Signed up for", "code" } } },
	{ "images", "AMIs",
"SELECT image.id, image.name, account.name, (SELECT code FROM code "
"WHERE resource = image.id), ifnull((SELECT group_concat(value, ', ') FROM "
"permission WHERE resource = image.id), 'private'), root_device, "
"CASE platform WHEN '' THEN 'Linux/UNIX' ELSE 'Windows' END, state "
"FROM image JOIN account ON account.id = owner ORDER BY image.rowid "
"LIMIT 1000",
	  { { "AMI", "id" }, { "Name", "" }, { "Owner", "" },
	    { "Product code", "code" }, { "Shared with", "" },
	    { "Root device", "" }, { "Platform", "" }, { "State", "" } } },
	{ "instances", "Instances",
"SELECT instance.id, state, account.name, image, type, "
"(SELECT group_concat(code, ', ') FROM code "
"WHERE resource = instance.id), replace(substr(launched, 1, 16), 'T', ' ') "
"FROM instance JOIN account ON account.id = owner ORDER BY instance.rowid "
"LIMIT 1000",
	  { { "Instance", "id" }, { "State", "" }, { "Owner", "" },
	    { "AMI", "id" }, { "Type", "" }, { "Product code", "code" },
	    { "Launched, UTC", "" } } },
};

enum { SECTIONS = sizeof(sections) / sizeof(sections[0]) };

static const struct section requests = {
	"requests", "Last requests", NULL,
	{ { "Time, UTC", "" }, { "Who", "" }, { "Action", "" },
	  { "Ended", "" }, { "Status", "" } },
};

static void element(struct markup *m, const char *name, const char *class,
		    const char *text)
{
	markup_open(m, name);
	if (*class)
		markup_attribute(m, "class", class);
	markup_string(m, text);
	markup_close_html(m);
}

static void cell(struct markup *m, const struct column *column,
		 const char *class, const char *text)
{
	markup_open(m, "td");
	markup_attribute(m, "data-label", column->head);
	if (*text)
		element(m, "span", class, text);
	markup_close_html(m);
}

static void id_cell(struct markup *m, const struct column *column,
		    const char *text)
{
	markup_open(m, "td");
	markup_attribute(m, "class", "id");
	markup_attribute(m, "data-label", column->head);
	markup_string(m, text);
	markup_close_html(m);
}

static void open_section(struct markup *m, const struct section *s)
{
	markup_open(m, "section");
	markup_attribute(m, "id", s->id);
	element(m, "h2", "", s->title);
	markup_open(m, "div");
	markup_attribute(m, "class", "card");
	markup_open(m, "table");
	markup_open(m, "thead");
	markup_open(m, "tr");
	for (const struct column *c = s->columns; c->head; c++)
		element(m, "th", "", c->head);
	markup_close_html(m);
	markup_close_html(m);
	markup_open(m, "tbody");
}

static void link_to(struct markup *m, const char *target, const char *text)
{
	markup_open(m, "a");
	markup_attribute(m, "href", target);
	markup_string(m, text);
	markup_close_html(m);
}

/* The link that unfolds a list of COUNT rows, or folds it again. */
static void write_fold(struct markup *m, const char *id, size_t count,
		       bool is_whole)
{
	char target[64], text[64];

	(void)snprintf(target, sizeof(target), is_whole ? "/#%s" :
		       "/?all=%s#%s", id, id);
	(void)snprintf(text, sizeof(text), is_whole ? "only the first %zu" :
		       "all %zu", is_whole ? (size_t)ROWS_FOLDED : count);
	markup_open(m, "p");
	markup_attribute(m, "class", "none");
	link_to(m, target, text);
	markup_close_html(m);
}

static void close_section(struct markup *m, const struct section *s,
			  size_t count, bool is_whole)
{
	markup_close_html(m);
	markup_close_html(m);
	if (!count)
		element(m, "p", "none", "None yet.");
	if (count > ROWS_FOLDED)
		write_fold(m, s->id, count, is_whole);
	markup_close_html(m);
	markup_close_html(m);
}

static bool is_whole(const struct page *p, const struct section *s)
{
	return p->whole && strcmp(p->whole, s->id) == 0;
}

static void write_cells(struct markup *m, const struct section *s,
			const struct sql *q)
{
	int i = 0;

	markup_open(m, "tr");
	for (const struct column *c = s->columns; c->head; c++, i++) {
		if (strcmp(c->class, "id") == 0)
			id_cell(m, c, sql_column(q, i));
		else
			cell(m, c, c->class, sql_column(q, i));
	}
	markup_close_html(m);
}

/* Writes a list.  A long one is folded, so that a reader finds those below
 * it. */
static int write_section(const struct page *p, struct markup *m,
			 const struct section *s, struct err *err)
{
	size_t count = 0;
	struct sql q;

	open_section(m, s);
	sql_start(&q, p->state, s->sql, SQL_VALUES(NULL));
	for (; sql_next(&q); count++)
		if (count < ROWS_FOLDED || is_whole(p, s))
			write_cells(m, s, &q);
	close_section(m, s, count, is_whole(p, s));
	return sql_end(&q, err);
}

static const char name_sql[] = "SELECT name FROM account WHERE id = ?1";

static int write_who(const struct page *p, struct markup *m,
		     const struct history_entry *e, struct err *err)
{
	struct sql q;

	sql_start(&q, p->state, name_sql, SQL_VALUES(e->account));
	cell(m, &requests.columns[1], "", sql_next(&q) ? sql_column(&q, 0) :
							 "unknown");
	return sql_end(&q, err);
}

static int write_request(const struct page *p, struct markup *m,
			 const struct history_entry *e, struct err *err)
{
	static const char *const lost[] = {
		[RESPONSE_WHOLE] = "", [RESPONSE_RESET] = ", connection reset",
		[RESPONSE_TRUNCATED] = ", cut in the middle",
	};
	char when[CODEC_EXTENDED_SIZE], text[128], status[16];
	const struct column *c = requests.columns;
	int rc;

	codec_time_extended(e->time, when);
	(void)snprintf(text, sizeof(text), "%.8s", when + 11);
	markup_open(m, "tr");
	cell(m, &c[0], "", text);
	rc = write_who(p, m, e, err);
	cell(m, &c[2], "", *e->action ? e->action : "(none)");
	(void)snprintf(text, sizeof(text), "%s%s", e->end, lost[e->fate]);
	cell(m, &c[3], strcmp(text, "OK") == 0 ? "good" : "bad", text);
	(void)snprintf(status, sizeof(status), "%u", e->status);
	cell(m, &c[4], "", status);
	markup_close_html(m);
	return rc;
}

static int write_requests(const struct page *p, struct markup *m,
			  struct err *err)
{
	const struct history_entry *e;
	size_t count = 0;
	int rc = 0;

	open_section(m, &requests);
	for (; !rc && (e = history_get(p->history, count)); count++)
		if (count < ROWS_FOLDED || is_whole(p, &requests))
			rc = write_request(p, m, e, err);
	close_section(m, &requests, count, is_whole(p, &requests));
	return rc;
}

static void write_meta(struct markup *m, const char *name, const char *value,
		       const char *content)
{
	markup_open(m, "meta");
	markup_attribute(m, name, value);
	if (*content)
		markup_attribute(m, "content", content);
	markup_close(m);
}

static void write_head(struct markup *m)
{
	markup_start_html(m);
	markup_attribute(m, "lang", "en");
	markup_open(m, "head");
	write_meta(m, "charset", "utf-8", "");
	write_meta(m, "name", "viewport",
		   "width=device-width, initial-scale=1");
	write_meta(m, "http-equiv", "refresh", "5");
	element(m, "title", "", "ec2-sandbox");
	element(m, "style", "", style);
	markup_close_html(m);
}

static void write_header(const struct page *p, struct markup *m)
{
	char now[CODEC_EXTENDED_SIZE], text[160], target[32];

	codec_time_extended(p->now, now);
	(void)snprintf(text, sizeof(text), "A rehearsal: nothing here runs, "
		       "and nobody pays. %.10s %.8s UTC.", now, now + 11);
	markup_open(m, "header");
	element(m, "h1", "", "ec2-sandbox");
	element(m, "p", "", text);
	markup_open(m, "nav");
	for (size_t i = 0; i < SECTIONS; i++) {
		(void)snprintf(target, sizeof(target), "#%s", sections[i].id);
		link_to(m, target, sections[i].title);
	}
	link_to(m, "#requests", requests.title);
	markup_close_html(m);
	markup_close_html(m);
}

static int write_body(const struct page *p, struct markup *m,
		      struct err *err)
{
	write_head(m);
	markup_open(m, "body");
	write_header(p, m);
	markup_open(m, "main");
	for (size_t i = 0; i < SECTIONS; i++)
		if (write_section(p, m, &sections[i], err))
			return -1;
	if (write_requests(p, m, err))
		return -1;
	element(m, "footer", "", "");
	return 0;
}

static int add_policy(const struct page *p, struct response *out,
		      struct err *err)
{
	unsigned char hash[DIGEST_SHA256_SIZE];
	struct buf text = {0}, value = {0};
	int rc = -1;

	if (digest_sha256(p->digest, style, strlen(style), hash, err))
		return -1;
	codec_base64(&text, hash, sizeof(hash));
	buf_printf(&value, policy, buf_str(&text));
	if (buf_check(&value, "policy", err) == 0)
		rc = params_add(&out->headers, "Content-Security-Policy",
				buf_str(&value), err);
	buf_release(&text);
	buf_release(&value);
	return rc;
}

static int add_page_headers(const struct page *p, struct response *out,
			    struct err *err)
{
	static const struct { const char *name, *value; } all[] = {
		{ "Content-Type", "text/html; charset=utf-8" },
		{ "Cache-Control", "no-store" },
		{ "Cross-Origin-Resource-Policy", "same-origin" },
		{ "Referrer-Policy", "no-referrer" },
		{ "X-Content-Type-Options", "nosniff" },
		{ "X-Frame-Options", "DENY" },
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (params_add(&out->headers, all[i].name, all[i].value, err))
			return -1;
	return add_policy(p, out, err);
}

int page_write(const struct page *page, struct response *out, struct err *err)
{
	struct markup *m;
	int rc;

	if (markup_new(&m, err))
		return -1;
	out->status = 200;
	rc = write_body(page, m, err);
	if (!rc)
		rc = markup_finish(m, &out->body, err);
	if (!rc)
		rc = add_page_headers(page, out, err);
	markup_free(m);
	return rc;
}
