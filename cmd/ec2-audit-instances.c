/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-audit-instances: find instances that gained or lost a product code. */
#include <string.h>

#include "audit.h"
#include "base/codec.h"
#include "confirm.h"
#include "htmlpage.h"
#include "judge.h"
#include "metrics.h"
#include "perform.h"
#include "plan.h"

static const struct opt options[] = {
	{ 0, "all", .help = "also print instances that did not change" },
	{ 0, "baseline", .help = "store the results, print no changes" },
	{ 0, "shrink", "N",
	  .help = "accept a list that has lost up to N instances" },
	{ 0, "list-name", "NAME",
	  .help = "name of the list from standard input" },
	{ 0, "audits", "FILE",
	  .help = "run an audit for each line PROFILE CODE LIST" },
	{ 0, "history", .help = "print the changes of earlier runs" },
	{ 'i', "instance", "ID", .use = OPT_MANY,
	  .help = "with --history: only changes of this instance" },
	PLAN_OPTIONS,
	OPT_END
};

static const struct row rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("Change", EMPTY), COLUMN("ProductCode", EMPTY),
		COLUMN("InstanceID", EMPTY), BOOL("Confirmed", EMPTY),
		COLUMN("OwnerID", EMPTY), COLUMN("Since", EMPTY),
		COLUMN("Label", EMPTY), HIDDEN("Account", EMPTY),
		HIDDEN("Region", EMPTY)) },
	ROW_END
};

static const struct row history_rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("Time", EMPTY), COLUMN("Change", EMPTY),
		COLUMN("ProductCode", EMPTY), COLUMN("InstanceID", EMPTY),
		BOOL("Confirmed", EMPTY), COLUMN("OwnerID", EMPTY),
		COLUMN("Label", EMPTY), COLUMN("Account", EMPTY),
		COLUMN("Region", EMPTY)) },
	ROW_END
};

static const struct audit_group groups[] = {
	{ "true", "confirmed", "confirmed", "good", STORE_GOOD, 0 },
	{ "false", "unconfirmed", "not confirmed", "bad", STORE_BAD, 2 },
	{ "gone", "gone", "gone", "bad", STORE_GONE, 1 },
	{ "unknown", "unknown", "could not tell", "dim", STORE_UNKNOWN, 3 },
	{ NULL }
};

static const char *group_of(const struct item *item)
{
	return strcmp(item->change, "UNKNOWN") == 0 ? "unknown"
						    : item->now.state;
}

static bool alerts(const struct item *item)
{
	return judge_is_change(item->change);
}

static bool shows(const struct audit *a, const struct item *item)
{
	return a->all || judge_is_news(item->change);
}

static void cells(struct audit *a, const struct item *item, struct cell *out)
{
	const struct finding *f = &item->now;
	bool gone = strcmp(f->state, "gone") == 0;
	char since[CODEC_EXTENDED_SIZE] = "";

	if (f->since)
		codec_time_extended((time_t)f->since, since);
	buf_clear(&a->text);
	buf_puts(&a->text, since);
	audit_fill(&out[0], item->change);
	audit_fill(&out[1], buf_str(&a->code));
	audit_fill(&out[2], item->id);
	audit_fill(&out[3], gone && a->out.format == OUT_JSON ? "" : f->state);
	audit_fill(&out[4], f->owner);
	audit_fill(&out[5], buf_str(&a->text));
	audit_fill(&out[6], item->label);
	audit_fill(&out[7], f->account);
	audit_fill(&out[8], f->region);
	out[7].hidden = out[8].hidden = !session_has_many(a->set);
}

static void write_metrics(const struct audit *a, struct buf *out,
			  const char *labels)
{
	static const struct { const char *change, *label; } changes[] = {
		{ "NEW", "new" }, { "LOST", "lost" }, { "GAINED", "gained" },
		{ "OWNER", "owner" }, { "GONE", "gone" }, { "BACK", "back" },
		{ "DROPPED", "dropped" }, { "UNKNOWN", "unknown" },
	};

	metrics_family(out, "ec2_audit_instances", "Instances of the list, by "
		       "what the last run found.");
	for (const struct audit_group *g = groups; g->key; g++)
		metrics_number(out, "ec2_audit_instances", labels, "state",
			       g->metric, audit_count(a, g));
	metrics_family(out, "ec2_audit_changes", "Changes that the last run "
		       "found.");
	for (size_t k = 0; k < sizeof(changes) / sizeof(*changes); k++) {
		size_t n = 0;

		for (size_t i = 0; i < a->list.len; i++)
			n += strcmp(a->list.items[i].change,
				    changes[k].change) == 0;
		metrics_number(out, "ec2_audit_changes", labels, "change",
			       changes[k].label, n);
	}
}

/* Appends words for an item's change and state, from the first row of `table`
 * that matches. */
static void put_state(const struct item *item, struct buf *out)
{
	static const struct { const char *change, *state, *words; } table[] = {
		{ "UNKNOWN", "", "? Could not tell, never could" },
		{ "UNKNOWN", "true", "? Could not tell, was confirmed" },
		{ "UNKNOWN", "false", "? Could not tell, was not confirmed" },
		{ "UNKNOWN", "gone", "? Could not tell, was gone" },
		{ "DROPPED", NULL, "No longer in the list" },
		{ "LOST", NULL, "✗ Lost the code" },
		{ "OWNER", NULL, "⇄ Changed hands" },
		{ "GONE", NULL, "✗ Gone since this run" },
		{ "NEW", "true", "✓ Confirmed, new" },
		{ "GAINED", "true", "✓ Gained the code" },
		{ "BACK", "true", "✓ Confirmed again" },
		{ NULL, "true", "✓ Confirmed" },
		{ NULL, "gone", "✗ Gone" },
		{ NULL, NULL, "✗ Not confirmed" },
	};
	size_t i = 0;

	while ((table[i].change &&
		strcmp(table[i].change, item->change) != 0) ||
	       (table[i].state && strcmp(table[i].state, item->now.state) != 0))
		i++;
	buf_puts(out, table[i].words);
}

static void put_cells(const struct item *item, struct html *h)
{
	htmlpage_cell(h, "id", item->id);
	htmlpage_cell(h, "", item->label);
	htmlpage_cell(h, "id", item->now.owner);
}

static const char *const heads[] = {
	"State", "Instance", "Label", "Account", "Since, UTC", NULL
};

static const struct audit_words words = {
	.singular = "instance", .plural = "instances", .class = "instances",
	.heads = heads, .good = "confirmed", .bad = "not confirmed or gone",
	.fine = "Confirmed", .none = "confirmed", .has_accounts = true,
	.state = put_state, .cells = put_cells,
};

static const struct audit_program program = {
	.name = "ec2-audit-instances",
	.synopsis = "[options] {CODE [LIST] | --audits FILE}",
	.purpose = "Tells which instances gained or lost your product code "
		   "since the last run.",
	.examples = { "774F4FF8 list",
		      "--history -i i-7c1dab08 774F4FF8 list" },
	.kind = "instances",
	.operand = { .value = "CODE", .use = OPT_MANY },
	.many = OPT_REGIONS,
	.options = options, .rows = rows, .history_rows = history_rows,
	.ask = confirm_ask, .shows = shows, .cells = cells, .groups = groups,
	.group = group_of, .alerts = alerts,
	.needs_attention = judge_needs_attention,
	.metrics = write_metrics, .words = &words,
};

int main(int argc, char **argv)
{
	return perform_audit(argc, argv, &program);
}
