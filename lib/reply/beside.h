/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a reply holds beside its items, judged by a rule.  A failure with
 * ERR_DOUBT says that the reply is not believed.
 */
#ifndef BESIDE_H
#define BESIDE_H

#include "base/err.h"
#include "base/params.h"
#include "reply/node.h"
#include "reply/rule.h"

/* Finds the one element NAME below ROOT; fails if it is missing, or there
 * twice. */
int beside_single(const struct node *root, const char *name,
		  const struct node **out, struct err *err);

/* Fails if an element of RULE's refusals is below ROOT. */
int beside_refusals(const struct answer_rule *rule, const struct node *root,
		    struct err *err);

/* Fails if the attribute, the id or an echo that RULE wants for REQUEST is not
 * below ROOT as it should be. */
int beside_judge(const struct answer_rule *rule, const struct params *request,
		 const struct node *root, struct err *err);

#endif
