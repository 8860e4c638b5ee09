/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The page that a browser sees: the state and the last requests.
 *
 * It is read-only, has no script, and loads nothing from elsewhere; its
 * Content-Security-Policy makes the browser enforce that.
 */
#ifndef PAGE_H
#define PAGE_H

#include <time.h>

#include "base/digest.h"
#include "message/response.h"
#include "page/history.h"
#include "state/state.h"

/* All borrowed. */
struct page {
	struct state *state;
	const struct history *history;
	struct digest *digest;
	const char *whole;	/* the list to show whole; or NULL */
	time_t now;
};

int page_write(const struct page *page, struct response *out, struct err *err);

#endif
