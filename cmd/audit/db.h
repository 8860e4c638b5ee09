/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A SQLite database in a file.  db_start compiles each statement once.
 *
 * All values are bound as text.  SQLite turns digits into numbers in a column
 * declared INTEGER.  Messages about a failure of SQLite begin with the file's
 * name, and give the system's reason if it is known.
 */
#ifndef DB_H
#define DB_H

#include <stdbool.h>

#include "base/err.h"

struct db;

/* Opens FILE, which must exist.  Error messages call the file NAME, a path in
 * the same directory.  WAIT_MS is the maximum time in milliseconds that a
 * statement waits while another process writes.  The caller closes the database
 * with db_close, which accepts NULL. */
int db_open(struct db **out, const char *file, const char *name, int wait_ms,
	    struct err *err);
void db_close(struct db *db);

/* Runs the statements in TEXT, which need no values, and ignores their rows. */
int db_script(struct db *db, const char *text, struct err *err);

/* A statement between db_start and db_end.  The struct remembers a failure,
 * which db_end reports. */
struct db_rows {
	struct db *db;
	void *statement;
	int result;
};

#define DB_VALUES(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* Starts the statement TEXT, which must be a string constant.  VALUES replace
 * ?1, ?2, and so on, and must remain valid until db_end.  A NULL ends
 * VALUES. */
void db_start(struct db_rows *q, struct db *db, const char *text,
	      const char *const *values);

/* Goes to the next row.  Returns false at the end and after a failure. */
bool db_next(struct db_rows *q);

/* db_text returns a column of the row as text, or "" if the column is NULL or
 * there is no row.  The text is valid until the next db_next or db_end.
 * db_number returns the column as a number, or 0. */
const char *db_text(const struct db_rows *q, int column);
long long db_number(const struct db_rows *q, int column);

/* Ends the statement.  Every db_start needs a db_end.  Fails if the statement
 * has failed.  Also fails if RC is not 0; the caller has then set ERR. */
int db_end(struct db_rows *q, int rc, struct err *err);

/* db_run runs a statement and ignores its rows.  db_one runs a statement and
 * sets *OUT to the number in its first row, or to 0. */
int db_run(struct db *db, const char *text, const char *const *values,
	   struct err *err);
int db_one(struct db *db, const char *text, const char *const *values,
	   long long *out, struct err *err);

#endif
