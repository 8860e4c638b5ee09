/* SPDX-License-Identifier: BSD-2-Clause */
#include "state/account.h"

#include <stdio.h>
#include <string.h>

#include "kinds/instance_kind.h"
#include "values/region.h"

static const char find_sql[] =
"SELECT id, access_key, secret_key, '', 'arn:aws:iam::' || id || ':root' "
"FROM account WHERE access_key = ?1 AND access_key <> ''";

static const char role_sql[] =
"SELECT owner, " INSTANCE_KIND_ROLE_KEY ", " INSTANCE_KIND_ROLE_SECRET ", "
INSTANCE_KIND_ROLE_TOKEN ", 'arn:aws:sts::' || owner || ':assumed-role/' || "
INSTANCE_KIND_ROLE " || '/' || id FROM instance "
"WHERE id = 'i-' || lower(substr(?1, 12)) AND profile <> '' AND "
INSTANCE_KIND_ROLE_KEY " = ?1 AND state <> 'terminated'";

static const char all_sql[] =
"SELECT id, access_key, secret_key, '', '', name FROM account "
"WHERE access_key <> '' AND secret_key <> '' ORDER BY name <> 'default', rowid";

/* Truncates no id, key or token, because seed_kinds.c limits their length. */
static void read_row(struct sql *q, struct account *out)
{
	*out = (struct account){ .is_sts = false };
	(void)snprintf(out->id, sizeof(out->id), "%s", sql_column(q, 0));
	(void)snprintf(out->access_key, sizeof(out->access_key), "%s",
		       sql_column(q, 1));
	(void)snprintf(out->secret_key, sizeof(out->secret_key), "%s",
		       sql_column(q, 2));
	(void)snprintf(out->token, sizeof(out->token), "%s", sql_column(q, 3));
	(void)snprintf(out->arn, sizeof(out->arn), "%s", sql_column(q, 4));
}

int account_find(struct state *s, const char *access_key, struct account *out,
		 bool *found, struct err *err)
{
	static const char *const statements[] = { find_sql, role_sql };

	*found = false;
	for (size_t i = 0; i < 2 && !*found; i++) {
		struct sql q;

		sql_start(&q, s, statements[i], SQL_VALUES(access_key));
		*found = sql_next(&q);
		if (*found)
			read_row(&q, out);
		if (sql_end(&q, err))
			return -1;
	}
	return 0;
}

int account_region(struct state *s, const char *name, bool *found,
		   struct err *err)
{
	return sql_exists(s, "SELECT 1 FROM region WHERE name = ?1",
			  SQL_VALUES(name), found, err);
}

int account_first(struct state *s, struct account *out, struct err *err)
{
	struct sql q;
	bool found;

	sql_start(&q, s, all_sql, SQL_VALUES(NULL));
	found = sql_next(&q);
	if (found)
		read_row(&q, out);
	if (sql_end(&q, err))
		return -1;
	return found ? 0 : err_set(err, "no account has an access key and a "
				   "secret key");
}

static void write_profile(const struct account *a, const char *name,
			  struct buf *credentials, struct buf *config)
{
	buf_printf(credentials, "[%s]\naws_access_key_id = %s\n"
		   "aws_secret_access_key = %s\n", name, a->access_key,
		   a->secret_key);
	buf_printf(config, "[%s%s]\nregion = " REGION "\n",
		   strcmp(name, "default") == 0 ? "" : "profile ", name);
}

int account_profiles(struct state *s, struct buf *credentials,
		     struct buf *config, struct err *err)
{
	struct sql q;

	sql_start(&q, s, all_sql, SQL_VALUES(NULL));
	while (sql_next(&q)) {
		const char *name = sql_column(&q, 5);
		struct account a;

		read_row(&q, &a);
		if (!credentials->len)
			write_profile(&a, "default", credentials, config);
		if (strcmp(name, "default") != 0)
			write_profile(&a, name, credentials, config);
	}
	return sql_end(&q, err) ||
	       buf_check(credentials, "credentials file", err) ||
	       buf_check(config, "config file", err) ? -1 : 0;
}
