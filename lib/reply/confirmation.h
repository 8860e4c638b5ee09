/* SPDX-License-Identifier: BSD-2-Clause */
/* The reply to ConfirmProductInstance.  The reply says whether a product code
 * is attached to an instance. */
#ifndef CONFIRMATION_H
#define CONFIRMATION_H

#include "reply/row.h"
#include "reply/rule.h"

/* The positions of the cells in the reply's row. */
enum {
	CONFIRMATION_CODE, CONFIRMATION_INSTANCE, CONFIRMATION_ANSWER,
	CONFIRMATION_OWNER,
};

extern const struct row confirmation_rows[];

/* If the reply has an instance id or a product code, it must be the one in the
 * request. */
extern const struct answer_rule confirmation_rule;

#endif
