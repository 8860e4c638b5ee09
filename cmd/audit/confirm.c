/* SPDX-License-Identifier: BSD-2-Clause */
#include "confirm.h"

#include <stdlib.h>
#include <string.h>

#include "judge.h"
#include "reply/confirmation.h"

static const struct exchange_call confirm_call = {
	"ConfirmProductInstance", "", confirmation_rows, REPLY_ANSWER,
	.rule = &confirmation_rule,
};

/* The requests to one target in one round.  The first round asks about each
 * instance at its home, the target where the instance was found last.  Each
 * later round asks at one other target. */
struct turn {
	struct audit *audit;
	struct session *session;
	size_t place;		/* index of the target */
	const char **ids;	/* the instances to ask about; `items` has their
				 * items in the same order */
	struct item **items;
	size_t *homes;		/* for each item in the list, the index of its
				 * home */
	size_t count, at;
};

/* Stores the answer about the instance ids[at].  Answers come in the order of
 * the ids. */
static int on_confirmed(void *ctx, const struct row *row,
			const struct cell *cells, size_t count, struct err *err)
{
	struct turn *t = ctx;
	struct finding *f = &t->items[t->at]->now;
	const struct cell *yes = &cells[CONFIRMATION_ANSWER];

	if (count <= CONFIRMATION_OWNER)
		return 0;
	if (cell_is(yes, "true"))
		f->state = "true";
	else if (cell_is(yes, "false"))
		f->state = "false";
	f->owner = list_keep(&t->audit->list, cells[CONFIRMATION_OWNER].text,
			     cells[CONFIRMATION_OWNER].len);
	return f->owner ? 0 : err_memory(err);
}

/* Returns whether the answer about an item is final, so that no other target is
 * asked.  The answer "true" is always final.  The answer "false" is final only
 * from the target that answered "true" in an earlier run: another region may
 * answer "false" merely because it does not have the instance. */
static bool is_final(const struct item *item)
{
	return strcmp(item->now.state, "true") == 0 ||
	       (strcmp(item->before.state, "true") == 0 &&
		strcmp(item->before.place, item->now.place) == 0);
}

static void take_answer(struct item *item)
{
	item->answered = is_final(item);
	if (item->answered)
		return;
	item->denials++;
	if (!item->denial.state)
		item->denial = item->now;
	item->now.state = "";
}

static int on_turn_done(void *ctx, const struct job *job,
			const struct exchange_result *result, struct err *err)
{
	struct turn *t = ctx;
	struct item *item = t->items[t->at++];
	struct finding *f = &item->now;

	f->place = session_name(t->session);
	f->account = session_account(t->session);
	f->region = session_region(t->session);
	if (!result->failed && *f->state) {
		take_answer(item);
		return 0;
	}
	f->state = "";
	if (strcmp(result->code, "InvalidInstanceID.NotFound") == 0) {
		item->denials++;
		return 0;
	}
	audit_fail(t->audit, t->session, job, result, item->id);
	return 0;
}

/* Returns the index of the target where the item was found last.  If this run
 * does not ask that target, returns 0. */
static size_t find_home(const struct audit *a, const struct item *item)
{
	for (size_t k = 0; k < session_count(a->set); k++)
		if (strcmp(session_name(session_get(a->set, k)),
			   item->before.place) == 0)
			return k;
	return 0;
}

/* HOME and I are indexes of targets, and HOME is the home of an instance.
 * Round 0 asks HOME about the instance, and each later round asks one other
 * target.  Returns whether ROUND asks the target I. */
static bool is_turn(size_t home, size_t i, size_t round)
{
	return round == (i == home ? 0 : i + (i < home));
}

static int take_turn(struct turn *t, size_t round, struct err *err)
{
	struct audit *a = t->audit;
	const struct job_param params[] = {
		{ "ProductCode", buf_str(&a->code) }, { NULL, NULL },
	};
	struct session_question q = {
		.call = &confirm_call, .params = params,
		.each = "InstanceId", .values = t->ids, .row = on_confirmed,
		.done = on_turn_done, .ctx = t,
	};

	t->at = t->count = 0;
	for (size_t i = 0; i < a->list.listed; i++) {
		struct item *item = &a->list.items[i];

		if (item->answered || !is_turn(t->homes[i], t->place, round))
			continue;
		t->items[t->count] = item;
		t->ids[t->count++] = item->id;
	}
	q.count = t->count;
	return t->count ? session_ask(t->session, &q, err) : 0;
}

/* Asks all targets, in as many rounds as there are targets. */
static int take_turns(struct turn *t, struct err *err)
{
	struct audit *a = t->audit;
	const size_t count = session_count(a->set);

	for (size_t i = 0; i < a->list.listed; i++)
		t->homes[i] = find_home(a, &a->list.items[i]);
	for (size_t round = 0; round < count; round++)
		for (size_t i = 0; i < count; i++) {
			t->place = i;
			t->session = session_get(a->set, i);
			if (take_turn(t, round, err))
				return -1;
		}
	return 0;
}

/* Finds the state of an item that no target confirmed: "false" if a target
 * answered "false", and "gone" otherwise.  If some targets could not be asked,
 * leaves the state unknown.  But with --check, one answer "false" is enough,
 * because CRITICAL takes precedence over UNKNOWN. */
static void settle_item(const struct audit *a, struct item *item)
{
	const bool all = !a->partial && item->denials >= session_count(a->set);

	if (!item->listed || item->answered ||
	    !(all || (a->check && item->denial.state)))
		return;
	item->answered = true;
	if (item->denial.state) {
		item->now = item->denial;
		return;
	}
	item->now.state = "gone";
	item->now.place = item->before.place;
	item->now.region = item->before.region;
}

int confirm_ask(struct audit *a, struct err *err)
{
	struct turn t = { .audit = a };
	bool answered = false;
	int rc;

	t.ids = calloc(a->list.listed + 1, sizeof(*t.ids));
	t.items = calloc(a->list.listed + 1, sizeof(struct item *));
	t.homes = calloc(a->list.listed + 1, sizeof(*t.homes));
	rc = t.ids && t.items && t.homes ? take_turns(&t, err)
					 : err_memory(err);
	free(t.ids);
	free(t.items);
	free(t.homes);
	for (size_t i = 0; i < a->list.len && !rc; i++) {
		settle_item(a, &a->list.items[i]);
		answered = answered || a->list.items[i].answered;
		judge_item(&a->list.items[i], a->now);
	}
	if (!rc && !answered)
		return err_set(err, "the state of no instance could be found%s",
			       a->check ? "" : "; nothing was recorded");
	return rc;
}
