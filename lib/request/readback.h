/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reads that show whether a write worked.  We send one (1) after a success that
 * some endpoints report for every request, (2) after a success that
 * an imitation of EC2 reports, for changes that imitations drop, (3) after a
 * reply without <return>, and (4) after a repeated write was refused as already
 * done.
 */
#ifndef READBACK_H
#define READBACK_H

#include <stdbool.h>

#include "base/err.h"
#include "reply/answer.h"
#include "reply/item.h"
#include "base/params.h"

/* How many milliseconds to look for a change. */
enum { READBACK_MS = 5000 };

/* What the read must show. */
enum readback_test {
	READBACK_HOOK,		/* the function `holds` decides */
	READBACK_ABSENT,	/* the reply has no element at `path` */
	READBACK_LACKS,		/* the element at `path` is there, and has
				 * nothing at PARAM */
	READBACK_EMPTY,		/* the element at `path` is there, and empty */
	READBACK_SHARED,	/* the entities that the parameters PARAM.Add.…
				 * of the write name are in the list at `path`,
				 * and those of PARAM.Remove.… are not */
	READBACK_SAME,		/* the text at `path` is PARAM of the write */
	READBACK_VALUE,		/* the text at `path` is VALUE */
	READBACK_TIME,		/* like READBACK_SAME, for times: the same
				 * minute */
};

struct readback {
	const char *when;	/* "NAME": the write has a parameter whose name
				 * starts with NAME; "NAME=VALUE": the write has
				 * one with that value; NULL ends a table */
	const char *action;	/* action of the read */
	const char *attribute;	/* the read's Attribute, or NULL */
	const char *subject;	/* the parameter that the read takes from the
				 * write */
	const char *as;		/* name of that parameter in the read; NULL: the
				 * same */
	const char *filter;	/* NULL, or a filter of the read: its value is
				 * the parameter `subject`, or its values are
				 * the elements of the list `subject` */
	const struct answer_rule *rule;	/* what the read's reply must hold */
	bool gone_holds;	/* "no such thing" is the state wanted */
	bool always;		/* send the read after every success too */
	bool if_imitated;	/* send the read after a success too, if an
				 * imitation of EC2 reports it: some drop this
				 * change */
	enum readback_test test;
	const char *path, *param, *value;	/* what the test `holds`
						 * compares */
	bool (*holds)(const struct node *reply,
		      const struct params *write);
	/* NULL, or a function in place of `holds`.  It returns the element
	 * that shows the change, or NULL if the change is not there.  If the
	 * reply to the write was lost, the rows are made from that element.
	 * With gone_holds it returns REPLY if the thing is gone. */
	const struct node *(*find)(const struct node *reply,
				   const struct params *write);
	const char *missing;	/* error words if the test fails */
	const char *hint;	/* what to do if the test fails; or NULL */
};

/* The first of TABLE (or NULL) that applies to WRITE, or NULL. */
const struct readback *readback_find(const struct readback *table,
				     const struct params *write);

/* Adds the parameters of the read, for a WRITE, to its request. */
int readback_add(const struct readback *rb, const struct params *write,
		 struct params *out, struct err *err);

/* The element that shows that the change is there: what `find` returns, or
 * REPLY if the test holds; NULL if the change is not there. */
const struct node *readback_find_change(const struct readback *rb,
					const struct node *reply,
					const struct params *write);

/* Whether the service's error CODE means (1) that the thing does not exist, (2)
 * that it existed once, (3) that the caller may not read it. */
bool readback_gone(const char *code);
bool readback_was_there(const char *code);
bool readback_denied(const char *code);

/* Whether CODE means that the endpoint has no such read. */
bool readback_unknown(const char *code);

/* Milliseconds to wait after look number COUNT, from 0, did not find the
 * change. */
long readback_wait_ms(int count);

#endif
