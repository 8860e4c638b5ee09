/* SPDX-License-Identifier: BSD-2-Clause */
#include "call/mapping.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "call/describe.h"
#include "kinds/volume_kind.h"
#include "values/text.h"

enum { SIZE_MAX_GIB = 16384, IOPS_MAX = 64000,
       THROUGHPUT_MAX = 2000 };

static int wrong(struct fault *fault, const struct mapping *m,
		 const char *what)
{
	return fault_set(fault, FAULT_BLOCK_DEVICE_MAPPING,
			 "Invalid device '%.128s': %s", m->device, what);
}

static bool is_whole_number(const char *text, long max)
{
	struct err err;
	long n;

	return !*text || num_parse(text, 1, max, &n, &err) == 0;
}

static int check_volume(const struct mapping *m, struct fault *fault)
{
	if (*m->snapshot && !id_is_valid(m->snapshot, "snap-"))
		return fault_set(fault, FAULT_SNAPSHOT_MALFORMED,
				 "Invalid id: \"%s\" (expecting \"snap-...\")",
				 m->snapshot);
	if (!*m->snapshot && !*m->size)
		return wrong(fault, m, "a volume needs a snapshot or a size");
	if (!is_whole_number(m->size, SIZE_MAX_GIB))
		return wrong(fault, m, "the size is not from 1 to 16384");
	if (!text_is_one_of("|standard|io1|io2|gp2|gp3|sc1|st1", m->type))
		return wrong(fault, m, "there is no such volume type");
	if (!is_whole_number(m->iops, IOPS_MAX))
		return wrong(fault, m, "iops is not from 1 to 64000");
	if (!*m->iops && strncmp(m->type, "io", 2) == 0)
		return wrong(fault, m, "a volume of this type needs iops");
	if (*m->iops && strncmp(m->type, "io", 2) != 0 &&
	    strcmp(m->type, "gp3") != 0)
		return wrong(fault, m, "a volume of this type takes no iops");
	if (!is_whole_number(m->throughput, THROUGHPUT_MAX) ||
	    (*m->throughput && strcmp(m->type, "gp3") != 0))
		return wrong(fault, m, "only gp3 has a throughput, from 1 to "
			     "2000");
	return 0;
}

static int check_mapping(const struct mapping *m, struct fault *fault)
{
	static const char virtual[] = "ephemeral";
	bool is_volume = *m->snapshot || *m->size || *m->type || *m->iops;

	if (!*m->device)
		return fault_set(fault, FAULT_MISSING_PARAMETER, "The request "
				 "must contain the parameter "
				 "BlockDeviceMapping.DeviceName");
	if (m->is_none + (*m->virtual_name != '\0') + is_volume != 1)
		return wrong(fault, m, "it must be one of NoDevice, a virtual "
			     "name and a volume");
	if (*m->virtual_name &&
	    (strncmp(m->virtual_name, virtual, strlen(virtual)) != 0 ||
	     strspn(m->virtual_name + strlen(virtual), "0123456789") != 1 ||
	     m->virtual_name[strlen(virtual) + 1]))
		return wrong(fault, m, "there is no such virtual name");
	return is_volume ? check_volume(m, fault) : 0;
}

static const char *part(const struct call *c, long n, const char *name)
{
	char text[96];

	(void)snprintf(text, sizeof(text), "BlockDeviceMapping.%ld.%s", n,
		       name);
	return call_text(c, text, "");
}

static int read_one(struct mapping *m, const struct call *c, long n,
		    struct fault *fault)
{
	char name[96];
	bool is_deleted, is_encrypted;

	m->device = part(c, n, "DeviceName");
	m->virtual_name = part(c, n, "VirtualName");
	m->snapshot = part(c, n, "Ebs.SnapshotId");
	m->size = part(c, n, "Ebs.VolumeSize");
	m->type = part(c, n, "Ebs.VolumeType");
	m->iops = part(c, n, "Ebs.Iops");
	(void)snprintf(name, sizeof(name), "BlockDeviceMapping.%ld.NoDevice",
		       n);
	m->is_none = params_get(c->params, name) != NULL;
	m->throughput = part(c, n, "Ebs.Throughput");
	m->encrypted = part(c, n, "Ebs.Encrypted");
	(void)snprintf(name, sizeof(name),
		       "BlockDeviceMapping.%ld.Ebs.DeleteOnTermination", n);
	if (call_bool(c, name, &is_deleted, fault))
		return -1;
	if (*m->encrypted) {
		(void)snprintf(name, sizeof(name),
			       "BlockDeviceMapping.%ld.Ebs.Encrypted", n);
		if (call_bool(c, name, &is_encrypted, fault))
			return -1;
	}
	m->delete_on_termination = call_text(c, name, "true");
	return check_mapping(m, fault);
}

static bool has_number(const struct mappings *m, const long *numbers, long n)
{
	for (size_t i = 0; i < m->len; i++)
		if (numbers[i] == n)
			return true;
	return false;
}

static int check_twins(const struct mappings *m, struct fault *fault)
{
	for (size_t i = 0; i < m->len; i++)
		for (size_t j = 0; j < i; j++)
			if (strcmp(m->all[i].device, m->all[j].device) == 0)
				return wrong(fault, &m->all[i],
					     "it is given twice");
	return 0;
}

static int read_all(struct mappings *out, const struct call *c,
		    long *numbers, struct fault *fault)
{
	static const char *const patterns[] = { MAPPING_PARAMETERS };
	const size_t count = sizeof(patterns) / sizeof(patterns[0]);

	for (size_t i = 0; i < c->params->len; i++) {
		const char *name = params_name(c->params, i);
		size_t p = 0;
		long n = 0;

		while (p < count && !call_matches(patterns[p], name, &n, NULL))
			p++;
		if (p == count || has_number(out, numbers, n))
			continue;
		numbers[out->len] = n;
		if (read_one(&out->all[out->len++], c, n, fault))
			return -1;
	}
	return check_twins(out, fault);
}

int mappings_read(struct mappings *out, const struct call *c,
		  struct fault *fault)
{
	long *numbers = calloc(c->params->len + 1, sizeof(*numbers));
	int rc = -1;

	out->len = 0;
	out->all = calloc(c->params->len + 1, sizeof(*out->all));
	if (numbers && out->all)
		rc = read_all(out, c, numbers, fault);
	else
		(void)fault_set(fault, FAULT_INTERNAL, "out of memory");
	free(numbers);
	return rc;
}

static const char pending_sql[] =
"SELECT 1 FROM snapshot WHERE id = ?1 AND state <> 'completed'";

int mappings_check_snapshots(const struct mappings *m, const struct call *c,
			     struct fault *fault)
{
	for (size_t i = 0; i < m->len; i++) {
		const char *id = m->all[i].snapshot;
		struct call_item item = { .value = id };
		const struct call_list one = { .items = &item, .len = 1 };
		bool is_pending;
		struct sql q;

		if (!*id)
			continue;
		if (describe_check_named(c, &volume_kind_snapshot, &one, false,
					 fault))
			return -1;
		sql_start(&q, c->state, pending_sql, SQL_VALUES(id));
		is_pending = sql_next(&q);
		if (call_sql_end(&q, fault))
			return -1;
		if (is_pending)
			return fault_set(fault, FAULT_INCORRECT_STATE, "The "
					 "snapshot %s is not completed", id);
	}
	return 0;
}

void mappings_release(struct mappings *m)
{
	free(m->all);
	m->all = NULL;
	m->len = 0;
}
