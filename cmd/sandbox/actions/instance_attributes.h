/* SPDX-License-Identifier: BSD-2-Clause */
/* Changes of an instance's attributes. */
#ifndef INSTANCE_ATTRIBUTES_H
#define INSTANCE_ATTRIBUTES_H

#include "call/call.h"

#define INSTANCE_ATTRIBUTES_PARAMETERS \
	"InstanceId", "Attribute", "Value", "InstanceType.Value", \
	"Kernel.Value", "Ramdisk.Value", "UserData.Value", \
	"DisableApiTermination.Value", "DisableApiStop.Value", \
	"InstanceInitiatedShutdownBehavior.Value", "SourceDestCheck.Value", \
	"EbsOptimized.Value", "EnaSupport.Value", "SriovNetSupport.Value", \
	"GroupId.N", "BlockDeviceMapping.N.DeviceName", \
	"BlockDeviceMapping.N.Ebs.VolumeId", \
	"BlockDeviceMapping.N.Ebs.DeleteOnTermination"

int instance_attributes_modify(struct call *c, struct fault *fault);

#endif
