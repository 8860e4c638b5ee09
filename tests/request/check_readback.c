/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of readback: which read shows what a write has done. */
#include "request/readback.h"

#include "check_main.h"

static const struct readback table[] = {
	{ "LaunchPermission.", "Describe", "launchPermission", "ImageId" },
	{ "ProductCode.", "Describe", "productCodes", "ImageId" },
	{ "Attribute=check", "Describe", "check", "InstanceId" },
	{ "AssociationId", "DescribeAddresses", NULL, "AssociationId",
	  .filter = "association-id" },
	{ "ImageId", "DescribeImages", NULL, "ImageId", "ImageId.1" },
	{ "Tag.", "DescribeTags", .subject = "ResourceId",
	  .filter = "resource-id" },
	{ .when = NULL }
};

/* Adds "NAME=VALUE&..." to PARAMS. */
static void add(struct params *params, const char *text)
{
	struct err err;
	char name[64], value[64];

	while (*text) {
		size_t n = strcspn(text, "="), v = strcspn(text, "&");

		(void)snprintf(name, sizeof(name), "%.*s", (int)n, text);
		(void)snprintf(value, sizeof(value), "%.*s", (int)(v - n - 1),
			       text + n + 1);
		ck_assert_int_eq(params_add(params, name, value, &err), 0);
		text += v + (text[v] == '&');
	}
}

static const struct {
	const char *what, *write, *read;
} writes[] = {
	{ "a code", "ImageId=ami-1&ProductCode.1=X",
	  "Attribute=productCodes&ImageId=ami-1&" },
	{ "the table's order, not the request's",
	  "ProductCode.1=X&LaunchPermission.Add.1.Group=all&ImageId=ami-1",
	  "Attribute=launchPermission&"
	  "ImageId=ami-1&" },
	{ "another name, and no attribute", "ImageId=ami-1",
	  "ImageId.1=ami-1&" },
	{ "no subject", "ProductCode.1=X",
	  "Attribute=productCodes&ImageId=&" },
	{ "a part of a name is not it", "Product=X", NULL },
	{ "a list as a filter",
	  "Tag.1.Key=a&ResourceId.1=i-1&ResourceId.2=vol-2",
	  "Filter.1.Name=resource-id&Filter.1.Value.1=i-1&"
	  "Filter.1.Value.2=vol-2&" },
	{ "nothing", "", NULL },
	{ "a value", "InstanceId=i-1&Attribute=check",
	  "Attribute=check&InstanceId=i-1&" },
	{ "another value", "InstanceId=i-1&Attribute=kernel", NULL },
	{ "a longer value", "InstanceId=i-1&Attribute=checks", NULL },
	{ "a filter", "AssociationId=a-1",
	  "Filter.1.Name=association-id&Filter.1.Value.1=a-1&" },
};

START_TEST(requests)
{
	struct params write = {0}, read = {0};
	const struct readback *rb;
	struct buf got = {0};
	struct err err;

	add(&write, writes[_i].write);
	rb = readback_find(table, &write);
	ck_assert_ptr_null(readback_find(NULL, &write));
	ck_assert_msg(!rb == !writes[_i].read, "%s", writes[_i].what);
	if (rb) {
		ck_assert_int_eq(readback_add(rb, &write, &read, &err), 0);
		for (size_t i = 0; i < read.len; i++)
			buf_printf(&got, "%s=%s&", params_name(&read, i),
				   params_value(&read, i));
		check_text(writes[_i].what, buf_str(&got), writes[_i].read);
	}
	buf_release(&got);
	params_release(&write);
	params_release(&read);
}
END_TEST

/* What the table itself says of a reply, <r>. */
static const struct {
	const char *what;
	struct readback rb;
	const char *write;
	const char *value;	/* of <a><value>, or NULL: there is no <a> */
	bool holds;
} states[] = {
	{ "the parameter", { .path = "a/value", .param = "A.Value" },
	  "A.Value=x", "x", true },
	{ "another", { .path = "a/value", .param = "A.Value" },
	  "A.Value=x", "y", false },
	{ "none", { .path = "a/value", .param = "A.Value" },
	  "A.Value=x", NULL, false },
	{ "a fixed text", { .path = "a/value", .value = "true" },
	  "A.Value=x", "true", true },
	{ "not it", { .path = "a/value", .value = "true" },
	  "A.Value=x", "false", false },
	{ "gone", { .gone = "a/value" }, "A.Value=x", NULL, true },
	{ "still there", { .gone = "a/value" }, "A.Value=x", "x", false },
	{ "nothing said", { .path = NULL }, "A.Value=x", "x", false },
};

START_TEST(holds)
{
	const char *text = states[_i].value;
	struct node root = { .name = "r", .text = "" };
	struct node a = { .name = "a", .text = "", .parent = &root };
	struct node value = { .name = "value", .parent = &a };
	struct params write = {0};

	value.text = text ? text : "";
	a.first = a.last = &value;
	if (text)
		root.first = root.last = &a;
	add(&write, states[_i].write);
	ck_assert_msg((readback_find_change(&states[_i].rb, &root, &write) ==
		       &root) == states[_i].holds, "%s", states[_i].what);
	params_release(&write);
}
END_TEST

static const struct {
	const char *code;
	bool gone, denied;
} codes[] = {
	{ "InvalidAMIID.NotFound", true, false },
	{ "InvalidAMIID.Unavailable", true, false },
	{ "InvalidAMIID.Malformed", false, false },
	{ "InvalidSnapshot.NotFound", true, false },
	{ "InvalidGroup.NotFound", true, false },
	{ "InvalidKeyPair.NotFound", true, false },
	{ "InvalidVolume.NotFound", true, false },
	{ "InvalidParameterValue.NotFound", false, false },
	{ "InvalidAction.NotFound", false, false },
	{ "Unavailable", false, false },
	{ "Service.Unavailable", false, false },
	{ "InvalidSnapshot.NotFoundHere", false, false },
	{ "UnauthorizedOperation", false, true },
	{ "AuthFailure", false, true },
	{ "AccessDenied", false, true },
	{ "AccessDeniedException", false, true },
	{ "AccessDeniedTwice", false, false },
	{ "", false, false },
};

START_TEST(refusals)
{
	const char *code = codes[_i].code;

	ck_assert_msg(readback_gone(code) == codes[_i].gone, "%s", code);
	ck_assert_msg(readback_denied(code) == codes[_i].denied, "%s", code);
}
END_TEST

static bool is_so(const struct node *reply, const struct params *write)
{
	return strcmp(reply->text, "so") == 0;
}

static const struct node *below(const struct node *reply,
				const struct params *write)
{
	return reply->first;
}

START_TEST(changes)
{
	const struct node leaf = { .name = "leaf", .text = "" };
	struct node so = { .name = "r", .text = "so" };
	const struct node other = { .name = "r", .text = "other" };
	const struct readback held = { .holds = is_so };
	const struct readback found = { .find = below };
	const struct params write = {0};

	ck_assert_ptr_eq(readback_find_change(&held, &so, &write), &so);
	ck_assert_ptr_null(readback_find_change(&held, &other, &write));
	ck_assert_ptr_null(readback_find_change(&found, &so, &write));
	so.first = (struct node *)&leaf;
	ck_assert_ptr_eq(readback_find_change(&found, &so, &write), &leaf);
}
END_TEST

/* Soon for the first time, and in all as often as there is time for. */
START_TEST(waits)
{
	long ms = 0;
	int looks = 0;

	while (ms < READBACK_MS)
		ms += readback_wait_ms(looks++);
	ck_assert_int_le(readback_wait_ms(0), 200);
	ck_assert_int_ge(looks, 5);
	ck_assert_int_le(looks, 10);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ requests, ROWS(writes) },
		{ holds, ROWS(states) },
		{ refusals, ROWS(codes) },
		{ changes, 1 },
		{ waits, 1 },
	};

	return check_main("readback", cases, ROWS(cases));
}
