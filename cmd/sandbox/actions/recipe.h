/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A recipe is a table that describes an action.  The table has the kinds of the
 * resources, the rules that refuse a request, the changes, and the answer.
 *
 * In the SQL of a recipe, ?1 is the id of the resource, ?2 the caller's
 * account, ?3 the region, ?4 the time, ?5 the id of the new resource, and ?6
 * the time in milliseconds.  The parameters in `takes` begin at ?7.  The table
 * `given` has the parameters in `lists`.
 *
 * In the SQL of the reply's list, ?2 and ?3 are the same, but ?4 is ?2 again.
 * If the recipe makes a resource, ?1 is the id of the new resource, and ?5 is
 * the first parameter.  Otherwise, if `kind` is set, ?1 is the id of the
 * resource, and ?5 is the first parameter.  Otherwise ?1 is the first
 * parameter, and ?5 is the second.
 */
#ifndef RECIPE_H
#define RECIPE_H

#include "call/call.h"
#include "kinds/kind.h"

enum {
	RECIPE_TAKES = 32,
	RECIPE_RULES = 24,
	RECIPE_STATEMENTS = 12,
	RECIPE_FIRST = 6,	/* number of values before the parameters */
};

enum recipe_reply {
	REPLY_RETURN,		/* the element <return>true</return> */
	REPLY_MADE,		/* the elements of the new resource */
	REPLY_LIST,		/* the list in `list` */
	REPLY_ATTRIBUTE,	/* the resource's id, and one attribute */
	REPLY_FUNCTION,		/* `answer` writes the reply */
};

struct recipe {
	const char *name;		/* name of the action */

	/* An action that describes resources of a kind has `shows`.  An action
	 * that is a function has `run`.  With `shows` or `run`, the only other
	 * field in use is `lists`. */
	const struct kind *shows;
	int (*run)(struct call *c, struct fault *fault);

	const struct kind *kind;	/* kind of the resources, or NULL */
	bool many;			/* accepts several ids */
	bool by_name;			/* also finds the resource by name */
	bool may_be_missing;		/* accepts an unknown name */
	bool rules_check_owner;		/* `rules` check who owns the
					 * resource */
	const struct kind *makes;	/* kind of the new resource, or NULL */
	bool has_token;			/* a repeated ClientToken (in `takes`)
					 * returns the earlier resource */
	const char *tag_types;		/* allowed types in TagSpecification;
					 * NULL: the type of `makes` */
	bool has_devices;		/* accepts BlockDeviceMapping */

	/* The parameters, as actions/given.h describes them. */
	const char *takes[RECIPE_TAKES];
	const char *const *lists;	/* lists of parameters, or NULL */

	/* `forms` check the parameters, before ?1 and ?5 are known.  `check`
	 * checks what SQL cannot check.  `rules` check the state. */
	struct rule forms[RECIPE_RULES];
	int (*check)(const struct call *c, struct fault *fault);
	struct rule rules[RECIPE_RULES];
	const char *statements[RECIPE_STATEMENTS];
	/* Rules to check after all changes.  A refusal keeps the changes. */
	struct rule last_rules[2];

	/* A function to run after the statements, or NULL. */
	int (*finish)(const struct call *c, const char *id,
		      struct fault *fault);

	enum recipe_reply reply;
	bool reply_first;		/* replies before `statements` run */
	const struct list *list;	/* for each resource, with REPLY_LIST */
	/* The lists that the parameter Attribute may name, or NULL. */
	const struct list *const *attributes;
	int (*answer)(struct call *c, const char *id, struct fault *fault);
};

/* Each array has the recipes of one file in actions/, up to a NULL. */
extern const struct recipe *const group_rules_actions[],
	*const images_actions[], *const instance_attributes_actions[],
	*const instances_actions[], *const keys_actions[],
	*const launch_actions[], *const modify_actions[],
	*const network_actions[], *const new_images_actions[],
	*const reservations_actions[], *const storage_actions[],
	*const tags_actions[];

/* A list of strings that ends with NULL. */
#define RECIPE_LISTS(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* Carries out the action within the caller's transaction. */
int recipe_run(struct call *c, const struct recipe *recipe,
	       struct fault *fault);

/* Returns whether the recipe has a parameter called NAME. */
bool recipe_takes(const struct recipe *recipe, const char *name);

#endif
