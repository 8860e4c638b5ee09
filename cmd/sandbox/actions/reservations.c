/* SPDX-License-Identifier: BSD-2-Clause */
#include "actions/reservations.h"

#include <string.h>

#include "call/describe.h"
#include "call/paging.h"
#include "kinds/instance_kind.h"

/* The instances that the request selects. */
struct selection {
	struct call_list ids;
	struct filters *filters;	/* NULL if there are no filters */
	struct paging paging;
	bool has_more;			/* more instances follow this page */
};

/* Writes the start of the reservation's element, up to its first instance.  If
 * the page is full, writes nothing and notes that more reservations follow. */
static int open_reservation(struct selection *selection, struct call *c,
			    const struct subject *reservation,
			    struct fault *fault)
{
	selection->has_more = paging_is_full(&selection->paging);
	if (selection->has_more)
		return 0;
	markup_open(c->out, "item");
	if (listing_write(c, &instance_kind_reservation, reservation, fault))
		return -1;
	markup_open(c->out, "instancesSet");
	return 0;
}

static int take_instance(struct selection *selection, struct call *c,
		const struct sql *q, const struct subject *reservation,
		long *count, struct fault *fault)
{
	const struct subject subject = {
		.id = sql_column(q, DESCRIBE_ID), .owner = c->account,
	};
	const struct call_list *ids = &selection->ids;
	bool wanted = !ids->len || call_list_has(ids, ids->len, subject.id);
	int rc;

	if (wanted && selection->filters &&
	    filters_pass(selection->filters, c, q, DESCRIBE_ELEMENTS, &subject,
			 &wanted, fault))
		return -1;
	if (!wanted)
		return 0;
	if (!*count && reservation &&
	    open_reservation(selection, c, reservation, fault))
		return -1;
	if (selection->has_more)
		return 0;
	(*count)++;
	markup_open(c->out, "item");
	rc = listing_row(c, q, DESCRIBE_ELEMENTS, instance_kind.elements,
			 &subject, fault);
	markup_close(c->out);
	return rc;
}

/* Writes the selected instances of a reservation, and sets *COUNT to their
 * number.  If RESERVATION is not NULL, opens <item> and <instancesSet> before
 * the first instance.  If *COUNT is not 0, the caller closes both elements. */
static int take_members(struct selection *selection, struct call *c,
			const char *id, const struct subject *reservation,
			long *count, struct fault *fault)
{
	struct sql q;
	int rc = 0;

	*count = 0;
	if (describe_start(&q, c, &instance_kind, "reservation = ?4 ORDER BY "
			   "launch_index", id, fault))
		return -1;
	while (!rc && !selection->has_more && sql_next(&q))
		rc = take_instance(selection, c, &q, reservation, count, fault);
	return call_sql_end(&q, rc, fault);
}

int reservations_write(struct call *c, const char *id, struct fault *fault)
{
	const struct subject subject = { .id = id, .owner = c->account };
	struct selection all = { .filters = NULL };
	long count;
	int rc;

	if (listing_write(c, &instance_kind_reservation, &subject, fault))
		return -1;
	markup_open(c->out, "instancesSet");
	rc = take_members(&all, c, id, NULL, &count, fault);
	markup_close(c->out);
	return rc;
}

static const char reservations_sql[] =
"SELECT id, rowid FROM reservation WHERE owner = ?1 AND region = ?2 AND "
"rowid > CAST(?3 AS INTEGER) ORDER BY rowid";

static int take_all(struct selection *selection, struct call *c,
		    struct fault *fault)
{
	char after[PAGING_PLACE_SIZE];
	struct sql q;
	long count;
	int rc = 0;

	memcpy(after, selection->paging.after, sizeof(after));
	sql_start(&q, c->state, reservations_sql,
		  SQL_VALUES(c->account, c->region, after));
	while (!rc && !selection->has_more && sql_next(&q)) {
		const struct subject subject = {
			.id = sql_column(&q, 0), .owner = c->account,
		};

		rc = take_members(selection, c, subject.id, &subject, &count,
				  fault);
		if (!count)
			continue;
		markup_close(c->out);
		markup_close(c->out);
		paging_took(&selection->paging, sql_column(&q, 1), count);
	}
	return call_sql_end(&q, rc, fault);
}

/* Describes reservations with their instances.  A page never splits a
 * reservation: the page ends with the reservation that fills it. */
static int describe_reservations(struct call *c, struct fault *fault)
{
	struct selection q = { .filters = NULL };
	int rc = -1;

	if (call_list(c, "InstanceId.N", &q.ids, fault) ||
	    filters_new(&q.filters, c, &instance_kind, fault) ||
	    paging_read(&q.paging, c, instance_kind.page_min,
			q.ids.len ? "InstanceId" : NULL, fault) ||
	    describe_check_named(c, &instance_kind, &q.ids, false, fault))
		goto out;
	markup_open(c->out, "reservationSet");
	rc = take_all(&q, c, fault);
	markup_close(c->out);
	if (!rc && q.has_more)
		paging_write(&q.paging, c);
out:
	call_list_release(&q.ids);
	filters_free(q.filters);
	return rc;
}

static const struct recipe describe_instances = {
	.name = "DescribeInstances", .run = describe_reservations,
	.lists = RECIPE_LISTS("InstanceId.N", FILTER_PARAMETERS,
			      PAGING_PARAMETERS),
};

const struct recipe *const reservations_actions[] = {
	&describe_instances, NULL
};
