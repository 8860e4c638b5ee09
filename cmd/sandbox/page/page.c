/* SPDX-License-Identifier: BSD-2-Clause */
#include "page/page.h"

#include <stdio.h>
#include <string.h>

#include "base/codec.h"
#include "output/html.h"
#include "sandbox_css.h"

enum { COLUMNS_MAX = 10, ROWS_FOLDED = 12 };

void page_history_add(struct history *h, const struct response *answer,
		      time_t now)
{
	struct history_entry *e = &h->entries[h->count++ % HISTORY_MAX];

	e->time = now;
	e->status = answer->status;
	e->fate = answer->fate;
	(void)snprintf(e->account, sizeof(e->account), "%s", answer->account);
	(void)snprintf(e->action, sizeof(e->action), "%s", answer->action);
	(void)snprintf(e->end, sizeof(e->end), "%s",
		       answer->code ? answer->code : "OK");
}

static const char policy[] =
"default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; "
"form-action 'none'; frame-ancestors 'none'";

/* The heading of a column, and the CSS class of its cells or "". */
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
"SELECT image.id, image.name, account.name, (SELECT code FROM code WHERE "
"resource = image.id), ifnull((SELECT group_concat(value, ', ') FROM "
"permission WHERE resource = image.id), 'private'), root_device, CASE platform "
"WHEN '' THEN 'Linux/UNIX' ELSE 'Windows' END, state FROM image JOIN account "
"ON account.id = owner ORDER BY image.rowid LIMIT 1000",
	  { { "AMI", "id" }, { "Name", "" }, { "Owner", "" },
	    { "Product code", "code" }, { "Shared with", "" },
	    { "Root device", "" }, { "Platform", "" }, { "State", "" } } },
	{ "instances", "Instances",
"SELECT instance.id, state, account.name, image, type, (SELECT "
"group_concat(code, ', ') FROM code WHERE resource = instance.id), "
"replace(substr(launched, 1, 16), 'T', ' ') FROM instance JOIN account ON "
"account.id = owner ORDER BY instance.rowid LIMIT 1000",
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

/* Writes a cell.  If CLASS is "id", the cell itself has the class.  Otherwise
 * any text is in a <span> with the class. */
static void cell(struct html *h, const struct column *column,
		 const char *class, const char *text)
{
	bool is_id = strcmp(class, "id") == 0;

	html_open(h, "td");
	if (is_id)
		html_attribute(h, "class", "id");
	html_attribute(h, "data-label", column->head);
	if (is_id)
		html_text(h, text);
	else if (*text)
		html_element(h, "span", class, text);
	html_close(h);
}

static void open_section(struct html *h, const struct section *s)
{
	html_open(h, "section");
	html_attribute(h, "id", s->id);
	html_element(h, "h2", "", s->title);
	html_open(h, "div");
	html_attribute(h, "class", "card");
	html_open(h, "table");
	html_open(h, "thead");
	html_open(h, "tr");
	for (const struct column *c = s->columns; c->head; c++)
		html_element(h, "th", "", c->head);
	html_close(h);
	html_close(h);
	html_open(h, "tbody");
}

static void link_to(struct html *h, const char *target, const char *text)
{
	html_open(h, "a");
	html_attribute(h, "href", target);
	html_text(h, text);
	html_close(h);
}

/* Writes a link to all COUNT rows of a section or, if IS_WHOLE, to fewer. */
static void write_fold(struct html *h, const char *id, size_t count,
		       bool is_whole)
{
	char target[64], text[64];

	(void)snprintf(target, sizeof(target), is_whole ? "/#%s" :
		       "/?all=%s#%s", id, id);
	(void)snprintf(text, sizeof(text), is_whole ? "show only %zu" :
		       "show %zu", is_whole ? (size_t)ROWS_FOLDED : count);
	html_open(h, "p");
	html_attribute(h, "class", "none");
	link_to(h, target, text);
	html_close(h);
}

static void close_section(struct html *h, const struct section *s,
			  size_t count, bool is_whole)
{
	html_close(h);
	html_close(h);
	if (!count)
		html_element(h, "p", "none", "None yet.");
	if (count > ROWS_FOLDED)
		write_fold(h, s->id, count, is_whole);
	html_close(h);
	html_close(h);
}

static bool is_whole(const struct page *p, const struct section *s)
{
	return p->whole && strcmp(p->whole, s->id) == 0;
}

static void write_cells(struct html *h, const struct section *s,
			const struct sql *q)
{
	int i = 0;

	html_open(h, "tr");
	for (const struct column *c = s->columns; c->head; c++, i++)
		cell(h, c, c->class, sql_column(q, i));
	html_close(h);
}

/* Writes a section, with only the first rows unless p->whole names it. */
static int write_section(const struct page *p, struct html *h,
			 const struct section *s, struct err *err)
{
	size_t count = 0;
	struct sql q;

	open_section(h, s);
	sql_start(&q, p->state, s->sql, SQL_VALUES(NULL));
	for (; sql_next(&q); count++)
		if (count < ROWS_FOLDED || is_whole(p, s))
			write_cells(h, s, &q);
	close_section(h, s, count, is_whole(p, s));
	return sql_end(&q, err);
}

static const char name_sql[] = "SELECT name FROM account WHERE id = ?1";

static int write_who(const struct page *p, struct html *h,
		     const struct history_entry *e, struct err *err)
{
	struct sql q;

	sql_start(&q, p->state, name_sql, SQL_VALUES(e->account));
	cell(h, &requests.columns[1], "", sql_next(&q) ? sql_column(&q, 0) :
							 "unknown");
	return sql_end(&q, err);
}

static int write_request(const struct page *p, struct html *h,
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
	html_open(h, "tr");
	cell(h, &c[0], "", text);
	rc = write_who(p, h, e, err);
	cell(h, &c[2], "", *e->action ? e->action : "(none)");
	(void)snprintf(text, sizeof(text), "%s%s", e->end, lost[e->fate]);
	cell(h, &c[3], strcmp(text, "OK") == 0 ? "good" : "bad", text);
	(void)snprintf(status, sizeof(status), "%u", e->status);
	cell(h, &c[4], "", status);
	html_close(h);
	return rc;
}

/* Returns the I-th entry, counted from 0 for the newest, or NULL. */
static const struct history_entry *history_get(const struct history *h,
					       size_t i)
{
	if (i >= HISTORY_MAX || i >= h->count)
		return NULL;
	return &h->entries[(h->count - 1 - i) % HISTORY_MAX];
}

static int write_requests(const struct page *p, struct html *h, struct err *err)
{
	const struct history_entry *e;
	size_t count = 0;
	int rc = 0;

	open_section(h, &requests);
	for (; !rc && (e = history_get(p->history, count)); count++)
		if (count < ROWS_FOLDED || is_whole(p, &requests))
			rc = write_request(p, h, e, err);
	close_section(h, &requests, count, is_whole(p, &requests));
	return rc;
}

static void write_meta(struct html *h, const char *name, const char *value,
		       const char *content)
{
	html_open(h, "meta");
	html_attribute(h, name, value);
	if (*content)
		html_attribute(h, "content", content);
	html_close_void(h);
}

static void write_head(struct html *h)
{
	html_doctype(h);
	html_open(h, "html");
	html_attribute(h, "lang", "en");
	html_open(h, "head");
	write_meta(h, "charset", "utf-8", "");
	write_meta(h, "name", "viewport",
		   "width=device-width, initial-scale=1");
	write_meta(h, "http-equiv", "refresh", "5");
	html_element(h, "title", "", "ec2-sandbox");
	html_style(h, sandbox_css);
	html_close(h);
}

static void write_header(const struct page *p, struct html *h)
{
	char now[CODEC_EXTENDED_SIZE], text[160], target[32];

	codec_time_extended(p->now, now);
	(void)snprintf(text, sizeof(text), "A rehearsal: the instances do not "
		       "run, and cost nothing. %.10s %.8s UTC.", now, now + 11);
	html_open(h, "header");
	html_element(h, "h1", "", "ec2-sandbox");
	html_element(h, "p", "", text);
	html_open(h, "nav");
	for (size_t i = 0; i < SECTIONS; i++) {
		(void)snprintf(target, sizeof(target), "#%s", sections[i].id);
		link_to(h, target, sections[i].title);
	}
	link_to(h, "#requests", requests.title);
	html_close(h);
	html_close(h);
}

static int write_body(const struct page *p, struct html *h, struct err *err)
{
	write_head(h);
	html_open(h, "body");
	write_header(p, h);
	html_open(h, "main");
	for (size_t i = 0; i < SECTIONS; i++)
		if (write_section(p, h, &sections[i], err))
			return -1;
	if (write_requests(p, h, err))
		return -1;
	html_element(h, "footer", "", "");
	while (h->depth)
		html_close(h);
	return 0;
}

static int add_policy(const struct page *p, struct response *out,
		      struct err *err)
{
	unsigned char hash[DIGEST_SHA256_SIZE];
	struct buf text = { 0 }, value = { 0 };
	int rc = -1;

	if (digest_sha256(p->digest, sandbox_css, strlen(sandbox_css), hash,
			  err))
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
	struct html h = { .out = &out->body };

	out->status = 200;
	if (write_body(page, &h, err) || buf_check(&out->body, "page", err))
		return -1;
	return add_page_headers(page, out, err);
}
