/* SPDX-License-Identifier: BSD-2-Clause */
/* Finds snapshots of AMIs that an account may use although the account may not
 * launch the AMI. */
#ifndef LEAKS_H
#define LEAKS_H

#include "audit.h"

/* Asks which accounts may use the snapshots of ITEMS, the AMIs at the session's
 * target.  Sets `leaked` and `unread` of the AMIs. */
int leaks_ask(struct audit *a, struct session *session, struct item **items,
	      size_t count, struct err *err);

#endif
