/* SPDX-License-Identifier: BSD-2-Clause */
#include "actions/actions.h"

#include <ctype.h>
#include <string.h>

#include "actions/catalog.h"
#include "actions/images.h"
#include "actions/instances.h"
#include "actions/launch.h"
#include "actions/modify.h"
#include "actions/regions.h"
#include "actions/register.h"
#include "actions/reservations.h"
#include "actions/terminate.h"
#include "call/filter.h"
#include "call/mapping.h"
#include "call/paging.h"

#define VERSION_FIRST "2007-03-01"
#define VERSION_LAST "2016-11-15"

enum { PARAMETERS_MAX = 48 };

struct action {
	const char *name;
	int (*run)(struct call *c, struct fault *fault);
	const char *parameters[PARAMETERS_MAX];	/* apart from the common ones */
};

static const struct action actions[] = {
	{ "ConfirmProductInstance", instances_confirm,
	  { "ProductCode", "InstanceId" } },
	{ "DeregisterImage", register_undo,
	  { "ImageId", "DeleteAssociatedSnapshots" } },
	{ "DescribeImageAttribute", images_describe_attribute,
	  { "ImageId", "Attribute" } },
	{ "DescribeImages", catalog_describe_images,
	  { "ImageId.N", "Owner.N", "ExecutableBy.N", "IncludeDeprecated",
	    "IncludeDisabled",
	    FILTER_PARAMETERS, PAGING_PARAMETERS } },
	{ "DescribeInstanceAttribute", instances_describe_attribute,
	  { "InstanceId", "Attribute" } },
	{ "DescribeInstances", reservations_describe,
	  { "InstanceId.N", FILTER_PARAMETERS, PAGING_PARAMETERS } },
	{ "DescribeRegions", regions_describe,
	  { "RegionName.N", "AllRegions", FILTER_PARAMETERS } },
	{ "ModifyImageAttribute", modify_image_attribute,
	  { "ImageId", "Attribute", "OperationType",
	    "LaunchPermission.Add.N.UserId", "LaunchPermission.Add.N.Group",
	    "LaunchPermission.Add.N.OrganizationArn",
	    "LaunchPermission.Add.N.OrganizationalUnitArn",
	    "LaunchPermission.Remove.N.UserId",
	    "LaunchPermission.Remove.N.Group",
	    "LaunchPermission.Remove.N.OrganizationArn",
	    "LaunchPermission.Remove.N.OrganizationalUnitArn",
	    "UserId.N", "UserGroup.N", "OrganizationArn.N",
	    "OrganizationalUnitArn.N", "ProductCode.N", "Description.Value",
	    "Value" } },
	{ "RegisterImage", register_image,
	  { "ImageLocation", "Name", "Description", "Architecture",
	    "KernelId", "RamdiskId", "RootDeviceName", "VirtualizationType",
	    "SriovNetSupport", "EnaSupport", "BootMode", "TpmSupport",
	    "ImdsSupport", "TagSpecification.N.ResourceType",
	    "TagSpecification.N.Tag.N.Key", "TagSpecification.N.Tag.N.Value",
	    MAPPING_PARAMETERS } },
	{ "ResetImageAttribute", images_reset_attribute,
	  { "ImageId", "Attribute" } },
	{ "RunInstances", launch_instances,
	  { "ImageId", "MinCount", "MaxCount", "InstanceType", "KeyName",
	    "SecurityGroup.N", "SecurityGroupId.N", "UserData",
	    "Placement.AvailabilityZone", "Placement.GroupName",
	    "Placement.Tenancy", "KernelId", "RamdiskId", "SubnetId",
	    "NetworkInterface.N.DeviceIndex", "NetworkInterface.N.SubnetId",
	    "NetworkInterface.N.SecurityGroupId.N",
	    "NetworkInterface.N.AssociatePublicIpAddress",
	    "NetworkInterface.N.DeleteOnTermination",
	    "NetworkInterface.N.Description",
	    "NetworkInterface.N.PrivateIpAddresses.N.PrivateIpAddress",
	    "NetworkInterface.N.PrivateIpAddresses.N.Primary",
	    "NetworkInterface.N.SecondaryPrivateIpAddressCount",
	    "PrivateIpAddress", "Monitoring.Enabled", "EbsOptimized",
	    "DisableApiTermination", "InstanceInitiatedShutdownBehavior",
	    "IamInstanceProfile.Arn", "IamInstanceProfile.Name",
	    "ClientToken", "TagSpecification.N.ResourceType",
	    "TagSpecification.N.Tag.N.Key", "TagSpecification.N.Tag.N.Value",
	    MAPPING_PARAMETERS } },
	{ "TerminateInstances", terminate_instances, { "InstanceId.N" } },
};

static const struct action *find_action(const char *name)
{
	for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++)
		if (strcmp(actions[i].name, name) == 0)
			return &actions[i];
	return NULL;
}

static bool knows_parameter(const char *const *patterns, const char *name)
{
	long n;

	for (; *patterns; patterns++)
		if (call_matches(*patterns, name, &n, NULL))
			return true;
	return false;
}

/* Refuses unknown parameters: if we ignored one, a rehearsal would succeed
 * where EC2 refuses. */
static int check_parameters(const struct call *c, const struct action *action,
			    struct fault *fault)
{
	for (size_t i = 0; i < c->params->len; i++) {
		const char *name = params_name(c->params, i);

		if (!call_is_common(name) &&
		    !knows_parameter(action->parameters, name))
			return fault_set(fault, FAULT_UNKNOWN_PARAMETER,
					 "The parameter %s is not recognized",
					 name);
	}
	return 0;
}

/* Dates of this form compare as text. */
static int check_version(const char *version, struct fault *fault)
{
	static const char form[] = "dddd-dd-dd";
	bool ok = strlen(version) == strlen(form);

	for (size_t i = 0; ok && form[i]; i++)
		ok = form[i] == 'd' ? isdigit((unsigned char)version[i]) != 0
				    : version[i] == form[i];
	if (ok && strcmp(version, VERSION_FIRST) >= 0 &&
	    strcmp(version, VERSION_LAST) <= 0)
		return 0;
	return fault_set(fault, FAULT_NO_SUCH_VERSION, "The requested version "
			 "(%s) of service AmazonEC2 does not exist; the "
			 "sandbox knows " VERSION_FIRST " to " VERSION_LAST,
			 version);
}

/* Runs the action; the changes of a dry run are then undone. */
static int run_action(struct call *c, const struct action *action,
		      struct fault *fault)
{
	bool dry_run;
	struct err err;

	if (call_bool(c, "DryRun", &dry_run, fault))
		return -1;
	if (state_begin(c->state, &err))
		return fault_internal(fault, &err);
	if (action->run(c, fault)) {
		state_rollback(c->state);
		return -1;
	}
	if (dry_run) {
		state_rollback(c->state);
		return fault_set(fault, FAULT_DRY_RUN, "Request would have "
				 "succeeded, but DryRun flag is set.");
	}
	if (c->undo) {
		state_rollback(c->state);
		return 0;
	}
	if (state_commit(c->state, &err))
		return fault_internal(fault, &err);
	return 0;
}

int actions_run(struct call *c, const char *id, struct fault *fault)
{
	const struct action *a;
	const char *name;

	if (call_need(c, "Action", &name, fault) ||
	    call_need(c, "Version", &c->version, fault) ||
	    check_version(c->version, fault))
		return -1;
	a = find_action(name);
	if (!a)
		return fault_set(fault, FAULT_INVALID_ACTION, "The action %s "
				 "is not valid for this web service.", name);
	if (check_parameters(c, a, fault))
		return -1;
	markup_start(c->out, a->name, c->version, id);
	return run_action(c, a, fault);
}
