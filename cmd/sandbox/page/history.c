/* SPDX-License-Identifier: BSD-2-Clause */
#include "page/history.h"

#include <stdio.h>

void history_add(struct history *h, const struct response *answer, time_t now)
{
	struct history_entry *e = &h->entries[h->count++ % HISTORY_MAX];

	e->time = now;
	e->status = answer->status;
	e->fate = answer->fate;
	(void)snprintf(e->account, sizeof(e->account), "%s",
		       answer->account);
	(void)snprintf(e->action, sizeof(e->action), "%s", answer->action);
	(void)snprintf(e->end, sizeof(e->end), "%s",
		       answer->code ? answer->code : "OK");
}

const struct history_entry *history_get(const struct history *h, size_t i)
{
	if (i >= HISTORY_MAX || i >= h->count)
		return NULL;
	return &h->entries[(h->count - 1 - i) % HISTORY_MAX];
}
