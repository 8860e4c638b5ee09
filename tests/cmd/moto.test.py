#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Tests selections, options and pages with moto, a server of other authors.  A
command must print the values that boto3 reads.  moto accepts a product code but
drops the code, so the command must print an error and no row."""
import base64
import os
import re
import shutil
import socket
import subprocess
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import boto3rows                                            # noqa: E402

try:
    import boto3
except ImportError:
    print('boto3 is not installed')
    sys.exit(77)
if not shutil.which('moto_server'):
    print('moto_server is not installed')
    sys.exit(77)

BIN = os.environ['BIN']
TMP = os.environ['TMP']
failures = 0


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


PORT = free_port()
URL = f'http://127.0.0.1:{PORT}'
ENV = {'PATH': os.environ['PATH'], 'HOME': TMP, 'AWS_ACCESS_KEY_ID': 'testing',
       'AWS_SECRET_ACCESS_KEY': 'testing', 'EC2_URL': URL,
       'AWS_REGION': 'us-east-1'}
for name in ('ASAN_OPTIONS', 'UBSAN_OPTIONS', 'LSAN_OPTIONS'):
    if name in os.environ:
        ENV[name] = os.environ[name]


def run(*argv):
    p = subprocess.run([os.path.join(BIN, argv[0]), *argv[1:]], env=ENV,
                       stdin=subprocess.DEVNULL, capture_output=True,
                       text=True, timeout=60)
    return p.returncode, p.stdout, p.stderr


def rows(*argv):
    """Runs a command, which must succeed and print no message.  Returns the
    command's rows."""
    rc, out, err = run(*argv)
    expect(f'{argv}: status and message', (rc, err), (0, ''))
    lines = out.split('\n')
    expect(f'{argv}: after the last newline', lines.pop(), '')
    return [line.split('\t') for line in lines]


def expect(what, got, wanted):
    global failures
    if got != wanted:
        failures += 1
        print(f'{what}:\n  expected {wanted!r}\n  got      {got!r}')


def permissions(ec2, image):
    reply = ec2.describe_image_attribute(ImageId=image,
                                         Attribute='launchPermission')
    return sorted(p.get('UserId') or p.get('Group')
                  for p in reply['LaunchPermissions'])


def attributes(ec2):
    image = ec2.register_image(Name='paid', ImageLocation='b/i.xml')['ImageId']

    rc, out, err = run('ec2-modify-image-attribute', image, '-l',
                       '-a', '111122223333', '-a', '4444-5555-6666')
    expect('rows of two new permissions', (rc, out),
           (0, f'launchPermission\t{image}\tADD\tuserId\t111122223333\n'
            f'launchPermission\t{image}\tADD\tuserId\t444455556666\n'))
    expect('boto3 sees the accounts', permissions(ec2, image),
           ['111122223333', '444455556666'])

    rc, out, err = run('ec2-describe-image-attribute', image, '-l')
    expect('rows of the permissions', (rc, sorted(out.splitlines())),
           (0, [f'launchPermission\t{image}\tuserId\t111122223333',
                f'launchPermission\t{image}\tuserId\t444455556666']))

    rc, out, err = run('ec2-modify-image-attribute', image, '-l', '-r',
                       '111122223333')
    expect('row of a removed permission', (rc, out),
           (0, f'launchPermission\t{image}\tREMOVE\tuserId\t111122223333\n'))
    expect('boto3 sees one account', permissions(ec2, image), ['444455556666'])

    rc, out, err = run('ec2-modify-image-attribute', image, '-l', '-a', 'all')
    expect('row of a new permission for all', (rc, out),
           (0, f'launchPermission\t{image}\tADD\tgroup\tall\n'))
    expect('boto3 sees the group', 'all' in permissions(ec2, image), True)

    rc, out, err = run('ec2-modify-image-attribute', image, '-p', '774F4FF8')
    expect('a dropped product code', (rc, out), (1, ''))
    expect('a dropped product code: message',
           'does not have the product code' in err, True)
    expect('boto3 sees no code', ec2.describe_image_attribute(
        ImageId=image, Attribute='productCodes').get('ProductCodes'), [])

    # moto also drops a description.  Version 5.1 reports success.  Later
    # versions do not say whether they made the change.
    rc, out, err = run('ec2-modify-image-attribute', image, '--description',
                       'x')
    expect('a dropped description', (rc, out), (1, ''))
    expect('a dropped description: message',
           'the image has another description' in err, True)

    rc, out, err = run('ec2-modify-image-attribute', 'ami-00000000', '-l',
                       '-a', 'all')
    expect('an image that does not exist', (rc, out), (1, ''))
    expect('an image that does not exist: message', err.splitlines()[0][:36],
           'Client.InvalidAMIID.NotFound: The im')


def client(service):
    return boto3.client(service, endpoint_url=URL, region_name='us-east-1',
                        aws_access_key_id='testing',
                        aws_secret_access_key='testing')


def expect_rows(what, got, wanted):
    """Compares the rows column by column, so that a failure names the
    column."""
    expect(f'{what}: the types of the rows', [row[0] for row in got],
           [row[0] for row in wanted])
    for have, want in zip(got, wanted):
        expect(f'{what}: columns of {want[:3]}', len(have), len(want))
        for i, (a, b) in enumerate(zip(have, want)):
            expect(f'{what}: {want[0]} {want[1]}, column {i}', a, b)


def boto3_rows(kind, items):
    """Returns the rows for the ITEMS that boto3 has read, as text."""
    return [list(boto3rows.in_text(row).values())
            for i in items for row in boto3rows.rows(kind, i)]


def boto3_images(ec2, **selection):
    """Returns the rows of images in the order of the EC2 API tools: by the
    bytes of the location, then by those of the id."""
    found = []
    for page in ec2.get_paginator('describe_images').paginate(**selection):
        found += page['Images']
    found.sort(key=lambda i: (i.get('ImageLocation', '').encode(),
                              i['ImageId'].encode()))
    return boto3_rows('IMAGE', found)


def boto3_instances(ec2, **selection):
    return [r for page in ec2.get_paginator('describe_instances').paginate(
        **selection) for r in boto3_rows('RESERVATION', page['Reservations'])]


def with_boto3_times(got):
    """Converts the attach times of BLOCKDEVICE rows to the form of boto3_rows,
    because the command prints these times as moto sends them."""
    for r in got:
        if r[0] == 'BLOCKDEVICE':
            r[3] = re.sub(r'(\.\d+)?Z$', '+0000', r[3])
    return got


def images(ec2):
    wanted = boto3_images(ec2)
    if len([r for r in wanted if r[0] == 'IMAGE']) < 100:
        expect('moto has more than a hundred images', len(wanted), '> 100')
    got = rows('ec2-describe-images', '-a')
    expect_rows('all images', got, wanted)
    # moto sends instances in pages, but sends all images at once, whatever the
    # page size is.
    expect('images in pages of seven',
           rows('ec2-describe-images', '-a', '--page-size', '7') == got, True)
    expect('images in one page',
           rows('ec2-describe-images', '-a', '--page-size', '0') == got, True)
    expect_rows('images of an owner',
                rows('ec2-describe-images', '-o', 'amazon'),
                boto3_images(ec2, Owners=['amazon']))
    expect_rows('images for Windows',
                rows('ec2-describe-images', '-a', '-F', 'platform=windows'),
                boto3_images(ec2, Filters=[{'Name': 'platform',
                                            'Values': ['windows']}]))
    ids = [r[1] for r in got if r[0] == 'IMAGE'][:3]
    expect_rows('images by id', rows('ec2-describe-images', *ids),
                boto3_images(ec2, ImageIds=ids))
    rc, out, err = run('ec2-describe-images', 'ami-00000000')
    expect('an image that does not exist', (rc, out, err[:28]),
           (1, '', 'Client.InvalidAMIID.NotFound'))


def regions(ec2):
    expect_rows('two regions', rows('ec2-describe-regions', 'eu-west-1',
                                    'us-east-1'),
                boto3_rows('REGION', ec2.describe_regions(
                    RegionNames=['eu-west-1', 'us-east-1'])['Regions']))


def sharing_with_snapshots(found):
    """moto drops the permissions of a snapshot.  Some versions report success,
    and some reply to a read with another snapshot."""
    image = found['ImageId']
    # moto gives the image a snapshot of its own, not the snapshot that
    # ec2-register sent.
    snapshot = found['BlockDeviceMappings'][0]['Ebs']['SnapshotId']
    rc, out, err = run('ec2-modify-image-attribute', image, '-l', '-a',
                       '111122223333', '--with-snapshots')
    expect('a dropped permission', (rc, out),
           (1, f'launchPermission\t{image}\tADD\tuserId\t111122223333\n'))
    words = ("the snapshot's permissions are not as requested",
             'the result could not be read back')
    expect(f'message: {err}', (err.split(':')[0], sum(
        w in err for w in words)), (snapshot, 1))


def life_of_an_image(ec2):
    """Registers, shares, tags, describes and deregisters an image."""
    volume = ec2.create_volume(AvailabilityZone='us-east-1a', Size=8)
    snapshot = ec2.create_snapshot(VolumeId=volume['VolumeId'])['SnapshotId']
    (_, image), = rows('ec2-register', '-n', 'ours', '-d', 'a test of ours',
                       '-a', 'x86_64', '-s', snapshot)
    found, = ec2.describe_images(ImageIds=[image])['Images']
    expect('the name of the registered image', found['Name'], 'ours')
    expect('the description of the registered image',
           found['Description'], 'a test of ours')
    sharing_with_snapshots(found)
    tags = [{'Key': 'Name', 'Value': 'ours & theirs <é €>'},
            {'Key': 'empty', 'Value': ''},
            {'Key': 'tab', 'Value': 'a\tb\nIMAGE\tami-2'}]
    ec2.create_tags(Resources=[image], Tags=tags)
    wanted = boto3_images(ec2, ImageIds=[image])
    expect('boto3 sees the tags', len([r for r in wanted if r[0] == 'TAG']),
           3)
    expect_rows('the image by id', rows('ec2-describe-images', image), wanted)
    expect_rows('the image, by owner',
                rows('ec2-describe-images', '-o', 'self', '-F', 'name=ours'),
                wanted)
    expect('the image, by name',
           [r[1] for r in rows('ec2-describe-images', '-F', 'name=ours')
            if r[0] == 'IMAGE'], [image])
    expect('hidden tags', [r for r in rows('ec2-describe-images', image,
                                           '--hide-tags')],
           [r for r in wanted if r[0] != 'TAG'])
    expect('row of the deregistered image', rows('ec2-deregister', image),
           [['IMAGE', image]])
    expect('boto3 does not see the image', [
        i['ImageId'] for i in ec2.describe_images(
            Filters=[{'Name': 'name', 'Values': ['ours']}])['Images']
        if i['State'] == 'available'], [])
    rc, out, err = run('ec2-deregister', image)
    expect('an image deregistered twice', (rc, out, err[:20]),
           (1, '', 'Client.InvalidAMIID.'))


def attribute_rows(ec2, instance, name, key):
    """Returns the rows of an attribute, or None if moto does not send the
    attribute's element.  Older versions of moto send an empty element, which
    makes no row."""
    reply = ec2.describe_instance_attribute(InstanceId=instance,
                                            Attribute=name)
    if key not in reply:
        return None
    value = reply[key].get('Value')
    return [] if value in (None, '') else [
        [name, instance, boto3rows.as_text(value)]]


def life_of_an_instance(ec2, image):
    """Launches, describes, tags and terminates instances."""
    ec2.create_key_pair(KeyName='gsg-keypair')
    group = ec2.create_security_group(GroupName='web', Description='web')
    subnet = ec2.describe_subnets()['Subnets'][0]
    data = 'hello\n\0bytes é'.encode() + b'\xff'
    name = os.path.join(TMP, 'user-data')
    with open(name, 'wb') as f:
        f.write(data)
    got = rows('ec2-run-instances', image, '-n', '2', '-t', 't3.large', '-k',
               'gsg-keypair', '-g', group['GroupId'], '-f', name, '-z',
               subnet['AvailabilityZone'], '-m', '-b', '/dev/sdf=:10:true',
               '--ebs-optimized', '--tenancy', 'dedicated',
               '--instance-initiated-shutdown-behavior', 'terminate',
               '--client-token', 'ours')
    ids = [r[1] for r in got if r[0] == 'INSTANCE']
    expect('number of launched instances', len(ids), 2)
    wanted = boto3_instances(ec2, InstanceIds=ids)
    # Between the two replies, the state pending becomes running.  moto's reply
    # to the launch lacks values that moto sends later.
    for have, want in zip([r for r in got if r[0] == 'INSTANCE'],
                          [r for r in wanted if r[0] == 'INSTANCE']):
        for i in (1, 2, 6, 7, 9, 10, 11, 17, 18, 19, 27, 28, 29):
            expect(f'a launched instance: column {i}', have[i], want[i])
    expect_rows('all instances',
                with_boto3_times(rows('ec2-describe-instances')),
                boto3_instances(ec2))
    ec2.create_tags(Resources=ids[:1], Tags=[
        {'Key': 'Name', 'Value': 'first é'}, {'Key': 'k', 'Value': ''}])
    wanted = boto3_instances(ec2, InstanceIds=ids)
    for kind in ('BLOCKDEVICE', 'NIC', 'NICATTACHMENT', 'GROUP',
                 'PRIVATEIPADDRESS', 'TAG'):
        expect(f'boto3 reads a {kind}', kind in [r[0] for r in wanted], True)
    expect_rows('tagged instances',
                with_boto3_times(rows('ec2-describe-instances', *ids)), wanted)
    expect_rows('instances by a tag', with_boto3_times(rows(
        'ec2-describe-instances', '-F', 'tag:Name=first*')),
                boto3_instances(ec2, Filters=[{'Name': 'tag:Name',
                                               'Values': ['first*']}]))
    for option, name, key in (
            ('-t', 'instanceType', 'InstanceType'),
            ('--kernel', 'kernel', 'KernelId'),
            ('--ramdisk', 'ramdisk', 'RamdiskId'),
            ('--root-device-name', 'rootDeviceName', 'RootDeviceName'),
            ('--disable-api-termination', 'disableApiTermination',
             'DisableApiTermination'),
            ('--instance-initiated-shutdown-behavior',
             'instanceInitiatedShutdownBehavior',
             'InstanceInitiatedShutdownBehavior'),
            ('--source-dest-check', 'sourceDestCheck', 'SourceDestCheck'),
            ('--ebs-optimized', 'ebsOptimized', 'EbsOptimized')):
        wanted = attribute_rows(ec2, ids[0], name, key)
        if wanted is None:
            # A missing element means that the value is unknown, not that it is
            # empty.
            expect(name, run('ec2-describe-instance-attribute', ids[0],
                             option),
                   (1, '', 'ec2-describe-instance-attribute: could not tell: '
                    f'the reply has no <{name}>\n'))
            continue
        expect(name, rows('ec2-describe-instance-attribute', ids[0], option),
               wanted)
    expect("the instance's groups",
           rows('ec2-describe-instance-attribute', ids[0],
                              '-g'),
           [['groupSet', ids[0], group['GroupId']]])
    sent = ec2.describe_instance_attribute(InstanceId=ids[0],
                                           Attribute='userData')
    expect('boto3 reads the user data',
           base64.b64decode(sent['UserData']['Value']), data)
    expect('user data', rows('ec2-describe-instance-attribute', ids[0],
                             '--user-data'),
           [['userData', ids[0], 'hello\\n\\x00bytes é\\xFF']])
    before = {i: 'running' for i in ids}
    got = rows('ec2-terminate-instances', *ids)
    expect('rows of the terminated instances', sorted(r[:3] for r in got),
           sorted(['INSTANCE', i, before[i]] for i in ids))
    expect_rows('instances at the end',
                with_boto3_times(rows('ec2-describe-instances', *ids)),
                boto3_instances(ec2, InstanceIds=ids))
    rc, out, err = run('ec2-terminate-instances', 'i-00000000')
    expect('an instance that does not exist', (rc, out, err[:33]),
           (1, '', 'Client.InvalidInstanceID.NotFound'))


def profile(ec2, image):
    """Launches instances with a profile, by its name and by its ARN."""
    iam = client('iam')
    arn = iam.create_instance_profile(
        InstanceProfileName='web')['InstanceProfile']['Arn']
    for given in ('web', arn):
        got = rows('ec2-run-instances', image, '-p', given)
        i, = [r[1] for r in got if r[0] == 'INSTANCE']
        expect('the ARN of the profile',
               [r[31] for r in rows('ec2-describe-instances',
                                    i)
                if r[0] == 'INSTANCE'], [arn])


def pages(ec2, image):
    """Reads ten reservations or more, but at most 14, in pages of seven."""
    while len([r for r in boto3_instances(ec2) if r[0] == 'RESERVATION']) < 10:
        rows('ec2-run-instances', image)
    got = rows('ec2-describe-instances', '--page-size', '7')
    expect('pages of seven and one page', got,
           rows('ec2-describe-instances', '--page-size', '0'))
    expect_rows('instances in pages',
                with_boto3_times(got), boto3_instances(ec2))
    rc, out, err = run('ec2-describe-instances', '--page-size', '7',
                       '--debug')
    expect('number of requests for two pages', err.count('debug: request: '), 2)


def main():
    ec2 = client('ec2')
    attributes(ec2)
    images(ec2)
    regions(ec2)
    life_of_an_image(ec2)
    image = ec2.describe_images(Owners=['amazon'], Filters=[
        {'Name': 'platform', 'Values': ['windows']}])['Images'][0]['ImageId']
    life_of_an_instance(ec2, image)
    profile(ec2, image)
    pages(ec2, image)


server = subprocess.Popen(['moto_server', '-H', '127.0.0.1', '-p', str(PORT)],
                          stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL)
try:
    for _ in range(3000):
        if server.poll() is not None:
            sys.exit(f'moto_server exited with status {server.returncode}')
        try:
            socket.create_connection(('127.0.0.1', PORT), 1).close()
            break
        except OSError:
            time.sleep(0.1)
    main()
finally:
    server.terminate()
    server.wait()
sys.exit(1 if failures else 0)
