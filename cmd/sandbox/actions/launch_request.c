/* SPDX-License-Identifier: BSD-2-Clause */
#include "actions/launch_request.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include "base/codec.h"
#include "values/text.h"

enum {
	COUNT_MAX = 1000,
	TOKEN_MAX = 64,
	USER_DATA_MAX = 16 * 1024,
};

static int invalid(struct fault *fault, const char *name, const char *value)
{
	return fault_set(fault, FAULT_PARAMETER_VALUE, "Value (%s) for "
			 "parameter %s is invalid.", value, name);
}

static int read_count(struct launch_request *r, const struct call *c,
		      struct fault *fault)
{
	const char *text;
	long min = 0, max = 0;

	if (call_need(c, "MinCount", &text, fault) ||
	    call_need(c, "MaxCount", &text, fault) ||
	    call_number(c, "MinCount", 1, 1000000, &min, fault) ||
	    call_number(c, "MaxCount", 1, 1000000, &max, fault))
		return -1;
	if (min > max)
		return fault_set(fault, FAULT_PARAMETER_VALUE, "MinCount is "
				 "greater than MaxCount");
	if (min > COUNT_MAX)
		return fault_set(fault, FAULT_INSTANCE_LIMIT, "You have "
				 "requested more instances (%ld) than your "
				 "current instance limit of %d allows", min,
				 COUNT_MAX);
	r->count = max < COUNT_MAX ? max : COUNT_MAX;
	return 0;
}

/* Checks only the form, FAMILY.SIZE: we do not know which types exist. */
static int check_type(const char *type, struct fault *fault)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
	size_t family = strspn(type, allowed);
	size_t size = type[family] == '.' ?
		      strspn(type + family + 1, allowed) : 0;

	if (family && size && !type[family + 1 + size] && strlen(type) < 32)
		return 0;
	return fault_set(fault, FAULT_PARAMETER_VALUE, "Invalid value '%s' "
			 "for InstanceType.", type);
}

static int check_zone(const struct call *c, const char *zone,
		      struct fault *fault)
{
	size_t region = strlen(c->region);

	if (strncmp(zone, c->region, region) == 0 && zone[region] >= 'a' &&
	    zone[region] <= 'f' && !zone[region + 1])
		return 0;
	return fault_set(fault, FAULT_PARAMETER_VALUE, "Invalid availability "
			 "zone: [%s]", zone);
}

static int check_choice(const char *name, const char *value,
			const char *choices, struct fault *fault)
{
	return text_is_one_of(choices, value) ? 0 :
	       invalid(fault, name, value);
}

static int read_texts(struct launch_request *r, const struct call *c,
		      struct fault *fault)
{
	struct in_addr address;

	r->type = call_text(c, "InstanceType", "m1.small");
	r->key = call_text(c, "KeyName", "");
	(void)snprintf(r->first_zone, sizeof(r->first_zone), "%sa", c->region);
	r->zone = call_text(c, "Placement.AvailabilityZone", r->first_zone);
	r->kernel = call_text(c, "KernelId", "");
	r->ramdisk = call_text(c, "RamdiskId", "");
	r->subnet = call_text(c, "SubnetId", "");
	r->private_ip = call_text(c, "PrivateIpAddress", "");
	if (!*r->subnet)
		r->subnet = call_text(c, "NetworkInterface.1.SubnetId", "");
	if (!*r->private_ip && !strcmp(call_text(c, "NetworkInterface.1."
	    "PrivateIpAddresses.1.Primary", ""), "true"))
		r->private_ip = call_text(c, "NetworkInterface.1."
			"PrivateIpAddresses.1.PrivateIpAddress", "");
	r->tenancy = call_text(c, "Placement.Tenancy", "default");
	r->placement_group = call_text(c, "Placement.GroupName", "");
	r->metadata_tags = call_text(c, "MetadataOptions."
				     "InstanceMetadataTags", "disabled");
	r->shutdown = call_text(c, "InstanceInitiatedShutdownBehavior",
				"stop");
	if (check_type(r->type, fault) || check_zone(c, r->zone, fault) ||
	    check_choice("Placement.Tenancy", r->tenancy,
			 "default|dedicated", fault) ||
	    check_choice("InstanceMetadataTags", r->metadata_tags,
			 "enabled|disabled", fault) ||
	    check_choice("InstanceInitiatedShutdownBehavior", r->shutdown,
			 "stop|terminate", fault))
		return -1;
	if (*r->subnet && !id_is_valid(r->subnet, "subnet-"))
		return invalid(fault, "SubnetId", r->subnet);
	if (*r->private_ip && (!*r->subnet || r->count > 1))
		return fault_set(fault, FAULT_PARAMETER_COMBINATION,
				 "PrivateIpAddress needs SubnetId, and is for "
				 "a single instance");
	if (*r->private_ip &&
	    inet_pton(AF_INET, r->private_ip, &address) != 1)
		return invalid(fault, "PrivateIpAddress", r->private_ip);
	return 0;
}

static int read_flags(struct launch_request *r, const struct call *c,
		      struct fault *fault)
{
	bool monitoring, optimized, protected;

	if (call_bool(c, "Monitoring.Enabled", &monitoring, fault) ||
	    call_bool(c, "EbsOptimized", &optimized, fault) ||
	    call_bool(c, "DisableApiTermination", &protected, fault))
		return -1;
	r->monitoring = monitoring ? "enabled" : "disabled";
	r->ebs_optimized = optimized ? "true" : "false";
	r->protected = protected ? "true" : "false";
	return 0;
}

static int read_token(const struct call *c, struct fault *fault)
{
	const char *token = call_text(c, "ClientToken", "");

	if (strlen(token) > TOKEN_MAX)
		return fault_set(fault, FAULT_PARAMETER_VALUE, "The client "
				 "token is longer than %d characters",
				 TOKEN_MAX);
	for (; *token; token++)
		if (*token < ' ' || *token > '~')
			return invalid(fault, "ClientToken",
				       call_text(c, "ClientToken", ""));
	return 0;
}

static int read_user_data(struct launch_request *r, const struct call *c,
			  struct fault *fault)
{
	const char *text = call_text(c, "UserData", "");
	struct buf data = {0};
	struct err err;
	int rc = 0;

	if (codec_base64_decode(&data, text, strlen(text), &err))
		rc = fault_set(fault, FAULT_USER_DATA,
			       "Invalid BASE64 encoding of user data.");
	else if (data.len > USER_DATA_MAX)
		rc = fault_set(fault, FAULT_USER_DATA, "User data is limited "
			       "to %d bytes", USER_DATA_MAX);
	else if (data.len)
		codec_base64(&r->user_data, data.data, data.len);
	buf_release(&data);
	return rc;
}

static int read_profile(struct launch_request *r, const struct call *c,
			struct fault *fault)
{
	const char *arn = call_text(c, "IamInstanceProfile.Arn", "");
	const char *name = call_text(c, "IamInstanceProfile.Name", "");

	if (*arn && *name)
		return fault_set(fault, FAULT_PARAMETER_COMBINATION, "An "
				 "instance profile has a name or an ARN");
	if (*arn && strncmp(arn, "arn:aws", strlen("arn:aws")) != 0)
		return invalid(fault, "IamInstanceProfile.Arn", arn);
	if (*arn)
		buf_puts(&r->profile, arn);
	else if (*name)
		buf_printf(&r->profile, "arn:aws:iam::%s:instance-profile/%s",
			   c->account, name);
	return 0;
}

/* Checks the interfaces.  We model only one, whose subnet, groups and primary
 * address are the instance's. */
static int check_interfaces(const struct call *c, struct fault *fault)
{
	struct call_list list;
	int rc = call_list(c, "NetworkInterface.N.DeviceIndex", &list, fault);

	if (!rc && (list.len > 1 || (list.len && (list.items[0].n != 1 ||
	    strcmp(list.items[0].value, "0") != 0))))
		rc = fault_set(fault, FAULT_PARAMETER_VALUE, "ec2-sandbox "
			       "models one network interface, with index 0");
	if (!rc && list.len && (*call_text(c, "SubnetId", "") ||
				*call_text(c, "SecurityGroupId.1", "") ||
				*call_text(c, "PrivateIpAddress", "")))
		rc = fault_set(fault, FAULT_PARAMETER_COMBINATION, "Network "
			       "interfaces and an instance-level subnet, "
			       "address or security groups may not be "
			       "specified on the same request");
	call_list_release(&list);
	return rc;
}

int launch_request_read(struct launch_request *r, const struct call *c,
			struct fault *fault)
{
	struct err err;

	if (check_interfaces(c, fault) || read_count(r, c, fault) ||
	    read_texts(r, c, fault) ||
	    read_flags(r, c, fault) || read_token(c, fault) ||
	    read_user_data(r, c, fault) || read_profile(r, c, fault) ||
	    mappings_read(&r->mappings, c, fault))
		return -1;
	if (buf_check(&r->user_data, "user data", &err) ||
	    buf_check(&r->profile, "instance profile", &err))
		return fault_internal(fault, &err);
	return 0;
}

void launch_request_release(struct launch_request *r)
{
	buf_release(&r->user_data);
	buf_release(&r->profile);
	mappings_release(&r->mappings);
}
