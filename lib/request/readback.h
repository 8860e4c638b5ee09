/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reads that show whether a write worked.  We send such a read in four cases,
 * but in the first two cases not with --no-verify:
 *  - The reply reports success and `always` is set, because some endpoints
 *    report success for every request of this kind.
 *  - An imitation of EC2 reports success and `if_imitated` is set, because some
 *    imitations ignore this change.
 *  - The reply should have <return>, but has none.
 *  - The reply to one attempt was lost, and the last attempt failed.
 */
#ifndef READBACK_H
#define READBACK_H

#include <stdbool.h>

#include "base/err.h"
#include "base/params.h"
#include "reply/answer.h"
#include "reply/item.h"

/* We look for a change for this many milliseconds. */
enum { READBACK_MS = 5000 };

/* The condition that shows that the write worked. */
enum readback_test {
	READBACK_HOOK,		/* the function `holds` decides */
	READBACK_ABSENT,	/* the reply has no element at `path` */
	READBACK_LACKS,		/* the reply has the element at `path`, and the
				 * element has no element PARAM below it */
	READBACK_EMPTY,		/* the reply has the element at `path`, and it
				 * is empty */
	READBACK_SHARED,	/* the list at `path` has the entities in the
				 * parameters PARAM.Add.… of the write, and
				 * lacks those in PARAM.Remove.… */
	READBACK_SAME,		/* the text at `path` equals PARAM of the
				 * write */
	READBACK_VALUE,		/* the text at `path` equals VALUE */
	READBACK_TIME,		/* like READBACK_SAME, but both are times that
				 * may differ by less than a minute */
};

struct readback {
	const char *when;	/* "NAME" matches a write that has a parameter
				 * whose name starts with NAME; "NAME=VALUE"
				 * matches if the parameter has that value; NULL
				 * ends a table */
	const char *action;	/* action of the read */
	const char *attribute;	/* the Attribute of the read, or NULL */
	const char *subject;	/* the parameter that the read takes from the
				 * write */
	const char *as;		/* name of that parameter in the read, or NULL
				 * for the same name */
	const char *filter;	/* name of the filter that takes the values of
				 * `subject`, a parameter or a list; or NULL;
				 * with a filter, `as` is unused */
	const struct answer_rule *rule;	/* the rule for the read's reply */
	bool gone_holds;	/* the write worked if the resource no longer
				 * exists */
	bool always;		/* send the read after every reply that reports
				 * success */
	bool if_imitated;	/* send the read after a success that an
				 * imitation of EC2 reports, because some
				 * imitations ignore this change */
	enum readback_test test;
	const char *path, *param, *value;	/* operands of the test */
	bool (*holds)(const struct node *reply,
		      const struct params *write);
	/* A function to use instead of the test, or NULL.  The function returns
	 * the element that shows the change, or NULL if the change is missing.
	 * If the reply to the write was lost, we make the rows from that
	 * element.  If gone_holds is set, the function returns REPLY once the
	 * resource is gone. */
	const struct node *(*find)(const struct node *reply,
				   const struct params *write);
	const char *missing;	/* the error if the change is missing, after
				 * words such as "the endpoint said yes, but" */
	const char *hint;	/* the hint if the change is missing, or NULL */
};

/* Returns the first entry of TABLE that applies to WRITE, or NULL.  TABLE may
 * be NULL. */
const struct readback *readback_find(const struct readback *table,
				     const struct params *write);

/* Adds the parameters of the read to OUT.  WRITE has the parameters of the
 * write. */
int readback_add(const struct readback *rb, const struct params *write,
		 struct params *out, struct err *err);

/* Returns the element that shows that the write worked: the result of `find`,
 * or REPLY if the test succeeds.  Returns NULL if the change is missing. */
const struct node *readback_find_change(const struct readback *rb,
					const struct node *reply,
					const struct params *write);

/* readback_gone returns whether the error CODE means that the resource does not
 * exist.  readback_was_there returns whether CODE also means that the resource
 * existed once.  readback_denied returns whether CODE may mean that the caller
 * may not read the resource. */
bool readback_gone(const char *code);
bool readback_was_there(const char *code);
bool readback_denied(const char *code);

/* Returns whether CODE may mean that the endpoint does not support the read. */
bool readback_unknown(const char *code);

/* Returns how many milliseconds to wait after look number COUNT has not found
 * the change.  The first look has number 0. */
long readback_wait_ms(int count);

#endif
