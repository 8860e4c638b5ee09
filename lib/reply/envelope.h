/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Checks the elements of a reply outside its items against a rule.  The
 * functions fail with ERR_DOUBT if we do not believe the reply.
 */
#ifndef ENVELOPE_H
#define ENVELOPE_H

#include "base/err.h"
#include "base/params.h"
#include "reply/node.h"
#include "reply/rule.h"

/* Finds the element NAME below ROOT.  Fails if ROOT has no element NAME, or
 * several. */
int envelope_single(const struct node *root, const char *name,
		    const struct node **out, struct err *err);

/* Fails if ROOT matches one of RULE's refusals. */
int envelope_refusals(const struct answer_rule *rule, const struct node *root,
		      struct err *err);

/* Fails unless ROOT has the attribute and the id that RULE requires.  Also
 * fails if an element in `echoes` of RULE differs from its parameter of
 * REQUEST.  Skips an echo if ROOT lacks the element or REQUEST lacks the
 * parameter. */
int envelope_judge(const struct answer_rule *rule, const struct params *request,
		   const struct node *root, struct err *err);

#endif
