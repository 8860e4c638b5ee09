/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of nic: what interfaces and the options beside them become. */
#include "cli/nic.h"

#include "check_main.h"

#define TWICE(name) name " of the interface with index 0 is given twice"

/* NetworkInterface is N in what is sent. */
static const struct {
	const char *what;
	const char *attachments[2];
	const char *others[6];		/* names and values */
	const char *sent;		/* separated by spaces */
	const char *words;		/* of a failure; "*": of the form */
} rows[] = {
	{ "no interface", { NULL }, { "SubnetId", "s" }, "SubnetId=s", NULL },
	{ "all parts", { "e:1:s:d:10.0.0.1:sg-1,sg-2:true::10.0.0.2,10.0.0.3" },
	  { NULL }, "N.1.NetworkInterfaceId=e N.1.DeviceIndex=1 N.1.SubnetId=s "
	  "N.1.Description=d N.1.PrivateIpAddresses.1.PrivateIpAddress=10.0.0.1 "
	  "N.1.PrivateIpAddresses.1.Primary=true N.1.SecurityGroupId.1=sg-1 "
	  "N.1.SecurityGroupId.2=sg-2 N.1.DeleteOnTermination=true "
	  "N.1.PrivateIpAddresses.2.PrivateIpAddress=10.0.0.2 "
	  "N.1.PrivateIpAddresses.3.PrivateIpAddress=10.0.0.3 N.2.DeviceIndex=0",
	  NULL },
	{ "a count", { ":0:::::false:2" }, { NULL }, "N.1.DeviceIndex=0 "
	  "N.1.DeleteOnTermination=false N.1.SecondaryPrivateIpAddressCount=2",
	  NULL },
	{ "no index", { "e" }, { NULL }, NULL, "*" },
	{ "too many parts", { ":0::::::::x" }, { NULL }, NULL, "*" },
	{ "a count and addresses", { ":0::::::2:10.0.0.1" }, { NULL }, NULL,
	  "*" },
	{ "a gap between groups", { ":0::::sg-1,,sg-2" }, { NULL }, NULL,
	  "*" },
	{ "a gap before groups", { ":0::::,sg-1" }, { NULL }, NULL, "*" },
	{ "a gap after groups", { ":0::::sg-1,:true" }, { NULL }, NULL, "*" },
	{ "a gap between addresses", { ":0:::::::10.0.0.1,,10.0.0.2" },
	  { NULL }, NULL, "*" },
	{ "groups beside it", { ":0" }, { "SecurityGroupId.1", "sg-1",
	  "SecurityGroupId.2", "sg-2" }, "N.1.DeviceIndex=0 "
	  "N.1.SecurityGroupId.1=sg-1 N.1.SecurityGroupId.2=sg-2", NULL },
	{ "groups in it and beside it", { ":0::::sg-1" },
	  { "SecurityGroupId.1", "sg-2" }, NULL, TWICE("SecurityGroupId") },
	{ "groups of another, and beside it", { ":0", ":1::::sg-1" },
	  { "SecurityGroupId.1", "sg-2" }, "N.1.DeviceIndex=0 N.2.DeviceIndex=1 "
	  "N.2.SecurityGroupId.1=sg-1 N.1.SecurityGroupId.1=sg-2", NULL },
	{ "a subnet in it and beside it", { ":0:s" }, { "SubnetId", "s" },
	  NULL, TWICE("SubnetId") },
	{ "an address in it and beside it", { ":0:::10.0.0.1" },
	  { "PrivateIpAddress", "10.0.0.2" }, NULL,
	  TWICE("PrivateIpAddress") },
	{ "a group by name", { ":0" }, { "SecurityGroup.1", "g" }, NULL,
	  "-g g: an interface's groups go by id, sg-..." },
	{ "addresses in it and beside it", { ":0:::10.0.0.1" },
	  { "SecondaryPrivateIpAddress.1", "10.0.0.2" }, "N.1.DeviceIndex=0 "
	  "N.1.PrivateIpAddresses.1.PrivateIpAddress=10.0.0.1 "
	  "N.1.PrivateIpAddresses.1.Primary=true "
	  "N.1.PrivateIpAddresses.2.PrivateIpAddress=10.0.0.2", NULL },
	{ "options alone", { NULL }, { "AssociatePublicIpAddress", "true",
	  "SubnetId", "s" }, "N.1.DeviceIndex=0 N.1.SubnetId=s "
	  "N.1.AssociatePublicIpAddress=true", NULL },
};

static int feed(struct params *p, int row, struct err *err)
{
	const char *const *others = rows[row].others;

	for (int i = 0; i < 2 && rows[row].attachments[i]; i++)
		if (nic_attachment(p, "NetworkInterface",
				   rows[row].attachments[i], err))
			return -1;
	for (int i = 0; i < 6 && others[i]; i += 2)
		ck_assert_int_eq(params_add(p, others[i], others[i + 1], err),
				 0);
	return nic_finish(p, err);
}

/* All of P, with N for NetworkInterface. */
static void print(struct buf *out, const struct params *p)
{
	static const char list[] = "NetworkInterface.";

	for (size_t i = 0; i < p->len; i++) {
		const char *name = params_name(p, i);
		bool nic = strncmp(name, list, strlen(list)) == 0;

		buf_printf(out, "%s%s%s=%s", out->len ? " " : "",
			   nic ? "N." : "", nic ? name + strlen(list) : name,
			   params_value(p, i));
	}
}

START_TEST(interfaces)
{
	const char *words = rows[_i].words;
	struct params p = {0};
	struct buf out = {0}, want = {0};
	struct err err = {0};
	int rc = feed(&p, _i, &err);

	ck_assert_msg(rc == (words ? -1 : 0), "%s: %s", rows[_i].what,
		      err.text);
	if (words) {
		ck_assert_int_eq(err.kind, ERR_USAGE);
		if (*words == '*')
			buf_printf(&want, "'%s' is not [ENI]:INDEX[:SUBNET"
				   "[:DESCRIPTION[:ADDRESS[:SG,...[:true|false"
				   "[:COUNT|:[COUNT]:ADDRESS,...]]]]]]",
				   rows[_i].attachments[0]);
		else
			buf_puts(&want, words);
		check_text(rows[_i].what, err.text, buf_str(&want));
	} else {
		print(&out, &p);
		check_text(rows[_i].what, buf_str(&out), rows[_i].sent);
	}
	params_release(&p);
	buf_release(&out);
	buf_release(&want);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ interfaces, ROWS(rows) },
	};

	return check_main("nic", cases, ROWS(cases));
}
