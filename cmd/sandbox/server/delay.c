/* SPDX-License-Identifier: BSD-2-Clause */
#include "server/delay.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

/* All items wait equally long, so the thread serves them in order. */
struct delay {
	pthread_t thread;
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	struct delayed *first, *last;
	long ms;
	bool ending;
};

static bool is_due(const struct delayed *item)
{
	struct timespec now = { 0 };

	(void)clock_gettime(CLOCK_REALTIME, &now);
	return now.tv_sec > item->due.tv_sec ||
	       (now.tv_sec == item->due.tv_sec &&
		now.tv_nsec >= item->due.tv_nsec);
}

/* Calls `go` for the items.  Does not hold the lock during the call, because
 * `go` may wait for a thread that adds an item. */
static void *run_delays(void *ctx)
{
	struct delay *d = ctx;

	(void)pthread_mutex_lock(&d->mutex);
	while (d->first || !d->ending) {
		struct delayed *item = d->first;

		if (!item) {
			(void)pthread_cond_wait(&d->changed, &d->mutex);
			continue;
		}
		if (!d->ending && !is_due(item)) {
			(void)pthread_cond_timedwait(&d->changed, &d->mutex,
						     &item->due);
			continue;
		}
		d->first = item->next;
		(void)pthread_mutex_unlock(&d->mutex);
		item->go(item->ctx);
		(void)pthread_mutex_lock(&d->mutex);
	}
	(void)pthread_mutex_unlock(&d->mutex);
	return NULL;
}

int delay_new(struct delay **out, long ms, struct err *err)
{
	struct delay *d = calloc(1, sizeof(*d));
	int rc;

	if (!d)
		return err_memory(err);
	d->ms = ms;
	rc = pthread_mutex_init(&d->mutex, NULL);
	if (rc)
		goto fail;
	rc = pthread_cond_init(&d->changed, NULL);
	if (rc)
		goto fail_mutex;
	rc = pthread_create(&d->thread, NULL, run_delays, d);
	if (rc)
		goto fail_cond;
	*out = d;
	return 0;
fail_cond:
	(void)pthread_cond_destroy(&d->changed);
fail_mutex:
	(void)pthread_mutex_destroy(&d->mutex);
fail:
	free(d);
	return err_errno(err, rc, "cannot start a thread");
}

void delay_add(struct delay *d, struct delayed *item)
{
	struct timespec *due = &item->due;

	item->next = NULL;
	(void)clock_gettime(CLOCK_REALTIME, due);
	due->tv_sec += d->ms / 1000;
	due->tv_nsec += d->ms % 1000 * 1000000;
	if (due->tv_nsec >= 1000000000) {
		due->tv_sec++;
		due->tv_nsec -= 1000000000;
	}
	(void)pthread_mutex_lock(&d->mutex);
	if (d->ending) {
		(void)pthread_mutex_unlock(&d->mutex);
		item->go(item->ctx);
		return;
	}
	if (d->first)
		d->last->next = item;
	else
		d->first = item;
	d->last = item;
	(void)pthread_cond_signal(&d->changed);
	(void)pthread_mutex_unlock(&d->mutex);
}

void delay_end(struct delay *d)
{
	if (!d)
		return;
	(void)pthread_mutex_lock(&d->mutex);
	d->ending = true;
	(void)pthread_cond_signal(&d->changed);
	(void)pthread_mutex_unlock(&d->mutex);
	(void)pthread_join(d->thread, NULL);
}

void delay_free(struct delay *d)
{
	if (!d)
		return;
	(void)pthread_cond_destroy(&d->changed);
	(void)pthread_mutex_destroy(&d->mutex);
	free(d);
}
