/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Stores the results of any number of audits in one SQLite file.
 *
 * The file keeps the runs and changes of the last --keep days, and the last
 * finding about each instance or AMI.  A run saves its results in one short
 * transaction at its end.  Until store_free, a run also holds a lock of its own
 * audit, in a file beside the database.  So a second run of the same audit
 * waits.
 */
#ifndef STORE_H
#define STORE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "list.h"

struct store;

/* The values that identify an audit. */
struct store_key {
	const char *kind;	/* "instances" or "images" */
	const char *code, *list, *targets;
};

/* Indexes into the totals of a run.  A total is the number of items that are
 * good (such as confirmed), bad, gone or unknown. */
enum { STORE_GOOD, STORE_BAD, STORE_GONE, STORE_UNKNOWN, STORE_TOTALS };

struct store_run {
	long long time, status, ms;	/* start in seconds since 1970, exit
					 * status, duration in ms */
	long long totals[STORE_TOTALS];
};

/* Opens FILE.  With CREATE, creates FILE with mode 0600 if it is missing.
 * Refuses a file that is not a database of audits.  The caller frees the store
 * with store_free. */
int store_open(struct store **out, const char *file, bool create,
	       struct err *err);
void store_free(struct store *s);

/* Selects the audit, and adds it if it is new.  Then waits up to SECONDS for
 * the audit's lock. */
int store_begin(struct store *s, const struct store_key *key, long seconds,
		struct err *err);

/* A target, with its account and its endpoint. */
struct store_place {
	const char *name, *account, *endpoint;
	const char *key;	/* access key id, which identifies the account
				 * if its number is unknown */
	const char *doubt;	/* reason why `account` is uncertain, or "" */
};

/* store_check fails if the account or the endpoint of PLACE differs from those
 * that the audit saved last under the same name.  With REBIND, store_check
 * accepts every account and endpoint.  If the audit saved an access key id in
 * place of the account, store_check compares the key ids.
 *
 * store_bind records the account and endpoint of PLACE.  store_save writes them
 * to the database, so a run that fails does not change them. */
int store_check(struct store *s, const struct store_place *place, bool rebind,
		struct err *err);
int store_bind(struct store *s, const struct store_place *place,
	       struct err *err);

/* Fills the items of LIST, which must be sorted, with the findings of earlier
 * runs.  Also appends the stored items that LIST lacks, except items that are
 * marked as dropped.  Sets *KNOWN to the number of stored items that are not
 * marked as dropped. */
int store_load(struct store *s, struct list *list, size_t *known,
	       struct err *err);

/* Reads the last runs, the oldest first.  *COUNT is the size of the array, and
 * becomes the number of runs. */
int store_runs(struct store *s, struct store_run *runs, size_t *count,
	       struct err *err);

/* Writes a run, its items and what store_bind recorded.  Deletes runs and
 * changes of this audit that are more than KEEP days old. */
int store_save(struct store *s, const struct store_run *run,
	       const struct list *list, long keep, struct err *err);

/* A change that an earlier run found and stored.  The strings are valid only
 * during the call of the function that receives the change. */
struct store_change {
	long long time;
	const char *change, *code, *id, *state, *owner, *label, *account,
	      *region;
};

typedef int store_change_fn(void *ctx, const struct store_change *change,
			    struct err *err);

/* Calls FN for the stored changes of some audits, in the order in which runs
 * found the changes.  KEY selects the audits.  An empty code, list or targets
 * in KEY matches every value. */
int store_history(struct store *s, const struct store_key *key,
		  store_change_fn *fn, void *ctx, struct err *err);

#endif
