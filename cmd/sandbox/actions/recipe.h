/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * An action as a table: the things it is about, the rules that refuse it, the
 * changes it makes and the answer.
 *
 * SQL has ?1, the id of the thing; ?2, the caller's account; ?3, the region;
 * ?4, the time; ?5, the id of what is made; ?6, the time in milliseconds; and
 * from ?7 on the values of the parameters in `takes`.
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

/* A row of SQL is a refusal; its column is the message. */
struct rule {
	enum fault_code code;
	const char *sql;
};

enum recipe_reply {
	REPLY_RETURN,		/* <return>true</return> */
	REPLY_MADE,		/* the elements of what was made */
	REPLY_LIST,		/* the recipe's list */
};

struct recipe {
	const struct kind *kind;	/* of the things; NULL: none */
	bool each;			/* for each of a list, all or none */
	bool by_name;			/* the kind's other parameter may name
					 * the thing too */
	bool may_lack;			/* a name may be that of no thing */
	bool is_read;			/* the thing may be another account's */
	const struct kind *makes;
	bool has_token;			/* ClientToken makes it idempotent */
	const char *tag_types;		/* types that its tags may be for;
					 * NULL: the type of `makes` */

	/* "Name", "Name=default", "!Name" for one that must be there,
	 * "?Name" for true or false, "#Name" for a number. */
	const char *takes[RECIPE_TAKES];
	const char *const *more;	/* parameters that `finish` reads; or
					 * NULL */
	struct rule rules[RECIPE_RULES];
	const char *statements[RECIPE_STATEMENTS];

	/* `check` is called before the rules, `finish` after the statements;
	 * either may be NULL. */
	int (*check)(const struct call *c, struct fault *fault);
	int (*finish)(const struct call *c, const char *id,
		      struct fault *fault);

	enum recipe_reply reply;
	bool reply_first;		/* write it before the statements run */
	const struct list *list;	/* for REPLY_LIST; with `each`, each
					 * thing adds items to it */
};

int recipe_run(struct call *c, const struct recipe *recipe,
	       struct fault *fault);

/* Whether it has a parameter of that name. */
bool recipe_takes(const struct recipe *recipe, const char *name);

#endif
