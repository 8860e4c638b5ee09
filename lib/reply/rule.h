/* SPDX-License-Identifier: BSD-2-Clause */
/* What the reply to a call must hold, as data, and what replies have held so
 * far. */
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
	ANSWER_CODE,	/* compared byte for byte; a thing without this value
			 * contradicts the request */
	ANSWER_OWNER,	/* compared only if all requested owners are account
			 * numbers and nothing selects by sharing */
};

/* What a thing must agree with if the request asks for plain values. */
struct answer_match {
	const char *filter;	/* name of the filter; NULL ends a table */
	const char *list;	/* parameter list with the same meaning */
	const char *path;	/* paths of the thing's values, "a/b|c/d" */
	bool of_item;		/* `path` begins at the item, not at the
				 * thing */
	enum answer_kind kind;
	const char *called;	/* the name of the value in messages */
};

/* The paths of product codes, in all years and clouds. */
#define ANSWER_CODES \
	"productCodes/item/productCode|productCodes/productCode|" \
	"productCodesSet/item/productCode|productCodesSet/productCode"

/* An element below the root that must equal a parameter, if it is there. */
struct answer_echo {
	const char *element, *param;
};

/* What makes a well-formed reply report a failure. */
struct answer_refusal {
	const char *path;	/* below the root; NULL ends a table */
	bool empty;		/* true: failure if there is no text; false:
				 * failure if the element is there */
	const char *words;	/* the error, followed by the text at `path` */
};

/* What the reply to a call must hold.  All zero: nothing. */
struct answer_rule {
	const char *set;	/* the element that must be below the root,
				 * once; or NULL */
	const char *things;	/* path of the things with an id, below an
				 * item of the reply; "": the item itself */
	const char *id;		/* path of the id, below the thing; NULL: there
				 * are no ids, and only `matches` judges */
	const char *ids;	/* the parameter list that asks for ids */
	const char *names;	/* the parameter list that asks for names; or
				 * NULL */
	const char *name;	/* path of the name, below the thing; or NULL.
				 * It identifies a thing without an id */
	const char *id_filter;	/* the filter that selects by id; or NULL */
	const char *name_filter;	/* the filter that selects by name; or
					 * NULL */
	bool exact;		/* ids that differ only in case are different */
	const char *const *selects;	/* other parameter lists that select:
					 * with one, an id may be missing */
	const struct answer_match *matches;
	struct answer_echo echoes[3];
	const char *one_id;	/* the element that must be below the root and
				 * not empty; or NULL */
	bool attribute;		/* the element that the parameter Attribute
				 * names must be below the root */
	const char *least, *most;	/* parameters with the least and most
					 * number of things */
	const char *missing;	/* words for an id that the reply lacks; NULL:
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
	struct seen twice;	/* the ids that this reply has twice */
	struct buf key;		/* scratch: an id in lower case */
	size_t things;		/* things that we believed */
	size_t things_whole;	/* things that we believed on earlier pages */
	bool apart;		/* missing ids go to `missing` and are no
				 * faults; reset by answer_begin */
	struct buf missing;	/* missing ids, each with a NUL */
	struct buf faults;	/* texts of the faults, each with a NUL */
	size_t faults_whole;	/* bytes of faults from earlier pages */
	size_t fault_count, fault_count_whole;
};

#endif
