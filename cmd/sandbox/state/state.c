/* SPDX-License-Identifier: BSD-2-Clause */
#include "state/state.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/cidr.h"
#include "state/schema.h"

/* Milliseconds to wait for another process that has locked the file. */
enum { BUSY_MS = 5000 };

/* The size of the statement cache, more than twice the number of the program's
 * statements. */
enum { STATEMENTS_MAX = 2048 };

struct state {
	sqlite3 *db;
	sqlite3 *kept;			/* the copy of state_keep, or NULL */
	pthread_mutex_t mutex;
	sqlite3_stmt *cache[STATEMENTS_MAX];	/* hash table, by the
						 * statements' text */
	size_t cached;
};

static int sqlite_failed(struct state *s, struct err *err)
{
	int code = s->db ? sqlite3_errcode(s->db) : SQLITE_NOMEM;

	if (code == SQLITE_NOTADB)
		return err_set(err, "not a database: choose another file");
	if (code == SQLITE_CORRUPT)
		return err_set(err, "damaged: restore a copy of it, or choose "
			       "another file");
	return err_set(err, "%s", code == SQLITE_OK || !s->db ?
		       "out of memory" : sqlite3_errmsg(s->db));
}

/* Returns the FNV-1a hash of TEXT. */
static size_t hash_text(const char *text)
{
	uint32_t h = 2166136261u;

	for (; *text; text++)
		h = (h ^ (unsigned char)*text) * 16777619u;
	return h;
}

/* Finds a statement in the cache, or compiles it.  Half of the cache stays
 * empty, so that searches are short. */
static sqlite3_stmt *prepared(struct state *s, const char *text)
{
	sqlite3_stmt **at = &s->cache[hash_text(text) % STATEMENTS_MAX];

	while (*at && strcmp(sqlite3_sql(*at), text) != 0)
		at = at + 1 < s->cache + STATEMENTS_MAX ? at + 1 : s->cache;
	if (!*at && s->cached < STATEMENTS_MAX / 2 &&
	    sqlite3_prepare_v3(s->db, text, -1, SQLITE_PREPARE_PERSISTENT,
			       at, NULL) == SQLITE_OK)
		s->cached++;
	return *at;
}

void sql_start(struct sql *q, struct state *s, const char *text,
	       const char *const *values)
{
	int count;

	q->state = s;
	q->statement = prepared(s, text);
	q->result = q->statement ? SQLITE_OK : SQLITE_ERROR;
	if (!q->statement)
		return;
	count = sqlite3_bind_parameter_count(q->statement);
	for (int i = 0; i < count && values[i] && q->result == SQLITE_OK; i++)
		q->result = sqlite3_bind_text(q->statement, i + 1, values[i],
					      -1, SQLITE_STATIC);
}

void sql_startf(struct sql *q, struct state *s, const char *const *values,
		const char *format, ...)
{
	va_list ap;
	char *text;

	va_start(ap, format);
	text = sqlite3_vmprintf(format, ap);
	va_end(ap);
	if (text)
		sql_start(q, s, text, values);
	else
		*q = (struct sql){ .state = s, .result = SQLITE_NOMEM };
	sqlite3_free(text);
}

bool sql_next(struct sql *q)
{
	if (q->result != SQLITE_OK && q->result != SQLITE_ROW)
		return false;
	q->result = sqlite3_step(q->statement);
	return q->result == SQLITE_ROW;
}

const char *sql_column(const struct sql *q, int column)
{
	const unsigned char *text = NULL;

	if (q->result == SQLITE_ROW)
		text = sqlite3_column_text(q->statement, column);
	return text ? (const char *)text : "";
}

int sql_count(const struct sql *q)
{
	return q->statement ? sqlite3_column_count(q->statement) : 0;
}

int sql_end(struct sql *q, struct err *err)
{
	bool ok = q->result == SQLITE_OK || q->result == SQLITE_ROW ||
		  q->result == SQLITE_DONE;
	int rc = ok ? 0 : sqlite_failed(q->state, err);

	if (q->statement) {
		(void)sqlite3_reset(q->statement);
		(void)sqlite3_clear_bindings(q->statement);
	}
	return rc;
}

int sql_run(struct state *s, const char *text, const char *const *values,
	    struct err *err)
{
	struct sql q;

	sql_start(&q, s, text, values);
	while (sql_next(&q))
		;
	return sql_end(&q, err);
}

int sql_exists(struct state *s, const char *text, const char *const *values,
	       bool *found, struct err *err)
{
	struct sql q;

	sql_start(&q, s, text, values);
	*found = sql_next(&q);
	return sql_end(&q, err);
}

static int run_text(struct state *s, const char *text, struct err *err)
{
	if (sqlite3_exec(s->db, text, NULL, NULL, NULL) != SQLITE_OK)
		return sqlite_failed(s, err);
	return 0;
}

int state_begin(struct state *s, struct err *err)
{
	return run_text(s, "BEGIN IMMEDIATE", err);
}

int state_commit(struct state *s, struct err *err)
{
	if (run_text(s, "COMMIT", err) == 0)
		return 0;
	state_rollback(s);
	return -1;
}

/* After some failures, such as a full disk, SQLite has already rolled back the
 * transaction. */
void state_rollback(struct state *s)
{
	if (!sqlite3_get_autocommit(s->db))
		(void)sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
}

/* Checks that the database is empty, or that ec2-sandbox wrote it with our
 * version of the tables.  Sets *EMPTY to whether the database is empty. */
static int identify(struct state *s, bool *empty, struct err *err)
{
	int tables = 0, application = 0, version = 0;
	struct sql q;

	sql_start(&q, s, "SELECT (SELECT count(*) FROM sqlite_master),"
		  "(SELECT application_id FROM pragma_application_id),"
		  "(SELECT user_version FROM pragma_user_version)",
		  SQL_VALUES(NULL));
	if (sql_next(&q)) {
		tables = sqlite3_column_int(q.statement, 0);
		application = sqlite3_column_int(q.statement, 1);
		version = sqlite3_column_int(q.statement, 2);
	}
	if (sql_end(&q, err))
		return -1;
	*empty = !tables && !application && !version;
	if (*empty)
		return 0;
	if (application != SCHEMA_APPLICATION)
		return err_set(err, "not written by ec2-sandbox: choose "
			       "another file");
	if (version != SCHEMA_VERSION)
		return err_set(err, "it has schema version %d, but this "
			       "ec2-sandbox reads version %d: --dump it with "
			       "the ec2-sandbox that wrote it, and load the "
			       "dump with -s", version,
			       SCHEMA_VERSION);
	return 0;
}

int state_make_tables(struct state *s, bool *made, struct err *err)
{
	struct buf text = { 0 };
	int rc;

	if (identify(s, made, err))
		return -1;
	if (!*made)
		return 0;
	schema_write(&text);
	rc = buf_check(&text, "schema", err);
	if (!rc)
		rc = run_text(s, buf_str(&text), err);
	buf_release(&text);
	return rc;
}

/* Checks a file before SQLite opens it.  With MAKE, makes a missing file.
 * SQLite would overwrite a file that is shorter than SQLite's header.  SQLite
 * would also open a file that is not writable, and leave files beside it that
 * lock its owner out. */
static int check_file(const char *file, bool make, struct err *err)
{
	static const char magic[] = "SQLite format 3";
	char head[sizeof(magic)] = "";
	int fd = open(file, O_RDWR | (make ? O_CREAT : 0) | O_NONBLOCK |
		      O_CLOEXEC, 0644);
	struct stat st;
	ssize_t n = fd < 0 || fstat(fd, &st) || !S_ISREG(st.st_mode) ? -1 :
		    read(fd, head, sizeof(head));

	if (fd < 0)
		return errno == ENOENT ? err_set(err, "there is no such folder")
		       : err_set(err, "not writable (%s)", strerror(errno));
	(void)close(fd);
	if (n < 0)
		return err_set(err, "not a regular file");
	return n && memcmp(head, magic, sizeof(head)) != 0
	       ? err_set(err, "not a database: choose another file") : 0;
}

/* The SQL function cidr(TEXT).  Returns the normal form of a CIDR block.
 * Returns any other text unchanged. */
static void sql_cidr(sqlite3_context *context, int count,
		     sqlite3_value **values)
{
	const char *text = (const char *)sqlite3_value_text(values[0]);
	char block[CIDR_SIZE];
	bool six;

	if (text && cidr_parse(text, block, &six))
		sqlite3_result_text(context, block, -1, SQLITE_TRANSIENT);
	else
		sqlite3_result_value(context, values[0]);
}

/* Opens FILE by a path that begins with . or /, because names such as :memory:
 * have a special meaning. */
static int open_database(struct state *s, const char *file, bool make,
			 struct err *err)
{
	char *name = !file ? sqlite3_mprintf(":memory:") : sqlite3_mprintf(
		     "%s%s", *file == '/' ? "" : "./", file);
	bool empty;
	int rc;

	if (file && check_file(file, make, err)) {
		sqlite3_free(name);
		return -1;
	}
	rc = name ? sqlite3_open_v2(name, &s->db, SQLITE_OPEN_READWRITE |
				    SQLITE_OPEN_CREATE, NULL) : SQLITE_NOMEM;
	sqlite3_free(name);
	if (rc == SQLITE_OK)
		rc = sqlite3_create_function(s->db, "cidr", 1, SQLITE_UTF8 |
					     SQLITE_DETERMINISTIC, NULL,
					     sql_cidr, NULL, NULL);
	if (rc != SQLITE_OK)
		return sqlite_failed(s, err);
	(void)sqlite3_busy_timeout(s->db, BUSY_MS);
	if (identify(s, &empty, err))
		return -1;
	if (empty && !make)
		return err_set(err, "it has no state");
	if (sqlite3_db_readonly(s->db, "main"))
		return err_set(err, "not writable");
	/* With FULL, a change survives a crash of the machine.  With NORMAL, a
	 * change may survive only a crash of the process. */
	if (run_text(s, "PRAGMA journal_mode = WAL;"
		     "PRAGMA synchronous = FULL;"
		     "PRAGMA foreign_keys = ON;"
		     "PRAGMA temp_store = MEMORY;", err))
		return -1;
	return run_text(s, schema_given, err);
}

int state_open(struct state **out, const char *file, bool make, struct err *err)
{
	struct state *s = calloc(1, sizeof(*s));

	if (!s)
		return err_memory(err);
	if (pthread_mutex_init(&s->mutex, NULL)) {
		free(s);
		return err_memory(err);
	}
	if (open_database(s, file, make, err)) {
		state_free(s);
		return -1;
	}
	*out = s;
	return 0;
}

void state_free(struct state *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < STATEMENTS_MAX; i++)
		(void)sqlite3_finalize(s->cache[i]);
	(void)sqlite3_close(s->db);
	(void)sqlite3_close(s->kept);
	(void)pthread_mutex_destroy(&s->mutex);
	free(s);
}

static int copy_database(sqlite3 *to, sqlite3 *from, struct err *err)
{
	sqlite3_backup *copy = sqlite3_backup_init(to, "main", from, "main");
	int step = copy ? sqlite3_backup_step(copy, -1) : SQLITE_ERROR;

	(void)sqlite3_backup_finish(copy);
	return step == SQLITE_DONE ? 0 :
	       err_set(err, "cannot copy the state: %s", sqlite3_errmsg(to));
}

int state_keep(struct state *s, struct err *err)
{
	if (sqlite3_open(":memory:", &s->kept) != SQLITE_OK)
		return err_memory(err);
	return copy_database(s->kept, s->db, err);
}

int state_restore(struct state *s, struct err *err)
{
	return copy_database(s->db, s->kept, err);
}

void state_lock(struct state *s)
{
	(void)pthread_mutex_lock(&s->mutex);
}

void state_unlock(struct state *s)
{
	(void)pthread_mutex_unlock(&s->mutex);
}
