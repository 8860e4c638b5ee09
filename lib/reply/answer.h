/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Decides whether a reply answers the request.
 *
 * A call's rule says which list, attribute or id the reply must have, and which
 * parameter asks for an id.  A reply that lacks a required part is an error,
 * not an empty answer.
 *
 * A function that fails with ERR_DOUBT rejects the whole reply.  A fault
 * rejects only a part of the reply, such as one resource.
 */
#ifndef ANSWER_H
#define ANSWER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/params.h"
#include "reply/item.h"
#include "reply/rule.h"

/* We keep the texts of at most ANSWER_FAULTS_MAX faults for one request, and
 * only count the others.  To find ids that occur twice, we remember at most
 * ANSWER_IDS_MAX bytes of the ids in one reply. */
enum {
	ANSWER_FAULTS_MAX = 2000,
	ANSWER_IDS_MAX = 32 * 1024 * 1024,
};

/* Begins to check all replies to REQUEST, including retries and pages.  If RULE
 * is NULL, every reply answers the request.  The caller keeps RULE and REQUEST
 * unchanged until it calls answer_begin again or releases A. */
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

/* Notes a fault because the rows of ITEM could not be made.  WHY holds the
 * reason. */
int answer_doubt(struct answer *a, const struct node *item,
		 const struct err *why, struct err *err);

/* answer_has_twice returns whether any id occurs twice in the current reply.
 * answer_came_once sets *ONCE to false if ID occurs twice in that reply, and
 * otherwise to true. */
bool answer_has_twice(const struct answer *a);
int answer_came_once(const struct answer *a, const char *id, size_t len,
		     bool *once, struct err *err);

/* Judges the elements below ROOT, the root of a complete reply.  Fails with
 * ERR_DOUBT if we do not believe the reply. */
int answer_page(struct answer *a, const struct node *root, struct err *err);

/* Returns the message for an id that the reply lacks.  RULE may be NULL. */
const char *answer_missing_words(const struct answer_rule *rule);

/* Call answer_end when the last page is complete.  answer_end adds a fault for
 * each requested id or name that the replies lack, unless the request also
 * selects resources in another way, such as by a filter.  If `apart` is set,
 * answer_end adds the id or name to `missing` instead.  answer_end also adds a
 * fault if the number of resources is not between the rule's `least` and
 * `most`. */
int answer_end(struct answer *a, struct err *err);

#endif
