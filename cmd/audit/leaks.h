/* SPDX-License-Identifier: BSD-2-Clause */
/* Finds snapshots that more accounts may use than may launch their AMI. */
#ifndef LEAKS_H
#define LEAKS_H

#include "audit.h"

/* Asks who may read the snapshots of ITEMS, which are AMIs at the session's
 * target.  Sets `leaked` and `unread` of their images. */
int leaks_ask(struct audit *a, struct session *session, struct item **items,
	      size_t count, struct err *err);

#endif
