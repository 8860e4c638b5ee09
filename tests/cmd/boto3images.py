# SPDX-License-Identifier: BSD-2-Clause
"""Changes images and instances, from creation to deletion.  Our commands make
changes that boto3 reads, and boto3 makes changes that our commands show.
tests/cmd/boto3.test.py uses this module."""
import base64
import datetime
import os

from boto3parts import entities
from boto3place import TMP, attribute, check


def images(p):
    """Our command registers one image, and boto3 registers another image."""
    snap = p.ec2.create_snapshot(VolumeId=p.ec2.create_volume(
        Size=3, AvailabilityZone='us-east-1a')['VolumeId'])['SnapshotId']
    name = f'ours-{p.form}'
    made = p.output('ec2-register', '-n', name, '-d', 'a test <of> ours', '-a',
                    'x86_64', '-s', snap)
    ours = p.value(made, 'ImageID', 1)
    p.compare('register', made, [{'Type': 'IMAGE', 'ImageID': ours}])
    item, = p.all('describe_images', 'Images', ImageIds=[ours])
    check('boto3 sees the image', [
        item[k] for k in ('Name', 'Description')],
        [name, 'a test <of> ours'])
    # moto does not store the architecture, and makes its own snapshot.
    if not p.moto:
        check('boto3 sees the architecture and the snapshot',
              (item['Architecture'], [
            d['Ebs']['SnapshotId'] for d in item['BlockDeviceMappings']]),
            ('x86_64', [snap]))
    theirs = p.ec2.register_image(
        Name=f'theirs-{p.form}', ImageLocation='b/i.manifest.xml',
        Architecture='i386')['ImageId']
    p.ec2.create_tags(Resources=[ours, theirs], Tags=[
        {'Key': 'Name', 'Value': 'x\n\u00e9'}, {'Key': 'k', 'Value': ''}])
    p.shows('ec2-describe-images -o self', 'IMAGE', by_location(p.all(
        'describe_images', 'Images', Owners=['self'])))
    # Prints all images in one form only, because moto has a few hundred.
    if p.form == 'json':
        p.shows('ec2-describe-images -a', 'IMAGE', by_location(p.all(
            'describe_images', 'Images')))
    p.shows(f'ec2-describe-images {ours} {theirs}', 'IMAGE', by_location(
        p.all('describe_images', 'Images', ImageIds=[ours, theirs])))
    sharing(p, ours)
    deprecation(p, ours)
    copies(p, ours)
    p.prints(f'ec2-deregister {ours}', {'Type': 'IMAGE', 'ImageID': ours})
    p.ec2.deregister_image(ImageId=theirs)
    for image in (ours, theirs):
        check('boto3 does not see the image', [
            i['ImageId'] for i in p.all('describe_images', 'Images',
                                        Owners=['self'])
            if i['ImageId'] == image and i['State'] == 'available'], [])
    p.fails(f'ec2-deregister {ours}', 'Client.InvalidAMIID.')


def by_location(items):
    """Sorts images by location and id, as the original tools did."""
    return sorted(items, key=lambda i: (i.get('ImageLocation', '').encode(),
                                        i['ImageId'].encode()))


def sharing(p, image):
    def seen():
        return sorted(entities(p.ec2.describe_image_attribute(
            ImageId=image, Attribute='launchPermission')
            ['LaunchPermissions']))

    def row(*values):
        return attribute('launchPermission', 'ImageID', image, *values)

    one, two = ('userId', '111122223333'), ('userId', '444455556666')
    change = f'ec2-modify-image-attribute {image} -l'
    p.prints(f'{change} -a 1111-2222-3333 -a 444455556666', row('ADD', *one),
             row('ADD', *two))
    check('boto3 sees the accounts', seen(), [one, two])
    p.prints(f'{change} -r 444455556666', row('REMOVE', *two))
    check('boto3 sees one account', seen(), [one])
    p.ec2.modify_image_attribute(ImageId=image, LaunchPermission={
        'Add': [{'Group': 'all'}], 'Remove': [{'UserId': one[1]}]})
    p.prints(f'ec2-describe-image-attribute {image} -l',
             *(row(*e) for e in seen()))
    check('boto3 has made the image public', ('group', 'all') in seen(), True)
    p.ec2.modify_image_attribute(ImageId=image, Description={'Value': 'a <b>'})
    if not p.moto:
        p.prints(f'ec2-describe-image-attribute {image} --description', {
            'Attribute': 'description', 'ImageID': image, 'ItemType': None,
            'ItemValue': 'a <b>'})
        p.prints(f'ec2-reset-image-attribute {image} -l', row('RESET'))
        check('boto3 sees a private image', seen(), [])
    else:
        p.lacks(f'ec2-reset-image-attribute {image} -l')


def deprecation(p, image):
    def row(*values):
        return attribute('deprecation', 'ImageID', image, *values)

    def seen():
        item, = p.all('describe_images', 'Images', ImageIds=[image])
        return item.get('DeprecationTime')

    enable = f'ec2-enable-image-deprecation {image} --deprecate-at 2099-03-01'
    disable = f'ec2-disable-image-deprecation {image}'
    if p.moto:
        p.lacks(enable)
        p.lacks(disable)
        return
    when = '2099-03-01T00:00:00.000Z'
    p.prints(enable, row('ENABLE', 'deprecateAt', '2099-03-01T00:00:00Z'))
    check('boto3 sees the time', seen(), when)
    p.prints(disable, row('DISABLE'))
    check('boto3 sees no deprecation time', seen(), None)
    p.ec2.enable_image_deprecation(
        ImageId=image, DeprecateAt=datetime.datetime(2098, 1, 1))
    p.shows(f'ec2-describe-images {image}', 'IMAGE', p.all(
        'describe_images', 'Images', ImageIds=[image]))


def copies(p, image):
    """Our commands and boto3 each make an image of an instance, and a copy of
    an image."""
    instance = p.launch()
    # moto does not support tags for the snapshots of an image.
    made = p.output('ec2-create-image', instance, '-n', f'made-{p.form}', '-d',
                    'd', '--no-reboot', *([] if p.moto else ['--tag', 'a=b']))
    first = p.value(made, 'ImageID', 1)
    p.compare('create-image', made, [{'Type': 'IMAGE', 'ImageID': first}])
    made = p.output('ec2-copy-image', '-r', 'us-east-1', '-s', image, '-n',
                    f'copy-{p.form}', '-d', 'of ours')
    second = p.value(made, 'ImageID', 1)
    p.compare('copy-image', made, [{'Type': 'IMAGE', 'ImageID': second}])
    third = p.ec2.create_image(InstanceId=instance, NoReboot=True,
                               Name=f'their-{p.form}')['ImageId']
    fourth = p.ec2.copy_image(SourceRegion='us-east-1', SourceImageId=image,
                              Name=f'their-copy-{p.form}')['ImageId']
    all_four = [first, second, third, fourth]
    items = p.all('describe_images', 'Images', ImageIds=all_four)
    check('boto3 sees the requested values', sorted(
        (i['ImageId'], i['Name'], i.get('Description', '')) for i in items
        if i['ImageId'] in (first, second)),
        sorted([(first, f'made-{p.form}', 'd'),
                (second, f'copy-{p.form}', 'of ours')]))
    p.shows('ec2-describe-images ' + ' '.join(all_four), 'IMAGE',
            by_location(items))


def instances(p):
    data = b'hello\n\0bytes \xc3\xa9\xff'
    path = os.path.join(TMP, 'user-data')
    with open(path, 'wb') as file:
        file.write(data)
    made = p.output('ec2-run-instances', p.image, '-n', '2', '-t', 't3.large',
                    '-f', path, '-s', p.subnet, '-b', '/dev/sdf=:10:true',
                    '--client-token', f'ours-{p.form}')
    ids = p.column(made, 'InstanceID', 1, 'INSTANCE')
    item, = p.all('describe_instances', 'Reservations', InstanceIds=ids)
    check('boto3 sees two instances', [
        i['InstanceId'] for i in item['Instances']], ids)
    check('number of launched instances', len(ids), 2)
    p.compare('run-instances', by_kind(p, made), [
        r for r in p.rows('RESERVATION', [item])
        if r['Type'] in ('RESERVATION', 'INSTANCE')],
        {*LATER_VALUES, 'Groups'} if p.canned else LATER_VALUES)
    check('boto3 reads the user data', base64.b64decode(
        p.ec2.describe_instance_attribute(
            InstanceId=ids[0], Attribute='userData')['UserData']['Value']),
        data)
    theirs = p.ec2.run_instances(ImageId=p.image, MinCount=1, MaxCount=1)
    theirs = theirs['Instances'][0]['InstanceId']
    p.ec2.create_tags(Resources=[theirs],
                      Tags=[{'Key': 'a', 'Value': '\u00e9'}])
    p.shows('ec2-describe-instances', 'RESERVATION', p.all(
        'describe_instances', 'Reservations'))
    p.shows('ec2-describe-instance-status', 'INSTANCE/status', p.all(
        'describe_instance_status', 'InstanceStatuses'))
    power(p, ids, theirs)
    values(p, ids[0])
    console_and_password(p, theirs)
    made = p.output('ec2-terminate-instances', *ids)
    check('the terminated instances',
          sorted(p.column(made, 'InstanceID', 1)), sorted(ids))
    p.ec2.terminate_instances(InstanceIds=[theirs])
    p.shows('ec2-describe-instances', 'RESERVATION', p.all(
        'describe_instances', 'Reservations'))
    check('boto3 sees terminated instances', {
        i['State']['Name'] for r in p.all(
            'describe_instances', 'Reservations',
            InstanceIds=[*ids, theirs]) for i in r['Instances']} <=
        {'terminated', 'shutting-down'}, True)


# Columns whose values change after the launch, while the instance is pending.
LATER_VALUES = {'State', 'PublicDNSName', 'PublicIpAddress',
                'PrivateDNSName', 'PrivateIpAddress'}


def by_kind(p, got):
    return [r for r in got if p.kind(r) in ('RESERVATION', 'INSTANCE')]


def power(p, ids, other):
    """Our commands and boto3 stop, start, reboot and monitor instances."""
    def states():
        return {i['InstanceId']: i['State']['Name'] for r in p.all(
            'describe_instances', 'Reservations') for i in r['Instances']}

    def changes(before, *after):
        made = p.output(f'ec2-{before}-instances', *ids)
        check(f'{before}: the instances',
              sorted(p.column(made, 'InstanceID', 1)),
              sorted(ids))
        check(f'{before}: the states', {
            (a, b) for a, b in zip(p.column(made, 'PreviousState', 2),
                                   p.column(made, 'CurrentState', 3))},
            {after[:2]})
        check(f'boto3 sees the state {after[2]}', {states()[i] for i in ids},
              {after[2]})

    changes('stop', 'running', 'stopping', 'stopped')
    changes('start', 'stopped', 'pending', 'running')
    p.ec2.stop_instances(InstanceIds=[other])
    p.shows('ec2-describe-instance-status -A', 'INSTANCE/status', p.all(
        'describe_instance_status', 'InstanceStatuses',
        IncludeAllInstances=True))
    p.ec2.start_instances(InstanceIds=[other])
    check('reboot: the rows', p.output('ec2-reboot-instances', *ids), [])
    check('boto3 sees running instances',
          {states()[i] for i in ids}, {'running'})
    for word, key in (('monitor', 'enabled'), ('unmonitor', 'disabled')):
        argv = f'ec2-{word}-instances {ids[0]}'
        if p.moto:
            p.lacks(argv)
            continue
        made = p.output(*argv.split())
        item = p.ec2.describe_instances(InstanceIds=ids[:1])
        item = item['Reservations'][0]['Instances'][0]
        check('boto3 sees the monitoring', item['Monitoring']['State'],
              key)
        check(f'{word}: the instance', p.value(made, 'InstanceID', 0), ids[0])
        check(f'{word}: the state', p.value(made, 'Monitoring', 1) in (
            f'monitoring-{key}', 'monitoring-pending',
            'monitoring-disabling'), True)


UNREAD = 'the result could not be read back'
ATTRIBUTES = (
    # Each entry has our option and value, the attribute, boto3's key, the value
    # that boto3 reads, and a part of our message if moto fails to change the
    # attribute.
    ('-t m1.large', 'instanceType', 'InstanceType', 'm1.large', ''),
    ('--kernel aki-00806369', 'kernel', 'KernelId', 'aki-00806369', UNREAD),
    ('--ramdisk ari-a51cf9cc', 'ramdisk', 'RamdiskId', 'ari-a51cf9cc',
     UNREAD),
    # moto expects a value that is encoded in base64 twice.
    ('--user-data abc', 'userData', 'UserData', 'YWJj', 'InvalidUserData'),
    ('--disable-api-termination true', 'disableApiTermination',
     'DisableApiTermination', True, ''),
    ('--instance-initiated-shutdown-behavior terminate',
     'instanceInitiatedShutdownBehavior', 'InstanceInitiatedShutdownBehavior',
     'terminate', 'did not report success, and'),
    ('--source-dest-check false', 'sourceDestCheck', 'SourceDestCheck', False,
     ''),
    ('--ebs-optimized true', 'ebsOptimized', 'EbsOptimized', True, ''),
)


def values(p, ident):
    """Our command changes each attribute, boto3 reads the attribute, and our
    command prints it."""
    p.ec2.stop_instances(InstanceIds=[ident])
    for option, name, key, value, not_in_moto in ATTRIBUTES:
        change = f'ec2-modify-instance-attribute {ident} {option}'
        describe = f'ec2-describe-instance-attribute {ident} '
        describe += '--user-data' if name == 'userData' else option.split()[0]
        row = {'Attribute': name, 'InstanceID': ident,
               'Value': option.split()[1]}
        if p.canned and not_in_moto:
            p.prints(change, row)
            continue
        if p.moto and not_in_moto:
            p.fails(change, not_in_moto)
            continue
        p.prints(change, row)
        seen = p.ec2.describe_instance_attribute(
            InstanceId=ident, Attribute=name).get(key, {}).get('Value')
        check(f'boto3 sees the {name}', seen, value)
        p.prints(describe, row)
    p.ec2.modify_instance_attribute(InstanceId=ident,
                                    DisableApiTermination={'Value': False})
    p.prints(f'ec2-describe-instance-attribute {ident} '
             '--disable-api-termination', {
               'Attribute': 'disableApiTermination', 'InstanceID': ident,
               'Value': 'false'})
    group = p.ec2.create_security_group(GroupName=f'g-{p.form}',
                                        Description='d')['GroupId']
    row = {'Attribute': 'groupSet', 'InstanceID': ident, 'Value': group}
    p.prints(f'ec2-modify-instance-attribute {ident} -g {group}', row)
    p.prints(f'ec2-describe-instance-attribute {ident} -g', *(
        row | {'Value': g['GroupId']} for g in
        p.ec2.describe_instance_attribute(
            InstanceId=ident, Attribute='groupSet')['Groups']))
    reset = f'ec2-reset-instance-attribute {ident} --source-dest-check'
    if p.moto:
        p.lacks(reset)
    else:
        p.prints(reset, {'Attribute': 'sourceDestCheck', 'InstanceID': ident,
                         'Operation': 'RESET'})
        check('boto3 sees the reset attribute',
              p.ec2.describe_instance_attribute(
            InstanceId=ident, Attribute='sourceDestCheck')
            ['SourceDestCheck']['Value'], True)
    p.ec2.start_instances(InstanceIds=[ident])


def console_and_password(p, instance):
    seen = p.ec2.get_console_output(InstanceId=instance)
    if p.form == 'json':
        row, = p.output('ec2-get-console-output', instance)
        check('the console output', (row['InstanceID'], row['Output']),
              (instance, seen['Output']))
    else:
        rc, out, err = p.run('ec2-get-console-output', instance)
        check('the console output', (rc, out.split('\n', 2)[::2], err),
              (0, [instance, seen['Output'] + '\n'], ''))
    # Our keys cannot decrypt the password of an instance.  The sandbox does not
    # run Windows, and moto's answer is not encrypted with a key.
    made = p.ec2.create_key_pair(KeyName=f'password-{p.form}')
    path = os.path.join(TMP, 'password.pem')
    with open(path, 'w', encoding='ascii') as file:
        file.write(made['KeyMaterial'])
    sent = p.ec2.get_password_data(InstanceId=instance)['PasswordData']
    check('boto3 sees a password only in moto', bool(sent), p.moto)
    p.fails(f'ec2-get-password {instance} -k {path}',
            'decrypt' if p.moto else 'no password yet')


def confirm(p):
    argv = 'ec2-confirm-product-instance 774F4FF8 -i i-10a64379'
    if p.moto:
        p.lacks(argv)
        return
    for instance in ('i-10a64379', 'i-2b64a93e'):
        seen = p.ec2.confirm_product_instance(ProductCode='774F4FF8',
                                              InstanceId=instance)
        p.compare('confirm', p.output(*argv.split()[:2], '-i', instance), [{
            'ProductCode': '774F4FF8', 'InstanceID': instance,
            'Confirmed': seen['Return'], 'OwnerID': seen.get('OwnerId')}])
