/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The state of the sandbox: an SQLite database in a file or in memory.
 *
 * An action runs in a transaction.  The sandbox answers only after state_commit
 * has written the change to the file's log.  So, in a file, a confirmed change
 * survives even if the process is killed.
 *
 * A statement is compiled once and found again by its text.  All values are
 * bound as text; a column's declared type turns digits into numbers.
 */
#ifndef STATE_H
#define STATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "base/err.h"

struct state;

/* Opens FILE, or a database in memory if FILE is NULL.  Refuses a file that is
 * not writable, or that another program or another version wrote.  With MAKE,
 * creates a missing file, but not its tables: seed_open makes them.  Without
 * MAKE, refuses a missing or empty file.  The caller frees the state with
 * state_free, which accepts NULL too. */
int state_open(struct state **out, const char *file, bool make,
	       struct err *err);

/* Makes the tables if the database is empty, within the caller's transaction.
 * Sets *MADE to whether the database was empty. */
int state_make_tables(struct state *s, bool *made, struct err *err);

void state_free(struct state *s);

/* state_keep keeps a copy of the state in memory.  state_restore returns to
 * that copy and discards all later changes. */
int state_keep(struct state *s, struct err *err);
int state_restore(struct state *s, struct err *err);

/* A thread may use the state only between state_lock and state_unlock. */
void state_lock(struct state *s);
void state_unlock(struct state *s);

/* state_begin begins a transaction that may write.  If state_commit fails, it
 * rolls back the transaction, as state_rollback does. */
int state_begin(struct state *s, struct err *err);
int state_commit(struct state *s, struct err *err);
void state_rollback(struct state *s);

/* A running statement and its failure.  Every sql_start needs an sql_end:
 *
 *	sql_start(&q, state, text, SQL_VALUES(id));
 *	while (sql_next(&q))
 *		... sql_column(&q, 0) ...
 *	if (sql_end(&q, err)) */
struct sql {
	struct state *state;
	void *statement;	/* NULL if SQLite could not compile it */
	int result;		/* SQLite's result code */
};

#define SQL_VALUES(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* Prepares the statement TEXT.  Binds VALUES, which end with NULL, to ?1, ?2
 * and so on in TEXT.  The caller keeps the values until sql_end. */
void sql_start(struct sql *q, struct state *s, const char *text,
	       const char *const *values);

/* Like sql_start, but makes the text from FORMAT, which may have %s and %d. */
void sql_startf(struct sql *q, struct state *s, const char *const *values,
		const char *format, ...) ATTR_PRINTF(4, 5);

/* Goes to the next row.  Returns false at the end and after a failure. */
bool sql_next(struct sql *q);

/* sql_column returns a column of the row, or "" if the column is NULL or there
 * is no row.  The text is valid until sql_next or sql_end.  sql_count returns
 * the number of columns. */
const char *sql_column(const struct sql *q, int column);
int sql_count(const struct sql *q);

int sql_end(struct sql *q, struct err *err);

/* sql_run runs a whole statement and ignores its rows.  sql_exists sets *FOUND
 * to whether a statement has a row. */
int sql_run(struct state *s, const char *text, const char *const *values,
	    struct err *err);
int sql_exists(struct state *s, const char *text, const char *const *values,
	       bool *found, struct err *err);

#endif
