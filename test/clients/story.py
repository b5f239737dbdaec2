"""A story told by Microsoft's Python client: `pip install msgraph-sdk deprecated`, then `python story.py http://127.0.0.1:8365`."""

import asyncio
import sys
import time

from kiota_abstractions.authentication.anonymous_authentication_provider import AnonymousAuthenticationProvider
from kiota_abstractions.base_request_configuration import RequestConfiguration
from msgraph import GraphRequestAdapter, GraphServiceClient
from msgraph.generated.identity_governance.entitlement_management.assignments.assignments_request_builder import (
    AssignmentsRequestBuilder,
)
from msgraph.generated.identity_governance.entitlement_management.catalogs.item.resources.resources_request_builder import (
    ResourcesRequestBuilder,
)
from msgraph.generated.models.access_package import AccessPackage
from msgraph.generated.models.access_package_assignment import AccessPackageAssignment
from msgraph.generated.models.access_package_assignment_policy import AccessPackageAssignmentPolicy
from msgraph.generated.models.access_package_assignment_request import AccessPackageAssignmentRequest
from msgraph.generated.models.access_package_catalog import AccessPackageCatalog
from msgraph.generated.models.access_package_request_state import AccessPackageRequestState
from msgraph.generated.models.access_package_request_type import AccessPackageRequestType
from msgraph.generated.models.access_package_resource import AccessPackageResource
from msgraph.generated.models.access_package_resource_request import AccessPackageResourceRequest
from msgraph.generated.models.access_package_resource_role import AccessPackageResourceRole
from msgraph.generated.models.access_package_resource_role_scope import AccessPackageResourceRoleScope
from msgraph.generated.models.access_package_resource_scope import AccessPackageResourceScope
from msgraph.generated.models.allowed_target_scope import AllowedTargetScope
from msgraph.generated.models.expiration_pattern import ExpirationPattern
from msgraph.generated.models.expiration_pattern_type import ExpirationPatternType
from msgraph.generated.models.group import Group
from msgraph.generated.models.o_data_errors.o_data_error import ODataError
from msgraph.generated.models.password_profile import PasswordProfile
from msgraph.generated.models.reference_create import ReferenceCreate
from msgraph.generated.models.single_user import SingleUser
from msgraph.generated.models.user import User
from msgraph.generated.users.users_request_builder import UsersRequestBuilder
from msgraph_core import PageIterator

UserQuery = UsersRequestBuilder.UsersRequestBuilderGetQueryParameters
ResourceQuery = ResourcesRequestBuilder.ResourcesRequestBuilderGetQueryParameters
AssignmentQuery = AssignmentsRequestBuilder.AssignmentsRequestBuilderGetQueryParameters


def client_of(root: str) -> tuple[GraphServiceClient, GraphRequestAdapter]:
    adapter = GraphRequestAdapter(AnonymousAuthenticationProvider())
    adapter.base_url = f"{root}/v1.0"
    graph = GraphServiceClient(request_adapter=adapter)
    graph.path_parameters["baseurl"] = adapter.base_url
    return graph, adapter


async def refusal(call) -> ODataError:
    try:
        await call
    except ODataError as error:
        return error
    raise AssertionError("it was not refused")


async def story(root: str) -> None:
    graph, adapter = client_of(root)
    mark = str(time.time_ns())

    def new_user(name: str) -> User:
        nickname = f"{name}{mark}"
        return User(
            account_enabled=True,
            display_name=nickname,
            mail_nickname=nickname,
            user_principal_name=f"{nickname}@contoso.onmicrosoft.com",
            password_profile=PasswordProfile(password="Contoso1234"),
        )

    users = [await graph.users.post(new_user(name)) for name in ("ann", "ben", "cat")]
    taker = users[0]
    group = await graph.groups.post(
        Group(display_name=f"g{mark}", mail_nickname=f"g{mark}", mail_enabled=False, security_enabled=True)
    )

    page = await graph.users.get(RequestConfiguration(query_parameters=UserQuery(top=2, select=["id"])))
    seen: list[str] = []
    await PageIterator(page, adapter).iterate(lambda user: seen.append(user.id) is None)
    assert {user.id for user in users} <= set(seen) and len(seen) == len(set(seen)), seen

    members = graph.groups.by_group_id(group.id).members
    link = ReferenceCreate(odata_id=f"{root}/v1.0/directoryObjects/{users[1].id}")
    await members.ref.post(link)
    twice = await refusal(members.ref.post(link))
    assert (twice.response_status_code, twice.error.code) == (400, "Request_BadRequest")
    assert twice.error.inner_error.request_id and twice.error.inner_error.date
    assert isinstance((await members.get()).value[0], User)

    delta = await graph.users.delta.get()
    await graph.users.by_user_id(users[2].id).delete()
    changed = await graph.users.delta.with_url(delta.odata_delta_link).get()
    assert [user.id for user in changed.value] == [users[2].id], changed.value

    em = graph.identity_governance.entitlement_management
    catalog = await em.catalogs.post(AccessPackageCatalog(display_name=f"c{mark}"))
    onboarding = await em.resource_requests.post(
        AccessPackageResourceRequest(
            request_type=AccessPackageRequestType.AdminAdd,
            resource=AccessPackageResource(origin_id=group.id, origin_system="AadGroup"),
            catalog=AccessPackageCatalog(id=catalog.id),
        )
    )
    assert onboarding.state == AccessPackageRequestState.Delivered
    resources = em.catalogs.by_access_package_catalog_id(catalog.id).resources
    with_roles = RequestConfiguration(query_parameters=ResourceQuery(expand=["roles", "scopes"]))
    resource = (await resources.get(with_roles)).value[0]
    role = next(role for role in resource.roles if role.display_name == "Member")
    scope = resource.scopes[0]
    box = await em.access_packages.post(
        AccessPackage(display_name="Box", catalog=AccessPackageCatalog(id=catalog.id))
    )
    origin = {"origin_id": group.id, "origin_system": "AadGroup"}
    await em.access_packages.by_access_package_id(box.id).resource_role_scopes.post(
        AccessPackageResourceRoleScope(
            role=AccessPackageResourceRole(
                id=role.id,
                origin_id=role.origin_id,
                origin_system="AadGroup",
                resource=AccessPackageResource(id=resource.id, **origin),
            ),
            scope=AccessPackageResourceScope(id=scope.id, **origin),
        )
    )
    # The client writes a timedelta as "30 days, 0:00:00", which the service refuses; it takes text as it is.
    policy = await em.assignment_policies.post(
        AccessPackageAssignmentPolicy(
            display_name="Taker only",
            allowed_target_scope=AllowedTargetScope.SpecificDirectoryUsers,
            specific_allowed_targets=[SingleUser(odata_type="#microsoft.graph.singleUser", user_id=taker.id)],
            expiration=ExpirationPattern(type=ExpirationPatternType.AfterDuration, duration="P30D"),
            access_package=AccessPackage(id=box.id),
        )
    )
    assert isinstance(policy.specific_allowed_targets[0], SingleUser)
    assert policy.expiration.duration.days == 30
    ids = {"targetId": taker.id, "assignmentPolicyId": policy.id, "accessPackageId": box.id}
    request = await em.assignment_requests.post(
        AccessPackageAssignmentRequest(
            request_type=AccessPackageRequestType.AdminAdd,
            assignment=AccessPackageAssignment(additional_data=ids),
        )
    )
    for _ in range(100):
        state = (await em.assignment_requests.by_access_package_assignment_request_id(request.id).get()).state
        if state == AccessPackageRequestState.Delivered:
            break
        await asyncio.sleep(0.05)
    assert state == AccessPackageRequestState.Delivered, state
    held = AssignmentQuery(filter=f"target/objectId eq '{taker.id}'", expand=["target", "accessPackage($expand=catalog)"])
    assignment = (await em.assignments.get(RequestConfiguration(query_parameters=held))).value[0]
    assert assignment.target.object_id == taker.id
    assert assignment.access_package.catalog.id == catalog.id
    assert {member.id for member in (await members.get()).value} == {taker.id, users[1].id}

    absent = await refusal(em.catalogs.by_access_package_catalog_id("00000000-0000-0000-0000-000000000000").get())
    assert (absent.response_status_code, absent.error.code) == (404, "ResourceNotFound")


asyncio.run(story(sys.argv[1]))
