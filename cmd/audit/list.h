/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The items of an audit, in memory.  An item is an instance or an AMI.
 *
 * A list file has a line INSTANCE [LABEL...] for each instance.  The reader
 * ignores blank lines, lines that begin with #, a byte order mark at the start,
 * and carriage returns at the ends of lines.  If several lines name the same
 * instance, the first line counts.
 */
#ifndef LIST_H
#define LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

/* A finding about an item.  The state of an instance is "true", "false" or
 * "gone".  The state of an AMI is its verdict.  The state is "" if nothing is
 * known yet. */
struct finding {
	const char *state;
	const char *owner;	/* owner of the instance; "" for an AMI */
	const char *account, *region;	/* account and region in which the state
					 * was found */
	const char *place;	/* name of the target that gave the state */
	const char *detail;	/* an AMI's codes and permissions, as one
				 * text */
	long long since;	/* time of the run that first found the state */
};

/* The strings belong to the list or to the session of a target, or are
 * constants.  Only the strings in `denial` may be NULL. */
struct item {
	const char *id, *label;
	bool listed;		/* the item is in this run's list; for an AMI,
				 * this run found it */
	bool dropped;		/* an earlier run reported the item as dropped,
				 * and no later run found it */
	bool relabeled;		/* the label differs from the stored label */
	bool answered;		/* this run has found the item's state */
	size_t denials;		/* number of targets that answered "false" or do
				 * not know the item in this run */
	const char *change;	/* what has changed since the last run, such as
				 * "LOST" or "SAME" */
	struct finding before, now;
	struct finding denial;	/* the first answer "false"; another target may
				 * still answer "true"; `state` is NULL if no
				 * target has answered "false" */
	struct image *image;	/* the facts about an AMI; see ami.h */
};

/* An item's id, and its index in `items`. */
struct list_entry {
	const char *id;
	size_t at;
};

/* Initialize this struct with `= { 0 }`. */
struct list {
	struct arena texts;
	struct item *items;
	size_t len, cap;
	struct list_entry *by_id;	/* entries for the first `sorted` items,
					 * in the order of their ids */
	size_t sorted;
	size_t listed;		/* number of items that the list names; these
				 * items come first */
};

/* Reads the list NAME, or standard input if NAME is "-".  A list that is empty
 * or cannot be read is a usage error.  A mistake in a line is a usage error
 * too, and the message names the line. */
int list_read(struct list *l, const char *name, struct err *err);

/* Returns NAME for messages: "standard input" if NAME is "-". */
const char *list_shown(const char *name);

/* Calls FN for each line of TEXT, the content of a file, until FN fails.  Skips
 * a byte order mark.  If the text has no newline, carriage returns end the
 * lines, as on old Macs.  UTF-16 is a usage error.  SHOWN is the file's name
 * for messages. */
typedef int list_line_fn(void *ctx, const char *line, size_t len,
			 struct err *err);
int list_lines(const struct buf *text, const char *shown, list_line_fn *fn,
	       void *ctx, struct err *err);

/* Returns whether TEXT can be the id of an instance, or a product code, in some
 * cloud. */
bool list_is_id(const char *text, size_t len);

/* The words of a hint that say what list_is_id expects. */
extern const char list_id_form[];

/* list_find returns the item with this ID, or NULL if the list had no such item
 * when list_sort was last called.  list_add adds an item at the end. */
struct item *list_find(const struct list *l, const char *id);
struct item *list_add(struct list *l, const char *id, struct err *err);

/* Returns a copy of TEXT that lives as long as the list, or NULL if memory runs
 * out. */
const char *list_keep(struct list *l, const char *text, size_t len);

/* Sets *OUT to a copy of TEXT's content that lives as long as the list, and
 * releases TEXT. */
int list_keep_buf(struct list *l, struct buf *text, const char **out,
		  struct err *err);

/* Sorts the ids of all items, so that list_find finds them.  If several items
 * have the same id, sets `listed` to false for all but the first of them. */
int list_sort(struct list *l, struct err *err);
void list_release(struct list *l);

#endif
