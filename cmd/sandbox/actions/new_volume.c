/* SPDX-License-Identifier: BSD-2-Clause */
#include "actions/new_volume.h"

/* The size is the one given, else the snapshot's, else 8 GiB. */
static const char make_sql[] =
"INSERT INTO volume (id, owner, region, zone, snapshot, size, created, type, "
"iops, throughput, encrypted) SELECT ?1, ?2, ?3, ?4, ?5, "
"coalesce(nullif(?6, ''), snapshot.size, 8), ?7, "
"coalesce(nullif(?8, ''), 'standard'), ?9, ?10, "
"coalesce(nullif(?11, ''), snapshot.encrypted, 'false') "
"FROM (SELECT 1) LEFT JOIN snapshot ON snapshot.id = ?5";

static const char codes_sql[] =
"INSERT INTO code SELECT ?1, code FROM code WHERE resource = ?2";

int new_volume_make(const struct call *c, const struct new_volume *plan,
		 char id[ID_SIZE], struct fault *fault)
{
	if (call_new_id("vol-", id, fault) ||
	    call_sql(c, make_sql, SQL_VALUES(id, c->account, c->region,
		     plan->zone, plan->snapshot, plan->size, c->time,
		     plan->type, plan->iops, plan->throughput,
		     plan->encrypted), fault))
		return -1;
	return call_sql(c, codes_sql, SQL_VALUES(id, plan->snapshot), fault);
}
