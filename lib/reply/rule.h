/* SPDX-License-Identifier: BSD-2-Clause */
/* Rules for replies, as data, and the state of checking a reply. */
#ifndef RULE_H
#define RULE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/params.h"
#include "reply/requested.h"
#include "reply/seen.h"

/* How to compare a value of a resource with the requested values. */
enum answer_kind {
	ANSWER_ID,	/* compare without regard to the case of ASCII
			 * letters */
	ANSWER_CODE,	/* compare byte for byte; a resource without a value
			 * contradicts the request */
	ANSWER_OWNER,	/* compare only if all requested owners are account
			 * numbers and the request has no list ExecutableBy */
};

/* A property of a resource, such as the owner.  If the request asks for certain
 * values without wildcards, each resource must have one of these values.  A
 * resource without the property passes, unless `kind` is ANSWER_CODE. */
struct answer_match {
	const char *filter;	/* name of the filter; NULL ends a table */
	const char *list;	/* parameter list with the same meaning as the
				 * filter, or NULL; if the request has the list,
				 * we ignore the filter */
	const char *path;	/* paths of the resource's values, such as
				 * "a/b|c/d" */
	bool of_item;		/* `path` begins at the item, not at the
				 * resource */
	enum answer_kind kind;
	const char *called;	/* the name of the value in messages */
};

/* The paths of product codes in several versions of the API and clouds. */
#define ANSWER_CODES \
	"productCodes/item/productCode|productCodes/productCode|" \
	"productCodesSet/item/productCode|productCodesSet/productCode"

/* An element below the root that must equal a parameter, if the reply has the
 * element and the request has the parameter. */
struct answer_echo {
	const char *element, *param;
};

/* A condition under which a well-formed reply reports a failure. */
struct answer_refusal {
	const char *path;	/* path below the root; NULL ends a table */
	bool empty;		/* true: failure if the path has no text; false:
				 * failure if the element exists */
	const char *words;	/* the error; if `empty` is false, the texts of
				 * the elements below `path` follow */
};

/* The rule for the reply to a call.  If all fields are zero, the rule has no
 * requirements. */
struct answer_rule {
	const char *set;	/* the element that must be below the root
				 * exactly once and contain only items, or
				 * NULL */
	const char *resources;	/* path of the resources with an id, below an
				 * item of the reply; "" means the item itself;
				 * NULL only if `id` and `matches` are NULL */
	const char *id;		/* path of the id, below the resource, or NULL
				 * to check no ids */
	const char *ids;	/* the parameter list that asks for ids, or
				 * NULL */
	const char *names;	/* the parameter list that asks for names, or
				 * NULL */
	const char *name;	/* path of the name, below the resource, or
				 * NULL; the name identifies a resource without
				 * an id */
	const char *id_filter;	/* the filter that selects by id, or NULL */
	const char *name_filter;	/* the filter that selects by name, or
					 * NULL */
	bool exact;		/* ids that differ only in case are different */
	const char *const *selects;	/* other parameter lists that select
					 * resources; if the request has such a
					 * list, the reply may lack a requested
					 * id */
	const struct answer_match *matches;
	struct answer_echo echoes[3];
	const char *one_id;	/* the element that must be below the root
				 * exactly once and not empty, or NULL */
	bool attribute;		/* if the request has the parameter Attribute,
				 * the element that it names must be below the
				 * root exactly once */
	const char *least, *most;	/* the parameters that give the least
					 * and the greatest number of resources,
					 * or NULL */
	const char *missing;	/* the message for an id that the reply lacks;
				 * NULL means "not there, or not visible to
				 * you" */
	const struct answer_refusal *refusals;
};

enum { ANSWER_MATCHES_MAX = 4 };

/* The state of checking all replies to a request.  Initialize this struct with
 * `= { 0 }`. */
struct answer {
	const struct answer_rule *rule;
	const struct params *request;
	struct requested_words ids, names;
	struct requested_words matches[ANSWER_MATCHES_MAX];
	struct seen seen;	/* the ids of this reply */
	struct seen twice;	/* the ids that occur twice in this reply */
	struct buf key;		/* scratch for the comparison of ids */
	size_t count;		/* number of resources that we believed */
	size_t count_whole;	/* number of resources that we believed on the
				 * complete pages */
	bool apart;		/* add missing ids to `missing` instead of
				 * `faults`; answer_begin clears this flag */
	struct buf missing;	/* missing ids, each followed by a NUL */
	struct buf faults;	/* texts of the faults, each followed by a
				 * NUL */
	size_t faults_whole;	/* bytes of faults from the complete pages */
	size_t fault_count, fault_count_whole;	/* number of all faults, and of
						 * those on the complete
						 * pages */
};

#endif
