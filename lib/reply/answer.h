/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Decides whether a reply answers the request.
 *
 * A call declares the required contents of its reply: the requested list,
 * attribute or id, and the request parameter to which each id belongs.  A reply
 * that lacks a part of these contents is an error, not an empty answer.
 *
 * A function that fails with ERR_DOUBT rejects the whole reply.  A fault
 * rejects only a part: we do not believe one resource or item, the replies lack
 * a resource that the request named, or the number of resources is wrong.  We
 * believe the other resources.
 */
#ifndef ANSWER_H
#define ANSWER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/params.h"
#include "reply/item.h"
#include "reply/rule.h"

/* ANSWER_FAULTS_MAX: we keep at most this many faults of one question, and only
 * count further faults.  ANSWER_IDS_MAX: we remember at most this many bytes of
 * one reply's ids, to find ids that occur twice. */
enum {
	ANSWER_FAULTS_MAX = 2000,
	ANSWER_IDS_MAX = 32 * 1024 * 1024,
};

/* Begins a new question: REQUEST, with its retries and all pages of its list.
 * If RULE is NULL, every reply answers the request.  The caller keeps RULE and
 * REQUEST unchanged until it begins the next question or releases A. */
int answer_begin(struct answer *a, const struct answer_rule *rule,
		 const struct params *request, struct err *err);
void answer_release(struct answer *a);

/* Prepares for the next reply, and undoes the effects of an incomplete reply.
 * Call answer_reply before every attempt and every page. */
void answer_reply(struct answer *a);

/* Judges an item of the reply.  Removes the resources that we do not believe
 * from the tree below ITEM, and notes a fault for each.  Sets *KEEP to whether
 * the item makes rows. */
int answer_item(struct answer *a, const struct node *item, bool *keep,
		struct err *err);

/* Notes a fault: the rows of ITEM could not be made.  WHY holds the reason. */
int answer_doubt(struct answer *a, const struct node *item,
		 const struct err *why, struct err *err);

/* answer_has_twice returns whether any id occurs twice in this reply.
 * answer_came_once sets *ONCE to false if ID occurs twice in this reply, else
 * to true. */
bool answer_has_twice(const struct answer *a);
int answer_came_once(const struct answer *a, const char *id, size_t len,
		     bool *once, struct err *err);

/* Judges the elements below ROOT, the root of a complete reply.  Fails with
 * ERR_DOUBT if we do not believe the reply. */
int answer_page(struct answer *a, const struct node *root, struct err *err);

/* Returns the message for an id that the reply lacks.  RULE may be NULL. */
const char *answer_missing_words(const struct answer_rule *rule);

/* Call answer_end when the last page is complete.  answer_end adds a fault for
 * each requested id or name that the replies lack, unless the request has a
 * list of the rule's `selects`.  If `apart` is set, answer_end adds the id or
 * name to `missing` instead.  answer_end also adds a fault if the number of
 * resources is not between the rule's `least` and `most`. */
int answer_end(struct answer *a, struct err *err);

#endif
