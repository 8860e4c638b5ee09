/* SPDX-License-Identifier: BSD-2-Clause */
/* The rows of a reservation. */
#include "reply/reservation.h"

const char reservation_headings[] =
	"Type ReservationID Owner Groups Platform";

static const struct row interface_rows[] = {
	{ "attachment",
	  .heads = "Type AttachmentID DeviceIndex Status AttachTime "
		   "DeleteOnTermination",
	  .cells = { LITERAL("NICATTACHMENT"), PATH("attachmentId"),
		     PATH("deviceIndex"), PATH("status"), TIME("attachTime"),
		     BOOLEAN("deleteOnTermination") } },
	{ "privateIpAddressesSet/item", .has = "association",
	  .heads = "Type PublicIpAddress IpOwner PrivateIpAddress",
	  .cells = { LITERAL("NICASSOCIATION"), PATH("association/publicIp"),
		     PATH("association/ipOwnerId"),
		     PATH("privateIpAddress") } },
	{ "groupSet/item",
	  .heads = "Type GroupID GroupName",
	  .cells = { LITERAL("GROUP"), PATH("groupId"),
		     PATH("groupName") } },
	{ "privateIpAddressesSet/item",
	  .heads = "Type PrivateIpAddress PrivateDNSName PublicDNSName",
	  .cells = { LITERAL("PRIVATEIPADDRESS"), PATH("privateIpAddress"),
		     PATH("privateDnsName"),
		     PATH("association/publicDnsName") } },
	ROW_END
};

static const struct row instance_rows[] = {
	RESERVATION_DEVICE_ROW(.only = NULL),
	{ "networkInterfaceSet/item", .rows = interface_rows,
	  .heads = "Type NetworkInterfaceID SubnetID VpcID OwnerID Status "
		   "PrivateIpAddress PrivateDNSName SourceDestCheck",
	  .cells = { LITERAL("NIC"), PATH("networkInterfaceId"),
		     PATH("subnetId"), PATH("vpcId"), PATH("ownerId"),
		     PATH("status"), PATH("privateIpAddress"),
		     PATH("privateDnsName"), BOOLEAN("sourceDestCheck") } },
	{ "tagSet/item",
	  .heads = "Type ResourceType ResourceID Key Value",
	  .cells = { LITERAL("TAG"), LITERAL("instance"),
		     ABOVE("instanceId"), PATH("key"), PATH("value") } },
	ROW_END
};

static const struct row reservation_instance_rows[] = {
	{ "instancesSet/item", .rows = instance_rows,
	  .heads = "Type InstanceID ImageID PublicDNSName PrivateDNSName "
		   "State KeyPair AmiLaunchIndex ProductCodes InstanceType "
		   "LaunchTime AvailabilityZone KernelId RamdiskId Platform "
		   "Monitoring PublicIpAddress PrivateIpAddress Vpc Subnet "
		   "RootDeviceType InstanceLifecycle SpotInstanceRequestID "
		   "LicensePool PlacementGroupName VirtualizationType "
		   "Hypervisor ClientToken SecurityGroups Tenancy "
		   "EbsOptimized IAMProfile",
	  .cells = { LITERAL("INSTANCE"),
		     PATH("instanceId"),
		     PATH("imageId"),
		     PATH("dnsName"),
		     PATH("privateDnsName"),
		     PATH("instanceState/name"),
		     PATH("keyName"),
		     PATH("amiLaunchIndex"),
		     CODES("productCodes/item"),
		     PATH("instanceType"),
		     TIME("launchTime"),
		     PATH("placement/availabilityZone"),
		     PATH("kernelId"),
		     PATH("ramdiskId"),
		     PATH("platform"),
		     MONITORING("monitoring/state"),
		     PATH("ipAddress"),
		     PATH("privateIpAddress"),
		     PATH("vpcId"),
		     PATH("subnetId"),
		     PATH("rootDeviceType"),
		     PATH("instanceLifecycle"),
		     PATH("spotInstanceRequestId"),
		     PATH("license/pool"),
		     PATH("placement/groupName"),
		     PATH("virtualizationType"),
		     PATH("hypervisor"),
		     PATH("clientToken"),
		     JOINED("groupSet/item/groupId"),
		     PATH("placement/tenancy"),
		     BOOLEAN("ebsOptimized"),
		     PATH("iamInstanceProfile/arn") } },
	ROW_END
};

const struct row reservation_rows[] = {
	{ "", .rows = reservation_instance_rows,
	  .heads = "Type ReservationID Owner Groups",
	  .cells = { LITERAL("RESERVATION"), PATH("reservationId"),
		     PATH("ownerId"),
		     JOINED("groupSet/item/groupName|groupId") } },
	ROW_END
};
