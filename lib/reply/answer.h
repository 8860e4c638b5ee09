/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Decides whether a reply answers the request.
 *
 * A call declares what its reply must hold: the list, the attribute or the id
 * that was asked for, and which parameter of the request each id belongs to.
 * A reply that lacks it is an error, "could not tell", not an empty answer.
 *
 * If a function fails with ERR_DOUBT, we do not believe the reply at all.  A
 * fault is about one thing that we do not believe, or that was asked for and is
 * missing, while we believe the rest of the reply.
 */
#ifndef ANSWER_H
#define ANSWER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/params.h"
#include "reply/item.h"
#include "reply/rule.h"

/* Most faults of one question that are kept (further ones are only counted),
 * and most bytes of one reply's ids that are remembered, to find ids that come
 * twice. */
enum {
	ANSWER_FAULTS_MAX = 2000,
	ANSWER_IDS_MAX = 32 * 1024 * 1024,
};

/* Begins a new question.  REQUEST is borrowed, and must not change, until the
 * next one. */
int answer_begin(struct answer *a, const struct answer_rule *rule,
		 const struct params *request, struct err *err);
void answer_release(struct answer *a);

/* Call it before each reply, of every attempt and every page.  Forgets what an
 * incomplete reply said. */
void answer_reply(struct answer *a);

/* Judges an item of the reply.  Removes from the tree those things below it
 * that are not believed.  Sets *KEEP to whether the item makes rows. */
int answer_item(struct answer *a, const struct node *item, bool *keep,
		struct err *err);

/* Notes a fault: the rows of ITEM could not be made, as WHY says. */
int answer_doubt(struct answer *a, const struct node *item,
		 const struct err *why, struct err *err);

/* answer_has_twice: whether any id came twice in this reply.  answer_came_once:
 * sets *ONCE to whether ID came only once. */
bool answer_has_twice(const struct answer *a);
int answer_came_once(const struct answer *a, const char *id, size_t len,
		     bool *once, struct err *err);

/* Judges what is below the ROOT of a reply that is whole.  Fails with ERR_DOUBT
 * when the reply is not believed. */
int answer_page(struct answer *a, const struct node *root, struct err *err);

/* The message for an id that is missing. */
const char *answer_missing_words(const struct answer_rule *rule);

/* Call it when the last page is whole.  Ids that are missing become faults, or
 * go to `missing`. */
int answer_end(struct answer *a, struct err *err);

#endif
