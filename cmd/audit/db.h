/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A SQLite database: a file, and statements that are compiled once.
 *
 * All values are bound as text; SQLite turns digits into numbers in a column
 * declared INTEGER.  Error messages begin with the file's name, and give the
 * system's reason if there is one.
 */
#ifndef DB_H
#define DB_H

#include <stdbool.h>

#include "base/err.h"

struct db;

/* Opens FILE, which must exist.  Error messages call it NAME, a path in the
 * same directory.  WAIT_MS is how long a statement waits while another process
 * writes.  The caller closes; NULL may be closed too. */
int db_open(struct db **out, const char *file, const char *name, int wait_ms,
	    struct err *err);
void db_close(struct db *db);

/* Runs statements that have no values and whose rows do not matter. */
int db_script(struct db *db, const char *text, struct err *err);

/* A statement that was started and has not ended.  It remembers a failure,
 * which db_end reports. */
struct db_rows {
	struct db *db;
	void *statement;
	int result;
};

#define DB_VALUES(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* Starts TEXT, a string constant, with VALUES, up to a NULL, for ?1, ?2, ….
 * VALUES must live until db_end. */
void db_start(struct db_rows *q, struct db *db, const char *text,
	      const char *const *values);

/* Goes to the next row; false at the end and after a failure. */
bool db_next(struct db_rows *q);

/* A column of the row as text or as a number; "" or 0 if it is NULL or there is
 * no row. */
const char *db_text(const struct db_rows *q, int column);
long long db_number(const struct db_rows *q, int column);

/* Ends the statement.  Always call it.  Fails if the statement has failed, or
 * if RC is not 0: then ERR already has the reason. */
int db_end(struct db_rows *q, int rc, struct err *err);

/* db_run runs a statement without rows; db_one runs one whose result is a
 * number. */
int db_run(struct db *db, const char *text, const char *const *values,
	   struct err *err);
int db_one(struct db *db, const char *text, const char *const *values,
	   long long *out, struct err *err);

#endif
