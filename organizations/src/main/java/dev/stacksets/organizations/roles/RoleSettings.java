package dev.stacksets.organizations.roles;

import java.util.List;
import java.util.Optional;

/** What the templates of both roles are made from, checked. */
record RoleSettings(
        String administratorAccount,
        String administrationRole,
        String executionRole,
        List<String> targets,
        List<String> stackSets,
        List<String> principals,
        Optional<String> organization,
        List<String> units,
        ExecutionPermissions permissions) {}
