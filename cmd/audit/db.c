/* SPDX-License-Identifier: BSD-2-Clause */
#include "db.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/buf.h"
#include "tempfile.h"

/* The maximum number of different statements that a program may use. */
enum { STATEMENTS_MAX = 32 };

struct db {
	sqlite3 *handle;
	char *name;
	sqlite3_stmt *cache[STATEMENTS_MAX];
	const char *texts[STATEMENTS_MAX];
	size_t cached;
};

/* Finds out why SQLite could not write, because SQLite often does not give the
 * reason.  Tries to write a new file beside the database, and returns the errno
 * of this attempt.  If the attempt succeeds, returns the errno that SQLite
 * recorded, or 0.  Sets *FOLDER to whether the folder cannot be written. */
static int write_error(const struct db *db, bool *folder)
{
	static const char page[4096];
	struct buf name = { 0 };
	int fd = tempfile_make(&name, db->name), number = 0;

	if (fd < 0 || write(fd, page, sizeof(page)) < 0 || fsync(fd))
		number = errno;
	tempfile_drop(&name, fd);
	*folder = number == EACCES || number == EPERM || number == EROFS;
	return number ? number : sqlite3_system_errno(db->handle);
}

/* Sets ERR to the reason why SQLite could not write.  If DISK_FULL is true,
 * does not give the folder as the reason, even if it cannot be written. */
static int db_unwritten(struct db *db, bool disk_full, struct err *err)
{
	bool folder;
	int number = write_error(db, &folder);
	struct buf where = { 0 };

	if (disk_full && folder)
		number = sqlite3_system_errno(db->handle);
	if (!number)
		return err_set(err, "%s: %s", db->name,
			       sqlite3_errmsg(db->handle));
	if (!folder || disk_full)
		return err_errno(err, number, "%s: %s", db->name,
				 sqlite3_errmsg(db->handle));
	(void)tempfile_folder(&where, db->name);
	err_errno(err, number, "%s: its folder cannot be written: %s",
		  db->name, buf_str(&where));
	buf_release(&where);
	return -1;
}

static int db_failed(struct db *db, struct err *err)
{
	int code = db->handle ? sqlite3_extended_errcode(db->handle)
			      : SQLITE_NOMEM;

	switch (code & 0xff) {
	case SQLITE_NOTADB:
		return err_set(err, "%s: it is not a database: give "
			       "another file", db->name);
	case SQLITE_CORRUPT:
		return err_set(err, "%s: it is damaged: restore a backup, "
			       "or move it away to start again", db->name);
	case SQLITE_BUSY:
		return err_set(err, "%s: another process still has it "
			       "locked", db->name);
	case SQLITE_FULL:
	case SQLITE_IOERR:
	case SQLITE_CANTOPEN:
	case SQLITE_READONLY:
		return db_unwritten(db, (code & 0xff) == SQLITE_FULL, err);
	default:
		break;
	}
	return err_set(err, "%s: %s", db->name,
		       db->handle ? sqlite3_errmsg(db->handle)
				  : "out of memory");
}

int db_open(struct db **out, const char *file, const char *name, int wait_ms,
	    struct err *err)
{
	struct db *db = calloc(1, sizeof(*db));

	if (db)
		db->name = strdup(name);
	if (!db || !db->name) {
		free(db);
		return err_memory(err);
	}
	if (sqlite3_open_v2(file, &db->handle, SQLITE_OPEN_READWRITE, NULL) !=
	    SQLITE_OK) {
		(void)db_failed(db, err);
		db_close(db);
		return -1;
	}
	(void)sqlite3_busy_timeout(db->handle, wait_ms);
	*out = db;
	return 0;
}

void db_close(struct db *db)
{
	if (!db)
		return;
	for (size_t i = 0; i < db->cached; i++)
		(void)sqlite3_finalize(db->cache[i]);
	(void)sqlite3_close(db->handle);
	free(db->name);
	free(db);
}

int db_script(struct db *db, const char *text, struct err *err)
{
	return sqlite3_exec(db->handle, text, NULL, NULL, NULL) == SQLITE_OK
		       ? 0 : db_failed(db, err);
}

static sqlite3_stmt *compiled(struct db *db, const char *text)
{
	for (size_t i = 0; i < db->cached; i++)
		if (db->texts[i] == text)
			return db->cache[i];
	if (db->cached == STATEMENTS_MAX ||
	    sqlite3_prepare_v3(db->handle, text, -1, SQLITE_PREPARE_PERSISTENT,
			       &db->cache[db->cached], NULL) != SQLITE_OK)
		return NULL;
	db->texts[db->cached] = text;
	return db->cache[db->cached++];
}

void db_start(struct db_rows *q, struct db *db, const char *text,
	      const char *const *values)
{
	q->db = db;
	q->statement = compiled(db, text);
	q->result = q->statement ? SQLITE_OK : SQLITE_ERROR;
	for (int i = 0; values[i] && q->result == SQLITE_OK; i++)
		q->result = sqlite3_bind_text(q->statement, i + 1, values[i],
					      -1, SQLITE_STATIC);
}

bool db_next(struct db_rows *q)
{
	if (q->result != SQLITE_OK && q->result != SQLITE_ROW)
		return false;
	q->result = sqlite3_step(q->statement);
	return q->result == SQLITE_ROW;
}

const char *db_text(const struct db_rows *q, int column)
{
	const unsigned char *text = NULL;

	if (q->result == SQLITE_ROW)
		text = sqlite3_column_text(q->statement, column);
	return text ? (const char *)text : "";
}

long long db_number(const struct db_rows *q, int column)
{
	return q->result == SQLITE_ROW
		       ? sqlite3_column_int64(q->statement, column) : 0;
}

int db_end(struct db_rows *q, int rc, struct err *err)
{
	if (!rc && q->result != SQLITE_OK && q->result != SQLITE_ROW &&
	    q->result != SQLITE_DONE)
		rc = db_failed(q->db, err);
	if (q->statement) {
		(void)sqlite3_reset(q->statement);
		(void)sqlite3_clear_bindings(q->statement);
	}
	return rc;
}

int db_run(struct db *db, const char *text, const char *const *values,
	   struct err *err)
{
	struct db_rows q;

	db_start(&q, db, text, values);
	while (db_next(&q))
		;
	return db_end(&q, 0, err);
}

int db_one(struct db *db, const char *text, const char *const *values,
	   long long *out, struct err *err)
{
	struct db_rows q;

	db_start(&q, db, text, values);
	*out = db_next(&q) ? db_number(&q, 0) : 0;
	return db_end(&q, 0, err);
}
