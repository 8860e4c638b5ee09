/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Judges what a reply holds beside its items, by a rule.  Fails with ERR_DOUBT
 * if the reply is not believed.
 */
#ifndef BESIDE_H
#define BESIDE_H

#include "base/err.h"
#include "base/params.h"
#include "reply/node.h"
#include "reply/rule.h"

/* Finds the element NAME below ROOT; fails if there is none, or two. */
int beside_single(const struct node *root, const char *name,
		  const struct node **out, struct err *err);

/* Fails if ROOT matches one of RULE's refusals. */
int beside_refusals(const struct answer_rule *rule, const struct node *root,
		    struct err *err);

/* Fails if the attribute, the id or an echo that RULE wants for REQUEST is not
 * below ROOT as it should be. */
int beside_judge(const struct answer_rule *rule, const struct params *request,
		 const struct node *root, struct err *err);

#endif
