/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What an exchange is made of: the call, what all exchanges of a run share,
 * one attempt, and how a job ended.  exchange.h has the functions; the private
 * part of struct exchange is for exchange.c and the files that share its work:
 * step.c, settle.c, await.c and failure.c.
 */
#ifndef STATE_H
#define STATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "request/held.h"
#include "http/http.h"
#include "reply/answer.h"
#include "reply/intake.h"
#include "request/job.h"
#include "reply/pages.h"
#include "request/query.h"
#include "request/readback.h"
#include "request/target.h"
#include "request/until.h"
#include "reply/reply.h"
#include "reply/row.h"

/* EXCHANGE_HOLD_MAX: bytes of rows that are held until the reply is whole.  A
 * longer reply may stream, and is then not tried again.  EXCHANGE_HOLD_MIN:
 * from this many bytes on, `grown` is called for what a job holds in all. */
enum {
	EXCHANGE_HOLD_MAX = 1024 * 1024,
	EXCHANGE_HOLD_MIN = 64 * 1024,
};

/* How far the clock may be off before that is taken for the reason of a
 * refusal. */
enum { EXCHANGE_CLOCK_SECONDS = 300 };

/* How long a run that waits asks for an image that is not there yet, and how
 * long it waits between two requests: at first, and at most. */
enum {
	EXCHANGE_WAIT_MS = 60 * 1000,
	EXCHANGE_WAIT_FIRST_MS = 500,
	EXCHANGE_WAIT_MOST_MS = 5000,
};

/* What the requests of a command are. */
struct exchange_call {
	const char *action;
	const char *items;	/* path of the reply's items; "": the root */
	const struct row *rows;
	enum reply_return returns;
	bool writes;
	bool pages;		/* a list that comes in pages; no write does */
	bool once;		/* repeating it would do harm */
	const char *early;	/* the code of a refusal that may mean that the
				 * request came too early; or NULL */
	const struct answer_rule *rule;	/* what a reply must hold; or NULL */
	const char *look;	/* of a write: what shows the state that it
				 * left, as in "ec2-x shows y"; or NULL */
	const struct readback *readbacks;	/* or NULL */
	bool (*hides)(const struct node *item);	/* of an item that the user may
				 * want left out; or NULL */
	const struct until *until;	/* what a run that waits waits for; or
					 * NULL */
	const struct follow *follow;	/* calls that follow each success of
					 * this one; or NULL */
	bool secret;		/* request and reply are: wiped, never traced */
};

struct exchange;

/* What all exchanges of a run share.  Borrowed. */
struct exchange_run {
	const struct exchange_call *call;
	struct target *const *targets;	/* a job names one by its place */
	size_t targets_count;
	bool dry_run;
	bool read_back;		/* where a readback is `always` */
	bool visible_only;	/* rows need no cells that text leaves out */
	bool hide;		/* what call->hides names */
	bool by_filter;		/* ids go as a filter, where there is one, and
				 * those that do not come are no faults */
	bool wait;		/* for the state that `until` names; without
				 * one, for an image that is not there yet */
	long wait_seconds;	/* at most, for that state */
	/* As in struct row_plan. */
	int (*decode)(void *ctx, const char *text, struct buf *out,
		      struct err *err);
	void *decode_ctx;

	/* More of a reply has come, and the job holds EXCHANGE_HOLD_MIN or
	 * more: take its rows, if exchange_may_stream, or leave them, or end
	 * with exchange_put_back. */
	int (*grown)(void *ctx, struct exchange *x, struct err *err);
	void *grown_ctx;
	/* A warning (LOUD), or a remark for -v. */
	void (*note)(void *ctx, const struct job *job, bool loud,
		     const char *text);
	/* Text for --debug; NULL without it. */
	void (*trace)(void *ctx, const char *what, const char *text,
		      size_t len);
	void *ctx;		/* of note and trace */
};

enum exchange_state {
	EXCHANGE_DUE,		/* a request is to be sent at due_ms */
	EXCHANGE_SENT,		/* a reply is awaited */
	EXCHANGE_DONE,		/* the result stands */
};

enum exchange_phase { EXCHANGE_MAIN, EXCHANGE_READBACK, EXCHANGE_AWAIT };

/* How a job ended. */
struct exchange_result {
	bool failed;
	bool refused;		/* the credentials themselves */
	bool answered_false;	/* REPLY_ANSWER, and it is false */
	enum http_failure failure;	/* of the last attempt */
	long status;		/* HTTP status of the last reply, or 0 */
	char code[128];		/* the service's error code, or "" */
	char request_id[64];	/* or "" */
	int attempts;		/* at the last request */
	const char *action;	/* of that request; NULL: none was sent */
	const char *proxy;	/* that of the last attempt; "" or NULL: none */
	long clock_off;		/* seconds the service is ahead, if it is far
				 * off; 0 otherwise */
	struct err err;		/* when failed */
	/* What else failed, while the rest was believed: texts that each end
	 * with a NUL, faults_len bytes in all.  They live as long as the
	 * job. */
	const char *faults;
	size_t faults_len;
	/* With by_filter: ids that are not there, in the same form. */
	const char *missing;
	size_t missing_len;
	bool merged;		/* another job's result says it as well: nothing
				 * is to be said of this one */
	bool everywhere;	/* it is about all targets */
	bool again;		/* the job's end was told before: this is what
				 * all targets come to */
};

/* What belongs to one attempt: reset by one assignment. */
struct exchange_attempt {
	struct exchange_result result;
	bool any_item;		/* the reply had an item */
	bool streamed;		/* rows of the reply have left: there is no
				 * other attempt */
	bool put_back;		/* the reply coming in is not wanted now */
	bool throttled;		/* the reply asks for fewer requests */
	bool kept;		/* it came over a connection used before */
	bool foreign;		/* it is no reply of EC2's */
	long signed_off;	/* seconds added to this machine's clock to
				 * sign it */
};

/* Whether an attempt that failed may have been carried out. */
enum exchange_doubt {
	EXCHANGE_NO_DOUBT,
	EXCHANGE_FAILED_LATE,	/* the service failed at one (5xx), perhaps
				 * half-way: no evidence that it worked */
	EXCHANGE_MAY_HAVE_WORKED,	/* the reply to one was lost */
	EXCHANGE_SETTLING,	/* and the last one failed, as `result` says:
				 * a read is to show the state */
};

struct exchange {
	struct exchange *next;	/* for who drives it */
	struct exchange_run *run;
	struct target *target;	/* that of the job */
	struct job job;
	enum exchange_state state;
	long long due_ms;	/* by the monotonic clock */
	long long sent_ms;	/* when it was; noted by who drives it */
	struct exchange_result result;
	bool followed;		/* the jobs that follow it are made; for who
				 * drives it */

	/* The rest is private. */
	struct exchange_attempt attempt;	/* the latest */
	enum exchange_phase phase;
	enum exchange_doubt doubt;
	int attempts;		/* at the request under way */
	unsigned left_out;	/* of its extras, in the request under way */
	long long wait_until_ms;	/* for what is not there yet; 0: not
					 * begun */
	int put_backs;		/* how often a reply was put back, */
	size_t put_back_at;	/* and what the job held the last time */
	struct params wire;	/* the job's parameters, with ids as a filter;
				 * empty unless they are */
	struct query query;	/* the one under way */
	struct intake intake;	/* of its reply */
	struct answer answer;	/* what the replies of the job said */
	struct pages pages;
	const struct readback *readback;	/* the one under way */
	long long readback_until_ms;
	int readback_count;
	struct watch watch;	/* where phase is EXCHANGE_AWAIT */
	struct held rows;	/* whole are those of earlier pages, and of a
				 * write that is being read back */
	bool said_yes;		/* <return> was true */
	bool clock_tried;	/* this request was signed again with the
				 * service's clock */
};

#endif
