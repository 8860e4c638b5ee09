# SPDX-License-Identifier: BSD-2-Clause
"""Turns the values that boto3 reads about a resource into the rows that our
commands print about it.

A row is a dictionary from column to value, in the order of the text form.  The
name of a column that only JSON has begins with a bar.  tests/cmd/boto3.test.py
compares the rows."""
import datetime

# The columns of each type of row.  A column is KEY=FIELD: KEY is our name, and
# FIELD is boto3's name, with dots in the name of a nested value.  It is KEY
# alone if both names are equal, and KEY:TEXT if the value is always TEXT.  Only
# JSON has the columns after the bar.  A name after a slash distinguishes rows
# of one type.
TABLES = {
    'REGION': 'Name=RegionName Endpoint | OptInStatus',
    'AVAILABILITYZONE': 'Name=ZoneName State Region=RegionName '
                        'Message=Messages | ZoneID=ZoneId ZoneType GroupName '
                        'OptInStatus',
    'IMAGE': 'ImageID=ImageId ImageLocation Owner=OwnerId State '
             'Accessibility=Public ProductCodes Architecture ImageType '
             'KernelId RamdiskId Platform RootDeviceType VirtualizationType '
             'Hypervisor | ImageName=Name Description CreationDate '
             'DeprecationTime RootDeviceName PlatformDetails UsageOperation '
             'OwnerAlias=ImageOwnerAlias EnaSupport SriovNetSupport BootMode '
             'ImdsSupport LastLaunchedTime SourceImageID=SourceImageId '
             'SourceImageRegion StateReason=StateReason.Message',
    'BLOCKDEVICEMAPPING/Ebs': 'Kind:EBS DeviceName VirtualName: '
                              'SnapshotID=Ebs.SnapshotId '
                              'VolumeSize=Ebs.VolumeSize '
                              'DeleteOnTermination=Ebs.DeleteOnTermination '
                              'VolumeType=Ebs.VolumeType Iops=Ebs.Iops',
    'BLOCKDEVICEMAPPING/NoDevice': 'Kind:NONE DeviceName',
    'BLOCKDEVICEMAPPING/VirtualName': 'Kind:EPHEMERAL DeviceName VirtualName',
    'RESERVATION': 'ReservationID=ReservationId Owner=OwnerId Groups',
    'INSTANCE': 'InstanceID=InstanceId ImageID=ImageId '
                'PublicDNSName=PublicDnsName PrivateDNSName=PrivateDnsName '
                'State=State.Name KeyPair=KeyName AmiLaunchIndex ProductCodes '
                'InstanceType LaunchTime '
                'AvailabilityZone=Placement.AvailabilityZone KernelId '
                'RamdiskId Platform Monitoring=Monitoring.State '
                'PublicIpAddress PrivateIpAddress Vpc=VpcId Subnet=SubnetId '
                'RootDeviceType InstanceLifecycle '
                'SpotInstanceRequestID=SpotInstanceRequestId LicensePool: '
                'PlacementGroupName=Placement.GroupName VirtualizationType '
                'Hypervisor ClientToken SecurityGroups '
                'Tenancy=Placement.Tenancy EbsOptimized '
                'IAMProfile=IamInstanceProfile.Arn',
    'BLOCKDEVICE': 'DeviceName VolumeID=Ebs.VolumeId '
                   'AttachTime=Ebs.AttachTime '
                   'DeleteOnTermination=Ebs.DeleteOnTermination '
                   'VolumeType: Iops:',
    'NIC': 'NetworkInterfaceID=NetworkInterfaceId SubnetID=SubnetId '
           'VpcID=VpcId OwnerID=OwnerId Status PrivateIpAddress '
           'PrivateDNSName=PrivateDnsName SourceDestCheck',
    'NICATTACHMENT': 'AttachmentID=AttachmentId DeviceIndex Status '
                     'AttachTime DeleteOnTermination',
    'NICASSOCIATION': 'PublicIpAddress=Association.PublicIp '
                      'IpOwner=Association.IpOwnerId PrivateIpAddress',
    'GROUP/NIC': 'GroupID=GroupId GroupName',
    'PRIVATEIPADDRESS': 'PrivateIpAddress PrivateDNSName=PrivateDnsName '
                        'PublicDNSName=Association.PublicDnsName',
    'INSTANCE/change': 'InstanceID=InstanceId '
                       'PreviousState=PreviousState.Name '
                       'CurrentState=CurrentState.Name',
    'INSTANCE/status': 'InstanceID=InstanceId AvailabilityZone '
                       'State=InstanceState.Name StateCode=InstanceState.Code '
                       'InstanceStatus=InstanceStatus.Status '
                       'SystemStatus=SystemStatus.Status '
                       'RetirementStatus:active RetirementDate: | '
                       'AttachedEbsStatus=AttachedEbsStatus.Status',
    'SYSTEMSTATUS': 'Name Status ImpairedSince',
    'INSTANCESTATUS': 'Name Status ImpairedSince',
    'VOLUME': 'VolumeID=VolumeId Size SnapshotID=SnapshotId AvailabilityZone '
              'State CreateTime VolumeType Iops | Encrypted KmsKeyID=KmsKeyId '
              'Throughput MultiAttachEnabled',
    'ATTACHMENT': 'VolumeID=VolumeId InstanceID=InstanceId Device State '
                  'AttachTime | DeleteOnTermination',
    'SNAPSHOT': 'SnapshotID=SnapshotId VolumeID=VolumeId Status=State '
                'StartTime Progress OwnerID=OwnerId VolumeSize Description | '
                'StatusMessage=StateMessage Encrypted KmsKeyID=KmsKeyId '
                'OwnerAlias StorageTier',
    'KEYPAIR': 'KeyName Fingerprint=KeyFingerprint | KeyPairID=KeyPairId '
               'KeyType CreateTime',
    'GROUP': 'GroupID=GroupId OwnerID=OwnerId GroupName Description '
             'VpcID=VpcId',
    'PERMISSION': 'OwnerID=OwnerId GroupName Rule:ALLOWS Protocol=IpProtocol '
                  'FromPort ToPort Toward PeerType Peer',
    'ADDRESS': 'PublicIp InstanceID=InstanceId Domain '
               'AllocationID=AllocationId AssociationID=AssociationId '
               'NetworkInterfaceID=NetworkInterfaceId PrivateIpAddress',
    'TAG': 'ResourceType ResourceID=ResourceId Key Value',
}

# The column with the id of the resource, for each type of row that other rows
# belong to.  In JSON, these other rows have this column too.
IDS = {'IMAGE': 'ImageID', 'RESERVATION': 'ReservationID',
       'INSTANCE': 'InstanceID', 'INSTANCE/status': 'InstanceID',
       'NIC': 'NetworkInterfaceID', 'VOLUME': 'VolumeID',
       'SNAPSHOT': 'SnapshotID', 'GROUP': 'GroupID'}
TAGGED = {'IMAGE': 'image', 'INSTANCE': 'instance', 'VOLUME': 'volume',
          'SNAPSHOT': 'snapshot', 'GROUP': 'security-group'}


def names(key):
    return lambda items: [i[key] for i in items]


# The functions that convert boto3's values of some columns into the values that
# our commands print.
AS_SHOWN = {
    'Accessibility': lambda public: 'public' if public else 'private',
    'Groups': names('GroupName'),
    'SecurityGroups': names('GroupId'),
    'Message': names('Message'),
    'Monitoring': 'monitoring-{}'.format,
    'Protocol': lambda name: 'all' if name == '-1' else name,
    'ProductCodes': lambda codes: [
        {'ProductCode': c['ProductCodeId'], 'Type': c['ProductCodeType']}
        for c in codes],
}
LISTS = {'Groups', 'SecurityGroups', 'Message', 'ProductCodes'}


def field(item, path):
    for name in path.split('.'):
        item = (item or {}).get(name)
    if isinstance(item, datetime.datetime):
        item = item.astimezone(datetime.timezone.utc)
        return item.strftime('%Y-%m-%dT%H:%M:%S+0000')
    return item


def column(item, word):
    key, colon, fixed = word.partition(':')
    if colon:
        return key, fixed or None
    key, _, path = word.partition('=')
    value = field(item, path or key)
    if value is None and key in LISTS:
        value = []
    if value is not None and key in AS_SHOWN:
        value = AS_SHOWN[key](value)
    return key, None if value == '' else value


def peers(group):
    """For each source and destination that a security group permits, yields
    boto3's item, the direction, and the values of a PERMISSION row."""
    for name, toward, direction in (('IpPermissions', 'FROM', 'ingress'),
                                    ('IpPermissionsEgress', 'TO', 'egress')):
        for permission in group.get(name, []):
            for found, kind, key in (
                    ('UserIdGroupPairs', 'USER', 'UserId'),
                    ('IpRanges', 'CIDR', 'CidrIp'),
                    ('Ipv6Ranges', 'CIDR', 'CidrIpv6'),
                    ('PrefixListIds', 'PREFIXLIST', 'PrefixListId')):
                for peer in permission.get(found, []):
                    yield peer, direction, {
                        **permission, 'OwnerId': group.get('OwnerId'),
                        'GroupName': group.get('GroupName'),
                        'Toward': toward, 'PeerType': kind,
                        'Peer': peer.get(key)}


def permission_rows(group, above):
    for peer, direction, item in peers(group):
        row = one('PERMISSION', item, above)
        row['PeerGroupName'] = peer.get('GroupName')
        row['PeerGroupID'] = peer.get('GroupId')
        row['Direction'] = direction
        yield row


def below(kind, item, above):
    """Yields the rows below the row for ITEM, in the order of our output."""
    def each(name, items):
        for i in items:
            yield from rows(name, i, above)

    if kind == 'RESERVATION':
        yield from each('INSTANCE', item['Instances'])
    elif kind == 'IMAGE':
        for device in item.get('BlockDeviceMappings', []):
            for what in ('Ebs', 'NoDevice', 'VirtualName'):
                if what in device:
                    yield from each(f'BLOCKDEVICEMAPPING/{what}', [device])
                    break
    elif kind == 'INSTANCE':
        yield from each('BLOCKDEVICE', item.get('BlockDeviceMappings', []))
        yield from each('NIC', item.get('NetworkInterfaces', []))
    elif kind == 'NIC':
        addresses = item.get('PrivateIpAddresses', [])
        if item.get('Attachment'):
            yield from each('NICATTACHMENT', [item['Attachment']])
        yield from each('NICASSOCIATION', [a for a in addresses or [item]
                                           if 'Association' in a])
        yield from each('GROUP/NIC', item.get('Groups', []))
        yield from each('PRIVATEIPADDRESS', addresses)
    elif kind == 'INSTANCE/status':
        for name, key in (('SYSTEMSTATUS', 'SystemStatus'),
                          ('INSTANCESTATUS', 'InstanceStatus')):
            yield from each(name, item[key].get('Details', []))
    elif kind == 'VOLUME':
        yield from each('ATTACHMENT', item.get('Attachments', []))
    elif kind == 'GROUP':
        yield from permission_rows(item, above)
    if kind in TAGGED:
        yield from each('TAG', [
            {**t, 'ResourceType': TAGGED[kind], 'ResourceId': above[IDS[kind]]}
            for t in item.get('Tags', [])])


def one(kind, item, above):
    row = {'Type': kind.partition('/')[0]}
    words, _, hidden = TABLES[kind].partition('|')
    for word in words.split():
        key, value = column(item, word)
        row[key] = value
    for word in hidden.split():
        key, value = column(item, word)
        row['|' + key] = value
    for key, value in above.items():
        if key not in row:
            row['|' + key] = value
    return row


def rows(kind, item, above=None):
    """Yields the row for boto3's ITEM, and the rows below it."""
    above = dict(above or {})
    row = one(kind, item, above)
    yield row
    if kind in IDS:
        above[IDS[kind]] = row[IDS[kind]]
    yield from below(kind, item, above)


def as_text(value, key=''):
    """Returns the text form of a value in the column KEY."""
    if isinstance(value, bool):
        return 'true' if value else 'false'
    if isinstance(value, list):
        return ','.join(f"[{v['Type']}: {v['ProductCode']}]"
                        if isinstance(v, dict) else v for v in value)
    if value is None:
        return ''
    before = {'PeerGroupName': 'NAME ', 'PeerGroupID': 'ID '}.get(key, '')
    return before + str(value).replace('\t', '\\t').replace('\n', '\\n')


def in_text(row):
    """Returns the cells of a row in text form, as a dictionary from column to
    text."""
    return {k: as_text(v, k) for k, v in row.items() if k[0] != '|' and not
            (v is None and k in ('PeerGroupName', 'PeerGroupID'))}


def in_json(row):
    return {k.lstrip('|'): v for k, v in row.items()}
