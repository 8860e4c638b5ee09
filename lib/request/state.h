/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The structs of an exchange: the call, the settings that all exchanges of a
 * run share, one attempt, and the result of a job. exchange.h declares the
 * functions.  Only exchange.c, step.c, success.c, failure.c, settle.c and
 * await.c use the private part of struct exchange.
 */
#ifndef STATE_H
#define STATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "http/http.h"
#include "reply/answer.h"
#include "reply/intake.h"
#include "reply/pages.h"
#include "reply/reply.h"
#include "reply/row.h"
#include "request/job.h"
#include "request/query.h"
#include "request/readback.h"
#include "request/rowbuf.h"
#include "request/target.h"
#include "request/until.h"

/* EXCHANGE_BUFFER_MAX: if a job has at least this many bytes of rows, the run
 * may print the rows before the reply is complete.  After that, the exchange
 * does not retry the request.  EXCHANGE_BUFFER_MIN: an exchange calls
 * `on_growth` only while its job keeps at least this many bytes in memory. */
enum {
	EXCHANGE_BUFFER_MAX = 1024 * 1024,
	EXCHANGE_BUFFER_MIN = 64 * 1024,
};

/* A clock that is wrong by more than this many seconds may be the reason for a
 * refusal. */
enum { EXCHANGE_CLOCK_SECONDS = 300 };

/* Times in milliseconds for --wait if the call has no `until`.  While the
 * service says that the image in the request does not exist, the run repeats
 * the request for at most EXCHANGE_WAIT_MS.  The other two times are the
 * shortest and the longest wait between two of these requests. */
enum {
	EXCHANGE_WAIT_MS = 60 * 1000,
	EXCHANGE_WAIT_FIRST_MS = 500,
	EXCHANGE_WAIT_MOST_MS = 5000,
};

/* The kind of request that a command sends. */
struct exchange_call {
	const char *action;
	const char *items;	/* path of the reply's items; "" means the
				 * root */
	const struct row *rows;
	enum reply_return returns;
	bool writes;
	bool pages;		/* the action returns a list in pages; never set
				 * for a write */
	bool once;		/* do not retry a request that the service may
				 * have carried out */
	const char *early;	/* the error code that may mean that the request
				 * came too early, or NULL */
	const struct answer_rule *rule;	/* the rule for the reply, or NULL */
	const char *look;	/* for a write: the hint that names the command
				 * to check the result, "ec2-x shows y"; or
				 * NULL */
	const struct readback *readbacks;	/* the reads that show whether a
						 * write worked, or NULL */
	bool (*hides)(const struct node *item);	/* returns whether a run with
						 * `hide` leaves out ITEM; or
						 * NULL */
	const struct until *until;	/* the state that --wait waits for, or
					 * NULL */
	const struct follow *follow;	/* requests that follow each success of
					 * this call, or NULL */
	bool secret;		/* wipe the request and the reply, and never
				 * trace them */
};

struct exchange;

/* The settings that all exchanges of a run share.  The caller owns the
 * settings. */
struct exchange_run {
	const struct exchange_call *call;
	struct target *const *targets;	/* the targets; a job names its target
					 * by the index in this list */
	size_t targets_count;
	bool dry_run;
	bool read_back;		/* after a write that reports success, send the
				 * read that `always` or `if_imitated` of struct
				 * readback asks for */
	bool visible_only;	/* leave out cells that text output does not
				 * print */
	bool hide;		/* leave out items for which call->hides returns
				 * true */
	bool by_filter;		/* send ids as a filter if the action has one;
				 * an id that the reply lacks is then not a
				 * fault */
	bool wait;		/* wait for the state that `until` names; if
				 * `until` is NULL, repeat the request while the
				 * image does not exist yet */
	long wait_seconds;	/* the maximum number of seconds to wait for the
				 * state of `until` */
	/* Makes the text of a ROW_DECODED cell from the text in the reply.  If
	 * `decode` is NULL, the cell stays empty.  If the function fails, we do
	 * not believe the item. */
	int (*decode)(void *ctx, const char *text, struct buf *out,
		      struct err *err);
	void *decode_ctx;

	/* The exchange calls this function when more of a reply has arrived and
	 * the job keeps EXCHANGE_BUFFER_MIN or more bytes in memory.  The
	 * function may pass on the job's rows if exchange_may_stream returns
	 * true.  The function may also call exchange_requeue and return that
	 * function's result. */
	int (*on_growth)(void *ctx, struct exchange *x, struct err *err);
	void *growth_ctx;
	/* Reports a warning if LOUD, otherwise a remark for -v.  JOB is NULL if
	 * the text does not concern a single job. */
	void (*note)(void *ctx, const struct job *job, bool loud,
		     const char *text);
	/* Takes text for --debug.  NULL without --debug. */
	void (*trace)(void *ctx, const char *what, const char *text,
		      size_t len);
	void *ctx;		/* the first argument of note and trace */
};

enum exchange_state {
	EXCHANGE_DUE,		/* the driver may send the next request from
				 * due_ms on */
	EXCHANGE_SENT,		/* a request is in progress */
	EXCHANGE_DONE,		/* the job has ended, and `result` is set */
};

enum exchange_phase { EXCHANGE_MAIN, EXCHANGE_READBACK, EXCHANGE_AWAIT };

/* The result of a job. */
struct exchange_result {
	bool failed;
	bool refused;		/* the service refused the credentials, or they
				 * could not be renewed */
	bool answered_false;	/* the reply to a REPLY_ANSWER call was
				 * "false" */
	enum http_failure failure;	/* the kind of the last attempt's
					 * failure; HTTP_WHOLE if a complete
					 * reply arrived or the job failed
					 * without an attempt */
	long status;		/* HTTP status of the last reply, or 0 */
	char code[128];		/* the service's error code, or "" */
	char request_id[64];	/* the service's id of the last request, or
				 * "" */
	int attempts;		/* attempts at the request whose failure ended
				 * the job; 0 if the job ended for another
				 * reason */
	const char *action;	/* the job's action if a failed attempt ended
				 * the job, otherwise NULL */
	const char *proxy;	/* proxy of the last attempt; "" or NULL means
				 * no proxy */
	long clock_off;		/* seconds by which the service's clock is ahead
				 * (if negative: behind), or 0 if the difference
				 * is small or unknown */
	struct err err;		/* the error of a failed job */
	/* Errors about single resources, in addition to the error in `err`.
	 * Each text ends with a NUL, and all texts together have faults_len
	 * bytes.  The texts are valid until the exchange begins its next
	 * job. */
	const char *faults;
	size_t faults_len;
	/* With by_filter: the ids that the reply lacks, each followed by a
	 * NUL. */
	const char *missing;
	size_t missing_len;
	bool merged;		/* another job's result says the same, so do not
				 * report this result */
	bool everywhere;	/* the result applies to all targets */
	bool again;		/* the job's end was already reported; this is
				 * the result for all targets together */
};

/* The state of one attempt.  exchange_begin and exchange_send reset the
 * struct. */
struct exchange_attempt {
	struct exchange_result result;
	bool any_item;		/* the reply had an item */
	bool streamed;		/* we have passed on rows of the reply, so we do
				 * not retry */
	bool requeued;		/* exchange_requeue dropped the reply */
	bool throttled;		/* the reply asks for fewer requests */
	bool kept;		/* the connection had served earlier requests */
	bool foreign;		/* the reply is not in EC2's format */
	long clock_off;		/* seconds that we added to this machine's clock
				 * for the signature */
};

/* Says whether the service may have carried out a failed attempt. */
enum exchange_doubt {
	EXCHANGE_NO_DOUBT,
	EXCHANGE_FAILED_LATE,	/* the reply to an attempt was 5xx, so the
				 * service may have carried out a part of the
				 * write */
	EXCHANGE_MAY_HAVE_WORKED,	/* the reply to an attempt was lost */
	EXCHANGE_SETTLING,	/* a reply was lost and the last attempt failed,
				 * as `result` says; a read now shows the
				 * state */
};

struct exchange {
	struct exchange *next;	/* the next exchange in a list of the driver,
				 * api.c */
	struct exchange_run *run;
	struct target *target;	/* the job's target */
	struct job job;
	enum exchange_state state;
	long long due_ms;	/* time to send the next request, on the clock
				 * of now_ms */
	long long sent_ms;	/* time at which the driver sent the last
				 * request */
	struct exchange_result result;
	bool followed;		/* the driver has made the jobs that follow */

	/* The fields below are private. */
	struct exchange_attempt attempt;	/* the latest attempt */
	enum exchange_phase phase;
	enum exchange_doubt doubt;
	int attempts;		/* number of attempts at the current request */
	unsigned left_out;	/* bits of extras.h: parameters that the current
				 * request leaves out */
	long long wait_until_ms;	/* time at which the wait for a missing
					 * image ends, or 0 before the wait
					 * begins */
	int requeues;		/* number of replies that exchange_requeue
				 * dropped */
	size_t requeued_at;	/* bytes that the job kept in memory when
				 * exchange_requeue last dropped a reply */
	struct params wire;	/* the job's parameters with its ids as a
				 * filter, or empty if the request names the ids
				 * in a list */
	struct query query;	/* the current request */
	struct intake intake;	/* the reply to the current request */
	struct answer answer;	/* checks the replies to the job's own request,
				 * not to a read after a write */
	struct pages pages;
	const struct readback *readback;	/* the read of phase
						 * EXCHANGE_READBACK */
	long long readback_until_ms;
	int readback_count;
	struct watch watch;	/* state of the wait in phase EXCHANGE_AWAIT */
	struct rowbuf rows;	/* rows of the job; rowbuf_commit marks the rows
				 * of each reply that is complete and that we
				 * believe */
	bool said_yes;		/* the reply to the write reported success */
	bool clock_tried;	/* the current request was signed again with the
				 * service's clock */
};

#endif
