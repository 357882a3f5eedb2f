package dev.stacksets.organizations.roles;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The templates' text. Values are quoted; those with pseudo parameters of CloudFormation are substituted there. */
final class RoleTemplates {
    private RoleTemplates() {}

    static String administration(RoleSettings roles) {
        return String.format(
                Locale.ROOT,
                """
        AWSTemplateFormatVersion: '2010-09-09'
        Description: >-
          Self-managed StackSets: the role in the administrator account %1$s. CloudFormation takes it, and with it the
          execution role in each target account. It can do nothing else.

        Resources:
          AdministrationRole:
            Type: AWS::IAM::Role
            Properties:
              RoleName: %2$s
              Description: Taken by CloudFormation StackSets to reach the target accounts.
              AssumeRolePolicyDocument:
                Version: '2012-10-17'
                Statement:
                  - Effect: Allow
                    Principal:
                      Service:
        %3$s
                    Action: sts:AssumeRole
                    # Against the confused deputy: only stack sets of this account can make CloudFormation take this role.
                    Condition:
                      StringEquals:
                        aws:SourceAccount: %4$s
                      ArnLike:
                        aws:SourceArn:
        %5$s
              Policies:
                - PolicyName: take-execution-role
                  PolicyDocument:
                    Version: '2012-10-17'
                    Statement:
                      - Effect: Allow
                        Action: sts:AssumeRole
                        Resource:
        %6$s
        %7$s
        Outputs:
          AdministrationRoleArn:
            Description: For administrationRoleArn(...) of a definition.
            Value: !GetAtt AdministrationRole.Arn
        """,
                roles.administratorAccount(),
                quoted(roles.administrationRole()),
                items(16, roles.principals()),
                quoted(roles.administratorAccount()),
                items(18, stackSets(roles)),
                items(18, executionRoles(roles)),
                organization(roles));
    }

    private static List<String> stackSets(RoleSettings roles) {
        return roles.stackSets().stream()
                .map(name -> "arn:${AWS::Partition}:cloudformation:*:" + roles.administratorAccount() + ":stackset/"
                        + name + (name.endsWith("*") ? "" : ":*"))
                .toList();
    }

    private static List<String> executionRoles(RoleSettings roles) {
        return roles.targets().stream()
                .map(target -> "arn:${AWS::Partition}:iam::" + target + ":role/" + roles.executionRole())
                .toList();
    }

    private static String organization(RoleSettings roles) {
        Map<String, Map<String, List<String>>> conditions = new TreeMap<>();
        roles.organization().ifPresent(id -> conditions.put("StringEquals", Map.of("aws:ResourceOrgID", List.of(id))));
        if (!roles.units().isEmpty()) {
            conditions.put(
                    "ForAnyValue:StringLike",
                    Map.of(
                            "aws:ResourceOrgPaths",
                            roles.units().stream().map(path -> path + "*").toList()));
        }
        return conditions(16, conditions);
    }

    static String execution(RoleSettings roles) {
        return String.format(
                Locale.ROOT,
                """
        AWSTemplateFormatVersion: '2010-09-09'
        Description: >-
          Self-managed StackSets: the role in every target account. Only the administration role of account %1$s can take
          it, which must be there before.
        %2$s
        Resources:
          ExecutionRole:
            Type: AWS::IAM::Role
            Properties:
              RoleName: %3$s
              Description: Taken by the StackSets administration role to work on the stacks in this account.
              AssumeRolePolicyDocument:
                Version: '2012-10-17'
                Statement:
                  - Effect: Allow
                    Principal:
                      AWS: %4$s
                    Action: sts:AssumeRole
              Policies:
                # What AWS documents as needed for any stack set; of s3:* reading the template is the part that stacks need.
                - PolicyName: work-on-stacks
                  PolicyDocument:
                    Version: '2012-10-17'
                    Statement:
                      - Effect: Allow
                        Action: cloudformation:*
                        Resource: '*'
                      - Effect: Allow
                        Action: s3:GetObject
                        Resource: '*'
        %5$s
        Outputs:
          ExecutionRoleArn:
            Description: The role in this account.
            Value: !GetAtt ExecutionRole.Arn
        """,
                roles.administratorAccount(),
                notDerived(roles.permissions()),
                quoted(roles.executionRole()),
                quoted("arn:${AWS::Partition}:iam::" + roles.administratorAccount() + ":role/"
                        + roles.administrationRole()),
                permissions(roles.permissions()));
    }

    private static String notDerived(ExecutionPermissions permissions) {
        return permissions.notDerived().isEmpty()
                ? ""
                : permissions.notDerived().entrySet().stream()
                        .map(type -> "#   " + (type.getKey() + ": " + type.getValue()).replaceAll("\\s+", " ") + "\n")
                        .collect(Collectors.joining(
                                "", "\n# Not derived. Add below what these resource types need:\n", ""));
    }

    private static String permissions(ExecutionPermissions permissions) {
        if (permissions.statements().isEmpty()) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                """
                # What the resources of the template need.
                - PolicyName: work-on-resources
                  PolicyDocument:
                    Version: '2012-10-17'
                    Statement:
        %s""",
                permissions.statements().stream().map(RoleTemplates::statement).collect(Collectors.joining()));
    }

    private static String statement(PermissionStatement statement) {
        return warning(statement)
                + String.format(
                        Locale.ROOT,
                        """
                      - Effect: Allow
                        Action:
        %s
                        Resource:
        %s
        %s""",
                        items(18, statement.actions()),
                        items(18, statement.resources()),
                        conditions(16, statement.conditions()));
    }

    private static String warning(PermissionStatement statement) {
        return ExecutionPermissions.none().and(statement).sensitive().isEmpty() ? "" : """
                      # With these on every resource the role can give itself or others whatever it wants: narrow them down.
        """;
    }

    private static String conditions(int indent, Map<String, Map<String, List<String>>> conditions) {
        if (conditions.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(" ".repeat(indent) + "Condition:\n");
        conditions.forEach((operator, keys) -> {
            text.append(" ".repeat(indent + 2)).append(operator).append(":\n");
            keys.forEach((key, values) -> text.append(" ".repeat(indent + 4))
                    .append(key)
                    .append(":\n")
                    .append(items(indent + 6, values))
                    .append('\n'));
        });
        return text.toString();
    }

    private static String items(int indent, Iterable<String> values) {
        StringBuilder lines = new StringBuilder();
        values.forEach(value -> lines.append(" ".repeat(indent))
                .append("- ")
                .append(quoted(value))
                .append('\n'));
        return lines.toString().stripTrailing();
    }

    /** Single quotes; substituted where a pseudo parameter is named. */
    private static String quoted(String value) {
        String text = "'" + value.replace("'", "''") + "'";
        return value.contains("${") ? "!Sub " + text : text;
    }
}
