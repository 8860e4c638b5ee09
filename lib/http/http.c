/* SPDX-License-Identifier: BSD-2-Clause */
#include "http/http.h"

#include <stdlib.h>

#include <curl/curl.h>

#include "base/now.h"
#include "http/outcome.h"
#include "http/transfer.h"
#include "system/expand.h"

/* The maximum number of idle connections that libcurl keeps: the largest valid
 * value of -j. */
enum { CONNECTIONS_KEPT = 256 };

/* Minimum milliseconds between two checks for silent connections. */
enum { LOOK_MS = 100 };

struct http {
	CURLM *multi;
	struct http_settings settings;
	struct buf ca_bundle;		/* path of the CA bundle, with variables
					 * and ~ replaced */
	struct transfer *spare;		/* transfers for later requests */
	struct transfer *busy;		/* transfers of running requests */
	struct transfer *silent;	/* requests that timed out without data
					 * and that http_done has not returned
					 * yet */
	long long read_ms;		/* time of the last call of
					 * curl_multi_perform */
	long long looked_ms;		/* time of the last check for silent
					 * connections */
	bool reuses;			/* an easy handle may serve several
					 * requests */
	bool look_up;			/* ignore cached addresses, because a
					 * connection failed and no complete
					 * reply has arrived since */
};

/* Returns whether we may reuse an easy handle for another request.  libcurl
 * 7.83 to 8.1.1 have a bug: they keep a pointer to a reply's last header after
 * freeing the header.  These versions free the header again if the first header
 * of the next reply on the same handle starts with a space. */
static bool may_reuse(void)
{
	unsigned version = curl_version_info(CURLVERSION_NOW)->version_num;

	return version < 0x075300 || version > 0x080101;
}

int http_new(struct http **out, const struct http_settings *settings,
	     struct err *err)
{
	struct http *h = calloc(1, sizeof(*h));

	if (!h)
		return err_memory(err);
	if (settings->confine)
		confine_apply(settings->confine);
	h->settings = *settings;
	if (!settings->proxy)
		h->settings.proxy = "";
	if (settings->ca_bundle) {
		expand_path(&h->ca_bundle, settings->ca_bundle, getenv("HOME"));
		h->settings.ca_bundle = buf_str(&h->ca_bundle);
	}
	if (buf_check(&h->ca_bundle, "CA bundle", err)) {
		buf_release(&h->ca_bundle);
		free(h);
		return -1;
	}
	h->reuses = may_reuse();
	if (curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK)
		h->multi = curl_multi_init();
	/* By default libcurl keeps fewer connections if few requests are
	 * running. */
	if (h->multi)
		(void)curl_multi_setopt(h->multi, CURLMOPT_MAXCONNECTS,
					(long)CONNECTIONS_KEPT);
	if (!h->multi) {
		buf_release(&h->ca_bundle);
		free(h);
		return err_set(err, "libcurl: cannot initialize");
	}
	*out = h;
	return 0;
}

static void move_transfer(struct transfer **link, struct transfer **head)
{
	struct transfer *t = *link;

	*link = t->next;
	t->next = *head;
	*head = t;
}

static void drop_transfer(struct transfer **head)
{
	struct transfer *t = *head;

	*head = t->next;
	transfer_free(t);
}

/* Keeps the easy handle of the transfer at *LINK for a later request if
 * `reuses` is set, the reply was complete and the complete request was sent.
 * In all other cases, frees the transfer.  After a failure, libcurl may keep
 * state in the handle that makes the next request fail.  For example, libcurl
 * 8.14.1 remembers that it must rewind the body. */
static void recycle_transfer(struct http *h, struct transfer **link)
{
	if (h->reuses && (*link)->reply.failure == HTTP_WHOLE &&
	    transfer_sent_whole(*link))
		move_transfer(link, &h->spare);
	else
		drop_transfer(link);
}

void http_cancel_all(struct http *h)
{
	while (h->busy) {
		(void)curl_multi_remove_handle(h->multi, h->busy->easy);
		drop_transfer(&h->busy);
	}
	while (h->silent)
		drop_transfer(&h->silent);
}

void http_free(struct http *h)
{
	if (!h)
		return;
	http_cancel_all(h);
	while (h->spare)
		drop_transfer(&h->spare);
	(void)curl_multi_cleanup(h->multi);
	curl_global_cleanup();
	buf_release(&h->ca_bundle);
	free(h);
}

int http_start(struct http *h, const struct http_request *request,
	       struct err *err)
{
	struct transfer *t = h->spare;

	if (t)
		h->spare = t->next;
	else
		t = transfer_new(&h->settings);
	if (!t)
		return err_memory(err);
	t->reply.proxy = request->proxy ? request->proxy : h->settings.proxy;
	if (transfer_begin(t, request, h->look_up, err)) {
		transfer_free(t);
		return -1;
	}
	if (curl_multi_add_handle(h->multi, t->easy) != CURLM_OK) {
		transfer_free(t);
		return err_set(err, "libcurl: cannot set up a request");
	}
	t->next = h->busy;
	h->busy = t;
	return 0;
}

/* At most ten times a second, cancels requests whose connections have been idle
 * for too long.  We do not use libcurl's low-speed limit, because it applies to
 * the average speed, and a slow but steady reply could fall below it. */
static void end_silent(struct http *h)
{
	if (h->read_ms - h->looked_ms < LOOK_MS)
		return;
	h->looked_ms = h->read_ms;
	for (struct transfer **link = &h->busy; *link;) {
		if (!transfer_is_silent(*link, h->read_ms,
					h->settings.idle_seconds)) {
			link = &(*link)->next;
			continue;
		}
		(void)curl_multi_remove_handle(h->multi, (*link)->easy);
		move_transfer(link, &h->silent);
	}
}

/* http_start does not call curl_multi_perform.  If it did and a transfer failed
 * at once, the program would notice the failure only after the next wait. */
int http_wait(struct http *h, int fd, int timeout_ms, struct err *err)
{
	struct curl_waitfd extra = { .fd = fd, .events = CURL_WAIT_POLLIN };
	int running;
	CURLMcode code;

	/* Call end_silent before reading.  http_done has already returned the
	 * requests that the previous read finished, so they do not count as
	 * idle. */
	end_silent(h);
	code = curl_multi_poll(h->multi, fd < 0 ? NULL : &extra, fd >= 0,
			       timeout_ms, NULL);
	h->read_ms = now_ms();
	if (code == CURLM_OK)
		code = curl_multi_perform(h->multi, &running);
	if (code != CURLM_OK)
		return err_set(err, "libcurl: %s", curl_multi_strerror(code));
	return 0;
}

/* Copies FROM to TO, but the error only after a failure: struct err is
 * large. */
static void copy_reply(const struct http_reply *from, struct http_reply *to)
{
	to->failure = from->failure;
	to->status = from->status;
	to->proxy_status = from->proxy_status;
	to->kept = from->kept;
	to->proxy = from->proxy;
	to->head = from->head;
	if (from->failure == HTTP_WHOLE)
		err_clear(&to->err);
	else
		to->err = from->err;
}

/* Does the work of http_done for a request in the list `silent`. */
static void take_silent(struct http *h, void **ctx, struct http_reply *reply)
{
	struct transfer *t = h->silent;

	(void)curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE,
				&t->reply.status);
	t->reply.failure = HTTP_TIMED_OUT;
	err_set(&t->reply.err, "no data for %ld seconds",
		h->settings.idle_seconds);
	*ctx = t->ctx;
	copy_reply(&t->reply, reply);
	drop_transfer(&h->silent);
}

bool http_done(struct http *h, void **ctx, struct http_reply *reply)
{
	struct transfer *t = NULL, **link;
	CURLMsg *msg;
	int left;

	if (h->silent) {
		take_silent(h, ctx, reply);
		return true;
	}
	do {
		msg = curl_multi_info_read(h->multi, &left);
		if (!msg)
			return false;
	} while (msg->msg != CURLMSG_DONE);
	(void)curl_easy_getinfo(msg->easy_handle, CURLINFO_PRIVATE, &t);
	outcome_find(t->easy, msg->data.result, &(struct outcome_facts){
		.rejected = t->rejected, .words = t->words,
		.ca_bundle = h->settings.ca_bundle }, &t->reply);
	if (t->reply.failure == HTTP_NO_CONNECTION)
		h->look_up = true;
	else if (t->reply.failure == HTTP_WHOLE)
		h->look_up = false;
	(void)curl_multi_remove_handle(h->multi, t->easy);
	for (link = &h->busy; *link != t; link = &(*link)->next)
		;
	*ctx = t->ctx;
	copy_reply(&t->reply, reply);
	recycle_transfer(h, link);
	return true;
}
