/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The state of a rehearsal, in SQLite.  The database is a file or in memory.
 *
 * A request is a transaction.  state_commit returns when the change is in the
 * file's log, and the sandbox answers the request only after that.  So every
 * change to a file that the sandbox has confirmed survives the end of this
 * process, however it ends.
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

/* Opens FILE, or a database in memory if FILE is NULL.  Refuses a file that
 * ec2-sandbox did not write.  With MAKE, creates the file if it is missing; the
 * file may then lack its tables, so callers use seed_open instead.  Without
 * MAKE, refuses a missing or empty file and leaves it as it is.  The caller
 * frees the state with state_free, which takes NULL too. */
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

/* Only the thread between state_lock and state_unlock may use the state. */
void state_lock(struct state *s);
void state_unlock(struct state *s);

/* Begin, commit and roll back a transaction that may write.  A commit that
 * fails rolls back. */
int state_begin(struct state *s, struct err *err);
int state_commit(struct state *s, struct err *err);
void state_rollback(struct state *s);

/* A statement and its failure.  Every statement needs its sql_end:
 *
 *	sql_start(&q, state, text, SQL_VALUES(id));
 *	while (sql_next(&q))
 *		... sql_column(&q, 0) ...
 *	if (sql_end(&q, err)) */
struct sql {
	struct state *state;
	void *statement;	/* NULL if SQLite cannot compile the text */
	int result;		/* SQLite's result code */
};

#define SQL_VALUES(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* Binds VALUES, up to a NULL, to as many of ?1, ?2, and so on as TEXT has.  The
 * values belong to the caller and must live until sql_end. */
void sql_start(struct sql *q, struct state *s, const char *text,
	       const char *const *values);

/* Like sql_start, but makes the text from FORMAT, which may have %s and %d. */
void sql_startf(struct sql *q, struct state *s, const char *const *values,
		const char *format, ...) ATTR_PRINTF(4, 5);

/* Goes to the next row.  Returns false at the end and after a failure. */
bool sql_next(struct sql *q);

/* sql_column returns a column of the row, or "" for NULL and without a row.
 * It is valid until the next sql_next or sql_end.  sql_count counts columns. */
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
