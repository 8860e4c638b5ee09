/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What an audit is about, in memory: the instances of a list, or AMIs.
 *
 * A list has a line INSTANCE [LABEL...] for each; empty lines and lines that
 * begin with # are ignored, and so are a byte order mark and carriage returns.
 * If several lines have the same instance, the first one counts.
 */
#ifndef LIST_H
#define LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

/* What is known of an item.  The state of an instance is "true", "false" or
 * "gone", that of an AMI its verdict; "" means that nothing is known yet. */
struct finding {
	const char *state;
	const char *owner;	/* owner of an instance; "" for an AMI */
	const char *account, *region;	/* account and region in which the state
					 * was found */
	const char *place;	/* name of the target that gave the state */
	const char *detail;	/* all other values in the row of an AMI */
	long long since;	/* when the state was first found */
};

/* Texts belong to the list or are constants.  Only those of `no` may be
 * NULL. */
struct item {
	const char *id, *label;
	bool listed;		/* the item is in this run's list */
	bool dropped;		/* the item was not in the last run's list */
	bool relabelled;	/* the label differs from the last run's */
	bool answered;		/* a target answered in this run */
	size_t denials;		/* targets that do not know the item, or
				 * answered false, in this run */
	const char *change;	/* first word of the item's row */
	struct finding before, now;
	struct finding no;	/* the first false that another target may
				 * contradict; its state is NULL if there is
				 * none */
	struct image *image;	/* what is known of an AMI; see ami.h */
};

/* Start as `= {0}`. */
struct list {
	struct arena texts;
	struct item *items;	/* all items, in the order of the list */
	size_t len, cap;
	size_t *by_id;		/* indexes of the first `sorted` items, in
				 * order of id */
	size_t sorted;
	size_t listed;		/* number of items that the list names; they
				 * come first */
};

/* Reads the list NAME, "-" for standard input.  A mistake in it is a usage
 * error that names the line. */
int list_read(struct list *l, const char *name, struct err *err);

/* Whether TEXT can be an instance's id. */
bool list_is_id(const char *text, size_t len);

/* list_find: the item called ID, or NULL.  list_add adds an item at the end. */
struct item *list_find(const struct list *l, const char *id);
struct item *list_add(struct list *l, const char *id, struct err *err);

/* A copy of TEXT that lives as long as the list; NULL without memory. */
const char *list_keep(struct list *l, const char *text, size_t len);

/* Sets *OUT to a copy of TEXT's content that lives as long as the list, and
 * releases TEXT. */
int list_keep_buf(struct list *l, struct buf *text, const char **out,
		  struct err *err);

/* Puts by_id in order after list_add. */
int list_sort(struct list *l, struct err *err);
void list_release(struct list *l);

#endif
