#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Does the same tasks as our commands with Python's SDK, for comparison.

    peers.py confirm URL LIST    a pool of 16 threads confirms each instance
    peers.py regions             a thread for each region lists its instances
    peers.py sign COUNT          signs COUNT requests, in one thread
"""
import concurrent.futures
import sys
import time

KEYS = {"aws_access_key_id": "AKIDEXAMPLE", "aws_secret_access_key": "secret"}


def confirm(url, path):
    import boto3
    from botocore.config import Config
    ec2 = boto3.client("ec2", "us-east-1", endpoint_url=url,
                       config=Config(max_pool_connections=16), **KEYS)

    def one(instance):
        reply = ec2.confirm_product_instance(ProductCode="774F4FF8",
                                             InstanceId=instance)
        return f"774F4FF8\t{instance}\t{reply['Return']}"

    with open(path, encoding="utf-8") as lines:
        instances = lines.read().split()
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        for row in pool.map(one, instances):
            print(row)


def regions():
    import boto3

    def one(region):
        ec2 = boto3.Session().client("ec2", region)
        pages = ec2.get_paginator("describe_instances").paginate(
            PaginationConfig={"PageSize": 1000})
        return [f"{i['InstanceId']}\t{region}" for page in pages
                for r in page["Reservations"] for i in r["Instances"]]

    names = [r["RegionName"] for r in
             boto3.client("ec2").describe_regions()["Regions"]]
    with concurrent.futures.ThreadPoolExecutor(len(names)) as pool:
        for rows in pool.map(one, names):
            print("\n".join(rows))


def sign(count):
    from botocore.auth import SigV4Auth
    from botocore.awsrequest import AWSRequest
    from botocore.credentials import Credentials
    auth = SigV4Auth(Credentials("AKIDEXAMPLE", "secret"), "ec2", "us-east-1")
    start = time.process_time()
    for n in range(count):
        auth.add_auth(AWSRequest(
            "POST", "https://ec2.us-east-1.amazonaws.com/", data={
                "Action": "ConfirmProductInstance",
                "InstanceId": f"i-{n:017x}", "ProductCode": "774F4FF8",
                "Version": "2016-11-15"}))
    seconds = time.process_time() - start
    print(f"{'botocore':30} {count:9} in {seconds:.2f} s, "
          f"{count / seconds:.0f} a second")


if sys.argv[1:2] == ["confirm"]:
    confirm(*sys.argv[2:])
elif sys.argv[1:2] == ["regions"]:
    regions()
else:
    sign(int(sys.argv[2]))
