# SPDX-License-Identifier: BSD-2-Clause
"""Makes, changes and deletes volumes, snapshots, tags, key pairs, security
groups and addresses, with our commands and with boto3, and compares what both
show.  Also compares regions and zones.  boto3.test.py uses this module."""
import json
import os
import subprocess

import boto3rows
from boto3place import TMP, attribute, check


def places(p):
    p.shows('ec2-describe-regions', 'REGION', p.all(
        'describe_regions', 'Regions'))
    p.shows('ec2-describe-availability-zones', 'AVAILABILITYZONE', p.all(
        'describe_availability_zones', 'AvailabilityZones'))


def volumes(p):
    """Our commands make and delete one volume, and boto3 makes and deletes
    another volume.  Both attach and detach the first volume."""
    made = p.output('ec2-create-volume', '-s', '8', '-z', 'us-east-1a', '-t',
                    'gp3', '-i', '3000', '--encrypted', '--tag', 'a=b c')
    ours = p.value(made, 'VolumeID', 1)
    item, = p.all('describe_volumes', 'Volumes', VolumeIds=[ours])
    check('boto3 sees the volume', (
        item['Size'], item['VolumeType'], item['Iops'], item['Encrypted'],
        item['Tags']), (8, 'gp3', 3000, True, [{'Key': 'a', 'Value': 'b c'}]))
    p.compare('create-volume', made, p.rows('VOLUME', [item]), {'State'})
    theirs = p.ec2.create_volume(Size=5, AvailabilityZone='us-east-1b')
    theirs = theirs['VolumeId']
    instance = p.launch()
    made = p.output('ec2-attach-volume', ours, '-i', instance, '-d', '/dev/sdh')
    item, = p.all('describe_volumes', 'Volumes', VolumeIds=[ours])
    check('boto3 sees the attachment', [
        (a['InstanceId'], a['Device']) for a in item['Attachments']],
        [(instance, '/dev/sdh')])
    p.compare('attach-volume', made, p.rows('ATTACHMENT', item['Attachments']),
              {'State', 'DeleteOnTermination'})
    p.shows('ec2-describe-volumes', 'VOLUME', p.all(
        'describe_volumes', 'Volumes'))
    before = item['Attachments']
    made = p.output('ec2-detach-volume', ours, '-i', instance)
    # moto answers DetachVolume with the same time for all volumes.
    p.compare('detach-volume', made, p.rows('ATTACHMENT', before),
              {'State', 'DeleteOnTermination',
               *(['AttachTime'] if p.moto else [])})
    p.ec2.attach_volume(VolumeId=ours, InstanceId=instance, Device='/dev/sdi')
    p.shows(f'ec2-describe-volumes {ours}', 'VOLUME', p.all(
        'describe_volumes', 'Volumes', VolumeIds=[ours]))
    p.ec2.detach_volume(VolumeId=ours, InstanceId=instance)
    item, = p.all('describe_volumes', 'Volumes', VolumeIds=[ours])
    check('boto3 sees the volume detached',
          (item['State'], item['Attachments']), ('available', []))
    p.shows(f'ec2-describe-volumes {ours}', 'VOLUME', [item])
    snapshots(p, ours, theirs)
    p.prints(f'ec2-delete-volume {ours}', {'Type': 'VOLUME', 'VolumeID': ours})
    check('boto3 does not see the deleted volume', ours in [
        v['VolumeId'] for v in p.all('describe_volumes', 'Volumes')], False)
    p.ec2.delete_volume(VolumeId=theirs)
    p.fails(f'ec2-describe-volumes {theirs}', 'Client.InvalidVolume.NotFound')


def snapshots(p, ours, theirs):
    made = p.output('ec2-create-snapshot', ours, '-d', 'of ours', '--tag', 'k')
    snap = p.value(made, 'SnapshotID', 1)
    item, = p.all('describe_snapshots', 'Snapshots', SnapshotIds=[snap])
    check('boto3 sees the snapshot', (
        item['VolumeId'], item['VolumeSize'], item['Description'],
        item['Encrypted'], item['Tags']),
        (ours, 8, 'of ours', True, [{'Key': 'k', 'Value': ''}]))
    p.compare('create-snapshot', made, p.rows('SNAPSHOT', [item]),
              {'Status', 'Progress', 'StorageTier'})
    other = p.ec2.create_snapshot(VolumeId=theirs, Description='of boto3')
    other = other['SnapshotId']
    made = p.output('ec2-copy-snapshot', '-r', 'us-east-1', '-s', other, '-d',
                    'a copy')
    copy = p.value(made, 'SnapshotID', 1)
    p.compare('copy-snapshot', made, [{'Type': 'SNAPSHOT',
                                       'SnapshotID': copy}])
    item, = p.all('describe_snapshots', 'Snapshots', SnapshotIds=[copy])
    check('boto3 sees the copy', (item['VolumeSize'], item['Description']),
          (5, 'a copy'))
    p.shows('ec2-describe-snapshots -o self', 'SNAPSHOT', p.all(
        'describe_snapshots', 'Snapshots', OwnerIds=['self']))
    permissions(p, snap)
    p.prints(f'ec2-delete-snapshot {snap} {copy}', *(
        {'Type': 'SNAPSHOT', 'SnapshotID': s} for s in (snap, copy)))
    check('boto3 does not see the snapshots', [
        s['SnapshotId'] for s in p.all('describe_snapshots', 'Snapshots')
        if s['SnapshotId'] in (snap, copy)], [])
    p.ec2.delete_snapshot(SnapshotId=other)
    p.fails(f'ec2-describe-snapshots {other}',
            'Client.InvalidSnapshot.NotFound')


def entities(permissions):
    return [('group', i['Group']) if 'Group' in i else ('userId', i['UserId'])
            for i in permissions]


def permissions(p, snap):
    def row(*values):
        return attribute('createVolumePermission', 'SnapshotID', snap,
                         *values)

    def seen():
        return entities(p.ec2.describe_snapshot_attribute(
            SnapshotId=snap, Attribute='createVolumePermission')
            ['CreateVolumePermissions'])

    share = f'ec2-modify-snapshot-attribute {snap} -c'
    user = ('userId', '111122223333')
    reply_id = p.ec2.describe_snapshot_attribute(
        SnapshotId=snap, Attribute='createVolumePermission')['SnapshotId']
    p.canned = reply_id != snap
    if p.canned:
        p.fails(f'ec2-describe-snapshot-attribute {snap} -c',
                f'the reply is about {reply_id}')
        p.fails(f'{share} -a 111122223333', f'the reply is about {reply_id}')
        p.lacks(f'ec2-reset-snapshot-attribute {snap} -c')
        return
    if p.moto:
        # moto reads only the parameter names of API version 2006-06-26, and
        # drops the permissions that our commands send.
        p.fails(f'{share} -a 111122223333', 'did not report success')
        p.lacks(f'ec2-reset-snapshot-attribute {snap} -c')
    else:
        p.prints(f'{share} -a 111122223333', row('ADD', *user))
        check('boto3 sees the account', seen(), [user])
        p.prints(f'{share} -r 111122223333', row('REMOVE', *user))
        check('boto3 sees no account', seen(), [])
    p.ec2.modify_snapshot_attribute(
        SnapshotId=snap, Attribute='createVolumePermission',
        OperationType='add', UserIds=['444455556666'])
    p.prints(f'ec2-describe-snapshot-attribute {snap} -c',
             *(row(*e) for e in seen()))
    check('boto3 has shared the snapshot', seen(), [('userId', '444455556666')])
    p.ec2.modify_snapshot_attribute(
        SnapshotId=snap, Attribute='createVolumePermission',
        OperationType='add', GroupNames=['all'])
    p.prints(f'ec2-describe-snapshot-attribute {snap} -c',
             *(row(*e) for e in seen()))
    check('boto3 has made the snapshot public',
          ('group', 'all') in seen(), True)
    if not p.moto:
        p.prints(f'ec2-reset-snapshot-attribute {snap} -c', row('RESET'))
        check('boto3 sees a private snapshot', seen(), [])


def tags(p):
    """Our commands and boto3 set and delete the tags of two resources."""
    volume = p.ec2.create_volume(Size=1, AvailabilityZone='us-east-1a')
    both = [volume['VolumeId'], p.launch()]

    def row(ident, key, value):
        # In JSON, an empty value is null.
        return {'Type': 'TAG', 'ResourceType': {'vol': 'volume', 'i':
                'instance'}[ident.partition('-')[0]], 'ResourceID': ident,
                'Key': key, 'Value': value or None}

    def seen():
        return {(t['ResourceId'], t['Key'], t['Value']) for t in p.all(
            'describe_tags', 'Tags', Filters=[
                {'Name': 'resource-id', 'Values': both}])}

    made = p.output('ec2-create-tags', *both, '-t', 'Name=x=y \u00e9\t<&>',
                    '-t', 'stage')
    pairs = [('Name', 'x=y \u00e9\t<&>'), ('stage', '')]
    p.compare('create-tags', made, [row(i, k, v) for i in both
                                    for k, v in pairs])
    check('boto3 sees the tags', seen(), {(i, k, v) for i in both
                                          for k, v in pairs})
    p.ec2.create_tags(Resources=both, Tags=[{'Key': 'k', 'Value': 'a,b\\'}])
    p.shows('ec2-describe-tags', 'TAG', p.all('describe_tags', 'Tags'))
    one = f'-F resource-id={both[1]}'
    p.shows(f'ec2-describe-tags {one}', 'TAG', p.all(
        'describe_tags', 'Tags', Filters=[
            {'Name': 'resource-id', 'Values': both[1:]}]))
    p.ec2.delete_tags(Resources=both, Tags=[{'Key': 'k'}])
    made = p.output('ec2-delete-tags', *both, '-t', 'stage')
    p.compare('delete-tags', made, [row(i, 'stage', '') for i in both])
    check('boto3 sees one tag of each resource', seen(),
          {(i, 'Name', 'x=y \u00e9\t<&>') for i in both})
    p.shows(f'ec2-describe-tags {one}', 'TAG', p.all(
        'describe_tags', 'Tags', Filters=[
            {'Name': 'resource-id', 'Values': both[1:]}]))


def keys(p):
    """Our commands and boto3 each make one key pair and import one key
    pair."""
    names = [f'{who}-{p.form}' for who in ('ours', 'theirs', 'in', 'out')]
    ours, theirs, inward, outward = names
    rc, out, err = p.run('ec2-add-keypair', ours, *(
        ['--output', 'json'] if p.form == 'json' else []))
    check('add-keypair: status and message', (rc, err), (0, ''))
    item, = p.ec2.describe_key_pairs(KeyNames=[ours])['KeyPairs']
    if p.form == 'json':
        got = json.loads(out)
        pem = got.pop('KeyMaterial')
        want = {'Type': 'KEYPAIR', 'KeyName': ours,
                'Fingerprint': item['KeyFingerprint'],
                'KeyPairID': item['KeyPairId']}
        check('the row of ec2-add-keypair', got, want)
    else:
        first, pem = out.split('\n', 1)
        check('the row of ec2-add-keypair', first.split('\t'),
              ['KEYPAIR', ours, item['KeyFingerprint']])
    made = p.ec2.create_key_pair(KeyName=theirs)
    for name, text, fingerprint in (
            (ours, pem, item['KeyFingerprint']),
            (theirs, made['KeyMaterial'], made['KeyFingerprint'])):
        path = os.path.join(TMP, f'{name}.pem')
        with open(path, 'w', encoding='ascii') as file:
            file.write(text)
        got = p.value(p.output('ec2-fingerprint-key', path), 'Fingerprint', 0)
        if p.moto:
            # moto hashes the public key, but EC2 hashes the private key.
            check('the length of the fingerprint', len(got), len(fingerprint))
        else:
            check('the fingerprint of the private key', got, fingerprint)
    # ssh-keygen refuses a private key that other users can read.
    os.chmod(path, 0o600)
    public = subprocess.run(['ssh-keygen', '-y', '-f', path],
                            capture_output=True, check=True).stdout
    with open(path, 'wb') as file:
        file.write(public)
    made = p.output('ec2-import-keypair', inward, '-f', path)
    p.ec2.import_key_pair(KeyName=outward, PublicKeyMaterial=public)
    found = {i['KeyName']: i for i in p.all('describe_key_pairs', 'KeyPairs')}
    check('fingerprints of one key', found[inward]['KeyFingerprint'],
          found[outward]['KeyFingerprint'])
    p.compare('import-keypair', made, [{
        'Type': 'KEYPAIR', 'KeyName': inward,
        'Fingerprint': found[inward]['KeyFingerprint'],
        '|KeyPairID': found[inward]['KeyPairId']}])
    p.shows('ec2-describe-keypairs', 'KEYPAIR', list(found.values()))
    p.prints(f'ec2-delete-keypair {ours} {inward}', *(
        {'Type': 'KEYPAIR', 'KeyName': n} for n in (ours, inward)))
    p.ec2.delete_key_pair(KeyName=theirs)
    found = p.all('describe_key_pairs', 'KeyPairs')
    check('boto3 sees one key pair', {i['KeyName'] for i in found} & set(names),
          {outward})
    p.shows('ec2-describe-keypairs', 'KEYPAIR', found)


def groups(p):
    """Our commands and boto3 make and delete one group each, and add and remove
    rules of several forms."""
    name = f'web-{p.form}'
    made = p.output('ec2-add-group', name, '-d', 'a <group> of ours')
    group = p.value(made, 'GroupID', 1)
    item, = p.all('describe_security_groups', 'SecurityGroups',
                  GroupIds=[group])
    p.compare('add-group', made, [{
        'Type': 'GROUP', 'GroupID': item['GroupId'],
        'GroupName': item['GroupName'], 'Description': item['Description']}])
    other = p.ec2.create_security_group(GroupName=f'db-{p.form}',
                                        Description='of boto3')['GroupId']
    before = len(list(boto3rows.peers(item)))
    rules = ['-p 22 -s 192.0.2.0/24', '-p 80-90 -s 0.0.0.0/0 -s 10.0.0.0/8',
             '-P udp -p 53 -s ::/0', '-P icmp -t 8:-1 -s 192.0.2.1/32',
             '-P all -s 198.51.100.0/24', f'-p 3306 -o {other}']
    for rule in rules:
        argv = f'ec2-authorize {group} {rule}'
        made = p.output(*argv.split())
        item, = p.all('describe_security_groups', 'SecurityGroups',
                      GroupIds=[group])
        now = list(boto3rows.permission_rows(
            {'IpPermissions': item['IpPermissions']}, {}))
        wanted = requested_rows(rule, group)
        p.compare(argv, made, [
            {'Type': 'GROUP', 'GroupID': group, 'OwnerID': None,
             'GroupName': None, 'Description': None, 'VpcID': None},
            *wanted])
        for row in wanted:
            check(f'{argv}: boto3 sees the rule', [
                r for r in now if shared_columns(r) == shared_columns(row)]
                  != [], True)
    p.output('ec2-authorize', group, '-p', '443', '-s', '203.0.113.0/24',
             '--egress')
    p.ec2.authorize_security_group_ingress(GroupId=other, IpPermissions=[
        {'IpProtocol': 'tcp', 'FromPort': 25, 'ToPort': 26,
         'IpRanges': [{'CidrIp': '192.0.2.0/25', 'Description': 'mail'}],
         'Ipv6Ranges': [{'CidrIpv6': '2001:db8::/32'}]},
        {'IpProtocol': '-1', 'UserIdGroupPairs': [{'GroupId': group}]}])
    p.ec2.create_tags(Resources=[other], Tags=[{'Key': 'a', 'Value': 'b'}])
    p.shows('ec2-describe-group', 'GROUP', p.all(
        'describe_security_groups', 'SecurityGroups'))
    p.ec2.revoke_security_group_ingress(GroupId=other, IpPermissions=[
        {'IpProtocol': '-1', 'UserIdGroupPairs': [{'GroupId': group}]}])
    p.shows(f'ec2-describe-group {other}', 'GROUP', p.all(
        'describe_security_groups', 'SecurityGroups', GroupIds=[other]))
    for rule in rules:
        made = p.output(*f'ec2-revoke {group} {rule}'.split())
        p.compare(f'revoke {rule}', made[1:], requested_rows(rule, group))
    p.output('ec2-revoke', group, '-p', '443', '-s', '203.0.113.0/24',
             '--egress')
    item, = p.all('describe_security_groups', 'SecurityGroups',
                  GroupIds=[group])
    check('boto3 does not see the rules', len(list(boto3rows.peers(item))),
          before)
    p.fails(f'ec2-revoke {group} -p 22', 'InvalidPermission.NotFound')
    p.prints(f'ec2-delete-group {group}', {'Type': 'RETURN', 'Return': True})
    p.ec2.delete_security_group(GroupId=other)
    check('boto3 does not see the groups', [
        g['GroupId'] for g in p.all('describe_security_groups',
                                    'SecurityGroups')
        if g['GroupId'] in (group, other)], [])
    p.fails(f'ec2-describe-group {other}', 'Client.InvalidGroup.NotFound')


def requested_rows(rule, group):
    """Returns the PERMISSION rows that ec2-authorize and ec2-revoke must print
    for the options RULE."""
    words = rule.split()
    options = list(zip(words[::2], words[1::2]))
    given = dict(options)
    protocol = given.get('-P', 'tcp')
    first = last = None
    if '-p' in given:
        first, _, last = given['-p'].partition('-')
        first, last = int(first), int(last or first)
    elif '-t' in given:
        first, last = (int(n) for n in given['-t'].split(':'))
    out = []
    for name, value in options:
        if name in ('-s', '-o'):
            row = {'Type': 'PERMISSION', '|GroupID': group, 'OwnerID': None,
                   'GroupName': None, 'Rule': 'ALLOWS', 'Protocol': protocol,
                   'FromPort': first, 'ToPort': last, 'Toward': 'FROM',
                   'PeerType': 'CIDR' if name == '-s' else 'USER',
                   'Peer': value if name == '-s' else None,
                   'PeerGroupName': None,
                   'PeerGroupID': value if name == '-o' else None}
            out.append(row | {'Direction': 'ingress'})
    return out


def shared_columns(row):
    """Returns the values of ROW in the columns that both the requested rows and
    boto3's rows have."""
    return [row.get(k) for k in ('Protocol', 'FromPort', 'ToPort', 'PeerType',
                                 'PeerGroupID', 'Direction')] + [
        row['Peer'] if row['PeerType'] == 'CIDR' else None]


def addresses(p):
    instance = p.launch()
    made = p.output('ec2-allocate-address', '-d', 'vpc')
    ours = p.value(made, 'PublicIp', 1)
    item, = p.all('describe_addresses', 'Addresses', PublicIps=[ours])
    p.compare('allocate-address', made, [{
        'Type': 'ADDRESS', 'PublicIp': item['PublicIp'], 'InstanceID': None,
        'Domain': item['Domain'], 'AllocationID': item['AllocationId']}])
    given = item['AllocationId']
    theirs = p.ec2.allocate_address(Domain='vpc')
    made = p.output('ec2-associate-address', '-a', given, '-i', instance)
    item, = p.all('describe_addresses', 'Addresses', PublicIps=[ours])
    check('boto3 sees the instance', item['InstanceId'], instance)
    association = item['AssociationId']
    p.compare('associate-address', made, [{
        'Type': 'ADDRESS', 'PublicIp': None, 'InstanceID': instance,
        'AllocationID': given, 'AssociationID': association}])
    p.shows('ec2-describe-addresses', 'ADDRESS', p.all(
        'describe_addresses', 'Addresses'))
    p.prints(f'ec2-disassociate-address -a {association}',
             {'Type': 'ADDRESS', 'Address': association})
    item, = p.all('describe_addresses', 'Addresses', PublicIps=[ours])
    check('boto3 does not see the association', item.get('AssociationId'), None)
    association = p.ec2.associate_address(
        AllocationId=theirs['AllocationId'],
        InstanceId=instance)['AssociationId']
    p.shows('ec2-describe-addresses', 'ADDRESS', p.all(
        'describe_addresses', 'Addresses'))
    p.ec2.disassociate_address(AssociationId=association)
    p.shows(f"ec2-describe-addresses {theirs['PublicIp']}", 'ADDRESS', p.all(
        'describe_addresses', 'Addresses', PublicIps=[theirs['PublicIp']]))
    p.prints(f'ec2-release-address -a {given}', {
        'Type': 'ADDRESS', 'PublicIp': None, 'AllocationID': given})
    check('boto3 does not see our address', ours in [
        a['PublicIp'] for a in p.all('describe_addresses', 'Addresses')],
        False)
    p.ec2.release_address(AllocationId=theirs['AllocationId'])
    p.fails(f"ec2-describe-addresses {theirs['PublicIp']}",
            'Client.InvalidAddress.NotFound')
