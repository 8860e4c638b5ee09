/* SPDX-License-Identifier: BSD-2-Clause */
#include "htmlpage.h"

#include <stdlib.h>
#include <string.h>

#include "chart.h"
#include "judge.h"
#include "page_css.h"

enum { ACCOUNTS_SHOWN = 20 };

/* This Content-Security-Policy makes the browser refuse scripts and external
 * resources, even if the page contains an unescaped value. */
static const char policy[] =
"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
"form-action 'none'";

/* Appends an age in one unit, such as "3 days".  Appends "now" if the age is
 * less than a minute. */
static void put_age(struct buf *out, long long seconds)
{
	static const struct { long long seconds; const char *name; } units[] = {
		{ 86400, "day" }, { 3600, "hour" }, { 60, "minute" },
	};

	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		long long n = seconds / units[i].seconds;

		if (n <= 0)
			continue;
		buf_printf(out, "%lld %s%s", n, units[i].name,
			   n == 1 ? "" : "s");
		return;
	}
	buf_puts(out, "now");
}

static void element_count(struct html *h, const char *name,
			  const char *class, size_t n)
{
	struct buf text = { 0 };

	chart_count(&text, n);
	html_element(h, name, class, buf_str(&text));
	buf_release(&text);
}

void htmlpage_cell(struct html *h, const char *class, const char *text)
{
	html_open_class(h, "td", class);
	if (*text)
		html_element(h, "bdi", "", text);
	html_close(h);
}

/* The numbers of items on the page.  `amiss` counts items that need attention,
 * `rest` counts the other items, and `all` is the sum. */
struct counts {
	size_t all, amiss, rest;
};

static struct counts count_items(const struct audit *a)
{
	struct counts n = { 0, 0, 0 };

	for (size_t i = 0; i < a->list.len; i++) {
		const struct item *item = &a->list.items[i];
		const bool amiss = a->program->needs_attention(item);

		n.amiss += amiss;
		n.rest += item->listed && !amiss;
	}
	n.all = n.amiss + n.rest;
	return n;
}

/* Appends the sentence that says how many items need attention.  Also says
 * whether some targets could not be asked. */
static void put_summary(const struct audit *a, size_t all, size_t amiss,
			struct buf *out)
{
	const struct audit_words *w = a->program->words;

	if (amiss) {
		chart_count(out, amiss);
		buf_puts(out, " of ");
	} else {
		buf_puts(out, all == 1 ? "The one " : "All ");
	}
	if (amiss || all != 1)
		chart_count(out, all);
	buf_printf(out, "%s%s ", amiss || all != 1 ? " " : "",
		   all == 1 ? w->singular : w->plural);
	if (amiss)
		buf_puts(out, amiss == 1 ? "needs attention"
					 : "need attention");
	else
		buf_printf(out, "%s %s", all == 1 ? "is" : "are", w->none);
	if (a->partial)
		buf_puts(out, "; some regions or accounts could not be asked");
}

static void write_meta(struct html *h, const char *name, const char *value,
		       const char *content)
{
	html_open(h, "meta");
	html_attribute(h, name, value);
	if (content)
		html_attribute(h, "content", content);
	html_close_void(h);
}

static void write_head(struct html *h, const char *title)
{
	html_doctype(h);
	html_open(h, "html");
	html_attribute(h, "lang", "en");
	html_open(h, "head");
	write_meta(h, "charset", "utf-8", NULL);
	write_meta(h, "http-equiv", "Content-Security-Policy", policy);
	write_meta(h, "name", "viewport",
		   "width=device-width, initial-scale=1");
	write_meta(h, "name", "referrer", "no-referrer");
	html_element(h, "title", "", title);
	html_style(h, page_css);
	html_close(h);
}

static void write_fact(struct html *h, const char *name, const char *value)
{
	if (!*value)
		return;
	html_open(h, "div");
	html_element(h, "dt", "", name);
	html_open(h, "dd");
	html_element(h, "bdi", "", value);
	html_close(h);
	html_close(h);
}

static void write_targets(struct html *h, const struct audit *a,
			  const char *name,
			  const char *(*fn)(const struct session *s))
{
	struct buf text = { 0 };

	audit_targets(a, fn, ", ", &text);
	write_fact(h, name, buf_str(&text));
	h->out->failed = h->out->failed || text.failed;
	buf_release(&text);
}

static void write_facts(struct html *h, const struct audit *a)
{
	struct buf text = { 0 };

	html_open(h, "dl");
	chart_time(&text, a->now);
	buf_puts(&text, " UTC");
	write_fact(h, "Audited", buf_str(&text));
	if (a->every) {
		buf_clear(&text);
		chart_time(&text, a->now + a->every * 3600);
		buf_puts(&text, " UTC");
		write_fact(h, "Next run due by", buf_str(&text));
	}
	write_fact(h, "Product code", buf_str(&a->code));
	write_targets(h, a, "Account", session_account);
	write_targets(h, a, "Region", session_region);
	write_targets(h, a, "Endpoint", session_endpoint);
	html_close(h);
	buf_release(&text);
}

static void write_header(struct html *h, const struct audit *a,
			 const char *title, const struct counts *n)
{
	struct buf summary = { 0 };

	put_summary(a, n->all, n->amiss, &summary);
	html_open(h, "header");
	html_element(h, "h1", "", title);
	html_element(h, "p", n->amiss || a->partial ? "lead bad" : "lead good",
		     buf_str(&summary));
	write_facts(h, a);
	html_close(h);
	buf_release(&summary);
}

static void write_totals(struct html *h, const struct audit *a)
{
	html_open_class(h, "ul", "totals");
	for (const struct audit_group *g = a->program->groups; g->key; g++) {
		size_t n = audit_count(a, g);

		html_open(h, "li");
		element_count(h, "b", n ? g->class : "dim", n);
		html_element(h, "span", "", g->words);
		html_close(h);
	}
	html_close(h);
}

static void open_table(struct html *h, const struct audit_words *w)
{
	html_open_class(h, "div", "card");
	html_open_class(h, "table", w->class);
	html_open(h, "thead");
	html_open(h, "tr");
	for (const char *const *head = w->heads; *head; head++) {
		html_open(h, "th");
		html_attribute(h, "scope", "col");
		html_text(h, *head);
		html_close(h);
	}
	html_close(h);
	html_close(h);
	html_open(h, "tbody");
}

static void close_table(struct html *h)
{
	html_close(h);
	html_close(h);
	html_close(h);
	html_text(h, "\n");
}

static void write_item(struct html *h, const struct audit *a,
		       const struct item *item, struct buf *text)
{
	const struct audit_words *w = a->program->words;
	const struct audit_group *g = audit_group(a, item);

	html_text(h, "\n");
	html_open(h, "tr");
	html_open_class(h, "td", "what");
	buf_clear(text);
	w->state(item, text);
	html_element(h, "span", a->program->needs_attention(item) &&
		     strcmp(g->class, "good") == 0 ? "warn" : g->class,
		     buf_str(text));
	html_close(h);
	w->cells(item, h);
	html_open(h, "td");
	buf_clear(text);
	if (item->now.since) {
		html_open(h, "span");
		html_open(h, "time");
		chart_time(text, item->now.since);
		html_text(h, buf_str(text));
		html_close(h);
		html_text(h, " ");
		buf_clear(text);
		put_age(text, a->now - item->now.since);
		html_element(h, "small", "", buf_str(text));
		html_close(h);
	}
	html_close(h);
	html_close(h);
}

static void write_items(struct html *h, const struct audit *a, bool amiss)
{
	struct buf text = { 0 };

	open_table(h, a->program->words);
	/* Items whose change is not SAME come first. */
	for (int old = 0; old < 2; old++)
		for (size_t i = 0; i < a->list.len; i++) {
			const struct item *item = &a->list.items[i];
			bool same = !judge_is_news(item->change);

			if (a->program->needs_attention(item) == amiss &&
			    (item->listed || amiss) && same == (old == 1))
				write_item(h, a, item, &text);
		}
	close_table(h);
	buf_release(&text);
}

static void write_heading(struct html *h, const char *name, const char *title,
			  size_t count)
{
	html_open(h, name);
	html_text(h, title);
	html_text(h, " ");
	element_count(h, "span", "", count);
	html_close(h);
}

/* A customer account.  `all` is the number of its items.  `totals` has the
 * numbers of good, bad, gone and unknown items. */
struct holder {
	const char *name;
	size_t all, totals[STORE_TOTALS];
};

static int by_owner(const void *a, const void *b)
{
	const struct item *const *one = a, *const *two = b;

	return strcmp((*one)->now.owner, (*two)->now.owner);
}

static int by_size(const void *a, const void *b)
{
	const struct holder *one = a, *two = b;

	if (one->all != two->all)
		return one->all < two->all ? 1 : -1;
	return strcmp(one->name, two->name);
}

/* Fills HOLDERS with the customer accounts, the account with the most items
 * first.  ITEMS is scratch memory.  Both arrays have room for all items.
 * Returns the number of accounts. */
static size_t find_holders(const struct audit *a, struct holder *holders,
			   const struct item **items)
{
	size_t count = 0, n = 0;

	for (size_t i = 0; i < a->list.len; i++)
		if (a->list.items[i].listed)
			items[n++] = &a->list.items[i];
	qsort(items, n, sizeof(struct item *), by_owner);
	for (size_t i = 0; i < n; i++) {
		if (!i || by_owner(&items[i], &items[i - 1]) != 0)
			holders[count++] = (struct holder){
				.name = items[i]->now.owner };
		holders[count - 1].all++;
		holders[count - 1].totals[audit_group(a, items[i])->total]++;
	}
	qsort(holders, count, sizeof(*holders), by_size);
	return count;
}

static void write_holders(struct html *h, const struct holder *holders,
			  size_t count)
{
	static const char *const heads[] = {
		"Account", "Confirmed", "Not confirmed", "Gone",
		"Could not tell", NULL,
	};
	static const struct audit_words words = { .class = "accounts",
						  .heads = heads };

	open_table(h, &words);
	for (size_t i = 0; i < count; i++) {
		html_open(h, "tr");
		htmlpage_cell(h, "id", *holders[i].name ? holders[i].name
							: "unknown");
		for (int k = 0; k < STORE_TOTALS; k++)
			element_count(h, "td", holders[i].totals[k]
				      ? "number" : "number dim",
				      holders[i].totals[k]);
		html_close(h);
	}
	close_table(h);
}

static int write_accounts(struct html *h, const struct audit *a,
			  struct err *err)
{
	struct holder *holders = calloc(a->list.len + 1, sizeof(*holders));
	const struct item **items = calloc(a->list.len + 1,
					   sizeof(struct item *));
	size_t count = 0, shown;

	if (holders && items)
		count = find_holders(a, holders, items);
	shown = count > ACCOUNTS_SHOWN ? ACCOUNTS_SHOWN : count;
	if (count) {
		write_heading(h, "h2", "By customer account", count);
		write_holders(h, holders, shown);
	}
	if (count > shown) {
		html_open(h, "details");
		write_heading(h, "summary", "The other accounts",
			      count - shown);
		write_holders(h, holders + shown, count - shown);
		html_close(h);
	}
	free(items);
	free(holders);
	return count || !a->list.len ? 0 : err_memory(err);
}

static int write_main(struct html *h, const struct audit *a,
		      const struct counts *n, struct err *err)
{
	html_open(h, "main");
	write_totals(h, a);
	if (a->runs_count > 1)
		chart_write(h, a);
	if (n->amiss) {
		write_heading(h, "h2", "Needs attention", n->amiss);
		write_items(h, a, true);
	}
	if (a->program->words->has_accounts && write_accounts(h, a, err))
		return -1;
	if (n->rest) {
		html_open_class(h, "details", "rest");
		write_heading(h, "summary", a->program->words->fine, n->rest);
		write_items(h, a, false);
		html_close(h);
	}
	html_close(h);
	return 0;
}

int htmlpage_write(struct audit *a, struct buf *out, struct err *err)
{
	const struct counts n = count_items(a);
	struct html h = { .out = out };
	struct buf title = { 0 };
	int rc;

	if (a->title)
		buf_puts(&title, a->title);
	else
		buf_printf(&title, "%s%s%s", buf_str(&a->code),
			   a->code.len ? ": " : "", a->program->words->plural);
	write_head(&h, buf_str(&title));
	html_open(&h, "body");
	write_header(&h, a, buf_str(&title), &n);
	rc = write_main(&h, a, &n, err);
	html_element(&h, "footer", "", "Made by ec2-product-tools "
		     EC2_VERSION);
	html_close(&h);
	html_close(&h);
	buf_putc(out, '\n');
	buf_release(&title);
	return rc ? rc : buf_check(out, "page", err);
}
