/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/nic.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "cli/value.h"

/* The parts of an attachment, in the order of the syntax. */
enum { ENI, INDEX, SUBNET, DESCRIPTION, ADDRESS, GROUPS, DELETES, COUNT,
       ADDRESSES, PARTS };

static const char *const part_names[PARTS] = {
	[ENI] = "NetworkInterfaceId", [INDEX] = "DeviceIndex",
	[SUBNET] = "SubnetId", [DESCRIPTION] = "Description",
	[ADDRESS] = "PrivateIpAddresses", [GROUPS] = "SecurityGroupId",
	[DELETES] = "DeleteOnTermination",
	[COUNT] = "SecondaryPrivateIpAddressCount",
	[ADDRESSES] = "PrivateIpAddresses",
};

/* Splits TEXT at its colons by writing NULs.  Returns the number of parts, or
 * -1 if TEXT has too many parts. */
static int split_fields(char *text, char *parts[PARTS])
{
	int n = 0;

	for (char *next; text; text = next) {
		if (n == PARTS)
			return -1;
		next = strchr(text, ':');
		if (next)
			*next++ = '\0';
		parts[n++] = text;
	}
	return n;
}

/* Returns whether the list TEXT has a comma without an element on each side. */
static bool has_gap(const char *text)
{
	size_t len = strlen(text);

	return len && (*text == ',' || text[len - 1] == ',' ||
		       strstr(text, ",,"));
}

static bool parts_fit(int n, char *const parts[PARTS])
{
	const char *groups = n > GROUPS ? parts[GROUPS] : "";
	const char *deletes = n > DELETES ? parts[DELETES] : "";
	const char *count = n > COUNT ? parts[COUNT] : "";
	const char *addresses = n > ADDRESSES ? parts[ADDRESSES] : "";

	return n >= 2 && value_is_number(parts[INDEX]) &&
	       !has_gap(groups) && !has_gap(addresses) &&
	       (!*deletes || strcmp(deletes, "true") == 0 ||
		strcmp(deletes, "false") == 0) &&
	       (!*count || value_is_number(count)) && (!*count || !*addresses);
}

/* Adds an address to an interface's list of addresses. */
static int add_address(struct params *p, const char *nic, const char *value,
		       bool is_primary, struct err *err)
{
	char list[96];
	size_t n;

	(void)snprintf(list, sizeof(list), "%s.PrivateIpAddresses", nic);
	n = params_next(p, list);
	if (params_addf(p, value, err, "%s.%zu.PrivateIpAddress", list, n))
		return -1;
	return is_primary ? params_addf(p, "true", err, "%s.%zu.Primary", list,
					n) : 0;
}

/* Adds the elements of the comma-separated list TEXT.  Writes NULs into
 * TEXT. */
static int add_list(struct params *p, const char *nic, int part, char *text,
		    struct err *err)
{
	char list[96];

	(void)snprintf(list, sizeof(list), "%s.%s", nic, part_names[part]);
	for (char *next; text; text = next) {
		next = strchr(text, ',');
		if (next)
			*next++ = '\0';
		if (part == ADDRESSES ? add_address(p, nic, text, false, err)
		    : params_addf(p, text, err, "%s.%zu", list,
				  params_next(p, list)))
			return -1;
	}
	return 0;
}

static int add_part(struct params *p, const char *nic, int part, char *text,
		    struct err *err)
{
	if (!*text)
		return 0;
	if (part == ADDRESS)
		return add_address(p, nic, text, true, err);
	if (part == GROUPS || part == ADDRESSES)
		return add_list(p, nic, part, text, err);
	return params_addf(p, text, err, "%s.%s", nic, part_names[part]);
}

int nic_attachment(struct params *p, const char *param, const char *value,
		   struct err *err)
{
	char *parts[PARTS], nic[64];
	struct buf text = { 0 };
	int n, rc;

	(void)snprintf(nic, sizeof(nic), "%s.%zu", param,
		       params_next(p, param));
	buf_puts(&text, value);
	rc = buf_check(&text, "network interface", err);
	n = rc ? 0 : split_fields(text.data, parts);
	if (!rc && !parts_fit(n, parts)) {
		err_usage(err, "'%s' is not [ENI]:INDEX[:SUBNET[:DESCRIPTION"
			  "[:ADDRESS[:SG,...[:true|false"
			  "[:COUNT|::ADDRESS,...]]]]]]", value);
		rc = err_hint(err, "INDEX and COUNT are numbers");
	}
	for (int i = 0; !rc && i < n; i++)
		rc = add_part(p, nic, i, parts[i], err);
	buf_release(&text);
	return rc;
}

/* The parameters that must move to the interface with index 0, and their names
 * as fields of the interface.  Options other than the attachment set these
 * parameters. */
static const struct {
	const char *name, *to;
	bool needs_nic;		/* the parameter requires an interface */
	bool adds;		/* the values are added to the values that the
				 * attachment sets for the same field */
} moves[] = {
	/* The primary address must be the first address of the list. */
	{ "PrivateIpAddress", "PrivateIpAddresses", false, false },
	{ "SubnetId", "SubnetId", false, false },
	{ "SecurityGroupId", "SecurityGroupId", false, false },
	{ "AssociatePublicIpAddress", "AssociatePublicIpAddress", true,
	  false },
	{ "SecondaryPrivateIpAddress", "PrivateIpAddresses", true, true },
	{ "SecondaryPrivateIpAddressCount", "SecondaryPrivateIpAddressCount",
	  true, false },
};

enum { PRIMARY = 0, MOVED_GROUPS = 2, MOVES = sizeof(moves) / sizeof(*moves) };

/* Returns whether NAME is LIST or LIST.N. */
static bool is_element_of(const char *name, const char *list)
{
	size_t len = strlen(list);

	return strncmp(name, list, len) == 0 &&
	       (!name[len] || (name[len] == '.' &&
			       value_is_number(name + len + 1)));
}

static bool is_moved(const char *name)
{
	for (int i = 0; i < MOVES; i++)
		if (is_element_of(name, moves[i].name))
			return true;
	return false;
}

/* Returns whether the request must specify an interface.  Sets NIC to the
 * parameter name of the interface with index 0, or to "" if P does not have
 * that interface. */
static bool needs_interface(const struct params *p, char nic[64])
{
	static const char end[] = ".DeviceIndex";
	bool wanted = false;

	nic[0] = '\0';
	for (size_t i = 0; i < p->len; i++) {
		const char *name = params_name(p, i);
		size_t len = strlen(name);

		for (int m = 0; m < MOVES; m++)
			wanted = wanted || (moves[m].needs_nic &&
					    is_element_of(name, moves[m].name));
		if (!str_begins(name, "NetworkInterface."))
			continue;
		wanted = true;
		if (!nic[0] && len > strlen(end) &&
		    strcmp(name + len - strlen(end), end) == 0 &&
		    strspn(params_value(p, i), "0") ==
			    strlen(params_value(p, i)))
			(void)snprintf(nic, 64, "%.*s",
				       (int)(len - strlen(end)), name);
	}
	return wanted;
}

static int move_param(struct params *to, const char *nic, int m,
		      const char *value, struct err *err)
{
	char name[128];

	if (strcmp(moves[m].to, "PrivateIpAddresses") == 0)
		return add_address(to, nic, value, m == PRIMARY, err);
	(void)snprintf(name, sizeof(name), "%s.%s", nic, moves[m].to);
	if (m != MOVED_GROUPS)
		return params_add(to, name, value, err);
	return params_addf(to, value, err, "%s.%zu", name,
			   params_next(to, name));
}

/* Fails if the attachment and another option set the same field. */
static int check_once(struct params *to, const char *nic, int m,
		      struct err *err)
{
	char name[128];

	(void)snprintf(name, sizeof(name), "%s.%s", nic, moves[m].to);
	if (!params_get(to, name) && params_next(to, name) == 1)
		return 0;
	return err_usage(err, "%s of the interface with index 0 is given twice",
			 moves[m].name);
}

static int move_all(struct params *to, const struct params *p,
		    const char *nic, struct err *err)
{
	for (int m = 0; m < MOVES; m++) {
		bool checked = moves[m].adds;

		for (size_t i = 0; i < p->len; i++) {
			if (!is_element_of(params_name(p, i), moves[m].name))
				continue;
			if (!checked && check_once(to, nic, m, err))
				return -1;
			checked = true;
			if (move_param(to, nic, m, params_value(p, i), err))
				return -1;
		}
	}
	return 0;
}

int nic_finish(struct params *p, struct err *err)
{
	struct params to = { .text.secret = p->text.secret };
	char nic[64];
	int rc = 0;

	if (!needs_interface(p, nic))
		return 0;
	for (size_t i = 0; i < p->len && !rc; i++) {
		const char *name = params_name(p, i);

		if (is_element_of(name, "SecurityGroup"))
			rc = err_usage(err, "-g %s: for a network interface, "
				       "give the group's id (sg-...)",
				       params_value(p, i));
		else if (!is_moved(name))
			rc = params_add(&to, name, params_value(p, i), err);
	}
	if (!rc && !nic[0]) {
		(void)snprintf(nic, sizeof(nic), "NetworkInterface.%zu",
			       params_next(&to, "NetworkInterface"));
		rc = params_addf(&to, "0", err, "%s.DeviceIndex", nic);
	}
	if (!rc)
		rc = move_all(&to, p, nic, err);
	if (rc) {
		params_release(&to);
		return -1;
	}
	params_release(p);
	*p = to;
	return 0;
}
