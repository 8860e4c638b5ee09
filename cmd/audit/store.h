/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What audits remember, in one SQLite file for any number of them.
 *
 * We keep every run and every change, and for each instance or AMI what was
 * found last.  A run writes in one short transaction at its end.  A run also
 * holds a lock of its own audit, in a file beside the database, until its
 * process ends: only a second run of the same audit waits for it.
 */
#ifndef STORE_H
#define STORE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "list.h"

struct store;

/* What identifies an audit. */
struct store_key {
	const char *kind;	/* "instances" or "images" */
	const char *code, *list, *targets;
};

/* A run's totals: confirmed, not confirmed, gone, could not tell. */
enum { STORE_GOOD, STORE_BAD, STORE_GONE, STORE_UNKNOWN, STORE_TOTALS };

struct store_run {
	long long time, status, ms;
	long long totals[STORE_TOTALS];
};

/* Opens FILE.  With CREATE, makes it if it is missing, for its owner alone.
 * Refuses a file that is not our database.  The caller frees. */
int store_open(struct store **out, const char *file, bool create,
	       struct err *err);
void store_free(struct store *s);

/* Selects the audit, and adds it if it is new.  Then waits for its lock, up to
 * SECONDS. */
int store_begin(struct store *s, const struct store_key *key, long seconds,
		struct err *err);

/* A target, and the account and the endpoint that it stands for. */
struct store_place {
	const char *name, *account, *endpoint;
	const char *doubt;	/* why `account` is uncertain, or "" */
};

/* Binds the audit at PLACE to its account and endpoint.  Fails if it was bound
 * to others before, unless REBIND.  store_save writes the new binding, so a run
 * that fails binds nothing. */
int store_bind(struct store *s, const struct store_place *place, bool rebind,
	       struct err *err);

/* Fills the items of LIST, which is sorted, with what earlier runs found.  Then
 * appends each item that earlier runs knew and LIST lacks, except those that an
 * earlier run dropped.  Sets REMEMBERED to the number of known items that were
 * not dropped. */
int store_load(struct store *s, struct list *list, size_t *remembered,
	       struct err *err);

/* Reads the last runs, the oldest first.  *COUNT is the room in the array, and
 * becomes the number of runs. */
int store_runs(struct store *s, struct store_run *runs, size_t *count,
	       struct err *err);

/* Writes a run and its items, and forgets runs and changes that are older
 * than KEEP days. */
int store_save(struct store *s, const struct store_run *run,
	       const struct list *list, long keep, struct err *err);

/* A change that an earlier run found and stored.  Texts are valid during the
 * call. */
struct store_change {
	long long time;
	const char *change, *code, *id, *state, *owner, *label, *account,
	      *region;
};

typedef int store_change_fn(void *ctx, const struct store_change *change,
			    struct err *err);

/* Hands out the changes of the audits of KEY's kind, in the order in which they
 * were found.  A code, list or targets in KEY that are not "" select among
 * them. */
int store_history(struct store *s, const struct store_key *key,
		  store_change_fn *fn, void *ctx, struct err *err);

#endif
