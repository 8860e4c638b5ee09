/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * An action as a table: the things it is about, the rules that refuse it, the
 * changes it makes and the answer.
 *
 * SQL has ?1, the id of the thing; ?2, the caller's account; ?3, the region;
 * ?4, the time; ?5, the id of what is made; ?6, the time in milliseconds; and
 * from ?7 on the values of the parameters in `takes`.  The list of the reply
 * has the thing as ?1, or else what is made, and the first parameter as ?5;
 * without both, the first two parameters.
 */
#ifndef RECIPE_H
#define RECIPE_H

#include "call/call.h"
#include "kinds/kind.h"

enum {
	RECIPE_TAKES = 14,
	RECIPE_RULES = 10,
	RECIPE_STATEMENTS = 10,
	RECIPE_FIRST = 6,	/* values before those of parameters */
};

enum recipe_reply {
	REPLY_RETURN,		/* <return>true</return> */
	REPLY_MADE,		/* the elements of what was made */
	REPLY_LIST,		/* the recipe's list */
	REPLY_ATTRIBUTE,	/* the id, and one of `attributes` */
};

struct recipe {
	const struct kind *kind;	/* NULL: the action is about nothing */
	bool each;			/* of a list; all or none */
	bool by_name;			/* the kind's other parameter will do */
	bool may_lack;			/* a name that is not there is none */
	bool rules_own;			/* `rules` say if it is the caller's */
	const struct kind *makes;
	bool has_token;			/* ClientToken makes it idempotent */
	const char *tag_types;		/* types that its tags may be for;
					 * NULL: the type of `makes` */

	/* "Name", "Name=default", "!Name" for one that must be there,
	 * "?Name" for true or false, "#Name" for a number, "@Name" for the id
	 * of a kind whose parameter it ends with. */
	const char *takes[RECIPE_TAKES];
	const char *const *more;	/* that `finish` reads; or NULL */

	/* Rules for the form of the parameters alone, which come before the
	 * thing is looked for; and for what there is. */
	struct rule forms[RECIPE_RULES];
	struct rule rules[RECIPE_RULES];
	const char *statements[RECIPE_STATEMENTS];

	/* After the statements; NULL: nothing. */
	int (*finish)(const struct call *c, const char *id,
		      struct fault *fault);

	enum recipe_reply reply;
	bool reply_first;		/* before the statements */
	const struct list *list;	/* with `each`, items of it */
	const struct list *const *attributes;	/* Attribute names one */
};

int recipe_run(struct call *c, const struct recipe *recipe,
	       struct fault *fault);

/* Whether it has a parameter of that name. */
bool recipe_takes(const struct recipe *recipe, const char *name);

#endif
