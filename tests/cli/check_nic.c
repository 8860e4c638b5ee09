/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of nic: the interfaces of a launch, and the parameters that move into
 * interface 0. */
#include "cli/nic.h"

#include "check_main.h"

#define N "NetworkInterface"

static void show(struct buf *out, const struct params *p)
{
	for (size_t i = 0; i < p->len; i++)
		buf_printf(out, "%s=%s ", params_name(p, i),
			   params_value(p, i));
}

static const struct {
	const char *value, *want;	/* want: NULL for a usage error */
} attachments[] = {
	{ ":0", N ".1.DeviceIndex=0 " },
	{ "eni-1:1", N ".1.NetworkInterfaceId=eni-1 " N ".1.DeviceIndex=1 " },
	{ ":0:subnet-1:words", N ".1.DeviceIndex=0 " N ".1.SubnetId=subnet-1 "
	  N ".1.Description=words " },
	{ ":0:::10.0.0.1", N ".1.DeviceIndex=0 "
	  N ".1.PrivateIpAddresses.1.PrivateIpAddress=10.0.0.1 "
	  N ".1.PrivateIpAddresses.1.Primary=true " },
	{ ":0::::sg-1,sg-2:false", N ".1.DeviceIndex=0 "
	  N ".1.SecurityGroupId.1=sg-1 " N ".1.SecurityGroupId.2=sg-2 "
	  N ".1.DeleteOnTermination=false " },
	{ ":0:::::true:2", N ".1.DeviceIndex=0 "
	  N ".1.DeleteOnTermination=true "
	  N ".1.SecondaryPrivateIpAddressCount=2 " },
	{ ":0:::10.0.0.1::::10.0.0.2,10.0.0.3", N ".1.DeviceIndex=0 "
	  N ".1.PrivateIpAddresses.1.PrivateIpAddress=10.0.0.1 "
	  N ".1.PrivateIpAddresses.1.Primary=true "
	  N ".1.PrivateIpAddresses.2.PrivateIpAddress=10.0.0.2 "
	  N ".1.PrivateIpAddresses.3.PrivateIpAddress=10.0.0.3 " },
	{ "", NULL }, { "eni-1", NULL }, { "eni-1:", NULL },
	{ "eni-1:x", NULL }, { ":0::::::x", NULL },
	{ ":0:::::no", NULL }, { ":0::::::2:10.0.0.2", NULL },
	{ ":0:::::::10.0.0.2:", NULL },
	{ ":0::::,sg-1", NULL }, { ":0::::sg-1,", NULL },
	{ ":0::::sg-1,,sg-2", NULL }, { ":0:::::::10.0.0.2,", NULL },
};

START_TEST(attached)
{
	const char *want = attachments[_i].want;
	struct params p = { 0 };
	struct buf got = { 0 };
	struct err err = { 0 };
	int rc = nic_attachment(&p, N, attachments[_i].value, &err);

	ck_assert_msg(rc == (want ? 0 : -1), "%s: %s", attachments[_i].value,
		      err.text);
	show(&got, &p);
	if (want)
		check_text(attachments[_i].value, buf_str(&got), want);
	else
		ck_assert_int_eq(err.kind, ERR_USAGE);
	buf_release(&got);
	params_release(&p);
}
END_TEST

static const struct {
	const char *what;
	const char *params[12];		/* names and values in turn */
	const char *want;		/* NULL for a usage error */
} launches[] = {
	{ "no parameter needs an interface",
	  { "SubnetId", "s", "ImageId", "a" }, "SubnetId=s ImageId=a " },
	{ "a public address needs an interface", { "ImageId", "a",
	  "SubnetId", "s", "AssociatePublicIpAddress", "true" }, "ImageId=a "
	  N ".1.SubnetId=s " N ".1.AssociatePublicIpAddress=true "
	  N ".1.DeviceIndex=0 " },
	{ "a group by name is refused", { "SecurityGroup.1", "g",
	  "AssociatePublicIpAddress", "true" }, NULL },
	{ "one subnet for the launch, another for interface 0",
	  { N ".1.DeviceIndex", "0", N ".1.SubnetId", "t", "SubnetId", "s" },
	  NULL },
};

/* Returns whether P has the parameters of WANT and no others, in any order. */
static bool same(const struct params *p, const char *want)
{
	struct buf one = { 0 };
	size_t len = 0;
	bool all = true;

	for (size_t i = 0; i < p->len; i++) {
		buf_clear(&one);
		buf_printf(&one, "%s=%s ", params_name(p, i),
			   params_value(p, i));
		all = all && strstr(want, buf_str(&one));
		len += one.len;
	}
	buf_release(&one);
	return all && len == strlen(want);
}

START_TEST(finished)
{
	const char *const *param = launches[_i].params;
	const char *want = launches[_i].want;
	struct params p = { 0 };
	struct buf got = { 0 };
	struct err err = { 0 };
	int rc;

	for (; *param; param += 2)
		ck_assert_int_eq(params_add(&p, param[0], param[1], &err), 0);
	rc = nic_finish(&p, &err);
	show(&got, &p);
	ck_assert_msg(rc == (want ? 0 : -1), "%s: %s", launches[_i].what,
		      err.text);
	if (want)
		ck_assert_msg(same(&p, want), "%s: %s", launches[_i].what,
			      buf_str(&got));
	else
		ck_assert_int_eq(err.kind, ERR_USAGE);
	buf_release(&got);
	params_release(&p);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ attached, ROWS(attachments) },
		{ finished, ROWS(launches) },
	};

	return check_main("nic", cases, ROWS(cases));
}
