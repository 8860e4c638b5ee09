/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Network interfaces of a launch.
 *
 * With an interface in the request EC2 refuses SubnetId, SecurityGroupId and
 * PrivateIpAddress beside it: they belong to the interface with index 0 then.
 */
#ifndef NIC_H
#define NIC_H

#include "base/err.h"
#include "base/params.h"

/* [ENI]:INDEX:[SUBNET]:[DESCRIPTION]:[ADDRESS]:[SG,...]:[true|false]:[COUNT]:
 * [ADDRESS,...], where parts at the end may be missing.  Becomes the next
 * PARAM.N. and DeviceIndex, SubnetId, ....  A feed as in value.h. */
int nic_attachment(struct params *p, const char *param, const char *value,
		   struct err *err);

/* Where P has an interface, or AssociatePublicIpAddress,
 * SecondaryPrivateIpAddress.N or SecondaryPrivateIpAddressCount, moves all that
 * belongs to the interface with index 0 into that one, or into a new one after
 * the others.  A parameter given twice, and a group by name, are usage
 * errors. */
int nic_finish(struct params *p, struct err *err);

#endif
