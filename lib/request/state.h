/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The structs of an exchange: the call, what all exchanges of a run share, one
 * attempt, and how a job ended.  exchange.h has the functions; the private
 * part of struct exchange is for exchange.c and the files that share its work:
 * step.c, success.c, failure.c, settle.c and await.c.
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

/* EXCHANGE_HOLD_MAX: most bytes of rows that wait for the reply to be whole.  A
 * longer reply may stream, and is then not requested again.  EXCHANGE_HOLD_MIN:
 * `grown` is called once a job holds this many bytes in all. */
enum {
	EXCHANGE_HOLD_MAX = 1024 * 1024,
	EXCHANGE_HOLD_MIN = 64 * 1024,
};

/* A clock that is off by more than this many seconds counts as the reason of a
 * refusal. */
enum { EXCHANGE_CLOCK_SECONDS = 300 };

/* How long a run with --wait asks for an image that is not there yet, and how
 * long it waits between two requests, at first and at most; milliseconds. */
enum {
	EXCHANGE_WAIT_MS = 60 * 1000,
	EXCHANGE_WAIT_FIRST_MS = 500,
	EXCHANGE_WAIT_MOST_MS = 5000,
};

/* The kind of request that a command sends. */
struct exchange_call {
	const char *action;
	const char *items;	/* path of the reply's items; "": the root */
	const struct row *rows;
	enum reply_return returns;
	bool writes;
	bool pages;		/* the action returns a list in pages; no write
				 * does */
	bool once;		/* repeating the request would do harm */
	const char *early;	/* the code of a refusal that may mean that the
				 * request came too early; or NULL */
	const struct answer_rule *rule;	/* what a reply must hold; or NULL */
	const char *look;	/* of a write: words that say which command
				 * shows the state that it left, "ec2-x shows
				 * y"; or NULL */
	const struct readback *readbacks;	/* the reads that show whether a
						 * write worked; or NULL */
	bool (*hides)(const struct node *item);	/* whether `hide` leaves an
				 * item out; or NULL */
	const struct until *until;	/* what --wait waits for; or NULL */
	const struct follow *follow;	/* requests that follow each success of
					 * this call; or NULL */
	bool secret;		/* wipe the request and the reply, and never
				 * trace them */
};

struct exchange;

/* What all exchanges of a run share.  Borrowed. */
struct exchange_run {
	const struct exchange_call *call;
	struct target *const *targets;	/* the targets; a job names one by its
					 * place */
	size_t targets_count;
	bool dry_run;
	bool read_back;		/* send readbacks after a success */
	bool visible_only;	/* rows need no cells that text leaves out */
	bool hide;		/* leave out items that call->hides names */
	bool by_filter;		/* send ids as a filter, if the action has one;
				 * ids that the reply lacks are no faults */
	bool wait;		/* wait for the state that `until` names, or, if
				 * `until` is NULL, for an image to be there */
	long wait_seconds;	/* seconds to wait at most for that state */
	/* See struct row_plan. */
	int (*decode)(void *ctx, const char *text, struct buf *out,
		      struct err *err);
	void *decode_ctx;

	/* Called when more of a reply has come and the job holds
	 * EXCHANGE_HOLD_MIN or more.  May hand out its rows, if
	 * exchange_may_stream; may return exchange_put_back; or does
	 * nothing. */
	int (*grown)(void *ctx, struct exchange *x, struct err *err);
	void *grown_ctx;
	/* A warning (LOUD), or a remark for -v. */
	void (*note)(void *ctx, const struct job *job, bool loud,
		     const char *text);
	/* Text for --debug; NULL without it. */
	void (*trace)(void *ctx, const char *what, const char *text,
		      size_t len);
	void *ctx;		/* passed to note and trace */
};

enum exchange_state {
	EXCHANGE_DUE,		/* the next request goes out at due_ms */
	EXCHANGE_SENT,		/* a request is under way */
	EXCHANGE_DONE,		/* `result` says how the job ended */
};

enum exchange_phase { EXCHANGE_MAIN, EXCHANGE_READBACK, EXCHANGE_AWAIT };

/* How a job ended. */
struct exchange_result {
	bool failed;
	bool refused;		/* the service refused the credentials */
	bool answered_false;	/* the reply to a REPLY_ANSWER call said
				 * false */
	enum http_failure failure;	/* how the last attempt failed */
	long status;		/* HTTP status of the last reply, or 0 */
	char code[128];		/* the service's error code, or "" */
	char request_id[64];	/* the service's id of the last request, or
				 * "" */
	int attempts;		/* attempts at the last request */
	const char *action;	/* action of the last request; NULL: no request
				 * was sent */
	const char *proxy;	/* proxy of the last attempt; "" or NULL: no
				 * proxy */
	long clock_off;		/* seconds that the service's clock is ahead;
				 * 0 if it is not far off */
	struct err err;		/* why the job failed */
	/* Errors about parts of the reply, while we believe the rest: texts
	 * that each end with a NUL, faults_len bytes in all.  They live as long
	 * as the job. */
	const char *faults;
	size_t faults_len;
	/* With by_filter: ids that the reply lacks, in the same form. */
	const char *missing;
	size_t missing_len;
	bool merged;		/* another job's result says the same, so do not
				 * report this one */
	bool everywhere;	/* the result is about all targets */
	bool again;		/* the job's end was reported before: this is
				 * the result for all targets together */
};

/* What belongs to one attempt: reset by one assignment. */
struct exchange_attempt {
	struct exchange_result result;
	bool any_item;		/* the reply had an item */
	bool streamed;		/* rows of the reply were handed out: we make no
				 * other attempt */
	bool put_back;		/* exchange_put_back dropped the reply */
	bool throttled;		/* the reply asks for fewer requests */
	bool kept;		/* the connection had been used before */
	bool foreign;		/* the reply is not EC2's */
	long signed_off;	/* seconds added to this machine's clock for
				 * the signature */
};

/* Whether an attempt that failed may have been carried out. */
enum exchange_doubt {
	EXCHANGE_NO_DOUBT,
	EXCHANGE_FAILED_LATE,	/* an attempt got a 5xx reply: it may have been
				 * half done, but nothing shows that */
	EXCHANGE_MAY_HAVE_WORKED,	/* the reply to an attempt was lost */
	EXCHANGE_SETTLING,	/* a reply was lost, and the last attempt failed
				 * as `result` says: a read shows the state */
};

struct exchange {
	struct exchange *next;	/* for the driver, api.c */
	struct exchange_run *run;
	struct target *target;	/* the job's target */
	struct job job;
	enum exchange_state state;
	long long due_ms;	/* when to send the next request, by now_ms */
	long long sent_ms;	/* when the driver sent the last request */
	struct exchange_result result;
	bool followed;		/* the driver has made the jobs that follow */

	/* The fields below are private. */
	struct exchange_attempt attempt;	/* the latest attempt */
	enum exchange_phase phase;
	enum exchange_doubt doubt;
	int attempts;		/* attempts at the request under way */
	unsigned left_out;	/* extras that the request under way leaves
				 * out */
	long long wait_until_ms;	/* time at which the wait for an image
					 * that does not exist yet ends; 0: the
					 * wait has not begun */
	int put_backs;		/* how often a reply was put back */
	size_t put_back_at;	/* bytes that the job held when a reply was last
				 * put back */
	struct params wire;	/* the job's parameters, if its ids were turned
				 * into a filter; else empty */
	struct query query;	/* the request under way */
	struct intake intake;	/* the reply to the request under way */
	struct answer answer;	/* what the replies of the job said */
	struct pages pages;
	const struct readback *readback;	/* the read under way */
	long long readback_until_ms;
	int readback_count;
	struct watch watch;	/* used in phase EXCHANGE_AWAIT */
	struct held rows;	/* rows of earlier pages, and of a write whose
				 * state we read, are marked as whole */
	bool said_yes;		/* <return> was true */
	bool clock_tried;	/* this request was signed again with the
				 * service's clock */
};

#endif
