/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reads that show whether a write took hold: after a yes that some endpoints
 * give without meaning it, after a reply without <return>, and after a
 * repeated write was refused as already done.
 */
#ifndef READBACK_H
#define READBACK_H

#include <stdbool.h>

#include "base/err.h"
#include "reply/answer.h"
#include "reply/item.h"
#include "base/params.h"

/* How long to look for something that was written. */
enum { READBACK_MS = 5000 };

/* What the read must show. */
enum readback_test {
	READBACK_HOOK,		/* what `holds` says */
	READBACK_ABSENT,	/* nothing is at `path` */
	READBACK_LACKS,		/* the element at `path` is there, and has
				 * nothing at PARAM */
	READBACK_EMPTY,		/* the element at `path` is there, and empty */
	READBACK_SHARED,	/* the entities that the parameters PARAM.Add.…
				 * of the write name are in the list at `path`,
				 * and those of PARAM.Remove.… are not */
	READBACK_SAME,		/* the text at `path` is PARAM of the write */
	READBACK_VALUE,		/* the text at `path` is VALUE */
	READBACK_TIME,		/* the same, of two times, to the minute */
};

struct readback {
	const char *when;	/* applies when the name of some parameter of
				 * the write starts so, or, "NAME=VALUE", has
				 * that value; NULL ends a table */
	const char *action;	/* the read */
	const char *attribute;	/* its Attribute, or NULL */
	const char *subject;	/* the parameter it has from the write */
	const char *as;		/* and its name there; NULL: the same */
	const char *filter;	/* when not NULL: the filter whose value is the
				 * parameter `subject`, or whose values are
				 * those of the list of that name */
	const struct answer_rule *rule;	/* what its reply must hold */
	bool gone_holds;	/* "no such thing" is the state wanted */
	bool always;		/* after every success too */
	enum readback_test test;
	const char *path, *param, *value;	/* of the test */
	bool (*holds)(const struct node *reply,
		      const struct params *write);
	/* In place of `holds`, or NULL: the element that shows that the change
	 * is there, of which the rows are made if the reply to the write was
	 * lost; NULL if it is not there.  The reply itself, with gone_holds,
	 * stands for a thing that is gone. */
	const struct node *(*find)(const struct node *reply,
				   const struct params *write);
	const char *missing;	/* words for "it does not hold" */
	const char *hint;	/* and what to do then; or NULL */
};

/* The first of TABLE (or NULL) that applies to WRITE, or NULL. */
const struct readback *readback_find(const struct readback *table,
				     const struct params *write);

/* Adds what the read's request has besides its action. */
int readback_add(const struct readback *rb, const struct params *write,
		 struct params *out, struct err *err);

/* The element that shows that the change is there: what `find` says, or REPLY
 * where the test says so; else NULL. */
const struct node *readback_find_change(const struct readback *rb,
					const struct node *reply,
					const struct params *write);

/* Whether the service's error CODE says that what is asked for is not there;
 * that it was there once; and that the caller may not ask. */
bool readback_gone(const char *code);
bool readback_was_there(const char *code);
bool readback_denied(const char *code);

/* Milliseconds to wait after look COUNT, from 0, that has found nothing. */
long readback_wait_ms(int count);

#endif
