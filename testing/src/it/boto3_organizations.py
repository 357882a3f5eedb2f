"""Walks Organizations, Account Management and automatic deployment with boto3.

Usage: boto3_organizations.py ENDPOINT (a simulator served with organization.yaml).
"""

import time

from boto3_walk import TEMPLATE, check, client, pages, refusal

MANAGEMENT = "111111111111"
DELEGATE = "222222222222"
SHOP = "333333333333"
STACK_SETS = "member.org.stacksets.cloudformation.amazonaws.com"


def until(name, read, expected):
    """What takes a while, at most 20 seconds."""
    for _ in range(400):
        if read() == expected:
            break
        time.sleep(0.05)
    check(name, read(), expected)


def units(organizations, parent):
    found = pages(organizations, "list_organizational_units_for_parent", "OrganizationalUnits", ParentId=parent)[1]
    return {unit["Name"]: unit["Id"] for unit in found}


def reads(organizations):
    organization = organizations.describe_organization()["Organization"]
    check("describe_organization", (organization["MasterAccountId"], organization["FeatureSet"]), (MANAGEMENT, "ALL"))
    root = pages(organizations, "list_roots", "Roots")[1][0]["Id"]
    top = units(organizations, root)
    check("list_organizational_units_for_parent", sorted(top), ["Suspended", "Workloads"])
    nested = units(organizations, top["Workloads"])
    count, accounts = pages(organizations, "list_accounts", "Accounts")
    check("list_accounts", (count, len(accounts)), (8, 50))
    check("Status and State", {(a["Status"], a["State"]) for a in accounts},
          {("ACTIVE", "ACTIVE"), ("SUSPENDED", "SUSPENDED")})
    count, accounts = pages(organizations, "list_accounts_for_parent", "Accounts", ParentId=top["Workloads"])
    check("list_accounts_for_parent", (count, len(accounts)), (7, 45))
    children = pages(organizations, "list_children", "Children", ParentId=top["Workloads"], ChildType="ACCOUNT")[1]
    check("list_children", len(children), 45)
    check("list_parents", organizations.list_parents(ChildId=SHOP)["Parents"],
          [{"Id": nested["Prod"], "Type": "ORGANIZATIONAL_UNIT"}])
    check("describe_account", organizations.describe_account(AccountId=SHOP)["Account"]["Email"], "shop@example.com")
    tags = organizations.get_paginator("list_tags_for_resource").paginate(ResourceId=SHOP).build_full_result()["Tags"]
    check("list_tags_for_resource", tags, [{"Key": "team", "Value": "web"}])
    count, services = pages(organizations, "list_aws_service_access_for_organization", "EnabledServicePrincipals")
    check("list_aws_service_access_for_organization", len(services), 3)
    administrators = pages(organizations, "list_delegated_administrators", "DelegatedAdministrators")[1]
    check("list_delegated_administrators", [a["Id"] for a in administrators], [DELEGATE])
    services = pages(organizations, "list_delegated_services_for_account", "DelegatedServices", AccountId=DELEGATE)[1]
    check("list_delegated_services_for_account", len(services), 2)
    check("an account nobody has", refusal(organizations.describe_account, AccountId="999999999999"),
          ("AccountNotFoundException", 400))
    check("others than administrators", refusal(client("organizations", SHOP).list_accounts),
          ("AccessDeniedException", 400))
    check("strangers", refusal(client("organizations", "999999999999").describe_organization),
          ("AWSOrganizationsNotInUseException", 400))
    check("an operation nobody simulates", refusal(organizations.list_policies, Filter="TAG_POLICY"),
          ("UnknownOperationException", 400))
    return root, nested["Prod"]


def delegation(organizations):
    organizations.enable_aws_service_access(ServicePrincipal="guardduty.amazonaws.com")
    organizations.register_delegated_administrator(AccountId=SHOP, ServicePrincipal="guardduty.amazonaws.com")
    again = {"AccountId": SHOP, "ServicePrincipal": "guardduty.amazonaws.com"}
    check("registered twice", refusal(organizations.register_delegated_administrator, **again),
          ("AccountAlreadyRegisteredException", 400))
    check("disabled too early", refusal(organizations.disable_aws_service_access,
                                        ServicePrincipal="guardduty.amazonaws.com"), ("ConstraintViolationException", 400))
    organizations.deregister_delegated_administrator(**again)
    organizations.disable_aws_service_access(ServicePrincipal="guardduty.amazonaws.com")
    reason = None
    try:
        organizations.register_delegated_administrator(**again)
    except organizations.exceptions.ConstraintViolationException as violation:
        reason = violation.response["Reason"]
    check("the reason of a violation", reason, "SERVICE_ACCESS_NOT_ENABLED")
    check("by whom", refusal(client("organizations", DELEGATE).enable_aws_service_access,
                             ServicePrincipal="guardduty.amazonaws.com"), ("AccessDeniedException", 400))


def vending(organizations, cfn, root, prod):
    def deployed():
        return {i["Account"] for i in cfn.list_stack_instances(StackSetName="base")["Summaries"]}

    cfn.create_stack_set(StackSetName="base", TemplateBody=TEMPLATE, PermissionModel="SERVICE_MANAGED",
                         AutoDeployment={"Enabled": True, "RetainStacksOnAccountRemoval": False})
    cfn.create_stack_instances(StackSetName="base", DeploymentTargets={"OrganizationalUnitIds": [prod]},
                               Regions=["eu-west-1"])
    until("a unit is deployed to", deployed, {SHOP})

    asked = organizations.create_account(Email="new@example.com", AccountName="new")["CreateAccountStatus"]
    check("create_account", (asked["State"], asked.get("AccountId")), ("IN_PROGRESS", None))

    def status():
        return organizations.describe_create_account_status(CreateAccountRequestId=asked["Id"])["CreateAccountStatus"]

    until("describe_create_account_status", lambda: status()["State"], "SUCCEEDED")
    check("list_create_account_status", len(pages(organizations, "list_create_account_status",
                                                  "CreateAccountStatuses", States=["SUCCEEDED"])[1]), 1)
    account = status()["AccountId"]
    unit = organizations.create_organizational_unit(ParentId=prod, Name="Shops")["OrganizationalUnit"]["Id"]
    organizations.tag_resource(ResourceId=account, Tags=[{"Key": "team", "Value": "web"}])
    organizations.untag_resource(ResourceId=account, TagKeys=["team"])
    organizations.move_account(AccountId=account, SourceParentId=root, DestinationParentId=unit)
    until("a vended account gets its stacks", deployed, {SHOP, account})

    organizations.close_account(AccountId=account)
    until("a closed account loses them", deployed, {SHOP})
    until("close_account", lambda: organizations.describe_account(AccountId=account)["Account"]["State"], "CLOSED")


def regions(management, own):
    def milan():
        return own.get_region_opt_status(RegionName="eu-south-1")["RegionOptStatus"]

    count, found = pages(own, "list_regions", "Regions")
    check("list_regions", (count, len(found)), (5, 34))
    count, found = pages(management, "list_regions", "Regions", AccountId=SHOP, RegionOptStatusContains=["ENABLED"])
    check("list_regions of another", [r["RegionName"] for r in found], ["eu-south-1"])
    check("a Region on its way twice", refusal(own.enable_region, RegionName="eu-south-1"), ("ValidationException", 400))
    management.disable_region(AccountId=SHOP, RegionName="eu-south-1")
    check("disable_region", milan(), "DISABLING")
    check("the other way meanwhile", refusal(own.enable_region, RegionName="eu-south-1"), ("ConflictException", 409))
    until("disable_region ends", milan, "DISABLED")
    own.enable_region(RegionName="eu-south-1")
    until("enable_region", milan, "ENABLED")
    check("by whom", refusal(own.list_regions, AccountId=DELEGATE), ("AccessDeniedException", 403))
    check("an operation nobody simulates", refusal(own.get_contact_information), ("UnknownOperationException", 400))


def main():
    organizations = client("organizations", "any")
    root, prod = reads(organizations)
    delegation(organizations)
    vending(organizations, client("cloudformation", "any"), root, prod)
    regions(client("account", MANAGEMENT), client("account", SHOP))


if __name__ == "__main__":
    main()
