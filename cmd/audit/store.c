/* SPDX-License-Identifier: BSD-2-Clause */
#include "store.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/vfs.h>
#endif

#include "base/buf.h"
#include "base/now.h"
#include "cli/program.h"
#include "db.h"
#include "tempfile.h"
#include "judge.h"

/* "EC2A" in ASCII, and the version of the tables. */
#define APPLICATION "1162031681"
#define VERSION "1"

/* BUSY_MS is how long a statement waits for another run's transaction, LOOK_MS
 * how long we wait before we try again to take the audit's lock. */
enum { BUSY_MS = 10 * 1000, LOOK_MS = 100 };

struct store {
	struct db *db;
	struct buf file;
	int lock;		/* a descriptor, or -1 */
	char id[24];		/* of the audit */
	struct buf places;	/* what store_save must bind: a target's name,
				 * account and endpoint, each with a NUL */
};

/* A new file that is not finished is thrown away: it needs no journal. */
static const char schema[] =
"PRAGMA journal_mode = OFF;"
"BEGIN;"
"CREATE TABLE audit (id INTEGER PRIMARY KEY, kind TEXT NOT NULL,"
" code TEXT NOT NULL, list TEXT NOT NULL, targets TEXT NOT NULL,"
" UNIQUE (kind, code, list, targets));"
"CREATE TABLE place (audit INTEGER NOT NULL REFERENCES audit,"
" name TEXT NOT NULL, account TEXT NOT NULL, endpoint TEXT NOT NULL,"
" PRIMARY KEY (audit, name)) WITHOUT ROWID;"
"CREATE TABLE run (id INTEGER PRIMARY KEY,"
" audit INTEGER NOT NULL REFERENCES audit, time INTEGER NOT NULL,"
" status INTEGER NOT NULL, ms INTEGER NOT NULL, good INTEGER NOT NULL,"
" bad INTEGER NOT NULL, gone INTEGER NOT NULL, unknown INTEGER NOT NULL);"
"CREATE INDEX run_audit ON run (audit, id);"
"CREATE TABLE thing (audit INTEGER NOT NULL REFERENCES audit,"
" id TEXT NOT NULL, state TEXT NOT NULL, owner TEXT NOT NULL,"
" since INTEGER NOT NULL, label TEXT NOT NULL, account TEXT NOT NULL,"
" region TEXT NOT NULL, place TEXT NOT NULL, detail TEXT NOT NULL,"
" dropped INTEGER NOT NULL, PRIMARY KEY (audit, id)) WITHOUT ROWID;"
"CREATE TABLE change (run INTEGER NOT NULL REFERENCES run,"
" change TEXT NOT NULL, id TEXT NOT NULL, state TEXT NOT NULL,"
" owner TEXT NOT NULL, label TEXT NOT NULL, account TEXT NOT NULL,"
" region TEXT NOT NULL);"
"CREATE INDEX change_run ON change (run);"
"PRAGMA user_version = " VERSION ";"
"PRAGMA application_id = " APPLICATION ";"
"COMMIT;"
"PRAGMA journal_mode = WAL;";

/* Fails on a network file system, where SQLite's shared memory does not
 * work. */
static int check_disk(const char *file, struct err *err)
{
#ifdef __linux__
	static const long remote[] = { 0x6969, 0x517b, 0xff534d42, 0xfe534d42,
				       0x65735546, 0x01021997 };
	struct statfs fs;

	if (statfs(file, &fs))
		return err_errno(err, errno, "%s", file);
	for (size_t i = 0; i < sizeof(remote) / sizeof(*remote); i++)
		if ((unsigned long)fs.f_type == (unsigned long)remote[i])
			return err_set(err, "%s: it is on a network file "
				       "system, where no database is safe: "
				       "give a --state on a local disk", file);
#endif
	return 0;
}

static int fill_file(const char *name, const char *file, struct err *err)
{
	struct db *db = NULL;
	int fd = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	int rc;

	if (fd < 0)
		return err_errno(err, errno, "%s", file);
	(void)close(fd);
	rc = check_disk(name, err) ||
	     db_open(&db, name, file, BUSY_MS, err) ? -1 : 0;
	if (!rc)
		rc = db_script(db, schema, err);
	db_close(db);
	if (!rc && link(name, file) && errno != EEXIST)
		rc = err_errno(err, errno, "%s", file);
	return rc;
}

/* Makes the database under another name, and then links it as FILE, so that a
 * run that is killed leaves no incomplete database.  If another run has made
 * FILE meanwhile, that one stays. */
static int make_file(const char *file, struct err *err)
{
	struct buf name = {0}, db = {0};
	int fd = tempfile_make(&name, file), rc;

	if (fd < 0)
		rc = err_errno(err, errno, "%s", file);
	else
		buf_printf(&db, "%s" TEMPFILE_DB, buf_str(&name));
	if (fd >= 0)
		rc = buf_check(&db, "path", err) ||
		     fill_file(buf_str(&db), file, err) ? -1 : 0;
	buf_release(&db);
	tempfile_drop(&name, fd);
	return rc;
}

static int check_file(const char *file, bool create, struct err *err)
{
	struct stat st;

	if (stat(file, &st)) {
		if (errno != ENOENT || !create)
			return err_errno(err, errno, "%s", file);
		return make_file(file, err);
	}
	if (S_ISDIR(st.st_mode))
		return err_usage(err, "--state: %s is a directory", file);
	if (!S_ISREG(st.st_mode))
		return err_set(err, "%s: it is no regular file", file);
	if (!st.st_size)
		return err_set(err, "%s: it is empty, so no audit wrote it: "
			       "remove it to begin anew", file);
	if (access(file, R_OK | W_OK))
		return err_errno(err, errno, "%s", file);
	return check_disk(file, err);
}

static int identify_file(struct store *s, struct err *err)
{
	const char *file = buf_str(&s->file);
	long long application, version;

	if (db_one(s->db, "PRAGMA application_id", DB_VALUES(NULL),
		   &application, err) ||
	    db_one(s->db, "PRAGMA user_version", DB_VALUES(NULL), &version,
		   err))
		return -1;
	if (application != 1162031681)
		return err_set(err, "%s: another program's database: give "
			       "another --state", file);
	if (version != 1)
		return err_set(err, "%s: its version is %lld, and this program "
			       "knows version " VERSION ": use the newer "
			       "program, or give another --state", file,
			       version);
	return db_script(s->db, "PRAGMA synchronous = FULL;"
			 "PRAGMA foreign_keys = ON;"
			 "PRAGMA temp_store = MEMORY;", err);
}

int store_open(struct store **out, const char *file, bool create,
	       struct err *err)
{
	struct store *s = calloc(1, sizeof(*s));

	if (!s)
		return err_memory(err);
	s->lock = -1;
	tempfile_sweep(file);
	buf_puts(&s->file, file);
	if (buf_check(&s->file, "path", err) ||
	    check_file(file, create, err) ||
	    db_open(&s->db, file, file, BUSY_MS, err) ||
	    identify_file(s, err)) {
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

/* Gives the lock file the database's owner, group and mode, as far as this user
 * may: root can set all three, a member of the group the group, and the lock's
 * owner the mode. */
static void make_alike(int fd, const struct stat *db, const struct stat *lock)
{
	int failed = 0;

	if (lock->st_uid != db->st_uid)
		failed |= fchown(fd, db->st_uid, (gid_t)-1);
	if (lock->st_gid != db->st_gid)
		failed |= fchown(fd, (uid_t)-1, db->st_gid);
	if ((lock->st_mode & 0777) != db->st_mode)
		failed |= fchmod(fd, db->st_mode);
	(void)failed;
}

/* Everybody who may write the database must be able to lock it, so the lock
 * file gets the database's owner, group and mode, as SQLite's own files do.
 * In a user's directory root must not give away what that user put there. */
static int open_lock(struct store *s, const char *name, struct err *err)
{
	struct stat db, lock;

	if (stat(buf_str(&s->file), &db))
		return err_errno(err, errno, "%s", buf_str(&s->file));
	db.st_mode &= 0666;
	s->lock = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW |
		       O_NONBLOCK | O_NOCTTY, db.st_mode);
	if (s->lock < 0) {
		(void)err_errno(err, errno, "%s", name);
		return errno != EACCES ? -1 : err_hint(err, "give the "
			"lock file the owner, group and mode of the database");
	}
	if (fstat(s->lock, &lock))
		return err_errno(err, errno, "%s", name);
	if (!S_ISREG(lock.st_mode) || lock.st_nlink != 1 || lock.st_size)
		return err_set(err, "%s: it is no lock of an audit, which is "
			       "an empty file without other names: move it "
			       "away", name);
	make_alike(s->lock, &db, &lock);
	return 0;
}

/* Takes the audit's lock, a byte of the lock file. */
static int wait_lock(struct store *s, const char *name, long long audit,
		     long seconds, struct err *err)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET,
			      .l_start = (off_t)audit, .l_len = 1 };
	long long until = now_ms() + seconds * 1000;

	while (fcntl(s->lock, F_SETLK, &lock)) {
		if (errno != EACCES && errno != EAGAIN && errno != EINTR)
			return err_errno(err, errno, "%s", name);
		if (*program_stop())
			return err_set(err, "interrupted");
		if (now_ms() >= until)
			return err_set(err, "%s: another run of this audit "
				       "still holds its lock, after %ld "
				       "seconds (--lock-wait)",
				       buf_str(&s->file), seconds);
		(void)poll(NULL, 0, LOOK_MS);
	}
	return 0;
}

static int take_lock(struct store *s, long long audit, long seconds,
		     struct err *err)
{
	struct buf name = {0};
	int rc;

	buf_printf(&name, "%s" STORE_LOCK, buf_str(&s->file));
	rc = buf_check(&name, "path", err) ||
	     open_lock(s, buf_str(&name), err) ||
	     wait_lock(s, buf_str(&name), audit, seconds, err) ? -1 : 0;
	buf_release(&name);
	return rc;
}

int store_begin(struct store *s, const struct store_key *key, long seconds,
		struct err *err)
{
	const char *const values[] = { key->kind, key->code, key->list,
				       key->targets, NULL };
	long long id = 0;

	/* The UPDATE changes nothing, but fails if the file cannot be written:
	 * so we know that before we send a request. */
	if (db_run(s->db, "INSERT OR IGNORE INTO audit (kind, code, list, "
		   "targets) VALUES (?1, ?2, ?3, ?4)", values, err) ||
	    db_run(s->db, "UPDATE audit SET code = ?2 WHERE kind = ?1 AND "
		   "code = ?2 AND list = ?3 AND targets = ?4", values, err) ||
	    db_one(s->db, "SELECT id FROM audit WHERE kind = ?1 AND code = ?2 "
		   "AND list = ?3 AND targets = ?4", values, &id, err))
		return -1;
	(void)snprintf(s->id, sizeof(s->id), "%lld", id);
	return take_lock(s, id, seconds, err);
}

static int check_binding(const struct store *s, const struct db_rows *q,
			 const char *account, const char *endpoint,
			 struct err *err)
{
	const char *was = db_text(q, 0), *where = db_text(q, 1);

	if (strcmp(where, endpoint) != 0)
		err_set(err, "%s: the last run of this audit was at %s, and "
			"this one is at %s", buf_str(&s->file), where,
			endpoint);
	else if (strcmp(was, account) != 0)
		err_set(err, "%s: the last run of this audit was for account "
			"%s, and this one is for %s", buf_str(&s->file), was,
			account);
	else
		return 0;
	return err_hint(err, "if you meant to change it, give --new once, or "
			"another --state");
}

int store_bind(struct store *s, const char *place, const char *account,
	       const char *endpoint, bool rebind, struct err *err)
{
	struct db_rows q;
	bool known;
	int rc = 0;

	db_start(&q, s->db, "SELECT account, endpoint FROM place "
		 "WHERE audit = ?1 AND name = ?2", DB_VALUES(s->id, place));
	known = db_next(&q);
	if (known && !rebind)
		rc = check_binding(s, &q, account, endpoint, err);
	if (rc) {
		struct err ignored;

		(void)db_end(&q, &ignored);
		return -1;
	}
	if (db_end(&q, err))
		return -1;
	if (known && !rebind)
		return 0;
	buf_append(&s->places, place, strlen(place) + 1);
	buf_append(&s->places, account, strlen(account) + 1);
	buf_append(&s->places, endpoint, strlen(endpoint) + 1);
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
		    size_t *remembered, struct err *err)
{
	const char *id = db_text(q, 0), *label = db_text(q, 8);
	bool dropped = db_number(q, 9) != 0;
	struct item *item = list_find(l, id);

	*remembered += !dropped;
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
	item->relabelled = strcmp(item->label, label) != 0;
	item->dropped = dropped;
	return load_finding(l, &item->before, q, err);
}

int store_load(struct store *s, struct list *list, size_t *remembered,
	       struct err *err)
{
	struct db_rows q;
	int rc = 0;

	*remembered = 0;
	db_start(&q, s->db, "SELECT id, state, owner, account, region, place, "
		 "detail, since, label, dropped FROM thing WHERE audit = ?1 "
		 "ORDER BY id", DB_VALUES(s->id));
	while (!rc && db_next(&q))
		rc = load_one(list, &q, remembered, err);
	if (rc) {
		struct err ignored;

		(void)db_end(&q, &ignored);
		return -1;
	}
	return db_end(&q, err);
}

int store_runs(struct store *s, struct store_run *runs, size_t *count,
	       struct err *err)
{
	char limit[24];
	struct db_rows q;
	size_t n = 0;

	(void)snprintf(limit, sizeof(limit), "%zu", *count);
	db_start(&q, s->db, "SELECT * FROM (SELECT id, time, status, ms, good, "
		 "bad, gone, unknown FROM run WHERE audit = ?1 ORDER BY id DESC "
		 "LIMIT CAST(?2 AS INTEGER)) ORDER BY id",
		 DB_VALUES(s->id, limit));
	while (n < *count && db_next(&q)) {
		struct store_run *r = &runs[n++];

		*r = (struct store_run){ db_number(&q, 0), db_number(&q, 1),
					 db_number(&q, 2), db_number(&q, 3) };
		for (int i = 0; i < STORE_TOTALS; i++)
			r->totals[i] = db_number(&q, 4 + i);
	}
	*count = n;
	return db_end(&q, err);
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

/* Whether the item's row in `thing` must be written again: the item has a
 * change, or a target answered and something is not as it was stored. */
static bool is_stale(const struct item *item)
{
	return judge_is_change(item->change) ||
	       (item->answered &&
		(item->relabelled ||
		 strcmp(item->before.state, item->now.state) != 0 ||
		 strcmp(item->before.owner, item->now.owner) != 0 ||
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
	if (!is_stale(item))
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

/* Runs that are KEEP days older than this run and than the one before it, so
 * that a single run with a clock far ahead deletes nothing. */
#define OLD_RUNS "FROM run WHERE audit = ?1 AND time < min(" \
	"CAST(?2 AS INTEGER), ifnull((SELECT time FROM run WHERE audit = ?1 " \
	"ORDER BY id DESC LIMIT 1 OFFSET 1), 0)) - CAST(?3 AS INTEGER)"

static int forget(struct store *s, long long now, long keep, struct err *err)
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
	if (forget(s, run->time, keep, err))
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
	if (rc) {
		struct err ignored;

		(void)db_end(&q, &ignored);
		return -1;
	}
	return db_end(&q, err);
}
