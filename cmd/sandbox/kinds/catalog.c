/* SPDX-License-Identifier: BSD-2-Clause */
#include "kinds/catalog.h"

#include <string.h>

#include "kinds/account_kind.h"
#include "kinds/image_kind.h"
#include "kinds/instance_kind.h"
#include "kinds/network_kind.h"
#include "kinds/volume_kind.h"
#include "values/id.h"

const struct kind *const catalog_all[] = {
	&account_kind, &account_kind_region, &account_kind_product,
	&account_kind_signup, &volume_kind_snapshot, &volume_kind,
	&network_kind_key, &network_kind_group, &image_kind, &instance_kind,
	&network_kind_address, NULL
};

const char *catalog_column(const struct column *column)
{
	return column->name ? column->name : column->field;
}

void catalog_columns(struct buf *out, const struct kind *kind)
{
	for (const struct column *c = kind->columns; c->field; c++)
		if (!c->insert)
			buf_printf(out, "%s%s", c == kind->columns ? "" : ", ",
				   catalog_column(c));
}

bool catalog_has(const struct kind *kind, const char *field)
{
	for (const struct column *c = kind->columns; c->field; c++)
		if (strcmp(c->field, field) == 0)
			return true;
	return false;
}

const struct kind *catalog_named(const char *name)
{
	for (const struct kind *const *k = catalog_all; *k; k++)
		if (strcmp((*k)->name, name) == 0)
			return *k;
	return NULL;
}

const struct kind *catalog_of_id(const char *id)
{
	for (const struct kind *const *k = catalog_all; *k; k++)
		if ((*k)->type && id_is_valid(id, (*k)->prefix))
			return *k;
	return NULL;
}
