/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One job from its first request to its end.
 *
 * An exchange sends the job's request, signed afresh for every attempt,
 * reads the reply into rows, and decides what comes next: another attempt
 * after a wait, the next page, a read that shows whether a write took hold,
 * or the end.  Who drives it (api) sends what is due and hands finished
 * replies back; an exchange never waits.
 */
#ifndef EXCHANGE_H
#define EXCHANGE_H

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
#include "reply/reply.h"
#include "reply/row.h"

/* Rows of a reply are held until it is whole, up to so many bytes; a reply
 * with more may stream, and is then not tried again.  What a job holds in all,
 * rows and what is read but not yet rows, is asked about from a few bytes
 * on. */
enum {
	EXCHANGE_HOLD_MAX = 1024 * 1024,
	EXCHANGE_HOLD_MIN = 64 * 1024,
};

/* How far the clock may be off before that is taken for the reason of a
 * refusal. */
enum { EXCHANGE_CLOCK_SECONDS = 300 };

/* What the requests of a command are. */
struct exchange_call {
	const char *action;
	const char *items;	/* path of the reply's items; "": the root */
	const struct row *rows;
	enum reply_return returns;
	bool writes;
	bool pages;		/* a list that comes in pages; no write does */
	bool once;		/* repeating it would do harm */
	const struct answer_rule *rule;	/* what a reply must hold; or NULL */
	const char *look;	/* of a write: what shows the state that it
				 * left, as in "ec2-x shows y"; or NULL */
	const struct readback *readbacks;	/* or NULL */
	bool secret;		/* request and reply are: wiped, never traced */
};

struct exchange;

/* What all exchanges of a run share.  Borrowed, but for the clock. */
struct exchange_run {
	const struct exchange_call *call;
	struct query_service service;	/* its clock is learnt on the way */
	int attempts_max;
	bool dry_run;
	bool read_back;		/* where a readback is `always` */

	/* Called before each request, to make the signer anew if credentials
	 * are about to expire; or NULL.  A failure, worded as a reason, is the
	 * credentials' refusal. */
	int (*renew)(void *ctx, struct exchange_run *run, struct err *err);
	void *renew_ctx;
	/* More of a reply has come, and the job holds EXCHANGE_HOLD_MIN or
	 * more: take its rows, if exchange_may_stream, or leave them, or end
	 * with exchange_put_back. */
	int (*grown)(void *ctx, struct exchange *x, struct err *err);
	void *grown_ctx;
	/* A warning (LOUD), or a remark for -v. */
	void (*note)(void *ctx, const struct job *job, bool loud,
		     const char *text);
	/* Text for --debug; NULL when nobody asked. */
	void (*trace)(void *ctx, const char *what, const char *text,
		      size_t len);
	void *ctx;		/* of note and trace */
};

enum exchange_state {
	EXCHANGE_DUE,		/* a request is to be sent at due_ms */
	EXCHANGE_SENT,		/* a reply is awaited */
	EXCHANGE_DONE,		/* the result stands */
};

enum exchange_phase { EXCHANGE_MAIN, EXCHANGE_READBACK };

/* How a job ended. */
struct exchange_result {
	bool failed;
	bool refused;		/* the credentials themselves */
	bool answered_false;	/* REPLY_ANSWER, and it is false */
	enum http_failure failure;	/* of the last attempt */
	long status;		/* HTTP status of the last reply, or 0 */
	char code[128];		/* the service's error code, or "" */
	char request_id[64];	/* or "" */
	long clock_off;		/* seconds the service is ahead, if it is far
				 * off; 0 otherwise */
	struct err err;		/* when failed */
	/* More that failed, while the rest was believed: texts that end with
	 * a NUL, of so many bytes in all; they live as long as the job. */
	const char *faults;
	size_t faults_len;
};

/* What belongs to one attempt: reset by one assignment. */
struct exchange_attempt {
	struct exchange_result result;
	bool any_item;		/* the reply had an item */
	bool streamed;		/* rows of the reply have left: there is no
				 * other attempt */
	bool put_back;		/* the reply coming in is not wanted now */
	bool throttled;		/* the reply asks for fewer requests */
	long signed_off;	/* seconds added to this machine's clock to
				 * sign it */
};

/* Whether an attempt that failed may have been carried out. */
enum exchange_doubt {
	EXCHANGE_NO_DOUBT,
	EXCHANGE_MAY_HAVE_WORKED,	/* the reply to one was lost */
	EXCHANGE_SETTLING,	/* and the last one failed, as `result` says:
				 * a read is to show the state */
};

struct exchange {
	struct exchange *next;	/* for who drives it */
	struct exchange_run *run;
	struct job job;
	enum exchange_state state;
	long long due_ms;	/* by the monotonic clock */
	long long sent_ms;	/* when it was; noted by who drives it */
	struct exchange_result result;

	/* The rest is private. */
	struct exchange_attempt attempt;	/* the latest */
	enum exchange_phase phase;
	enum exchange_doubt doubt;
	int attempts;		/* at the request under way */
	int put_backs;		/* how often a reply was put back, */
	size_t put_back_at;	/* and what the job held the last time */
	struct query query;	/* the one under way */
	struct intake intake;	/* of its reply */
	struct answer answer;	/* what the replies of the job said */
	struct pages pages;
	const struct readback *readback;	/* the one under way */
	long long readback_until_ms;
	int readback_count;
	struct held rows;	/* whole are those of earlier pages, and of a
				 * write that is being read back */
	bool said_yes;		/* <return> was true */
	bool clock_tried;	/* this request was signed again with the
				 * service's clock */
};

/* Makes X ready for jobs; start as `= {0}`. */
int exchange_init(struct exchange *x, struct exchange_run *run,
		  struct err *err);
void exchange_release(struct exchange *x);

/* x->job has been filled: its first request is due at NOW_MS. */
int exchange_begin(struct exchange *x, long long now_ms, struct err *err);

/* Before exchange_send: sees to it that the credentials are good, which may
 * take its time.  When they have expired that ends the job. */
void exchange_renew(struct exchange *x);

/* Sends the request that is due.  A failure is the run's, not the job's. */
int exchange_send(struct exchange *x, struct err *err);

/* Takes the end of the request under way, and decides. */
int exchange_reply(struct exchange *x, const struct http_reply *reply,
		   long long now_ms, struct err *err);

/* Of the latest attempt: whether a whole HTTP reply came, whether a connection
 * could be made, and whether the service asked for fewer requests. */
bool exchange_was_answered(const struct exchange *x);
bool exchange_connected(const struct exchange *x);
bool exchange_is_throttled(const struct exchange *x);

/* Whether a request of the job has been sent: a write may have been carried
 * out. */
bool exchange_has_begun(const struct exchange *x);

/* Whether the job's request may be sent beside others, with ROOM bytes for its
 * reply: one that was put back waits for twice what it had come to, and the
 * second time for its turn, so that no reply is asked for without end. */
bool exchange_fits(const struct exchange *x, size_t room);

/* Whether there are rows to hand out; those of a job that has failed are of
 * pages that were whole. */
bool exchange_has_rows(const struct exchange *x);

/* Bytes that the job holds, as far as replies make them grow. */
size_t exchange_held(const struct exchange *x);

/* Whether there are so many rows that they are not to be held until the reply
 * is whole. */
bool exchange_may_stream(const struct exchange *x);

/* From `grown`: there is no room for this reply beside others.  It is let go,
 * and its request, which is no attempt then, due anew; when there is room
 * again, who drives it knows.  That of a write has failed.  Returns -1. */
int exchange_put_back(struct exchange *x, struct err *err);

/* Hands out the rows held so far, and lets them go. */
int exchange_rows(struct exchange *x, row_fn *fn, void *ctx,
		  struct err *err);

/* Ends a job that will not be sent any more, since WHY. */
void exchange_give_up(struct exchange *x, const char *why);

#endif
