/* SPDX-License-Identifier: BSD-2-Clause */
/* The default region, and the name of the service in signatures. */
#ifndef REGION_H
#define REGION_H

#define REGION "us-east-1"
#define SERVICE "ec2"

#endif
