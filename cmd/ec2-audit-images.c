/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-audit-images: find mistakes in how AMIs are shared and sold. */
#include <stdio.h>
#include <string.h>

#include "ami.h"
#include "audit.h"
#include "cli/program.h"
#include "htmlpage.h"
#include "judge.h"
#include "metrics.h"
#include "perform.h"
#include "plan.h"
#include "request/codeform.h"
#include "survey.h"

/* The column SharedWith has at most this many accounts and ARNs, except in
 * JSON.  The HTML page folds a longer list. */
enum { ENTITIES_SHOWN = 3 };

static const struct opt options[] = {
	{ 'q', "quiet", .help = "print only what needs attention" },
	{ 0, "changes", .help = "print only new, changed and unknown AMIs" },
	PLAN_OPTIONS,
	OPT_END
};

#define STRING_LIST(name) \
	{ .column = { name, .kind = COLUMN_LIST }, .cell = EMPTY }

static const struct row rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("Verdict", EMPTY), COLUMN("ImageID", EMPTY),
		COLUMN("Name", EMPTY), STRING_LIST("ProductCodes"),
		STRING_LIST("SharedWith"), HIDDEN("Account", EMPTY),
		HIDDEN("Region", EMPTY)) },
	ROW_END
};

static const struct audit_group groups[] = {
	{ "FREE", "free", "given away", "bad", STORE_BAD, 2 },
	{ "LEAKED", "leaked", "leaked", "bad", STORE_BAD, 2 },
	{ "FOREIGN", "foreign", "another code", "bad", STORE_BAD, 2 },
	{ "OK", "ok", "sold", "good", STORE_GOOD, 0 },
	{ "UNSOLD", "unsold", "not shared", "dim", STORE_GOOD, 0 },
	{ "PRIVATE", "private", "private", "dim", STORE_GOOD, 0 },
	{ "UNKNOWN", "unknown", "could not tell", "dim", STORE_UNKNOWN, 3 },
	{ NULL }
};

static const char *group_of(const struct item *item)
{
	return item->now.state;
}

static bool alerts(const struct item *item)
{
	return item->listed && (strcmp(item->now.state, "FREE") == 0 ||
				strcmp(item->now.state, "LEAKED") == 0 ||
				strcmp(item->now.state, "FOREIGN") == 0);
}

static bool needs_attention(const struct item *item)
{
	return alerts(item) || (item->listed &&
				strcmp(item->now.state, "UNKNOWN") == 0);
}

static bool shows(const struct audit *a, const struct item *item)
{
	if (!item->listed || (a->settings.quiet && !needs_attention(item)))
		return false;
	return !a->changes || judge_is_news(item->change);
}

/* Appends the number of launch permissions, the first ENTITIES_SHOWN of them,
 * and an ellipsis. */
static void put_shared(const struct image *image, struct buf *out)
{
	const char *p = image->shared;

	buf_printf(out, "%zu: ", image->shared_count);
	for (size_t i = 0; i < ENTITIES_SHOWN; i++, p += strlen(p) + 1)
		buf_printf(out, "%s,", p);
	buf_puts(out, "...");
}

static void cells(struct audit *a, const struct item *item, struct cell *out)
{
	const struct image *image = item->image;

	audit_fill(&out[0], item->now.state);
	audit_fill(&out[1], item->id);
	audit_fill(&out[2], item->label);
	out[3].text = image->codes;
	out[3].len = image->codes_len;
	out[4].text = image->shared;
	out[4].len = image->shared_len;
	if (a->out.format != OUT_JSON && image->shared_count > ENTITIES_SHOWN) {
		buf_clear(&a->text);
		put_shared(image, &a->text);
		buf_putc(&a->text, '\0');
		out[4].text = buf_str(&a->text);
		out[4].len = a->text.len;
	}
	audit_fill(&out[5], item->now.account);
	audit_fill(&out[6], item->now.region);
	out[5].hidden = out[6].hidden = !session_has_many(a->set);
}

static void write_metrics(const struct audit *a, struct buf *out,
			  const char *labels)
{
	metrics_family(out, "ec2_audit_images", "AMIs of the accounts, by "
		       "verdict of the last run.");
	for (const struct audit_group *g = groups; g->key; g++)
		metrics_number(out, "ec2_audit_images", labels, "verdict",
			       g->metric, audit_count(a, g));
}

static void put_state(const struct item *item, struct buf *out)
{
	static const struct { const char *state, *words; } table[] = {
		{ "FREE", "✗ Given away" }, { "LEAKED", "✗ Snapshot leaked" },
		{ "FOREIGN", "✗ Another code" },
		{ "UNKNOWN", "? Could not tell" },
		{ "UNSOLD", "Not shared" }, { "OK", "✓ Sold" },
		{ "PRIVATE", "Private" },
	};
	size_t i = 0;

	while (i + 1 < sizeof(table) / sizeof(*table) &&
	       strcmp(table[i].state, item->now.state) != 0)
		i++;
	buf_puts(out, table[i].words);
}

static void put_list(struct html *h, const char *list, size_t len)
{
	for (const char *p = list; p < list + len; p += strlen(p) + 1) {
		html_text(h, p == list ? "" : ", ");
		html_text(h, strcmp(p, "all") == 0 ? "everyone" : p);
	}
}

static void put_cells(const struct item *item, struct html *h)
{
	const struct image *image = item->image;
	char count[48];

	htmlpage_cell(h, "id", item->id);
	htmlpage_cell(h, "", item->label);
	html_open_class(h, "td", "id");
	put_list(h, image->codes, image->codes_len);
	html_close(h);
	html_open(h, "td");
	if (image->shared_count > ENTITIES_SHOWN) {
		html_open(h, "details");
		(void)snprintf(count, sizeof(count), "%zu accounts or ARNs",
			       image->shared_count);
		html_element(h, "summary", "", count);
		html_open(h, "p");
	}
	put_list(h, image->shared, image->shared_len);
	if (image->shared_count > ENTITIES_SHOWN) {
		html_close(h);
		html_close(h);
	}
	html_close(h);
}

static const char *const heads[] = {
	"Verdict", "AMI", "Name", "Codes", "Shared with", "Since, UTC", NULL
};

static const struct audit_words words = {
	.singular = "AMI", .plural = "AMIs", .class = "images", .heads = heads,
	.good = "in order", .bad = "given away, leaked or with another code",
	.fine = "The others", .none = "in order", .state = put_state,
	.cells = put_cells,
};

/* Asks about the AMIs of the chosen accounts.  If an AMI has another product
 * code than the user gave, prints which of the user's codes look mistyped. */
static int ask(struct audit *a, struct err *err)
{
	bool foreign = false;

	if (survey_ask(a, err))
		return -1;
	for (size_t i = 0; i < a->list.len && !foreign; i++)
		foreign = strcmp(a->list.items[i].now.state, "FOREIGN") == 0;
	for (size_t i = 0; i < a->args.len && foreign; i++) {
		const struct opt_given *g = &a->args.given[i];
		struct buf why = { 0 };

		if (g->opt == &a->spec.operand &&
		    codeform_explain(g->value, false, &why))
			program_say(a->program->name, buf_str(&why));
		buf_release(&why);
	}
	return 0;
}

static const struct audit_program program = {
	.name = "ec2-audit-images",
	.purpose = "Tells which of your AMIs are given away or leaked, or have "
		   "a wrong code.",
	.examples = { "774F4FF8", "-q 774F4FF8 --html images.html" },
	.kind = "images",
	.operand = { .value = "CODE", .use = OPT_MANY },
	.many = OPT_REGIONS | OPT_PROFILES,
	.options = options, .rows = rows,
	.ask = ask, .shows = shows, .cells = cells, .groups = groups,
	.group = group_of, .alerts = alerts, .needs_attention = needs_attention,
	.metrics = write_metrics, .words = &words,
};

int main(int argc, char **argv)
{
	return perform_audit(argc, argv, &program);
}
