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

#include "base/err.h"
#include "base/params.h"
#include "reply/item.h"
#include "reply/rule.h"

/* Faults that are kept of one question; the rest is counted.  And the bytes of
 * the ids of one reply that are remembered; later ids may come twice. */
enum {
	ANSWER_FAULTS_MAX = 2000,
	ANSWER_IDS_MAX = 32 * 1024 * 1024,
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
 * taken out of the tree; sets *KEEP to whether rows should be made of it. */
int answer_item(struct answer *a, const struct node *item, bool *keep,
		struct err *err);

/* The rows of ITEM could not be made, as WHY says: a fault. */
int answer_doubt(struct answer *a, const struct node *item,
		 const struct err *why, struct err *err);

/* Whether some ids came twice in this reply.  And sets *ONCE to whether ID came
 * only once. */
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
