/* SPDX-License-Identifier: BSD-2-Clause */
/* The actions of the API, and the way of a request through one of them. */
#include "actions/actions.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "actions/copies.h"
#include "actions/group_rules.h"
#include "actions/images.h"
#include "actions/instance_attributes.h"
#include "actions/instances.h"
#include "actions/keys.h"
#include "actions/launch.h"
#include "actions/modify.h"
#include "actions/names.h"
#include "actions/network.h"
#include "actions/power.h"
#include "actions/register.h"
#include "actions/reservations.h"
#include "actions/storage.h"
#include "actions/tags.h"
#include "call/describe.h"
#include "call/mapping.h"
#include "call/paging.h"
#include "call/tagging.h"
#include "kinds/account_kind.h"
#include "kinds/image_kind.h"
#include "kinds/instance_kind.h"
#include "kinds/network_kind.h"
#include "kinds/volume_kind.h"
#include "state/passing.h"

#define VERSION_FIRST "2007-03-01"
#define VERSION_LAST "2016-11-15"
#define STS_ACTION "GetCallerIdentity"

enum { PARAMETERS_MAX = 48 };

/* An action is a function, a recipe, or the description of a kind. */
struct action {
	const char *name;
	int (*run)(struct call *c, struct fault *fault);
	const struct recipe *recipe;
	const struct kind *kind;
	const char *parameters[PARAMETERS_MAX];	/* beside the common ones */
};

#define PERMISSIONS(name) \
	name ".Add.N.UserId", name ".Add.N.Group", \
	name ".Remove.N.UserId", name ".Remove.N.Group"

static const struct action actions[] = {
	{ "AllocateAddress", .recipe = &network_allocate_address },
	{ "AssociateAddress", .recipe = &network_associate_address },
	{ "AttachVolume", .recipe = &storage_attach_volume },
	{ "AuthorizeSecurityGroupEgress", .run = group_rules_authorize_egress,
	  .parameters = { GROUP_RULES_PARAMETERS } },
	{ "AuthorizeSecurityGroupIngress", .run = group_rules_authorize_ingress,
	  .parameters = { GROUP_RULES_PARAMETERS } },
	{ "ConfirmProductInstance", .recipe = &instances_confirm },
	{ "CopyImage", .recipe = &copies_copy_image },
	{ "CopySnapshot", .recipe = &storage_copy_snapshot },
	{ "CreateImage", .recipe = &copies_create_image },
	{ "CreateKeyPair", .run = keys_create,
	  .parameters = { "KeyName", "KeyType", "KeyFormat",
			  TAGGING_PARAMETERS } },
	{ "CreateSecurityGroup", .recipe = &network_create_group },
	{ "CreateSnapshot", .recipe = &storage_create_snapshot },
	{ "CreateTags", .run = tags_create,
	  .parameters = { "ResourceId.N", "Tag.N.Key", "Tag.N.Value" } },
	{ "CreateVolume", .recipe = &storage_create_volume },
	{ "DeleteKeyPair", .recipe = &network_delete_key },
	{ "DeleteSecurityGroup", .recipe = &network_delete_group },
	{ "DeleteSnapshot", .recipe = &storage_delete_snapshot },
	{ "DeleteTags", .run = tags_delete,
	  .parameters = { "ResourceId.N", "Tag.N.Key", "Tag.N.Value" } },
	{ "DeleteVolume", .recipe = &storage_delete_volume },
	{ "DeregisterImage", .recipe = &images_deregister },
	{ "DescribeAddresses", .kind = &network_kind_address },
	{ "DescribeAvailabilityZones", .kind = &account_kind_zone,
	  .parameters = { "AllAvailabilityZones" } },
	{ "DescribeImageAttribute", .recipe = &images_describe_attribute },
	{ "DescribeImages", .kind = &image_kind,
	  .parameters = { "IncludeDeprecated", "IncludeDisabled" } },
	{ "DescribeInstanceAttribute",
	  .recipe = &instances_describe_attribute },
	{ "DescribeInstanceStatus", .kind = &instance_kind_status,
	  .parameters = { "IncludeAllInstances" } },
	{ "DescribeInstances", .run = reservations_describe,
	  .parameters = { "InstanceId.N", FILTER_PARAMETERS,
			  PAGING_PARAMETERS } },
	{ "DescribeKeyPairs", .kind = &network_kind_key },
	{ "DescribeRegions", .kind = &account_kind_region,
	  .parameters = { "AllRegions" } },
	{ "DescribeSecurityGroups", .kind = &network_kind_group },
	{ "DescribeSnapshotAttribute",
	  .recipe = &storage_describe_snapshot_attribute },
	{ "DescribeSnapshots", .kind = &volume_kind_snapshot },
	{ "DescribeTags", .kind = &account_kind_tag },
	{ "DescribeVolumes", .kind = &volume_kind },
	{ "DetachVolume", .recipe = &storage_detach_volume },
	{ "DisableImageDeprecation", .recipe = &copies_disable_deprecation },
	{ "DisassociateAddress", .recipe = &network_disassociate_address },
	{ "EnableImageDeprecation", .recipe = &copies_enable_deprecation },
	{ "GetConsoleOutput", .recipe = &instances_console },
	{ "GetPasswordData", .recipe = &instances_password },
	{ "ImportKeyPair", .run = keys_import,
	  .parameters = { "KeyName", "PublicKeyMaterial",
			  TAGGING_PARAMETERS } },
	{ "ModifyImageAttribute", .run = modify_image_attribute,
	  .parameters = {
	    "ImageId", "Attribute", "OperationType",
	    PERMISSIONS("LaunchPermission"),
	    "LaunchPermission.Add.N.OrganizationArn",
	    "LaunchPermission.Add.N.OrganizationalUnitArn",
	    "LaunchPermission.Remove.N.OrganizationArn",
	    "LaunchPermission.Remove.N.OrganizationalUnitArn",
	    "UserId.N", "UserGroup.N", "OrganizationArn.N",
	    "OrganizationalUnitArn.N", "ProductCode.N", "Description.Value",
	    "Value" } },
	{ "ModifyInstanceAttribute", .run = instance_attributes_modify,
	  .parameters = { INSTANCE_ATTRIBUTES_PARAMETERS } },
	{ "ModifySnapshotAttribute", .run = modify_snapshot_attribute,
	  .parameters = {
	    "SnapshotId", "Attribute", "OperationType", "UserId.N",
	    "UserGroup.N", PERMISSIONS("CreateVolumePermission") } },
	{ "MonitorInstances", .recipe = &power_monitor },
	{ "RebootInstances", .recipe = &power_reboot },
	{ "RegisterImage", .run = register_image,
	  .parameters = {
	    "ImageLocation", "Name", "Description", "Architecture",
	    "KernelId", "RamdiskId", "RootDeviceName", "VirtualizationType",
	    "SriovNetSupport", "EnaSupport", "BootMode", "TpmSupport",
	    "ImdsSupport", TAGGING_PARAMETERS, MAPPING_PARAMETERS } },
	{ "ReleaseAddress", .recipe = &network_release_address },
	{ "ResetImageAttribute", .recipe = &images_reset_attribute },
	{ "ResetInstanceAttribute", .recipe = &instances_reset },
	{ "ResetSnapshotAttribute", .recipe = &storage_reset_snapshot },
	{ "RevokeSecurityGroupEgress", .run = group_rules_revoke_egress,
	  .parameters = { GROUP_RULES_PARAMETERS } },
	{ "RevokeSecurityGroupIngress", .run = group_rules_revoke_ingress,
	  .parameters = { GROUP_RULES_PARAMETERS } },
	{ "RunInstances", .run = launch_instances,
	  .parameters = {
	    "ImageId", "MinCount", "MaxCount", "InstanceType", "KeyName",
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
	    "DisableApiTermination", "DisableApiStop",
	    "InstanceInitiatedShutdownBehavior",
	    "IamInstanceProfile.Arn", "IamInstanceProfile.Name",
	    "MetadataOptions.InstanceMetadataTags",
	    "ClientToken", TAGGING_PARAMETERS, MAPPING_PARAMETERS } },
	{ "StartInstances", .recipe = &power_start },
	{ "StopInstances", .recipe = &power_stop },
	{ "TerminateInstances", .recipe = &power_terminate },
	{ "UnmonitorInstances", .recipe = &power_unmonitor },
};

static const struct action *find(const char *name)
{
	for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++)
		if (strcmp(actions[i].name, name) == 0)
			return &actions[i];
	return NULL;
}

static bool is_among(const char *const *patterns, const char *name)
{
	long n;

	for (; *patterns; patterns++)
		if (call_matches(*patterns, name, &n, NULL))
			return true;
	return false;
}

static bool is_selector(const struct kind *k, const char *name)
{
	static const char *const filters[] = { FILTER_PARAMETERS, NULL };
	static const char *const paging[] = { PAGING_PARAMETERS, NULL };
	const char *const lists[] = { k->owners ? k->owners : "",
				      k->users ? k->users : "", NULL };
	const char *const names[] = { k->parameter, k->other };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		char pattern[64] = "";
		long n;

		if (names[i])
			(void)snprintf(pattern, sizeof(pattern), "%s.N",
				       names[i]);
		if (call_matches(pattern, name, &n, NULL))
			return true;
	}
	return is_among(filters, name) || is_among(lists, name) ||
	       (k->page_min && is_among(paging, name));
}

static bool is_modelled(const struct action *action, const char *name)
{
	return is_among(action->parameters, name) ||
	       (action->kind && is_selector(action->kind, name)) ||
	       (action->recipe && recipe_takes(action->recipe, name));
}

/* Refuses parameters that we do not know: if we ignored them, a rehearsal could
 * succeed where EC2 refuses the request. */
static int check_parameters(const struct call *c, const struct action *action,
			    struct fault *fault)
{
	for (size_t i = 0; i < c->params->len; i++) {
		const char *name = params_name(c->params, i);

		if (call_is_common(name) || is_modelled(action, name))
			continue;
		switch (names_parameter(action->name, name)) {
		case NAMES_HARMLESS:
			break;
		case NAMES_NOT_MODELLED:
			return fault_set(fault, FAULT_NOT_MODELLED,
					 "ec2-sandbox does not model the "
					 "parameter %s of %s", name,
					 action->name);
		case NAMES_UNKNOWN:
			return fault_set(fault, FAULT_UNKNOWN_PARAMETER,
					 "The parameter %s is not recognized",
					 name);
		}
	}
	return 0;
}

/* Refuses a version that we do not have.  Dates of this form compare as
 * text. */
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

static int run(struct call *c, const struct action *action,
	       struct fault *fault)
{
	if (action->run)
		return action->run(c, fault);
	if (action->recipe)
		return recipe_run(c, action->recipe, fault);
	return describe_run(c, action->kind, fault);
}

/* Runs the action.  Before it, ends the states that have passed since the last
 * request; with --instant, also those that the action began. */
static int run_settled(struct call *c, const struct action *action,
		       struct fault *fault)
{
	struct err err;

	if (passing_settle(c->state, c->instant, &err))
		return fault_internal(fault, &err);
	if (run(c, action, fault))
		return -1;
	if (c->instant && passing_settle(c->state, true, &err))
		return fault_internal(fault, &err);
	return 0;
}

/* Carries out an action.  A dry run does so too, and is then rolled back. */
static int carry_out(struct call *c, const struct action *action,
		     struct fault *fault)
{
	bool dry_run;
	struct err err;

	if (call_bool(c, "DryRun", &dry_run, fault))
		return -1;
	if (state_begin(c->state, &err))
		return fault_internal(fault, &err);
	if (run_settled(c, action, fault)) {
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

/* GetCallerIdentity, the only action of STS that we have. */
static int tell_identity(struct call *c, const char *id, struct fault *fault)
{
	markup_start_sts(c->out, STS_ACTION);
	markup_text(c->out, "Arn", c->arn);
	markup_text(c->out, "UserId", c->account);
	markup_text(c->out, "Account", c->account);
	markup_finish_sts(c->out, id);
	return 0;
}

int actions_run(struct call *c, const char *id, struct fault *fault)
{
	const struct action *a;
	const char *name;

	if (call_need(c, "Action", &name, fault))
		return -1;
	if (strcmp(name, STS_ACTION) == 0)
		return tell_identity(c, id, fault);
	if (c->is_sts)
		return fault_set(fault, FAULT_INVALID_ACTION, "Of STS "
				 "ec2-sandbox knows only " STS_ACTION ", not "
				 "%s", name);
	if (call_need(c, "Version", &c->version, fault) ||
	    check_version(c->version, fault))
		return -1;
	a = find(name);
	if (!a && names_has_action(name))
		return fault_set(fault, FAULT_NOT_MODELLED, "ec2-sandbox does "
				 "not model the action %s", name);
	if (!a)
		return fault_set(fault, FAULT_INVALID_ACTION, "The action %s "
				 "is not valid for this web service.", name);
	if (check_parameters(c, a, fault))
		return -1;
	markup_start(c->out, a->name, c->version, id);
	return carry_out(c, a, fault);
}
