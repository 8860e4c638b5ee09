/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * An action as a table: the things it is about, the rules that refuse it, the
 * changes it makes and the answer.
 *
 * SQL has ?1, the id of the thing; ?2, the caller's account; ?3, the region;
 * ?4, the time; ?5, the id of what is made; ?6, the time in milliseconds; from
 * ?7 on the values of the parameters in `takes`; and the table `given` with the
 * parameters in `lists`.  In the reply's list, ?1 is the made thing, or else
 * the thing, and ?5 the first parameter; without a thing, both are parameters.
 */
#ifndef RECIPE_H
#define RECIPE_H

#include "call/call.h"
#include "kinds/kind.h"

enum {
	RECIPE_TAKES = 32,
	RECIPE_RULES = 24,
	RECIPE_STATEMENTS = 12,
	RECIPE_FIRST = 6,	/* values before the parameters */
};

enum recipe_reply {
	REPLY_RETURN,		/* <return>true</return> */
	REPLY_MADE,		/* the elements of the new thing */
	REPLY_LIST,		/* the recipe's list */
	REPLY_ATTRIBUTE,	/* the thing's id, and one attribute */
	REPLY_FUNCTION,		/* what `answer` writes */
	REPLY_NOTHING,		/* nothing: `finish` wrote it */
};

struct recipe {
	const char *name;		/* name of the action */

	/* For an action that describes things of a kind, or runs a function.
	 * Such an action uses only `lists` of the fields below. */
	const struct kind *shows;
	int (*run)(struct call *c, struct fault *fault);

	const struct kind *kind;	/* kind of the things; or NULL */
	bool each;			/* many things: all or none */
	bool by_name;			/* accepts the kind's other parameter */
	bool may_lack;			/* a missing thing is no error */
	bool rules_own;			/* `rules` check who owns the thing */
	const struct kind *makes;
	bool has_token;			/* a ClientToken makes it idempotent */
	const char *tag_types;		/* types of resources in tags; NULL: the
					 * type of `makes` */
	bool has_devices;		/* has BlockDeviceMapping */

	/* The parameters, as actions/given.h describes them. */
	const char *takes[RECIPE_TAKES];
	const char *const *lists;	/* lists of parameters; or NULL */

	/* `forms` check the parameters alone, before the thing is looked for.
	 * `check` checks what SQL cannot.  `rules` check the state. */
	struct rule forms[RECIPE_RULES];
	int (*check)(const struct call *c, struct fault *fault);
	struct rule rules[RECIPE_RULES];
	const char *statements[RECIPE_STATEMENTS];

	/* Runs after the statements; or NULL. */
	int (*finish)(const struct call *c, const char *id,
		      struct fault *fault);

	enum recipe_reply reply;
	bool reply_first;		/* reply before the statements */
	const struct list *list;	/* with `each`: one item for each */
	const struct list *const *attributes;	/* chosen by Attribute */
	int (*answer)(struct call *c, const char *id, struct fault *fault);
};

/* The recipes of a file, up to a NULL. */
extern const struct recipe *const group_rules_actions[],
	*const images_actions[], *const instance_attributes_actions[],
	*const instances_actions[], *const keys_actions[],
	*const launch_actions[], *const modify_actions[],
	*const network_actions[], *const new_images_actions[],
	*const reservations_actions[], *const storage_actions[],
	*const tags_actions[];

/* A list of strings, up to a NULL. */
#define RECIPE_LISTS(...) ((const char *const[]){ __VA_ARGS__, NULL })

int recipe_run(struct call *c, const struct recipe *recipe,
	       struct fault *fault);

/* Whether the recipe has a parameter of that name. */
bool recipe_takes(const struct recipe *recipe, const char *name);

#endif
