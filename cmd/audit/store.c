/* SPDX-License-Identifier: BSD-2-Clause */
#include "store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "db.h"
#include "judge.h"
#include "storefile.h"
#include "storelock.h"

struct store {
	struct db *db;
	struct buf file;
	int lock;		/* descriptor of the lock, or -1 */
	char id[24];		/* id of the audit */
	struct buf places;	/* name, account and endpoint of each target
				 * that store_save must write; a NUL ends each
				 * text */
};

int store_open(struct store **out, const char *file, bool create,
	       struct err *err)
{
	struct store *s = calloc(1, sizeof(*s));

	if (!s)
		return err_memory(err);
	s->lock = -1;
	buf_puts(&s->file, file);
	if (buf_check(&s->file, "path", err) ||
	    storefile_open(&s->db, file, create, err)) {
		store_free(s);
		return -1;
	}
	*out = s;
	return 0;
}

void store_free(struct store *s)
{
	if (!s)
		return;
	db_close(s->db);
	buf_release(&s->file);
	buf_release(&s->places);
	if (s->lock >= 0)
		(void)close(s->lock);
	free(s);
}

int store_begin(struct store *s, const struct store_key *key, long seconds,
		struct err *err)
{
	const char *const values[] = { key->kind, key->code, key->list,
				       key->targets, NULL };
	long long id = 0;

	/* The UPDATE changes nothing.  If the file is not writable, the UPDATE
	 * fails before the audit sends a request. */
	if (db_run(s->db, "INSERT OR IGNORE INTO audit (kind, code, list, "
		   "targets) VALUES (?1, ?2, ?3, ?4)", values, err) ||
	    db_run(s->db, "UPDATE audit SET code = ?2 WHERE kind = ?1 AND "
		   "code = ?2 AND list = ?3 AND targets = ?4", values, err) ||
	    db_one(s->db, "SELECT id FROM audit WHERE kind = ?1 AND code = ?2 "
		   "AND list = ?3 AND targets = ?4", values, &id, err))
		return -1;
	(void)snprintf(s->id, sizeof(s->id), "%lld", id);
	return storelock_take(&s->lock, buf_str(&s->file), id, seconds, err);
}

static int check_binding(const struct store *s, const struct db_rows *q,
			 const struct store_place *place, struct err *err)
{
	const char *was = db_text(q, 0), *where = db_text(q, 1);

	if (strcmp(where, place->endpoint) != 0)
		err_set(err, "%s: the last run of this audit was at %s, and "
			"this one is at %s", buf_str(&s->file), where,
			place->endpoint);
	else if (strcmp(was, place->account) == 0 ||
		 strcmp(was, place->key) == 0)
		return 0;
	else if (!*place->doubt)
		err_set(err, "%s: the last run of this audit was for account "
			"%s, and this one is for %s", buf_str(&s->file), was,
			place->account);
	/* GetCallerIdentity failed, so the account may be the right one.  The
	 * error says why GetCallerIdentity failed, and the hint names the two
	 * accounts. */
	else {
		err_set(err, "the account is not known for certain: %s",
			place->doubt);
		return err_hint(err, "%s: the last run of this audit was for "
				"account %s, and this one is for %s",
				buf_str(&s->file), was, place->account);
	}
	return err_hint(err, "to accept the change, give --new once; or name "
			"another file in --state or EC2_AUDIT_STATE");
}

int store_check(struct store *s, const struct store_place *place, bool rebind,
		struct err *err)
{
	struct db_rows q;
	int rc = 0;

	db_start(&q, s->db, "SELECT account, endpoint FROM place "
		 "WHERE audit = ?1 AND name = ?2", DB_VALUES(s->id, place->name));
	if (db_next(&q) && !rebind)
		rc = check_binding(s, &q, place, err);
	return db_end(&q, rc, err);
}

int store_bind(struct store *s, const struct store_place *place,
	       struct err *err)
{
	buf_append(&s->places, place->name, strlen(place->name) + 1);
	buf_append(&s->places, place->account, strlen(place->account) + 1);
	buf_append(&s->places, place->endpoint, strlen(place->endpoint) + 1);
	return buf_check(&s->places, "places", err);
}

static int save_places(struct store *s, struct err *err)
{
	const char *p = buf_str(&s->places), *end = p + s->places.len;

	while (p < end) {
		const char *account = p + strlen(p) + 1;
		const char *endpoint = account + strlen(account) + 1;

		if (db_run(s->db, "INSERT OR REPLACE INTO place (audit, name, "
			   "account, endpoint) VALUES (?1, ?2, ?3, ?4)",
			   DB_VALUES(s->id, p, account, endpoint), err))
			return -1;
		p = endpoint + strlen(endpoint) + 1;
	}
	return 0;
}

static int load_finding(struct list *l, struct finding *f,
			const struct db_rows *q, struct err *err)
{
	const char **const texts[] = { &f->state, &f->owner, &f->account,
				       &f->region, &f->place, &f->detail };

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		const char *text = db_text(q, (int)i + 1);

		*texts[i] = list_keep(l, text, strlen(text));
		if (!*texts[i])
			return err_memory(err);
	}
	f->since = db_number(q, 7);
	return 0;
}

static int load_one(struct list *l, const struct db_rows *q,
		    size_t *known, struct err *err)
{
	const char *id = db_text(q, 0), *label = db_text(q, 8);
	bool dropped = db_number(q, 9) != 0;
	struct item *item = list_find(l, id);

	*known += !dropped;
	if (!item && dropped)
		return 0;
	if (!item) {
		item = list_add(l, id, err);
		if (!item)
			return -1;
		item->label = list_keep(l, label, strlen(label));
		if (!item->label)
			return err_memory(err);
	}
	item->relabeled = strcmp(item->label, label) != 0;
	item->dropped = dropped;
	return load_finding(l, &item->before, q, err);
}

int store_load(struct store *s, struct list *list, size_t *known,
	       struct err *err)
{
	struct db_rows q;
	int rc = 0;

	*known = 0;
	db_start(&q, s->db, "SELECT id, state, owner, account, region, place, "
		 "detail, since, label, dropped FROM thing WHERE audit = ?1 "
		 "ORDER BY id", DB_VALUES(s->id));
	while (!rc && db_next(&q))
		rc = load_one(list, &q, known, err);
	return db_end(&q, rc, err);
}

int store_runs(struct store *s, struct store_run *runs, size_t *count,
	       struct err *err)
{
	char limit[24];
	struct db_rows q;
	size_t n = 0;

	(void)snprintf(limit, sizeof(limit), "%zu", *count);
	db_start(&q, s->db, "SELECT time, status, ms, good, bad, gone, unknown "
		 "FROM run WHERE id IN (SELECT id FROM run WHERE audit = ?1 "
		 "ORDER BY id DESC LIMIT CAST(?2 AS INTEGER)) ORDER BY id",
		 DB_VALUES(s->id, limit));
	while (n < *count && db_next(&q)) {
		struct store_run *r = &runs[n++];

		*r = (struct store_run){ db_number(&q, 0), db_number(&q, 1),
					 db_number(&q, 2) };
		for (int i = 0; i < STORE_TOTALS; i++)
			r->totals[i] = db_number(&q, 3 + i);
	}
	*count = n;
	return db_end(&q, 0, err);
}

static int save_run(struct store *s, const struct store_run *run,
		    struct err *err)
{
	char n[3 + STORE_TOTALS][24];
	const long long numbers[] = {
		run->time, run->status, run->ms, run->totals[0],
		run->totals[1], run->totals[2], run->totals[3],
	};

	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		(void)snprintf(n[i], sizeof(n[i]), "%lld", numbers[i]);
	return db_run(s->db, "INSERT INTO run (audit, time, status, ms, good, "
		      "bad, gone, unknown) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, "
		      "?8)", DB_VALUES(s->id, n[0], n[1], n[2], n[3], n[4],
				       n[5], n[6]), err);
}

/* Returns whether the item's row in the database must be replaced. */
static bool is_out_of_date(const struct item *item)
{
	return judge_is_change(item->change) ||
	       (item->answered &&
		(item->relabeled ||
		 strcmp(item->before.state, item->now.state) != 0 ||
		 strcmp(item->before.owner, item->now.owner) != 0 ||
		 strcmp(item->before.account, item->now.account) != 0 ||
		 strcmp(item->before.place, item->now.place) != 0 ||
		 strcmp(item->before.detail, item->now.detail) != 0));
}

static int save_item(struct store *s, const struct item *item, struct err *err)
{
	const struct finding *f = &item->now;
	char since[24];

	if (judge_is_change(item->change) &&
	    db_run(s->db, "INSERT INTO change (run, change, id, state, owner, "
		   "label, account, region) VALUES ((SELECT max(id) FROM run), "
		   "?1, ?2, ?3, ?4, ?5, ?6, ?7)",
		   DB_VALUES(item->change, item->id, f->state, f->owner,
			     item->label, f->account, f->region), err))
		return -1;
	if (!is_out_of_date(item))
		return 0;
	(void)snprintf(since, sizeof(since), "%lld", f->since);
	return db_run(s->db, "INSERT OR REPLACE INTO thing (audit, id, state, "
		      "owner, since, label, account, region, place, detail, "
		      "dropped) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
		      "?10, ?11)",
		      DB_VALUES(s->id, item->id, f->state, f->owner, since,
				item->label, f->account, f->region, f->place,
				f->detail, item->listed ? "0" : "1"), err);
}

/* Selects runs that are more than ?3 seconds older than both this run and the
 * previous run.  ?2 is the start time of this run.  So a single run whose clock
 * is far ahead deletes no recent runs. */
#define OLD_RUNS "FROM run WHERE audit = ?1 AND time < min(" \
	"CAST(?2 AS INTEGER), ifnull((SELECT time FROM run WHERE audit = ?1 " \
	"ORDER BY id DESC LIMIT 1 OFFSET 1), 0)) - CAST(?3 AS INTEGER)"

static int delete_old_runs(struct store *s, long long now, long keep,
			   struct err *err)
{
	char time[24], seconds[24];
	const char *const values[] = { s->id, time, seconds, NULL };

	(void)snprintf(time, sizeof(time), "%lld", now);
	(void)snprintf(seconds, sizeof(seconds), "%lld",
		       (long long)keep * 86400);
	if (db_run(s->db, "DELETE FROM change WHERE run IN (SELECT id "
		   OLD_RUNS ")", values, err))
		return -1;
	return db_run(s->db, "DELETE " OLD_RUNS, values, err);
}

static int save_all(struct store *s, const struct store_run *run,
		    const struct list *list, long keep, struct err *err)
{
	if (save_places(s, err) || save_run(s, run, err))
		return -1;
	for (size_t i = 0; i < list->len; i++)
		if (save_item(s, &list->items[i], err))
			return -1;
	if (delete_old_runs(s, run->time, keep, err))
		return -1;
	return db_script(s->db, "COMMIT", err);
}

int store_save(struct store *s, const struct store_run *run,
	       const struct list *list, long keep, struct err *err)
{
	struct err ignored;

	if (db_script(s->db, "BEGIN IMMEDIATE", err))
		return -1;
	if (save_all(s, run, list, keep, err) == 0)
		return 0;
	(void)db_script(s->db, "ROLLBACK", &ignored);
	return -1;
}

static const char history_text[] =
"SELECT run.time, change.change, audit.code, change.id, change.state, "
"change.owner, change.label, change.account, change.region "
"FROM change JOIN run ON run.id = change.run "
"JOIN audit ON audit.id = run.audit WHERE audit.kind = ?1 "
"AND (?2 = '' OR audit.code = ?2) AND (?3 = '' OR audit.list = ?3) "
"AND (?4 = '' OR audit.targets = ?4) "
"ORDER BY change.run, change.rowid";

int store_history(struct store *s, const struct store_key *key,
		  store_change_fn *fn, void *ctx, struct err *err)
{
	struct db_rows q;
	int rc = 0;

	db_start(&q, s->db, history_text, DB_VALUES(key->kind, key->code,
						    key->list, key->targets));
	while (!rc && db_next(&q)) {
		const struct store_change change = {
			db_number(&q, 0), db_text(&q, 1), db_text(&q, 2),
			db_text(&q, 3), db_text(&q, 4), db_text(&q, 5),
			db_text(&q, 6), db_text(&q, 7), db_text(&q, 8),
		};

		rc = fn(ctx, &change, err);
	}
	return db_end(&q, rc, err);
}
