/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Whether a reply answers its question.
 *
 * A call declares what its reply must hold: the list, the attribute or the id
 * that was asked for, and which parameter of the request each id belongs to.
 * What lacks it is "could not tell", an error, and never an empty answer.
 *
 * Two kinds of result: a function that fails with ERR_DOUBT says that the
 * reply as a whole is not believed; a fault is one thing that is not believed,
 * or one that was asked for and is missing, while the rest of the reply is.
 */
#ifndef ANSWER_H
#define ANSWER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/params.h"
#include "reply/asked.h"
#include "reply/item.h"
#include "reply/seen.h"

/* Faults that are kept of one question; the rest is counted.  And the bytes of
 * the ids of one reply that are remembered; later ids may come twice. */
enum {
	ANSWER_FAULTS_MAX = 2000,
	ANSWER_IDS_MAX = 32 * 1024 * 1024,
};

enum answer_kind {
	ANSWER_ID,	/* compared without regard to ASCII case */
	ANSWER_CODE,	/* compared byte for byte; a thing without it
			 * contradicts the request */
	ANSWER_OWNER,	/* compared where all that was asked for are account
			 * numbers, and nothing else selects by sharing */
};

/* What a thing must agree with, where the request asks for plain values. */
struct answer_match {
	const char *filter;	/* name of the filter; NULL ends a table */
	const char *list;	/* parameter list with the same meaning */
	const char *path;	/* the thing's values, "a/b|c/d" */
	bool of_item;		/* PATH begins at the item, not at the thing */
	enum answer_kind kind;
	const char *called;	/* what a message calls the value */
};

/* Where product codes stand, of all years and clouds. */
#define ANSWER_CODES \
	"productCodes/item/productCode|productCodes/productCode|" \
	"productCodesSet/item/productCode|productCodesSet/productCode"

/* An element below the root that, if it is there, equals a parameter. */
struct answer_echo {
	const char *element, *param;
};

/* What a reply holds that makes it one of failure, though it is a good one. */
struct answer_refusal {
	const char *path;	/* below the root; NULL ends a table */
	bool empty;		/* there must be something; else nothing may be
				 * there */
	const char *words;	/* of the error; what is there follows them */
};

/* What the reply to a call must hold.  All zero: nothing. */
struct answer_rule {
	const char *set;	/* this element below the root, once */
	const char *things;	/* path of the things with an id, below an
				 * item of the reply; "": the item itself */
	const char *id;		/* path of the id, below the thing; NULL: the
				 * things have none, and only `matches` judges
				 * them */
	const char *ids;	/* the parameter list that asks for ids */
	const char *names;	/* another list, that asks for things by the
				 * text at */
	const char *name;	/* this path, below the thing; or NULL.  A
				 * thing without an id is known by it */
	const char *id_filter;	/* the filter that selects by `ids`; or NULL */
	const char *name_filter;	/* and by `names` */
	bool exact;		/* ids that differ only in case are different */
	const char *const *selects;	/* parameter lists that select too:
					 * with one, an id may be missing */
	const struct answer_match *matches;
	struct answer_echo echoes[3];
	const char *one_id;	/* this element below the root, not empty */
	bool attribute;		/* the element that the parameter Attribute
				 * names, below the root */
	const char *least, *most;	/* parameters: how many things */
	const char *missing;	/* words for an id that does not come; NULL:
				 * "not there, or not visible to you" */
	const struct answer_refusal *refusals;
};

enum { ANSWER_MATCHES_MAX = 4 };

/* The answer to one question so far.  Start as `= {0}`. */
struct answer {
	const struct answer_rule *rule;
	const struct params *request;
	struct asked_words ids, names;
	struct asked_words matches[ANSWER_MATCHES_MAX];
	struct seen seen;	/* the ids of this reply */
	struct seen twice;	/* those that this reply has twice */
	struct buf key;		/* scratch: an id in lower case */
	size_t things, things_whole;	/* how many were believed */
	bool apart;		/* ids that are missing go to `missing`, and are
				 * no faults; reset by answer_begin */
	struct buf missing;	/* such ids, each with NUL */
	struct buf faults;	/* one text after the other, each with NUL */
	size_t faults_whole;	/* bytes of earlier pages */
	size_t fault_count, fault_count_whole;
};

/* A new question: REQUEST is borrowed, and must not change, until the next
 * one. */
int answer_begin(struct answer *a, const struct answer_rule *rule,
		 const struct params *request, struct err *err);
void answer_release(struct answer *a);

/* A reply begins, of a first attempt or another one, of a first page or a
 * later one: forgets what a reply said that did not prove whole. */
void answer_reply(struct answer *a);

/* Judges an item of the reply.  Things below it that are not believed are
 * taken out of the tree; *KEEP is false when no row is to be made of it. */
int answer_item(struct answer *a, const struct node *item, bool *keep,
		struct err *err);

/* The rows of ITEM could not be made, as WHY says: a fault. */
int answer_doubt(struct answer *a, const struct node *item,
		 const struct err *why, struct err *err);

/* Whether some ids came twice in this reply; and, in *ONCE, whether ID is none
 * of them. */
bool answer_has_twice(const struct answer *a);
int answer_came_once(const struct answer *a, const char *id, size_t len,
		     bool *once, struct err *err);

/* A reply is whole: judges what stands below its ROOT.  Fails with ERR_DOUBT
 * when the reply is not believed. */
int answer_page(struct answer *a, const struct node *root, struct err *err);

/* The words for an id that is missing. */
const char *answer_missing_words(const struct answer_rule *rule);

/* The last page is whole: what is missing becomes faults, or goes to
 * `missing`. */
int answer_end(struct answer *a, struct err *err);

#endif
