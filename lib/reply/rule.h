/* SPDX-License-Identifier: BSD-2-Clause */
/* What the reply to a call must hold, as data, and what came of it so far. */
#ifndef RULE_H
#define RULE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/params.h"
#include "reply/asked.h"
#include "reply/seen.h"

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
	bool empty;		/* it must be there, with a text; else it may
				 * not be there, not even empty */
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

#endif
