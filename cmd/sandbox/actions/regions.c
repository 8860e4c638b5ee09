/* SPDX-License-Identifier: BSD-2-Clause */
#include "actions/regions.h"

#include <string.h>

#include "call/filter.h"
#include "values/region.h"

static const struct filter_kind filter_kinds[] = {
	{ "endpoint", NULL },
	{ "opt-in-status", NULL },
	{ "region-name", NULL },
	{ NULL, NULL }
};

static int check_names(const struct call *c, struct fault *fault)
{
	struct call_list list;
	int rc = call_list(c, "RegionName.N", &list, fault);

	for (size_t i = 0; i < list.len && !rc; i++)
		if (strcmp(list.items[i].value, REGION) != 0)
			rc = fault_set(fault, FAULT_PARAMETER_VALUE, "Invalid "
				       "region provided: %s",
				       list.items[i].value);
	call_list_release(&list);
	return rc;
}

int regions_describe(struct call *c, struct fault *fault)
{
	static const char status[] = "opt-in-not-required";
	struct filters *filters;

	if (check_names(c, fault) ||
	    filters_new(&filters, c, filter_kinds, fault))
		return -1;
	markup_open(c->out, "regionInfo");
	if (filters_value(filters, "region-name", REGION) &&
	    filters_value(filters, "endpoint", c->host) &&
	    filters_value(filters, "opt-in-status", status)) {
		markup_open(c->out, "item");
		markup_text(c->out, "regionName", REGION);
		markup_text(c->out, "regionEndpoint", c->host);
		markup_text(c->out, "optInStatus", status);
		markup_close(c->out);
	}
	markup_close(c->out);
	filters_free(filters);
	return 0;
}
