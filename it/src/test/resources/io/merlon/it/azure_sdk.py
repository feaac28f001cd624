"""Runs each operation group of Microsoft's own SDK (azure-mgmt-security, azure-mgmt-policyinsights)
against a server, with nothing set but endpoint and credential. Prints one line of JSON a group:
its name, and what was wrong if anything was.

Called with: endpoint, client id, subscription; the secret comes in MERLON_SECRET, and the
certificate to trust in REQUESTS_CA_BUNDLE.
"""
import datetime
import json
import os
import sys
import traceback
import uuid

from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.identity import ClientSecretCredential
from azure.mgmt.policyinsights import PolicyInsightsClient
from azure.mgmt.policyinsights.models import QueryOptions
from azure.mgmt.security import SecurityCenter

ENDPOINT, CLIENT, SUBSCRIPTION = sys.argv[1:4]
SCOPE = "/subscriptions/" + SUBSCRIPTION
CREDENTIAL = ClientSecretCredential(
    "adfs", CLIENT, os.environ["MERLON_SECRET"], authority=ENDPOINT, disable_instance_discovery=True
)
SDK = {"base_url": ENDPOINT, "credential_scopes": [ENDPOINT + "/.default"], "retry_total": 0}
security = SecurityCenter(CREDENTIAL, SUBSCRIPTION, **SDK)
GROUPS = []


def group(function):
    GROUPS.append(function)
    return function


def models(version):
    return SecurityCenter.models(version)


def refused(status, call):
    """The call has to be refused with this status and an error body; what the body says."""
    try:
        call()
    except HttpResponseError as e:
        assert e.status_code == status, f"{e.status_code} instead of {status}: {e}"
        assert e.error is not None and e.error.code, f"no error body: {e}"
        return e.error.message
    raise AssertionError("was not refused")


def unhealthy_assessment():
    return next(
        one for one in security.assessments.list(SCOPE) if one.status.code == "Unhealthy"
    )


@group
def secure_scores():
    score = next(iter(security.secure_scores.list()))
    assert score.name == "ascScore" and 0 <= score.percentage <= 1, score
    assert abs(score.current / score.max - score.percentage) < 1e-9
    assert security.secure_scores.get("ascScore").max == score.max
    refused(404, lambda: security.secure_scores.get("other"))


@group
def secure_score_controls():
    controls = list(security.secure_score_controls.list(expand="definition"))
    assert controls and all(one.definition.max_score is not None for one in controls)
    assert any(one.unhealthy_resource_count > 0 for one in controls)
    by_score = list(security.secure_score_controls.list_by_secure_score("ascScore"))
    assert [one.name for one in by_score] == [one.name for one in controls]
    assert all(one.definition is None for one in by_score)
    at_rest = [one for one in controls if one.display_name == "Enable encryption at rest"]
    assert at_rest[0].name == "8fd574ec-43cf-426e-a439-a67cbaf2d564", at_rest[0].name


@group
def secure_score_control_definitions():
    everywhere = list(security.secure_score_control_definitions.list())
    here = list(security.secure_score_control_definitions.list_by_subscription())
    assert everywhere and len(everywhere) == len(here)
    assert all(one.source.source_type == "BuiltIn" for one in here)
    assert any(one.assessment_definitions for one in here)


@group
def assessments():
    one = unhealthy_assessment()
    resource = one.id[: one.id.lower().rindex("/providers/microsoft.security/")]
    again = security.assessments.get(resource.lstrip("/"), one.name, expand="links")
    assert again.status.code == "Unhealthy" and again.links.azure_portal_uri
    assert again.status.first_evaluation_date <= again.status.status_change_date
    assert again.resource_details.source == "Azure"
    below = list(security.assessments.list(resource))
    assert one.name in [each.name for each in below]
    refused(404, lambda: security.assessments.get(resource.lstrip("/"), "no-such"))


@group
def assessments_of_ones_own():
    m = models("2021-06-01")
    name = str(uuid.uuid4())
    metadata = security.assessments_metadata
    written = metadata.create_in_subscription(
        name,
        m.SecurityAssessmentMetadataResponse(
            display_name="Backups are tried",
            description="A backup that nobody restored is a hope.",
            severity="Medium",
            assessment_type="CustomerManaged",
            user_impact="Low",
            categories=["Compute"],
        ),
    )
    assert written.display_name == "Backups are tried"
    assert metadata.get_in_subscription(name).severity == "Medium"
    assert name in [one.name for one in metadata.list_by_subscription()]
    assert name not in [one.name for one in metadata.list()]
    one = unhealthy_assessment()
    resource = one.id[: one.id.lower().rindex("/providers/microsoft.security/")].lstrip("/")
    body = m.SecurityAssessment(
        resource_details=m.AzureResourceDetails(),
        status=m.AssessmentStatus(code="Unhealthy", cause="never", description="tried never"),
        additional_data={"last": "never"},
    )
    pushed = security.assessments.create_or_update(resource, name, body)
    assert pushed.display_name == "Backups are tried" and pushed.status.cause == "never"
    got = security.assessments.get(resource, name)
    assert got.additional_data == {"last": "never"} and got.metadata.severity == "Medium"
    assert name in [each.name for each in security.assessments.list(SCOPE)]
    said = refused(
        409, lambda: security.assessments.create_or_update(resource, one.name, body)
    )
    assert one.name in said
    wrong = m.SecurityAssessment(
        resource_details=m.AzureResourceDetails(), status=m.AssessmentStatus(code="Ill")
    )
    said = refused(400, lambda: security.assessments.create_or_update(resource, name, wrong))
    assert "/properties/status/code" in said, said
    security.assessments.delete(resource, name)
    refused(404, lambda: security.assessments.get(resource, name))
    metadata.delete_in_subscription(name)
    refused(404, lambda: metadata.get_in_subscription(name))


@group
def assessments_metadata():
    everything = list(security.assessments_metadata.list())
    assert everything and all(one.severity and one.display_name for one in everything)
    one = security.assessments_metadata.get(everything[0].name)
    assert one.policy_definition_id and one.assessment_type
    assert security.assessments_metadata.get_in_subscription(one.name).name == one.name
    m = models("2021-06-01")
    taken = m.SecurityAssessmentMetadataResponse(
        display_name="x", severity="Low", assessment_type="CustomerManaged"
    )
    refused(409, lambda: security.assessments_metadata.create_in_subscription(one.name, taken))
    wrong = m.SecurityAssessmentMetadataResponse(
        display_name="x", severity="Worst", assessment_type="CustomerManaged"
    )
    said = refused(
        400, lambda: security.assessments_metadata.create_in_subscription("x", wrong)
    )
    assert "/properties/severity" in said, said


@group
def sub_assessments():
    found = list(security.sub_assessments.list_all(SCOPE))
    assert [one.name for one in found] == ["flaw-1", "flaw-2"], found
    one = found[0]
    assert one.status.code == "Unhealthy" and one.status.severity == "High"
    assert one.display_name == "A flaw" and one.additional_data.assessed_resource_type
    resource, _, rest = one.id.partition("/providers/Microsoft.Security/assessments/")
    assessment = rest.split("/")[0]
    assert len(list(security.sub_assessments.list(resource, assessment))) == 2
    assert security.sub_assessments.get(resource, assessment, "flaw-2").name == "flaw-2"
    refused(404, lambda: security.sub_assessments.get(resource, assessment, "flaw-3"))


@group
def regulatory_compliance():
    standards = list(security.regulatory_compliance_standards.list())
    assert standards
    name = standards[0].name
    assert security.regulatory_compliance_standards.get(name).state == standards[0].state
    controls = list(security.regulatory_compliance_controls.list(name))
    failed = list(
        security.regulatory_compliance_controls.list(name, filter="state eq 'Failed'")
    )
    assert 0 < len(failed) < len(controls) and all(one.state == "Failed" for one in failed)
    assert standards[0].failed_controls == len(failed)
    control = failed[0]
    assert security.regulatory_compliance_controls.get(name, control.name).name == control.name
    inside = list(security.regulatory_compliance_assessments.list(name, control.name))
    bad = [one for one in inside if one.state == "Failed"]
    assert len(bad) == control.failed_assessments
    one = security.regulatory_compliance_assessments.get(name, control.name, bad[0].name)
    assert one.failed_resources > 0
    here = [
        each
        for each in security.assessments.list(SCOPE)
        if each.name == one.name and each.status.code == "Unhealthy"
    ]
    assert one.failed_resources == len(here), (one.failed_resources, len(here))
    refused(400, lambda: list(security.regulatory_compliance_standards.list(filter="state is 'x'")))


@group
def pricings():
    m = models("2024-01-01")
    plans = security.pricings.list(SCOPE.lstrip("/")).value
    assert {"VirtualMachines", "CloudPosture"} <= {one.name for one in plans}
    on = security.pricings.update(
        SCOPE.lstrip("/"), "VirtualMachines", m.Pricing(pricing_tier="Standard", sub_plan="P2")
    )
    assert on.pricing_tier == "Standard" and on.sub_plan == "P2"
    got = security.pricings.get(SCOPE.lstrip("/"), "VirtualMachines")
    assert got.pricing_tier == "Standard" and got.free_trial_remaining_time is not None
    wrong = m.Pricing(pricing_tier="Gold")
    said = refused(
        400, lambda: security.pricings.update(SCOPE.lstrip("/"), "VirtualMachines", wrong)
    )
    assert "pricingTier" in said
    machine = SCOPE.lstrip("/") + "/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/m"
    security.pricings.update(machine, "VirtualMachines", m.Pricing(pricing_tier="Free"))
    security.pricings.delete(machine, "VirtualMachines")
    security.pricings.delete(machine, "VirtualMachines")
    refused(404, lambda: security.pricings.get(SCOPE.lstrip("/"), "Nothing"))


@group
def security_contacts():
    m = models("2020-01-01-preview")
    contact = m.SecurityContact(
        emails="john@contoso.com;jane@contoso.com",
        phone="(214)275-4038",
        alert_notifications=m.SecurityContactPropertiesAlertNotifications(
            state="On", minimal_severity="Low"
        ),
        notifications_by_role=m.SecurityContactPropertiesNotificationsByRole(
            state="On", roles=["Owner"]
        ),
    )
    assert security.security_contacts.create("default", contact).phone == contact.phone
    got = security.security_contacts.get("default")
    assert got.emails == contact.emails and got.notifications_by_role.roles == ["Owner"]
    assert [one.name for one in security.security_contacts.list()] == ["default"]
    wrong = m.SecurityContact(emails="nobody")
    said = refused(400, lambda: security.security_contacts.create("default", wrong))
    assert "/properties/emails" in said, said
    security.security_contacts.delete("default")
    assert list(security.security_contacts.list()) == []


@group
def auto_provisioning_settings():
    m = models("2017-08-01-preview")
    settings = security.auto_provisioning_settings
    assert [(one.name, one.auto_provision) for one in settings.list()] == [("default", "Off")]
    assert settings.create("default", m.AutoProvisioningSetting(auto_provision="On"))
    assert settings.get("default").auto_provision == "On"
    assert [one.auto_provision for one in settings.list()] == ["On"]
    refused(400, lambda: settings.create("x", m.AutoProvisioningSetting(auto_provision="On")))
    wrong = m.AutoProvisioningSetting(auto_provision="Perhaps")
    assert "/properties/autoProvision" in refused(400, lambda: settings.create("default", wrong))
    settings.create("default", m.AutoProvisioningSetting(auto_provision="Off"))


@group
def workspace_settings():
    m = models("2017-08-01-preview")
    workspace = SCOPE + "/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/w"
    settings = security.workspace_settings
    settings.create("default", m.WorkspaceSetting(workspace_id=workspace, scope=SCOPE))
    assert settings.get("default").workspace_id == workspace
    changed = m.WorkspaceSetting(workspace_id=workspace + "2", scope=SCOPE)
    assert settings.update("default", changed).workspace_id == workspace + "2"
    assert len(list(settings.list())) == 1
    settings.delete("default")
    refused(404, lambda: settings.get("default"))


@group
def automations():
    m = models("2019-01-01-preview")
    automation = m.Automation(
        location="local",
        description="tells the team",
        is_enabled=True,
        scopes=[m.AutomationScope(scope_path=SCOPE)],
        sources=[
            m.AutomationSource(
                event_source="Assessments",
                rule_sets=[
                    m.AutomationRuleSet(
                        rules=[
                            m.AutomationTriggeringRule(
                                property_j_path="properties.status.code",
                                property_type="String",
                                expected_value="Unhealthy",
                                operator="Equals",
                            )
                        ]
                    )
                ],
            )
        ],
        actions=[
            m.AutomationActionLogicApp(
                logic_app_resource_id=SCOPE + "/resourceGroups/g/providers/Microsoft.Logic/workflows/w",
                uri="https://example.org/secret",
            )
        ],
    )
    assert security.automations.validate("g", "tell", automation).is_valid
    made = security.automations.create_or_update("g", "tell", automation)
    assert made.actions[0].logic_app_resource_id and made.actions[0].uri is None
    got = security.automations.get("g", "tell")
    assert got.sources[0].rule_sets[0].rules[0].operator == "Equals" and got.actions[0].uri is None
    assert [one.name for one in security.automations.list()] == ["tell"]
    assert [one.name for one in security.automations.list_by_resource_group("g")] == ["tell"]
    automation.sources[0].event_source = "Weather"
    answer = security.automations.validate("g", "tell", automation)
    assert not answer.is_valid and "/properties/sources/0/eventSource" in answer.message
    said = refused(400, lambda: security.automations.create_or_update("g", "tell", automation))
    assert "/properties/sources/0/eventSource" in said
    security.automations.delete("g", "tell")
    assert list(security.automations.list()) == []


@group
def alerts():
    m = models("2022-01-01")
    alerts = security.alerts
    simulation = m.AlertSimulatorRequestBody(
        properties=m.AlertSimulatorBundlesRequestProperties(bundles=["KeyVaults"])
    )
    alerts.begin_simulate("local", simulation).result()
    found = next(one for one in alerts.list() if "[SAMPLE ALERT]" in one.alert_display_name)
    assert found.status == "Active" and found.severity and found.entities, found
    assert found.name in [one.name for one in alerts.list_subscription_level_by_region("local")]
    assert alerts.get_subscription_level("local", found.name).id == found.id
    alerts.update_subscription_level_state_to_in_progress("local", found.name)
    assert alerts.get_subscription_level("local", found.name).status == "InProgress"
    alerts.update_subscription_level_state_to_resolve("local", found.name)
    alerts.update_subscription_level_state_to_activate("local", found.name)
    alerts.update_subscription_level_state_to_dismiss("local", found.name)
    assert alerts.get_subscription_level("local", found.name).status == "Dismissed"
    group_name = found.id.split("/")[4] if "/resourceGroups/" in found.id else None
    if group_name:
        assert found.name in [one.name for one in alerts.list_by_resource_group(group_name)]
        assert found.name in [
            one.name for one in alerts.list_resource_group_level_by_region("local", group_name)
        ]
        assert alerts.get_resource_group_level(group_name, "local", found.name).id == found.id
    assert list(alerts.list_by_resource_group("g")) == []
    refused(404, lambda: security.alerts.get_subscription_level("local", "x"))
    refused(
        404, lambda: security.alerts.update_subscription_level_state_to_dismiss("local", "x")
    )


@group
def alerts_suppression_rules():
    m = models("2019-01-01-preview")
    rules = security.alerts_suppression_rules
    rule = m.AlertsSuppressionRule(
        alert_type="IpAnomaly",
        reason="FalsePositive",
        state="Enabled",
        comment="our own scanner",
        expiration_date_utc=datetime.datetime(2030, 1, 1, tzinfo=datetime.timezone.utc),
        suppression_alerts_scope=m.SuppressionAlertsScope(
            all_of=[m.ScopeElement(field="entities.ip.address")]
        ),
    )
    assert rules.update("ours", rule).last_modified_utc is not None
    assert rules.get("ours").suppression_alerts_scope.all_of[0].field == "entities.ip.address"
    assert [one.name for one in rules.list()] == ["ours"]
    assert [one.name for one in rules.list(alert_type="IpAnomaly")] == ["ours"]
    assert list(rules.list(alert_type="Other")) == []
    rule.state = "Tired"
    assert "/properties/state" in refused(400, lambda: rules.update("ours", rule))
    rules.delete("ours")
    assert list(rules.list()) == []


@group
def locations():
    found = list(security.locations.list())
    assert len(found) == 1
    assert security.locations.get(found[0].name).properties["homeRegionName"] == found[0].name
    refused(404, lambda: security.locations.get("atlantis"))


@group
def tasks():
    location = next(iter(security.locations.list())).name
    everything = list(security.tasks.list())
    bad = [one for one in security.assessments.list(SCOPE) if one.status.code == "Unhealthy"]
    assert len(everything) == len([one for one in bad if "/" in one.id]), len(everything)
    one = everything[0]
    assert one.state == "Active" and one.security_task_parameters.name
    assert len(list(security.tasks.list_by_home_region(location))) == len(everything)
    got = security.tasks.get_subscription_level_task(location, one.name)
    assert got.id == one.id
    security.tasks.update_subscription_level_task_state(location, one.name, "Dismiss")
    assert security.tasks.get_subscription_level_task(location, one.name).state == "Dismissed"
    dismissed = list(security.tasks.list(filter="properties/state eq 'Dismissed'"))
    assert [each.name for each in dismissed] == [one.name]
    security.tasks.update_subscription_level_task_state(location, one.name, "Activate")
    grouped = next(each for each in everything if "/resourceGroups/" in each.id)
    name = grouped.id.split("/")[4]
    inside = list(security.tasks.list_by_resource_group(name, location))
    assert grouped.name in [each.name for each in inside] and len(inside) < len(everything)
    assert security.tasks.get_resource_group_level_task(name, location, grouped.name)
    security.tasks.update_resource_group_level_task_state(name, location, grouped.name, "Dismiss")
    security.tasks.update_resource_group_level_task_state(name, location, grouped.name, "Activate")
    refused(404, lambda: security.tasks.get_subscription_level_task(location, str(uuid.uuid4())))


@group
def policy_states():
    client = PolicyInsightsClient(CREDENTIAL, SUBSCRIPTION, **SDK)
    states = client.policy_states
    summary = states.summarize_for_subscription("latest", SUBSCRIPTION).value[0]
    assert summary.results.non_compliant_resources > 0 and summary.policy_assignments
    bad = list(
        states.list_query_results_for_subscription(
            "latest", SUBSCRIPTION, QueryOptions(filter="complianceState eq 'NonCompliant'")
        )
    )
    assert bad and not any(one.is_compliant for one in bad)
    assert len({one.resource_id.lower() for one in bad}) == summary.results.non_compliant_resources
    ordered = list(
        states.list_query_results_for_subscription(
            "latest",
            SUBSCRIPTION,
            QueryOptions(order_by="resourceId desc", top=5, select="resourceId"),
        )
    )
    ids = [one.resource_id.lower() for one in ordered]
    assert len(ids) == 5 and ids == sorted(ids, reverse=True)
    one = bad[0]
    here = list(states.list_query_results_for_resource("latest", one.resource_id.lstrip("/")))
    assert one.policy_definition_name in [each.policy_definition_name for each in here]
    same = states.list_query_results_for_policy_definition(
        "latest", SUBSCRIPTION, one.policy_definition_name
    )
    assert {each.policy_definition_name for each in same} == {one.policy_definition_name}
    refused(
        400,
        lambda: list(
            states.list_query_results_for_subscription(
                "latest", SUBSCRIPTION, QueryOptions(filter="a equals b")
            )
        ),
    )


for function in GROUPS:
    problem = ""
    try:
        function()
    except ResourceNotFoundError as e:
        problem = f"not found: {e}\n{traceback.format_exc()}"
    except Exception:  # what is wrong belongs to this group; the others go on
        problem = traceback.format_exc()
    print(json.dumps({"group": function.__name__, "problem": problem}), flush=True)
